package keystore

import "testing"

// TestEverySourceSaysWhoIsAskedAndWhoKeeps: both faces go by this table alone.
func TestEverySourceSaysWhoIsAskedAndWhoKeeps(t *testing.T) {
	want := map[SourceName]struct {
		keeps, asksToStore bool
		asks               Asking
	}{
		FromKeyring: {true, false, AsksNobody},
		FromCommand: {false, false, AsksTerminal},
		FromFile:    {true, true, AsksTerminal},
		FromPrompt:  {false, false, AsksSecret},
		FromEnv:     {false, false, AsksNobody},
	}
	for _, s := range SourceNames {
		w, known := want[s]
		if !known || s.Keeps() != w.keeps || s.Asks() != w.asks || s.AsksToStore() != w.asksToStore {
			t.Errorf("%s: keeps %v, asks %d, to store %v", s, s.Keeps(), s.Asks(), s.AsksToStore())
		}
	}
	if got := (Account{}).Source(); got != FromKeyring {
		t.Errorf("no source written is %q", got)
	}
}

func TestASecretIsSharedByAppIDAndPlace(t *testing.T) {
	at := func(alias, appID string, s SourceName) Account { return Account{Alias: alias, AppID: appID, Secret: s} }
	for _, c := range []struct {
		name string
		a, b Account
		want bool
	}{
		{"the keyring, unwritten and written", at("a", "wx1", ""), at("b", "wx1", FromKeyring), true},
		{"another AppID", at("a", "wx1", FromFile), at("b", "wx2", FromFile), false},
		{"another source", at("a", "wx1", FromFile), at("a", "wx1", FromKeyring), false},
		{"env under another alias", at("a", "wx1", FromEnv), at("b", "wx1", FromEnv), false},
		{"env under one variable", at("a-b", "wx1", FromEnv), at("a-b", "wx1", FromEnv), true},
		{"commands", at("a", "wx1", FromCommand), at("b", "wx1", FromCommand), false},
	} {
		if got := c.a.SharesSecret(c.b); got != c.want || c.b.SharesSecret(c.a) != got {
			t.Errorf("%s: %v", c.name, got)
		}
	}
}
