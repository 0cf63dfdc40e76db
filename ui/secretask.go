package ui

import (
	"wxops/keystore"

	tea "charm.land/bubbletea/v2"
)

// secretWanted asks for an account's AppSecret.
type secretWanted struct {
	account keystore.Account
	err     error // why its source did not give it; nil where none was tried
	asked   bool  // by the person: the dialog does not open by itself
}

// secretKnown says that the secret of an account can be had now.
type secretKnown struct{ alias string }

// unlocked follows a secret that was opened on the bare terminal.
type unlocked struct {
	alias string
	err   error
}

// needsPerson reports whether the secret of an account is to be had from the
// person, or on the bare terminal.
func needsPerson(cfg Config, a keystore.Account) bool {
	if cfg.Secrets == nil || cfg.Secrets.Has(a) {
		return false
	}
	asks := a.Source().Asks()
	return asks == keystore.AsksSecret || asks == keystore.AsksTerminal && cfg.Unlock != nil
}

// openSecret goes to the person or to the bare terminal; secretKnown or
// unlocked tells how it ended.
func openSecret(cfg Config, a keystore.Account) tea.Cmd {
	if a.Source().Asks() == keystore.AsksSecret {
		return send(secretWanted{account: a})
	}
	return tea.Exec(cfg.Unlock(a), func(err error) tea.Msg { return unlocked{a.Alias, err} })
}
