// Package draw is what a screen is made of: lines measured in cells, tables,
// sheets, fields, keys and the theme. It knows nothing of WeChat.
package draw

import (
	"time"

	tea "charm.land/bubbletea/v2"
)

// Frame is what a view draws with: how many cells and lines it has, the look
// and the time.
type Frame struct {
	Width  int
	Height int
	Theme  Theme
	Now    time.Time
}

// Body is what a view drew: at most height lines, and where the cursor of a
// text field stands, if there is one.
type Body struct {
	Lines  []string
	Cursor *tea.Position
}
