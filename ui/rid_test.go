package ui

import (
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"

	"wxops/keystore"
	"wxops/keystore/secret"
	"wxops/ui/view"
	"wxops/ui/words"
	"wxops/wechat/inquiry"
	"wxops/wechat/rid"
)

func TestRIDPasteIsExplainedAndNotSent(t *testing.T) {
	o, d := atDesk(t)
	m := paste(o.console(80, 24), "req failed: "+outOfQuota(failed)+" appid=wx0123456789abcdef")
	frame := frameOf(m)
	for _, want := range []string{
		string(failed), "2 min ago, 2026-03-09 11:58:00 Beijing", "in 6 days, 2026-03-16 11:58:00 Beijing",
		"45009", "The day's quota of this API is used up", "Way on", "p shows the quota", "its AppID is in the text",
	} {
		if !strings.Contains(frame, want) {
			t.Errorf("%q is not on screen:\n%s", want, frame)
		}
	}
	if len(d.asked) != 0 {
		t.Errorf("asked %v", d.asked)
	}
}

func TestRIDPasteElsewhereOpensTheTab(t *testing.T) {
	o, d := atDesk(t)
	m := paste(press(o.console(80, 24), "2"), outOfQuota(failed))
	if m.tab != tabRID || !under(m, string(failed)) || len(d.asked) != 0 {
		t.Errorf("tab %d, asked %v:\n%s", m.tab, d.asked, frameOf(m))
	}
}

// Terminals send the line ends of a paste as carriage returns.
func TestRIDPasteKeepsItsLines(t *testing.T) {
	o, _ := atDesk(t)
	for _, tab := range []string{"2", "3"} {
		m := paste(press(o.console(80, 24), tab), "first line\r"+outOfQuota(failed)+"\r\nthird line\r\r")
		if frame := frameOf(m); !strings.Contains(frame, "text: first line\n") || !strings.Contains(frame, "        third line\n") {
			t.Errorf("the lines ran together:\n%s", frame)
		}
	}
}

func TestRIDAsksTheRightAccount(t *testing.T) {
	tests := []struct {
		name, text, open, want string
	}{
		{"the first real one", outOfQuota(failed), "", "mall"},
		{"the one on screen", outOfQuota(failed), "news", "news"},
		{"the one whose AppID is in the text", outOfQuota(failed) + " appid=wx00000000000000bb", "news", "shop"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			o, d := atDesk(t)
			o.Accounts = []keystore.Account{platform, mall, news, shop}
			o.Open = tt.open
			m := press(paste(press(o.console(80, 24), "3"), tt.text), "enter")
			if !slices.Equal(d.asked, []string{tt.want}) {
				t.Errorf("asked %v, want %s:\n%s", d.asked, tt.want, frameOf(m))
			}
		})
	}
}

func TestRIDPlatformCannotAsk(t *testing.T) {
	o, d := atDesk(t)
	o.Accounts = []keystore.Account{platform}
	m := pasteAndAsk(o.console(80, 24))
	if len(d.asked) != 0 || !strings.Contains(frameOf(m), "platform: third-party platforms are not supported yet") {
		t.Errorf("asked %v:\n%s", d.asked, frameOf(m))
	}
}

func TestRIDExpiredAsksOnlyWhenInsisted(t *testing.T) {
	o, d := atDesk(t)
	d.infos, d.errs["mall"] = nil, refusedRID(76004)
	m := press(paste(o.console(80, 24), outOfQuota(ridAt(8*24*time.Hour))), "enter")
	if len(d.asked) != 0 || !strings.Contains(frameOf(m), "has expired; the same key again asks anyway") {
		t.Fatalf("asked %v:\n%s", d.asked, frameOf(m))
	}
	m = press(m, "enter")
	if len(d.asked) != 1 || !strings.Contains(frameOf(m), "older than seven days") {
		t.Errorf("asked %v:\n%s", d.asked, frameOf(m))
	}
}

