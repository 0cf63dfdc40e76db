package view

import (
	"time"

	"wxops/keystore"
	"wxops/ui/draw"
	"wxops/ui/words"
	"wxops/wechat/meter/fleet"

	tea "charm.land/bubbletea/v2"
)

// Deps is what every view is built from.
type Deps struct {
	Cfg Config
	*Shared
}

// New makes what the views of one console share.
func New(cfg Config) Deps {
	if cfg.Later == nil {
		cfg.Later = later
	}
	if cfg.Meter == nil { // then nothing is read
		cfg.Meter = fleet.New(fleet.Config{Now: cfg.Now})
		cfg.Targets = func([]keystore.Account) []fleet.Target { return nil }
	}
	d := Deps{cfg, &Shared{
		Lang: cfg.Lang, Theme: draw.NewTheme(cfg.Colour, cfg.Unicode), Key: draw.NewKeys(cfg.Lang), Seq: &Counter{},
		Screen: &Screen{Now: cfg.Now().Truncate(words.ClockStep)}, Accounts: &Accounts{},
	}}
	d.Accounts.Set(cfg.Accounts, cfg.Chosen)
	d.Cfg.Accounts = nil // the list is what counts from here on
	return d
}

// Shared is one and the same in all views of a console.
type Shared struct {
	Lang   words.Lang
	Theme  draw.Theme
	Key    draw.Keys
	Seq    *Counter
	Screen *Screen

	Accounts *Accounts
}

// Screen is the size of the terminal in cells, and the time that it shows: of
// the last tick, because View reads no clock. Only the root changes it.
type Screen struct {
	Width, Height int
	Now           time.Time
}

// Frame is what the body of the screen is drawn with.
func (d Deps) Frame() draw.Frame {
	return draw.Frame{Width: d.Screen.Width, Height: max(d.Screen.Height-chromeLines, 1), Now: d.Screen.Now, Theme: d.Theme}
}

// Counter numbers the questions; it is never set back, so a late answer can
// never pass for a newer one.
type Counter struct{ n int }

// Next is a number that no question has had yet.
func (c *Counter) Next() int {
	c.n++
	return c.n
}

// Send is the command that says msg.
func Send(msg tea.Msg) tea.Cmd { return func() tea.Msg { return msg } }

// Notice shows one line until the next key.
func Notice(text string) tea.Cmd { return Send(Noticed{text}) }

func later(d time.Duration, msg func() tea.Msg) tea.Cmd {
	return tea.Tick(d, func(time.Time) tea.Msg { return msg() })
}

// Connector gives the client of an account; the same one each time.
type Connector func(keystore.Account) (Client, error)

// The lines round the body: header, tabs, rule above; rule, status, keys below.
const chromeLines = 6
