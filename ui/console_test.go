package ui

import (
	"fmt"
	"strings"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"

	"wxops/keystore"
	"wxops/ui/view"
	"wxops/wechat"
	"wxops/wechat/clean"
	"wxops/wechat/guard"
	"wxops/wechat/rid"
)

func TestDigitsAndTabChangeTheTab(t *testing.T) {
	m := newOutside(t).console(80, 24)
	for i, keys := range [][]string{{"1"}, {"2"}, {"3"}, {"4"}, {"5"}} {
		if m = press(m, keys...); m.tab != i {
			t.Errorf("key %v: tab %d", keys, m.tab)
		}
	}
	if m = press(m, "tab"); m.tab != tabAccounts {
		t.Errorf("tab on the last one: %d", m.tab)
	}
	if m = press(m, "shift+tab"); m.tab != tabCodes {
		t.Errorf("shift+tab on the first one: %d", m.tab)
	}
}

func TestAPasteWithARidOpensTheRidTab(t *testing.T) {
	o := newOutside(t)
	m := o.console(80, 24)
	m = update(m, tea.PasteMsg{Content: "errcode 45009 rid: 69ae4a3e-0f1e2d3c-11223344"})
	if m.tab != tabRID {
		t.Fatalf("tab %d after the paste", m.tab)
	}
	if o.wechat.calls != 0 {
		t.Error("the paste was sent")
	}
}

func TestAPasteWithoutARidIsDropped(t *testing.T) {
	for _, paste := range []string{"q", "R", "RRmall\n", "rm -rf /", strings.Repeat("jq", 5000)} {
		o := newOutside(t)
		o.Open = "mall"
		m := o.console(80, 24)
		calls := o.wechat.calls
		m = update(m, tea.PasteMsg{Content: paste})
		if m.tab != tabQuota || m.open != nil || !under(m, "Send customer mess") || o.wechat.calls != calls {
			t.Errorf("paste %.10q was taken for keys", paste)
		}
		if !strings.Contains(frameOf(m), wordDropped.In(m.Lang)) {
			t.Errorf("paste %.10q: nothing says that it was dropped", paste)
		}
	}
}

func TestTheTabThatWasAskedForStays(t *testing.T) {
	o := newOutside(t)
	o.Open, o.Tab = "mall", 3
	if m := o.console(80, 24); m.tab != tabRID || m.Accounts.Open != "mall" {
		t.Errorf("tab %d, account %q", m.tab, m.Accounts.Open)
	}
}

func TestAPasteThatIsTakenEndsTheNoticeOfTheLast(t *testing.T) {
	m := newOutside(t).console(80, 24)
	m = update(m, tea.PasteMsg{Content: "nothing of interest"})
	m = update(m, tea.PasteMsg{Content: "errcode 45009"})
	if m.tab != tabRID || m.notice != "" {
		t.Errorf("tab %d says %q", m.tab, m.notice)
	}
}

func TestCtrlCClosesFirstAndQuitsThen(t *testing.T) {
	o := newOutside(t)
	o.Open = "mall"
	m := press(o.console(80, 24), "R")
	next, cmd := m.Update(keyNamed("ctrl+c"))
	m = next.(*Model)
	if m.open != nil || cmd != nil {
		t.Fatal("the first ctrl+c must close the dialog and no more")
	}
	_, cmd = m.Update(keyNamed("ctrl+c"))
	if cmd == nil {
		t.Fatal("the second ctrl+c must quit")
	}
	if _, ok := cmd().(tea.QuitMsg); !ok {
		t.Error("the second ctrl+c must quit")
	}
}

// A reset on the wire is waited for: neither q nor ctrl+c leaves before its outcome.
func TestQuitWaitsForAResetOnTheWire(t *testing.T) {
	for _, quit := range []string{"ctrl+c", "q"} {
		o := newOutside(t)
		resetPlan(o)
		m := typeText(openReset(o.console(80, 24)), "mall")
		next, deed := m.Update(keyNamed("enter"))
		next, cmd := next.Update(keyNamed(quit))
		m = next.(*Model)
		if cmd != nil || !m.quitting {
			t.Fatalf("%s must wait for the outcome", quit)
		}
		m = press(m, "x", "enter") // impatience changes nothing
		if !strings.Contains(frameOf(m), wordQuitting.In(m.Lang)) {
			t.Errorf("%s: nothing says what is waited for", quit)
		}
		_, cmd = m.Update(deed())
		if cmd == nil {
			t.Fatalf("%s: the outcome must end the console", quit)
		}
		if _, ok := cmd().(tea.QuitMsg); !ok {
			t.Errorf("%s: the outcome must end the console", quit)
		}
	}
}

// What Update and View do must cost no call: calls happen in commands only.
func TestUpdateAndViewMakeNoCall(t *testing.T) {
	o := newOutside(t)
	o.Open = "mall"
	resetPlan(o)
	m := o.console(80, 24)
	calls := func() int { return o.wechat.calls + o.guard.calls + len(o.book.calls) }
	before := calls()
	keys := "12345jkgG/abc s r R x a i u o p c w @ ? e n t"
	for _, r := range keys {
		for _, msg := range []tea.Msg{keyNamed(string(r)), keyNamed("enter"), keyNamed("esc"), view.Tick(o.now), tea.WindowSizeMsg{Width: 90, Height: 30}, tea.PasteMsg{Content: "x"}} {
			next, _ := m.Update(msg) // the command is thrown away
			m = next.(*Model)
			_ = m.View()
		}
	}
	if n := calls() - before; n != 0 {
		t.Errorf("%d calls were made outside a command", n)
	}
}

