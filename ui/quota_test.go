package ui

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"

	"wxops/keystore"
	"wxops/keystore/secret"
	"wxops/ui/view"
	"wxops/ui/words"
	"wxops/wechat"
	"wxops/wechat/catalog"
	"wxops/wechat/guard"
	"wxops/wechat/meter"
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

// A reading made before the numbers on the screen, however late it comes, changes nothing.
func TestQuotaALateAnswerIsDropped(t *testing.T) {
	_, m := openedMall(t)
	before := frameOf(m)
	late := wechat.Quota{Path: "/cgi-bin/token", Daily: &wechat.Daily{Limit: 1, Used: 1}, At: noon.Add(-time.Second)}
	if after := frameOf(update(m, view.Followed{AppID: mall.AppID, After: []wechat.Quota{late}})); after != before {
		t.Errorf("an older answer changed the screen:\n%s", after)
	}
	late.At = noon.Add(time.Second)
	if after := frameOf(update(m, view.Followed{AppID: mall.AppID, After: []wechat.Quota{late}})); after == before {
		t.Error("a newer answer did not")
	}
}

// ctrl+c takes back what was asked for, and does not quit.
func TestQuotaCancelTakesBackWhatWasAskedFor(t *testing.T) {
	o, m := openedMall(t)
	asked(m, "r")
	if frame := frameOf(m); strings.Contains(frame, "reading") {
		t.Errorf("a reading of a moment costs a line of bytes:\n%s", frame)
	}
	m.Update(view.Tick(noon.Add(time.Second)))
	if frame := frameOf(m); !strings.Contains(frame, "reading 0 of 5") {
		t.Errorf("nothing says that it is read:\n%s", frame)
	}
	cmd := asked(m, "ctrl+c")
	if a, _ := o.meter.Account("mall"); cmd != nil || a.Of != 0 || !strings.Contains(frameOf(m), "cancelled") {
		t.Errorf("%d are asked for:\n%s", a.Of, frameOf(m))
	}
}

// The meter decides what is read when; the tab shows it and asks for nothing.
func TestQuotaShowsWhatTheMeterReadsByItself(t *testing.T) {
	o, m := openedMall(t)
	calls := o.wechat.calls
	o.now = noon.Add(31 * time.Second)
	if m = update(m, view.Tick(o.now)); o.wechat.calls != calls {
		t.Error("the clock made the tab read")
	}
	o.meter.Take("mall", wechat.Reading{Path: "/cgi-bin/token", Quota: wechat.Quota{Daily: &wechat.Daily{Limit: 2000, Used: 1999, Remain: 1}}}, o.now)
	if m = update(m, view.Metered{}); slices.Index(listed(m), "/cgi-bin/token") != 1 || !strings.Contains(frameOf(m), "99%") {
		t.Errorf("what was read is not shown:\n%s", frameOf(m))
	}
}

// What the background has read is there at once, and is not read again.
func TestQuotaOpeningShowsWhatIsKnown(t *testing.T) {
	o := newOutside(t)
	m := o.console(120, 40)
	o.meter.readAll()
	m = update(m, view.Metered{})
	calls := o.wechat.calls
	if m = press(m, "enter"); o.wechat.calls != calls || !strings.Contains(frameOf(m), "6,880") {
		t.Errorf("%d calls:\n%s", o.wechat.calls-calls, frameOf(m))
	}
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
	for _, want := range []string{"6,880", "93%", "OUT", "STALE", "40164"} {
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
		accounts     []keystore.Account
	}{
		{"no account", "No account is open", nil},
		{"platform", "third-party platforms are not supported yet", []keystore.Account{platform}},
	} {
		o := newOutside(t)
		o.Accounts = c.accounts
		m := press(o.console(80, 24), "2")
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
			for _, c := range []struct {
				after time.Duration
				want  words.Pair
			}{{0, words.Pair{"read just now", "刚刚读取"}}, {47 * time.Second, words.Pair{"oldest 30 s", "最旧 30 秒"}}, {3 * time.Hour, words.Pair{"oldest 3 h", "最旧 3 小时"}}} {
				o.now = noon.Add(c.after)
				if m = update(m, view.Tick(o.now)); !strings.Contains(frameOf(m), c.want.In(lang)) {
					t.Errorf("%s at %d cells: no %q in\n%s", lang, size, c.want.In(lang), frameOf(m))
				}
			}
		}
	}
}

