package ui

import (
	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"wxops/ui/draw"
)

// pane is what the root routes to and draws. Every view is offered every
// message that is no key and no paste; it takes its own by type.
type pane interface {
	Update(tea.Msg) tea.Cmd
	View(draw.Frame) draw.Body
	Status(draw.Frame) []draw.Span // the line for errors and numbers
	Keys() []key.Binding           // for the footer and the help, the most wanted first
}

// tab is a view with a digit.
type tab interface {
	pane
	Title() string
	Typing() bool // a text field has the keys
	Stop() bool   // closes what is open or ends what is under way, for ctrl+c; false: there was nothing
}

// dialog lies over the tabs and gets every key.
type dialog interface {
	pane
	Open(msg tea.Msg) (cmd tea.Cmd, opened bool) // if msg asks for this dialog
	Close()
}

// A view may also be one of these.
type (
	// starter reads something before the first key.
	starter interface{ Init() tea.Cmd }
	// coded is a tab that may be about an errcode.
	coded interface{ Code() (code int64, is bool) }
	// headed is a tab that says in the header what it is about; else that names the
	// account that is open.
	headed interface {
		Headline(f draw.Frame, room int) []draw.Span
	}
	// marked is a tab where something wants to be seen.
	marked interface{ Marked() bool }
	// deed is a dialog whose work, once sent, is waited for: a reset on the wire.
	deed interface {
		Sending() bool
		Stop() // ends what has not been sent yet
	}
)

// views are the tabs and the dialogs.
func (m *Model) views() []pane {
	all := make([]pane, 0, len(m.tabs)+len(m.dialogs))
	for _, t := range m.tabs {
		all = append(all, t)
	}
	for _, d := range m.dialogs {
		all = append(all, d)
	}
	return all
}

// offered gives a message to all views, on screen or not.
func (m *Model) offered(msg tea.Msg) tea.Cmd {
	var cmds []tea.Cmd
	for _, v := range m.views() {
		cmds = append(cmds, v.Update(msg))
	}
	return tea.Batch(cmds...)
}
