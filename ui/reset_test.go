package ui

import (
	"strings"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"

	"wxops/wechat"
	"wxops/wechat/guard"
)

func resetOpened(t *testing.T) (*outside, Model) {
	t.Helper()
	o := newOutside(t)
	resetPlan(o)
	return o, o.console(80, 24)
}

func TestResetTheAliasIsTypedAndThenSentOnce(t *testing.T) {
	o, m := resetOpened(t)
	m = press(typeText(openReset(m), "mall"), "enter")
	if len(o.guard.sent) != 1 {
		t.Fatalf("%d resets were sent", len(o.guard.sent))
	}
	got := o.guard.sent[0]
	if got.Scope != guard.ScopeAPI || got.Path != "/cgi-bin/message/custom/send" || got.Account != "mall" || got.Via != guard.ViaToken {
		t.Errorf("sent: %+v", got)
	}
	press(m, "enter", "enter")
	if len(o.guard.sent) != 1 {
		t.Error("enter on the outcome sent again")
	}
}

func TestResetEnterIsDeadUntilTheAliasMatches(t *testing.T) {
	for _, typed := range []string{"", "m", "mal", "mallx", "MALL", " mall", "news"} {
		o, m := resetOpened(t)
		m = press(typeText(openReset(m), typed), "enter")
		if len(o.guard.sent) != 0 || m.reset.phase != resetArmed {
			t.Errorf("%q was taken for the alias", typed)
		}
	}
}

func TestResetAPasteDoesNotFillTheAlias(t *testing.T) {
	o, m := resetOpened(t)
	m = update(openReset(m), tea.PasteMsg{Content: "mall"})
	m = press(m, "enter")
	if len(o.guard.sent) != 0 || m.reset.alias.value() != "" {
		t.Error("a paste filled the field")
	}
}

func TestResetKeysTypedAheadAreIgnored(t *testing.T) {
	o, m := resetOpened(t)
	m = press(typeText(press(m, "R"), "mall"), "enter") // within the quiet time
	if m.reset.alias.value() != "" || len(o.guard.sent) != 0 {
		t.Error("the dialog took keys that were meant for the table")
	}
}

func TestResetTheTargetIsCopied(t *testing.T) {
	o, m := resetOpened(t)
	m = openReset(m)
	o.wechat.quotas["/cgi-bin/token"] = wechat.Daily{Limit: 2000, Used: 2000}
	o.now = noon.Add(5 * time.Minute)
	m = update(m, tickMsg(o.now)) // a refresh behind the dialog puts another row on top
	press(typeText(m, "mall"), "enter")
	if len(o.guard.sent) != 1 || o.guard.sent[0].Path != "/cgi-bin/message/custom/send" {
		t.Errorf("sent: %+v", o.guard.sent)
	}
}

func TestResetTheWholeAccountIsTheSecondChoice(t *testing.T) {
	o, m := resetOpened(t)
	m = press(openReset(m), "tab", "space")
	press(typeText(press(m, "shift+tab"), "mall"), "enter")
	if len(o.guard.sent) != 1 || o.guard.sent[0].Scope != guard.ScopeAll || o.guard.sent[0].Path != "" {
		t.Errorf("sent: %+v", o.guard.sent)
	}
}

func TestResetTheReasonGoesWithIt(t *testing.T) {
	o, m := resetOpened(t)
	m = openReset(m)
	m = typeText(press(m, "tab", "tab"), "campaign")
	press(typeText(press(m, "tab"), "mall"), "enter")
	if len(o.guard.sent) != 1 || o.guard.sent[0].Reason != "campaign" {
		t.Errorf("sent: %+v", o.guard.sent)
	}
}

func TestResetTheDeadlockOffersTheAppSecret(t *testing.T) {
	o, m := resetOpened(t)
	o.guard.plan.Deadlock = true
	m = openReset(m)
	press(typeText(m, "mall"), "enter")
	if len(o.guard.sent) != 1 || o.guard.sent[0].Via != guard.ViaSecret || o.guard.sent[0].Scope != guard.ScopeAll {
		t.Errorf("sent: %+v", o.guard.sent)
	}
}

func TestResetALatePlanIsDropped(t *testing.T) {
	_, m := resetOpened(t)
	m = openReset(m)
	late := planRead{seq: m.reset.seq - 1, plan: guard.Plan{Target: guard.Target{Account: "news"}}}
	if m = update(m, late); m.reset.plan.Target.Account != "mall" {
		t.Error("an older plan was taken")
	}
}

func TestResetEscLeavesAndForgets(t *testing.T) {
	o, m := resetOpened(t)
	m = press(typeText(openReset(m), "mall"), "esc")
	if m.dialog != noDialog || m.reset.alias.value() != "" {
		t.Error("esc did not leave the dialog, or kept what was typed")
	}
	if len(o.guard.sent) != 0 {
		t.Error("esc sent")
	}
}

func TestResetTheCountersAreFollowed(t *testing.T) {
	o, m := resetOpened(t)
	m = press(typeText(openReset(m), "mall"), "enter", "esc")
	calls := o.guard.calls
	for _, at := range []time.Duration{61 * time.Second, 5*time.Minute + time.Second, 30*time.Minute + time.Second} {
		o.now = noon.Add(at)
		m = update(m, tickMsg(o.now))
	}
	if n := o.guard.calls - calls; n < 3 {
		t.Errorf("read %d times after the reset, want at 1, 5 and 30 minutes", n)
	}
	if len(m.reset.follows) != 0 {
		t.Error("a reset is followed for ever")
	}
}

func TestResetUnknownIsNeverCalledFailed(t *testing.T) {
	o, m := resetOpened(t)
	o.guard.result.Outcome, o.guard.result.Err = guard.Unknown, lost
	frame := frameOf(press(typeText(openReset(m), "mall"), "enter"))
	if strings.Contains(strings.ToLower(frame), "fail") || !strings.Contains(frame, "Unknown") {
		t.Errorf("the outcome reads:\n%s", frame)
	}
}
