package ui

import (
	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"wxops/keystore"
)

// ridWords are the words of the Rid tab.
type ridWords struct{}

func ridText(say) ridWords { return ridWords{} }

// ridView is the third tab: from a pasted error to its cause.
type ridView struct{ deps }

func newRIDView(d deps) ridView { return ridView{deps: d} }

func (v ridView) withAccount(keystore.Account) ridView { return v }
func (v ridView) with([]keystore.Account) ridView      { return v }
func (v ridView) filled(string) (ridView, tea.Cmd)     { return v, nil }
func (v ridView) typing() bool                         { return false }
func (v ridView) stopped() (ridView, bool)             { return v, false }
func (v ridView) Update(tea.Msg) (ridView, tea.Cmd)    { return v, nil }
func (v ridView) View(frame) body                      { return body{} }
func (v ridView) status(frame) []span                  { return nil }
func (v ridView) bindings() []key.Binding              { return nil }
