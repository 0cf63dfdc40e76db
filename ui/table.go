package ui

import (
	"slices"
	"strings"
)

// column is one column of a table. Width is in cells; the column with flex
// takes what is left, and no less than its width. When the screen is narrow,
// columns with the highest drop go first; drop 0 stays.
type column struct {
	title string
	width int
	right bool // numbers stand at the right
	flex  bool
	drop  int
}

// table draws rows that are known by an id. The cursor holds an id and not an
// index, so a refresh that reorders the rows never moves it to another one.
type table struct {
	ids []string
	cur string // the id under the cursor; "" in an empty table
	top int    // the first row on screen
}

// with replaces the rows. The cursor stays on its id; if that is gone, it
// stays on its line.
func (t table) with(ids []string) table {
	at := t.index()
	t.ids = ids
	switch {
	case len(ids) == 0:
		t.cur, t.top = "", 0
	case slices.Contains(ids, t.cur):
	default:
		t.cur = ids[min(max(at, 0), len(ids)-1)]
	}
	return t
}

func (t table) index() int { return slices.Index(t.ids, t.cur) }

// move goes n rows down, or up where n is negative, and stops at the ends.
func (t table) move(n int) table {
	if len(t.ids) == 0 {
		return t
	}
	t.cur = t.ids[min(max(t.index()+n, 0), len(t.ids)-1)]
	return t
}

// seen scrolls so that the cursor is on a screen of height rows.
func (t table) seen(height int) table {
	at := max(t.index(), 0)
	height = max(height, 1)
	t.top = min(max(t.top, at-height+1), at)
	t.top = max(min(t.top, len(t.ids)-height), 0)
	return t
}

// view draws the title line and height-1 rows on width cells. row is asked
// only for the rows that are on the screen, and gives a field for each column;
// as in a spreadsheet, a text that is too long runs over the empty fields behind it.
func (t table) view(cols []column, width, height int, th Theme, row func(id string) []span) []string {
	cols, kept := layout(cols, width-gutter)
	lines := make([]string, 0, height)
	lines = append(lines, th.Dim.Render(titles(cols, th)))
	t = t.seen(height - 1)
	for i := t.top; i < len(t.ids) && len(lines) < height; i++ {
		lines = append(lines, drawRow(cols, kept, row(t.ids[i]), t.ids[i] == t.cur, th))
	}
	return lines
}

// gutter is the cells before the first column, where the cursor's mark stands.
const gutter = 2

// gap is the cells between two columns.
const gap = 2

// layout drops columns until the rest fits, and gives the flex column what is
// left. kept maps the remaining columns to the cells of a row.
func layout(cols []column, width int) ([]column, []int) {
	kept := make([]int, len(cols))
	for i := range kept {
		kept[i] = i
	}
	for {
		used, worst := 0, -1
		for k, i := range kept {
			used += cols[i].width
			if cols[i].drop > 0 && (worst < 0 || cols[i].drop > cols[kept[worst]].drop) {
				worst = k
			}
		}
		used += gap * (len(kept) - 1)
		if used <= width || worst < 0 {
			return sized(cols, kept, width), kept
		}
		kept = slices.Delete(kept, worst, worst+1)
	}
}

func sized(cols []column, kept []int, width int) []column {
	out := make([]column, len(kept))
	rest := width - gap*(len(kept)-1)
	for k, i := range kept {
		out[k] = cols[i]
		if !cols[i].flex {
			rest -= cols[i].width
		}
	}
	for k := range out {
		if out[k].flex {
			out[k].width = max(rest, 1)
		}
	}
	return out
}

func titles(cols []column, th Theme) string {
	var b strings.Builder
	b.WriteString(strings.Repeat(" ", gutter))
	for k, c := range cols {
		if k > 0 {
			b.WriteString(strings.Repeat(" ", gap))
		}
		b.WriteString(place(c, c.title, th))
	}
	return b.String()
}

func place(c column, text string, th Theme) string {
	if c.right {
		return fitRight(text, c.width, th.Ellipsis)
	}
	return fit(text, c.width, th.Ellipsis)
}

func drawRow(cols []column, kept []int, cells []span, selected bool, th Theme) string {
	var b strings.Builder
	if selected {
		b.WriteString("> ")
	} else {
		b.WriteString("  ")
	}
	for k := 0; k < len(cols); k++ {
		c, field := cols[k], fieldAt(cells, kept[k])
		if k > 0 {
			b.WriteString(strings.Repeat(" ", gap))
		}
		for !c.right && width(field.text) > c.width && k+1 < len(cols) && fieldAt(cells, kept[k+1]).text == "" {
			k++
			c.width += gap + cols[k].width
		}
		if selected && c.flex {
			field.style = th.Selected
		}
		b.WriteString(paint(field.style.Span(place(c, field.text, th))))
	}
	return b.String()
}

// fieldAt is a row's field; a row may have fewer fields than columns.
func fieldAt(cells []span, i int) span {
	if i < len(cells) {
		return cells[i]
	}
	return span{}
}
