// Package ui is the console: the one Bubble Tea model, which routes to the tabs
// and dialogs and draws what is round them. It draws and asks; it does no I/O
// of its own, and every call runs in a command.
package ui

import (
	"time"

	tea "charm.land/bubbletea/v2"

	"wxops/ui/accounts"
	"wxops/ui/calls"
	"wxops/ui/change"
	"wxops/ui/codes"
	"wxops/ui/help"
	"wxops/ui/inspect"
	"wxops/ui/quota"
	"wxops/ui/reset"
	"wxops/ui/view"
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
	view.Deps
	tabs    []tab
	tab     int // on screen
	dialogs []dialog
	open    dialog // lies over the tabs and gets every key; nil: none does

	notice   string // one line for the person, until the next key
	awaited  string // the alias of the account that was opened, until a key is pressed; "": none
	quitting bool   // as soon as the reset on the wire is done
}

// New makes the console. Nothing is read yet; Init says what to read first.
func New(cfg view.Config) *Model {
	d := view.New(cfg)
	m := &Model{
		Deps: d,
		tabs: []tab{accounts.New(d), quota.New(d), inspect.New(d), reset.NewJournal(d), codes.New(d)},
		dialogs: []dialog{
			help.New(d), calls.New(d), reset.NewDialog(d), change.NewForm(d), change.NewSecretDialog(d), change.NewRemoveDialog(d),
		},
	}
	if cfg.Tab > 0 {
		m.show(min(cfg.Tab, len(m.tabs)) - 1)
	}
	return m
}

func tick(cfg view.Config) tea.Cmd {
	return cfg.Later(time.Second, func() tea.Msg { return view.Tick(cfg.Now()) })
}

// meterRested ends the pause after a change.
type meterRested struct{}

// meterPause is how long what the meter learns is gathered before it is drawn.
const meterPause = 100 * time.Millisecond

// metered waits for the next change of what the meter knows.
func metered(cfg view.Config) tea.Cmd {
	if cfg.Changed == nil {
		return nil
	}
	return func() tea.Msg {
		select {
		case <-cfg.Changed:
			return view.Metered{}
		case <-cfg.Ctx.Done():
			return nil
		}
	}
}

// Init starts the clock and opens the account that was named.
func (m *Model) Init() tea.Cmd {
	cmds := []tea.Cmd{tick(m.Cfg), metered(m.Cfg)}
	for _, v := range m.views() {
		if v, ok := v.(starter); ok {
			cmds = append(cmds, v.Init())
		}
	}
	if a, there := m.Accounts.Named(m.Cfg.Open); there {
		cmds = append(cmds, view.Send(view.AccountOpened{Account: a, Behind: m.Cfg.Tab > 0}))
	}
	return tea.Batch(cmds...)
}

// Update routes: size, then the open dialog (it gets every key), then global
// keys, then the tab. Any other message is offered to all views.
func (m *Model) Update(msg tea.Msg) (tea.Model, tea.Cmd) {
	switch msg := msg.(type) {
	case tea.WindowSizeMsg:
		m.Screen.Width, m.Screen.Height = msg.Width, msg.Height
		return m, m.offered(view.Resized{})
	case view.Tick:
		if shown := time.Time(msg).Truncate(words.ClockStep); shown.After(m.Screen.Now) {
			m.Screen.Now = shown
		}
		return m, tea.Batch(tick(m.Cfg), m.offered(msg))
	case tea.KeyPressMsg:
		return m, m.pressed(msg)
	case tea.PasteMsg:
		return m, m.pasted(msg)
	}
	if _, new := msg.(view.Metered); new {
		again := m.Cfg.Later(meterPause, func() tea.Msg { return meterRested{} })
		return m, tea.Batch(again, m.offered(msg), m.unlocked())
	}
	if _, rested := msg.(meterRested); rested {
		return m, metered(m.Cfg)
	}
	if _, over := msg.(view.ResetDone); over && m.quitting {
		return m, tea.Quit
	}
	if cmd, opened := m.opened(msg); opened {
		return m, cmd
	}
	return m, tea.Batch(m.asked(msg), m.offered(msg))
}

// opened opens the dialog that msg asks for, if it does.
func (m *Model) opened(msg tea.Msg) (cmd tea.Cmd, opened bool) {
	if wanted, ok := msg.(view.SecretWanted); ok {
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
func (m *Model) refuses(msg view.SecretWanted) string {
	switch {
	case m.Cfg.Secrets == nil:
		return wordNoSecrets.In(m.Lang)
	case !msg.Asked && (m.open != nil || m.typing()):
		fact, _ := words.Explain(msg.Err, m.Lang)
		return fact
	}
	return ""
}

// asked does the root's part of what a view asks for.
func (m *Model) asked(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case view.Noticed:
		m.notice = msg.Text
	case view.DialogClosed:
		m.open = nil
	case view.AccountsChanged:
		m.Accounts.Set(msg.Accounts, m.Cfg.Chosen)
		if m.Cfg.Meter != nil {
			m.Cfg.Meter.Set(m.Cfg.Targets(m.Accounts.All))
		}
	case view.AccountOpened:
		m.Accounts.Open = msg.Account.Alias
		m.await(msg)
		if !msg.Behind {
			return m.turned(tabQuota)
		}
	case view.Unlocked:
		m.awaited = ""
		view.Opened(m.Cfg, m.Accounts.All, msg.Alias, msg.Err)
	case view.UnlockedTogether:
		return m.together(msg.Err)
	case view.SecretKnown:
		view.Opened(m.Cfg, m.Accounts.All, msg.Alias, nil)
	case view.TextInspected:
		return m.turned(tabRID)
	case view.TestWanted:
		return m.turned(tabAccounts)
	case inspect.Pasted:
		if msg.WorthIt() {
			return m.show(tabRID)
		}
		m.notice = wordDropped.In(m.Lang)
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
