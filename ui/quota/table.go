package quota

import (
	"fmt"
	"strings"
	"time"

	tea "charm.land/bubbletea/v2"

	"wxops/keystore"
	"wxops/ui/draw"
	"wxops/ui/view"
	"wxops/ui/words"
	"wxops/wechat"
	"wxops/wechat/meter"
)

// prompt is the filter, where there is one.
func (t *rows) prompt(f draw.Frame) (lines []string, at *tea.Position) {
	if !t.narrowed() {
		return nil, nil
	}
	label := wordFilterPrompt.In(t.Lang)
	text, x := t.filter.View(f.Width - draw.Width(label) - 4)
	lines = []string{"  " + f.Theme.Accent.Render(label) + text}
	if len(t.table.IDs) == 0 {
		lines = append(lines, "", "  "+f.Theme.Dim.Render(draw.Fit(wordNoMatch.In(t.Lang), f.Width-2, f.Theme.Ellipsis)))
	}
	return lines, &tea.Position{X: 2 + draw.Width(label) + x}
}

// View draws the table on height lines.
func (t *rows) View(f draw.Frame, height int) []string {
	return t.table.View(t.columns(f), f.Width, height, f.Theme, func(id string) []draw.Span { return t.cells(id, f) })
}

// whole reports whether a screen of height rows holds all that are listed.
func (t *rows) whole(height int) bool {
	first, last := t.table.Shown(height)
	return last-first+1 >= len(t.table.IDs)
}

// shown says how many rows there are, or which of them are on a screen of height rows.
func (t *rows) shown(height int) string {
	number := func(n int) string { return words.Group(int64(n)) }
	all, some := len(t.known.Rows), len(t.table.IDs)
	first, last := t.table.Shown(height)
	switch whole := t.whole(height); {
	case !whole && some < all:
		return wordPositionOf.Fill(t.Lang, number(first), number(last), number(some), number(all))
	case !whole:
		return wordPosition.Fill(t.Lang, number(first), number(last), number(some))
	case some < all:
		return wordFiltered.Fill(t.Lang, number(some), number(all))
	case all == 1:
		return wordOneShown.In(t.Lang)
	}
	return wordShown.Fill(t.Lang, number(all))
}

// Widths of fields, in cells, the same for all accounts and all figures: nothing
// jumps as they arrive.
const (
	nameLeast   = 22
	nameMost    = 33 // nine names of ten are no longer
	numberCells = 11 // 999,999,999
	barCells    = 6
	useCells    = barCells + 1 + 4 + 2 // a space, the per cent and the mark behind them
	endCells    = 16
	endBrief    = 13 // without the clock
	pathLeast   = 31
	ageCells    = 7
	rateCells   = 13
)

// Between these widths the clock beside a time that is left gives way to a column of
// numbers.
const (
	oneNumber  = 67
	twoNumbers = 84
)

// says writes a forecast as the frame has room for it.
func says(f draw.Frame) (write func(meter.Forecast, time.Time, words.Lang) string, cells int) {
	if f.Width >= oneNumber && f.Width < twoNumbers {
		return words.EndBrief, endBrief
	}
	return words.End, endCells
}

func (t *rows) columns(f draw.Frame) []draw.Column {
	lang, th := t.Lang, f.Theme
	_, end := says(f)
	used, limit := 6, 3 // two of used, limit and left say the third
	if t.order == sortUsed {
		used, limit = limit, used
	}
	cols := []draw.Column{
		{Title: view.WordAPI.In(lang), Width: nameLeast, Flex: true, Most: nameMost},
		{Title: wordUsed.In(lang), Width: numberCells, Right: true, Drop: used},
		{Title: wordLimit.In(lang), Width: numberCells, Right: true, Drop: limit},
		{Title: wordLeft.In(lang), Width: numberCells, Right: true, Drop: 2},
		{Title: wordUse.In(lang), Width: useCells},
		{Title: words.OutAt.In(lang), Width: end, Drop: 1},
		{Title: wordPath.In(lang), Width: pathLeast, Flex: true, Drop: 4},
		{Title: wordRead.In(lang), Width: ageCells, Right: true, Drop: 5},
		{Title: wordPerHour.In(lang), Width: numberCells, Right: true, Drop: 7},
		{Title: wordRate.In(lang), Width: rateCells, Right: true, Drop: 8},
	}
	at, mark := 0, th.Falling
	switch t.order {
	case sortPressure:
		at = columnUse
	case sortEnd:
		at, mark = columnEnd, th.Rising
	case sortUsed:
		at = columnUsed
	case sortName:
		mark = th.Rising
	}
	cols[at].Title += " " + mark
	return cols
}

// The columns by their place.
const (
	columnUsed = 1
	columnUse  = 4
	columnEnd  = 5
)

// written puts the table into a file, as tab-separated text.
func (t *rows) written(a keystore.Account) tea.Cmd {
	var b strings.Builder
	fmt.Fprintf(&b, "# %s %s %s\n", a.Alias, a.AppID, t.Screen.Now.Format("2006-01-02 15:04:05 -07:00"))
	b.WriteString("cgi_path\tname\tused\tlimit\tremain\tread_at\n")
	for _, p := range t.table.IDs {
		numbers := "\t\t\t"
		if r := t.row(p); r.Read() {
			if d := r.Quota.Daily; d != nil {
				numbers = fmt.Sprintf("%d\t%d\t%d\t", d.Used, d.Limit, d.Remain)
			}
			numbers += r.At.Format(time.RFC3339)
		}
		fmt.Fprintf(&b, "%s\t%s\t%s\n", p, words.APIAt(p, t.Lang), numbers)
	}
	return view.Export(t.Cfg, t.Lang, "quota-"+a.Alias+".tsv", b.String())
}

// rateText is a limit of calls in a window, in short.
func rateText(r *wechat.Rate, lang words.Lang) string {
	if r == nil {
		return view.WordNone.In(lang)
	}
	return wordRateShort.Fill(lang, words.Short(r.Calls, 7, lang), words.Group(r.Seconds))
}
