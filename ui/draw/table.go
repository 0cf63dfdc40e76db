package draw

import (
	"slices"
	"strings"
)

// Column is one column of a table.
type Column struct {
	Title string // on one line
	Width int    // in cells; the least of a column with Flex
	Right bool   // numbers stand at the right
	Flex  bool   // takes the cells that are left; the field of the first shows the cursor
	Most  int    // of a column with Flex: it takes no more cells than these; 0: all
	Drop  int    // where the screen is narrow the lowest come first; 0 stays
}

// Table draws rows that are known by an id. The cursor holds an id and not an
// index, so a refresh that reorders the rows never moves it to another one.
type Table struct {
	IDs []string // of its rows, from the top, each once
	Cur string   // the id under the cursor; "" in an empty table
	top int      // the first row on screen
}

// With replaces the rows. The cursor stays on its id; if that is gone, it
// stays on its line.
func (t Table) With(ids []string) Table {
	at := t.Index()
	t.IDs = ids
	switch {
	case len(ids) == 0:
		t.Cur, t.top = "", 0
	case slices.Contains(ids, t.Cur):
	default:
		t.Cur = ids[min(max(at, 0), len(ids)-1)]
	}
	return t
}

// Index is the row of the cursor, or -1 in an empty table.
func (t Table) Index() int { return slices.Index(t.IDs, t.Cur) }

// move goes n rows down, or up where n is negative, and stops at the ends.
func (t Table) move(n int) Table {
	if len(t.IDs) == 0 {
		return t
	}
	t.Cur = t.IDs[min(max(t.Index()+n, 0), len(t.IDs)-1)]
	return t
}

// Seen scrolls so that the cursor is on a screen of height rows.
func (t Table) Seen(height int) Table {
	at := max(t.Index(), 0)
	height = max(height, 1)
	t.top = min(max(t.top, at-height+1), at)
	t.top = max(min(t.top, len(t.IDs)-height), 0)
	return t
}

// Shown are the first and the last row on a screen of height rows, counted from 1;
// 0 and 0 in an empty table.
func (t Table) Shown(height int) (first, last int) {
	if len(t.IDs) == 0 {
		return 0, 0
	}
	t = t.Seen(height)
	return t.top + 1, min(t.top+max(height, 1), len(t.IDs))
}

// View draws the title line and height-1 rows on width cells. row is asked
// only for the rows that are on the screen, and gives a field for each column;
// as in a spreadsheet, a text that is too long runs over the empty fields behind it.
func (t Table) View(cols []Column, width, height int, th Theme, row func(id string) []Span) []string {
	cols, kept := layout(cols, width-Gutter)
	lines := make([]string, 0, height)
	lines = append(lines, th.Dim.Render(titles(cols, th)))
	t = t.Seen(height - 1)
	for i := t.top; i < len(t.IDs) && len(lines) < height; i++ {
		lines = append(lines, drawRow(cols, kept, row(t.IDs[i]), t.IDs[i] == t.Cur, th))
	}
	return lines
}

// Gutter is the cells before the first column, where the cursor's mark stands.
const Gutter = 2

// Gap is the cells between two columns.
const Gap = 2

// layout leaves out the columns that have no room, so that no cell stays blank
// that one of them would fit into, and gives the flex columns what is left. kept
// maps the remaining columns to the cells of a row.
func layout(cols []Column, width int) ([]Column, []int) {
	kept, optional := make([]int, 0, len(cols)), make([]int, 0, len(cols))
	used := -Gap
	for i, c := range cols {
		if c.Drop > 0 {
			optional = append(optional, i)
			continue
		}
		kept = append(kept, i)
		used += Gap + c.Width
	}
	slices.SortStableFunc(optional, func(a, b int) int { return cols[a].Drop - cols[b].Drop })
	for _, i := range optional {
		if need := Gap + cols[i].Width; used+need <= width {
			kept = append(kept, i)
			used += need
		}
	}
	slices.Sort(kept)
	return sized(cols, kept, width-used), kept
}

// sized shares the cells that are left among the flex columns, the first of them
// first; it is also the one that gives way where there are too few.
func sized(cols []Column, kept []int, left int) []Column {
	out := make([]Column, len(kept))
	for k, i := range kept {
		c := cols[i]
		if c.Flex {
			more := left
			if c.Most > 0 {
				more = min(more, c.Most-c.Width)
			}
			more = max(more, 1-c.Width)
			c.Width, left = c.Width+more, left-more
		}
		out[k] = c
	}
	return out
}

func titles(cols []Column, th Theme) string {
	var b strings.Builder
	b.WriteString(strings.Repeat(" ", Gutter))
	for k, c := range cols {
		if k > 0 {
			b.WriteString(strings.Repeat(" ", Gap))
		}
		b.WriteString(place(c, c.Title, th))
	}
	return b.String()
}

func place(c Column, text string, th Theme) string {
	if c.Right {
		return FitRight(text, c.Width, th.Ellipsis)
	}
	return Fit(text, c.Width, th.Ellipsis)
}

func drawRow(cols []Column, kept []int, cells []Span, selected bool, th Theme) string {
	var b strings.Builder
	if selected {
		b.WriteString("> ")
	} else {
		b.WriteString("  ")
	}
	marked := !selected
	for k := 0; k < len(cols); k++ {
		c, field := cols[k], fieldAt(cells, kept[k])
		if k > 0 {
			b.WriteString(strings.Repeat(" ", Gap))
		}
		for !c.Right && Width(field.Text) > c.Width && k+1 < len(cols) && fieldAt(cells, kept[k+1]).Text == "" {
			k++
			c.Width += Gap + cols[k].Width
		}
		if c.Flex && !marked {
			field.Style, marked = th.Selected, true
		}
		b.WriteString(paint(field.Style.Span(place(c, field.Text, th))))
	}
	return b.String()
}

// fieldAt is a row's field; a row may have fewer fields than columns.
func fieldAt(cells []Span, i int) Span {
	if i < len(cells) {
		return cells[i]
	}
	return Span{}
}
