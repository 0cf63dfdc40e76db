package quota

import (
	"context"
	"slices"
	"time"

	tea "charm.land/bubbletea/v2"

	"wxops/keystore"
	"wxops/ui/draw"
	"wxops/ui/view"
	"wxops/wechat/meter"
)

// daysRead brings what is remembered of the days of one API.
type daysRead struct {
	alias, path string
	days        []meter.Day
	err         error
	at          time.Time
}

func readDays(ctx context.Context, days view.Days, a keystore.Account, path string, now func() time.Time) tea.Cmd {
	return func() tea.Msg {
		all, err := days(ctx, a, path)
		return daysRead{a.Alias, path, all, err, now()}
	}
}

// apiDetail is the sheet of the API under the cursor: over the table, or on a wide
// screen beside it.
type apiDetail struct {
	*view.Deps
	rows   *rows     // the API is the one under the cursor
	left   *leftRead // of the month's budgets
	open   bool
	scroll draw.Scroller
	days   daysRead
	asking bool // for days
}

// opened shows the sheet from its first line.
func (s *apiDetail) opened() { s.open, s.scroll = true, draw.Scroller{} }

func (s *apiDetail) scrolled(msg tea.KeyPressMsg) {
	f := s.Frame()
	s.scroll = s.scroll.Pressed(msg, s.Key, len(s.lines(f)), f.Height)
}

// The sheet beside the table: from which width of the screen on, and how wide it is,
// from the least that reads well to what half an hour of a day to each cell takes.
const (
	besideFrom  = 150
	besideLeast = 54
	besideMost  = 68
	besideTable = 129 // what a table with all that counts takes
	besideGap   = 3
)

// besideCells is how wide the sheet beside the table is.
func (s *apiDetail) besideCells() int {
	return min(max(s.Screen.Width-besideTable-besideGap, besideLeast), besideMost)
}

// beside reports whether there is room for the sheet beside the table.
func (s *apiDetail) beside() bool { return !s.open && s.Screen.Width >= besideFrom }

// daysLast is how long the remembered days of an API are not asked for again.
const daysLast = 5 * time.Minute

// read asks for the days of the API that the sheet shows, one API at a time.
func (s *apiDetail) read() tea.Cmd {
	path := s.rows.table.Cur
	switch {
	case s.Cfg.Days == nil, path == "", s.asking, !s.open && !s.beside():
		return nil
	case s.days.path == path && s.Screen.Now.Sub(s.days.at) < daysLast:
		return nil
	}
	s.asking = true
	return readDays(s.Cfg.Ctx, s.Cfg.Days, s.Accounts.Opened(), path, s.Cfg.Now)
}

// tookDays takes over remembered days, and asks for those of the API that the
// cursor has gone to meanwhile.
func (s *apiDetail) tookDays(msg daysRead) tea.Cmd {
	if msg.alias != s.Accounts.Opened().Alias {
		return nil
	}
	s.asking, s.days = false, msg
	return s.read()
}

// View tells all that is known of the API under the cursor.
func (s *apiDetail) View(f draw.Frame) draw.Body {
	lines := s.lines(f)
	shown, hidden := s.scroll.Window(lines, f.Height)
	return draw.Body{Lines: s.cut(f, shown, hidden)}
}

// Beside draws what fits of the sheet beside the table.
func (s *apiDetail) Beside(f draw.Frame) []string {
	lines := s.lines(f)
	shown := lines[:min(len(lines), f.Height)]
	return s.cut(f, shown, len(lines)-len(shown))
}

// cut says in the place of the last line how many are hidden.
func (s *apiDetail) cut(f draw.Frame, shown []string, hidden int) []string {
	if hidden == 0 || len(shown) == 0 {
		return shown
	}
	word := view.WordMore
	if !s.open {
		word = wordMoreInside
	}
	return append(shown[:len(shown)-1:len(shown)-1], f.Theme.Dim.Render("  "+draw.Fit(word.Fill(s.Lang, hidden+1), f.Width-2, f.Theme.Ellipsis)))
}

// lines are the sections of the sheet, the most wanted first.
func (s *apiDetail) lines(f draw.Frame) []string {
	path := s.rows.table.Cur
	if path == "" {
		return nil
	}
	p := sheet{apiDetail: s, Frame: f, row: s.rows.row(path)}
	p.end = s.rows.known.Forecast(p.row, f.Now)
	return slices.Concat(p.head(), p.troubles(), p.numbers(), p.future(), p.past(), p.limits(), p.readings())
}
