package keystore

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"reflect"
	"runtime"
	"strings"
	"sync"
	"testing"
)

func mall() Account {
	return Account{Alias: "mall", AppID: "wx0123456789abcdef", Kind: MiniProgram}
}

// bookWith writes accounts.toml into a fresh folder.
func bookWith(t *testing.T, text string) *Book {
	t.Helper()
	path := filepath.Join(t.TempDir(), "accounts.toml")
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	return Open(path)
}

func contents(t *testing.T, b *Book) string {
	t.Helper()
	text, err := os.ReadFile(b.Path())
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

func TestLoadReadsEveryKey(t *testing.T) {
	book := bookWith(t, `
# the mall
[[account]]
alias  = "mall"                       # typed to confirm
name   = "商城小程序"
appid  = "wx0123456789abcdef"
kind   = "miniprogram"
env    = "prod"
secret = "command"
secret_command = ["op", "read", "op://ops/mall/appsecret"]
apis   = [
	"/cgi-bin/message/subscribe/send", # the one that hurts
	"/wxa/getwxacode",
]
read_only = true
`)
	accounts, warnings, err := book.Load()
	if err != nil || len(warnings) > 0 {
		t.Fatal(err, warnings)
	}
	want := []Account{{
		Alias: "mall", Name: "商城小程序", AppID: "wx0123456789abcdef", Kind: MiniProgram, Env: "prod",
		Secret: FromCommand, SecretCommand: []string{"op", "read", "op://ops/mall/appsecret"},
		APIs: []string{"/cgi-bin/message/subscribe/send", "/wxa/getwxacode"}, ReadOnly: true,
	}}
	if !reflect.DeepEqual(accounts, want) {
		t.Errorf("got %+v\nwant %+v", accounts, want)
	}
}

func TestNoAccountsIsNoError(t *testing.T) {
	for name, book := range map[string]*Book{
		"no file":       Open(filepath.Join(t.TempDir(), "accounts.toml")),
		"no folder":     Open(filepath.Join(t.TempDir(), "wxops", "accounts.toml")),
		"empty":         bookWith(t, ""),
		"comments only": bookWith(t, "# nobody yet\n\n"),
		"byte order":    bookWith(t, "\ufeff"),
	} {
		accounts, warnings, err := book.Load()
		if err != nil || len(accounts) != 0 || len(warnings) != 0 {
			t.Errorf("%s: got %v, %v, %v", name, accounts, warnings, err)
		}
	}
}

func TestAWrongFileIsRefusedWithItsLine(t *testing.T) {
	const good = "[[account]]\nalias = \"mall\"\nappid = \"wx0123456789abcdef\"\nkind = \"miniprogram\"\n"
	for name, tc := range map[string]struct {
		text string
		line int
		what FaultKind
		key  string
		says string // part of the message
	}{
		"unknown key":            {good + "colour = \"red\"", 5, UnknownKey, "colour", "expected alias, name"},
		"key in capitals":        {good + "Env = \"prod\"", 5, UnknownKey, "Env", ""},
		"dotted key":             {good + "env.name = \"prod\"", 5, UnknownKey, "env.name", ""},
		"key before any account": {"alias = \"mall\"", 1, UnknownKey, "alias", "expected [[account]] first"},
		"inline accounts":        {"account = [{alias = \"mall\"}]", 1, UnknownKey, "account", "[[account]]"},
		"single brackets":        {"[account]\nalias = \"mall\"", 1, UnknownTable, "", "found [account], expected [[account]]"},
		"another table":          {good + "[settings]\nx = 1", 5, UnknownTable, "", "[settings]"},
		"key twice":              {good + "kind = \"minigame\"", 5, KeyTwice, "kind", ""},
		"number for text":        {good + "name = 7", 5, NotText, "name", "found a number"},
		"text for list":          {good + "apis = \"/wxa/x\"", 5, NotAList, "apis", "found a text"},
		"number in list":         {good + "apis = [\"/wxa/x\",\n 7]", 5, NotAList, "apis", "a number in the list"},
		"text for bool":          {good + "read_only = \"yes\"", 5, NotABool, "read_only", "expected true or false"},
		"alias in capitals":      {strings.Replace(good, `"mall"`, `"Mall"`, 1), 2, AliasForm, "alias", `found "Mall"`},
		"alias like a flag":      {strings.Replace(good, `"mall"`, `"-mall"`, 1), 2, AliasForm, "alias", ""},
		"alias taken":            {good + good, 6, AliasTaken, "alias", "other than on line 2"},
		"no alias":               {strings.Replace(good, `"mall"`, `""`, 1), 2, KeyMissing, "alias", ""},
		"no appid":               {"\n[[account]]\nalias = \"mall\"\nkind = \"store\"", 2, KeyMissing, "appid", ""},
		"unknown kind":           {strings.Replace(good, "miniprogram", "mini", 1), 4, KindUnknown, "kind", `found "mini", expected offiaccount, miniprogram`},
		"unknown source":         {good + "secret = \"vault\"", 5, SourceUnknown, "secret", "keyring, command"},
		"command missing":        {good + "secret = \"command\"", 5, CommandMissing, "secret_command", ""},
		"command empty":          {good + "secret = \"command\"\nsecret_command = [\"\"]", 6, CommandMissing, "secret_command", ""},
		"command unused":         {good + "secret_command = [\"op\"]", 5, CommandUnused, "secret_command", ""},
		"api without slash":      {good + "apis = [\"cgi-bin/x\"]", 5, APIForm, "apis", `found "cgi-bin/x"`},
		"api with a host":        {good + "apis = [\"https://x.test/cgi-bin/x\"]", 5, APIForm, "apis", ""},
		"escape in name":         {good + `name = "\u001b[31m"`, 5, OddText, "name", ""},
		"bidi in name":           {good + `name = "a\u202eb"`, 5, OddText, "name", ""},
		"line break in api":      {good + `apis = ["/wxa/x\ny"]`, 5, OddText, "apis", ""},
		"not TOML":               {good + "name = ‘x’", 5, NotTOML, "", ""},
		"cut off":                {good + "apis = [\"/wxa/x\"", 5, NotTOML, "", ""},
	} {
		t.Run(name, func(t *testing.T) {
			book := bookWith(t, tc.text)
			_, _, err := book.Load()
			var wrong *BookError
			if !errors.As(err, &wrong) {
				t.Fatalf("got %v, want a *BookError", err)
			}
			if f := wrong.Faults[0]; f.Line != tc.line || f.What != tc.what || f.Key != tc.key {
				t.Errorf("got %+v", f)
			}
			if at := fmt.Sprintf("%s:%d: ", book.Path(), tc.line); !strings.HasPrefix(err.Error(), at) || !strings.Contains(err.Error(), tc.says) {
				t.Errorf("got %q", err)
			}
			if err := book.Add(Account{Alias: "game", AppID: "wx1", Kind: MiniGame}); !errors.As(err, &wrong) {
				t.Errorf("a wrong file was edited: %v", err)
			}
			if got := contents(t, book); got != tc.text {
				t.Errorf("the file was overwritten: %q", got)
			}
		})
	}
}

func TestAllFaultsAreToldAtOnce(t *testing.T) {
	_, _, err := Parse("accounts.toml", []byte("[[account]]\nalias = \"A\"\nkind = 3\ncolor = \"x\"\n[[account]]\n"))
	want := []string{
		`accounts.toml:1: appid: key missing`,
		`accounts.toml:2: alias: alias form: found "A", expected a-z, 0-9 and -, not - first`,
		`accounts.toml:3: kind: not a text: found a number, expected a text in quotes`,
		`accounts.toml:4: color: unknown key, expected ` + oneOf(keys) + ", watch",
		`accounts.toml:5: alias: key missing`,
		`accounts.toml:5: appid: key missing`,
		`accounts.toml:5: kind: key missing`,
	}
	if err == nil || err.Error() != strings.Join(want, "\n") {
		t.Errorf("got\n%v", err)
	}
}

func TestASecretInTheFileIsRefusedUnseen(t *testing.T) {
	const canary = "0123456789abcdef0123456789abcdef"
	const good = "[[account]]\nalias = \"mall\"\nappid = \"wx0123456789abcdef\"\nkind = \"miniprogram\"\n"
	for _, line := range []string{"secret = \"%s\"", "appsecret = \"%s\"", "secret = %s", "secret = [\"%s\"]"} {
		_, _, err := Parse("accounts.toml", []byte(good+fmt.Sprintf(line, canary)))
		if err == nil {
			t.Errorf("%s: accepted", line)
		}
		if s := fmt.Sprintf("%v %+v %#v", err, err, err); strings.Contains(s, canary) {
			t.Errorf("%s: the secret is in %s", line, s)
		}
	}
}

func TestDoubtsAreWarnings(t *testing.T) {
	const text = "[[account]]\nalias = \"a\"\nappid = \"wx888888888888\"\nkind = \"store\"\n" +
		"[[account]]\nalias = \"b\"\nappid = \"wx888888888888\"\nkind = \"store\"\n"
	accounts, warnings, err := Parse("accounts.toml", []byte(text))
	if err != nil || len(accounts) != 2 {
		t.Fatal(accounts, err)
	}
	var got []string
	for _, w := range warnings {
		got = append(got, fmt.Sprintf("%d %s", w.Line, w.What))
	}
	if want := []string{"3 odd AppID", "7 odd AppID", "7 AppID used twice"}; !reflect.DeepEqual(got, want) {
		t.Errorf("got %q", got)
	}
}

func TestWhatCannotBeReadIsAnError(t *testing.T) {
	dir := t.TempDir()
	loop := filepath.Join(dir, "loop")
	dangling := filepath.Join(dir, "dangling")
	locked := filepath.Join(dir, "locked")
	for _, err := range []error{
		os.Symlink(loop, loop), os.Symlink(filepath.Join(dir, "nowhere"), dangling), os.WriteFile(locked, nil, 0),
	} {
		if err != nil {
			t.Fatal(err)
		}
	}
	paths := []string{dir, loop, dangling, filepath.Join(locked, "accounts.toml")}
	if os.Geteuid() != 0 { // root may read everything
		paths = append(paths, locked)
	}
	for _, path := range paths {
		if _, _, err := Open(path).Load(); err == nil || !strings.Contains(err.Error(), path) {
			t.Errorf("load %s: got %v", path, err)
		}
		if err := Open(path).Add(mall()); err == nil {
			t.Errorf("add to %s: no error", path)
		}
	}
}

func TestAFileThatOthersMayWriteIsWarnedOf(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("Windows keeps no mode bits")
	}
	book := bookWith(t, "")
	if err := os.Chmod(book.Path(), 0o620); err != nil {
		t.Fatal(err)
	}
	if _, warnings, err := book.Load(); err != nil || len(warnings) != 1 || warnings[0].What != WritableByOther {
		t.Errorf("got %v, %v", warnings, err)
	}
}

