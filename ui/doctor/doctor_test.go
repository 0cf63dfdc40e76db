package doctor

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"wxops/keystore"
	"wxops/keystore/secret"
	"wxops/ui/desk"
	"wxops/ui/words"
	"wxops/wechat"
	"wxops/wechat/simulate"
)

// canary is an AppSecret.
const canary = "c0ffee00c0ffee00c0ffee00c0ffee00"

// roundTrip is a network of one function.
type roundTrip func(*http.Request) (*http.Response, error)

func (f roundTrip) RoundTrip(r *http.Request) (*http.Response, error) { return f(r) }

var errNoRoute = &net.OpError{Op: "dial", Net: "tcp", Err: errors.New("no route to host")}

// nobody is there to be asked.
type nobody struct{}

var errNobody = errors.New("nobody")

func (nobody) Terminal(context.Context) secret.Terminal { return secret.Terminal{} }

func (nobody) Secret(context.Context, secret.Item) (keystore.Secret, error) {
	return keystore.Secret{}, errNobody
}

func (nobody) Passphrase(context.Context, string, bool) (keystore.Secret, error) {
	return keystore.Secret{}, errNobody
}

// lookAt looks at a home folder and a network that the test makes, and gives
// the findings by name.
func lookAt(t *testing.T, network http.RoundTripper, accounts, alias string) (failed bool, found map[string]Finding) {
	t.Helper()
	return lookAtHome(t, t.TempDir(), network, accounts, alias, nil)
}

// lookAtHome is lookAt where people share the folder that team gives.
func lookAtHome(t *testing.T, home string, network http.RoundTripper, accounts, alias string, team func() (string, error)) (failed bool, found map[string]Finding) {
	t.Helper()
	dir := filepath.Join(home, ".config", "wxops")
	if err := os.MkdirAll(dir, 0o700); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(dir, "accounts.toml"), []byte(accounts), 0o600); err != nil {
		t.Fatal(err)
	}
	getenv := func(name string) string { return map[string]string{"HOME": home, "WXOPS_SECRET_MALL": canary}[name] }
	d := desk.Open(desk.Config{Folders: desk.FoldersOf(getenv), Getenv: getenv, Asker: nobody{}, Now: time.Now, Transport: network, Team: team})
	cfg := Config{
		Lang: words.English, Getenv: getenv, Now: time.Now, Folders: d.Folders(), Desk: d,
		Can:    func(acc keystore.Account) bool { return desk.Can(acc, desk.Read) },
		Shared: func() (Folders, error) { return d.Shared() },
		Reach: func(ctx context.Context, base string) (wechat.Reached, error) {
			return wechat.Reach(ctx, network, base, time.Now)
		},
	}
	for _, host := range wechat.Hosts() {
		cfg.Hosts = append(cfg.Hosts, "https://"+host)
	}
	all, err := Look(t.Context(), cfg, alias)
	if err != nil {
		t.Fatal(err)
	}
	found = map[string]Finding{}
	for _, f := range all {
		found[f.Name] = f
		if f.Level != Fine && f.Remedy == nil {
			t.Errorf("%s is %s (%s), and nothing says what to do", f.Name, f.State, f.Fact)
		}
	}
	return Failed(all), found
}

func simulated(now func() time.Time) http.RoundTripper {
	return simulate.Transport(simulate.New(simulate.Settings{Now: now, Accounts: []simulate.Account{
		{AppID: "wx00000000000000a1", Secret: canary, Kind: "miniprogram"},
	}}))
}

const envAccount = "[[account]]\nalias = \"mall\"\nappid = \"wx00000000000000a1\"\nkind = \"miniprogram\"\nsecret = \"env\"\n"

// TestHosts: the host that wxops calls must answer, the others are for
// bad days.
func TestHosts(t *testing.T) {
	all := simulated(time.Now)
	for name, c := range map[string]struct {
		down   string
		level  Level
		failed bool
	}{
		"all up":       {"", Fine, false},
		"a spare down": {"hk.api.weixin.qq.com", Warning, false},
		"ours down":    {"api.weixin.qq.com", Broken, true},
	} {
		t.Run(name, func(t *testing.T) {
			failed, found := lookAt(t, roundTrip(func(r *http.Request) (*http.Response, error) {
				if r.URL.Host == c.down {
					return nil, errNoRoute
				}
				return all.RoundTrip(r)
			}), envAccount, "")
			if failed != c.failed {
				t.Errorf("it failed: %v", failed)
			}
			for _, host := range wechat.Hosts() {
				f := found[host]
				if host == c.down && f.Level != c.level || host != c.down && (f.State != OK || f.Took == nil) {
					t.Errorf("%s: %+v", host, f)
				}
			}
			if f := found["mall"]; (f.State == OK) != (c.down != "api.weixin.qq.com") {
				t.Errorf("the account: %+v", f)
			}
		})
	}
}

