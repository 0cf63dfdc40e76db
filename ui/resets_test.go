package ui

import (
	"strings"
	"testing"

	"wxops/wechat/guard"
)

func TestResetsShowThePersonBehindSudoAndDamage(t *testing.T) {
	o := newOutside(t)
	o.guard.damaged = 2
	o.guard.list = []guard.Reset{{ID: "1", At: noon, Alias: "mall", Scope: guard.ScopeAll, Who: guard.Who{User: "root", Sudo: "lin"}, Outcome: "half"}}
	frame := frameOf(press(o.console(120, 40), "4"))
	for _, want := range []string{" lin", "2 lines cannot be read", " half "} {
		if !strings.Contains(frame, want) {
			t.Errorf("no %q on\n%s", want, frame)
		}
	}
}
