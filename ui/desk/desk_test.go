package desk

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"
	"time"

	"wxops/keystore"
	"wxops/keystore/secret"
	"wxops/wechat"
)

var mall = keystore.Account{Alias: "mall", AppID: "wx00000000000000a1", Kind: keystore.MiniProgram, Secret: keystore.FromEnv}

// nobody is a person who is never there.
type nobody struct{}

func (nobody) Terminal(context.Context) secret.Terminal { return secret.Terminal{} }

func (nobody) Secret(context.Context, secret.Item) (keystore.Secret, error) {
	return keystore.Secret{}, errors.New("nobody")
}

func (nobody) Passphrase(context.Context, string, bool) (keystore.Secret, error) {
	return keystore.Secret{}, errors.New("nobody")
}

// openAt makes a desk in a home folder of its own.
func openAt(home string) *Desk {
	getenv := func(name string) string { return map[string]string{"HOME": home}[name] }
	return Open(Config{Folders: FoldersOf(getenv), Getenv: getenv, Asker: nobody{}, Now: time.Now})
}

// TestFoldersFollowXDG: a relative path in the environment is ignored, as XDG asks.
func TestFoldersFollowXDG(t *testing.T) {
	root := t.TempDir()
	env := map[string]string{"HOME": filepath.Join(root, "home"), "XDG_STATE_HOME": filepath.Join(root, "state"), "XDG_DATA_HOME": "relative"}
	f := FoldersOf(func(name string) string { return env[name] })
	for got, want := range map[string]string{
		f.Accounts(): filepath.Join(root, "home", ".config", "wxops", "accounts.toml"),
		f.Secrets():  filepath.Join(root, "home", ".local", "share", "wxops", "secrets.age"),
		f.Journal():  filepath.Join(root, "state", "wxops", "resets.jsonl"),
	} {
		if got != want {
			t.Errorf("%s, want %s", got, want)
		}
	}
	if got := f.Tilde(f.Accounts()); got != filepath.Join("~", ".config", "wxops", "accounts.toml") {
		t.Errorf("it is shown as %s", got)
	}
	if got := f.Tilde(f.Journal()); got != f.Journal() {
		t.Errorf("what is not under the home folder is shown as %s", got)
	}
}

// TestOneClientForAnAccount: its token is fetched once, and an account that
// was given another secret does not go on with the old one.
func TestOneClientForAnAccount(t *testing.T) {
	d := openAt(t.TempDir())
	first, err := d.Connect(mall)
	if err != nil {
		t.Fatal(err)
	}
	renamed, moved := mall, mall
	renamed.Name, moved.Secret = "商城", keystore.FromFile
	if again, _ := d.Connect(renamed); again != first {
		t.Error("a new name made a second client")
	}
	twin := mall
	twin.Alias = "twin"
	if other, _ := d.Connect(twin); other == first {
		t.Error("two accounts of one AppID have one client, and with it one secret")
	}
	if other, _ := d.Connect(moved); other == first {
		t.Error("another source of the secret goes on with the old client")
	}
}

// TestAPlatformGetsNoClient: a stable_token of its AppID would be a wrong one.
func TestAPlatformGetsNoClient(t *testing.T) {
	platform := mall
	platform.Kind = keystore.Component
	_, err := openAt(t.TempDir()).Connect(platform)
	var cannot *CannotError
	if !errors.As(err, &cannot) || cannot.Alias != "mall" {
		t.Errorf("it gave %v", err)
	}
	for _, kind := range keystore.Kinds {
		for _, act := range []Act{Read, Reset, Ask} {
			if can := Can(keystore.Account{Kind: kind}, act); can != (kind != keystore.Component) {
				t.Errorf("%s can %d: %v", kind, act, can)
			}
		}
	}
}

// scripted is a client whose answers are given.
type scripted struct {
	token, quota error
	calls        []string
}

func (s *scripted) Forget() { s.calls = append(s.calls, "forget") }

func (s *scripted) Authorize(context.Context) error {
	s.calls = append(s.calls, "token")
	return s.token
}

func (s *scripted) Quota(_ context.Context, path string) (wechat.Quota, error) {
	s.calls = append(s.calls, path)
	return wechat.Quota{}, s.quota
}

