package ui

import (
	"errors"
	"testing"

	tea "charm.land/bubbletea/v2"

	"wxops/keystore"
	"wxops/ui/view"
)

// lockedUp are accounts of the file, of a command and of the keyring, all but the last
// without their secrets.
func lockedUp(t *testing.T) *outside {
	t.Helper()
	o := newOutside(t)
	one, two, vault := mall, news, mall
	one.Secret, two.Secret, two.AppID = keystore.FromFile, keystore.FromFile, "wx00000000000000b1"
	vault.Alias, vault.AppID, vault.Secret, vault.SecretCommand = "vault", "wx00000000000000b2", keystore.FromCommand, []string{"op", "read"}
	o.Accounts = []keystore.Account{one, two, vault, platform}
	o.secrets.missing = []string{"mall", "news", "vault"}
	o.Config.Unlock = func(keystore.Account) tea.ExecCommand { return nil }
	o.Config.Together = func([]keystore.Account) tea.ExecCommand { return nil }
	return o
}

func locks(m *Model) (list []string) {
	for _, a := range m.Cfg.Meter.Accounts() {
		if a.Locked {
			list = append(list, a.ID)
		}
	}
	return list
}

// TestWhatOpenedOneSecretMayHaveOpenedOthers: the meter is told of each, by whatever it was.
func TestWhatOpenedOneSecretMayHaveOpenedOthers(t *testing.T) {
	for name, msg := range map[string]tea.Msg{
		"the one of an account":  view.Unlocked{Alias: "mall"},
		"the one that was asked": view.UnlockedTogether{Aliases: []string{"mall", "news"}},
	} {
		o := lockedUp(t)
		m := o.console(80, 24)
		if got := locks(m); len(got) != 3 {
			t.Fatalf("at first %v are locked", got)
		}
		opens, ask := view.OpenTogether(m.Cfg, m.Accounts.All)
		if len(opens) != 2 || opens[0].Alias != "mall" || opens[1].Alias != "news" || ask == nil {
			t.Errorf("one question would open %v", opens)
		}
		o.secrets.missing = []string{"vault"}
		m = update(m, msg)
		if got := locks(m); len(got) != 1 || got[0] != "vault" {
			t.Errorf("%s: then %v are locked", name, got)
		}
		if opens, ask := view.OpenTogether(m.Cfg, m.Accounts.All); opens != nil || ask != nil {
			t.Errorf("%s: it would be asked again, for %v", name, opens)
		}
	}
}

// TestAnAnswerThatOpensNothingIsSaid, and changes nothing.
func TestAnAnswerThatOpensNothingIsSaid(t *testing.T) {
	m := update(lockedUp(t).console(80, 24), view.UnlockedTogether{Aliases: []string{"mall"}, Err: errors.New("the passphrase is wrong")})
	if len(locks(m)) != 3 || m.notice != "the passphrase is wrong" {
		t.Errorf("%v are locked, and it says %q", locks(m), m.notice)
	}
}
