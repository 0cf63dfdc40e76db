package ui

import (
	"slices"
	"strings"
	"testing"
	"time"

	"wxops/keystore"
	"wxops/ui/view"
	"wxops/ui/words"
	"wxops/wechat"
	"wxops/wechat/guard"
)

func TestResetTheDeadlockOffersTheAppSecret(t *testing.T) {
	o, m := resetOpened(t)
	o.guard.plan.Deadlock = true
	m = openReset(m)
	press(typeText(m, "mall"), "enter")
	if len(o.guard.sent) != 1 || o.guard.sent[0].Via != guard.ViaSecret || o.guard.sent[0].Scope != guard.ScopeAll {
		t.Errorf("sent: %+v", o.guard.sent)
	}
}

// What the person typed was for another plan: a reset that turns into the
// account's must be said yes to again.
func TestResetTheDeadlockTakesTheAliasBack(t *testing.T) {
	o, m := resetOpened(t)
	o.guard.plan.Deadlock = true
	next, cmd := m.Update(keyNamed("R"))
	m = next.(*Model)
	next, cmd = m.Update(cmd().(view.ResetWanted)) // the plan is being read while the alias is typed
	if m = typeText(armed(next.(*Model)), "mall"); typedAlias(m) != "mall" {
		t.Fatal("the alias cannot be typed while the plan is read")
	}
	m = run(m, cmd)
	if !readyFor(m, "whole account, AppSecret") || typedAlias(m) != "" {
		t.Error("the alias that was typed for one API stands under the whole account")
	}
	if m = press(m, "enter"); len(o.guard.sent) != 0 {
		t.Errorf("sent: %+v", o.guard.sent)
	}
	m = press(typeText(m, "mall"), "enter") // within the quiet time of the new offer
	if len(o.guard.sent) != 0 {
		t.Error("an offer that came by itself took keys at once")
	}
	press(typeText(armed(m), "mall"), "enter")
	if len(o.guard.sent) != 1 || o.guard.sent[0].Via != guard.ViaSecret {
		t.Errorf("sent: %+v", o.guard.sent)
	}
}

func TestResetNoOtherWayIsOpenInTheDeadlock(t *testing.T) {
	o, m := resetOpened(t)
	o.guard.plan.Deadlock = true
	m = openReset(m)
	for range 4 {
		m = press(armed(m), "tab", "space") // back to one API, for which there is still no token
		frame := frameOf(m)
		if ways := strings.Count(frame, "( ) ") + strings.Count(frame, "(x) "); !readyFor(m, "whole account, AppSecret") || ways != 3 {
			t.Fatalf("%d ways; want the AppSecret's, offered once:\n%s", ways, frame)
		}
	}
	o.guard.plan.Deadlock = false // midnight: there is a token again
	if m = press(armed(m), "tab", "space"); !readyFor(m, "this API alone") {
		t.Errorf("want one API:\n%s", frameOf(m))
	}
}

func TestResetADeadlockAtTheLastMomentOffersTheAppSecret(t *testing.T) {
	o, m := resetOpened(t)
	o.guard.result = guard.Result{Outcome: guard.NotSent, Err: &wechat.Error{Op: "get an access token", Code: 45009}}
	m = press(typeText(openReset(m), "mall"), "enter")
	if !readyFor(m, "whole account, AppSecret") || typedAlias(m) != "" {
		t.Fatalf("want the AppSecret way planned:\n%s", frameOf(m))
	}
	o.guard.result = guard.Result{ID: "r2", Outcome: guard.OK}
	press(typeText(armed(m), "mall"), "enter")
	if n := len(o.guard.sent); n != 2 || o.guard.sent[1].Via != guard.ViaSecret {
		t.Errorf("sent: %+v", o.guard.sent)
	}
}

