package view

import (
	"strings"

	"wxops/keystore"
	"wxops/ui/words"
	"wxops/wechat/clean"
)

// Named is an account's name as this terminal can show it; "" where it cannot.
func (d Deps) Named(a keystore.Account) string {
	if !d.Names(a) {
		return ""
	}
	return clean.Line(a.Name)
}

// Names reports whether an account's name can be shown: not where it would need UTF-8
// and neither the terminal nor the language has any.
func (d Deps) Names(a keystore.Account) bool {
	return d.Cfg.Unicode || d.Lang == words.Chinese || !strings.ContainsFunc(a.Name, func(r rune) bool { return r > '~' })
}
