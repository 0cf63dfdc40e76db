package ui

import (
	"slices"
	"strings"
	"testing"
	"time"

	"wxops/keystore"
	"wxops/keystore/secret"
	"wxops/ui/view"
	"wxops/ui/words"
	"wxops/wechat"
	"wxops/wechat/catalog"
	"wxops/wechat/guard"
)

func openedMall(t *testing.T) (*outside, *Model) {
	t.Helper()
	o := newOutside(t)
	o.Open = "mall"
	return o, o.console(120, 40)
}

// listed are the paths on the screen, from the top.
func listed(m *Model) []string {
	var paths []string
	for l := range strings.SplitSeq(frameOf(m), "\n") {
		if path := pathIn(l); path != "" {
			paths = append(paths, path)
		}
	}
	return paths
}

// pathIn is the path of a row, which is the last of its fields where there is room for it.
func pathIn(row string) string {
	fields := strings.Fields(row)
	if len(fields) == 0 || !strings.HasPrefix(fields[len(fields)-1], "/") {
		return ""
	}
	return fields[len(fields)-1]
}

// chosen is the path of the row under the cursor.
func chosen(m *Model) string {
	for l := range strings.SplitSeq(frameOf(m), "\n") {
		if strings.HasPrefix(l, "> ") {
			return pathIn(l)
		}
	}
	return ""
}

func TestQuotaMostPressedFirst(t *testing.T) {
	_, m := openedMall(t)
	want := []string{"/cgi-bin/message/custom/send", "/cgi-bin/message/subscribe/send", "/wxa/getwxacodeunlimit", "/cgi-bin/token", "/sns/jscode2session"}
	if rows := listed(m); !slices.Equal(rows, want) {
		t.Errorf("rows: %v", rows)
	}
}

// A refresh that reorders the rows never moves the cursor to another API.
func TestQuotaTheCursorStaysOnItsAPI(t *testing.T) {
	o, m := openedMall(t)
	m = press(m, "j")
	o.wechat.quotas["/cgi-bin/message/subscribe/send"] = wechat.Daily{Limit: 100000, Used: 3, Remain: 99997}
	m = press(m, "r")
	if chosen(m) != "/cgi-bin/message/subscribe/send" {
		t.Errorf("the cursor went to %s", chosen(m))
	}
	if rows := listed(m); slices.Index(rows, chosen(m)) != 3 {
		t.Errorf("the row was not sorted anew: %v", rows)
	}
}

// Whoever has not chosen a row sees the most pressed one, wherever it is.
func TestQuotaTheFirstRowIsChosenUntilAKeyIsPressed(t *testing.T) {
	o, m := openedMall(t)
	o.wechat.quotas["/cgi-bin/token"] = wechat.Daily{Limit: 2000, Used: 2000}
	o.wechat.quotas["/cgi-bin/message/custom/send"] = wechat.Daily{Limit: 500000, Used: 1, Remain: 499999}
	if m = press(m, "r"); chosen(m) != "/cgi-bin/token" {
		t.Errorf("the cursor is on %s", chosen(m))
	}
}

// R in the sheet clears what the sheet shows.
func TestQuotaTheSheetStaysOnItsAPI(t *testing.T) {
	o, m := openedMall(t)
	m = press(m, "enter")
	o.wechat.quotas["/cgi-bin/token"] = wechat.Daily{Limit: 2000, Used: 2000}
	o.wechat.quotas["/cgi-bin/message/custom/send"] = wechat.Daily{Limit: 500000, Used: 1, Remain: 499999}
	m = update(m, view.ResetDone{Result: guard.Result{Target: guard.Target{AppID: mall.AppID}}}) // reads again
	if sheet := frameOf(m); !strings.Contains(sheet, "/cgi-bin/message/custom/send") {
		t.Errorf("the sheet turned to another API:\n%s", sheet)
	}
	if rows := listed(press(m, "esc")); len(rows) != len(mall.APIs) || rows[0] != "/cgi-bin/token" {
		t.Errorf("the rows were not sorted anew: %v", rows)
	}
}

func TestQuotaALateAnswerIsDropped(t *testing.T) {
	o, m := openedMall(t)
	late := asked(m, "r")
	m = press(m, "ctrl+c", "r") // the newer question is answered first
	before := frameOf(m)
	o.wechat.quotas["/cgi-bin/token"] = wechat.Daily{Limit: 1, Used: 1}
	if after := frameOf(run(m, late)); after != before {
		t.Errorf("an older answer changed the screen:\n%s", after)
	}
}

