// Package accounts is the Accounts tab, the first screen: how every account stands,
// worst first. It changes no account; package change has the dialogs that do.
package accounts

import (
	"slices"
	"time"

	tea "charm.land/bubbletea/v2"

	"wxops/ui/draw"
	"wxops/ui/view"
	"wxops/wechat/clean"
	"wxops/wechat/meter"
)

// View is the first tab: the accounts, and how they stand.
type View struct {
	view.Deps
	list     list
	known    known
	tests    tests
	budgets  budgetsRead
	counting int    // the number of the question for them
	again    string // the account that a person has asked to be read again; "" when it is done
	settings view.Settings
	alarm    meter.Alarm
	marked   bool                           // something crossed a level since the tab was looked at
	shown    bool                           // the tab is on the screen
	widest   struct{ alias, name, env int } // in cells
}

// New makes the tab with all accounts listed.
func New(d view.Deps) *View {
	v := &View{Deps: d, settings: d.Cfg.Settings, shown: true, tests: tests{of: map[string]accountTest{}}, list: list{filter: draw.NewField(d.Key.Enter, 60)}}
	v.list.order = sortOrder(max(slices.Index(sortNames[:], v.settings.Sort), 0))
	v.changed()
	return v
}

// Init reads the journal for what is left of each month.
func (v *View) Init() tea.Cmd { return v.count() }

// changed takes over a changed list of accounts. A test of what was changed
// proves nothing any more.
func (v *View) changed() {
	v.list.haystack = nil
	v.widest.alias, v.widest.name, v.widest.env = 0, 0, 0
	for _, a := range v.Accounts.All {
		v.widest.alias = max(v.widest.alias, len(a.Alias)) // of letters that are a cell each
		if v.Names(a) {
			v.widest.name = max(v.widest.name, atMost(a.Name))
		}
		v.widest.env = max(v.widest.env, draw.Width(clean.Line(a.Env)))
	}
	v.tests.keep(v.Accounts)
	v.look()
	v.arranged()
}

// atMost bounds the cells that a text takes, at less cost than to measure it.
func atMost(text string) int {
	n := 0
	for _, r := range text {
		n++
		if r >= firstWide {
			n++
		}
	}
	return n
}

// firstWide is the first character that may take two cells, U+1100.
const firstWide = 0x1100

// Title names the tab.
func (v *View) Title() string { return wordTitle.In(v.Lang) }

// Typing reports whether a text field has the keys.
func (v *View) Typing() bool { return v.list.filter.Open }

// Stop takes the filter away or ends the tests under way, for ctrl+c.
func (v *View) Stop() bool {
	if v.list.filter.Open {
		v.unfiltered()
		return true
	}
	return v.tests.stop()
}

// Update takes keys, pastes and the messages of the root.
func (v *View) Update(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case view.Metered:
		return v.metered()
	case view.Tick:
		v.ticked(time.Time(msg))
	case view.TabShown:
		v.shown, v.marked = true, false
	case view.TabLeft:
		v.shown = false
	case view.AccountsChanged:
		v.changed()
	case view.BellSwitched:
		return v.belled()
	case budgetsRead:
		return v.budgeted(msg)
	case view.ResetDone:
		return v.count()
	case view.TestWanted:
		return v.test(msg.Alias)
	case accountTested:
		return v.tested(msg)
	case view.SecretKnown:
		return v.secretOpened(msg.Alias, nil)
	case view.Unlocked:
		return v.secretOpened(msg.Alias, msg.Err)
	case view.AccountSaved:
		v.saved(msg.Alias)
	case tea.KeyPressMsg:
		v.tests.waiting = ""
		return v.pressed(msg)
	case tea.PasteMsg:
		v.typed(msg)
	}
	return nil
}

// metered takes over what the meter has learnt.
func (v *View) metered() tea.Cmd {
	v.look()
	v.arranged()
	if m, _ := v.known.of(v.again); m.Of == 0 {
		v.again = ""
	}
	if !v.alarm.Rings(v.known.all) {
		return nil
	}
	v.marked = !v.shown
	if !v.settings.Bell {
		return nil
	}
	return tea.Raw(bell)
}

// ticked lets go of numbers of yesterday.
func (v *View) ticked(now time.Time) {
	if !v.known.until.IsZero() && !now.Before(v.known.until) {
		v.look()
		v.arranged()
	}
}