func TestRIDFreshUnknownIsAskedOnceMore(t *testing.T) {
	o, d := atDesk(t)
	d.infos, d.errs["mall"] = nil, refusedRID(inquiry.CodeUnknown)
	var rings []func() tea.Msg // of the clocks, but for the one of every second
	o.Later = func(after time.Duration, then func() tea.Msg) tea.Cmd {
		if after > time.Second {
			rings = append(rings, then)
		}
		return nil
	}
	m := pasteAndAsk(o.console(80, 24))
	if len(rings) != 1 || !strings.Contains(frameOf(m), "asking once more in a moment") {
		t.Fatalf("nothing announces the second question:\n%s", frameOf(m))
	}
	m = run(run(m, rings[0]), rings[0])
	if len(d.asked) != 2 || len(rings) != 1 || !strings.Contains(frameOf(m), "not indexed yet, or it is of an /sns/ call") {
		t.Errorf("asked %v:\n%s", d.asked, frameOf(m))
	}
}

func TestRIDOldUnknownIsAskedOnce(t *testing.T) {
	o, d := atDesk(t)
	d.infos, d.errs["mall"] = nil, refusedRID(inquiry.CodeUnknown)
	m := press(paste(o.console(80, 24), outOfQuota(ridAt(time.Hour))), "enter")
	if len(d.asked) != 1 || ridAsking(m) {
		t.Errorf("asked %v, busy %v", d.asked, ridAsking(m))
	}
}

func TestRIDOthersStopAtTheOwner(t *testing.T) {
	o, d := atDesk(t)
	beta := keystore.Account{Alias: "beta", AppID: "wx00000000000000cc", Kind: keystore.MiniProgram, Env: "test", Secret: keystore.FromPrompt}
	late := keystore.Account{Alias: "late", AppID: "wx00000000000000dd", Kind: keystore.MiniProgram, Env: "test"}
	o.Accounts = []keystore.Account{mall, news, platform, beta, shop, late}
	o.secrets.missing = []string{"beta"}
	d.infos = map[string]rid.Record{"shop": failedCall}
	d.errs["mall"], d.errs["news"] = refusedRID(inquiry.CodeForeign), refusedRID(inquiry.CodeUnknown)
	m := pasteAndAsk(o.console(80, 24))
	if !strings.Contains(frameOf(m), "o asks the other accounts") {
		t.Fatalf("nothing leads on:\n%s", frameOf(m))
	}
	m = press(m, "o")
	if want := []string{"mall", "news", "shop"}; !slices.Equal(d.asked, want) {
		t.Fatalf("asked %v, want %v", d.asked, want)
	}
	if frame := frameOf(m); !strings.Contains(frame, "shop 小店 wx00000000000000bb") || !strings.Contains(frame, "it is shop's") {
		t.Errorf("the owner is not named:\n%s", frame)
	}
	frame := frameOf(press(m, "esc"))
	for _, want := range []string{"mall: another account's (76003)", "news: not known (76001)", "beta: not asked", "shop: its own"} {
		if !strings.Contains(frame, want) {
			t.Errorf("%q is not on screen:\n%s", want, frame)
		}
	}
}

func TestRIDOthersStopWithoutANetwork(t *testing.T) {
	o, d := atDesk(t)
	d.infos, d.errs["mall"], d.errs["news"] = nil, refusedRID(inquiry.CodeForeign), lost
	press(paste(o.console(80, 24), outOfQuota(failed)), "o")
	if !slices.Equal(d.asked, []string{"mall", "news"}) {
		t.Errorf("asked %v", d.asked)
	}
}

func TestRIDAnswerKeepsTheRidUnderStudy(t *testing.T) {
	o, d := atDesk(t)
	d.infos, d.errs["mall"] = nil, refusedRID(inquiry.CodeForeign)
	m := pasteAndAsk(o.console(80, 24))
	if _, clip, _ := copiedBy(t, m, "c"); clip != string(failed) {
		t.Errorf("c copies %q, want %s", clip, failed)
	}
	if strings.Contains(frameOf(press(m, "esc")), string(trace)) {
		t.Error("the answer's own trace is in the history")
	}
}