// TestATestProvesTheSecret: a token that was held is dropped first, and an API
// without a quota is no fault of the credentials.
func TestATestProvesTheSecret(t *testing.T) {
	refused := &wechat.Error{Code: 40125}
	for name, c := range map[string]struct {
		client scripted
		want   Tested
		fails  bool
		calls  int
	}{
		"good":        {scripted{}, Tested{Token: true, Quota: true, Asked: true}, false, 3},
		"no quota":    {scripted{quota: &wechat.Error{Code: 76022}}, Tested{Token: true, Quota: true, Asked: true}, false, 3},
		"not allowed": {scripted{quota: &wechat.Error{Code: 48001}}, Tested{Token: true, Asked: true}, true, 3},
		"bad secret":  {scripted{token: refused}, Tested{}, true, 2},
	} {
		t.Run(name, func(t *testing.T) {
			got, err := Test(t.Context(), &c.client)
			if got != c.want || (err != nil) != c.fails {
				t.Errorf("%+v, %v", got, err)
			}
			if !slices.Equal(c.client.calls, []string{"forget", "token", TestPath}[:c.calls]) {
				t.Errorf("it called %v", c.client.calls)
			}
		})
	}
}

// TestTheLogHasALineForACall: of --debug, in a file that is its owner's only.
func TestTheLogHasALineForACall(t *testing.T) {
	d := openAt(t.TempDir())
	d.logCall(wechat.Call{Method: "POST", Path: "/before"})
	if err := d.OpenLog(); err != nil {
		t.Fatal(err)
	}
	d.logCall(wechat.Call{Method: "POST", Path: "/cgi-bin/stable_token", Code: 45009})
	d.Close()
	text, err := os.ReadFile(d.Folders().Log())
	if err != nil {
		t.Fatal(err)
	}
	if lines := strings.Split(string(text), "\n"); len(lines) != 2 || !strings.Contains(lines[0], "POST /cgi-bin/stable_token status=0 errcode=45009 rid=- ms=0") {
		t.Errorf("it wrote %q", text)
	}
	if info, _ := os.Stat(d.Folders().Log()); runtime.GOOS != "windows" && info.Mode().Perm() != 0o600 {
		t.Errorf("the log is %v", info.Mode())
	}
	if n := len(d.Calls()); n != 2 {
		t.Errorf("%d calls are kept", n)
	}
}

// TestACallSaysWhoseItWas: 17 equal lines of quota/get tell nothing.
func TestACallSaysWhoseItWas(t *testing.T) {
	d := openAt(t.TempDir())
	d.cfg.BaseURL = "http://127.0.0.1:1" // nobody listens there
	d.secrets.Remember(mall, keystore.NewSecret("s"))
	client, err := d.Connect(mall)
	if err != nil {
		t.Fatal(err)
	}
	_, _ = client.Quota(t.Context(), "/cgi-bin/menu/get")
	calls := d.Calls()
	if len(calls) == 0 || calls[0].Account != mall.Alias {
		t.Errorf("calls: %+v", calls)
	}
}

// TestAnExportIsNew: nothing that is there is written over.
func TestAnExportIsNew(t *testing.T) {
	f := openAt(t.TempDir()).Folders()
	now := time.Date(2026, 3, 14, 3, 7, 12, 0, time.UTC)
	shown, err := f.Export(now, "../quota.txt", []byte("one"))
	if err != nil || shown != filepath.Join("~", ".local", "state", "wxops", "exports", "20260314-030712-quota.txt") {
		t.Fatalf("%s, %v", shown, err)
	}
	if _, err := f.Export(now, "quota.txt", []byte("two")); err == nil {
		t.Error("the first export is gone")
	}
}

// TestReadingsAreKeptInTheStateFolder, by the host that is asked, and the days of one
// API come out again.
func TestReadingsAreKeptInTheStateFolder(t *testing.T) {
	home := t.TempDir()
	d := openAt(home)
	now := time.Now()
	q := wechat.Quota{Path: TestPath, At: now, Daily: &wechat.Daily{Limit: 100, Used: 7, Remain: 93}}
	if err := d.History().Keep(d.Key(mall), []wechat.Quota{q}); err != nil {
		t.Fatal(err)
	}
	file := filepath.Join(home, ".local", "state", "wxops", "history", "api.weixin.qq.com_"+mall.AppID+".today")
	if _, err := os.Stat(file); err != nil {
		t.Error(err)
	}
	days, err := openAt(home).Days(t.Context(), mall, TestPath)
	if err != nil || len(days) != 1 || !slices.Contains(days[0].Used[:], 7) {
		t.Errorf("%v, %v", days, err)
	}
	elsewhere := mall
	elsewhere.Base = "http://127.0.0.1:8080"
	if days, err := openAt(home).Days(t.Context(), elsewhere, TestPath); err != nil || len(days) != 0 {
		t.Errorf("a simulator has %v, %v", days, err)
	}
}
