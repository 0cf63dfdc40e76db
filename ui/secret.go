package ui

import (
	"time"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"wxops/keystore"
)

// secretWanted asks for an account's AppSecret, for this session only.
type secretWanted struct{ account keystore.Account }

// secretKnown says that the secret of an account can be had now.
type secretKnown struct{ alias string }

// secretDialog takes an AppSecret for this session.
type secretDialog struct{ deps }

func newSecretDialog(d deps) secretDialog { return secretDialog{deps: d} }

func (v secretDialog) open(secretWanted, time.Time) (secretDialog, tea.Cmd) { return v, nil }
func (v secretDialog) closed() secretDialog                                 { return v }
func (v secretDialog) Update(tea.Msg) (secretDialog, tea.Cmd)               { return v, nil }
func (v secretDialog) View(frame) body                                      { return body{} }
func (v secretDialog) bindings() []key.Binding                              { return nil }