// bell is the character at which a terminal rings.
const bell = "\a"

// belled switches the bell, which is remembered.
func (v *View) belled() tea.Cmd {
	v.settings.Bell = !v.settings.Bell
	word := wordBellOff
	if v.settings.Bell {
		word = wordBellOn
	}
	return tea.Batch(view.Notice(word.In(v.Lang)), v.Keep(v.settings))
}

// saved puts the cursor on an account that was added or edited; the list
// itself follows.
func (v *View) saved(alias string) {
	v.list.filter = v.list.filter.Closed()
	v.list.chosen, v.list.table.Cur = true, alias
	v.Accounts.Cursor = alias
}

// View draws the table, or the page that greets who has no account yet.
func (v *View) View(f draw.Frame) draw.Body {
	if len(v.Accounts.All) == 0 {
		return draw.Body{Lines: v.firstRun(f)}
	}
	left := v.tableFrame(f)
	b := v.tableView(left)
	if left.Width == f.Width || len(v.list.table.IDs) == 0 {
		return b
	}
	right := f
	right.Width = f.Width - left.Width
	b.Lines = beside(b.Lines, v.pane(right), left.Width, f.Height)
	return b
}

// tableFrame is the part of the screen that the table has: where a pane stands
// beside it, not the whole.
func (v *View) tableFrame(f draw.Frame) draw.Frame {
	if f.Width >= paneWidth {
		f.Width -= min(max(f.Width/3, 52), 72)
	}
	return f
}

// tableView draws the filter, the table, and below it what has room there.
func (v *View) tableView(f draw.Frame) draw.Body {
	var b draw.Body
	if v.filtered() {
		prompt := wordFilterPrompt.In(v.Lang)
		text, x := v.list.filter.View(f.Width - draw.Width(prompt) - 4)
		b.Lines = append(b.Lines, "  "+f.Theme.Accent.Render(prompt)+text+"  ")
		if v.list.filter.Open {
			b.Cursor = &tea.Position{X: 2 + draw.Width(prompt) + x}
		}
	}
	if len(v.list.table.IDs) == 0 {
		b.Lines = append(b.Lines, "", "  "+f.Theme.Dim.Render(draw.Fit(wordNoMatch.In(v.Lang), f.Width-2, f.Theme.Ellipsis)))
		return b
	}
	b.Lines = append(b.Lines, v.rowsView(f, v.seen(f)+1)...)
	b.Lines = append(b.Lines, v.below(f, f.Height-len(b.Lines))...)
	return b
}

// filtered reports whether the filter is on the screen.
func (v *View) filtered() bool { return v.list.filter.Open || v.list.filter.Value() != "" }

// seen is how many rows of the table have room: one line is its heading, one the
// filter's, and one says what is wrong with the account under the cursor.
func (v *View) seen(f draw.Frame) int {
	room := f.Height - 1
	if v.filtered() {
		room--
	}
	if v.Screen.Width < paneWidth && len(v.list.table.IDs) >= room && v.wrong(f) != "" {
		room--
	}
	return max(room, 1)
}

// wrong is in one line what is wrong with the account under the cursor.
func (v *View) wrong(f draw.Frame) string {
	if _, there := v.selected(); !there {
		return ""
	}
	fact, remedy := v.trouble(v.row(v.list.table.Cur, f.Theme))
	if fact == "" || remedy == "" {
		return clean.Line(fact)
	}
	return clean.Line(fact + wordStop.In(v.Lang) + remedy)
}

// below says under the table what is known of the account under the cursor: in full
// where there is room, its trouble alone where there is little.
func (v *View) below(f draw.Frame, room int) []string {
	if v.Screen.Width >= paneWidth || room <= 0 {
		return nil
	}
	r := v.row(v.list.table.Cur, f.Theme)
	why := v.explained(f, r)
	full := append(append([]string{""}, v.facts(f, r)...), why...)
	switch {
	case len(full) <= room:
		return full
	case len(why) == 0 && room > 2:
		return full[:room]
	case len(why) > 0 && len(why) < room:
		return append([]string{""}, why...)
	case len(why) > 0:
		return []string{draw.Line(f.Width, f.Theme.Ellipsis, f.Theme.Bad.Span("  "+v.wrong(f)))}
	}
	return nil
}
