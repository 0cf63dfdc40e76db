package cli

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http/httptest"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"wxops/ui/cli/shell"
	"wxops/wechat/simulate"
)

// bench is wxops with one account against a simulator of its own.
type bench struct {
	shell.Env
	sim    *simulate.Server
	url    string
	now    time.Time
	out    strings.Builder
	errors lockedText
}

// lockedText is written by the run and by its ctrl+c.
type lockedText struct {
	mu   sync.Mutex
	text strings.Builder
}

func (l *lockedText) Write(p []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.text.Write(p)
}

func (l *lockedText) String() string {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.text.String()
}

func newBench(t *testing.T) *bench {
	t.Helper()
	b := &bench{now: scriptNow}
	b.sim = simulate.New(simulate.Settings{Now: time.Now, Accounts: scriptAccounts()})
	server := httptest.NewServer(b.sim)
	t.Cleanup(func() { b.sim.ClearFaults(); server.Close() })
	b.url = server.URL
	home := t.TempDir()
	env := map[string]string{"HOME": home, "WXOPS_SECRET_MALL": canary}
	dir := filepath.Join(home, ".config", "wxops")
	book := "[[account]]\nalias = \"mall\"\nappid = \"wx00000000000000a1\"\nkind = \"miniprogram\"\nsecret = \"env\"\n"
	if err := os.MkdirAll(dir, 0o700); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(dir, "accounts.toml"), []byte(book), 0o600); err != nil {
		t.Fatal(err)
	}
	b.Env = shell.Env{
		Stdin: strings.NewReader(""), Stdout: &b.out, Stderr: &b.errors, StdinTerminal: true,
		Getenv: func(name string) string { return env[name] }, Now: func() time.Time { return b.now },
		Whoami: func() (string, string) { return "li", "jump1" },
	}
	return b
}

func (b *bench) run(ctx context.Context, args ...string) int {
	return Run(ctx, append(args, "--base", b.url), b.Env)
}

// answers is someone at the terminal who does something before each line.
type answers struct {
	lines []func() string
}

func (a *answers) Read(p []byte) (int, error) {
	if len(a.lines) == 0 {
		return 0, io.EOF
	}
	line := a.lines[0]()
	a.lines = a.lines[1:]
	return copy(p, line+"\n"), nil
}

const customSend = "/cgi-bin/message/custom/send"

func TestAPlanThatGrewOldAtThePromptIsMadeAgain(t *testing.T) {
	b := newBench(t)
	b.Stdin = &answers{[]func() string{
		func() string { b.now = b.now.Add(6 * time.Minute); return "mall" },
		func() string { return "mall" },
	}}
	code := b.run(t.Context(), "reset", "mall", "--api", customSend)
	said := b.errors.String()
	if code != shell.ExitDone || len(b.sim.Clears()) != 1 {
		t.Fatalf("ended with %d after %d clears; want one\n%s", code, len(b.sim.Clears()), said)
	}
	if !strings.Contains(said, "note: the plan is out of date: nothing was sent (its numbers were more than 5 minutes old)") {
		t.Errorf("did not say why it asks again:\n%s", said)
	}
	if n := strings.Count(said, "Type mall to confirm"); n != 2 {
		t.Errorf("asked %d times; want twice", n)
	}
	if n := strings.Count(b.out.String(), "Left this month"); n != 3 { // two plans and the outcome
		t.Errorf("the new plan was not shown:\n%s", b.out.String())
	}
}

// A colleague resets while the alias is being typed: what the person said yes
// to is no longer what would happen.
func TestAResetInTheMeantimeIsShownBeforeAnother(t *testing.T) {
	b := newBench(t)
	b.Stdin = &answers{[]func() string{
		func() string {
			var out, errors strings.Builder
			env := b.Env
			env.Stdin, env.Stdout, env.Stderr = strings.NewReader(""), &out, &errors
			env.Whoami = func() (string, string) { return "wang", "jump2" }
			if code := Run(t.Context(), []string{"reset", "mall", "--api", customSend, "--confirm", "mall", "--base", b.url}, env); code != shell.ExitDone {
				t.Errorf("the colleague's reset ended with %d: %s", code, errors.String())
			}
			return "mall"
		},
		func() string { return "no" },
	}}
	code := b.run(t.Context(), "reset", "mall", "--api", customSend)
	if code != shell.ExitFailed || len(b.sim.Clears()) != 1 {
		t.Fatalf("ended with %d after %d clears; want only the colleague's", code, len(b.sim.Clears()))
	}
	for _, want := range []string{"another reset of the account was made in the meantime", "not confirmed"} {
		if !strings.Contains(b.errors.String(), want) {
			t.Errorf("did not say %q:\n%s", want, b.errors.String())
		}
	}
	for _, want := range []string{"by wang on jump2", "A reset within the last 30 minutes", "at most 10 of 10 all, 49 of 50 single"} {
		if !strings.Contains(b.out.String(), want) {
			t.Errorf("the new plan lacks %q:\n%s", want, b.out.String())
		}
	}
}

