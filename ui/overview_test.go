package ui

import (
	"fmt"
	"io/fs"
	"regexp"
	"slices"
	"strings"
	"syscall"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"

	"wxops/keystore"
	"wxops/ui/view"
	"wxops/wechat/guard"
	"wxops/wechat/meter"
)

// overviewOf is a console on the accounts of the overview, all read.
func overviewOf(t *testing.T, width, height int) (*outside, *Model) {
	t.Helper()
	o := newOutside(t)
	overview(o)
	m := o.console(width, height)
	o.overviewRead()
	return o, update(m, view.Metered{})
}

// The pager's question costs one key: from the start to the account that is out, open.
func TestOneKeyFromTheStartToTheAccountThatIsOut(t *testing.T) {
	for _, place := range []int{0, 7, 199} {
		o := newOutside(t)
		var accounts []keystore.Account
		for i := range 200 {
			a := mall
			a.Alias, a.AppID, a.APIs = fmt.Sprintf("acc-%03d", i), fmt.Sprintf("wx%016x", i), []string{"/cgi-bin/token", "/cgi-bin/message/custom/send"}
			accounts = append(accounts, a)
		}
		accounts[place].Alias = "culprit"
		o.Accounts = accounts
		m := o.console(80, 24)
		o.meter.readAll()
		m = update(m, view.Metered{})
		for i := range accounts { // but for one account, the API that is out has calls left
			if i != place {
				o.read(accounts[i].Alias, "/cgi-bin/message/custom/send", 3, 500000, 0)
			}
		}
		m = update(m, view.Metered{})
		keys := 0
		for _, k := range []string{"enter"} {
			m = press(m, k)
			keys++
		}
		if m.tab != tabQuota || m.Accounts.Open != "culprit" || keys > 1 {
			t.Errorf("place %d: after %d keys tab %d is open on %q", place, keys, m.tab, m.Accounts.Open)
		}
		if frame := frameOf(m); !strings.Contains(frame, "OUT") {
			t.Errorf("place %d: what is out is not seen:\n%s", place, frame)
		}
	}
}

func TestTheFirstRowIsChosenUntilAKeyIsPressed(t *testing.T) {
	o := newOutside(t)
	overview(o)
	m := o.console(80, 24)
	o.overviewRead()
	if m = update(m, view.Metered{}); m.Accounts.Cursor != "mall" {
		t.Fatalf("the cursor is on %q, and mall is out", m.Accounts.Cursor)
	}
	m = press(m, "j", "k")
	o.read("quiet", "/wxa/getwxacodeunlimit", 100000, 100000, 0)
	o.read("mall", "/cgi-bin/message/custom/send", 1, 500000, 0)
	if m = update(m, view.Metered{}); m.Accounts.Cursor != "mall" || m.Accounts.Order[0] != "quiet" {
		t.Errorf("the cursor went to %q, first is %q", m.Accounts.Cursor, m.Accounts.Order[0])
	}
}

// Beside numbers stands how old they are, and not how old others of the account are.
func TestARowTellsTheAgeOfTheNumbersThatItShows(t *testing.T) {
	o := newOutside(t)
	overview(o)
	m := o.console(80, 24)
	o.read("mall", "/cgi-bin/token", 410, 2000, 70*time.Second)
	o.read("mall", "/wxa/getwxacodeunlimit", 87000, 100000, 12*time.Second)
	frame := frameOf(update(m, view.Metered{}))
	for l := range strings.SplitSeq(frame, "\n") {
		if strings.Contains(l, "87%") && !strings.HasSuffix(strings.TrimRight(l, " "), " 10 s") {
			t.Errorf("87%% were read 12 s ago: %q", l)
		}
	}
	if !strings.Contains(frame, "oldest 1 min") {
		t.Errorf("the oldest number of all is not said:\n%s", frame)
	}
}

// A first reading is over when all APIs of all accounts have their answer, not with the first of each.
func TestAFirstReadingIsSaidUntilItsLastAPI(t *testing.T) {
	o := newOutside(t)
	m := o.console(80, 24)
	o.meter.readAll()
	o.meter.midway = func(a meter.Account) meter.Account {
		if a.ID == "mall" {
			a.Rows, a.Done, a.Of = append(slices.Clone(a.Rows), &meter.Row{Path: "/wxa/later"}), 1, 2
		}
		return a
	}
	if frame := frameOf(update(m, view.Metered{})); !strings.Contains(frame, "reading 1 of 2") {
		t.Errorf("one API has no answer yet:\n%s", frame)
	}
	o.meter.midway = nil
	if frame := frameOf(update(m, view.Metered{})); strings.Contains(frame, "reading") {
		t.Errorf("all have their answer:\n%s", frame)
	}
}