func TestRIDLateAnswerIsDropped(t *testing.T) {
	o, _ := atDesk(t)
	m := paste(o.console(80, 24), outOfQuota(failed))
	next, ask := m.Update(keyNamed("enter"))
	other := ridAt(time.Hour)
	m = paste(next.(*Model), outOfQuota(other))
	for _, msg := range messages(ask) {
		m = update(m, msg)
	}
	if ridShows(m) != "text" || !under(m, string(other)) {
		t.Errorf("the late answer landed:\n%s", frameOf(m))
	}
	if m = press(m, "esc"); ridShows(m) != "start" || strings.Contains(frameOf(m), "mall: ") {
		t.Errorf("the late answer is among the look-ups:\n%s", frameOf(m))
	}
}

func TestRIDLateUnmaskingIsDropped(t *testing.T) {
	o, _ := atDesk(t)
	m := pasteAndAsk(o.console(80, 24))
	next, unmask := m.Update(keyNamed("u"))
	m = press(next.(*Model), "esc", "enter")
	for _, msg := range messages(unmask) {
		m = update(m, msg)
	}
	if strings.Contains(frameOf(m), "CanaryToken") || !strings.Contains(frameOf(m), "  masked") {
		t.Errorf("an unmasking of the last answer landed on this one:\n%s", frameOf(m))
	}
}

func TestRIDUnmaskHoldsForOneAnswer(t *testing.T) {
	o, _ := atDesk(t)
	m := pasteAndAsk(o.console(80, 40))
	if strings.Contains(frameOf(m), "Canary") {
		t.Fatalf("not masked:\n%s", frameOf(m))
	}
	m = press(m, "u")
	if frame := frameOf(m); !strings.Contains(frame, "CanaryToken") || !strings.Contains(frame, "UNMASKED") {
		t.Fatalf("not unmasked:\n%s", frame)
	}
	if len(o.notes) != 1 || !strings.Contains(o.notes[0], string(failed)) {
		t.Errorf("recorded %q", o.notes)
	}
	if again := press(m, "u"); strings.Contains(frameOf(again), "Canary") || len(o.notes) != 1 {
		t.Error("u does not mask again")
	}
	if again := press(m, "u", "esc", "enter"); strings.Contains(frameOf(again), "Canary") {
		t.Error("the next answer is not masked")
	}
	if old := press(m, "u", "esc", "esc", "down", "enter"); ridShows(old) != "answer" || strings.Contains(frameOf(old), "Canary") {
		t.Errorf("the answer out of the history is not masked:\n%s", frameOf(old))
	}
}

func TestRIDCopiesInTurn(t *testing.T) {
	o, _ := atDesk(t)
	m := pasteAndAsk(o.console(80, 24))
	var got []string
	for range 4 {
		var clip string
		m, clip, _ = copiedBy(t, m, "c")
		got = append(got, clip)
	}
	if got[0] != string(failed) || got[1] != "/cgi-bin/message/custom/send" || !strings.HasPrefix(got[2], "curl ") || got[3] != got[0] {
		t.Errorf("copied %q", got)
	}
	m, _, _ = copiedBy(t, m, "c")
	if _, clip, _ := copiedBy(t, press(m, "j"), "c"); clip != string(failed) {
		t.Errorf("another key does not begin again: %q", clip)
	}
}

func TestRIDCurlTooLongForTheClipboard(t *testing.T) {
	o, d := atDesk(t)
	long := failedCall
	long.RequestBody = strings.Repeat("x", 64<<10)
	d.infos["mall"] = long
	m := press(pasteAndAsk(o.console(80, 24)), "c", "c")
	if _, clip, notice := copiedBy(t, m, "c"); clip != "" || !strings.Contains(notice, "too long") {
		t.Errorf("copied %d bytes, said %q", len(clip), notice)
	}
}

func TestRIDLeadsToTheQuota(t *testing.T) {
	o, _ := atDesk(t)
	m := press(pasteAndAsk(o.console(80, 24)), "p")
	if m.tab != tabQuota || m.Accounts.Open != "mall" || !under(m, "Send customer mess") {
		t.Errorf("tab %d, account %s:\n%s", m.tab, m.Accounts.Open, frameOf(m))
	}
}

