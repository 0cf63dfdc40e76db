package words

import (
	"cmp"

	"wxops/wechat/catalog"
	"wxops/wechat/clean"
)

// APIName is the official name of an API, in the language where it has one.
func APIName(api catalog.API, lang Lang) string {
	if lang == Chinese {
		return cmp.Or(api.Zh, api.Title, api.En, api.Name)
	}
	return cmp.Or(api.En, api.Name, api.Title)
}

// NameOf is the official name of the API at path, "" for one that the
// catalogue lacks.
func NameOf(path string, lang Lang) string {
	api, ok := catalog.Lookup(path)
	if !ok {
		return ""
	}
	return APIName(api, lang)
}

// APIAt is what the API at path is called on a screen: its name, or the path
// where it has none.
func APIAt(path string, lang Lang) string { return cmp.Or(NameOf(path, lang), clean.Line(path)) }

// Meaning is what an errcode means; English where no Chinese is known.
func Meaning(c catalog.Code, lang Lang) string {
	if lang == Chinese {
		return cmp.Or(c.Zh, c.En)
	}
	return c.En
}

// Hint is what to do about an errcode; English where no Chinese is known.
func Hint(c catalog.Code, lang Lang) string {
	if lang == Chinese {
		return cmp.Or(c.DoZh, c.DoEn)
	}
	return c.DoEn
}

// CodeKinds names the kinds of errcodes by their ids.
func CodeKinds(lang Lang) map[string]string {
	names := map[string]string{}
	for _, k := range catalog.CodeKinds() {
		names[k.ID] = k.En
		if lang == Chinese {
			names[k.ID] = k.Zh
		}
	}
	return names
}

// CodeFamily names a family of errcodes by its id.
func CodeFamily(id string, lang Lang) string {
	f, _ := catalog.CodeFamily(id)
	if lang == Chinese {
		return f.Zh
	}
	return f.En
}