// quotas makes an account of n APIs, of which each uses another part of its limit.
func manyAPIs(o *outside, n int) {
	o.Accounts = []keystore.Account{mall, news}
	o.Accounts[0].APIs = nil
	for i := range n {
		path := fmt.Sprintf("/cgi-bin/api/%03d", i)
		o.Accounts[0].APIs = append(o.Accounts[0].APIs, path)
		o.wechat.quotas[path] = wechat.Daily{Limit: 1000, Used: int64(n - i), Remain: int64(1000 - n + i)}
	}
	o.Open = "mall"
}

// The filter lands on its first match; esc shows the list as it was.
func TestQuotaTheFilterGivesTheListBack(t *testing.T) {
	o := newOutside(t)
	manyAPIs(o, 200)
	m := press(o.console(120, 24), "j", "j", "j", "pgdn", "pgdn", "k")
	before := frameOf(m)
	if m = typeText(press(m, "/"), "19"); !under(m, "/cgi-bin/api/019") {
		t.Errorf("not on the first match:\n%s", frameOf(m))
	}
	if !strings.Contains(frameOf(m), "1-16 of 20 (200 APIs)") && !strings.Contains(frameOf(m), "of 200") {
		t.Errorf("no word of how many match:\n%s", frameOf(m))
	}
	if after := frameOf(press(m, "esc")); after != before {
		t.Errorf("esc does not show the list as it was:\n%s\nbut\n%s", before, after)
	}
	if m = press(typeText(press(m, "/"), "19"), "down", "esc"); !under(m, "/cgi-bin/api/022") {
		t.Errorf("esc lost the cursor:\n%s", frameOf(m))
	}
	if m = press(typeText(press(m, "/"), "19"), "enter", "j", "esc"); !under(m, "/cgi-bin/api/119") {
		t.Errorf("the row chosen among the matches is not chosen any more:\n%s", frameOf(m))
	}
}

func TestQuotaNoMatchSaysSo(t *testing.T) {
	_, m := openedMall(t)
	m = press(typeText(press(m, "/"), "zzzz"), "enter")
	if !strings.Contains(frameOf(m), "No API matches the filter") {
		t.Errorf("nothing says so:\n%s", frameOf(m))
	}
	if m = press(m, "R"); m.open != nil || !strings.Contains(m.notice, "No API matches") {
		t.Errorf("R says %q", m.notice)
	}
}

func TestQuotaTheStatusLineSaysWhichRowsAreShown(t *testing.T) {
	o := newOutside(t)
	manyAPIs(o, 200)
	m := o.console(120, 24)
	for _, c := range []struct{ key, want string }{{"g", "1-17 of 200"}, {"G", "184-200 of 200"}, {"k", "184-200 of 200"}} {
		if m = press(m, c.key); !strings.Contains(frameOf(m), c.want) {
			t.Errorf("%s: no %q in\n%s", c.key, c.want, frameOf(m))
		}
	}
}

// Where a window has no room for both, the place in the list goes before the budgets.
func TestQuotaThePlaceInTheListIsSaidBeforeTheBudgets(t *testing.T) {
	for lang, want := range map[words.Lang]string{words.English: "1-9 of 30", words.Chinese: "第 1-9 个，共 30 个"} {
		o := newOutside(t)
		manyAPIs(o, 30)
		o.Lang = lang
		if frame := frameOf(o.console(60, 16)); !strings.Contains(frame, want) {
			t.Errorf("no %q in\n%s", want, frame)
		}
	}
}

