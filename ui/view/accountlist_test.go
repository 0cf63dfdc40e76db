package view

import (
	"slices"
	"testing"

	"wxops/keystore"
)

func aliases(accounts []keystore.Account) []string {
	var list []string
	for _, a := range accounts {
		list = append(list, a.Alias)
	}
	return list
}

// TestAChoiceHidesAccountsAndHarmsNone: what is hidden still counts where a secret is
// shared, and what is added or changed meanwhile stays in sight.
func TestAChoiceHidesAccountsAndHarmsNone(t *testing.T) {
	shop := keystore.Account{Alias: "shop", AppID: "wx1", Tags: []string{"a"}}
	twin := keystore.Account{Alias: "twin", AppID: "wx1"}
	cfg := Config{Accounts: []keystore.Account{shop, twin}, Chosen: func(a keystore.Account) bool { return slices.Contains(a.Tags, "a") }}
	if got := aliases(cfg.Shown()); !slices.Equal(got, []string{"shop"}) {
		t.Errorf("it begins with %v", got)
	}
	var l Accounts
	l.Set(cfg.Accounts, cfg.Chosen)
	if got := l.Sharing(shop); !slices.Equal(got, []string{"twin"}) {
		t.Errorf("the secret of shop is shared with %v", got)
	}
	shop.Tags = nil
	l.Set([]keystore.Account{shop, twin, {Alias: "new"}}, cfg.Chosen)
	if got := aliases(l.All); !slices.Equal(got, []string{"shop", "new"}) {
		t.Errorf("after a change there are %v", got)
	}
}
