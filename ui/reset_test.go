package ui

import (
	"strings"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"

	"wxops/keystore"
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

// What the person typed was for another plan: a reset that turns into the
// account's must be said yes to again.
func TestResetTheDeadlockTakesTheAliasBack(t *testing.T) {
	o, m := resetOpened(t)
	o.guard.plan.Deadlock = true
	next, cmd := m.Update(keyNamed("R"))
	m = next.(Model)
	next, cmd = m.Update(cmd().(resetWanted)) // the plan is being read while the alias is typed
	m = typeText(armed(next.(Model)), "mall")
	m = run(m, cmd)
	if m.reset.alias.value() != "" {
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
		m = press(armed(m), "tab", "space")
		m = press(typeText(armed(press(armed(m), "shift+tab")), "mall"), "enter")
	}
	for _, sent := range o.guard.sent {
		if sent.Via != guard.ViaSecret {
			t.Errorf("sent without a token: %+v", sent)
		}
	}
	if len(m.reset.choices) != 3 {
		t.Errorf("%d choices; want the AppSecret offered once", len(m.reset.choices))
	}
}

func TestResetADeadlockAtTheLastMomentOffersTheAppSecret(t *testing.T) {
	o, m := resetOpened(t)
	o.guard.result = guard.Result{Outcome: guard.NotSent, Err: &wechat.Error{Op: "get an access token", Code: 45009}}
	m = press(typeText(openReset(m), "mall"), "enter")
	if m.reset.phase != resetArmed || m.reset.target().Via != guard.ViaSecret || m.reset.alias.value() != "" {
		t.Fatalf("phase %d, via %s; want the AppSecret way planned", m.reset.phase, m.reset.target().Via)
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
	o, m := resetOpened(t)
	g := &guard.Guard{Journal: &guard.MemoryJournal{}, Locks: &guard.MemoryLocks{}, Now: func() time.Time { return now }}
	o.Config.Guard = g
	m = o.console(80, 24)
	m = typeText(openReset(m), "mall")
	now = noon.Add(6 * time.Minute)
	o.wechat.quotas["/cgi-bin/message/custom/send"] = wechat.Daily{Limit: 500000, Used: 77777, Remain: 422223}
	m = press(m, "enter")
	if m.reset.phase != resetArmed || m.reset.alias.value() != "" || m.reset.focus != focusAlias {
		t.Fatalf("phase %d, alias %q; want a new plan and an empty alias", m.reset.phase, m.reset.alias.value())
	}
	frame := frameOf(m)
	for _, want := range []string{"Nothing was sent: its numbers were more than 5 minutes old. Look again", "77,777"} {
		if !strings.Contains(strings.Join(strings.Fields(frame), " "), want) {
			t.Errorf("nothing says %q:\n%s", want, frame)
		}
	}
	m = press(typeText(m, "mall"), "enter") // within the quiet time
	if resets, _ := g.Resets(); len(resets) != 0 {
		t.Fatal("keys typed ahead cleared")
	}
	m = press(typeText(armed(m), "mall"), "enter")
	if resets, err := g.Resets(); err != nil || len(resets) != 1 || m.reset.phase != resetOver {
		t.Errorf("%d resets, %v, phase %d; want one", len(resets), err, m.reset.phase)
	}
}

func TestResetTheOutcomeIsNotClosedByAKeyTypedAhead(t *testing.T) {
	_, m := resetOpened(t)
	m = press(typeText(openReset(m), "mall"), "enter", "enter", "esc")
	if m.dialog != resetDialogOpen || m.reset.phase != resetOver {
		t.Error("the outcome was gone before it could be read")
	}
	if m = press(armed(m), "enter"); m.dialog != noDialog {
		t.Error("enter does not close the outcome")
	}
}

func TestResetOnlyItsOwnQuietTimeEndsIt(t *testing.T) {
	o, m := resetOpened(t)
	m = press(m, "R")
	m = press(typeText(update(m, quietOver{m.reset.quiet - 1}), "mall"), "enter")
	if len(o.guard.sent) != 0 || m.reset.alias.value() != "" {
		t.Error("the quiet time of an older dialog ended this one's")
	}
}

// The keys of an alias go to its field, whatever they mean elsewhere.
func TestResetAnyAliasCanBeTyped(t *testing.T) {
	for _, alias := range []string{"mall", "12345", "q-1-r-2", "a--b", "jkgg", "x", strings.Repeat("long-alias-", 9) + "end"} {
		for _, size := range [][2]int{{60, 16}, {80, 24}, {120, 40}} {
			o := newOutside(t)
			resetPlan(o)
			a := mall
			a.Alias = alias
			o.Accounts, o.Open = []keystore.Account{a}, alias
			m := typeText(openReset(o.console(size[0], size[1])), alias)
			frame := frameOf(m)
			if !strings.Contains(frame, m.text.Reset.Matches) {
				t.Errorf("%q at %v: nothing says that enter clears:\n%s", alias, size, frame)
			}
			for _, l := range strings.Split(frame, "\n") {
				if width(l) > size[0] {
					t.Errorf("%q at %v: %q is too wide", alias, size, l)
				}
			}
			if c := m.View().Cursor; c == nil || c.X >= size[0] || c.Y >= size[1] {
				t.Errorf("%q at %v: the cursor is at %v", alias, size, c)
			}
			press(m, "enter")
			if len(o.guard.sent) != 1 || o.guard.sent[0].Account != alias {
				t.Errorf("%q at %v: sent %+v", alias, size, o.guard.sent)
			}
		}
	}
}

func TestResetSaysThatItIsNotTheAlias(t *testing.T) {
	for typed, differs := range map[string]bool{"": false, "ma": false, "mx": true, "ｍａｌｌ": true, "mall2": true, "Mall": true} {
		o, m := resetOpened(t)
		m = press(typeText(openReset(m), typed), "enter")
		if got := strings.Contains(frameOf(m), m.text.Reset.Differs); got != differs || len(o.guard.sent) != 0 {
			t.Errorf("%q: says that it differs: %v; sent %d", typed, got, len(o.guard.sent))
		}
	}
}

// A path that cannot be reset leaves the whole account to choose.
func TestResetARefusedWayLeavesTheOther(t *testing.T) {
	o, m := resetOpened(t)
	o.guard.err = &guard.RefusedError{Why: guard.RefusedPath}
	m = openReset(m)
	if frame := frameOf(m); m.reset.phase != resetRefused || !strings.Contains(frame, "( ) the whole account") {
		t.Errorf("the other way is not shown:\n%s", frame)
	}
	o.guard.err = nil
	m = press(typeText(press(m, "space"), "mall"), "enter")
	if len(o.guard.sent) != 1 || o.guard.sent[0].Scope != guard.ScopeAll {
		t.Errorf("sent: %+v", o.guard.sent)
	}
}

func TestResetBackTabPassesASingleWay(t *testing.T) {
	_, m := resetOpened(t)
	m = openReset(m)
	m.reset.choices = m.reset.choices[:1]
	if m = press(m, "shift+tab"); m.reset.focus != focusReason {
		t.Errorf("focus %d; want the reason", m.reset.focus)
	}
	if m = press(m, "shift+tab"); m.reset.focus != focusAlias {
		t.Errorf("focus %d; want the alias", m.reset.focus)
	}
}

// In the smallest window a warning may be below, but never without a sign.
func TestResetNoWarningHidesWithoutASign(t *testing.T) {
	all := []guard.Warning{guard.NothingNear, guard.RecentReset, guard.LastOne, guard.MinuteLimits, guard.Elsewhere}
	for _, lang := range []Lang{English, Chinese} {
		o := newOutside(t)
		resetPlan(o)
		o.Lang, o.guard.plan.Warnings = lang, all
		m := openReset(o.console(60, 16))
		first := frameOf(m)
		if !strings.Contains(first, m.text.Explain.Warnings[guard.NothingNear]) {
			t.Errorf("%s: the first warning is not on the screen:\n%s", lang, first)
		}
		sign, _, _ := strings.Cut(m.text.Reset.MoreWarnings, "%d")
		if !strings.Contains(first, warnMark+sign) {
			t.Errorf("%s: no sign of the warnings below:\n%s", lang, first)
		}
		seen := strings.Join(strings.Fields(first), " ")
		for range 4 {
			m = press(m, "pgdn")
			seen += strings.Join(strings.Fields(frameOf(m)), " ")
		}
		for _, w := range all {
			words := strings.Fields(m.text.Explain.Warnings[w])
			if last := words[len(words)-1]; !strings.Contains(seen, last) {
				t.Errorf("%s: %q cannot be scrolled to", lang, w)
			}
		}
	}
}

func TestResetEachBudgetSaysHowSureItIs(t *testing.T) {
	o, m := resetOpened(t)
	o.guard.left = guard.Left{All: 0, AllSure: true, API: 49}
	frame := frameOf(openReset(m))
	for _, want := range []string{"Left at most 49 of 50", "Left none of 10 (48006)"} {
		if !strings.Contains(frame, want) {
			t.Errorf("nothing says %q:\n%s", want, frame)
		}
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
	o.now = noon.Add(61 * time.Second)
	if frame := frameOf(update(m, tickMsg(o.now))); strings.Contains(frame, "Accepted, but") || !strings.Contains(frame, "12 of 500,000 used") {
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
	m = update(m, tickMsg(now))
	if n := o.wechat.calls - before; n != 1 {
		t.Errorf("%d calls; want the one path read", n)
	}
	if frame := frameOf(m); !strings.Contains(frame, "500,000, 321") {
		t.Errorf("the Resets tab, which is open, shows\n%s", frame)
	}
	if frame := frameOf(press(m, "enter")); !strings.Contains(frame, "12:01:01") {
		t.Errorf("the details do not say when it was read:\n%s", frame)
	}
	if frame := frameOf(press(m, "2")); !strings.Contains(frame, "321") {
		t.Errorf("the Quota tab shows\n%s", frame)
	}
	resets, err := g.Resets()
	if err != nil || len(resets) != 1 || len(resets[0].After) != 1 || resets[0].After[0].Daily.Used != 321 {
		t.Errorf("the journal holds %+v, %v", resets, err)
	}
}

func TestResetUnknownIsNotAdvisedToTryAgain(t *testing.T) {
	for _, lang := range []Lang{English, Chinese} {
		o, _ := resetOpened(t)
		o.Lang, o.guard.result.Outcome, o.guard.result.Err = lang, guard.Unknown, lost
		m := press(typeText(openReset(o.console(80, 24)), "mall"), "enter")
		if _, do := Explain(lost, m.text.Explain); strings.Contains(frameOf(m), do) {
			t.Errorf("advises: %s", do)
		}
	}
}

func TestResetsShowThePersonBehindSudoAndDamage(t *testing.T) {
	o := newOutside(t)
	o.guard.damaged = 2
	o.guard.list = []guard.Reset{{ID: "1", At: noon, Account: "mall", Scope: guard.ScopeAll, Who: guard.Who{User: "root", Sudo: "lin"}, Outcome: "half"}}
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
	v := newResetsView(New(newOutside(t).Config).deps)
	v.left = got
	lines := v.leftLines(frame{width: 80, height: 10, theme: v.theme, text: v.text})
	if text := strings.Join(lines, "\n"); len(lines) != 4 || !strings.Contains(text, "and 8 more accounts") {
		t.Errorf("drawn as\n%s", text)
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
	m = press(armed(press(typeText(openReset(m), "mall"), "enter")), "esc")
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
