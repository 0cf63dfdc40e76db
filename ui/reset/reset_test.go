package reset

import (
	"context"
	"strings"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"

	"wxops/keystore"
	"wxops/ui/draw"
	"wxops/ui/view"
	"wxops/ui/words"
	"wxops/wechat/guard"
)

// planner plans what it is asked, and does nothing else.
type planner struct{ view.Guard }

func (planner) Plan(_ context.Context, _ guard.Client, t guard.Target, _ []string) (guard.Plan, error) {
	return guard.Plan{Target: t}, nil
}

// viewDeps is what a view is built from, with an outside that answers at once
// and timers that never ring.
func viewDeps() view.Deps {
	at := time.Date(2026, 3, 9, 12, 0, 0, 0, time.UTC)
	d := view.New(view.Config{
		Ctx: context.Background(), Now: func() time.Time { return at }, Guard: planner{},
		Connect: func(keystore.Account) (view.Client, error) { return nil, nil },
		Later:   func(time.Duration, func() tea.Msg) tea.Cmd { return nil },
		Lang:    words.English,
	})
	d.Screen.Width, d.Screen.Height = 100, 30
	return d
}

// openedDialog is a dialog whose plan is still to come, and what brings it.
func openedDialog(t *testing.T) (d *Dialog, plan tea.Cmd) {
	t.Helper()
	d = NewDialog(viewDeps())
	plan, opened := d.Open(view.ResetWanted{Account: keystore.Account{Alias: "mall"}, Path: "/cgi-bin/token"})
	if !opened {
		t.Fatal("the dialog does not open")
	}
	return d, plan
}

func TestALatePlanIsDropped(t *testing.T) {
	d, plan := openedDialog(t)
	late := planRead{seq: d.seq - 1, plan: guard.Plan{Target: guard.Target{Alias: "news"}}}
	if d.Update(late); d.plan.Target.Alias != "" || d.phase != planning {
		t.Errorf("an older plan was taken: phase %d, %+v", d.phase, d.plan.Target)
	}
	d.Update(plan())
	if d.Update(late); d.plan.Target.Alias != "mall" || d.phase != armed {
		t.Errorf("phase %d, %+v; want the plan that was asked for last", d.phase, d.plan.Target)
	}
}

func TestWhatWasTypedIsForgotten(t *testing.T) {
	d, plan := openedDialog(t)
	d.Update(plan())
	d.quiet = view.Quiet{}
	for _, r := range "mall" {
		d.Update(tea.KeyPressMsg{Code: r, Text: string(r)})
	}
	if d.confirm.alias.Value() != "mall" {
		t.Fatalf("the field holds %q", d.confirm.alias.Value())
	}
	if d.Update(tea.KeyPressMsg{Code: tea.KeyEscape}); d.confirm.alias.Value() != "" || d.phase != closed {
		t.Errorf("phase %d, and the field holds %q", d.phase, d.confirm.alias.Value())
	}
}

func TestTheAccountsWithLeastComeFirst(t *testing.T) {
	var lefts []accountLeft
	for i := range 12 {
		lefts = append(lefts, accountLeft{string(rune('a' + i)), guard.Left{All: 10 - i%10, API: 50}})
	}
	got := spent(lefts)
	if len(got) != 10 || got[0].left.All != 1 || got[9].left.All != 9 {
		t.Errorf("got %+v; want those that have spent, the least left first", got)
	}
	v := NewJournal(viewDeps())
	v.Update(journalRead{left: lefts})
	lines := v.leftLines(draw.Frame{Width: 80, Height: 10, Theme: v.Theme})
	if text := ansi.Strip(strings.Join(lines, "\n")); len(lines) != 4 || !strings.Contains(text, "and 8 more accounts") {
		t.Errorf("drawn as\n%s", text)
	}
}
