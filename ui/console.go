package ui

import (
	"time"

	tea "charm.land/bubbletea/v2"

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

func tick(cfg Config) tea.Cmd {
	return cfg.Later(time.Second, func() tea.Msg { return tickMsg(cfg.Now()) })
}

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
		return wordNoSecrets.In(m.lang)
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
