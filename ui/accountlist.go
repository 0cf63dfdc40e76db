package ui

import (
	"slices"

	"wxops/keystore"
)

// accountList is the accounts of accounts.toml, and which of them is open. All
// views read this one list. The root replaces it; the Quota tab changes the
// APIs of the account that is open.
type accountList struct {
	all  []keystore.Account
	at   map[string]int // by alias
	open string         // the alias of the account that the Quota tab is about; "": none
}

func (l *accountList) set(all []keystore.Account) {
	l.all, l.at = all, make(map[string]int, len(all))
	for i, a := range all {
		l.at[a.Alias] = i
	}
	if _, there := l.at[l.open]; !there {
		l.open = ""
	}
}

// change puts an account in the place of the one with its alias.
func (l *accountList) change(a keystore.Account) {
	if i, there := l.at[a.Alias]; there {
		l.all = slices.Clone(l.all)
		l.all[i] = a
	}
}

func (l *accountList) named(alias string) (keystore.Account, bool) {
	i, there := l.at[alias]
	if !there {
		return keystore.Account{}, false
	}
	return l.all[i], true
}

// opened is the account that is open; without an alias where there is none.
func (l *accountList) opened() keystore.Account {
	a, _ := l.named(l.open)
	return a
}

// sharing are the other accounts whose secret is the same stored copy.
func (l *accountList) sharing(a keystore.Account) []string {
	var aliases []string
	for _, other := range l.all {
		if other.Alias != a.Alias && other.SharesSecret(a) {
			aliases = append(aliases, other.Alias)
		}
	}
	return aliases
}
