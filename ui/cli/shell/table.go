package shell

import (
	"cmp"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/charmbracelet/x/ansi"

	"wxops/ui/words"
	"wxops/wechat/clean"
)

// Column is one column of a table on stdout.
type Column struct {
	head  words.Pair
	right bool
	drop  int
	least int
}

// Text is a column of words.
func Text(head words.Pair) Column { return Column{head: head} }

// Number is a column of figures, which stand at its right.
func Number(head words.Pair) Column { return Column{head: head, right: true} }

// Drop lets a column go where the screen is narrow, the highest n first.
func (c Column) Drop(n int) Column {
	c.drop = n
	return c
}

// Least lets a column be cut down to so many cells where the screen is narrow.
func (c Column) Least(cells int) Column {
	c.least = cells
	return c
}

// columnsDefault is the width of a table that no terminal shows.
const columnsDefault = 80

// Width is how many cells a line of stdout may take.
func (o *Output) Width() int {
	if o.Env.Columns != nil {
		if n := o.Env.Columns(); n > 0 {
			return n
		}
	}
	return columnsDefault
}

// gap stands between two columns.
const gap = "  "

// FitTable writes rows, the worst first, on a screen of the width of stdout: columns
// are dropped and cut as they allow. A row that is shorter than the others ends
// with a text that may run on to the edge. On a terminal the worst stand last, where
// the eye is.
func (o *Output) FitTable(columns []Column, rows [][]string) {
	if o.Env.StdoutTerminal {
		rows = slices.Clone(rows)
		slices.Reverse(rows)
	}
	o.FitRows(columns, rows)
}

// FitRows is FitTable for rows that stand in their order everywhere.
func (o *Output) FitRows(columns []Column, rows [][]string) {
	clear := cleaned(rows)
	if o.ASCII {
		for _, row := range clear {
			for i := range row {
				row[i] = strings.ReplaceAll(row[i], "…", "...")
			}
		}
	}
	widths := natural(columns, clear, o.Lang)
	room := o.Width()
	kept := fit(columns, widths, room)
	for _, row := range append([][]string{heads(columns, o.Lang)}, clear...) {
		var line strings.Builder
		for k, i := range kept {
			if k > 0 {
				line.WriteString(gap)
			}
			if len(row) < len(columns) && i >= len(row)-1 {
				line.WriteString(o.Fit(row[len(row)-1], max(0, room-ansi.StringWidth(line.String()))))
				break
			}
			line.WriteString(columns[i].place(o.Fit(row[i], widths[i]), widths[i]))
		}
		fmt.Fprintln(o.Env.Stdout, strings.TrimRight(line.String(), " "))
	}
}

// fit chooses the columns that stand on a screen, and cuts widths where need be.
func fit(columns []Column, widths []int, room int) (kept []int) {
	over := -len(gap) - room
	for i, w := range widths {
		kept, over = append(kept, i), over+w+len(gap)
	}
	cut := func(i int) {
		if least := columns[i].least; least > 0 && over > 0 && widths[i] > least {
			by := min(over, widths[i]-least)
			widths[i], over = widths[i]-by, over-by
		}
	}
	for over > 0 {
		first := slices.MaxFunc(kept, func(a, b int) int { return cmp.Compare(columns[a].drop, columns[b].drop) })
		c := columns[first]
		if c.drop == 0 {
			break
		}
		if c.least > 0 && widths[first]-over >= c.least {
			cut(first)
			break
		}
		kept, over = slices.DeleteFunc(kept, func(i int) bool { return i == first }), over-widths[first]-len(gap)
	}
	for _, i := range kept {
		cut(i)
	}
	return kept
}

// WriteTable writes rows under their heads, each column as wide as its widest
// cell, whatever the screen is.
func WriteTable(w io.Writer, lang words.Lang, columns []Column, rows [][]string) {
	clear := cleaned(rows)
	widths := natural(columns, clear, lang)
	for _, row := range append([][]string{heads(columns, lang)}, clear...) {
		cells := make([]string, len(row))
		for i, cell := range row {
			cells[i] = columns[i].place(cell, widths[i])
		}
		fmt.Fprintln(w, strings.TrimRight(strings.Join(cells, gap), " "))
	}
}

func cleaned(rows [][]string) [][]string {
	clear := make([][]string, len(rows))
	for i, row := range rows {
		clear[i] = make([]string, len(row))
		for k, cell := range row {
			clear[i][k] = clean.Line(cell)
		}
	}
	return clear
}

func heads(columns []Column, lang words.Lang) []string {
	heads := make([]string, len(columns))
	for i, c := range columns {
		heads[i] = c.head.In(lang)
	}
	return heads
}

// natural are the widths of the widest cells. Width is counted in terminal cells, so
// that Chinese names line up; a text that may run on takes none.
func natural(columns []Column, rows [][]string, lang words.Lang) []int {
	widths := make([]int, len(columns))
	for i, head := range heads(columns, lang) {
		widths[i] = ansi.StringWidth(head)
	}
	for _, row := range rows {
		whole := row
		if len(row) < len(columns) {
			whole = row[:max(0, len(row)-1)]
		}
		for i, cell := range whole {
			widths[i] = max(widths[i], ansi.StringWidth(cell))
		}
	}
	return widths
}

// place puts a cell where its column has it.
func (c Column) place(cell string, width int) string {
	pad := strings.Repeat(" ", max(0, width-ansi.StringWidth(cell)))
	if c.right {
		return pad + cell
	}
	return cell + pad
}