func TestQuotaReadsAgainByItself(t *testing.T) {
	o, m := openedMall(t)
	calls := o.wechat.calls
	o.now = noon.Add(29 * time.Second)
	if m = update(m, view.Tick(o.now)); o.wechat.calls != calls {
		t.Error("read before its time")
	}
	o.now = noon.Add(31 * time.Second)
	m = update(m, view.Tick(o.now))
	read := o.wechat.calls - calls
	if read == 0 {
		t.Error("not read again after 30 s")
	}
	if read >= len(mall.APIs) {
		t.Errorf("%d of %d rows were read: those far from their limit cost quota too", read, len(mall.APIs))
	}
	_ = m
}

func TestQuotaRefreshZeroNeverReadsByItself(t *testing.T) {
	o := newOutside(t)
	o.Open, o.Refresh = "mall", 0
	m := o.console(80, 24)
	calls := o.wechat.calls
	o.now = noon.Add(time.Hour)
	update(m, view.Tick(o.now))
	if o.wechat.calls != calls {
		t.Error("read although --refresh is 0")
	}
}

func TestQuotaAFailedReadKeepsTheOldNumbers(t *testing.T) {
	o, m := openedMall(t)
	o.wechat.err = &wechat.Error{Op: "fetch the token", Code: 40164, Msg: "invalid ip 203.0.113.7, not in whitelist"}
	frame := frameOf(press(m, "r"))
	for _, want := range []string{"93,120", "40164"} {
		if !strings.Contains(frame, want) {
			t.Errorf("%q is not on the screen:\n%s", want, frame)
		}
	}
}

func TestQuotaAddAndTakeAway(t *testing.T) {
	o, m := openedMall(t)
	m = press(typeText(press(m, "a"), "/wxa/generatescheme"), "enter")
	if chosen(m) != "/wxa/generatescheme" {
		t.Fatalf("the cursor is on %s", chosen(m))
	}
	m = press(m, "x")
	if slices.Contains(listed(m), "/wxa/generatescheme") {
		t.Error("the API is still on the list")
	}
	if len(o.book.calls) != 2 {
		t.Errorf("the file was written %d times: %v", len(o.book.calls), o.book.calls)
	}
}

// TestAnAccountWithoutAListKeepsTheStarterList: a and x write what differs
// from it, so that the list goes on growing with wxops.
func TestAnAccountWithoutAListKeepsTheStarterList(t *testing.T) {
	o := newOutside(t)
	m := press(o.console(120, 120), "j", "enter") // news
	first := news.Watched()[0]
	m = press(typeText(press(m, "a"), "/cgi-bin/not/listed"), "enter", "home")
	for range listed(m) {
		if chosen(m) != first {
			m = press(m, "j")
		}
	}
	m = press(m, "x")
	got := o.book.accounts[1]
	if len(got.APIs) > 0 || !slices.Equal(got.APIsAdd, []string{"/cgi-bin/not/listed"}) || !slices.Equal(got.APIsSkip, []string{first}) {
		t.Errorf("apis %q, add %q, skip %q", got.APIs, got.APIsAdd, got.APIsSkip)
	}
	press(m, "w") // a path may be cut on the screen
	var shown []string
	for l := range strings.Lines(o.files["quota-news.tsv"]) {
		if path, _, _ := strings.Cut(l, "\t"); strings.HasPrefix(path, "/") {
			shown = append(shown, path)
		}
	}
	if !slices.Equal(slices.Sorted(slices.Values(shown)), slices.Sorted(slices.Values(got.Watched()))) {
		t.Errorf("the tab shows %q", shown)
	}
}

func TestQuotaABadPathIsExplainedAndNotAsked(t *testing.T) {
	for _, path := range []string{"/sns/oauth2/access_token", "https://api.weixin.qq.com/cgi-bin/menu/get", "/cgi-bin/menu/get?x=1"} {
		o, m := openedMall(t)
		calls := o.wechat.calls
		m = press(typeText(press(m, "a"), path), "enter")
		if m.notice == "" {
			t.Errorf("%s: nothing says what is wrong", path)
		}
		m = press(m, "esc")
		if o.wechat.calls != calls || len(o.book.calls) != 0 || !strings.Contains(frameOf(m), "5 APIs") || slices.Contains(listed(m), path) {
			t.Errorf("%s was taken", path)
		}
	}
}

func TestQuotaWordsFindAnAPIToAdd(t *testing.T) {
	_, m := openedMall(t)
	m = press(typeText(press(m, "a"), "generate scheme"), "enter")
	if rows := listed(m); !slices.Contains(rows, "/wxa/generatescheme") {
		t.Errorf("rows: %v", rows)
	}
}

