package ui

import (
	"slices"
	"strings"
	"testing"
	"time"

	"wxops/keystore"
	"wxops/ui/view"
	"wxops/wechat"
	"wxops/wechat/inquiry"
	"wxops/wechat/rid"
)

// wants fails for each text that is not on the screen.
func wants(t *testing.T, m *Model, texts ...string) {
	t.Helper()
	for _, want := range texts {
		if !strings.Contains(frameOf(m), want) {
			t.Errorf("%q is not on screen:\n%s", want, frameOf(m))
		}
	}
}

func lacks(t *testing.T, m *Model, texts ...string) {
	t.Helper()
	for _, text := range texts {
		if strings.Contains(frameOf(m), text) {
			t.Errorf("%q is on screen:\n%s", text, frameOf(m))
		}
	}
}

// Whoever is suggested is a guess, and nothing is done with a guess.
func TestRIDLeadsNowhereBeforeWeChatHasSaidWhose(t *testing.T) {
	tests := []struct {
		name, text string
		err        error
		keys       []string
		says       string
	}{
		{"nobody was asked", outOfQuota(failed), nil, nil, "not known; enter asks mall (the first not ruled out)"},
		{"its AppID is in the text", outOfQuota(failed) + " appid=wx0123456789abcdef", nil, nil, "enter asks mall (its AppID is in the text)"},
		{"it is another's", outOfQuota(failed), refusedRID(inquiry.CodeForeign), []string{"enter"}, "not known; enter asks news"},
		{"it is nobody's", outOfQuota(failed), refusedRID(inquiry.CodeForeign), []string{"o"}, "add the account that made the call"},
		{"WeChat does not know it", outOfQuota(ridAt(time.Hour)), refusedRID(inquiry.CodeUnknown), []string{"enter"}, "not known; enter asks news"},
		{"without a network", outOfQuota(failed), lost, []string{"enter"}, "not known; enter asks mall"},
		{"without a rid", `{"errcode":45009}`, nil, nil, "no rid, so nobody knows whose call"},
	}
	for _, tt := range tests {
		o, d := atDesk(t)
		d.infos, d.errs["mall"] = nil, tt.err
		m := press(paste(o.console(120, 30), tt.text), tt.keys...)
		lacks(t, m, "p its quota")
		if m = press(m, "p"); m.tab != tabRID || m.Accounts.Open != "" {
			t.Errorf("%s: p opens %q", tt.name, m.Accounts.Open)
		}
		if !strings.Contains(frameOf(m), tt.says) {
			t.Errorf("%s: p does not say %q:\n%s", tt.name, tt.says, frameOf(m))
		}
		if m = press(m, "R"); m.open != nil {
			t.Errorf("%s: R opens %T", tt.name, m.open)
		}
	}
}

// An answer outlives its account, which may be gone or another by then.
func TestRIDLeadsToNoAccountThatIsGone(t *testing.T) {
	other := mall
	other.AppID = "wx00000000000000ee"
	for name, accounts := range map[string][]keystore.Account{"removed": {news, shop}, "another AppID": {other, news, shop}} {
		for where, keys := range map[string][]string{"answer": {"p"}, "text": {"esc", "p"}, "recalled": {"esc", "esc", "down", "enter", "p"}} {
			o, _ := atDesk(t)
			m := update(pasteAndAsk(o.console(120, 30)), view.AccountsChanged{Accounts: accounts})
			m = press(m, keys...)
			if m.tab != tabRID || m.Accounts.Open != "" || !strings.Contains(frameOf(m), "that account is here no more") {
				t.Errorf("%s, %s: p opens %q:\n%s", name, where, m.Accounts.Open, frameOf(m))
			}
			lacks(t, m, other.AppID)
		}
	}
}

func TestRIDLeadsToTheOwnersQuota(t *testing.T) {
	for where, keys := range map[string][]string{"answer": {"p"}, "text": {"esc", "p"}, "recalled": {"esc", "esc", "down", "enter", "p"}} {
		o, _ := atDesk(t)
		if m := press(pasteAndAsk(o.console(120, 30)), keys...); m.tab != tabQuota || m.Accounts.Open != "mall" || !under(m, "Send customer mess") {
			t.Errorf("%s: p opens %q:\n%s", where, m.Accounts.Open, frameOf(m))
		}
	}
}

// A guess is called one, and changes nobody's list.
func TestRIDGuessesTheAPIFromTheRequest(t *testing.T) {
	o, d := atDesk(t)
	bare := failedCall
	bare.URL = "access_token=77_x"
	d.infos["mall"] = bare
	m := pasteAndAsk(o.console(120, 30))
	wants(t, m, "/cgi-bin/message/custom/send", "(guessed from the request)")
	m = press(m, "p")
	wants(t, m, "guessed from the request: Send customer message")
	if m.tab != tabQuota || !under(m, "Send customer mess") {
		t.Errorf("p does not land on it:\n%s", frameOf(m))
	}
	bare.RequestBody = `{"user_list":[{"openid":"o"}]}`
	d.infos["mall"] = bare
	o.Accounts[0].APIs = []string{"/cgi-bin/message/custom/send"}
	o.Accounts[0].Kind = keystore.OffiAccount
	m = press(pasteAndAsk(o.console(120, 30)), "p")
	wants(t, m, "guessed: ", "not on this list, a adds it")
	if a, _ := m.Accounts.Named("mall"); len(a.Watched()) != 1 {
		t.Errorf("a guess is on the list: %v", a.Watched())
	}
}