func TestRIDWithoutASecret(t *testing.T) {
	t.Run("the source fails", func(t *testing.T) {
		o, d := atDesk(t)
		d.infos, d.errs["mall"] = nil, &keystore.Problem{Account: "mall", Source: keystore.FromKeyring, Reason: secret.KeyringLocked}
		m := pasteAndAsk(o.console(120, 24))
		if frame := frameOf(m); m.open != m.secretView() || !strings.Contains(frame, "the keyring is locked") {
			t.Fatalf("the secret is not asked for:\n%s", frame)
		}
		m = press(calmed(m), "esc")
		if frame := frameOf(m); !strings.Contains(frame, "the keyring is locked") || !strings.Contains(frame, "e enters the secret") {
			t.Errorf("not explained:\n%s", frame)
		}
		d.infos = map[string]rid.Record{"mall": failedCall}
		if elsewhere := update(press(m, "j"), view.SecretKnown{Alias: "mall"}); ridShows(elsewhere) != "text" || len(d.asked) != 1 {
			t.Errorf("a secret entered later sends a question: %v", d.asked)
		}
		if m = press(typeText(press(m, "e"), "typed-secret"), "enter"); len(d.asked) != 2 || ridShows(m) != "answer" {
			t.Errorf("asked %v once the secret is entered:\n%s", d.asked, frameOf(m))
		}
	})
	t.Run("it has to be typed", func(t *testing.T) {
		o, d := atDesk(t)
		typed := mall
		typed.Secret = keystore.FromPrompt
		o.Accounts, o.secrets.missing = []keystore.Account{typed}, []string{"mall"}
		m := pasteAndAsk(o.console(80, 24))
		if m.open != m.secretView() || len(d.asked) != 0 {
			t.Fatalf("dialog %T, asked %v", m.open, d.asked)
		}
		m.open = nil
		m = update(m, view.SecretKnown{Alias: "mall"})
		if len(d.asked) != 1 || ridShows(m) != "answer" {
			t.Errorf("asked %v once the secret is known", d.asked)
		}
	})
}

func TestRIDTypedByHand(t *testing.T) {
	o, d := atDesk(t)
	m := typeText(press(o.console(80, 24), "i"), "rid: "+string(failed))
	if !strings.Contains(frameOf(m), "2 min ago") {
		t.Fatalf("not explained while it is typed:\n%s", frameOf(m))
	}
	if m = press(m, "enter"); len(d.asked) != 1 || ridShows(m) != "answer" {
		t.Errorf("enter asks %v", d.asked)
	}
	m = press(m, "i")
	if !m.typing() || !strings.Contains(frameOf(m), "\n  text: rid: "+string(failed)+"\n") {
		t.Errorf("the text is not there to edit:\n%s", frameOf(m))
	}
}

func TestRIDEscapeBringsTheTextBack(t *testing.T) {
	o, _ := atDesk(t)
	long := outOfQuota(failed) + strings.Repeat("\nline", 60)
	m := press(paste(o.console(80, 24), long), "i")
	if !m.typing() || !strings.Contains(frameOf(m), "\n  text:\n") {
		t.Errorf("a long text is in the field:\n%s", frameOf(m))
	}
	m = press(typeText(m, "45011"), "esc")
	if text := inside(m.ridView(), "text", "paste", "text").String(); text != long || !under(m, string(failed)) {
		t.Errorf("the text is %q:\n%s", text, frameOf(m))
	}
}

func TestRIDFieldDoesNotShowATokenThatIsPasted(t *testing.T) {
	o, _ := atDesk(t)
	m := typeText(press(o.console(80, 24), "i"), "GET ")
	m = paste(m, "/cgi-bin/menu/get?access_token=77_CanaryToken0123456789abcdefghijklmnopqrstuvwxyz")
	if strings.Contains(frameOf(m), "CanaryToken") {
		t.Errorf("the token is on screen:\n%s", frameOf(m))
	}
	if m = press(m, "i"); strings.Contains(frameOf(m), "CanaryToken") {
		t.Errorf("editing shows the token:\n%s", frameOf(m))
	}
}