func TestQuotaSuggestsAPIsOfTheAccountsKindFirst(t *testing.T) {
	_, m := openedMall(t)
	m = typeText(press(m, "a"), "qr")
	rows := listed(m) // the suggestions stand above the table
	if first, _ := catalog.Lookup(rows[0]); len(rows) <= len(mall.APIs) || !slices.Contains(first.Kinds, string(mall.Kind)) {
		t.Errorf("suggested first: %+v\n%s", first, frameOf(m))
	}
}

func TestQuotaAPlatformIsShownAndNotAsked(t *testing.T) {
	o := newOutside(t)
	o.Open = "platform"
	m := o.console(80, 24)
	if o.wechat.calls != 0 {
		t.Error("a platform was asked")
	}
	if m = press(m, "r", "R"); o.wechat.calls != 0 || m.open != nil {
		t.Error("a platform was asked or offered a reset")
	}
}

func TestQuotaAPromptedSecretIsAskedForFirst(t *testing.T) {
	o := newOutside(t)
	asking := mall
	asking.Secret = keystore.FromPrompt
	o.Accounts = []keystore.Account{asking}
	o.secrets.missing = []string{"mall"}
	o.Open = "mall"
	m := o.console(80, 24)
	if m.open != m.secretView() || o.wechat.calls != 0 {
		t.Errorf("dialog %T, %d calls", m.open, o.wechat.calls)
	}
}

// TestQuotaALockedKeyringOffersTheKeyFirst: the rest of a long remedy does not
// fit a narrow terminal; the way that is always open must.
func TestQuotaALockedKeyringOffersTheKeyFirst(t *testing.T) {
	for _, reason := range []secret.Reason{secret.KeyringLocked, secret.KeyringStopped, secret.KeyringAbsent} {
		o := newOutside(t)
		o.wechat.err = &keystore.Problem{Account: "mall", Source: keystore.FromKeyring, Reason: reason}
		o.Open = "mall"
		m := o.console(60, 16)
		m = press(calmed(m), "esc")
		if frame := frameOf(m); !strings.Contains(frame, "e enters the secret for this session") {
			t.Errorf("%s: not offered:\n%s", reason, frame)
		}
		if m = press(m, "e"); m.open != m.secretView() {
			t.Errorf("%s: e opens nothing", reason)
		}
	}
}

func TestQuotaAChosenListOfAPIsStays(t *testing.T) {
	for name, book := range map[string]bool{"file": true, "demo": false} {
		o := newOutside(t)
		o.Open = "mall"
		if !book {
			o.Config.Book = nil
		}
		m := o.console(120, 40)
		m = press(typeText(press(m, "a"), "/cgi-bin/menu/get"), "enter", "1", "enter")
		if rows := listed(m); !slices.Contains(rows, "/cgi-bin/menu/get") {
			t.Errorf("%s: opened again, the list is %v", name, rows)
		}
	}
}

func TestQuotaKeysSayWhyThereIsNothingToDo(t *testing.T) {
	for _, c := range []struct {
		name, reason string
		open         []string
	}{
		{"no account", "No account is open", []string{"2"}},
		{"platform", "third-party platforms are not supported yet", []string{"1", "G", "enter"}},
	} {
		m := press(newOutside(t).console(80, 24), c.open...)
		for _, k := range []string{"r", "R", "/", "s", "enter", "a", "x", "c", "w", "e"} {
			m = press(m, k)
			if !strings.Contains(m.notice, c.reason) || m.typing() || m.open != nil {
				t.Errorf("%s: %s says %q", c.name, k, m.notice)
			}
		}
		if footer := frameOf(m); strings.Contains(footer, "R reset") || strings.Contains(footer, "a add") {
			t.Errorf("%s: the footer offers what cannot be done:\n%s", c.name, footer)
		}
	}
}

func TestQuotaTheAgeOfTheNumbersIsAlwaysThere(t *testing.T) {
	for _, lang := range []words.Lang{words.English, words.Chinese} {
		for _, size := range []int{40, 60, 80, 120} {
			o := newOutside(t)
			o.Open, o.Lang = "mall", lang
			m := o.console(size, 16)
			if want := view.WordReadAgo.Fill(m.Lang, words.Age(m.Lang, 0)); !strings.Contains(frameOf(m), want) {
				t.Errorf("%s at %d cells: no %q in\n%s", lang, size, want, frameOf(m))
			}
		}
	}
}
