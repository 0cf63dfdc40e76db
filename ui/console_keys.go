package ui

import (
	"slices"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"wxops/ui/calls"
	"wxops/ui/help"
	"wxops/ui/inspect"
	"wxops/ui/view"
)

// pressed routes one key.
func (m *Model) pressed(msg tea.KeyPressMsg) tea.Cmd {
	if !m.quitting {
		m.notice = ""
	}
	m.awaited = ""
	_, sending := m.sending()
	switch {
	case key.Matches(msg, m.Key.Cancel), sending && key.Matches(msg, m.Key.Quit):
		return m.cancelled()
	case key.Matches(msg, m.Key.Repaint):
		return tea.ClearScreen
	case key.Matches(msg, m.Key.Suspend):
		if sending {
			m.notice = wordBusy.In(m.Lang)
			return nil
		}
		return tea.Suspend
	}
	if m.open != nil {
		return m.open.Update(msg)
	}
	if !m.typing() {
		if cmd, ok := m.globalPressed(msg); ok {
			return cmd
		}
	}
	return m.tabs[m.tab].Update(msg)
}

// sending is the dialog whose work is on the wire, if one is.
func (m *Model) sending() (_ deed, is bool) {
	for _, d := range m.dialogs {
		if d, ok := d.(deed); ok && d.Sending() {
			return d, true
		}
	}
	return nil, false
}

// cancelled is ctrl+c: first it closes what is open or stops what is under
// way, then it quits. A reset on the wire is waited for; one that has not been
// sent yet is stopped.
func (m *Model) cancelled() tea.Cmd {
	if d, sending := m.sending(); sending {
		d.Stop()
		m.quitting, m.notice = true, wordQuitting.In(m.Lang)
		return nil
	}
	switch {
	case m.open != nil:
		m.open.Close()
		m.open = nil
	case m.tabs[m.tab].Stop():
		m.notice = wordCancelled.In(m.Lang)
	default:
		return tea.Quit
	}
	return nil
}

func (m *Model) globalPressed(msg tea.KeyPressMsg) (cmd tea.Cmd, was bool) {
	if i := slices.IndexFunc(m.Key.Tabs[:], func(b key.Binding) bool { return key.Matches(msg, b) }); i >= 0 {
		return m.show(i), true
	}
	switch {
	case key.Matches(msg, m.Key.NextTab):
		return m.show((m.tab + 1) % len(m.tabs)), true
	case key.Matches(msg, m.Key.PrevTab):
		return m.show((m.tab + len(m.tabs) - 1) % len(m.tabs)), true
	case key.Matches(msg, m.Key.Help):
		return m.opened(help.Wanted{Keys: m.tabKeys()})
	case key.Matches(msg, m.Key.Calls):
		return m.opened(calls.Wanted{})
	case key.Matches(msg, m.Key.Bell):
		return view.Send(view.BellSwitched{}), true
	case key.Matches(msg, m.Key.Quit):
		return tea.Quit, true
	}
	return nil, false
}

// show puts a tab on the screen, and tells it what the one before was about.
func (m *Model) show(tab int) tea.Cmd {
	var shown view.TabShown
	if before, ok := m.tabs[m.tab].(coded); ok && tab != m.tab {
		shown.Code, shown.About = before.Code()
	}
	var left tea.Cmd
	if tab != m.tab {
		left = m.tabs[m.tab].Update(view.TabLeft{})
	}
	m.tab = tab
	return tea.Batch(left, m.tabs[tab].Update(shown))
}

// typing reports whether a text field of the tab has the keys.
func (m *Model) typing() bool { return m.tabs[m.tab].Typing() }

// pasted gives a paste to the dialog or the text field that is open, and to
// the Rid tab, which is there for it. Elsewhere it opens that tab if it holds a
// rid or an errcode, and is dropped if not: a paste must never press keys.
func (m *Model) pasted(msg tea.PasteMsg) tea.Cmd {
	m.notice = ""
	switch {
	case m.open != nil:
		return m.open.Update(msg)
	case m.typing(), m.tab == tabRID:
		return m.tabs[m.tab].Update(msg)
	}
	return inspect.Read(msg.Content)
}