func TestRIDWithoutAnAPILeadsToWhatIsOut(t *testing.T) {
	o, d := atDesk(t)
	d.infos["mall"] = rid.Record{}
	m := o.console(120, 30)
	m = press(update(m, view.AccountOpened{Account: mall}), "s", "s", "s", "G", "3")
	m = press(pasteAndAsk(m), "p")
	if m.tab != tabQuota || !strings.Contains(frameOf(m), "which API failed is not known") {
		t.Fatalf("p leads to\n%s", frameOf(m))
	}
	for _, l := range strings.Split(frameOf(m), "\n") {
		if strings.HasPrefix(l, ">") && !strings.Contains(l, "OUT") {
			t.Errorf("the cursor is on %q:\n%s", l, frameOf(m))
		}
	}
}

func TestRIDAsksEverybodyTheOneInHandFirst(t *testing.T) {
	o, d := atDesk(t)
	o.Accounts, o.Open = []keystore.Account{mall, news, platform, shop}, "shop"
	d.infos = map[string]rid.Record{"news": failedCall}
	d.errs["mall"] = refusedRID(inquiry.CodeForeign)
	m := press(paste(press(o.console(120, 30), "3"), outOfQuota(failed)), "o")
	if want := []string{"shop", "mall", "news"}; !slices.Equal(d.asked, want) || ridShows(m) != "answer" {
		t.Errorf("asked %v, want %v:\n%s", d.asked, want, frameOf(m))
	}
}

func TestRIDNamesTheOneThatIsLeft(t *testing.T) {
	o, d := atDesk(t)
	typed := mall
	typed.Secret = keystore.FromPrompt
	o.Accounts, o.secrets.missing = []keystore.Account{typed, news, platform, shop}, []string{"mall"}
	m := press(paste(o.console(120, 30), outOfQuota(failed)), "o")
	if want := []string{"news", "shop"}; !slices.Equal(d.asked, want) {
		t.Errorf("asked %v, want %v", d.asked, want)
	}
	wants(t, m, "not theirs, so probably mall's", "mall is locked: enter asks for its secret", "all others deny it", "platform: not asked, third-party")
	if m = press(m, "enter"); m.open != m.secretView() {
		t.Errorf("enter opens %T", m.open)
	}
}

// Who has said that it is not theirs is not asked again.
func TestRIDAsksNobodyTwice(t *testing.T) {
	o, d := atDesk(t)
	d.infos = nil
	for _, name := range []string{"mall", "news", "shop"} {
		d.errs[name] = refusedRID(inquiry.CodeForeign)
	}
	d.errs["shop"] = &wechat.Error{Op: "ask", Code: 40164, Sent: true}
	m := press(paste(o.console(120, 30), outOfQuota(failed)), "enter", "o")
	m = press(m, "esc")
	m = press(paste(m, "again: "+outOfQuota(failed)), "o")
	if want := []string{"mall", "news", "shop", "shop"}; !slices.Equal(d.asked, want) {
		t.Errorf("asked %v, want %v", d.asked, want)
	}
	wants(t, m, "mall: another account's", "news: another account's", "not theirs, so probably shop's")
}

func TestRIDSaysWhyWeChatHasNoRecord(t *testing.T) {
	const day = 24 * time.Hour
	tests := []struct {
		before time.Duration
		text   string
		says   string
	}{
		{time.Hour, "", "another account's, cut off or mistyped"},
		{time.Hour, "GET /sns/jscode2session ", "this was most likely a login"},
		{6*day + 2*time.Hour, "", "older than seven days"},
		{-2 * time.Hour, "", "its time has not come yet"},
	}
	for _, tt := range tests {
		o, d := atDesk(t)
		d.infos, d.errs["mall"] = nil, refusedRID(inquiry.CodeUnknown)
		m := press(paste(o.console(160, 30), tt.text+outOfQuota(ridAt(tt.before))), "enter")
		wants(t, m, tt.says)
	}
}

// fiveFailures are five calls in one text, with nothing in common.
func fiveFailures() (text string, ids []rid.RID) {
	lines := []string{
		`POST https://api.weixin.qq.com/cgi-bin/message/custom/send appid=wx0123456789abcdef {"errcode":45009,"errmsg":"reach max api daily quota limit rid: %s"}`,
		`{"errcode":40001,"errmsg":"invalid credential, access_token is invalid or not latest rid: %s"}`,
		`{"errcode":40164,"errmsg":"invalid ip 203.0.113.9 ipv6 ::ffff:203.0.113.9, not in whitelist rid: %s"}`,
		`{"errcode":47003,"errmsg":"argument invalid! data.thing1.value invalid rid: %s"}`,
		`{"errcode":48001,"errmsg":"api unauthorized rid: %s"}`,
	}
	for i, l := range lines {
		id := ridAt(time.Duration(i+1) * time.Hour)
		ids = append(ids, id)
		lines[i] = strings.Replace(l, "%s", string(id), 1)
	}
	return strings.Join(lines, "\n"), ids
}

