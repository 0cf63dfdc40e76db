package ui

import (
	"fmt"
	"strconv"
	"strings"

	tea "charm.land/bubbletea/v2"

	"wxops/wechat/catalog"
	"wxops/wechat/clean"
	"wxops/wechat/rid"
)

// View draws the screen that is open.
func (v ridView) View(f frame) body {
	switch v.shows {
	case ridAtStart:
		return v.startView(f)
	case ridAtAnswer:
		return v.answerView(f)
	}
	return v.textView(f)
}

// startView says what to do here, and lists what can be opened.
func (v ridView) startView(f frame) body {
	w, th := v.text.RID, f.theme
	lines := []string{""}
	intro := v.intro()
	if f.height < roomy && len(v.start.ids) > 0 {
		intro = intro[:1]
	}
	for _, l := range wrap(strings.Join(intro, "\n"), f.width-4) {
		lines = append(lines, line(f.width, th.Ellipsis, th.Plain.Span("  "+l)))
	}
	if len(v.start.ids) == 0 {
		return body{lines: lines[:min(len(lines), f.height)]}
	}
	lines = append(lines, "")
	cols := []column{{title: w.When, width: 9}, {title: w.Text, width: 26, drop: 1}, {title: w.What, width: 20, flex: true}}
	rows := v.start.view(cols, f.width, max(f.height-len(lines), 3), th, func(id string) []span { return v.startCells(id, f) })
	lines = append(lines, rows...)
	return body{lines: lines[max(len(lines)-f.height, 0):]}
}

func (v ridView) intro() []string {
	if v.text.Lang == Chinese {
		return v.text.RID.Intro
	}
	return []string{v.text.RID.Intro[0], v.text.RID.Intro[1] + " " + v.text.RID.Intro[2]}
}

func (v ridView) startCells(id string, f frame) []span {
	w, th := v.text.RID, f.theme
	kind, at := startItem(id)
	switch kind {
	case lookItem:
		l := v.looks[at]
		return []span{th.Dim.Span(l.at.In(f.now.Location()).Format("15:04:05")), th.Dim.Span(string(l.rid)),
			th.Plain.Span(v.lookWords(l))}
	case hintItem:
		h := v.cfg.Hints[at]
		return []span{th.Dim.Span(w.Demo), th.Dim.Span(clean.Line(h.Text)), th.Plain.Span(clean.Line(h.What))}
	}
	return []span{th.Dim.Span(w.Before), th.Dim.Span(strings.Join(v.paste.preview, " ")), th.Plain.Span(v.counted())}
}

// lookWords are an earlier look-up in a few words.
func (v ridView) lookWords(l look) string {
	if l.err == nil && l.path != "" {
		return l.account.Alias + ": " + apiName(l.path, v.text.Lang)
	}
	return told(l, v.text)
}

func (v ridView) counted() string {
	return fmt.Sprintf(v.text.RID.Counted, len(v.paste.found.RIDs), len(v.paste.found.Codes))
}

// textParts are the parts of the screen of a text, from top to bottom.
type textParts struct {
	top    []string
	cursor *tea.Position
	rows   []sheetRow // what is known; they scroll
	room   int        // lines for the rows
	bottom []string
}

func (v ridView) textParts(f frame) textParts {
	var p textParts
	p.top, p.cursor = v.textLines(f)
	if fact, _ := v.trouble(); fact != "" {
		p.bottom = []string{line(f.width, f.theme.Ellipsis, f.theme.Bad.Span(" "+clean.Line(fact)))}
	}
	if n := len(v.rids.ids); n > 0 {
		most := max(min(n, (f.height-len(p.top))/3), 1)
		p.top = append(p.top, v.rids.view(v.ridColumns(f), f.width, most+1, f.theme, func(id string) []span { return v.ridCells(id, f) })...)
		p.top = append(p.top, "")
	}
	if !v.reading && v.paste.text != "" {
		p.rows = laid(findingLines(v.subject(), v.text, f.now), f.width)
	}
	p.room = max(f.height-len(p.top)-len(p.bottom), 0)
	if last := len(p.top) - 1; len(p.rows) > p.room && last >= 0 && p.top[last] == "" { // every line counts
		p.top, p.room = p.top[:last], p.room+1
	}
	return p
}

// textView shows a text, the rids in it, and what is known of them.
func (v ridView) textView(f frame) body {
	p := v.textParts(f)
	lines := append(p.top, drawnRows(f, v.scroll, p.rows, p.room, v.text.Reset.More)...)
	for len(lines) < f.height-len(p.bottom) {
		lines = append(lines, "")
	}
	return body{lines: append(lines, p.bottom...), cursor: p.cursor}
}

// roomy is the height from which blank lines set things apart.
const roomy = 14

