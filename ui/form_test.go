package ui

import (
	"context"
	"fmt"
	"reflect"
	"slices"
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"

	"wxops/keystore"
)

// canary is a secret that must never be seen.
const canary = "c0ffee00c0ffee00c0ffee00c0ffee00"

// unseen looks for the canary in the frame and in every print of the model,
// also as the numbers of its runes.
func unseen(t *testing.T, m *Model) {
	t.Helper()
	for name, text := range map[string]string{"frame": m.View().Content, "%+v": fmt.Sprintf("%+v", m), "%#v": fmt.Sprintf("%#v", m)} {
		for _, form := range []string{"c0ffee", "99 48 102 102 101 101", "0x63, 0x30, 0x66"} {
			if strings.Contains(text, form) {
				t.Fatalf("the secret is in the %s", name)
			}
		}
	}
}

// saveCanary saves an account with the canary, and gives the form's memory of it.
func saveCanary(t *testing.T, o *outside) (typed func() string) {
	t.Helper()
	m := update(press(o.console(80, 24), "e", "up", "up"), tea.PasteMsg{Content: canary})
	typed = letters(m.formView())
	if typed() != canary {
		t.Fatalf("%d letters arrived", len(typed()))
	}
	if m = press(m, "ctrl+s"); !strings.Contains(frameOf(m), "is in accounts.toml") {
		t.Fatalf("not saved:\n%s", frameOf(m))
	}
	unseen(t, m)
	return typed
}

func TestSecretsAreNeverSeen(t *testing.T) {
	o := newOutside(t)
	o.secrets.err = locked
	m := typeText(press(o.console(80, 24), "n"), "shop")
	m = typeText(press(m, "tab"), "wx00112233445566aa")
	m = press(m, "tab", "tab", "tab", "tab", "tab")
	for _, r := range canary {
		m = update(m, tea.KeyPressMsg{Code: r, Text: string(r)})
		unseen(t, m)
	}
	m = update(m, tea.PasteMsg{Content: canary + "\n"})
	unseen(t, m)
	typed := letters(m.formView())
	m = press(m, "ctrl+s")
	unseen(t, m)
	if m = press(m, "esc", "esc"); !inside(m.formView(), "secret", "typed").IsNil() || typed() != "" {
		t.Error("the secret outlived the form that could not save it")
	}
	unseen(t, m)
	typed = saveCanary(t, newOutside(t))
	if typed() != "" {
		t.Error("the secret outlived the saving")
	}

	m = update(askedFor(o), tea.PasteMsg{Content: canary})
	unseen(t, m)
	typed = letters(m.secretView())
	if typed() != canary {
		t.Fatalf("%d letters arrived", len(typed()))
	}
	m = press(m, "tab", "space", "enter")
	unseen(t, m)
	if typed() != "" {
		t.Error("the secret outlived the dialog")
	}
}

func TestLeavingTheFormWipesTheSecret(t *testing.T) {
	for name, leave := range map[string][]string{"esc": {"esc", "esc"}, "ctrl+c": {"ctrl+c"}} {
		m := press(newOutside(t).console(80, 24), "e", "up", "up")
		m = update(m, tea.PasteMsg{Content: canary})
		typed := letters(m.formView())
		m = press(m, leave...)
		if m.open != nil || !inside(m.formView(), "secret", "typed").IsNil() || typed() != "" {
			t.Errorf("%s leaves the secret in memory", name)
		}
	}
}

