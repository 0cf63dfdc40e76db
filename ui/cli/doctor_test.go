package cli

import (
	"bytes"
	"context"
	"encoding/json"
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

	"wxops/ui/words"
	"wxops/wechat"
	"wxops/wechat/simulate"
)

// roundTrip is a network of one function.
type roundTrip func(*http.Request) (*http.Response, error)

func (f roundTrip) RoundTrip(r *http.Request) (*http.Response, error) { return f(r) }

var errNoRoute = &net.OpError{Op: "dial", Net: "tcp", Err: errors.New("no route to host")}

// examine runs doctor on a home folder and a network that the test makes, and
// gives its findings by name.
func examine(t *testing.T, network http.RoundTripper, accounts string, args ...string) (code int, found map[string]jsonFinding) {
	t.Helper()
	home := t.TempDir()
	dir := filepath.Join(home, ".config", "wxops")
	if err := os.MkdirAll(dir, 0o700); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(dir, "accounts.toml"), []byte(accounts), 0o600); err != nil {
		t.Fatal(err)
	}
	var out, said bytes.Buffer
	a := &app{
		env: Env{
			Stdin: strings.NewReader(""), Stdout: &out, Stderr: &said, Now: time.Now,
			Getenv: func(name string) string { return map[string]string{"HOME": home, "WXOPS_SECRET_MALL": canary}[name] },
		},
		lang: words.English, format: formatJSON, timeout: timeoutDefault,
		transport: network,
	}
	code = a.finish(a.runDoctor(context.Background(), strings.Join(args, " ")))
	var doc jsonDoctor
	if err := json.Unmarshal(out.Bytes(), &doc); err != nil {
		t.Fatalf("%v in %q, it said %q", err, &out, &said)
	}
	if doc.OK != (code == exitDone) {
		t.Errorf("ok is %v and the exit code %d", doc.OK, code)
	}
	found = map[string]jsonFinding{}
	for _, c := range doc.Checks {
		found[c.Name] = c
		if c.Level != fine && c.Hint == nil {
			t.Errorf("%s is %s (%s), and nothing says what to do", c.Name, c.State, c.Fact)
		}
	}
	return code, found
}

func simulated(now func() time.Time) http.RoundTripper {
	return simulate.Transport(simulate.New(simulate.Settings{Now: now, Accounts: []simulate.Account{
		{AppID: "wx00000000000000a1", Secret: canary, Kind: "miniprogram"},
	}}))
}

const envAccount = "[[account]]\nalias = \"mall\"\nappid = \"wx00000000000000a1\"\nkind = \"miniprogram\"\nsecret = \"env\"\n"

// TestDoctorHosts: the host that wxops calls must answer, the others are for
// bad days.
func TestDoctorHosts(t *testing.T) {
	all := simulated(time.Now)
	for name, c := range map[string]struct {
		down  string
		level level
		code  int
	}{
		"all up":       {"", fine, exitDone},
		"a spare down": {"hk.api.weixin.qq.com", warning, exitDone},
		"ours down":    {"api.weixin.qq.com", broken, exitFailed},
	} {
		t.Run(name, func(t *testing.T) {
			code, found := examine(t, roundTrip(func(r *http.Request) (*http.Response, error) {
				if r.URL.Host == c.down {
					return nil, errNoRoute
				}
				return all.RoundTrip(r)
			}), envAccount)
			if code != c.code {
				t.Errorf("it ended with %d, want %d", code, c.code)
			}
			for _, host := range wechat.Hosts() {
				f := found[host]
				if host == c.down && f.Level != c.level || host != c.down && (f.State != stateOK || f.Took == nil) {
					t.Errorf("%s: %+v", host, f)
				}
			}
			if f := found["mall"]; (f.State == stateOK) != (c.down != "api.weixin.qq.com") {
				t.Errorf("the account: %+v", f)
			}
		})
	}
}

func TestDoctorClock(t *testing.T) {
	for _, c := range []struct {
		server time.Duration // ahead of us
		level  level
		fact   string
	}{
		{2 * time.Second, fine, "agrees"},
		{-2 * time.Second, fine, "agrees"},
		{20 * time.Second, warning, "behind"},
		{-time.Hour, broken, "ahead"},
	} {
		_, found := examine(t, simulated(func() time.Time { return time.Now().Add(c.server) }), "")
		if f := found["clock"]; f.Level != c.level || !strings.Contains(f.Fact, c.fact) {
			t.Errorf("%s: %+v", c.server, f)
		}
	}
}

// TestDoctorNeverHangs: neither a network that ignores deadlines nor a bus
// nor a command that says nothing holds it for more than 5 s.
func TestDoctorNeverHangs(t *testing.T) {
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
	for _, args := range [][]string{nil, {"a3"}} {
		began := time.Now()
		code, found := examine(t, roundTrip(func(*http.Request) (*http.Response, error) { select {} }), accounts, args...)
		if took := time.Since(began); took > doctorLimit+time.Second || code != exitFailed {
			t.Errorf("%v: %s, exit code %d", args, took, code)
		}
		for name, state := range map[string]string{"keyring": stateTimeout, "clock": stateSilent, wechat.Hosts()[0]: stateSilent, "utf-8": stateNote} {
			if found[name].State != state {
				t.Errorf("%s: %+v, want %s", name, found[name], state)
			}
		}
		if args == nil && (found["a0"].State != stateWrong || found["a1"].State != stateUnasked || found["a3"].State != stateUnasked) {
			t.Errorf("%+v", found)
		}
		if args != nil && found["a3"].State != stateSilent {
			t.Errorf("the command: %+v", found["a3"])
		}
	}
}

// TestDoctorStateWords: every state has its word in both languages.
func TestDoctorStateWords(t *testing.T) {
	for _, lang := range []words.Lang{words.English, words.Chinese} {
		d := doctorIn(lang)
		for _, state := range []string{stateOK, stateReady, stateLocked, stateAbsent, stateTimeout, stateNote, stateWrong, stateUnasked, stateSilent} {
			if d.States[state] == "" {
				t.Errorf("%s has no word for %s", lang, state)
			}
		}
		for _, group := range doctorGroups {
			if d.Groups[group] == "" {
				t.Errorf("%s has no word for %s", lang, group)
			}
		}
	}
}

// TestDoctorKeyring looks at the keyring that is really there: .ci/run gives
// an unlocked one.
func TestDoctorKeyring(t *testing.T) {
	_, found := examine(t, simulated(time.Now), strings.Replace(envAccount, `"env"`, `"keyring"`, 1))
	states := []string{stateReady, stateLocked, stateAbsent, stateTimeout}
	if os.Getenv("WXOPS_TEST_KEYRING") == "required" {
		states = states[:1]
	}
	f := found["keyring"]
	if !slices.Contains(states, f.State) {
		t.Errorf("the keyring is %+v, want one of %v", f, states)
	}
	if (f.State == stateReady) != (f.Level == fine) {
		t.Errorf("an account needs it: %+v", f)
	}
}
