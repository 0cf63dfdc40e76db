package draw

import (
	"strings"

	"charm.land/lipgloss/v2"
)

// Theme is how things look: built once from what the terminal can do, and
// passed in. It uses the 16 ANSI colours, so the user's own palette rules, and
// colour is never the only sign of anything.
type Theme struct {
	Plain    Style // ordinary text
	Dim      Style // old numbers, rules, hints
	Bold     Style // titles
	Selected Style // the row under the cursor, beside its > mark
	Good     Style // works, or has enough left
	Warn     Style // needs attention soon
	Bad      Style // failed, or used up
	Accent   Style // the open tab, keys in the footer

	Rule     string // one cell of a horizontal line
	Side     string // one cell of a vertical line
	Ellipsis string // what stands for text that was cut
	Mask     rune   // one typed character of a secret
	Falling  string // marks the heading of a column whose largest value stands first
	Rising   string // marks the heading of a column whose smallest value stands first
	full     string // a whole cell of a bar
	parts    []string
	steps    []rune // of a strip, the lowest first
}

// Style is a look as the two escape sequences round a text. Lip Gloss is asked
// for them once: asked for each cell it takes half the time of a frame.
type Style struct{ open, close string }

func styleOf(s lipgloss.Style) Style {
	open, close, _ := strings.Cut(s.Render("x"), "x")
	return Style{open, close}
}

// Render gives one line of plain text the look.
func (s Style) Render(text string) string { return s.open + text + s.close }

// NewTheme makes the theme for a terminal with or without colours and UTF-8.
func NewTheme(colour, unicode bool) Theme {
	s := lipgloss.NewStyle()
	plain, bold := styleOf(s), styleOf(s.Bold(true))
	t := Theme{
		Plain: plain, Dim: plain, Bold: bold, Selected: styleOf(s.Reverse(true)),
		Good: plain, Warn: bold, Bad: bold, Accent: bold,
		Rule: "-", Side: "|", Ellipsis: "~", Mask: '*', Falling: "v", Rising: "^", full: "#", steps: []rune("_.:-=+*#"),
	}
	if colour {
		t.Dim = styleOf(s.Foreground(lipgloss.BrightBlack))
		t.Good = styleOf(s.Foreground(lipgloss.Green))
		t.Warn = styleOf(s.Foreground(lipgloss.Yellow))
		t.Bad = styleOf(s.Foreground(lipgloss.Red).Bold(true))
		t.Accent = styleOf(s.Foreground(lipgloss.Cyan).Bold(true))
	}
	if unicode {
		t.Rule, t.Side, t.Ellipsis, t.Mask, t.full = "─", "│", "…", '•', "█"
		t.Falling, t.Rising, t.steps = "▼", "▲", []rune("▁▂▃▄▅▆▇█")
		t.parts = []string{"", "▏", "▎", "▍", "▌", "▋", "▊", "▉"}
	}
	return t
}

// Bar draws percent of cells as a bar, padded to its full width. Anything used
// shows at least the thinnest mark.
func (t Theme) Bar(percent float64, cells int) string {
	percent = min(max(percent, 0), 100)
	if t.parts == nil {
		n := int(percent*float64(cells)/100 + 0.5)
		return strings.Repeat(t.full, n) + strings.Repeat(" ", cells-n)
	}
	eighths := int(percent * float64(cells) * 8 / 100)
	if percent > 0 && eighths == 0 {
		eighths = 1
	}
	s := strings.Repeat(t.full, eighths/8) + t.parts[eighths%8]
	return Fit(s, cells, t.Ellipsis)
}

// Strip draws one cell for each part of the highest, which is 1; what is below 0
// is not known, and its cell blank.
func (t Theme) Strip(parts []float64) string {
	cells := make([]rune, len(parts))
	for i, p := range parts {
		switch {
		case !(p >= 0):
			cells[i] = ' '
		default:
			cells[i] = t.steps[min(int(min(p, 1)*float64(len(t.steps))), len(t.steps)-1)]
		}
	}
	return string(cells)
}