func TestALinkedFileIsChangedWhereItLives(t *testing.T) {
	dotfiles := bookWith(t, "# kept in git\n")
	link := filepath.Join(t.TempDir(), "accounts.toml")
	if err := os.Symlink(dotfiles.Path(), link); err != nil {
		t.Fatal(err)
	}
	if err := Open(link).Add(mall()); err != nil {
		t.Fatal(err)
	}
	if info, err := os.Lstat(link); err != nil || info.Mode()&fs.ModeSymlink == 0 {
		t.Errorf("the link was replaced: %v, %v", info, err)
	}
	if got := contents(t, dotfiles); !strings.HasPrefix(got, "# kept in git\n") || !strings.Contains(got, `"mall"`) {
		t.Errorf("got %q", got)
	}
}

func TestWhatIsWrittenIsPrivate(t *testing.T) {
	book := Open(filepath.Join(t.TempDir(), "wxops", "accounts.toml"))
	if err := book.Add(mall()); err != nil {
		t.Fatal(err)
	}
	for path, want := range map[string]fs.FileMode{book.Path(): 0o600, filepath.Dir(book.Path()): 0o700} {
		if info, err := os.Stat(path); err != nil || info.Mode().Perm() != want {
			t.Errorf("%s: got %v, %v", path, info.Mode(), err)
		}
	}
}