func TestRIDSearchGoesRound(t *testing.T) {
	o, d := atDesk(t)
	info := failedCall
	info.RequestBody = `{"a":[` + strings.Repeat(`"filler",`, 40) + `"Needle one"],"b":"needle two"}`
	d.infos["mall"] = info
	m := typeText(press(pasteAndAsk(o.console(80, 24)), "/"), "NEEDLE")
	at := func(m *Model, want string) {
		t.Helper()
		for _, l := range strings.Split(frameOf(m), "\n") {
			if strings.HasPrefix(l, ">") {
				if !strings.Contains(l, want) {
					t.Errorf("the mark is at %q, want %q", l, want)
				}
				return
			}
		}
		t.Errorf("no mark:\n%s", frameOf(m))
	}
	at(m, "Needle one")
	at(press(m, "enter"), "needle two")
	at(press(m, "up", "down", "down"), "Needle one")
	at(press(m, "up"), "needle two")
	if m = typeText(m, "zzz"); !strings.Contains(frameOf(m), "no match") {
		t.Errorf("no match is not said:\n%s", frameOf(m))
	}
	if m = press(m, "esc"); ridShows(m) != "answer" || m.typing() {
		t.Error("esc does more than end the search")
	}
}

// The letters that are keys elsewhere are letters here, i and the digits too.
func TestRIDSearchTakesEveryLetter(t *testing.T) {
	o, _ := atDesk(t)
	const letters = "abcdefghijklmnopqrstuvwxyz0123456789?/GRU"
	m := typeText(press(pasteAndAsk(o.console(80, 24)), "/"), letters)
	if ridShows(m) != "answer" || !strings.Contains(frameOf(m), "\n  search: "+letters+"\n") {
		t.Errorf("not all is searched for:\n%s", frameOf(m))
	}
}

// A start screen that is come back to lists what was asked since.
func TestRIDStartListsAnewAfterCtrlC(t *testing.T) {
	o, d := atDesk(t)
	m := press(typeText(press(o.console(80, 24), "i"), string(failed)), "enter")
	if len(d.asked) != 1 {
		t.Fatalf("asked %v", d.asked)
	}
	m = press(press(press(m, "i"), "ctrl+u"), "ctrl+c")
	if frame := frameOf(m); ridShows(m) != "start" || strings.Contains(frame, "last text") || strings.Count(frame, string(failed)) != 1 {
		t.Errorf("the look-up is not the one row:\n%s", frame)
	}
}

func TestRIDCtrlCStopsTheQuestionFirst(t *testing.T) {
	o, _ := atDesk(t)
	next, ask := paste(o.console(80, 24), outOfQuota(failed)).Update(keyNamed("enter"))
	m := press(next.(*Model), "ctrl+c")
	if ridAsking(m) || !strings.Contains(frameOf(m), "cancelled") {
		t.Fatalf("not stopped:\n%s", frameOf(m))
	}
	for _, msg := range messages(ask) {
		m = update(m, msg)
	}
	if ridShows(m) != "text" {
		t.Error("the answer came through")
	}
}

// An answer must not come over what the person has turned to meanwhile.
func TestRIDTurningAwayEndsTheQuestion(t *testing.T) {
	for _, name := range []string{"esc", "i"} {
		o, _ := atDesk(t)
		next, ask := paste(o.console(80, 24), outOfQuota(failed)).Update(keyNamed("enter"))
		m := press(next.(*Model), name)
		for _, msg := range messages(ask) {
			m = update(m, msg)
		}
		if ridShows(m) == "answer" || ridAsking(m) {
			t.Errorf("%s: the answer came over the screen", name)
		}
	}
}

func TestRIDKnownOwnerIsAskedNextTime(t *testing.T) {
	o, d := atDesk(t)
	d.infos = map[string]rid.Record{"shop": failedCall}
	d.errs["mall"] = refusedRID(inquiry.CodeForeign)
	m := press(pasteAndAsk(o.console(80, 24)), "o", "esc")
	d.asked = nil
	m = press(m, "enter", "p")
	if !slices.Equal(d.asked, []string{"shop"}) || m.Accounts.Open != "shop" {
		t.Errorf("asked %v, opened %s", d.asked, m.Accounts.Open)
	}
}

