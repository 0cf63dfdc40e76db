package ui

import (
	"strings"

	"charm.land/lipgloss/v2"
)

// Theme is how things look: built once from what the terminal can do, and
// passed in. It uses the 16 ANSI colours, so the user's own palette rules, and
// colour is never the only sign of anything.
type Theme struct {
	Plain    lipgloss.Style // ordinary text
	Dim      lipgloss.Style // old numbers, rules, hints
	Bold     lipgloss.Style // titles
	Selected lipgloss.Style // the row under the cursor, beside its > mark
	Good     lipgloss.Style
	Warn     lipgloss.Style
	Bad      lipgloss.Style
	Accent   lipgloss.Style // the open tab, keys in the footer

	Rule     string // one cell of a horizontal line
	Ellipsis string // what stands for text that was cut
	Mask     rune   // one typed character of a secret
	full     string // a whole cell of a bar
	parts    []string
}

// NewTheme makes the theme for a terminal with or without colours and UTF-8.
func NewTheme(colour, unicode bool) Theme {
	s := lipgloss.NewStyle()
	t := Theme{
		Plain: s, Dim: s, Bold: s.Bold(true), Selected: s.Reverse(true),
		Good: s, Warn: s.Bold(true), Bad: s.Bold(true), Accent: s.Bold(true),
		Rule: "-", Ellipsis: "~", Mask: '*', full: "#",
	}
	if colour {
		t.Dim = s.Foreground(lipgloss.BrightBlack)
		t.Good = s.Foreground(lipgloss.Green)
		t.Warn = s.Foreground(lipgloss.Yellow)
		t.Bad = s.Foreground(lipgloss.Red).Bold(true)
		t.Accent = s.Foreground(lipgloss.Cyan).Bold(true)
	}
	if unicode {
		t.Rule, t.Ellipsis, t.Mask, t.full = "─", "…", '•', "█"
		t.parts = []string{"", "▏", "▎", "▍", "▌", "▋", "▊", "▉"}
	}
	return t
}

// bar draws percent of cells as a bar, padded to its full width. Anything used
// shows at least the thinnest mark.
func (t Theme) bar(percent float64, cells int) string {
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
	return fit(s, cells, t.Ellipsis)
}
