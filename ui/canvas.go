package ui

import (
	"time"

	tea "charm.land/bubbletea/v2"
)

// frame is what a view draws with: how many cells and lines it has, the look
// and the time.
type frame struct {
	width  int
	height int
	theme  Theme
	now    time.Time
}

// body is what a view drew: at most height lines, and where the cursor of a
// text field stands, if there is one.
type body struct {
	lines  []string
	cursor *tea.Position
}