// The dry run says what its numbers leave out: what is on the wire just now,
// and what cannot be read.
func TestTheDryRunSaysWhatItDoesNotKnow(t *testing.T) {
	b := newBench(t)
	state := filepath.Join(b.Getenv("HOME"), ".local", "state", "wxops")
	if err := os.MkdirAll(state, 0o700); err != nil {
		t.Fatal(err)
	}
	journal := fmt.Sprintf(`{"v":1,"event":"intent","id":"x","at":%q,"who":{"user":"wang","host":"jump2"},"account":"m","appid":"wx00000000000000a1","scope":"all","via":"token"}`+"\n\x00\x00\n{\n",
		scriptNow.Add(-20*time.Second).Format(time.RFC3339))
	if err := os.WriteFile(filepath.Join(state, "resets.jsonl"), []byte(journal), 0o600); err != nil {
		t.Fatal(err)
	}
	if code := b.run(t.Context(), "reset", "mall", "--all", "--dry-run"); code != shell.ExitDone {
		t.Fatalf("ended with %d: %s", code, b.errors.String())
	}
	for _, want := range []string{
		"Another reset of this account is under way (by wang on jump2, since ", "cannot be read: 2.",
		"Only this user's resets on this machine are counted", "at most 9 of 10 all",
	} {
		if !strings.Contains(b.out.String(), want) {
			t.Errorf("does not say %q:\n%s", want, b.out.String())
		}
	}
	b.out.Reset()
	var doc struct{ Warnings []string }
	if code := b.run(t.Context(), "reset", "mall", "--all", "--dry-run", "-o", "json"); code != shell.ExitDone {
		t.Fatalf("ended with %d: %s", code, b.errors.String())
	}
	if err := json.Unmarshal([]byte(b.out.String()), &doc); err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"under way", "journal damaged", "elsewhere"} {
		if !slices.Contains(doc.Warnings, want) {
			t.Errorf("the JSON warns of %q; want %q among them", doc.Warnings, want)
		}
	}
	b.out.Reset()
	if code := b.run(t.Context(), "reset", "mall", "--all", "--confirm", "mall"); code != shell.ExitFailed || len(b.sim.Clears()) != 0 || !strings.Contains(b.errors.String(), "by wang on jump2") {
		t.Errorf("the reset ended with %d after %d clears:\n%s", code, len(b.sim.Clears()), b.errors.String())
	}
	b.out.Reset()
	b.run(t.Context(), "doctor")
	for _, want := range []string{"damaged lines: 2", "only this user's resets on this machine are counted"} {
		if !strings.Contains(b.out.String(), want) {
			t.Errorf("doctor does not say %q:\n%s", want, b.out.String())
		}
	}
}

// With --confirm nobody looks again: an overtaken plan stays refused.
func TestAConfirmedPlanIsNotMadeAgain(t *testing.T) {
	b := newBench(t)
	calls := 0
	b.Env.Now = func() time.Time { calls++; return scriptNow.Add(time.Duration(calls) * 3 * time.Minute) }
	code := b.run(t.Context(), "reset", "mall", "--api", customSend, "--confirm", "mall")
	if code != shell.ExitFailed || len(b.sim.Clears()) != 0 || !strings.Contains(b.errors.String(), "the plan is out of date") {
		t.Errorf("ended with %d, %d clears:\n%s", code, len(b.sim.Clears()), b.errors.String())
	}
}

