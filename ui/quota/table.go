package quota

import (
	"errors"
	"fmt"
	"strings"
	"time"

	tea "charm.land/bubbletea/v2"

	"wxops/keystore"
	"wxops/ui/draw"
	"wxops/ui/view"
	"wxops/ui/words"
	"wxops/wechat/catalog"
	"wxops/wechat/meter"
)

// prompt is the filter, where there is one.
func (t *rows) prompt(f draw.Frame) (lines []string, at *tea.Position) {
	if !t.filter.Open && t.filter.Value() == "" {
		return nil, nil
	}
	label := wordFilterPrompt.In(t.Lang)
	text, x := t.filter.View(f.Width - draw.Width(label) - 4)
	return []string{"  " + f.Theme.Accent.Render(label) + text}, &tea.Position{X: 2 + draw.Width(label) + x}
}

// View draws the table on height lines.
func (t *rows) View(f draw.Frame, height int) []string {
	return t.table.View(t.columns(), f.Width, height, f.Theme, func(id string) []draw.Span { return t.cells(id, f) })
}

// shown says how many rows there are, and of how many.
func (t *rows) shown() string {
	all, rows := words.Group(int64(len(t.meter.Paths()))), words.Group(int64(len(t.table.IDs)))
	if rows == all {
		return wordShown.Fill(t.Lang, all)
	}
	return wordFiltered.Fill(t.Lang, rows, all)
}

func (t *rows) columns() []draw.Column {
	lang := t.Lang
	number := func(widest int64) int { return max(9, draw.Width(words.Group(widest))) }
	return []draw.Column{
		{Title: view.WordAPI.In(lang), Width: 23, Flex: true},
		{Title: wordUsed.In(lang), Width: number(t.widest.Used), Right: true, Drop: 3},
		{Title: wordLimit.In(lang), Width: number(t.widest.Limit), Right: true, Drop: 4},
		{Title: wordLeft.In(lang), Width: number(t.widest.Remain), Right: true, Drop: 1},
		{Title: wordUse.In(lang), Width: 11},
		{Title: wordOutAt.In(lang), Width: 6, Right: true, Drop: 2},
		{Title: wordPath.In(lang), Width: 34, Drop: 5},
		{Title: wordRead.In(lang), Width: 8, Right: true, Drop: 6},
	}
}

// cells are the fields of one row.
func (t *rows) cells(path string, f draw.Frame) []draw.Span {
	th, lang := f.Theme, t.Lang
	r := t.meter.Row(path)
	dash := th.Dim.Span(view.WordNone.In(t.Lang))
	out := []draw.Span{th.Plain.Span(words.APIAt(path, t.Lang)), dash, dash, dash, th.Plain.Span(""), dash, th.Dim.Span(path), dash}
	switch {
	case r.NoQuota():
		text := wordNoQuota.In(lang)
		if errors.Is(r.Err, catalog.ErrPathSNS) {
			text = wordNotSNS.In(lang)
		}
		out[0].Style, out[4], out[5] = th.Dim, th.Dim.Span(text), draw.Span{}
		return out
	case !r.Read():
		out[0].Style = th.Dim
		return out
	}
	out[7] = th.Dim.Span(r.At.In(f.Now.Location()).Format(time.TimeOnly))
	d := r.Quota.Daily
	if d == nil {
		out[4], out[5] = th.Dim.Span(wordNoDaily.In(lang)), draw.Span{}
		return out
	}
	style := heat(r, th)
	number := th.Plain
	if t.meter.Stale(r.Path, f.Now) {
		number = th.Dim
	}
	out[1] = number.Span(words.Group(d.Used))
	out[2] = number.Span(words.Group(d.Limit))
	out[3] = number.Span(words.Group(d.Remain))
	out[4] = t.gauge(r, f, style)
	if at := t.meter.OutAt(path, f.Now); !at.IsZero() {
		out[5] = style.Span(at.In(f.Now.Location()).Format("15:04"))
	}
	return out
}

// gauge is the bar with a word or a number behind it, so that it reads without colour.
func (t *rows) gauge(r *meter.Row, f draw.Frame, style draw.Style) draw.Span {
	d := r.Quota.Daily
	if t.meter.Stale(r.Path, f.Now) {
		return f.Theme.Dim.Span(wordStale.Fill(t.Lang, words.ShortAge(f.Now.Sub(r.At))))
	}
	sign := fmt.Sprintf("%d%%", d.Percent())
	if d.Out() {
		sign = wordOut.In(t.Lang)
	}
	return style.Span(f.Theme.Bar(100*d.Part(), 6) + " " + draw.FitRight(sign, 4, ""))
}

// heat is the colour of a row: red when out, yellow from 80 %.
func heat(r *meter.Row, th draw.Theme) draw.Style {
	switch d := r.Quota.Daily; {
	case d.Out():
		return th.Bad
	case d.Near():
		return th.Warn
	}
	return th.Good
}

// written puts the table into a file, as tab-separated text.
func (t *rows) written(a keystore.Account) tea.Cmd {
	var b strings.Builder
	fmt.Fprintf(&b, "# %s %s %s\n", a.Alias, a.AppID, t.meter.At().Format("2006-01-02 15:04:05 -07:00"))
	b.WriteString("cgi_path\tname\tused\tlimit\tremain\n")
	for _, p := range t.table.IDs {
		if d := t.meter.Row(p).Quota.Daily; d != nil {
			fmt.Fprintf(&b, "%s\t%s\t%d\t%d\t%d\n", p, words.APIAt(p, t.Lang), d.Used, d.Limit, d.Remain)
		} else {
			fmt.Fprintf(&b, "%s\t%s\t\t\t\n", p, words.APIAt(p, t.Lang))
		}
	}
	return view.Export(t.Cfg, t.Lang, "quota-"+a.Alias+".tsv", b.String())
}

// copied sends the path under the cursor to the clipboard.
func (t *rows) copied() tea.Cmd {
	path := t.table.Cur
	if path == "" {
		return view.Notice(view.WordNothing.In(t.Lang))
	}
	return tea.Batch(tea.SetClipboard(path), view.Notice(view.WordSent.Fill(t.Lang, path)))
}
