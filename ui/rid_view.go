package ui

import (
	"strconv"
	"strings"

	tea "charm.land/bubbletea/v2"

	"wxops/ui/draw"
	"wxops/ui/view"
	"wxops/ui/words"
	"wxops/wechat/catalog"
	"wxops/wechat/clean"
	"wxops/wechat/inquiry"
	"wxops/wechat/rid"
)

// View draws the screen that is open.
func (v *ridView) View(f draw.Frame) draw.Body {
	switch v.shows {
	case ridAtStart:
		return v.startView(f)
	case ridAtAnswer:
		return v.answerView(f)
	}
	return v.textView(f)
}

// startView says what to do here, and lists what can be opened.
func (v *ridView) startView(f draw.Frame) draw.Body {
	lang, th := v.Lang, f.Theme
	lines := []string{""}
	intro := v.intro()
	if f.Height < roomy && len(v.start.IDs) > 0 {
		intro = intro[:1]
	}
	for _, l := range draw.Wrap(strings.Join(intro, "\n"), f.Width-4) {
		lines = append(lines, draw.Line(f.Width, th.Ellipsis, th.Plain.Span("  "+l)))
	}
	if len(v.start.IDs) == 0 {
		return draw.Body{Lines: lines[:min(len(lines), f.Height)]}
	}
	lines = append(lines, "")
	cols := []draw.Column{{Title: ridWordWhen.In(lang), Width: 9}, {Title: ridWordText.In(lang), Width: 26, Drop: 1}, {Title: ridWordWhat.In(lang), Width: 20, Flex: true}}
	rows := v.start.View(cols, f.Width, max(f.Height-len(lines), 3), th, func(id string) []draw.Span { return v.startCells(id, f) })
	lines = append(lines, rows...)
	return draw.Body{Lines: lines[max(len(lines)-f.Height, 0):]}
}

func (v *ridView) intro() []string {
	if v.Lang == words.Chinese {
		return []string{ridWordIntro.In(v.Lang), ridWordIntroOffline.In(v.Lang), ridWordIntroMore.In(v.Lang)}
	}
	return []string{ridWordIntro.In(v.Lang), ridWordIntroOffline.In(v.Lang) + " " + ridWordIntroMore.In(v.Lang)}
}

func (v *ridView) startCells(id string, f draw.Frame) []draw.Span {
	lang, th := v.Lang, f.Theme
	kind, at := startItem(id)
	switch kind {
	case lookItem:
		l := v.looks[at]
		return []draw.Span{th.Dim.Span(l.At.In(f.Now.Location()).Format("15:04:05")), th.Dim.Span(string(l.RID)),
			th.Plain.Span(v.lookWords(l))}
	case hintItem:
		h := v.Cfg.Hints[at]
		return []draw.Span{th.Dim.Span(ridWordDemo.In(lang)), th.Dim.Span(clean.Line(h.Text)), th.Plain.Span(clean.Line(h.What))}
	}
	return []draw.Span{th.Dim.Span(ridWordBefore.In(lang)), th.Dim.Span(strings.Join(v.paste.preview, " ")), th.Plain.Span(v.counted())}
}

// lookWords are an earlier look-up in a few words.
func (v *ridView) lookWords(l look) string {
	if l.Verdict() == inquiry.Told && l.Path != "" {
		return l.Account + ": " + view.APIName(l.Path, v.Lang)
	}
	return told(l.Answer, v.Lang)
}

func (v *ridView) counted() string {
	return ridWordCounted.Fill(v.Lang, len(v.paste.found.RIDs), len(v.paste.found.Codes))
}

// textParts are the parts of the screen of a text, from top to bottom.
type textParts struct {
	top    []string
	cursor *tea.Position
	rows   []draw.SheetRow // what is known; they scroll
	room   int             // lines for the rows
	bottom []string
}

func (v *ridView) textParts(f draw.Frame) textParts {
	var p textParts
	p.top, p.cursor = v.textLines(f)
	if fact, _ := v.trouble(); fact != "" {
		p.bottom = []string{draw.Line(f.Width, f.Theme.Ellipsis, f.Theme.Bad.Span(" "+clean.Line(fact)))}
	}
	if n := len(v.rids.IDs); n > 0 {
		most := max(min(n, (f.Height-len(p.top))/3), 1)
		p.top = append(p.top, v.rids.View(v.ridColumns(f), f.Width, most+1, f.Theme, func(id string) []draw.Span { return v.ridCells(id, f) })...)
		p.top = append(p.top, "")
	}
	if !v.reading && v.paste.text != "" {
		p.rows = draw.Laid(findingLines(v.subject(), v.Lang, f.Now), f.Width)
	}
	p.room = max(f.Height-len(p.top)-len(p.bottom), 0)
	if last := len(p.top) - 1; len(p.rows) > p.room && last >= 0 && p.top[last] == "" { // every line counts
		p.top, p.room = p.top[:last], p.room+1
	}
	return p
}

// textView shows a text, the rids in it, and what is known of them.
func (v *ridView) textView(f draw.Frame) draw.Body {
	p := v.textParts(f)
	lines := append(p.top, draw.Rows(f, v.scroll, p.rows, p.room, view.WordMore.In(v.Lang))...)
	for len(lines) < f.Height-len(p.bottom) {
		lines = append(lines, "")
	}
	return draw.Body{Lines: append(lines, p.bottom...), Cursor: p.cursor}
}

// roomy is the height from which blank lines set things apart.
const roomy = 14

