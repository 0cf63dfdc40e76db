package ui

import "strings"

// labelled is a line of a dialog: a label and what it says.
func labelled(f frame, label string, spans ...span) string {
	return line(f.width, f.theme.Ellipsis, append([]span{f.theme.Dim.Span("  " + fit(label, labelCells, ""))}, spans...)...)
}

const labelCells = 12

// labelledLines is labelled for a text that may need more lines than one.
func labelledLines(f frame, label, text string) []string {
	lines := wrap(text, max(f.width-labelCells-4, 10))
	for i, l := range lines {
		if i > 0 {
			label = ""
		}
		lines[i] = labelled(f, label, f.theme.Plain.Span(l))
	}
	return lines
}

// choiceSpan is a value that space changes; the marks stand only where the keys go.
func choiceSpan(f frame, text string, focused bool) span {
	if focused {
		return f.theme.Bold.Span("< " + text + " >")
	}
	return f.theme.Plain.Span("  " + text)
}

// warned marks a text as a warning, with a sign that needs no colour.
func warned(f frame, text string) []string {
	lines := wrap(text, f.width-6)
	for i, l := range lines {
		mark := "  ! "
		if i > 0 {
			mark = "    "
		}
		lines[i] = f.theme.Warn.Render(mark + l)
	}
	return lines
}

// over puts the lines that must be seen under those that give way: in a small
// window first the blank ones, then the last ones.
func over(top, bottom []string, height int) []string {
	if len(top)+len(bottom) > height {
		top, bottom = withoutBlanks(top), withoutBlanks(bottom)
	}
	top = top[:min(len(top), max(height-len(bottom), 0))]
	return append(top[:len(top):len(top)], bottom...)
}

// squeezed leaves the blank lines out where the window is too small for them.
func squeezed(lines []string, height int) []string {
	if len(lines) > height {
		return withoutBlanks(lines)
	}
	return lines
}

// withoutBlanks leaves the blank lines out.
func withoutBlanks(lines []string) []string {
	var out []string
	for _, l := range lines {
		if strings.TrimSpace(l) != "" {
			out = append(out, l)
		}
	}
	return out
}

// centred puts a text into the middle of the screen.
func centred(f frame, text string) []string {
	lines := wrap(text, max(f.width-8, 10))
	out := make([]string, max((f.height-len(lines))/3, 0))
	for _, l := range lines {
		out = append(out, "    "+l)
	}
	return out
}
