package demo

import (
	"slices"
	"testing"
	"time"

	"wxops/wechat/catalog"
	"wxops/wechat/simulate"
)

func TestMadeUpAccounts(t *testing.T) {
	const n = 1000
	all := MadeUp(n)
	seen := map[string]bool{}
	for _, a := range all {
		if seen[a.Alias] || seen[a.AppID] || seen[a.Secret] || len(a.AppID) != 18 || len(a.Secret) != 32 || len(a.Alias) != 5 {
			t.Fatalf("%s %s %s is there twice or has not the form", a.Alias, a.AppID, a.Secret)
		}
		seen[a.Alias], seen[a.AppID], seen[a.Secret] = true, true, true
		if len(a.APIs) != 20 || len(a.Limits) != 20 {
			t.Errorf("%s has %d APIs and %d limits", a.Alias, len(a.APIs), len(a.Limits))
		}
		for _, p := range a.APIs {
			if api, _ := catalog.Lookup(p); !slices.Contains(api.Kinds, a.Kind) {
				t.Errorf("%s is no path of a %s", p, a.Kind)
			}
		}
	}
	s := simulate.New(simulate.Settings{Accounts: all, Now: func() time.Time { return noon }})
	out := 0
	for _, a := range all {
		if slices.ContainsFunc(a.APIs, func(p string) bool { return s.Quota(a.AppID, p).Remain == 0 }) {
			out++
		}
	}
	if out != n/20 {
		t.Errorf("%d of %d accounts are out of something, want %d", out, n, n/20)
	}
	if again := MadeUp(n); !slices.EqualFunc(all, again, func(a, b simulate.Account) bool { return a.AppID == b.AppID && slices.Equal(a.Limits, b.Limits) }) {
		t.Error("they are others each time")
	}
}
