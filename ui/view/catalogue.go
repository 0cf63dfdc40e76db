package view

import (
	"strings"

	"wxops/ui/words"
	"wxops/wechat/catalog"
	"wxops/wechat/clean"
)

// APIName is what an API is called on the screen; its path where it has no name.
func APIName(path string, lang words.Lang) string {
	api, ok := catalog.Lookup(path)
	switch {
	case !ok:
		return clean.Line(path)
	case lang == words.Chinese && api.Zh != "":
		return api.Zh
	case api.En != "":
		return api.En
	}
	return path
}

// Meaning is what a code says, in the language of the screen where it is known.
func Meaning(c catalog.Code, lang words.Lang) string {
	if lang == words.Chinese && c.Zh != "" {
		return c.Zh
	}
	return c.En
}

// Advice is what to do about a code, in the language of the screen where it is known.
func Advice(c catalog.Code, lang words.Lang) string {
	if lang == words.Chinese && c.DoZh != "" {
		return c.DoZh
	}
	return c.DoEn
}

// CodeKinds are the kinds of codes in the language of the screen.
func CodeKinds(lang words.Lang) map[string]string {
	names := map[string]string{}
	for _, k := range catalog.CodeKinds() {
		names[k.ID] = k.En
		if lang == words.Chinese {
			names[k.ID] = k.Zh
		}
	}
	return names
}

// Production reports whether an env means real users, by its name.
func Production(env string) bool { return strings.HasPrefix(strings.ToLower(env), "prod") }
