package keystore

import (
	"slices"
	"testing"

	"wxops/wechat/catalog"
)

// TestWatchingChangesTheListThatTheAccountHas: its own where it has one, else
// what differs from the starter list.
func TestWatchingChangesTheListThatTheAccountHas(t *testing.T) {
	starter := catalog.Starter("miniprogram")
	first := starter[0]
	for name, c := range map[string]struct {
		account         Account
		change          func(Account) Account
		apis, add, skip []string
	}{
		"one more of its own":          {Account{APIs: []string{"/a"}}, func(a Account) Account { return a.Watching("/b") }, []string{"/a", "/b"}, nil, nil},
		"one less of its own":          {Account{APIs: []string{"/a", "/b"}}, func(a Account) Account { return a.NotWatching("/a") }, []string{"/b"}, nil, nil},
		"the last of its own":          {Account{APIs: []string{"/a"}}, func(a Account) Account { return a.NotWatching("/a") }, []string{"/a"}, nil, nil},
		"one more":                     {Account{}, func(a Account) Account { return a.Watching("/b") }, nil, []string{"/b"}, nil},
		"one more that is there":       {Account{}, func(a Account) Account { return a.Watching(first) }, nil, nil, nil},
		"one less":                     {Account{}, func(a Account) Account { return a.NotWatching(first) }, nil, nil, []string{first}},
		"one less, and back":           {Account{}, func(a Account) Account { return a.NotWatching(first).Watching(first) }, nil, nil, nil},
		"one more, and back":           {Account{}, func(a Account) Account { return a.Watching("/b").NotWatching("/b") }, nil, nil, nil},
		"a starter's, added by hand":   {Account{APIsAdd: []string{first}}, func(a Account) Account { return a.NotWatching(first) }, nil, nil, []string{first}},
		"skipped, and left the list":   {Account{APIsSkip: []string{"/old"}}, func(a Account) Account { return a.Watching("/old") }, nil, []string{"/old"}, nil},
		"one less that is not watched": {Account{}, func(a Account) Account { return a.NotWatching("/b") }, nil, nil, nil},
	} {
		c.account.Kind = MiniProgram
		before := slices.Concat(c.account.APIs, c.account.APIsAdd, c.account.APIsSkip)
		got := c.change(c.account)
		if !slices.Equal(got.APIs, c.apis) || !slices.Equal(got.APIsAdd, c.add) || !slices.Equal(got.APIsSkip, c.skip) {
			t.Errorf("%s: apis %q, add %q, skip %q", name, got.APIs, got.APIsAdd, got.APIsSkip)
		}
		if !slices.Equal(before, slices.Concat(c.account.APIs, c.account.APIsAdd, c.account.APIsSkip)) {
			t.Errorf("%s: the account that was given changed too", name)
		}
		got.Alias, got.AppID = "a", "wx1"
		if faults := Check(got); len(faults) > 0 {
			t.Errorf("%s: %v", name, faults)
		}
	}
}