// A plan that grew old, or that another reset overtook, is made again by
// itself; the alias is typed for the new one.
func TestResetAnOldPlanIsMadeAgain(t *testing.T) {
	now := noon
	o, _ := resetOpened(t)
	g := &guard.Guard{Journal: &guard.MemoryJournal{}, Locks: &guard.MemoryLocks{}, Now: func() time.Time { return now }}
	o.Config.Guard = g
	m := typeText(openReset(o.console(80, 24)), "mall")
	now = noon.Add(6 * time.Minute)
	o.wechat.quotas["/cgi-bin/message/custom/send"] = wechat.Daily{Limit: 500000, Used: 77777, Remain: 422223}
	m = press(m, "enter")
	frame := frameOf(m)
	if !readyFor(m, "this API alone") || typedAlias(m) != "" || !strings.Contains(cursorLine(m), "Type mall to confirm:") {
		t.Fatalf("want a new plan and an empty alias:\n%s", frame)
	}
	for _, want := range []string{"Nothing was sent: its numbers were more than 5 minutes old. Look again", "77,777"} {
		if !strings.Contains(strings.Join(strings.Fields(frame), " "), want) {
			t.Errorf("nothing says %q:\n%s", want, frame)
		}
	}
	m = press(typeText(m, "mall"), "enter") // within the quiet time
	if resets, _, _ := g.Resets(t.Context()); len(resets) != 0 {
		t.Fatal("keys typed ahead cleared")
	}
	m = press(typeText(armed(m), "mall"), "enter")
	if resets, _, err := g.Resets(t.Context()); err != nil || len(resets) != 1 || !strings.Contains(frameOf(m), saysDone) {
		t.Errorf("%d resets, %v; want one:\n%s", len(resets), err, frameOf(m))
	}
}

func TestResetTheOutcomeIsNotClosedByAKeyTypedAhead(t *testing.T) {
	_, m := resetOpened(t)
	m = press(typeText(openReset(m), "mall"), "enter", "enter", "esc")
	if m.open == nil || !strings.Contains(frameOf(m), saysDone) {
		t.Error("the outcome was gone before it could be read")
	}
	if m = press(armed(m), "enter"); m.open != nil {
		t.Error("enter does not close the outcome")
	}
}

func TestResetARefusedWayLeavesTheOther(t *testing.T) {
	o, m := resetOpened(t)
	o.guard.err = &guard.RefusedError{Why: guard.RefusedPath}
	m = openReset(m)
	if frame := frameOf(m); !strings.Contains(frame, "esc closes this.") || !strings.Contains(frame, "( ) the whole account") {
		t.Errorf("the other way is not shown:\n%s", frame)
	}
	o.guard.err = nil
	press(typeText(press(m, "space"), "mall"), "enter")
	if len(o.guard.sent) != 1 || o.guard.sent[0].Scope != guard.ScopeAll {
		t.Errorf("sent: %+v", o.guard.sent)
	}
}

func TestResetALagIsToldAndNoAlarm(t *testing.T) {
	o, m := resetOpened(t)
	o.guard.result.After = []wechat.Quota{{Path: "/cgi-bin/message/custom/send", Daily: &wechat.Daily{Limit: 500000, Used: 500000}}}
	m = press(typeText(openReset(m), "mall"), "enter")
	if frame := frameOf(m); !strings.Contains(frame, "Accepted, but the counter still shows 500,000") {
		t.Errorf("no word of the lag:\n%s", frame)
	}
	o.guard.result.After = []wechat.Quota{{Path: "/cgi-bin/message/custom/send", Daily: &wechat.Daily{Limit: 500000, Used: 12, Remain: 499988}}}
	o.guard.due = []guard.Follow{{Reset: guard.Reset{ID: o.guard.result.ID, AppID: o.Accounts[0].AppID}, After: time.Minute}}
	o.now = noon.Add(61 * time.Second)
	if frame := frameOf(update(m, view.Tick(o.now))); strings.Contains(frame, "Accepted, but") || !strings.Contains(frame, "12 of 500,000 used") {
		t.Errorf("a minute later:\n%s", frame)
	}
}