func TestRIDHistoryNamesTheAccount(t *testing.T) {
	o, d := atDesk(t)
	m := press(pasteAndAsk(o.console(80, 24)), "esc", "esc")
	frame := frameOf(m)
	if !strings.Contains(frame, string(failed)) || !strings.Contains(frame, "mall: ") {
		t.Fatalf("no history:\n%s", frame)
	}
	if m = press(m, "down", "enter"); ridShows(m) != "answer" || len(d.asked) != 1 {
		t.Errorf("asked %v:\n%s", d.asked, frameOf(m))
	}
}

// What Update and View may do is change the model; the rest is in commands.
func TestRIDUpdateAndViewDoNothingOutside(t *testing.T) {
	o, d := atDesk(t)
	clockRead := false
	o.Now = func() time.Time { clockRead = true; return noon }
	for _, keys := range [][]string{nil, {"esc"}, {"esc", "esc"}, {"/"}} {
		screen := press(pasteAndAsk(o.console(80, 24)), keys...)
		d.asked, d.connects, clockRead = nil, 0, false
		for _, name := range []string{"enter", "o", "u", "p", "c", "w", "e", "i", "j", "/", "esc", "ctrl+c"} {
			next, _ := screen.Update(keyNamed(name))
			next.View()
		}
		next, _ := screen.Update(tea.PasteMsg{Content: strings.Repeat(outOfQuota(failed), 100)})
		next.View()
		if len(d.asked)+d.connects+len(o.files)+len(o.notes) == 0 && !clockRead {
			continue
		}
		t.Errorf("asked %v, connects %d, files %v, notes %v, clock read: %v", d.asked, d.connects, o.files, o.notes, clockRead)
	}
}

func TestRIDCodesLeadOn(t *testing.T) {
	const allowListPage = "https://developers.weixin.qq.com/doc/oplatform/developers/basic_func/ip_whitelist.html"
	ways := map[int64]string{
		45009: "p shows the quota", 45011: "p shows", 40001: "1 shows the accounts", 42001: "1 shows the accounts",
		40164: allowListPage, 61004: allowListPage, 48006: "4 shows the resets", 76021: "5 explains", 76022: "5 explains",
	}
	for code, want := range ways {
		o, _ := atDesk(t)
		m := paste(o.console(120, 40), `{"errcode":`+strconv.FormatInt(code, 10)+`,"errmsg":"refused, requestIP: 203.0.113.9 rid: `+string(failed)+`"}`)
		if frame := frameOf(m); !strings.Contains(frame, "Way on") || !strings.Contains(frame, want) {
			t.Errorf("%d does not lead on to %q:\n%s", code, want, frame)
		}
	}
}

func TestRIDChoosesTheFirstThatIsKept(t *testing.T) {
	o, d := atDesk(t)
	m := press(paste(o.console(80, 24), outOfQuota(ridAt(8*24*time.Hour))+"\n"+outOfQuota(failed)), "enter")
	if len(d.asked) != 1 || !strings.Contains(frameOf(m), "\n  rid         "+string(failed)+"\n") {
		t.Errorf("asked %v:\n%s", d.asked, frameOf(m))
	}
}

// The API is not taken from the line of another call.
func TestRIDTakesNoOtherCallsPath(t *testing.T) {
	o, d := atDesk(t)
	bare := failedCall
	bare.URL, bare.RequestBody = "access_token=77_x", ""
	d.infos["mall"] = bare
	m := paste(o.console(80, 24), "GET /cgi-bin/menu/get\nPOST /cgi-bin/message/custom/send "+outOfQuota(failed))
	if m = press(m, "enter"); ridShows(m) != "answer" || !strings.Contains(frameOf(m), "\n  API         not told by WeChat\n") {
		t.Errorf("the answer is of another API:\n%s", frameOf(m))
	}
	m = press(m, "esc", "p")
	if under(m, words.APIAt("/cgi-bin/menu/get", m.Lang)) || !strings.Contains(frameOf(m), "which API failed is not known") {
		t.Errorf("p leads to\n%s", frameOf(m))
	}
}