func TestClock(t *testing.T) {
	for _, c := range []struct {
		server time.Duration // ahead of us
		level  Level
		fact   string
	}{
		{2 * time.Second, Fine, "agrees"},
		{-2 * time.Second, Fine, "agrees"},
		{20 * time.Second, Warning, "behind"},
		{-time.Hour, Broken, "ahead"},
	} {
		_, found := lookAt(t, simulated(func() time.Time { return time.Now().Add(c.server) }), "", "")
		if f := found["clock"]; f.Level != c.level || !strings.Contains(f.Fact, c.fact) {
			t.Errorf("%s: %+v", c.server, f)
		}
	}
}

// TestNeverHangs: neither a network that ignores deadlines nor a bus
// nor a command that says nothing holds it for more than 5 s.
func TestNeverHangs(t *testing.T) {
	bus := filepath.Join(t.TempDir(), "bus")
	mute, err := net.Listen("unix", bus)
	if err != nil {
		t.Fatal(err)
	}
	defer mute.Close()
	t.Setenv("DBUS_SESSION_BUS_ADDRESS", "unix:path="+bus)
	accounts := ""
	for i, source := range []string{`"keyring"`, `"prompt"`, `"file"`, "\"command\"\nsecret_command = [\"sleep\", \"60\"]", `"env"`} {
		accounts += fmt.Sprintf("[[account]]\nalias = \"a%d\"\nappid = \"wx00000000000000%02d\"\nkind = \"store\"\nsecret = %s\n", i, i, source)
	}
	for _, alias := range []string{"", "a3"} {
		began := time.Now()
		failed, found := lookAt(t, roundTrip(func(*http.Request) (*http.Response, error) { select {} }), accounts, alias)
		if took := time.Since(began); took > Limit+time.Second || !failed {
			t.Errorf("%q: %s, failed: %v", alias, took, failed)
		}
		for name, state := range map[string]State{"keyring": TimedOut, "clock": Silent, wechat.Hosts()[0]: Silent, "utf-8": Note} {
			if found[name].State != state {
				t.Errorf("%s: %+v, want %s", name, found[name], state)
			}
		}
		if alias == "" && (found["a0"].State != Wrong || found["a1"].State != Unasked || found["a3"].State != Unasked) {
			t.Errorf("%+v", found)
		}
		if alias != "" && found["a3"].State != Silent {
			t.Errorf("the command: %+v", found["a3"])
		}
	}
}

// TestStateWords: every state has its word in both languages.
func TestStateWords(t *testing.T) {
	for _, lang := range []words.Lang{words.English, words.Chinese} {
		for _, state := range []State{OK, Ready, Locked, Absent, TimedOut, Note, Wrong, Unasked, Silent} {
			if state.In(lang) == "" {
				t.Errorf("%s has no word for %s", lang, state)
			}
		}
		for _, group := range Groups() {
			if group.In(lang) == "" {
				t.Errorf("%s has no word for %s", lang, group)
			}
		}
	}
}

// TestKeyring looks at the keyring that is really there: .ci/run gives
// an unlocked one.
func TestKeyring(t *testing.T) {
	_, found := lookAt(t, simulated(time.Now), strings.Replace(envAccount, `"env"`, `"keyring"`, 1), "")
	states := []State{Ready, Locked, Absent, TimedOut}
	if os.Getenv("WXOPS_TEST_KEYRING") == "required" {
		states = states[:1]
	}
	f := found["keyring"]
	if !slices.Contains(states, f.State) {
		t.Errorf("the keyring is %+v, want one of %v", f, states)
	}
	if (f.State == Ready) != (f.Level == Fine) {
		t.Errorf("an account needs it: %+v", f)
	}
}

// TestACommandThatAsksForAPersonIsNoFailure: nobody was there to answer, and nothing is broken.
func TestACommandThatAsksForAPersonIsNoFailure(t *testing.T) {
	accounts := "[[account]]\nalias = \"mall\"\nappid = \"wx0000000000000001\"\nkind = \"store\"\nsecret = \"command\"\nsecret_command = [\"sh\", \"-c\", \"echo sign in first >&2; exit 1\"]\n"
	_, found := lookAt(t, roundTrip(func(*http.Request) (*http.Response, error) { return nil, errors.New("no network") }), accounts, "mall")
	f := found["mall"]
	if f.State != Note || f.Remedy == nil || !strings.Contains(f.Fact, "only a person can give") || !strings.Contains(f.Fact, "it said: sign in first") || strings.HasPrefix(f.Fact, "mall") {
		t.Errorf("it says %+v", f)
	}
}
