package ui

import (
	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"
)

// scroller is how far a long text is scrolled. The text itself is made anew
// for each width, so a resize wraps it again.
type scroller struct{ top int }

const wholePage = 10

// pressed scrolls a text of n lines that is drawn on height lines.
func (s scroller) pressed(msg tea.KeyPressMsg, k keyMap, n, height int) scroller {
	page := max(min(wholePage, height-1), 1) // no line may be jumped over
	switch {
	case key.Matches(msg, k.Down):
		s.top++
	case key.Matches(msg, k.Up):
		s.top--
	case key.Matches(msg, k.PageDown):
		s.top += page
	case key.Matches(msg, k.PageUp):
		s.top -= page
	case key.Matches(msg, k.Top):
		s.top = 0
	case key.Matches(msg, k.Bottom):
		s.top = n
	}
	s.top = max(min(s.top, n-height), 0)
	return s
}

// window cuts lines to height; hidden says how many are below.
func (s scroller) window(lines []string, height int) (shown []string, hidden int) {
	top := max(min(s.top, len(lines)-height), 0)
	end := min(top+height, len(lines))
	return lines[top:end], len(lines) - end
}

// pressed moves the cursor of a table; moved says whether the key was one of its keys.
func (t table) pressed(msg tea.KeyPressMsg, k keyMap) (_ table, moved bool) {
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
		return t.move(-len(t.ids)), true
	case key.Matches(msg, k.Bottom):
		return t.move(len(t.ids)), true
	}
	return t, false
}

// arrowed moves the cursor while a text field has the letters.
func (t table) arrowed(msg tea.KeyPressMsg, k keyMap) (_ table, moved bool) {
	switch {
	case key.Matches(msg, k.ArrowDown):
		return t.move(1), true
	case key.Matches(msg, k.ArrowUp):
		return t.move(-1), true
	}
	return t, false
}