// textLines are the text, folded, or the field that it is edited in.
func (v ridView) textLines(f frame) (lines []string, at *tea.Position) {
	w, th := v.text.RID, f.theme
	if v.field.open {
		text, x := v.field.view(f.width - width(w.Prompt) - 4)
		return []string{"  " + th.Accent.Render(w.Prompt) + text, ""}, &tea.Position{X: 2 + width(w.Prompt) + x}
	}
	shown := min(len(v.paste.preview), previewLines)
	if f.height < roomy {
		shown = min(shown, 1)
	}
	for i, l := range v.paste.preview[:shown] {
		label := ""
		if i == 0 {
			label = w.Prompt
		}
		lines = append(lines, line(f.width, th.Ellipsis, th.Accent.Span("  "+fit(label, width(w.Prompt), "")), th.Dim.Span(l)))
	}
	if hidden := v.paste.lines - shown; hidden > 0 {
		more := fmt.Sprintf(w.MoreLines, th.Ellipsis, hidden)
		lines = append(lines, line(f.width, th.Ellipsis, th.Dim.Span(strings.Repeat(" ", width(w.Prompt)+2)+more)))
	}
	if f.height >= roomy {
		lines = append(lines, "")
	}
	return lines, nil
}

func (v ridView) ridColumns(f frame) []column {
	const rid, called, code = 26, 14, 7
	rest := f.width - rid - called - code - gutter - 3*gap
	return []column{
		{title: v.text.RID.RID, width: rid, flex: true}, {title: v.text.RID.Called, width: called},
		{title: v.text.RID.Code, width: code, right: true, drop: 1}, {title: v.text.Codes.Meaning, width: max(rest, 12), drop: 2},
	}
}

func (v ridView) ridCells(id string, f frame) []span {
	th := f.theme
	rid := rid.RID(id)
	cells := []span{th.Plain.Span(id), th.Plain.Span(v.text.since(rid.CalledAt(), f.now)), th.Dim.Span(v.text.None), th.Dim.Span("")}
	if rid.Expired(f.now) {
		cells[1].style = th.Warn
	}
	for _, r := range v.paste.found.RIDs {
		if r.RID == rid && r.Code != 0 {
			c, _ := catalog.Explain(r.Code)
			cells[2], cells[3].text = th.Bold.Span(strconv.FormatInt(r.Code, 10)), meaning(c, v.text.Lang)
		}
	}
	return cells
}

// answerView shows what WeChat recorded, in a view that scrolls.
func (v ridView) answerView(f frame) body {
	a, w := v.answer, v.text.RID
	height := f.height
	var bottom []string
	var at *tea.Position
	if a.search.open {
		text, x := a.search.view(f.width - width(w.Search) - 4)
		bottom = []string{"  " + f.theme.Accent.Render(w.Search) + text}
		at = &tea.Position{X: 2 + width(w.Search) + x, Y: f.height - 1}
		height--
	}
	top := max(min(a.scroll.top, len(a.page.rows)-height), 0)
	lines := make([]string, 0, f.height)
	for i := top; i < min(top+height, len(a.page.rows)); i++ {
		marked := len(a.hits) > 0 && a.hits[a.hit] == i
		lines = append(lines, a.page.rows[i].draw(f, marked))
	}
	for len(lines) < height {
		lines = append(lines, "")
	}
	return body{lines: append(lines, bottom...), cursor: at}
}

// status says what is under way, or what to do next.
func (v ridView) status(f frame) []span {
	w, th := v.text.RID, f.theme
	q := v.question
	switch {
	case v.reading:
		return []span{th.Plain.Span(" " + w.Reading + th.Ellipsis)}
	case q.busy && q.again:
		return []span{th.Accent.Span(" " + fmt.Sprintf(w.AskingAgain, q.account.Alias))}
	case q.busy && q.total > 0:
		return []span{th.Accent.Span(" " + fmt.Sprintf(w.AskingOf, q.account.Alias, q.total-len(q.rest), q.total))}
	case q.busy:
		return []span{th.Accent.Span(" " + fmt.Sprintf(w.Asking, q.account.Alias))}
	case v.shows == ridAtAnswer:
		return v.answerStatus(f)
	case v.shows == ridAtStart:
		return nil
	}
	if _, remedy := v.trouble(); remedy != "" {
		return []span{th.Plain.Span(" " + clean.Line(remedy))}
	}
	parts := []string{v.counted(), w.Offline}
	if a := v.asker(); v.rids.cur != "" && a.Alias != "" {
		parts = append(parts, fmt.Sprintf(w.AsksAs, a.Alias))
	}
	return []span{th.Plain.Span(" " + strings.Join(parts, "  "))}
}

func (v ridView) answerStatus(f frame) []span {
	a, w, th := v.answer, v.text.RID, f.theme
	height := f.height
	if a.search.open {
		height--
	}
	top := max(min(a.scroll.top, len(a.page.rows)-height), 0)
	spans := []span{th.Plain.Span(" " + fmt.Sprintf(w.Lines, min(top+1, len(a.page.rows)), min(top+height, len(a.page.rows)), len(a.page.rows)))}
	if a.page.unmasked {
		spans = append(spans, th.Warn.Span("  "+w.Unmasked))
	} else {
		spans = append(spans, th.Plain.Span("  "+w.Masked))
	}
	switch {
	case a.search.value() == "":
	case len(a.hits) == 0:
		spans = append(spans, th.Warn.Span("  "+w.NoMatch))
	default:
		spans = append(spans, th.Accent.Span("  "+fmt.Sprintf(w.Matches, a.hit+1, len(a.hits))))
	}
	return append(spans, th.Dim.Span("  "+v.text.since(a.look.rid.CalledAt(), f.now)))
}
