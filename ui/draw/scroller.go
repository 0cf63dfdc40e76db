package draw

import (
	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"
)

// Scroller is how far a long text is scrolled: Top is the line that is drawn
// first, and may lie too far down for the height. The text itself is made anew
// for each width, so a resize wraps it again.
type Scroller struct{ Top int }

const wholePage = 10

// Pressed scrolls a text of n lines that is drawn on height lines.
func (s Scroller) Pressed(msg tea.KeyPressMsg, k Keys, n, height int) Scroller {
	page := max(min(wholePage, height-1), 1) // no line may be jumped over
	switch {
	case key.Matches(msg, k.Down):
		s.Top++
	case key.Matches(msg, k.Up):
		s.Top--
	case key.Matches(msg, k.PageDown):
		s.Top += page
	case key.Matches(msg, k.PageUp):
		s.Top -= page
	case key.Matches(msg, k.Top):
		s.Top = 0
	case key.Matches(msg, k.Bottom):
		s.Top = n
	}
	s.Top = max(min(s.Top, n-height), 0)
	return s
}

// Window cuts lines to height; hidden says how many are below.
func (s Scroller) Window(lines []string, height int) (shown []string, hidden int) {
	top := max(min(s.Top, len(lines)-height), 0)
	end := min(top+height, len(lines))
	return lines[top:end], len(lines) - end
}

// Pressed moves the cursor of a table; moved says whether the key was one of its keys.
func (t Table) Pressed(msg tea.KeyPressMsg, k Keys) (_ Table, moved bool) {
	switch {
	case key.Matches(msg, k.Down):
		return t.move(1), true
	case key.Matches(msg, k.Up):
		return t.move(-1), true
	case key.Matches(msg, k.PageDown):
		return t.move(wholePage), true
	case key.Matches(msg, k.PageUp):
		return t.move(-wholePage), true
	case key.Matches(msg, k.Top):
		return t.move(-len(t.IDs)), true
	case key.Matches(msg, k.Bottom):
		return t.move(len(t.IDs)), true
	}
	return t, false
}

// Arrowed moves the cursor while a text field has the letters.
func (t Table) Arrowed(msg tea.KeyPressMsg, k Keys) (_ Table, moved bool) {
	switch {
	case key.Matches(msg, k.ArrowDown):
		return t.move(1), true
	case key.Matches(msg, k.ArrowUp):
		return t.move(-1), true
	}
	return t, false
}