// Numbers are grouped by thousands wherever they stand, in both languages.
func TestQuotaNumbersAreGroupedByThousands(t *testing.T) {
	for _, lang := range []words.Lang{words.English, words.Chinese} {
		o := newOutside(t)
		o.Open, o.Lang = "mall", lang
		o.wechat.quotas["/cgi-bin/token"] = wechat.Daily{Limit: 100000000, Used: 15000000, Remain: 85000000}
		m := o.console(80, 24)
		if frame := frameOf(m); !strings.Contains(frame, "100,000,000") || !strings.Contains(frame, "85,000,000") {
			t.Errorf("a table without whole numbers:\n%s", frame)
		}
		o.wechat.quotas["/cgi-bin/token"] = wechat.Daily{Limit: 100000000, Used: 15024917, Remain: 84975083}
		o.now = o.now.Add(time.Minute)
		for m = press(m, "r"); chosenName(m) != words.APIAt("/cgi-bin/token", lang); {
			m = press(m, "j")
		}
		if frame := frameOf(press(update(m, tea.WindowSizeMsg{Width: 120, Height: 40}), "enter")); !strings.Contains(frame, "+24,917") {
			t.Errorf("a rise that is not grouped:\n%s", frame)
		}
	}
}

// chosenName is the name of the API under the cursor.
func chosenName(m *Model) string {
	for l := range strings.SplitSeq(frameOf(m), "\n") {
		if row, there := strings.CutPrefix(l, "> "); there {
			name, _, _ := strings.Cut(row, "  ")
			return name
		}
	}
	return ""
}

// s goes through the orders, and the heading marks the one that holds.
func TestQuotaTheHeadingMarksTheOrder(t *testing.T) {
	_, m := openedMall(t)
	for _, c := range []struct{ mark, first string }{
		{"Out at ▲", "/cgi-bin/message/custom/send"}, {"Used ▼", "/cgi-bin/message/custom/send"}, {"API ▲", "/cgi-bin/token"}, {"Use ▼", "/cgi-bin/message/custom/send"},
	} {
		if m = press(m, "s"); !strings.Contains(frameOf(m), c.mark) || listed(m)[0] != c.first {
			t.Errorf("no %q, or %s is not first:\n%s", c.mark, c.first, frameOf(m))
		}
	}
}

// n and N go through the accounts as the Accounts tab lists them, and ask nobody
// for a secret on the way.
func TestQuotaNextAccount(t *testing.T) {
	o, _ := openedMall(t)
	o.secrets.missing = []string{"news"}
	o.Accounts[1].Secret = keystore.FromPrompt
	m := o.console(120, 40)
	m.Accounts.Order = []string{"platform", "mall", "news"}
	for _, c := range []struct{ key, want string }{{"n", "news"}, {"n", "platform"}, {"n", "mall"}, {"N", "platform"}, {"N", "news"}, {"N", "mall"}} {
		if m = press(m, c.key); m.Accounts.Open != c.want || m.open != nil || m.tab != tabQuota {
			t.Errorf("%s opened %q and %T", c.key, m.Accounts.Open, m.open)
		}
	}
	m = press(m, "n")
	if frame := frameOf(m); !strings.Contains(frame, "The secret of this account waits for you.") || !strings.Contains(frame, "r asks for it") {
		t.Errorf("nothing says why there are no numbers:\n%s", frame)
	}
	if m = press(m, "r"); m.open != m.secretView() {
		t.Errorf("r opened %T", m.open)
	}
	o = newOutside(t)
	o.Accounts, o.Open = o.Accounts[:1], "mall"
	if m = press(o.console(80, 24), "n"); !strings.Contains(m.notice, "no other account") {
		t.Errorf("with one account, n says %q", m.notice)
	}
}

