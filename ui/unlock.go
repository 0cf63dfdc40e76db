package ui

import (
	tea "charm.land/bubbletea/v2"

	"wxops/ui/view"
	"wxops/ui/words"
	"wxops/wechat/clean"
)

// await notes that an account was opened whose secret is tried without a person first: a
// command that turns out to want the terminal gets it, as long as nothing else was done.
func (m *Model) await(msg view.AccountOpened) {
	m.awaited = ""
	if !msg.Behind && !msg.Passing && !view.NeedsPerson(m.Cfg, msg.Account) {
		m.awaited = msg.Account.Alias
	}
}

// unlocked gives the terminal to the secret of the account that was opened, once it is
// known to need it.
func (m *Model) unlocked() tea.Cmd {
	a, there := m.Accounts.Named(m.awaited)
	if !there || m.open != nil || !view.NeedsPerson(m.Cfg, a) {
		return nil
	}
	m.awaited = ""
	return view.OpenSecret(m.Cfg, a)
}

// together tells the meter what one answer has opened, or says why it opened nothing.
func (m *Model) together(err error) tea.Cmd {
	if err != nil {
		fact, _ := words.Explain(err, m.Lang)
		return view.Notice(clean.Line(fact))
	}
	view.Opened(m.Cfg, m.Accounts.All, "", nil)
	return nil
}
