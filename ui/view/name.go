package view

import (
	"strings"

	"wxops/keystore"
	"wxops/ui/draw"
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
func (d Deps) Names(a keystore.Account) bool { return d.Shows(a.Name) }

// Shows reports whether a text can be shown where the terminal or the language has no UTF-8.
func (d Deps) Shows(text string) bool {
	return d.Cfg.Unicode || d.Lang == words.Chinese || !strings.ContainsFunc(text, func(r rune) bool { return r > '~' })
}

// Written writes a text of ours as a terminal without UTF-8 can show it.
func (d Deps) Written(s draw.Span) draw.Span {
	if !d.Cfg.Unicode {
		s.Text = strings.ReplaceAll(s.Text, "…", "...")
	}
	return s
}
