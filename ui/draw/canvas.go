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
	Width  int       // in cells
	Height int       // in lines, what stands above and below the view left out
	Theme  Theme     // what the terminal can show
	Now    time.Time // for ages; a view reads no clock
}

// Body is what a view drew on a frame.
type Body struct {
	Lines  []string      // at most the frame's height, styled
	Cursor *tea.Position // of a text field, from the first line and cell; nil without one
}
