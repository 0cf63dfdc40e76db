package draw

import (
	"fmt"
	"strings"
)

// SheetLine is one line of a long text before it is broken to a width: plain
// and clean. A line with a label is a fact.
type SheetLine struct {
	Label string // "" for running text, of which leading spaces indent every row
	Text  string // on one line
	Tone  tone   // what it means; TonePlain by itself
}

// tone is what a line of a sheet means; the theme says how that looks.
type tone int

// What a line of a sheet can be.
const (
	TonePlain tone = iota // ordinary text
	ToneTitle             // heads the lines below it
	ToneDim               // less than the rest: a note, a source
	ToneWarn              // wants attention
	ToneKey               // names a key that leads on
)

func (t tone) style(th Theme) Style {
	switch t {
	case ToneTitle:
		return th.Bold
	case ToneDim:
		return th.Dim
	case ToneWarn:
		return th.Warn
	case ToneKey:
		return th.Accent
	}
	return th.Plain
}

// SheetRow is one line of a sheet on the screen.
type SheetRow struct {
	label string
	Text  string // with its indent, without its label
	tone  tone
	More  bool // the line goes on in the next row
}

// Laid breaks lines to a width. It takes time in proportion to the text, so a
// command runs it where the text came from the network.
func Laid(lines []SheetLine, width int) []SheetRow {
	rows := make([]SheetRow, 0, len(lines))
	for _, l := range lines {
		indent := ""
		room := width - Gutter - 1
		if l.Label == "" {
			rest := strings.TrimLeft(l.Text, " ")
			indent, l.Text = l.Text[:len(l.Text)-len(rest)], rest
			indent = indent[:min(len(indent), max(room/2, 0))]
			room -= len(indent)
		} else {
			room -= LabelCells
		}
		parts := wrapLine(l.Text, max(room, 10))
		for i, part := range parts {
			row := SheetRow{Text: indent + part, tone: l.Tone, More: i < len(parts)-1}
			if l.Label != "" {
				row.label = strings.Repeat(" ", LabelCells)
				if i == 0 {
					row.label = Fit(l.Label, LabelCells-1, "") + " "
				}
			}
			rows = append(rows, row)
		}
	}
	return rows
}

// Draw puts a row on the screen; a marked one has the cursor's sign.
func (r SheetRow) Draw(f Frame, marked bool) string {
	mark, style := strings.Repeat(" ", Gutter), r.tone.style(f.Theme)
	if marked {
		mark, style = "> ", f.Theme.Selected
	}
	return Line(f.Width, f.Theme.Ellipsis, f.Theme.Plain.Span(mark), f.Theme.Dim.Span(r.label), style.Span(r.Text))
}

// Rows draws the rows that fit into height below the scroller's position; more
// says how many lines are hidden below.
func Rows(f Frame, s Scroller, rows []SheetRow, height int, more string) []string {
	top := max(min(s.Top, len(rows)-height), 0)
	end := min(top+height, len(rows))
	lines := make([]string, 0, height)
	for _, r := range rows[top:end] {
		lines = append(lines, r.Draw(f, false))
	}
	if hidden := len(rows) - end; hidden > 0 && len(lines) > 1 {
		text := strings.Repeat(" ", Gutter) + fmt.Sprintf(more, hidden+1)
		lines[len(lines)-1] = Line(f.Width, f.Theme.Ellipsis, f.Theme.Dim.Span(text))
	}
	return lines
}

// SheetText is a sheet as a file holds it.
func SheetText(lines []SheetLine) string {
	var b strings.Builder
	for _, l := range lines {
		text := l.Text
		if l.Label != "" {
			text = Fit(l.Label, LabelCells-1, "") + " " + text
		}
		b.WriteString(strings.TrimRight(text, " ") + "\n")
	}
	return b.String()
}
