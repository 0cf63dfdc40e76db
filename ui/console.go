package ui

import (
	"time"

	tea "charm.land/bubbletea/v2"

	"wxops/keystore"
	"wxops/ui/draw"
	"wxops/ui/words"
)

// The tabs, in the order of their keys.
const (
	tabAccounts = iota
	tabQuota
	tabRID
	tabResets
	tabCodes
)

// counter numbers the questions; it is never set back, so a late answer can
// never pass for a newer one.
type counter struct{ n int }

func (c *counter) next() int {
	c.n++
	return c.n
}

// Model is the console. It alone is a tea.Model; the views are pointers in its lists.
type Model struct {
	deps
	tabs    []tab
	tab     int // on screen
	dialogs []dialog
	open    dialog // lies over the tabs and gets every key; nil: none does

	notice   string // one line for the person, until the next key
	quitting bool   // as soon as the reset on the wire is done
}

// New makes the console. Nothing is read yet; Init says what to read first.
func New(cfg Config) *Model {
	if cfg.Later == nil {
		cfg.Later = later
	}
	lang := cfg.Lang
	d := deps{cfg, &shared{
		lang: lang, theme: draw.NewTheme(cfg.Colour, cfg.Unicode), keys: draw.NewKeys(lang), seq: &counter{},
		screen: &screen{now: cfg.Now().Truncate(words.ClockStep)}, accounts: &accountList{},
	}}
	d.accounts.set(cfg.Accounts)
	d.cfg.Accounts = nil // the list is what counts from here on
	m := &Model{
		deps: d,
		tabs: []tab{newAccountsView(d), newQuotaView(d), newRIDView(d), newResetsView(d), newCodesView(d)},
		dialogs: []dialog{
			newHelpView(d), newCallsView(d), newResetDialog(d), newAccountForm(d), newSecretDialog(d), newRemoveDialog(d),
		},
	}
	if cfg.Tab > 0 {
		m.show(min(cfg.Tab, len(m.tabs)) - 1)
	}
	return m
}

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

// tickMsg comes once a second and carries the time.
type tickMsg time.Time

func tick(cfg Config) tea.Cmd {
	return cfg.Later(time.Second, func() tea.Msg { return tickMsg(cfg.Now()) })
}

func later(d time.Duration, msg func() tea.Msg) tea.Cmd {
	return tea.Tick(d, func(time.Time) tea.Msg { return msg() })
}

// The views ask the root for these.
type (
	// accountOpened shows an account's quotas; path, when given, is added and selected.
	accountOpened struct {
		account keystore.Account
		path    string
		behind  bool // another tab was asked for, and stays on the screen
	}
	// textInspected opens the Rid tab with a text filled in, not sent.
	textInspected struct{ text string }
	// noticed shows one line until the next key.
	noticed struct{ text string }
	// accountsChanged follows every change of the accounts.
	accountsChanged struct{ accounts []keystore.Account }
	// dialogClosed gives the keys back to the tab.
	dialogClosed struct{}
	// pasteRead is what was found in a paste outside a text field.
	pasteRead struct{ paste inspected }
)

// The root tells the views these.
type (
	// tabShown tells a tab that it is on the screen now. code is the errcode
	// that the tab before was about, if it was about one.
	tabShown struct {
		code  int64
		about bool
	}
	// resized follows a change of the size of the screen.
	resized struct{}
)

func send(msg tea.Msg) tea.Cmd { return func() tea.Msg { return msg } }

// Init starts the clock and opens the first account.
func (m *Model) Init() tea.Cmd {
	cmds := []tea.Cmd{tick(m.cfg)}
	for _, v := range m.views() {
		if v, ok := v.(starter); ok {
			cmds = append(cmds, v.Init())
		}
	}
	if a, there := m.accounts.named(m.cfg.Open); there {
		cmds = append(cmds, send(accountOpened{account: a, behind: m.cfg.Tab > 0}))
	}
	return tea.Batch(cmds...)
}

// Update routes: size, then the open dialog (it gets every key), then global
// keys, then the tab. Any other message is offered to all views.
func (m *Model) Update(msg tea.Msg) (tea.Model, tea.Cmd) {
	switch msg := msg.(type) {
	case tea.WindowSizeMsg:
		m.screen.width, m.screen.height = msg.Width, msg.Height
		return m, m.offered(resized{})
	case tickMsg:
		if shown := time.Time(msg).Truncate(words.ClockStep); shown.After(m.screen.now) {
			m.screen.now = shown
		}
		return m, tea.Batch(tick(m.cfg), m.offered(msg))
	case tea.KeyPressMsg:
		return m, m.pressed(msg)
	case tea.PasteMsg:
		return m, m.pasted(msg)
	}
	if _, over := msg.(resetDone); over && m.quitting {
		return m, tea.Quit
	}
	if cmd, opened := m.opened(msg); opened {
		return m, cmd
	}
	return m, tea.Batch(m.asked(msg), m.offered(msg))
}

// opened opens the dialog that msg asks for, if it does.
func (m *Model) opened(msg tea.Msg) (cmd tea.Cmd, opened bool) {
	if wanted, ok := msg.(secretWanted); ok {
		if why := m.refuses(wanted); why != "" {
			m.notice = why
			return nil, true
		}
	}
	for _, d := range m.dialogs {
		if cmd, opened := d.Open(msg); opened {
			m.open = d
			return cmd, true
		}
	}
	return nil, false
}

// refuses says why the dialog for a secret does not open: none can be entered,
// or it would open by itself and take the keys from something else.
func (m *Model) refuses(msg secretWanted) string {
	switch {
	case m.cfg.Secrets == nil:
		return secretWordDisabled.In(m.lang)
	case !msg.asked && (m.open != nil || m.typing()):
		fact, _ := words.Explain(msg.err, m.lang)
		return fact
	}
	return ""
}

// asked does the root's part of what a view asks for.
func (m *Model) asked(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case noticed:
		m.notice = msg.text
	case dialogClosed:
		m.open = nil
	case accountsChanged:
		m.accounts.set(msg.accounts)
	case accountOpened:
		m.accounts.open = msg.account.Alias
		if !msg.behind {
			return m.turned(tabQuota)
		}
	case textInspected:
		return m.turned(tabRID)
	case testWanted:
		return m.turned(tabAccounts)
	case pasteRead:
		if msg.paste.worthIt() {
			return m.show(tabRID)
		}
		m.notice = wordDropped.In(m.lang)
	}
	return nil
}

// turned shows a tab that a view asks for, with nothing over it but what must
// be waited for.
func (m *Model) turned(tab int) tea.Cmd {
	if _, sending := m.sending(); !sending && m.open != nil {
		m.open.Close()
		m.open = nil
	}
	return m.show(tab)
}
