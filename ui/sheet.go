package ui

import (
	"fmt"
	"strings"
)

// sheetLine is one line of a long text before it is broken to a width: plain
// and clean. A line with a label is a fact.
type sheetLine struct {
	label string
	text  string
	tone  tone
}

// tone is what a line of a sheet means; the theme says how that looks.
type tone int

const (
	tonePlain tone = iota
	toneTitle
	toneDim
	toneWarn
	toneKey // names a key that leads on
)

func (t tone) style(th Theme) style {
	switch t {
	case toneTitle:
		return th.Bold
	case toneDim:
		return th.Dim
	case toneWarn:
		return th.Warn
	case toneKey:
		return th.Accent
	}
	return th.Plain
}

// sheetRow is one line of a sheet on the screen.
type sheetRow struct {
	label string
	text  string
	tone  tone
	more  bool // the line goes on in the next row
}

// laid breaks lines to a width. It takes time in proportion to the text, so a
// command runs it where the text came from the network.
func laid(lines []sheetLine, width int) []sheetRow {
	rows := make([]sheetRow, 0, len(lines))
	for _, l := range lines {
		indent := ""
		room := width - gutter - 1
		if l.label == "" {
			rest := strings.TrimLeft(l.text, " ")
			indent, l.text = l.text[:len(l.text)-len(rest)], rest
			indent = indent[:min(len(indent), max(room/2, 0))]
			room -= len(indent)
		} else {
			room -= labelCells
		}
		parts := wrapLine(l.text, max(room, 10))
		for i, part := range parts {
			row := sheetRow{text: indent + part, tone: l.tone, more: i < len(parts)-1}
			if l.label != "" {
				row.label = strings.Repeat(" ", labelCells)
				if i == 0 {
					row.label = fit(l.label, labelCells-1, "") + " "
				}
			}
			rows = append(rows, row)
		}
	}
	return rows
}

// draw puts a row on the screen; a marked one has the cursor's sign.
func (r sheetRow) draw(f frame, marked bool) string {
	mark, style := strings.Repeat(" ", gutter), r.tone.style(f.theme)
	if marked {
		mark, style = "> ", f.theme.Selected
	}
	return line(f.width, f.theme.Ellipsis, f.theme.Plain.Span(mark), f.theme.Dim.Span(r.label), style.Span(r.text))
}

// drawnRows draws the rows that fit into height below the scroller's position; more
// says how many lines are hidden below.
func drawnRows(f frame, s scroller, rows []sheetRow, height int, more string) []string {
	top := max(min(s.top, len(rows)-height), 0)
	end := min(top+height, len(rows))
	lines := make([]string, 0, height)
	for _, r := range rows[top:end] {
		lines = append(lines, r.draw(f, false))
	}
	if hidden := len(rows) - end; hidden > 0 && len(lines) > 1 {
		text := strings.Repeat(" ", gutter) + fmt.Sprintf(more, hidden+1)
		lines[len(lines)-1] = line(f.width, f.theme.Ellipsis, f.theme.Dim.Span(text))
	}
	return lines
}

// sheetText is a sheet as a file holds it.
func sheetText(lines []sheetLine) string {
	var b strings.Builder
	for _, l := range lines {
		text := l.text
		if l.label != "" {
			text = fit(l.label, labelCells-1, "") + " " + text
		}
		b.WriteString(strings.TrimRight(text, " ") + "\n")
	}
	return b.String()
}
