package draw

import (
	"strings"

	"wxops/wechat/clean"
)

// Labelled is a line of a dialog: a label and what it says.
func Labelled(f Frame, label string, spans ...Span) string {
	return Line(f.Width, f.Theme.Ellipsis, append([]Span{f.Theme.Dim.Span("  " + Fit(label, LabelCells, ""))}, spans...)...)
}

// LabelCells is the width of the labels of dialogs and sheets, in cells, with
// the space behind them.
const LabelCells = 12

// LabelledLines is Labelled for a text that may need more lines than one.
func LabelledLines(f Frame, label, text string) []string {
	lines := Wrap(text, max(f.Width-LabelCells-4, 10))
	for i, l := range lines {
		if i > 0 {
			label = ""
		}
		lines[i] = Labelled(f, label, f.Theme.Plain.Span(l))
	}
	return lines
}

// ChoiceSpan is a value that space changes; the marks stand only where the keys go.
func ChoiceSpan(f Frame, text string, focused bool) Span {
	if focused {
		return f.Theme.Bold.Span("< " + text + " >")
	}
	return f.Theme.Plain.Span("  " + text)
}

// Warned marks a text as a warning, with a sign that needs no colour.
func Warned(f Frame, text string) []string {
	lines := Wrap(text, f.Width-6)
	for i, l := range lines {
		mark := "  ! "
		if i > 0 {
			mark = "    "
		}
		lines[i] = f.Theme.Warn.Render(mark + l)
	}
	return lines
}

// Over puts the lines that must be seen under those that give way: in a small
// window first the blank ones, then the last ones.
func Over(top, bottom []string, height int) []string {
	if len(top)+len(bottom) > height {
		top, bottom = WithoutBlanks(top), WithoutBlanks(bottom)
	}
	top = top[:min(len(top), max(height-len(bottom), 0))]
	return append(top[:len(top):len(top)], bottom...)
}

// Squeezed leaves the blank lines out where the window is too small for them.
func Squeezed(lines []string, height int) []string {
	if len(lines) > height {
		return WithoutBlanks(lines)
	}
	return lines
}

// WithoutBlanks leaves the blank lines out.
func WithoutBlanks(lines []string) []string {
	var out []string
	for _, l := range lines {
		if strings.TrimSpace(l) != "" {
			out = append(out, l)
		}
	}
	return out
}

// Centred puts a text into the middle of the screen.
func Centred(f Frame, text string) []string {
	lines := Wrap(text, max(f.Width-8, 10))
	out := make([]string, max((f.Height-len(lines))/3, 0))
	for _, l := range lines {
		out = append(out, "    "+l)
	}
	return out
}

// TwoLines is an error: its fact and what to do, each as wide as the screen.
func TwoLines(f Frame, fact, remedy string) []string {
	var lines []string
	for _, l := range Wrap(clean.Lines(fact), f.Width-4) {
		lines = append(lines, "  "+f.Theme.Bad.Render(l))
	}
	if remedy == "" {
		return lines
	}
	for _, l := range Wrap(clean.Lines(remedy), f.Width-4) {
		lines = append(lines, "  "+l)
	}
	return lines
}