// Numbers that another console has just read are as good as read: nothing waits.
func TestWhatAnotherConsoleHasReadIsNotBeingRead(t *testing.T) {
	o := newOutside(t)
	m := o.console(80, 24)
	o.meter.readAll()
	o.meter.settle()
	due := o.now.Add(time.Minute)
	o.meter.midway = func(a meter.Account) meter.Account {
		if a.ID == "mall" {
			a.Opened, a.Next = false, due
		}
		return a
	}
	if frame := frameOf(update(m, view.Metered{})); strings.Contains(frame, "reading") {
		t.Errorf("nothing is due:\n%s", frame)
	}
	o.now = o.now.Add(61 * time.Second)
	if frame := frameOf(update(m, view.Metered{})); !strings.Contains(frame, "reading 1 of 2") {
		t.Errorf("it is due, and WeChat has said nothing yet:\n%s", frame)
	}
}

// At midnight in Beijing the numbers are gone until they are read anew; that WeChat tells
// none is not to be said of them.
func TestAtMidnightTheNumbersAreBeingRead(t *testing.T) {
	o := newOutside(t)
	o.now = meter.BackAt(noon).Add(-5 * time.Second)
	m := o.console(80, 24)
	o.meter.readAll()
	m = update(update(m, view.Metered{}), view.Tick(o.now))
	if frame := frameOf(m); !strings.Contains(frame, "OUT") {
		t.Fatalf("before midnight:\n%s", frame)
	}
	o.now = meter.BackAt(noon).Add(time.Second)
	if frame := frameOf(update(m, view.Tick(o.now))); !strings.Contains(frame, "mall      reading…") || strings.Contains(frame, "OUT") {
		t.Errorf("after midnight:\n%s", frame)
	}
}

// Whoever asks for an account to be read again sees that it is being read, and how far.
func TestAReadingThatWasAskedForIsSaidUntilItsEnd(t *testing.T) {
	_, m := overviewOf(t, 80, 24)
	o := m.Cfg.Meter.(*testMeter)
	of := 2
	o.midway = func(a meter.Account) meter.Account {
		if a.ID == "mall" {
			a.Done, a.Of = min(of, 1), of
		}
		return a
	}
	if frame := frameOf(update(m, view.Metered{})); strings.Contains(frame, "reading mall") {
		t.Errorf("nobody has asked:\n%s", frame)
	}
	if frame := frameOf(press(m, "r")); !strings.Contains(frame, "reading mall: 1 of 2") {
		t.Errorf("it is being read:\n%s", frame)
	}
	of = 0
	if frame := frameOf(update(m, view.Metered{})); strings.Contains(frame, "reading mall") {
		t.Errorf("it is read:\n%s", frame)
	}
}

// Readings that cannot be kept are worth a word on the first screen, and cost no number.
func TestTheOverviewSaysThatReadingsAreNotKept(t *testing.T) {
	for _, c := range []struct {
		width int
		want  string
	}{{60, "history not kept"}, {80, "history not kept"}, {120, "history not kept: no space left on device"}} {
		o, m := overviewOf(t, c.width, 24)
		o.meter.forgets = &fs.PathError{Op: "write", Path: "/" + strings.Repeat("a", 90), Err: syscall.ENOSPC}
		frame := frameOf(update(m, view.Metered{}))
		if !strings.Contains(frame, c.want) || !strings.Contains(frame, "OUT") || !strings.Contains(frame, "1-") {
			t.Errorf("%d cells:\n%s", c.width, frame)
		}
	}
}

func TestTheOrderIsSaidAndRemembered(t *testing.T) {
	o, _ := overviewOf(t, 80, 24)
	var kept []view.Settings
	o.Keep = func(s view.Settings) error { kept = append(kept, s); return nil }
	m := update(o.console(120, 24), view.Metered{})
	o.overviewRead()
	m = update(m, view.Metered{})
	for _, c := range []struct{ said, first, last string }{
		{"by trouble", "mall", "platform"}, {"by alias", "archive", "vault"}, {"as in the file", "archive", "platform"}, {"by use", "mall", "platform"}, {"by trouble", "mall", "platform"},
	} {
		order := m.Accounts.Order
		if !strings.Contains(frameOf(m), c.said) || order[0] != c.first || order[len(order)-1] != c.last {
			t.Errorf("%s: %v\n%s", c.said, order, frameOf(m))
		}
		m = press(m, "s")
	}
	if want := []view.Settings{{Sort: "alias"}, {Sort: "file"}, {Sort: "use"}, {Sort: "trouble"}, {Sort: "alias"}}; !slices.Equal(kept, want) {
		t.Errorf("kept %v", kept)
	}
	o.Settings = view.Settings{Sort: "file"}
	if frame := frameOf(o.console(120, 24)); !strings.Contains(frame, "as in the file") {
		t.Errorf("the next start has another order:\n%s", frame)
	}
}

