package inspect

import (
	tea "charm.land/bubbletea/v2"

	"wxops/ui/draw"
)

// View shows what WeChat recorded, in a view that scrolls.
func (a *answerScreen) View(f draw.Frame) draw.Body {
	lang := a.Lang
	height := f.Height
	var bottom []string
	var at *tea.Position
	if a.search.Open {
		text, x := a.search.View(f.Width - draw.Width(wordSearch.In(lang)) - 4)
		bottom = []string{"  " + f.Theme.Accent.Render(wordSearch.In(lang)) + text}
		at = &tea.Position{X: 2 + draw.Width(wordSearch.In(lang)) + x, Y: f.Height - 1}
		height--
	}
	top := max(min(a.scroll.Top, len(a.page.rows)-height), 0)
	lines := make([]string, 0, f.Height)
	for i := top; i < min(top+height, len(a.page.rows)); i++ {
		marked := len(a.hits) > 0 && a.hits[a.hit] == i
		lines = append(lines, a.page.rows[i].Draw(f, marked))
	}
	for len(lines) < height {
		lines = append(lines, "")
	}
	return draw.Body{Lines: append(lines, bottom...), Cursor: at}
}

// Status says where in the answer the screen is.
func (a *answerScreen) Status(f draw.Frame) []draw.Span {
	lang, th := a.Lang, f.Theme
	height := f.Height
	if a.search.Open {
		height--
	}
	top := max(min(a.scroll.Top, len(a.page.rows)-height), 0)
	spans := []draw.Span{th.Plain.Span(" " + wordLines.Fill(lang, min(top+1, len(a.page.rows)), min(top+height, len(a.page.rows)), len(a.page.rows)))}
	if a.page.unmasked {
		spans = append(spans, th.Warn.Span("  "+wordUnmasked.In(lang)))
	} else {
		spans = append(spans, th.Plain.Span("  "+wordMasked.In(lang)))
	}
	switch {
	case a.search.Value() == "":
	case len(a.hits) == 0:
		spans = append(spans, th.Warn.Span("  "+wordNoMatch.In(lang)))
	default:
		spans = append(spans, th.Accent.Span("  "+wordMatches.Fill(lang, a.hit+1, len(a.hits))))
	}
	return append(spans, th.Dim.Span("  "+since(a.Lang, a.look.RID.CalledAt(), f.Now)))
}