// What is read 1, 5 and 30 minutes later reaches the journal, the Resets tab
// and the row of the account on screen, without a sweep of its own.
func TestResetWhatIsReadLaterIsShown(t *testing.T) {
	now := noon
	o, _ := resetOpened(t)
	g := &guard.Guard{Journal: &guard.MemoryJournal{}, Locks: &guard.MemoryLocks{}, Now: func() time.Time { return now }}
	o.Config.Guard, o.Refresh = g, 0
	m := press(armed(press(typeText(openReset(o.console(80, 24)), "mall"), "enter")), "esc", "4")
	o.wechat.quotas["/cgi-bin/message/custom/send"] = wechat.Daily{Limit: 500000, Used: 321, Remain: 499679}
	now, o.now = noon.Add(61*time.Second), noon.Add(61*time.Second)
	before := o.wechat.calls
	m = update(m, view.Tick(now))
	if n := o.wechat.calls - before; n != 1 {
		t.Errorf("%d calls; want the one path read", n)
	}
	if frame := frameOf(m); !strings.Contains(frame, "500,000, 321") {
		t.Errorf("the Resets tab, which is open, shows\n%s", frame)
	}
	if frame := frameOf(press(m, "enter")); !strings.Contains(frame, "12:01:01") {
		t.Errorf("the details do not say when it was read:\n%s", frame)
	}
	if frame := frameOf(press(m, "2")); !strings.Contains(frame, "499,679") {
		t.Errorf("the Quota tab shows\n%s", frame)
	}
	resets, _, err := g.Resets(t.Context())
	if err != nil || len(resets) != 1 || len(resets[0].After) != 1 || resets[0].After[0].Daily.Used != 321 {
		t.Errorf("the journal holds %+v, %v", resets, err)
	}
}

func TestResetUnknownIsNotAdvisedToTryAgain(t *testing.T) {
	for _, lang := range []words.Lang{words.English, words.Chinese} {
		o, _ := resetOpened(t)
		o.Lang, o.guard.result.Outcome, o.guard.result.Err = lang, guard.Unknown, lost
		m := press(typeText(openReset(o.console(80, 24)), "mall"), "enter")
		if _, do := words.Explain(lost, m.Lang); strings.Contains(frameOf(m), do) {
			t.Errorf("advises: %s", do)
		}
	}
}

// The guard says what is due, and a console that was started later reads it
// as well as the one that reset.
func TestResetTheCountersAreFollowed(t *testing.T) {
	o, _ := resetOpened(t)
	g := &guard.Guard{Journal: &guard.MemoryJournal{}, Locks: &guard.MemoryLocks{}, Now: func() time.Time { return o.now }}
	o.Config.Guard, o.Refresh = g, 0
	m := press(armed(press(typeText(openReset(o.console(80, 24)), "mall"), "enter")), "esc")
	var read []time.Duration
	for at := 10 * time.Second; at < 45*time.Minute; at += 10 * time.Second {
		o.now = noon.Add(at)
		if at == 10*time.Minute {
			m = o.console(80, 24)
		}
		before := o.wechat.calls
		if m = update(m, view.Tick(o.now)); o.wechat.calls > before {
			read = append(read, at)
		}
	}
	if want := []time.Duration{time.Minute, 5 * time.Minute, 30 * time.Minute}; !slices.Equal(read, want) {
		t.Errorf("read %v after the reset; want %v", read, want)
	}
}

// A reading that is due asks nobody for a secret.
func TestResetAReadingThatIsDueAsksNobody(t *testing.T) {
	o, _ := resetOpened(t)
	o.guard.due = []guard.Follow{{Reset: guard.Reset{ID: "a", AppID: o.Accounts[0].AppID}, After: time.Minute}, {Reset: guard.Reset{ID: "b", AppID: "wx of nobody"}}}
	o.Accounts = slices.Clone(o.Accounts)
	o.Accounts[0].Secret = keystore.FromPrompt
	o.secrets.missing = []string{o.Accounts[0].Alias}
	m := o.console(80, 24)
	before, open := o.wechat.calls, m.open // it asks for the secret of the account that it opens
	m = update(m, view.Tick(o.now))
	if o.guard.asked == 0 || len(o.guard.due) != 2 || o.wechat.calls != before || m.open != open {
		t.Errorf("%d calls, %d due, or another dialog", o.wechat.calls-before, len(o.guard.due))
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
