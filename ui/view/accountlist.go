package view

import (
	"slices"

	"wxops/keystore"
)

// Accounts is the accounts of accounts.toml that were chosen, and which of them is open. All
// views read this one list. The root replaces it; the Quota tab changes the
// APIs of the account that is open.
type Accounts struct {
	All  []keystore.Account
	at   map[string]int     // by alias
	rest []keystore.Account // that were not chosen: nothing shows them, and nothing may harm them
	Open string             // the alias of the account that the Quota tab is about; "": none

	Order  []string // the aliases as the Accounts tab lists them, a filter and its order included
	Cursor string   // the alias under the cursor there; "" where none is listed
}

// Set replaces the list by those accounts that are chosen; chosen may be nil, and then
// all are. What is added or changed while the console is open stays in sight. An
// account that is gone is open no more.
func (l *Accounts) Set(all []keystore.Account, chosen func(keystore.Account) bool) {
	l.All, l.rest = l.split(all, chosen)
	l.at = make(map[string]int, len(l.All))
	for i, a := range l.All {
		l.at[a.Alias] = i
	}
	if _, there := l.at[l.Open]; !there {
		l.Open = ""
	}
}

func (l *Accounts) split(all []keystore.Account, chosen func(keystore.Account) bool) (in, out []keystore.Account) {
	if chosen == nil {
		return all, nil
	}
	first := l.at == nil
	hidden := make(map[string]bool, len(l.rest))
	for _, a := range l.rest {
		hidden[a.Alias] = true
	}
	for _, a := range all {
		if chosen(a) || !first && !hidden[a.Alias] {
			in = append(in, a)
		} else {
			out = append(out, a)
		}
	}
	return in, out
}

// Change puts an account in the place of the one with its alias.
func (l *Accounts) Change(a keystore.Account) {
	if i, there := l.at[a.Alias]; there {
		l.All = slices.Clone(l.All)
		l.All[i] = a
	}
}

// Named is the account with an alias.
func (l *Accounts) Named(alias string) (keystore.Account, bool) {
	i, there := l.at[alias]
	if !there {
		return keystore.Account{}, false
	}
	return l.All[i], true
}

// Opened is the account that is open; without an alias where there is none.
func (l *Accounts) Opened() keystore.Account {
	a, _ := l.Named(l.Open)
	return a
}

// Beside is the account so many lines below the one with an alias, as the Accounts
// tab lists them, or as they stand in the file where that one is not listed. Below
// the last is the first. It is false where there is no other.
func (l *Accounts) Beside(alias string, lines int) (keystore.Account, bool) {
	order := l.Order
	if !slices.Contains(order, alias) {
		order = make([]string, len(l.All))
		for i, a := range l.All {
			order[i] = a.Alias
		}
	}
	if len(order) == 0 {
		return keystore.Account{}, false
	}
	at := (slices.Index(order, alias) + lines) % len(order)
	a, there := l.Named(order[(at+len(order))%len(order)])
	return a, there && a.Alias != alias
}

// Sharing are the other accounts whose secret is the same stored copy, those too that
// were not chosen.
func (l *Accounts) Sharing(a keystore.Account) []string {
	var aliases []string
	for _, other := range slices.Concat(l.All, l.rest) {
		if other.Alias != a.Alias && other.SharesSecret(a) {
			aliases = append(aliases, other.Alias)
		}
	}
	return aliases
}