func TestHelpNamesEveryKeyOfTheTab(t *testing.T) {
	o := newOutside(t)
	o.Open = "mall"
	m := press(o.console(120, 40), "?")
	frame := frameOf(m)
	for _, b := range m.quotaView().Keys() {
		if !strings.Contains(frame, b.Help().Desc) {
			t.Errorf("the help does not name %q", b.Help().Desc)
		}
	}
	if m = press(m, "?"); m.open != nil {
		t.Error("? must close the help")
	}
}

func TestTheClockMovesEveryOtherSecond(t *testing.T) {
	o := newOutside(t)
	m := o.console(80, 24)
	before := frameOf(m)
	if frameOf(update(m, view.Tick(noon.Add(time.Second)))) != before {
		t.Error("the screen moved after one second")
	}
	if frame := frameOf(update(m, view.Tick(noon.Add(2*time.Second)))); !strings.Contains(frame, "12:00:02 +08") {
		t.Error("the clock stands still")
	}
}

func TestAReadOnlyAccountCannotBeReset(t *testing.T) {
	o := newOutside(t)
	o.Open = "news"
	m := press(o.console(80, 24), "R")
	if m.open != nil || !strings.Contains(frameOf(m), "read-only: this account cannot be reset here") {
		t.Error("a read-only account offers a reset, or does not say why not")
	}
}

func TestTheOutcomeOfAResetIsReadInTheJournal(t *testing.T) {
	o := newOutside(t)
	resetPlan(o)
	m := typeText(openReset(o.console(80, 24)), "mall")
	o.guard.list = []guard.Reset{{ID: "r1", At: noon, Alias: "mall", Scope: guard.ScopeAPI, Path: "/cgi-bin/message/custom/send", Outcome: guard.OK}}
	m = press(armed(press(m, "enter")), "esc", "4")
	if !strings.Contains(frameOf(m), "Send customer mess") {
		t.Errorf("the reset is not on the Resets tab:\n%s", frameOf(m))
	}
}

// Whatever comes from the network, no frame holds a control byte of it.
func TestNoEscapeOfTheNetworkReachesTheFrame(t *testing.T) {
	o := newOutside(t)
	evil := "\x1b]52;c;ZXZpbA==\x07\x1b[2J\u202eevil\u200b\x9b31m"
	o.Accounts[0].Name = evil
	o.Open = "mall"
	o.wechat.err = &wechat.Error{Op: "read", Code: 99999, Msg: clean.Line(evil)}
	o.calls = []wechat.Call{{At: noon, Method: "POST", Path: "/x", RID: rid.RID("69ae4a3e-0f1e2d3c-11223344")}}
	m := o.console(120, 40)
	for _, keys := range [][]string{{"1"}, {"2"}, {"3"}, {"4"}, {"5"}, {"@"}} {
		frame := frameOf(press(m, keys...))
		for _, bad := range []string{"\x1b", "\x07", "\u202e", "\u200b", "\u009b"} {
			if strings.Contains(frame, bad) {
				t.Errorf("keys %v: the frame holds %q", keys, bad)
			}
		}
	}
}

func TestTheFooterOffersNoLetterWhileTyping(t *testing.T) {
	for _, keys := range [][]string{{"1", "/"}, {"2", "/"}, {"2", "a"}, {"3", "i"}, {"5", "/"}} {
		o := newOutside(t)
		o.Open = "mall"
		m := press(o.console(80, 24), keys...)
		lines := strings.Split(frameOf(m), "\n")
		if footer := lines[23]; !m.typing() || strings.Contains(footer, "q quit") {
			t.Errorf("%v: %q", keys, footer)
		}
	}
}

func TestAnAccountWithoutANameLeavesNoGap(t *testing.T) {
	o := newOutside(t)
	bare := mall
	bare.Name = ""
	o.Accounts, o.Open = []keystore.Account{bare}, "mall"
	for name, keys := range map[string][]string{"header": nil, "dialog": {"R"}, "removal": {"1", "x"}} {
		if frame := frameOf(press(o.console(80, 24), keys...)); strings.Contains(frame, "mall   ") {
			t.Errorf("%s:\n%s", name, frame)
		}
	}
}

func TestCountsInTheStatusLineAreGrouped(t *testing.T) {
	o := newOutside(t)
	o.Accounts = nil
	for i := range 1000 {
		o.Accounts = append(o.Accounts, keystore.Account{Alias: fmt.Sprintf("mall-%d", i), Kind: keystore.MiniProgram, APIs: []string{"/cgi-bin/token"}})
	}
	for i := range 1000 {
		o.Accounts[0].APIs = append(o.Accounts[0].APIs, fmt.Sprintf("/cgi-bin/p%d", i))
	}
	o.Open = "mall-0"
	m := o.console(80, 24)
	for key, want := range map[string]string{"1": "1,000 accounts", "2": "of 1,001"} {
		if frame := frameOf(press(m, key)); !strings.Contains(frame, want) {
			t.Errorf("%q is not on the screen:\n%s", want, frame)
		}
	}
}