func TestFormMovesAndChooses(t *testing.T) {
	m := press(newOutside(t).console(80, 24), "n")
	for i, k := range []string{"tab", "down", "enter", "tab", "tab", "tab", "tab", "tab", "shift+tab", "up"} {
		m = press(m, k)
		if want := []string{"AppID", "Name", "Kind", "Env", "Secret in", "AppSecret", "Read-only", "Alias", "Read-only", "AppSecret"}[i]; !under(m, want) {
			t.Fatalf("step %d (%s): not at %s\n%s", i, k, want, frameOf(m))
		}
	}
	m = press(m, "up", "left")
	if !under(m, "< env >") {
		t.Errorf("left of keyring is not env:\n%s", frameOf(m))
	}
	if m = press(m, "tab"); !under(m, "Read-only") {
		t.Error("the variable has nothing to type, and yet has the focus")
	}
	m = press(m, "space")
	if !under(m, "< yes >") {
		t.Error("space changes nothing")
	}
}

func TestFormAsksOnceBeforeItLosesSomething(t *testing.T) {
	m := press(newOutside(t).console(80, 24), "n", "esc")
	if m.open != nil {
		t.Error("esc asks, though nothing was typed")
	}
	m = press(typeText(press(m, "n"), "x"), "esc")
	if m.open != m.formView() {
		t.Error("esc lost what was typed")
	}
	if m = press(m, "backspace", "esc"); m.open != nil {
		t.Error("an empty form is not left")
	}
	m = press(typeText(press(m, "n"), "x"), "esc")
	if m = press(m, "y", "esc"); m.open != m.formView() {
		t.Error("a key between two esc counts as nothing")
	}
	if m = press(m, "esc"); m.open != nil {
		t.Error("the second esc does not leave")
	}
}

func TestFormRefusesAtTheField(t *testing.T) {
	cases := []struct {
		name  string
		story func(*Model) *Model
		at    string
		words string
	}{
		{"no alias", func(m *Model) *Model { return m }, "Alias", "needed"},
		{"alias in capitals", func(m *Model) *Model { return typeText(m, "Mall") }, "Alias", "a-z, 0-9, -"},
		{"alias taken", func(m *Model) *Model { return typeText(m, "news") }, "Alias", "taken"},
		{"no AppID", func(m *Model) *Model { return typeText(m, "shop") }, "AppID", "needed"},
		{"no command", func(m *Model) *Model {
			m = typeText(press(typeText(m, "shop"), "tab"), "wx00112233445566aa")
			return press(m, "tab", "tab", "tab", "tab", "space")
		}, "Command", "a program is needed"},
		{"an open quote", func(m *Model) *Model {
			m = typeText(press(typeText(m, "shop"), "tab"), "wx00112233445566aa")
			return typeText(press(m, "tab", "tab", "tab", "tab", "space", "tab"), `op "read`)
		}, "Command", "a quote is not closed"},
	}
	for _, c := range cases {
		o := newOutside(t)
		m := press(c.story(press(o.console(80, 24), "n")), "ctrl+s")
		if len(o.book.calls) != 0 || !under(m, c.at) || !strings.Contains(frameOf(m), c.words) {
			t.Errorf("%s: not at %s, the book was asked %v\n%s", c.name, c.at, o.book.calls, frameOf(m))
		}
	}
}

func TestAnOddAppIDIsSavedWithAWarning(t *testing.T) {
	o := newOutside(t)
	m := typeText(press(typeText(press(o.console(80, 24), "n"), "shop"), "tab"), "gh_0123456789ab")
	m = press(m, "tab")
	if !strings.Contains(frameOf(m), "looks unusual") {
		t.Errorf("no warning:\n%s", frameOf(m))
	}
	if press(m, "ctrl+s"); !slices.Equal(o.book.calls, []string{"add shop"}) {
		t.Errorf("the book was asked %v", o.book.calls)
	}
}

// The AppID stands on another screen of WeChat's for each kind of account.
func TestTheFormSaysWhereTheAppIDStands(t *testing.T) {
	o := newOutside(t)
	m := press(o.console(60, 16), "n", "tab")
	if frame := frameOf(m); !strings.Contains(frame, "Basic information (as of") && !strings.Contains(frame, "Developer ID (as of") {
		t.Errorf("no place, or one without its date:\n%s", frame)
	}
	before := frameOf(m)
	m = press(m, "tab", "tab", "space", "shift+tab", "shift+tab")
	if frame := frameOf(m); frame == before || !strings.Contains(frame, "(as of") {
		t.Errorf("the same place for another kind:\n%s", frame)
	}
}

