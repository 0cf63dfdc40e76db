package ui

import (
	"context"
	"fmt"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	tea "charm.land/bubbletea/v2"

	"wxops/keystore"
	"wxops/keystore/secret"
	"wxops/ui/draw"
	"wxops/ui/view"
	"wxops/ui/words"
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
func saveCanary(t *testing.T, o *outside) []rune {
	t.Helper()
	m := update(press(o.console(80, 24), "e", "up", "up"), tea.PasteMsg{Content: canary})
	typed := *m.formView().secret.typed
	if m = press(m, "ctrl+s"); m.formView().phase != formSaved || len(typed) != len(canary) {
		t.Fatalf("phase %d, %d letters arrived", m.formView().phase, len(typed))
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
	typed := *m.formView().secret.typed
	m = press(m, "ctrl+s")
	unseen(t, m)
	if m = press(m, "esc", "esc"); m.formView().secret.typed != nil || slices.ContainsFunc(typed, func(r rune) bool { return r != 0 }) {
		t.Error("the secret outlived the form that could not save it")
	}
	unseen(t, m)
	typed = saveCanary(t, newOutside(t))
	if slices.ContainsFunc(typed, func(r rune) bool { return r != 0 }) {
		t.Error("the secret outlived the saving")
	}

	m = update(askedFor(o), tea.PasteMsg{Content: canary})
	unseen(t, m)
	typed = *m.secretView().secret.typed
	if len(typed) != len(canary) {
		t.Fatalf("%d letters arrived", len(typed))
	}
	m = press(m, "tab", "space", "enter")
	unseen(t, m)
	if slices.ContainsFunc(typed, func(r rune) bool { return r != 0 }) {
		t.Error("the secret outlived the dialog")
	}
}

func TestLeavingTheFormWipesTheSecret(t *testing.T) {
	for name, leave := range map[string][]string{"esc": {"esc", "esc"}, "ctrl+c": {"ctrl+c"}} {
		m := press(newOutside(t).console(80, 24), "e", "up", "up")
		m = update(m, tea.PasteMsg{Content: canary})
		typed := *m.formView().secret.typed
		m = press(m, leave...)
		if m.open != nil || m.formView().secret.typed != nil || slices.ContainsFunc(typed, func(r rune) bool { return r != 0 }) {
			t.Errorf("%s leaves the secret in memory", name)
		}
	}
}

func TestHiddenField(t *testing.T) {
	h := newHidden(view.Deps{Shared: &view.Shared{Key: draw.NewKeys(words.English)}}).opened()
	steps := []struct {
		msg  tea.Msg
		want string
	}{
		{keyNamed("a"), "a"}, {keyNamed("中"), "a中"}, {keyNamed("space"), "a中"}, {keyNamed("left"), "a中"},
		{tea.PasteMsg{Content: " 01 23\r\n45\x1b[31m\u202e "}, "a中012345[31m"}, {keyNamed("backspace"), "a中012345[31"},
		{keyNamed("ctrl+u"), ""}, {keyNamed("backspace"), ""}, {tea.PasteMsg{Content: strings.Repeat("x", 1000)}, strings.Repeat("x", hiddenMost)},
	}
	for i, s := range steps {
		h.take(s.msg)
		if got := string(*h.typed); got != s.want {
			t.Errorf("step %d: %q, want %q", i, got, s.want)
		}
	}
	if h.closed().closed().secret() != (keystore.Secret{}) {
		t.Error("a closed field gives a secret")
	}
}

func TestFormMovesAndChooses(t *testing.T) {
	m := press(newOutside(t).console(80, 24), "n")
	for i, k := range []string{"tab", "down", "enter", "tab", "tab", "tab", "tab", "tab", "shift+tab", "up"} {
		m = press(m, k)
		if want := []formField{inAppID, inName, inKind, inEnv, inSource, inSecret, inReadOnly, inAlias, inReadOnly, inSecret}[i]; m.formView().at != want {
			t.Fatalf("step %d (%s): line %d, want %d", i, k, m.formView().at, want)
		}
	}
	m = press(m, "up", "left")
	if got := m.formView().account().Secret; got != keystore.FromEnv {
		t.Errorf("left of keyring is %q", got)
	}
	if m = press(m, "tab"); m.formView().at != inReadOnly {
		t.Error("the variable has nothing to type, and yet has the focus")
	}
	m = press(m, "space")
	if !m.formView().account().ReadOnly {
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
		at    formField
		words string
	}{
		{"no alias", func(m *Model) *Model { return m }, inAlias, "needed"},
		{"alias in capitals", func(m *Model) *Model { return typeText(m, "Mall") }, inAlias, "a-z, 0-9, -"},
		{"alias taken", func(m *Model) *Model { return typeText(m, "news") }, inAlias, "taken"},
		{"no AppID", func(m *Model) *Model { return typeText(m, "shop") }, inAppID, "needed"},
		{"no command", func(m *Model) *Model {
			m = typeText(press(typeText(m, "shop"), "tab"), "wx00112233445566aa")
			return press(m, "tab", "tab", "tab", "tab", "space")
		}, inSecret, "a program is needed"},
		{"an open quote", func(m *Model) *Model {
			m = typeText(press(typeText(m, "shop"), "tab"), "wx00112233445566aa")
			return typeText(press(m, "tab", "tab", "tab", "tab", "space", "tab"), `op "read`)
		}, inSecret, "a quote is not closed"},
	}
	for _, c := range cases {
		o := newOutside(t)
		m := press(c.story(press(o.console(80, 24), "n")), "ctrl+s")
		if len(o.book.calls) != 0 || m.formView().at != c.at || !strings.Contains(frameOf(m), c.words) {
			t.Errorf("%s: line %d, the book was asked %v\n%s", c.name, m.formView().at, o.book.calls, frameOf(m))
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

func TestPastesIntoTheFormAreCleaned(t *testing.T) {
	m := press(newOutside(t).console(80, 24), "n", "tab")
	m = update(m, tea.PasteMsg{Content: "  wx0011 2233445566aa\r\n"})
	m = update(press(m, "tab"), tea.PasteMsg{Content: "商城\x1b]52;c;x\a\n小店\u202e"})
	a := m.formView().account()
	if a.AppID != "wx00112233445566aa" || a.Name != "商城]52;c;x 小店" {
		t.Errorf("AppID %q, name %q", a.AppID, a.Name)
	}
	if len(keystore.Check(keystore.Account{Alias: "x", AppID: a.AppID, Kind: a.Kind, Name: a.Name})) != 0 {
		t.Error("what was pasted cannot be saved")
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
	_ = m.formView().save()
	answer := saveAccount(t.Context(), o.book, o.secrets, keystore.Saving{Was: mall, Now: m.formView().account()}, m.formView().seq)
	m = press(m, "ctrl+c", "n")
	m = update(m, answer)
	if m.Accounts.All[0].Name != mall.Name+"!" {
		t.Error("the list is the old one")
	}
	if m.open != m.formView() || m.formView().phase != formTyping || m.formView().edit {
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
			if !m.formView().edit {
				m = typeText(press(typeText(m, "fresh"), "tab"), "wx00112233445566aa")
			}
			m = update(press(m.withFormAt(inSecret)), tea.PasteMsg{Content: canary})
			m = press(m, "ctrl+s")
			if m.formView().phase != formTyping || m.formView().secret.empty() || len(o.book.accounts) != len(before) || o.book.accounts[0].Secret != before[0].Secret {
				t.Fatalf("phase %d, the book holds %+v", m.formView().phase, o.book.accounts)
			}
			if frame := frameOf(m); !strings.Contains(frame, "keyring is locked") || !strings.Contains(frame, "Choose another source") || strings.Contains(frame, "--secret-source") {
				t.Errorf("the reason is not shown:\n%s", frame)
			}
			m = press(m.withFormAt(inSource), "left", "left") // env, then prompt
			m = press(m, "ctrl+s")
			alias := m.formView().done.account.Alias
			if m.formView().phase != formSaved || m.formView().done.saved.Fate != keystore.SecretRemembered || o.secrets.kept[alias] != keystore.NewSecret(canary) {
				t.Errorf("phase %d, %+v", m.formView().phase, m.formView().done)
			}
			unseen(t, m)
		})
	}
}

func (m *Model) withFormAt(at formField) *Model {
	m.formView().focused(at)
	return m
}

// A keyring that is away does not hold an account that leaves it; enter takes
// the secret for the new place.
func TestASecretThatCannotMoveAlongIsTakenNext(t *testing.T) {
	o := newOutside(t)
	o.secrets.err = locked
	m := press(press(o.console(80, 24), "e").withFormAt(inSource), "right", "right") // command, then file
	m = press(m, "ctrl+s")
	if o.book.accounts[0].Secret != keystore.FromFile || m.formView().done.saved.Fate != keystore.SecretAwaited {
		t.Fatalf("%+v", m.formView().done)
	}
	if frame := frameOf(m); !strings.Contains(frame, "not moved along") || !strings.Contains(frame, "keyring is locked") {
		t.Errorf("the reason is not shown:\n%s", frame)
	}
	if m = press(m, "enter"); m.open != m.secretView() || !m.secretView().offersStore() {
		t.Errorf("dialog %T", m.open)
	}
}

// The real book and the real secrets fit, and a secret really moves.
func TestSavingWithTheRealKeystore(t *testing.T) {
	book := keystore.Open(filepath.Join(t.TempDir(), "accounts.toml"))
	from, to := secret.Prompt(nil), secret.Prompt(nil) // sources that keep what they are given
	secrets := keystore.NewSecrets(map[keystore.SourceName]keystore.Source{keystore.FromKeyring: from, keystore.FromFile: to})
	done := saveAccount(t.Context(), book, secrets, keystore.Saving{Now: mall, Secret: keystore.NewSecret(canary)}, 1)
	if done.err != nil || len(done.now.accounts) != 1 {
		t.Fatalf("add: %+v", done)
	}
	moved := mall
	moved.Secret = keystore.FromFile
	done = saveAccount(t.Context(), book, secrets, keystore.Saving{Was: mall, Now: moved}, 2)
	if done.err != nil || done.saved.Fate != keystore.SecretMoved || done.now.accounts[0].Secret != keystore.FromFile {
		t.Fatalf("move: %+v", done)
	}
	if s, err := to.Get(t.Context(), moved.Item()); err != nil || s != keystore.NewSecret(canary) {
		t.Errorf("the new place holds %v, %v", s, err)
	}
	if _, err := from.Get(t.Context(), mall.Item()); err == nil {
		t.Error("the old place still holds it")
	}
	gone := removeAccount(t.Context(), book, secrets, moved, true, 1)
	if gone.err != nil || gone.secretErr != nil || len(gone.now.accounts) != 0 {
		t.Errorf("remove: %+v", gone)
	}
}

func TestArgv(t *testing.T) {
	cases := []struct {
		line  string
		argv  []string
		whole bool
	}{
		{"", nil, true}, {"  ", nil, true}, {"op", []string{"op"}, true}, {" op  read x ", []string{"op", "read", "x"}, true},
		{`op "a b" c`, []string{"op", "a b", "c"}, true}, {`op ""`, []string{"op", ""}, true}, {`a"b c"d`, []string{"ab cd"}, true},
		{`"a \" b"`, []string{`a " b`}, true}, {`C:\op.exe read`, []string{`C:\op.exe`, "read"}, true}, {`op "read`, []string{"op", "read"}, false},
		{"密码 读取", []string{"密码", "读取"}, true},
	}
	for _, c := range cases {
		argv, whole := splitArgv(c.line)
		if !slices.Equal(argv, c.argv) || whole != c.whole {
			t.Errorf("%q gives %q, %v", c.line, argv, whole)
		}
	}
}

func FuzzArgv(f *testing.F) {
	f.Add("op", "read", `op://a "b"\c`)
	f.Add("", `\`, `"`)
	f.Fuzz(func(t *testing.T, a, b, c string) {
		if !utf8.ValidString(a+b+c) || !utf8.ValidString(a) || !utf8.ValidString(b) {
			return // the field holds no invalid UTF-8
		}
		argv := []string{a, b, c}
		if got, whole := splitArgv(joinArgv(argv)); !whole || !slices.Equal(got, argv) {
			t.Errorf("%q became %q", argv, got)
		}
	})
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
