package inspect

import (
	"strconv"
	"strings"

	tea "charm.land/bubbletea/v2"

	"wxops/ui/draw"
	"wxops/ui/view"
	"wxops/wechat/clean"
	"wxops/wechat/rid"
)

func (t *textScreen) counted() string {
	return wordCounted.Fill(t.Lang, len(t.paste.found.RIDs), len(t.paste.found.Codes))
}

func (t *textScreen) subject() subject {
	w := t.wish()
	known := t.asking.known(w.RID)
	s := subject{paste: t.paste, rid: w.RID, whose: t.asking.whose(w), told: known.Answers(), accounts: t.Accounts.All}
	if len(s.whose.left) == 0 || known.Nobodys() {
		s.barred = t.asking.barred()
	}
	return s
}

// textParts are the parts of the screen of a text, from top to bottom.
type textParts struct {
	top    []string
	cursor *tea.Position
	rows   []draw.SheetRow // what is known; they scroll
	room   int             // lines for the rows
	bottom []string
}

func (t *textScreen) parts(f draw.Frame) textParts {
	var p textParts
	p.top, p.cursor = t.lines(f)
	subject := t.subject()
	if fact, _ := t.asking.trouble(t.wish(), subject.whose); fact != "" {
		p.bottom = []string{draw.Line(f.Width, f.Theme.Ellipsis, f.Theme.Bad.Span(" "+clean.Line(fact)))}
	}
	if n := len(t.rids.IDs); n > 0 {
		most := max(min(n, (f.Height-len(p.top))/3), 1)
		p.top = append(p.top, t.rids.View(t.columns(f), f.Width, most+1, f.Theme, func(id string) []draw.Span { return t.cells(id, f) })...)
		p.top = append(p.top, "")
	}
	if !t.reading && t.paste.text != "" {
		p.rows = draw.Laid(findingLines(subject, t.Lang, f.Now), f.Width)
	}
	p.room = max(f.Height-len(p.top)-len(p.bottom), 0)
	if last := len(p.top) - 1; len(p.rows) > p.room && last >= 0 && p.top[last] == "" { // every line counts
		p.top, p.room = p.top[:last], p.room+1
	}
	return p
}

// View shows a text, the rids in it, and what is known of them.
func (t *textScreen) View(f draw.Frame) draw.Body {
	p := t.parts(f)
	lines := append(p.top, draw.Rows(f, t.scroll, p.rows, p.room, view.WordMore.In(t.Lang))...)
	for len(lines) < f.Height-len(p.bottom) {
		lines = append(lines, "")
	}
	return draw.Body{Lines: append(lines, p.bottom...), Cursor: p.cursor}
}

// roomy is the height from which blank lines set things apart.
const roomy = 14

// lines are the text, folded, or the field that it is edited in.
func (t *textScreen) lines(f draw.Frame) (lines []string, at *tea.Position) {
	lang, th := t.Lang, f.Theme
	if t.field.Open {
		text, x := t.field.View(f.Width - draw.Width(wordPrompt.In(lang)) - 4)
		return []string{"  " + th.Accent.Render(wordPrompt.In(lang)) + text, ""}, &tea.Position{X: 2 + draw.Width(wordPrompt.In(lang)) + x}
	}
	shown := min(len(t.paste.preview), previewLines)
	if f.Height < roomy {
		shown = min(shown, 1)
	}
	for i, l := range t.paste.preview[:shown] {
		label := ""
		if i == 0 {
			label = wordPrompt.In(lang)
		}
		lines = append(lines, draw.Line(f.Width, th.Ellipsis, th.Accent.Span("  "+draw.Fit(label, draw.Width(wordPrompt.In(lang)), "")), th.Dim.Span(l)))
	}
	if hidden := t.paste.lines - shown; hidden > 0 {
		more := wordMoreLines.Fill(lang, th.Ellipsis, hidden)
		lines = append(lines, draw.Line(f.Width, th.Ellipsis, th.Dim.Span(strings.Repeat(" ", draw.Width(wordPrompt.In(lang))+2)+more)))
	}
	if f.Height >= roomy {
		lines = append(lines, "")
	}
	return lines, nil
}

func (t *textScreen) columns(f draw.Frame) []draw.Column {
	const rid, called, code = 26, 14, 7
	rest := f.Width - rid - called - code - draw.Gutter - 3*draw.Gap
	return []draw.Column{
		{Title: wordRID.In(t.Lang), Width: rid, Flex: true}, {Title: wordCalled.In(t.Lang), Width: called},
		{Title: wordCode.In(t.Lang), Width: code, Right: true, Drop: 1}, {Title: view.WordMeaning.In(t.Lang), Width: max(rest, 12), Drop: 2},
	}
}

func (t *textScreen) cells(id string, f draw.Frame) []draw.Span {
	th := f.Theme
	rid := rid.RID(id)
	cells := []draw.Span{th.Plain.Span(id), th.Plain.Span(since(t.Lang, rid.CalledAt(), f.Now)), th.Dim.Span(view.WordNone.In(t.Lang)), th.Dim.Span("")}
	if rid.Expired(f.Now) {
		cells[1].Style = th.Warn
	}
	for _, r := range t.paste.found.RIDs {
		if r.RID == rid && r.Code != 0 {
			meaning, _, _ := errcodeOf(r).Explain(t.Lang)
			cells[2], cells[3].Text = th.Bold.Span(strconv.FormatInt(r.Code, 10)), meaning
		}
	}
	return cells
}

// Status says what to do next.
func (t *textScreen) Status(f draw.Frame) []draw.Span {
	lang, th := t.Lang, f.Theme
	is := t.asking.whose(t.wish())
	if _, remedy := t.asking.trouble(t.wish(), is); remedy != "" {
		return []draw.Span{th.Plain.Span(" " + clean.Line(remedy))}
	}
	parts := []string{t.counted(), wordOffline.In(lang)}
	if a := is.account; t.rids.Cur != "" && a.Alias != "" && !t.chosen().WeCom {
		parts = append(parts, wordAsksAs.Fill(lang, a.Alias))
	}
	return []draw.Span{th.Plain.Span(" " + strings.Join(parts, "  "))}
}