func TestManyEditorsLoseNothing(t *testing.T) {
	path := filepath.Join(t.TempDir(), "accounts.toml")
	var all sync.WaitGroup
	for i := range 20 {
		all.Go(func() {
			a := Account{Alias: fmt.Sprintf("a%d", i), AppID: fmt.Sprintf("wx%016x", i), Kind: Store}
			if err := Open(path).Add(a); err != nil {
				t.Error(err)
			}
		})
	}
	all.Wait()
	if accounts, _, err := Open(path).Load(); err != nil || len(accounts) != 20 {
		t.Errorf("got %d accounts, %v", len(accounts), err)
	}
}

// manyAccounts is what the start-up budget is measured with.
func manyAccounts(n int) string {
	var s strings.Builder
	for i := range n {
		fmt.Fprintf(&s, "[[account]]\nalias  = \"mall-%d\"\nname   = \"商城小程序 %d\"\nappid  = \"wx%016x\" # of team %d\n"+
			"kind   = \"miniprogram\"\nenv    = \"prod\"\nsecret = \"keyring\"\napis   = [\"/cgi-bin/message/subscribe/send\"]\nread_only = false\n\n", i, i, i, i)
	}
	return s.String()
}

func BenchmarkLoad1000Accounts(b *testing.B) {
	path := filepath.Join(b.TempDir(), "accounts.toml")
	if err := os.WriteFile(path, []byte(manyAccounts(1000)), 0o600); err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		if accounts, _, err := Open(path).Load(); err != nil || len(accounts) != 1000 {
			b.Fatal(len(accounts), err)
		}
	}
}