// With no account open yet, 2 opens the one under the cursor of the Accounts tab.
func TestQuotaTheTabOpensTheAccountUnderTheCursor(t *testing.T) {
	m := newOutside(t).console(80, 24)
	m.Accounts.Cursor = "news"
	if m = press(m, "2"); m.Accounts.Open != "news" {
		t.Errorf("opened %q", m.Accounts.Open)
	}
	m.Accounts.Cursor = "mall"
	if m = press(m, "1", "2"); m.Accounts.Open != "news" {
		t.Errorf("the account that is open gave way to %q", m.Accounts.Open)
	}
}

// 0, 0 and 0 is not an API that nobody uses.
func TestQuotaZerosAreNoFigures(t *testing.T) {
	for _, lang := range []words.Lang{words.English, words.Chinese} {
		o := newOutside(t)
		o.Open, o.Lang = "mall", lang
		o.wechat.quotas["/cgi-bin/token"] = wechat.Daily{}
		want := words.Pair{"WeChat gave no figure", "微信未给出数值"}.In(lang)
		for _, size := range []int{60, 80, 120} {
			if frame := frameOf(o.console(size, 24)); !strings.Contains(frame, want) {
				t.Errorf("%s, %d cells: no %q in\n%s", lang, size, want, frame)
			}
		}
	}
}

// Where the columns stand depends on no figure: nothing jumps as they arrive.
func TestQuotaColumnsStandStill(t *testing.T) {
	for _, size := range []int{60, 80, 120, 200} {
		var heads []string
		for _, d := range []wechat.Daily{{}, {Limit: 10, Used: 1, Remain: 9}, {Limit: 1 << 62, Used: 1 << 61, Remain: 1 << 61}} {
			o := newOutside(t)
			o.Open = "mall"
			o.wechat.quotas["/cgi-bin/token"] = d
			heads = append(heads, strings.Split(frameOf(o.console(size, 24)), "\n")[3])
		}
		o := newOutside(t)
		o.Open, o.wechat.err = "mall", lost
		heads = append(heads, strings.Split(frameOf(o.console(size, 24)), "\n")[3])
		for _, h := range heads {
			if h != heads[0] {
				t.Errorf("%d cells: %q and %q", size, heads[0], h)
			}
		}
	}
}

// The colour of a row goes by the levels of its account, and so does a sign that
// needs no colour.
func TestQuotaALevelHasASign(t *testing.T) {
	o, m := openedMall(t)
	o.wechat.quotas["/cgi-bin/token"] = wechat.Daily{Limit: 2000, Used: 1920, Remain: 80}
	m = press(m, "r")
	for _, want := range []string{"OUT ", "96%!!", "93%! ", "41%  "} {
		if !strings.Contains(m.View().Content, want) {
			t.Errorf("no %q in\n%s", want, frameOf(m))
		}
	}
}

// Readings that cannot be kept are worth a word, and cost no number.
func TestQuotaSaysThatReadingsAreNotKept(t *testing.T) {
	for _, size := range []int{60, 80, 120} {
		o, _ := openedMall(t)
		m := o.console(size, 24)
		o.meter.forgets = errors.New("no space left on device")
		if frame := frameOf(update(m, view.Metered{})); !strings.Contains(frame, "history not kept") || !strings.Contains(frame, "93%") {
			t.Errorf("%d cells:\n%s", size, frame)
		}
	}
}

