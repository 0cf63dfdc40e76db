package view

import (
	"wxops/keystore"

	tea "charm.land/bubbletea/v2"
)

// SecretWanted asks for an account's AppSecret.
type SecretWanted struct {
	Account keystore.Account
	Err     error // why its source did not give it; nil where none was tried
	Asked   bool  // by the person: the dialog does not open by itself
}

// SecretKnown says that the secret of an account can be had now.
type SecretKnown struct{ Alias string }

// Unlocked follows a secret that was opened on the bare terminal.
type Unlocked struct {
	Alias string
	Err   error
}

// NeedsPerson reports whether the secret of an account is to be had from the
// person, or on the bare terminal.
func NeedsPerson(cfg Config, a keystore.Account) bool {
	if cfg.Secrets == nil || cfg.Secrets.Has(a) {
		return false
	}
	asks := a.Source().Asks()
	return asks == keystore.AsksSecret || asks == keystore.AsksTerminal && cfg.Unlock != nil
}

// OpenSecret goes to the person or to the bare terminal; SecretKnown or
// Unlocked tells how it ended.
func OpenSecret(cfg Config, a keystore.Account) tea.Cmd {
	if a.Source().Asks() == keystore.AsksSecret {
		return Send(SecretWanted{Account: a})
	}
	return tea.Exec(cfg.Unlock(a), func(err error) tea.Msg { return Unlocked{a.Alias, err} })
}
