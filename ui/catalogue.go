package ui

import (
	"strings"
	"wxops/ui/words"
	"wxops/wechat/catalog"
	"wxops/wechat/clean"
)

func apiName(path string, lang words.Lang) string {
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

// meaning is what a code says, in the language of the screen where it is known.
func meaning(c catalog.Code, lang words.Lang) string {
	if lang == words.Chinese && c.Zh != "" {
		return c.Zh
	}
	return c.En
}

// advice is what to do about a code, in the language of the screen where it is known.
func advice(c catalog.Code, lang words.Lang) string {
	if lang == words.Chinese && c.DoZh != "" {
		return c.DoZh
	}
	return c.DoEn
}

// kindNames are the kinds of codes in the language of the screen.
func kindNames(lang words.Lang) map[string]string {
	names := map[string]string{}
	for _, k := range catalog.CodeKinds() {
		names[k.ID] = k.En
		if lang == words.Chinese {
			names[k.ID] = k.Zh
		}
	}
	return names
}

// production reports whether an env means real users, by its name.
func production(env string) bool { return strings.HasPrefix(strings.ToLower(env), "prod") }