// The bell rings once when an API crosses a level, and only where it was switched on.
func TestTheBellRingsOnceForACrossing(t *testing.T) {
	for _, on := range []bool{false, true} {
		o, m := overviewOf(t, 80, 24)
		if on {
			m = press(m, "!")
		}
		rung := 0
		metered := func() {
			_, cmd := m.Update(view.Metered{})
			rung += rings(cmd)
		}
		metered()
		o.read("quiet", "/wxa/getwxacodeunlimit", 80000, 100000, 0)
		metered()
		metered()
		o.read("quiet", "/wxa/getwxacodeunlimit", 80100, 100000, 0)
		metered()
		if want := map[bool]int{true: 1}[on]; rung != want {
			t.Errorf("switched on %v: it rang %d times", on, rung)
		}
	}
}

// rings counts the bells that a command rings.
func rings(cmd tea.Cmd) int {
	if cmd == nil {
		return 0
	}
	switch msg := cmd().(type) {
	case tea.BatchMsg:
		n := 0
		for _, c := range msg {
			n += rings(c)
		}
		return n
	case tea.RawMsg:
		if msg.Msg == "\a" {
			return 1
		}
	}
	return 0
}

// A sign on the tab says that something crossed a level while another one was shown.
func TestTheTabIsMarkedWhenSomethingCrossed(t *testing.T) {
	o, m := overviewOf(t, 80, 24)
	marked := func() bool { return strings.Contains(strings.Split(frameOf(m), "\n")[1], "1 Accounts!") }
	m = press(m, "5")
	m = update(m, view.Metered{})
	if marked() {
		t.Error("it is marked, and nothing has happened")
	}
	o.read("quiet", "/wxa/getwxacodeunlimit", 96000, 100000, 0)
	if m = update(m, view.Metered{}); !marked() {
		t.Errorf("it is not marked:\n%s", frameOf(m))
	}
	if m = press(m, "1", "5"); marked() {
		t.Error("the mark stays after the tab was looked at")
	}
	m = press(m, "1")
	o.read("quiet", "/wxa/getwxacodeunlimit", 100000, 100000, 0)
	if m = update(m, view.Metered{}); marked() {
		t.Error("it is marked while one looks at it")
	}
}

func TestTheFilterLandsOnTheFirstMatchAndEscRestores(t *testing.T) {
	o := newOutside(t)
	for i := range 200 {
		a := mall
		a.Alias, a.AppID = fmt.Sprintf("acc-%03d", i), fmt.Sprintf("wx%016x", i)
		o.Accounts = append(o.Accounts, a)
	}
	m := press(o.console(80, 24), "G", "k", "k")
	at, before := m.Accounts.Cursor, frameOf(m)
	m = typeText(press(m, "/"), "c-19")
	if m.Accounts.Cursor != "acc-190" {
		t.Errorf("the cursor is on %q", m.Accounts.Cursor)
	}
	if m = press(m, "down", "enter"); m.Accounts.Cursor != "acc-191" {
		t.Errorf("after down and enter on %q", m.Accounts.Cursor)
	}
	if m = press(m, "esc"); m.Accounts.Cursor != at || frameOf(m) != before {
		t.Errorf("esc leaves the cursor on %q:\n%s", m.Accounts.Cursor, frameOf(m))
	}
}

func TestTheFilterKnowsHowAnAccountStands(t *testing.T) {
	for text, want := range map[string][]string{
		"out": {"mall"}, "near": {"news"}, "north": {"archive"}, "locked": {"shop", "vault"}, "locked prod": {"shop"}, "staging": {"vault"},
	} {
		_, m := overviewOf(t, 80, 24)
		if m = typeText(press(m, "/"), text); !slices.Equal(m.Accounts.Order, want) {
			t.Errorf("%q leaves %v", text, m.Accounts.Order)
		}
	}
}

func TestAPositionIsSaid(t *testing.T) {
	_, m := overviewOf(t, 80, 14)
	if frame := frameOf(m); !strings.Contains(frame, "1-7 of 13") {
		t.Errorf("no position:\n%s", frame)
	}
	if frame := frameOf(press(m, "G")); !strings.Contains(frame, "7-13 of 13") {
		t.Errorf("no position at the end:\n%s", frame)
	}
}