func TestPastesIntoTheFormAreCleaned(t *testing.T) {
	o := newOutside(t)
	m := press(typeText(press(o.console(80, 24), "n"), "x"), "tab")
	m = update(m, tea.PasteMsg{Content: "  wx0011 2233445566aa\r\n"})
	m = update(press(m, "tab"), tea.PasteMsg{Content: "商城\x1b]52;c;x\a\n小店\u202e"})
	if press(m, "ctrl+s"); len(o.book.accounts) != 4 {
		t.Fatalf("what was pasted cannot be saved:\n%s", frameOf(m))
	}
	a := o.book.accounts[3]
	if a.AppID != "wx00112233445566aa" || a.Name != "商城]52;c;x 小店" {
		t.Errorf("AppID %q, name %q", a.AppID, a.Name)
	}
	if faults := keystore.Check(a); len(faults) != 0 {
		t.Errorf("what was pasted cannot be saved: %v", faults)
	}
}

func TestEditKeepsWhatTheFormDoesNotShow(t *testing.T) {
	o := newOutside(t)
	m := typeText(press(o.console(80, 24), "e", "tab"), "!")
	press(m, "ctrl+s")
	want := mall
	want.Name += "!"
	if got := o.book.accounts[0]; got.Name != want.Name || !slices.Equal(got.APIs, want.APIs) || got.Alias != want.Alias {
		t.Errorf("saved %+v", got)
	}
}

// TestEditKeepsHowAnAccountIsRead: tags, levels, the way to WeChat and the policy of the
// watch are the file's own.
func TestEditKeepsHowAnAccountIsRead(t *testing.T) {
	o := newOutside(t)
	want := mall
	want.Tags, want.OnDemand, want.WarnAt = []string{"shop", "north"}, true, []int64{70, 90}
	want.Base, want.Proxy = "https://sh.api.weixin.qq.com", "http://10.0.0.8:3128"
	want.Watch = &keystore.Watch{ResetAt: 100, Scope: keystore.WatchAPI, PerMonth: 4, KeepBack: 3}
	o.Accounts[0] = want
	press(typeText(press(o.console(80, 24), "e", "tab"), "!"), "ctrl+s")
	want.Name += "!"
	if got := o.book.accounts[0]; !reflect.DeepEqual(got, want) {
		t.Errorf("saved %+v\nwant  %+v", got, want)
	}
}

func TestACommandIsSavedAsWords(t *testing.T) {
	o := newOutside(t)
	m := press(o.console(80, 24), "e", "tab", "tab", "tab", "tab", "space", "tab")
	m = typeText(m, `op read "op://ops/mall shop/secret"`)
	press(m, "ctrl+s")
	if got := o.book.accounts[0]; got.Secret != keystore.FromCommand || !slices.Equal(got.SecretCommand, []string{"op", "read", "op://ops/mall shop/secret"}) {
		t.Errorf("saved %q %q", got.Secret, got.SecretCommand)
	}
}

// An answer that comes after the form was closed changes the list and nothing else.
func TestALateSaveChangesTheList(t *testing.T) {
	o := newOutside(t)
	m := press(o.console(80, 24), "e", "tab")
	m = typeText(m, "!")
	answer := asked(m, "ctrl+s")
	m = press(m, "ctrl+c", "n")
	m = run(m, answer)
	if m.Accounts.All[0].Name != mall.Name+"!" {
		t.Error("the list is the old one")
	}
	if m.open != m.formView() || !strings.Contains(frameOf(m), "New account") {
		t.Error("the late answer took over the new form")
	}
}