// The sheet says what a clear would buy, for a row that may need one.
func TestQuotaTheSheetSaysWhatAResetBuys(t *testing.T) {
	o, m := openedMall(t)
	for i := range int64(4) {
		o.now = noon.Add(time.Duration(i+1) * time.Minute)
		for path, used := range map[string]int64{"/cgi-bin/message/subscribe/send": 93120 + 600*(i+1), "/cgi-bin/token": 410 + i + 1} {
			limit := o.wechat.quotas[path].Limit
			o.wechat.quotas[path] = wechat.Daily{Limit: limit, Used: used, Remain: limit - used}
		}
		m = press(update(m, view.Tick(o.now)), "r")
	}
	m = press(m, "j", "enter")
	for _, want := range []string{"calls an hour, as in the last minutes", "A reset", "then 48 of 50 left"} {
		if !strings.Contains(frameOf(m), want) {
			t.Errorf("no %q in\n%s", want, frameOf(m))
		}
	}
	m = press(m, "esc", "j", "j", "enter")
	if frame := frameOf(m); strings.Contains(frame, "A reset") || !strings.Contains(frame, "at 00:00, in") {
		t.Errorf("advice for a row that needs none:\n%s", frame)
	}
}

// The sheet draws today against the last days, by what is remembered.
func TestQuotaTheSheetDrawsTheLastDays(t *testing.T) {
	for _, unicode := range []bool{true, false} {
		o := newOutside(t)
		o.Open, o.Unicode = "mall", unicode
		asked := 0
		o.Config.Days = func(_ context.Context, a keystore.Account, path string) ([]meter.Day, error) {
			asked++
			midnight := time.Date(2026, 3, 9, 0, 0, 0, 0, wechat.Beijing())
			days := make([]meter.Day, 3)
			for n := range days {
				days[n].Start = midnight.AddDate(0, 0, -n)
				for i := range days[n].Used {
					days[n].Used[i] = int64(i+1) * 100
					if n == 0 && i > 48 {
						days[n].Used[i] = -1
					}
				}
			}
			days[1].OutAt = midnight.Add(-2 * time.Hour)
			return days, nil
		}
		m := press(o.console(80, 40), "j", "j", "enter")
		full, want := "████", []string{"Today", "Last 2 days", "Yesterday", "4,900 used at this hour", "out at 22:00", "00:00       06:00       12:00       18:00"}
		if !unicode {
			full = "####"
		}
		for _, w := range append(want, full) {
			if !strings.Contains(frameOf(m), w) {
				t.Errorf("no %q in\n%s", w, frameOf(m))
			}
		}
		if update(m, view.Tick(noon.Add(2*time.Second))); asked != 1 {
			t.Errorf("the files were read %d times", asked)
		}
	}
}

// On a wide screen the sheet stands beside the table, and follows the cursor.
func TestQuotaTheSheetBesideTheTable(t *testing.T) {
	o, _ := openedMall(t)
	m := o.console(200, 50)
	if frame := frameOf(m); !strings.Contains(frame, "│  Send customer message") || !strings.Contains(frame, "/wxa/getwxacodeunlimit") {
		t.Errorf("no sheet beside the table:\n%s", frame)
	}
	if frame := frameOf(press(m, "j")); !strings.Contains(frame, "│  Send subscribe message") {
		t.Errorf("the sheet did not follow the cursor:\n%s", frame)
	}
	if frame := frameOf(update(m, tea.WindowSizeMsg{Width: 149, Height: 50})); strings.Contains(frame, "│  Send") {
		t.Errorf("a sheet where there is no room:\n%s", frame)
	}
}

// c copies a line for a chat, in the language of the screen.
func TestQuotaCopiesALineForAChat(t *testing.T) {
	for lang, want := range map[words.Lang]string{
		words.English: "mall: Send subscribe message (/cgi-bin/message/subscribe/send), 93% ~in 53 m (12:53), 93,120 of 100,000 used, read at 12:00 +08, back at 00:00 +08 in 12 h 0 m\n",
		words.Chinese: "mall：发订阅消息（/cgi-bin/message/subscribe/send），93% ~53 分后 12:53，已用 93,120 / 100,000，12:00 +08 读取，00:00 +08 恢复（12 时 0 分后）\n",
	} {
		o := newOutside(t)
		o.Open, o.Lang = "mall", lang
		m := press(o.console(80, 24), "j")
		if _, text, _ := copiedBy(t, m, "c"); text != want {
			t.Errorf("%q", text)
		}
	}
}
