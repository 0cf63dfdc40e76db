package watcher

import (
	"cmp"
	"strings"

	"wxops/ui/words"
	"wxops/wechat/watch"
)

// seen is what a log told, on one line.
func (p *printer) seen(e watch.Event) string {
	lang, g := p.sh.Lang, e.Group
	parts := []string{wordTimes.Fill(lang, g.First.Code, g.Count)}
	if path := cmp.Or(e.Path, g.Path); path != "" {
		if !g.Sure {
			path += "?"
		}
		parts = append(parts, path)
	}
	text := strings.Join(parts, "  ")
	meaning, _, known := words.Errcode{Code: g.First.Code}.Explain(lang)
	if known {
		text += p.colon() + meaning
	}
	if g.Address != "" {
		text += p.semicolon() + wordAllow.Fill(lang, g.Address)
	}
	if len(g.Likely) > 0 {
		text += p.semicolon() + wordLikely.Fill(lang, strings.Join(g.Likely, ", "))
	}
	if g.First.RID != "" {
		text += "  rid " + string(g.First.RID)
	}
	return text
}
