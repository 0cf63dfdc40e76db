package ui

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"

	"wxops/keystore"
	"wxops/ui/view"
)

// One evening with an account: added, tested, edited, removed.
func TestAccountStory(t *testing.T) {
	o := newOutside(t)
	m := filled(o.console(80, 24))
	if want := []string{"add shop"}; !slices.Equal(o.book.calls, want) {
		t.Fatalf("the book was asked %v, want %v", o.book.calls, want)
	}
	want := keystore.Account{Alias: "shop", Name: "小店", AppID: "wx00112233445566aa", Kind: keystore.OffiAccount, Env: "test", Secret: keystore.FromKeyring}
	if got := o.book.accounts[3]; got.Alias != want.Alias || got.Name != want.Name || got.AppID != want.AppID || got.Kind != want.Kind || got.Env != want.Env {
		t.Errorf("saved %+v", got)
	}
	if o.secrets.kept["shop"] != keystore.NewSecret(canary) {
		t.Error("the secret was not stored as it was pasted")
	}

	m = press(m, "t")
	if frame := frameOf(m); !strings.Contains(frame, "> shop") || !strings.Contains(frame, "ok 12:00") {
		t.Errorf("the test's result is not in the row:\n%s", frame)
	}

	m = typeText(press(m, "e", "tab"), "2")
	m = press(m, "ctrl+s", "esc")
	if got := o.book.accounts[3].Name; got != "小店2" {
		t.Errorf("the edited name is %q", got)
	}
	if !slices.Equal(o.secrets.calls, []string{"store shop"}) {
		t.Errorf("an edit without a secret asked for %v", o.secrets.calls)
	}

	m = press(typeText(press(m, "x", "tab", "space", "tab"), "shop"), "enter")
	if len(o.book.accounts) != 3 || !slices.Contains(o.secrets.calls, "forget shop") {
		t.Errorf("after the removal: %v, %v", o.book.calls, o.secrets.calls)
	}
	if frame := frameOf(m); strings.Contains(frame, "> shop") || !strings.Contains(frame, "shop is removed, and its AppSecret is forgotten") {
		t.Errorf("the screen after the removal:\n%s", frame)
	}
	if len(m.Accounts.All) != 3 {
		t.Errorf("the console still knows %d accounts", len(m.Accounts.All))
	}
}

func TestEnterOpensTheQuotas(t *testing.T) {
	m := press(newOutside(t).console(80, 24), "j", "enter")
	if m.tab != tabQuota || m.Accounts.Open != "news" {
		t.Errorf("tab %d, account %q", m.tab, m.Accounts.Open)
	}
}

func TestAccountsFilter(t *testing.T) {
	shown := func(m *Model) string {
		var aliases []string
		table, _, _ := strings.Cut(frameOf(m), "\n\n") // what stands below is about one account
		for l := range strings.SplitSeq(table, "\n") {
			if f := strings.Fields(strings.TrimPrefix(l, "> ")); len(f) > 2 && slices.ContainsFunc(m.Accounts.All, func(a keystore.Account) bool { return a.Alias == f[0] }) {
				aliases = append(aliases, f[0])
			}
		}
		return strings.Join(aliases, " ")
	}
	for text, want := range map[string]string{
		"news": "news", "每日": "news", "WX0123": "mall", "prod": "mall platform", "env": "news", "component": "platform", "zzz": "",
	} {
		m := typeText(press(newOutside(t).console(80, 24), "/"), text)
		if got := shown(m); got != want {
			t.Errorf("%q leaves %q, want %q", text, got, want)
		}
		if got := shown(press(m, "esc")); got != "mall news platform" {
			t.Errorf("esc leaves the filter on: %q", got)
		}
	}
}

func TestTheDemoChangesNoAccount(t *testing.T) {
	for _, k := range []string{"n", "e", "x"} {
		o := newOutside(t)
		o.Book, o.Demo = nil, true
		m := press(o.console(80, 24), k)
		if m.open != nil || m.notice != "the demo's accounts cannot be changed" {
			t.Errorf("%s: dialog %T, notice %q", k, m.open, m.notice)
		}
	}
}

func TestATestAsksForATypedSecretFirst(t *testing.T) {
	o := newOutside(t)
	a := mall
	a.Secret = keystore.FromPrompt
	o.Accounts, o.secrets.missing = []keystore.Account{a}, []string{"mall"}
	m := press(o.console(80, 24), "t")
	if m.open != m.secretView() || o.wechat.calls != 0 {
		t.Fatalf("dialog %T after %d calls", m.open, o.wechat.calls)
	}
	m = calmed(m)
	m = press(typeText(m, canary), "enter")
	if m.open != nil || !strings.Contains(frameOf(m), "ok 12:00") {
		t.Errorf("the test did not run once the secret was known:\n%s", frameOf(m))
	}
}

// The dialog that opens by itself must not take the keys from something else.
func TestALateFailureOpensNoDialogOverAnother(t *testing.T) {
	late := func(key string) (m *Model, answer tea.Cmd) {
		o := newOutside(t)
		o.wechat.err = locked
		m = o.console(80, 24)
		answer = asked(m, "t")
		if key != "" {
			m = press(m, key)
		}
		return m, answer
	}
	for name, key := range map[string]string{"help": "?", "filter": "/", "form": "n"} {
		m, answer := late(key)
		open, typing := m.open, m.typing()
		after := run(m, answer)
		if after.open != open || after.typing() != typing {
			t.Errorf("%s: the secret dialog took its place", name)
		}
		if !strings.Contains(after.notice, "keyring is locked") {
			t.Errorf("%s: nobody says why the test failed: %q", name, after.notice)
		}
	}
	m, answer := late("")
	if m = run(m, answer); m.open != m.secretView() {
		t.Error("on the tab itself the dialog must open")
	}
}

