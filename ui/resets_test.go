package ui

import (
	"strings"
	"testing"

	"wxops/ui/draw"
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

func TestResetsTellOfTheAccountsWithLeast(t *testing.T) {
	var lefts []accountLeft
	for i := range 12 {
		lefts = append(lefts, accountLeft{string(rune('a' + i)), guard.Left{All: 10 - i%10, API: 50}})
	}
	got := spent(lefts)
	if len(got) != 10 || got[0].left.All != 1 || got[9].left.All != 9 {
		t.Errorf("got %+v; want those that have spent, the least left first", got)
	}
	v := newResetsView(New(newOutside(t).Config).Deps)
	v.left = got
	lines := v.leftLines(draw.Frame{Width: 80, Height: 10, Theme: v.Theme})
	if text := strings.Join(lines, "\n"); len(lines) != 4 || !strings.Contains(text, "and 8 more accounts") {
		t.Errorf("drawn as\n%s", text)
	}
}