// All accounts are tested at one key, some at a time, and none asks a person.
func TestAllAccountsAreTestedAFewAtATime(t *testing.T) {
	_, m := overviewOf(t, 120, 40)
	_, cmd := m.Update(keyNamed("T"))
	batch, _ := cmd().(tea.BatchMsg)
	if len(batch) != 4 {
		t.Fatalf("%d tests are under way at once", len(batch))
	}
	m = run(m, func() tea.Msg { return batch })
	frame := frameOf(m)
	if n := strings.Count(frame, "ok 12:00"); n < 10 || m.open != nil || !strings.Contains(frame, "10 tested, 0 failed") {
		t.Errorf("%d are tested, dialog %T:\n%s", n, m.open, frame)
	}
	if strings.Contains(frameOf(press(m, "esc")), "Last test     ") {
		t.Error("esc leaves the results in the table")
	}
}

// One passphrase opens all accounts of the file, and they are read.
func TestOnePassphraseOpensSeveralAccounts(t *testing.T) {
	o := newOutside(t)
	overview(o)
	o.Accounts[4].Secret = keystore.FromFile
	asked := 0
	o.Unlock = func(keystore.Account) tea.ExecCommand { return nil }
	o.Together = func([]keystore.Account) tea.ExecCommand { asked++; return nil }
	m := o.console(80, 24)
	if _, cmd := m.Update(keyNamed("U")); cmd == nil || asked != 1 {
		t.Fatalf("the passphrase was asked for %d times", asked)
	}
	o.secrets.missing = nil // the file is open
	m = update(m, view.UnlockedTogether{Aliases: []string{"shop"}})
	for _, alias := range []string{"shop", "vault"} {
		if a, _ := o.meter.Account(alias); a.Locked || !a.Opened {
			t.Errorf("%s: locked %v, read %v", alias, a.Locked, a.Opened)
		}
	}
	if frame := frameOf(m); strings.Contains(frame, "locked") {
		t.Errorf("something is locked:\n%s", frame)
	}
}

func TestTheChatTextSaysWhatIsOutAndWhenItIsBack(t *testing.T) {
	_, m := overviewOf(t, 80, 24)
	_, cmd := m.Update(keyNamed("c"))
	text := clipboardOf(cmd)
	for _, want := range []string{
		"wxops 12:00 +08: of 13 accounts, 1 out, 1 near\n",
		"mall: Send customer message (/cgi-bin/message/custom/send), OUT\n",
		"mall: Send subscribe message (/cgi-bin/message/subscribe/send), 93%",
		"Quotas come back at 00:00 +08, in 12 h 0 m.\n", "mall-test (failed)",
	} {
		if !strings.Contains(text, want) {
			t.Errorf("%q is not in:\n%s", want, text)
		}
	}
	if ends := regexp.MustCompile(`news: Get access token \(/cgi-bin/token\), 88%, ~?in \d+ m \(12:\d\d\)\n`); !ends.MatchString(text) {
		t.Errorf("it does not say when news is out:\n%s", text)
	}
	if strings.ContainsAny(text, "\x1b\a") {
		t.Errorf("the text holds control characters: %q", text)
	}
}

// clipboardOf is the text that a command sends to the clipboard.
func clipboardOf(cmd tea.Cmd) string {
	if cmd == nil {
		return ""
	}
	switch msg := cmd().(type) {
	case tea.BatchMsg:
		var text strings.Builder
		for _, c := range msg {
			text.WriteString(clipboardOf(c))
		}
		return text.String()
	default:
		if s := fmt.Sprintf("%T", msg); strings.HasSuffix(s, "setClipboardMsg") {
			return fmt.Sprint(msg)
		}
	}
	return ""
}

// The journal may be long: it is read once at the start, after a reset, and when
// somebody asks for an account again, not for each account.
func TestTheJournalIsReadOnceForAllBudgets(t *testing.T) {
	o, m := overviewOf(t, 80, 24)
	if o.guard.calls > 2 { // the journal's own tab reads it too
		t.Errorf("at the start it is read %d times", o.guard.calls)
	}
	update(m, view.ResetDone{Result: guard.Result{Target: guard.Target{AppID: mall.AppID}}})
	if o.guard.calls > 4 {
		t.Errorf("after a reset it was read %d times", o.guard.calls)
	}
}

// Yesterday's numbers are no trouble of today.
func TestAtMidnightNothingIsOutAnyMore(t *testing.T) {
	o, m := overviewOf(t, 80, 24)
	if !strings.Contains(frameOf(m), "1 out") {
		t.Fatal("nothing is out")
	}
	o.now = noon.Add(12*time.Hour + time.Second)
	if frame := frameOf(update(m, view.Tick(o.now))); strings.Contains(frame, "1 out") || strings.Contains(frame, "OUT") {
		t.Errorf("a minute past midnight in Beijing:\n%s", frame)
	}
}