func TestLateTestsAreDropped(t *testing.T) {
	o := newOutside(t)
	m := o.console(80, 24)
	first := asked(m, "t")
	if !strings.Contains(frameOf(m), "testing") {
		t.Fatalf("no test runs:\n%s", frameOf(m))
	}
	m = press(m, "ctrl+c")
	if m.notice != wordCancelled.In(m.Lang) {
		t.Fatalf("ctrl+c says %q", m.notice)
	}
	m = run(m, first)
	if strings.Contains(frameOf(m), "ok 12:00") {
		t.Error("the answer to a cancelled test is shown")
	}
	second := asked(m, "t")
	m = run(m, first)
	if frame := frameOf(m); !strings.Contains(frame, "testing") || strings.Contains(frame, "ok 12:00") {
		t.Error("the answer to the first test ended the second")
	}
	if m = run(m, second); !strings.Contains(frameOf(m), "ok 12:00") {
		t.Errorf("the answer to the second test is not shown:\n%s", frameOf(m))
	}
}

func TestAChangedAccountIsUntested(t *testing.T) {
	o := newOutside(t)
	m := press(o.console(80, 24), "t")
	renamed, moved := mall, mall
	renamed.Name, moved.Secret = "新名字", keystore.FromFile
	if m := update(m, view.AccountsChanged{Accounts: []keystore.Account{renamed}}); !strings.Contains(frameOf(m), "ok 12:00") {
		t.Error("a new name took the test's result away")
	}
	if m := update(m, view.AccountsChanged{Accounts: []keystore.Account{moved}}); strings.Contains(frameOf(m), "ok 12:00") {
		t.Error("the test of the old source still stands")
	}
}

func TestRemovalNeedsTheAliasTyped(t *testing.T) {
	o := newOutside(t)
	m := press(o.console(80, 24), "x", "enter")
	m = update(m, tea.PasteMsg{Content: "mall"})
	m = press(m, "enter")
	m = press(typeText(m, "mal"), "enter")
	if m.open != m.removeView() || len(o.book.calls) != 0 {
		t.Fatalf("removed without the alias: %v", o.book.calls)
	}
	m = press(typeText(m, "l"), "enter")
	if m.open != nil || !slices.Equal(o.book.calls, []string{"remove mall"}) || len(o.secrets.calls) != 0 {
		t.Errorf("the book was asked %v, the secrets %v", o.book.calls, o.secrets.calls)
	}
	if !strings.Contains(m.notice, "its AppSecret stays in the keyring") {
		t.Errorf("the notice is %q", m.notice)
	}
}

func TestARefusedRemovalForgetsNothing(t *testing.T) {
	o := newOutside(t)
	m := press(o.console(80, 24), "x", "tab", "space", "tab")
	o.book.err = errors.New("test error")
	m = press(typeText(m, "mall"), "enter")
	if len(o.secrets.calls) != 0 || len(m.Accounts.All) != 3 {
		t.Errorf("the secret was touched: %v", o.secrets.calls)
	}
	if frame := frameOf(m); !strings.Contains(frame, "mall is not removed.") || !strings.Contains(frame, "test error") {
		t.Errorf("the reason is not shown:\n%s", frame)
	}
}

// A removal that was waited for no longer still changes the list.
func TestALateRemovalChangesTheList(t *testing.T) {
	o := newOutside(t)
	m := typeText(press(o.console(80, 24), "x"), "mall")
	answer := asked(m, "enter")
	m = run(press(m, "ctrl+c", "?"), answer)
	if len(m.Accounts.All) != 2 || m.open != m.dialogs[0] {
		t.Errorf("%d accounts, dialog %T", len(m.Accounts.All), m.open)
	}
}

func manyAccounts() []keystore.Account {
	accounts := make([]keystore.Account, 1000)
	for i := range accounts {
		accounts[i] = keystore.Account{
			Alias: fmt.Sprintf("shop-%04d", i), Name: fmt.Sprintf("第 %d 家门店小程序", i), AppID: fmt.Sprintf("wx%016x", i),
			Kind: keystore.Kinds[i%len(keystore.Kinds)], Env: []string{"prod", "test"}[i%2], Secret: keystore.SourceNames[i%len(keystore.SourceNames)],
		}
	}
	return accounts
}

// BenchmarkAccountsKey is one key and one frame among 1,000 accounts; design.md
// allows 2 ms.
func BenchmarkAccountsKey(b *testing.B) {
	for name, keys := range map[string][]string{"move": {"j", "k"}, "filter": {"/", "7", "backspace", "esc"}, "form": {"n", "a", "esc", "esc"}} {
		b.Run(name, func(b *testing.B) {
			cfg := view.Config{Ctx: b.Context(), Now: func() time.Time { return noon }, Accounts: manyAccounts(), Book: &fakeBook{}, Secrets: &fakeSecrets{}, Colour: true, Unicode: true}
			var m tea.Model = New(cfg)
			m, _ = m.Update(tea.WindowSizeMsg{Width: 120, Height: 40})
			var messages []tea.Msg
			for _, k := range keys {
				messages = append(messages, keyNamed(k))
			}
			for i := 0; b.Loop(); i++ {
				next, cmd := m.Update(messages[i%len(messages)])
				if cmd != nil {
					next, _ = next.Update(cmd()) // the form opens
				}
				m = next
				if m.View().Content == "" {
					b.Fatal("an empty frame")
				}
			}
		})
	}
}
