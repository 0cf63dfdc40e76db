package ui

import (
	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"wxops/keystore"
)

// formWanted opens the form: empty for a new account, filled for an edit.
type formWanted struct {
	account keystore.Account
	edit    bool
}

// formWords are the words of the account form.
type formWords struct{}

func formText(say) formWords { return formWords{} }

// accountForm adds or edits an account.
type accountForm struct{ deps }

func newAccountForm(d deps) accountForm { return accountForm{deps: d} }

func (v accountForm) open(formWanted) (accountForm, tea.Cmd) { return v, nil }
func (v accountForm) closed() accountForm                    { return v }
func (v accountForm) Update(tea.Msg) (accountForm, tea.Cmd)  { return v, nil }
func (v accountForm) View(frame) body                        { return body{} }
func (v accountForm) bindings() []key.Binding                { return nil }
