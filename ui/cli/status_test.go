package cli

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/charmbracelet/x/ansi"

	"wxops/ui/cli/shell"
	"wxops/wechat/meter"
	"wxops/wechat/simulate"
)

// TestStatusFitsItsScreen: nothing is wrapped, columns go before words do, and on a
// terminal the worst stands last and the summary behind it.
func TestStatusFitsItsScreen(t *testing.T) {
	for _, lang := range []string{"en", "zh"} {
		for width, paths := range map[int]bool{40: false, 60: false, 80: false, 200: true} {
			b := newBench(t)
			addAccounts(t, b, 2)
			b.StdoutTerminal, b.Columns = true, func() int { return width }
			code := b.run(t.Context(), "status", "--lang", lang)
			lines := strings.Split(strings.TrimSuffix(b.out.String(), "\n"), "\n")
			for _, line := range lines[:len(lines)-1] { // the summary is a sentence
				if w := ansi.StringWidth(line); w > width {
					t.Errorf("%s, %d: %d cells: %q", lang, width, w, line)
				}
			}
			if n := len(lines); code != shell.ExitFailed || n != 6 || !strings.HasPrefix(lines[n-3], "mall ") || !strings.Contains(lines[n-1], "3 ") {
				t.Errorf("%s, %d: ended with %d\n%s", lang, width, code, b.out.String())
			}
			if strings.Contains(b.out.String(), customSend) != paths {
				t.Errorf("%s, %d: the path\n%s", lang, width, b.out.String())
			}
		}
	}
}

// addAccounts adds accounts whose secrets are not there.
func addAccounts(t *testing.T, b *bench, n int) {
	t.Helper()
	file := filepath.Join(b.Getenv("HOME"), ".config", "wxops", "accounts.toml")
	book, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	for i := range n {
		book = fmt.Appendf(book, "[[account]]\nalias = \"bare%d\"\nname = \"门店小程序\"\nappid = \"wx00000000000000e%d\"\nkind = \"store\"\nsecret = \"env\"\n", i, i)
	}
	if err := os.WriteFile(file, book, 0o600); err != nil {
		t.Fatal(err)
	}
}

// TestProgressCountsWhatIsReadNow, not what is remembered of an hour ago, and leaves out
// accounts that nobody has named.
func TestProgressCountsWhatIsReadNow(t *testing.T) {
	now := time.Date(2026, 3, 9, 12, 0, 0, 0, time.UTC)
	row := func(ago time.Duration, err error) []*meter.Row {
		return []*meter.Row{{Path: customSend, At: now, Err: nil}, {Path: "/cgi-bin/token", At: now.Add(-ago), Err: err}}
	}
	p := progress{since: now.Add(-refreshDefault), resting: map[string]bool{"rests": true}}
	known, of := p.known([]meter.Account{
		{ID: "new", Rows: row(0, nil)}, {ID: "another's", Rows: row(refreshDefault, nil)}, {ID: "old", Rows: row(time.Hour, nil)},
		{ID: "never", Rows: []*meter.Row{{Path: customSend}}}, {ID: "failed", Rows: row(time.Hour, errors.New("lost"))},
		{ID: "locked", Rows: []*meter.Row{{Path: customSend}}, Locked: true}, {ID: "rests", Rows: []*meter.Row{{Path: customSend}}},
	})
	if known != 4 || of != 6 {
		t.Errorf("%d of %d, want 4 of 6", known, of)
	}
}

// TestStatusSaysHowFarItIs, on a terminal and not into a pipe, and takes the line away.
func TestStatusSaysHowFarItIs(t *testing.T) {
	for _, terminal := range []bool{true, false} {
		b := newBench(t)
		b.StderrTerminal = terminal
		if code := b.run(t.Context(), "status", "-o", "json"); code != shell.ExitDone {
			t.Fatalf("ended with %d: %s", code, b.errors.String())
		}
		said := b.errors.String()
		if strings.HasPrefix(said, "reading 0 of 1") != terminal || terminal && !strings.HasSuffix(said, "\r") || !terminal && said != "" {
			t.Errorf("terminal %t: %q", terminal, said)
		}
	}
}

// TestStatusEndsAtOnce: ctrl+c does not wait for an account that is silent.
func TestStatusEndsAtOnce(t *testing.T) {
	b := newBench(t)
	b.Now = time.Now
	b.sim.SetFault("/cgi-bin/openapi/quota/get", simulate.Fault{Kind: simulate.Hang})
	ctx, interrupt := context.WithCancel(t.Context())
	ended := make(chan int)
	go func() { ended <- b.run(ctx, "status", "-o", "json") }()
	time.AfterFunc(200*time.Millisecond, interrupt)
	select {
	case code := <-ended:
		if code != shell.ExitFailed || !strings.Contains(b.errors.String(), "cancelled") {
			t.Errorf("ended with %d: %s", code, b.errors.String())
		}
	case <-time.After(5 * time.Second):
		t.Fatal("it did not end")
	}
}

// TestStatusAsksWhatWasJustReadNotAgain, and quota always asks.
func TestStatusAsksWhatWasJustReadNotAgain(t *testing.T) {
	b := newBench(t)
	for n, run := range []struct {
		command string
		asks    bool
	}{{"status", true}, {"status", false}, {"quota", true}, {"quota", true}, {"status", false}} {
		before := b.sim.Quota("wx00000000000000a1", "/cgi-bin/openapi/quota/get").Used
		if code := b.run(t.Context(), run.command, "mall"); code == shell.ExitUsage {
			t.Fatalf("%s: %s", run.command, b.errors.String())
		}
		asked := b.sim.Quota("wx00000000000000a1", "/cgi-bin/openapi/quota/get").Used > before
		if asked != run.asks {
			t.Errorf("run %d, %s: asked %t", n+1, run.command, asked)
		}
	}
}
