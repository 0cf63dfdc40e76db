package words

import (
	"cmp"

	"wxops/wechat/catalog"
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

// Meaning is what an errcode means, and what to do about it.
func Meaning(c catalog.Code, lang Lang) (meaning, do string) {
	if lang == Chinese {
		return c.Zh, c.DoZh
	}
	return c.En, c.DoEn
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