// A store that refuses leaves accounts.toml as it was and the form as it is:
// another source, and the same secret is saved.
func TestWhatTheSourceRefusesIsNotSaved(t *testing.T) {
	for name, keys := range map[string][]string{
		"a new account": {"n"},
		"an edit":       {"e"},
	} {
		t.Run(name, func(t *testing.T) {
			o := newOutside(t)
			o.secrets.err = locked
			m := press(o.console(80, 24), keys...)
			before := slices.Clone(o.book.accounts)
			if name == "a new account" {
				m = typeText(press(typeText(m, "fresh"), "tab"), "wx00112233445566aa")
			}
			m = update(formAt(m, "AppSecret"), tea.PasteMsg{Content: canary})
			m = press(m, "ctrl+s")
			if letters(m.formView())() != canary || len(o.book.accounts) != len(before) || o.book.accounts[0].Secret != before[0].Secret {
				t.Fatalf("the book holds %+v\n%s", o.book.accounts, frameOf(m))
			}
			if frame := frameOf(m); !strings.Contains(frame, "keyring is locked") || !strings.Contains(frame, "Choose another source") || strings.Contains(frame, "--secret-source") {
				t.Errorf("the reason is not shown:\n%s", frame)
			}
			m = press(formAt(m, "Secret in"), "left", "left") // env, then prompt
			m = press(m, "ctrl+s")
			alias := map[string]string{"a new account": "fresh", "an edit": "mall"}[name]
			if frame := frameOf(m); !strings.Contains(frame, alias+" is in accounts.toml") || !strings.Contains(frame, "kept in memory for this session") || o.secrets.kept[alias] != keystore.NewSecret(canary) {
				t.Errorf("not saved, or not remembered:\n%s", frame)
			}
			unseen(t, m)
		})
	}
}

// formAt goes to a line of the form.
func formAt(m *Model, label string) *Model {
	for range 8 {
		if under(m, label) {
			break
		}
		m = press(m, "up")
	}
	return m
}

// A keyring that is away does not hold an account that leaves it; enter takes
// the secret for the new place.
func TestASecretThatCannotMoveAlongIsTakenNext(t *testing.T) {
	o := newOutside(t)
	o.secrets.err = locked
	m := press(formAt(press(o.console(80, 24), "e"), "Secret in"), "right", "right") // command, then file
	m = press(m, "ctrl+s")
	if o.book.accounts[0].Secret != keystore.FromFile {
		t.Fatalf("the book holds %+v", o.book.accounts[0])
	}
	if frame := frameOf(m); !strings.Contains(frame, "not moved along") || !strings.Contains(frame, "keyring is locked") {
		t.Errorf("the reason is not shown:\n%s", frame)
	}
	if m = press(m, "enter"); m.open != m.secretView() || !strings.Contains(frameOf(m), "Keep it") {
		t.Errorf("dialog %T", m.open)
	}
}

// The encrypted file may ask for its passphrase, so the console lets go of the
// terminal first; a keyring needs no terminal.
func TestSavingToTheFileLeavesTheTerminal(t *testing.T) {
	for source, wantTerminal := range map[keystore.SourceName]bool{keystore.FromKeyring: false, keystore.FromFile: true} {
		o := newOutside(t)
		var held func(context.Context)
		o.Terminal = func(do func(context.Context)) tea.ExecCommand { held = do; return nil }
		a := mall
		a.Secret = source
		o.Accounts = []keystore.Account{a}
		m := update(press(o.console(80, 24), "e", "up", "up"), tea.PasteMsg{Content: canary})
		press(m, "ctrl+s")
		if terminal := held != nil; terminal != wantTerminal || terminal == (len(o.book.calls) > 0) {
			t.Errorf("%s: on the terminal %v, the book was asked %v", source, terminal, o.book.calls)
		}
		if held != nil {
			held(t.Context())
		}
		if !slices.Equal(o.secrets.calls, []string{"store mall"}) {
			t.Errorf("%s: the secrets were asked %v", source, o.secrets.calls)
		}
	}
}