// Unknown says what came instead of an answer.
func TestAnUnknownOutcomeSaysWhatCame(t *testing.T) {
	b := newBench(t)
	b.sim.SetFault("/cgi-bin/openapi/quota/clear", simulate.Fault{Kind: simulate.Refuse, Code: -1})
	code := b.run(t.Context(), "reset", "mall", "--api", customSend, "--confirm", "mall")
	if said := b.errors.String(); code != shell.ExitFailed || !strings.Contains(said, "counts as used (errcode -1: ") || strings.Contains(said, "Retry") {
		t.Errorf("ended with %d:\n%s", code, said)
	}
	if !strings.Contains(b.out.String(), "49 of 50 single") {
		t.Errorf("it is not counted:\n%s", b.out.String())
	}
}

func TestCtrlCWaitsForTheOutcome(t *testing.T) {
	b := newBench(t)
	b.sim.SetFault("/cgi-bin/openapi/quota/clear", simulate.Fault{Kind: simulate.Hang, Worked: true})
	b.Env.Now = time.Now
	ctx, interrupt := context.WithCancel(t.Context())
	ended := make(chan int)
	go func() {
		ended <- b.run(ctx, "reset", "mall", "--api", customSend, "--confirm", "mall", "--timeout", "1s", "-o", "json")
	}()
	for len(b.sim.Clears()) == 0 {
		time.Sleep(5 * time.Millisecond)
	}
	interrupt()
	select {
	case code := <-ended:
		if code != shell.ExitFailed {
			t.Errorf("ended with %d; want 1", code)
		}
	case <-time.After(10 * time.Second):
		t.Fatal("did not end at the deadline of its call")
	}
	var doc struct{ Outcome string }
	if err := json.Unmarshal([]byte(b.out.String()), &doc); err != nil || doc.Outcome != "unknown" {
		t.Errorf("the outcome is %q, %v; want unknown", doc.Outcome, err)
	}
	if !strings.Contains(b.errors.String(), "waiting for its outcome") {
		t.Errorf("ctrl+c was not answered:\n%s", b.errors.String())
	}
}

// rowKeys are those of a row in every document.
var rowKeys = []string{"back_at", "cgi_path", "component_rate_limit", "error", "forecast", "limit", "name", "rate_limit", "read_at", "remain", "used", "used_percent"}

// The documented form, key by key: a script may rely on each, and on no other.
func TestTheFormsOfTheAnswers(t *testing.T) {
	b := newBench(t)
	forms := map[string][]string{
		"":         {"account", "after", "appid", "before", "cgi_path", "error", "id", "left", "outcome", "outlook", "scope", "via"},
		"left":     {"all", "api"},
		"before.0": rowKeys,
		"after.0":  rowKeys,
	}
	if code := b.run(t.Context(), "reset", "mall", "--api", customSend, "--confirm", "mall", "--reason", "promo", "-o", "json"); code != shell.ExitDone {
		t.Fatalf("reset ended with %d: %s", code, b.errors.String())
	}
	checkForms(t, b.out.String(), forms)
	b.out.Reset()
	if code := b.run(t.Context(), "resets", "-o", "json"); code != shell.ExitDone {
		t.Fatalf("resets ended with %d: %s", code, b.errors.String())
	}
	checkForms(t, b.out.String(), map[string][]string{
		"":         {"left", "resets"},
		"resets.0": {"account", "appid", "at", "cgi_path", "errcode", "id", "outcome", "reason", "scope", "via", "who"},
		"left.0":   {"account", "all", "api", "sure"},
	})
}

func checkForms(t *testing.T, doc string, forms map[string][]string) {
	t.Helper()
	var whole any
	if err := json.Unmarshal([]byte(doc), &whole); err != nil {
		t.Fatalf("%v in %s", err, doc)
	}
	for place, want := range forms {
		at := whole
		for _, step := range strings.FieldsFunc(place, func(r rune) bool { return r == '.' }) {
			if list, ok := at.([]any); ok && len(list) > 0 {
				at = list[0]
				continue
			}
			object, _ := at.(map[string]any)
			at = object[step]
		}
		object, _ := at.(map[string]any)
		var keys []string
		for k := range object {
			keys = append(keys, k)
		}
		if slices.Sort(keys); !slices.Equal(keys, want) {
			t.Errorf("%q has %v; want %v", place, keys, want)
		}
	}
}
