package ui

import (
	"slices"
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

// dialog is what lies over the tabs and gets every key.
type dialog int

const (
	noDialog dialog = iota
	helpDialog
	callsDialog
	resetDialogOpen
	formDialog
	secretDialogOpen
	removeDialogOpen
)

// counter numbers the questions; it is never set back, so a late answer can
// never pass for a newer one.
type counter struct{ n int }

func (c *counter) next() int {
	c.n++
	return c.n
}

// Model is the console. It alone is a tea.Model: the views are values in its fields.
type Model struct {
	deps
	now time.Time // of the last tick; View reads no clock

	tab      int
	dialog   dialog
	accounts accountsView
	quota    quotaView
	rid      ridView
	resets   resetsView
	codes    codesView
	calls    callsView
	help     helpView
	reset    resetDialog
	form     accountForm
	secret   secretDialog
	remove   removeDialog

	notice   string // one line for the person, until the next key
	quitting bool   // as soon as the reset on the wire is done
}

// New makes the console. Nothing is read yet; Init says what to read first.
func New(cfg Config) Model {
	if cfg.Later == nil {
		cfg.Later = later
	}
	t := Words(cfg.Lang)
	deps := deps{cfg, &shared{text: t, theme: draw.NewTheme(cfg.Colour, cfg.Unicode), keys: draw.NewKeys(t.Lang), seq: &counter{}, screen: &screen{}}}
	m := Model{
		deps: deps, now: cfg.Now().Truncate(words.ClockStep),
		accounts: newAccountsView(deps), quota: newQuotaView(deps), rid: newRIDView(deps),
		resets: newResetsView(deps), codes: newCodesView(deps), calls: newCallsView(deps),
		help: newHelpView(deps), reset: newResetDialog(deps), form: newAccountForm(deps), secret: newSecretDialog(deps),
		remove: newRemoveDialog(deps),
	}
	if cfg.Tab > 0 {
		m, _ = m.show(min(cfg.Tab, draw.TabCount) - 1)
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
	text   Text
	theme  draw.Theme
	keys   draw.Keys
	seq    *counter
	screen *screen
}

// screen is the size of the terminal in cells. Only the root changes it.
type screen struct{ width, height int }

// frame is what the body of the screen is drawn with; without a time it only
// serves to count lines.
func (d deps) frame() draw.Frame {
	return draw.Frame{Width: d.screen.width, Height: max(d.screen.height-chromeLines, 1), Theme: d.theme}
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
	// pasteRead is what was found in a paste outside a text field.
	pasteRead struct {
		text  string
		found bool
	}
)

func send(msg tea.Msg) tea.Cmd { return func() tea.Msg { return msg } }

// Init starts the clock and opens the first account.
func (m Model) Init() tea.Cmd {
	cmds := []tea.Cmd{tick(m.cfg), m.resets.load()}
	for _, a := range m.cfg.Accounts {
		if a.Alias == m.cfg.Open {
			cmds = append(cmds, send(accountOpened{account: a, behind: m.cfg.Tab > 0}))
		}
	}
	return tea.Batch(cmds...)
}

// Update routes: size, then the open dialog (it gets every key), then global
// keys, then the tab. An answer goes to the view it belongs to, on screen or not.
func (m Model) Update(msg tea.Msg) (tea.Model, tea.Cmd) {
	switch msg := msg.(type) {
	case tea.WindowSizeMsg:
		*m.screen = screen{msg.Width, msg.Height}
		var cmd tea.Cmd
		m.rid, cmd = m.rid.resized()
		return m, cmd
	case tickMsg:
		return m.ticked(time.Time(msg))
	case tea.KeyPressMsg:
		return m.pressed(msg)
	case tea.PasteMsg:
		return m.pasted(msg)
	case tea.ResumeMsg:
		return m, m.quota.refreshNow()
	}
	if next, cmd, ok := m.asked(msg); ok {
		return next, cmd
	}
	return m.answered(msg)
}

func (m Model) ticked(now time.Time) (Model, tea.Cmd) {
	if shown := now.Truncate(words.ClockStep); shown.After(m.now) {
		m.now = shown
	}
	var due, follow tea.Cmd
	m.quota, due = m.quota.ticked(now)
	m.reset, follow = m.reset.ticked(now)
	m.rid = m.rid.ticked(m.now)
	m.calls = m.calls.refreshed(m.dialog == callsDialog)
	return m, tea.Batch(tick(m.cfg), due, follow)
}

// asked handles what the views ask of the root.
func (m Model) asked(msg tea.Msg) (Model, tea.Cmd, bool) {
	var cmd tea.Cmd
	switch msg := msg.(type) {
	case accountOpened:
		if !msg.behind {
			m.tab, m.dialog = tabQuota, noDialog
		}
		m.rid = m.rid.withAccount(msg.account)
		m.quota, cmd = m.quota.open(msg.account, msg.path)
	case textInspected:
		m.tab, m.dialog = tabRID, noDialog
		m.rid, cmd = m.rid.filled(msg.text)
	case noticed:
		m.notice = msg.text
	case accountsChanged:
		m = m.withAccounts(msg.accounts)
		m.quota = m.quota.with(msg.accounts)
	case apisChosen:
		m = m.withAccounts(replaced(m.cfg.Accounts, m.quota.account))
	case pasteRead:
		if !msg.found {
			m.notice = m.text.Dropped
			break
		}
		m.tab = tabRID
		m.rid, cmd = m.rid.filled(msg.text)
	case resetWanted:
		m.dialog = resetDialogOpen
		m.reset, cmd = m.reset.open(msg)
	case formWanted:
		m.dialog = formDialog
		m.form, cmd = m.form.open(msg)
	case secretWanted:
		m, cmd = m.secretAsked(msg)
	case removeWanted:
		m.dialog = removeDialogOpen
		m.remove = m.remove.open(msg)
	case testWanted:
		m.tab, m.dialog = tabAccounts, noDialog
		m.accounts, cmd = m.accounts.test(msg.alias)
	case dialogClosed:
		m.dialog = noDialog
	default:
		return m, nil, false
	}
	return m, cmd, true
}

// withAccounts hands a changed list to all views but the one that shows an account's quotas.
func (m Model) withAccounts(accounts []keystore.Account) Model {
	m.cfg.Accounts = accounts
	m.accounts = m.accounts.with(accounts)
	m.rid = m.rid.with(accounts)
	m.resets = m.resets.with(accounts)
	return m
}

// replaced is a list of accounts with one of them changed.
func replaced(accounts []keystore.Account, a keystore.Account) []keystore.Account {
	accounts = slices.Clone(accounts)
	for i := range accounts {
		if accounts[i].Alias == a.Alias {
			accounts[i] = a
		}
	}
	return accounts
}

// answered gives an answer to the views; each takes its own by type.
func (m Model) answered(msg tea.Msg) (Model, tea.Cmd) {
	cmds := make([]tea.Cmd, 9)
	m.accounts, cmds[0] = m.accounts.Update(msg)
	m.quota, cmds[1] = m.quota.Update(msg)
	m.rid, cmds[2] = m.rid.Update(msg)
	m.resets, cmds[3] = m.resets.Update(msg)
	m.codes, cmds[4] = m.codes.Update(msg)
	m.reset, cmds[5] = m.reset.Update(msg)
	m.form, cmds[6] = m.form.Update(msg)
	m.secret, cmds[7] = m.secret.Update(msg)
	m.remove, cmds[8] = m.remove.Update(msg)
	switch msg := msg.(type) {
	case resetDone:
		if m.quitting {
			return m, tea.Quit
		}
		cmds = append(cmds, m.resets.load(), m.quota.after(msg))
	case followed:
		cmds = append(cmds, m.resets.load())
	}
	return m, tea.Batch(cmds...)
}