func TestRIDShowsOfSeveralOnlyTheChosenOnes(t *testing.T) {
	text, ids := fiveFailures()
	o, _ := atDesk(t)
	m := paste(o.console(120, 40), text)
	own := [][]string{
		{"Account     not known; enter asks mall (its AppID", "errcode     45009", "API         /cgi-bin/message/custom/send", "AppID       wx0123456789abcdef"},
		{"errcode     40001"}, {"errcode     40164", "Address     203.0.113.9"},
		{"errcode     47003", "errmsg      argument invalid! data.thing1.value invalid"}, {"errcode     48001"},
	}
	for i := range ids {
		wants(t, m, own[i]...)
		for j, texts := range own {
			if j != i {
				lacks(t, m, texts[0])
			}
		}
		if n := strings.Count(frameOf(m), "\n  errcode "); n != 1 {
			t.Errorf("%s: %d errcodes:\n%s", ids[i], n, frameOf(m))
		}
		m = press(m, "down")
	}
}

func TestRIDOffersNoQuestionWithoutARid(t *testing.T) {
	o, _ := atDesk(t)
	lacks(t, typeText(press(o.console(80, 24), "i"), "hello"), "ask WeChat")
	lacks(t, paste(o.console(80, 24), "connection reset"), "ask WeChat")
	wants(t, typeText(press(o.console(80, 24), "i"), "rid: "+string(failed)), "ask WeChat")
}

// A look-up keeps the text that it began with, and its rid.
func TestRIDHistoryKeepsItsText(t *testing.T) {
	text, ids := fiveFailures()
	o, d := atDesk(t)
	d.infos, d.errs["mall"] = nil, refusedRID(inquiry.CodeForeign)
	m := press(paste(o.console(120, 40), text), "down", "down", "enter", "esc")
	m = press(paste(m, "hello"), "esc", "G", "enter")
	wants(t, m, "text: POST https://api.weixin.qq.com", "errcode     40164", "mall: another account's")
	lacks(t, m, "nothing says that this is a rid")
	if !under(m, string(ids[2])) {
		t.Errorf("another rid is chosen:\n%s", frameOf(m))
	}
}

// A rid that is too new is not held against those who were asked.
func TestRIDSaysThatEverybodyWasAskedTooEarly(t *testing.T) {
	o, d := atDesk(t)
	d.infos = nil
	for _, name := range []string{"mall", "news", "shop"} {
		d.errs[name] = refusedRID(inquiry.CodeUnknown)
	}
	m := press(paste(o.console(120, 30), outOfQuota(failed)), "o")
	wants(t, m, "ask again in a minute")
	d.asked = nil
	if press(m, "o"); !slices.Equal(d.asked, []string{"mall", "news", "shop"}) {
		t.Errorf("a minute later it asks %v", d.asked)
	}
}

// Where no account knows a rid, its age and its code say why, and not the accounts.
func TestRIDSaysOfALoginThatNobodyKnowsIt(t *testing.T) {
	for text, says := range map[string]string{
		`{"errcode":40029,"errmsg":"invalid code, rid: ` + string(ridAt(time.Hour)) + `"}`: "this was most likely a login",
		outOfQuota(ridAt(time.Hour)): "unknown to those asked; not asked: shop",
	} {
		o, d := atDesk(t)
		d.infos = nil
		d.errs["mall"], d.errs["news"] = refusedRID(inquiry.CodeUnknown), refusedRID(inquiry.CodeUnknown)
		d.errs["shop"] = &wechat.Error{Op: "ask", Code: 40164, Sent: true}
		m := press(paste(o.console(120, 30), text), "o")
		wants(t, m, says)
		lacks(t, m, "not theirs")
	}
}

// Where an address is allowed differs by the kind of account, and the kind is known
// only once the account is.
func TestRIDLeadsToTheScreenOfTheOwnersKind(t *testing.T) {
	refusedAddress := `{"errcode":40164,"errmsg":"invalid ip 203.0.113.9 ipv6 ::ffff:203.0.113.9, not in whitelist rid: ` + string(failed) + `"}`
	shown := map[keystore.Kind]string{}
	for _, kind := range []keystore.Kind{keystore.MiniProgram, keystore.OffiAccount} {
		o, d := atDesk(t)
		o.Accounts[0].Kind = kind
		d.infos["mall"] = rid.Record{ResponseBody: refusedAddress}
		m := paste(o.console(160, 40), refusedAddress)
		wants(t, m, "wxops code 40164")
		m = press(m, "enter")
		wants(t, m, "Put the address 203.0.113.9 on the IP allow list")
		lacks(t, m, "wxops code 40164")
		shown[kind] = frameOf(m)
	}
	if shown[keystore.MiniProgram] == shown[keystore.OffiAccount] {
		t.Errorf("both kinds are led to\n%s", shown[keystore.MiniProgram])
	}
}