// textLines are the text, folded, or the field that it is edited in.
func (v *ridView) textLines(f draw.Frame) (lines []string, at *tea.Position) {
	lang, th := v.Lang, f.Theme
	if v.field.Open {
		text, x := v.field.View(f.Width - draw.Width(ridWordPrompt.In(lang)) - 4)
		return []string{"  " + th.Accent.Render(ridWordPrompt.In(lang)) + text, ""}, &tea.Position{X: 2 + draw.Width(ridWordPrompt.In(lang)) + x}
	}
	shown := min(len(v.paste.preview), previewLines)
	if f.Height < roomy {
		shown = min(shown, 1)
	}
	for i, l := range v.paste.preview[:shown] {
		label := ""
		if i == 0 {
			label = ridWordPrompt.In(lang)
		}
		lines = append(lines, draw.Line(f.Width, th.Ellipsis, th.Accent.Span("  "+draw.Fit(label, draw.Width(ridWordPrompt.In(lang)), "")), th.Dim.Span(l)))
	}
	if hidden := v.paste.lines - shown; hidden > 0 {
		more := ridWordMoreLines.Fill(lang, th.Ellipsis, hidden)
		lines = append(lines, draw.Line(f.Width, th.Ellipsis, th.Dim.Span(strings.Repeat(" ", draw.Width(ridWordPrompt.In(lang))+2)+more)))
	}
	if f.Height >= roomy {
		lines = append(lines, "")
	}
	return lines, nil
}

func (v *ridView) ridColumns(f draw.Frame) []draw.Column {
	const rid, called, code = 26, 14, 7
	rest := f.Width - rid - called - code - draw.Gutter - 3*draw.Gap
	return []draw.Column{
		{Title: ridWordRID.In(v.Lang), Width: rid, Flex: true}, {Title: ridWordCalled.In(v.Lang), Width: called},
		{Title: ridWordCode.In(v.Lang), Width: code, Right: true, Drop: 1}, {Title: view.WordMeaning.In(v.Lang), Width: max(rest, 12), Drop: 2},
	}
}

func (v *ridView) ridCells(id string, f draw.Frame) []draw.Span {
	th := f.Theme
	rid := rid.RID(id)
	cells := []draw.Span{th.Plain.Span(id), th.Plain.Span(since(v.Lang, rid.CalledAt(), f.Now)), th.Dim.Span(view.WordNone.In(v.Lang)), th.Dim.Span("")}
	if rid.Expired(f.Now) {
		cells[1].Style = th.Warn
	}
	for _, r := range v.paste.found.RIDs {
		if r.RID == rid && r.Code != 0 {
			c, _ := catalog.Explain(r.Code)
			cells[2], cells[3].Text = th.Bold.Span(strconv.FormatInt(r.Code, 10)), view.Meaning(c, v.Lang)
		}
	}
	return cells
}

// answerView shows what WeChat recorded, in a view that scrolls.
func (v *ridView) answerView(f draw.Frame) draw.Body {
	a, lang := v.answer, v.Lang
	height := f.Height
	var bottom []string
	var at *tea.Position
	if a.search.Open {
		text, x := a.search.View(f.Width - draw.Width(ridWordSearch.In(lang)) - 4)
		bottom = []string{"  " + f.Theme.Accent.Render(ridWordSearch.In(lang)) + text}
		at = &tea.Position{X: 2 + draw.Width(ridWordSearch.In(lang)) + x, Y: f.Height - 1}
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

// Status says what is under way, or what to do next.
func (v *ridView) Status(f draw.Frame) []draw.Span {
	lang, th := v.Lang, f.Theme
	q := v.question
	switch {
	case v.reading:
		return []draw.Span{th.Plain.Span(" " + ridWordReading.In(lang) + th.Ellipsis)}
	case q.busy && q.now.Wait > 0:
		return []draw.Span{th.Accent.Span(" " + ridWordAskingAgain.Fill(lang, q.now.Account.Name))}
	case q.busy && q.now.Of > 0:
		return []draw.Span{th.Accent.Span(" " + ridWordAskingOf.Fill(lang, q.now.Account.Name, q.now.Nth, q.now.Of))}
	case q.busy:
		return []draw.Span{th.Accent.Span(" " + ridWordAsking.Fill(lang, q.now.Account.Name))}
	case v.shows == ridAtAnswer:
		return v.answerStatus(f)
	case v.shows == ridAtStart:
		return nil
	}
	if _, remedy := v.trouble(); remedy != "" {
		return []draw.Span{th.Plain.Span(" " + clean.Line(remedy))}
	}
	parts := []string{v.counted(), ridWordOffline.In(lang)}
	if a := v.asker(); v.rids.Cur != "" && a.Alias != "" {
		parts = append(parts, ridWordAsksAs.Fill(lang, a.Alias))
	}
	return []draw.Span{th.Plain.Span(" " + strings.Join(parts, "  "))}
}

func (v *ridView) answerStatus(f draw.Frame) []draw.Span {
	a, lang, th := v.answer, v.Lang, f.Theme
	height := f.Height
	if a.search.Open {
		height--
	}
	top := max(min(a.scroll.Top, len(a.page.rows)-height), 0)
	spans := []draw.Span{th.Plain.Span(" " + ridWordLines.Fill(lang, min(top+1, len(a.page.rows)), min(top+height, len(a.page.rows)), len(a.page.rows)))}
	if a.page.unmasked {
		spans = append(spans, th.Warn.Span("  "+ridWordUnmasked.In(lang)))
	} else {
		spans = append(spans, th.Plain.Span("  "+ridWordMasked.In(lang)))
	}
	switch {
	case a.search.Value() == "":
	case len(a.hits) == 0:
		spans = append(spans, th.Warn.Span("  "+ridWordNoMatch.In(lang)))
	default:
		spans = append(spans, th.Accent.Span("  "+ridWordMatches.Fill(lang, a.hit+1, len(a.hits))))
	}
	return append(spans, th.Dim.Span("  "+since(v.Lang, a.look.RID.CalledAt(), f.Now)))
}
