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

// UnlockedTogether follows the one question that opens the secrets of several accounts.
type UnlockedTogether struct {
	Aliases []string // of those that it was asked for
	Err     error    // why the answer opens none
}

// NeedsPerson reports whether the secret of an account is to be had from the
// person, or on the bare terminal. Of a command that is known once it was tried without
// a terminal.
func NeedsPerson(cfg Config, a keystore.Account) bool {
	if cfg.Secrets == nil || !cfg.Secrets.NeedsPerson(a) {
		return false
	}
	return a.Source().Asks() == keystore.AsksSecret || cfg.Unlock != nil
}

// OpenSecret goes to the person or to the bare terminal; SecretKnown or
// Unlocked tells how it ended.
func OpenSecret(cfg Config, a keystore.Account) tea.Cmd {
	if a.Source().Asks() == keystore.AsksSecret {
		return Send(SecretWanted{Account: a})
	}
	return tea.Exec(cfg.Unlock(a), func(err error) tea.Msg { return Unlocked{a.Alias, err} })
}

// OpenTogether asks once for what opens several accounts, the passphrase of the file, and
// tells which they are; where there are none, nothing is asked. UnlockedTogether tells
// how it ended.
func OpenTogether(cfg Config, accounts []keystore.Account) (opens []keystore.Account, ask tea.Cmd) {
	if cfg.Together == nil {
		return nil, nil
	}
	var aliases []string
	for _, a := range accounts {
		if a.Source().AsksOnce() && NeedsPerson(cfg, a) {
			opens, aliases = append(opens, a), append(aliases, a.Alias)
		}
	}
	if opens == nil {
		return nil, nil
	}
	return opens, tea.Exec(cfg.Together(opens), func(err error) tea.Msg { return UnlockedTogether{aliases, err} })
}

// Opened tells the meter how the secret of an account was opened, "" for that of none in
// particular, and of every other account that waited for a person and need not any more:
// what opened one may have opened others.
func Opened(cfg Config, accounts []keystore.Account, alias string, err error) {
	switch {
	case cfg.Meter == nil:
		return
	case err != nil:
		cfg.Meter.Fail(alias, err)
		return
	case alias != "":
		cfg.Meter.Unlocked(alias)
	}
	for _, a := range accounts {
		known, there := cfg.Meter.Account(a.Alias)
		if a.Alias != alias && there && known.Locked && !NeedsPerson(cfg, a) {
			cfg.Meter.Unlocked(a.Alias)
		}
	}
}
