package shell

import (
	"fmt"
	"io"
	"strings"

	"github.com/charmbracelet/x/ansi"

	"wxops/ui/words"
	"wxops/wechat/clean"
)

// Column is one column of a table on stdout.
type Column struct {
	head  words.Pair
	right bool
}

// Text is a column of words.
func Text(head words.Pair) Column { return Column{head: head} }

// Number is a column of figures, which stand at its right.
func Number(head words.Pair) Column { return Column{head, true} }

// WriteTable writes rows under their heads, each column as wide as its widest
// cell. Width is counted in terminal cells, so that Chinese names line up.
func WriteTable(w io.Writer, lang words.Lang, columns []Column, rows [][]string) {
	heads := make([]string, len(columns))
	widths := make([]int, len(columns))
	for i, c := range columns {
		heads[i] = c.head.In(lang)
		widths[i] = ansi.StringWidth(heads[i])
	}
	for _, row := range rows {
		for i := range row {
			row[i] = clean.Line(row[i])
			widths[i] = max(widths[i], ansi.StringWidth(row[i]))
		}
	}
	for _, row := range append([][]string{heads}, rows...) {
		var line strings.Builder
		for i, cell := range row {
			pad := strings.Repeat(" ", widths[i]-ansi.StringWidth(cell))
			if columns[i].right {
				cell = pad + cell
			} else {
				cell += pad
			}
			if i > 0 {
				line.WriteString("  ")
			}
			line.WriteString(cell)
		}
		fmt.Fprintln(w, strings.TrimRight(line.String(), " "))
	}
}
