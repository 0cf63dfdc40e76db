package ui

import (
	"time"
	"wxops/keystore"
	"wxops/ui/draw"
	"wxops/ui/words"

	tea "charm.land/bubbletea/v2"
)

// deps is what every view is built from.
type deps struct {
	cfg Config
	*shared
}

// shared is the same in all views. It is some 13 kB: a copy in each would be
// moved with the model at every key.
type shared struct {
	lang   words.Lang
	theme  draw.Theme
	keys   draw.Keys
	seq    *counter
	screen *screen

	accounts *accountList
}

// screen is the size of the terminal in cells, and the time that it shows: of
// the last tick, because View reads no clock. Only the root changes it.
type screen struct {
	width, height int
	now           time.Time
}

// frame is what the body of the screen is drawn with.
func (d deps) frame() draw.Frame {
	return draw.Frame{Width: d.screen.width, Height: max(d.screen.height-chromeLines, 1), Now: d.screen.now, Theme: d.theme}
}

// counter numbers the questions; it is never set back, so a late answer can
// never pass for a newer one.
type counter struct{ n int }

func (c *counter) next() int {
	c.n++
	return c.n
}

func send(msg tea.Msg) tea.Cmd { return func() tea.Msg { return msg } }

func later(d time.Duration, msg func() tea.Msg) tea.Cmd {
	return tea.Tick(d, func(time.Time) tea.Msg { return msg() })
}

// connector gives the client of an account; the same one each time.
type connector func(keystore.Account) (Client, error)

// The lines round the body: header, tabs, rule above; rule, status, keys below.
const chromeLines = 6
