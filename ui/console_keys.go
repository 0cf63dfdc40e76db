package ui

import (
	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"wxops/ui/draw"
	"wxops/wechat/rid"
)

// pressed routes one key.
func (m Model) pressed(msg tea.KeyPressMsg) (Model, tea.Cmd) {
	if !m.quitting {
		m.notice = ""
	}
	switch {
	case key.Matches(msg, m.keys.Cancel):
		return m.cancelled()
	case key.Matches(msg, m.keys.Repaint):
		return m, tea.ClearScreen
	case key.Matches(msg, m.keys.Suspend):
		if m.reset.sending() {
			m.notice = m.text.Busy
			return m, nil
		}
		return m, tea.Suspend
	}
	if m.dialog != noDialog {
		return m.dialogPressed(msg)
	}
	if !m.typing() {
		if next, cmd, ok := m.globalPressed(msg); ok {
			return next, cmd
		}
	}
	return m.tabPressed(msg)
}

// cancelled is ctrl+c: first it closes what is open or stops what is under
// way, then it quits. A reset on the wire is waited for; one that has not been
// sent yet is stopped.
func (m Model) cancelled() (Model, tea.Cmd) {
	if m.reset.sending() {
		m.reset.stop()
		m.quitting, m.notice = true, m.text.Quitting
		return m, nil
	}
	if m.dialog != noDialog {
		m.dialog = noDialog
		m.reset, m.form, m.secret, m.remove = m.reset.closed(), m.form.closed(), m.secret.closed(), m.remove.closed()
		return m, nil
	}
	var stopped bool
	switch m.tab {
	case tabQuota:
		m.quota, stopped = m.quota.stopped()
	case tabRID:
		m.rid, stopped = m.rid.stopped()
	case tabAccounts:
		m.accounts, stopped = m.accounts.stopped()
	case tabResets:
		m.resets, stopped = m.resets.stopped()
	case tabCodes:
		m.codes, stopped = m.codes.stopped()
	}
	if stopped {
		m.notice = m.text.Cancelled
		return m, nil
	}
	return m, tea.Quit
}

func (m Model) dialogPressed(msg tea.KeyPressMsg) (Model, tea.Cmd) {
	var cmd tea.Cmd
	switch m.dialog {
	case helpDialog:
		var done bool
		if m.help, done = m.help.Update(msg, m.help.rows(m.tabKeys(), m.keys)); done {
			m.dialog = noDialog
		}
	case callsDialog:
		if key.Matches(msg, m.keys.Write) {
			return m, m.screenWritten("calls.txt")
		}
		m.calls, cmd = m.calls.Update(msg)
	case resetDialogOpen:
		if m.reset.sending() && key.Matches(msg, m.keys.Quit) {
			return m.cancelled()
		}
		m.reset, cmd = m.reset.Update(msg)
	case formDialog:
		m.form, cmd = m.form.Update(msg)
	case secretDialogOpen:
		m.secret, cmd = m.secret.Update(msg)
	case removeDialogOpen:
		m.remove, cmd = m.remove.Update(msg)
	}
	return m, cmd
}

func (m Model) globalPressed(msg tea.KeyPressMsg) (Model, tea.Cmd, bool) {
	for i, k := range m.keys.Tabs {
		if key.Matches(msg, k) {
			next, cmd := m.show(i)
			return next, cmd, true
		}
	}
	switch {
	case key.Matches(msg, m.keys.NextTab):
		next, cmd := m.show((m.tab + 1) % draw.TabCount)
		return next, cmd, true
	case key.Matches(msg, m.keys.PrevTab):
		next, cmd := m.show((m.tab + draw.TabCount - 1) % draw.TabCount)
		return next, cmd, true
	case key.Matches(msg, m.keys.Help):
		m.dialog, m.help = helpDialog, m.help.opened()
	case key.Matches(msg, m.keys.Calls):
		m.dialog, m.calls = callsDialog, m.calls.opened()
	case key.Matches(msg, m.keys.Quit):
		return m, tea.Quit, true
	case m.tab == tabAccounts && key.Matches(msg, m.keys.Write):
		return m, m.screenWritten("accounts.txt"), true
	case m.tab == tabCodes && key.Matches(msg, m.keys.Write):
		return m, m.screenWritten("codes.txt"), true
	default:
		return m, nil, false
	}
	return m, nil, true
}

// show changes the tab. Resets are read again each time, because another
// console may have made one; the codes open at the one that the Rid tab is about.
func (m Model) show(tab int) (Model, tea.Cmd) {
	from := m.tab
	m.tab = tab
	switch tab {
	case tabResets:
		return m, m.resets.load()
	case tabCodes:
		if code, ok := m.rid.code(); ok && from == tabRID {
			m.codes = m.codes.at(code)
			break
		}
		m.codes = m.codes.shown()
	}
	return m, nil
}

func (m Model) tabPressed(msg tea.Msg) (Model, tea.Cmd) {
	var cmd tea.Cmd
	switch m.tab {
	case tabAccounts:
		m.accounts, cmd = m.accounts.Update(msg)
	case tabQuota:
		m.quota, cmd = m.quota.Update(msg)
	case tabRID:
		m.rid, cmd = m.rid.Update(msg)
	case tabResets:
		m.resets, cmd = m.resets.Update(msg)
	case tabCodes:
		m.codes, cmd = m.codes.Update(msg)
	}
	return m, cmd
}

// typing reports whether a text field of the tab has the keys.
func (m Model) typing() bool {
	switch m.tab {
	case tabAccounts:
		return m.accounts.typing()
	case tabQuota:
		return m.quota.typing()
	case tabRID:
		return m.rid.typing()
	case tabResets:
		return m.resets.typing()
	case tabCodes:
		return m.codes.typing()
	}
	return false
}

// pasted gives a paste to the text field that is open, and to the Rid tab,
// which is there for it. Elsewhere it opens that tab if it holds a rid or an
// errcode, and is dropped if not: a paste must never press keys.
func (m Model) pasted(msg tea.PasteMsg) (Model, tea.Cmd) {
	m.notice = ""
	switch {
	case m.dialog == formDialog:
		var cmd tea.Cmd
		m.form, cmd = m.form.Update(msg)
		return m, cmd
	case m.dialog == secretDialogOpen:
		var cmd tea.Cmd
		m.secret, cmd = m.secret.Update(msg)
		return m, cmd
	case m.dialog != noDialog:
		return m, nil
	case m.typing(), m.tab == tabRID:
		return m.tabPressed(msg)
	}
	return m, readPaste(msg.Content)
}

func readPaste(text string) tea.Cmd {
	return func() tea.Msg {
		text := lineEnds.Replace(text)
		found := rid.Find(text)
		return pasteRead{text, len(found.RIDs)+len(found.Codes)+len(found.Broken) > 0}
	}
}
