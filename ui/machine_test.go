package ui

import (
	"strings"
	"testing"

	"wxops/keystore"
)

// TestAnAccountOfTheMachineIsChangedByNoKey: what to do instead is said, on one line.
func TestAnAccountOfTheMachineIsChangedByNoKey(t *testing.T) {
	const file = "/etc/xdg/wxops/accounts.toml"
	for tab, keys := range map[string][]string{"1": {"e", "x"}, "2": {"a", "x"}} {
		for _, k := range keys {
			o := newOutside(t)
			ours := mall
			ours.From = file
			o.Accounts = []keystore.Account{ours}
			m := press(o.console(80, 24), "enter", tab, k)
			if m.open != nil || len(o.book.calls) > 0 {
				t.Errorf("%s %s: dialog %T, %q", tab, k, m.open, o.book.calls)
			}
			if frame := frameOf(m); !strings.Contains(frame, "mall is root's ("+file+"); copy it: wxops account add mall") {
				t.Errorf("%s %s: the notice is %q\n%s", tab, k, m.notice, frame)
			}
		}
	}
}

// TestRemovingOnesCopyKeepsTheSecretOfTheMachinesAccount: both are one AppID's.
func TestRemovingOnesCopyKeepsTheSecretOfTheMachinesAccount(t *testing.T) {
	o := newOutside(t)
	ofAll := mall
	ofAll.From = "/etc/xdg/wxops/accounts.toml"
	o.Accounts = []keystore.Account{mall}
	m := o.console(80, 24)
	o.book.accounts = []keystore.Account{mall, ofAll} // the second comes to light when the first is gone
	m = press(typeText(press(m, "x", "tab", "space", "tab"), "mall"), "enter")
	if len(o.secrets.calls) > 0 || len(m.Accounts.All) != 1 || m.Accounts.All[0].From == "" {
		t.Errorf("the secret was touched: %v, left %v", o.secrets.calls, m.Accounts.All)
	}
}
