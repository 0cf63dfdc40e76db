package cli

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"wxops/ui/cli/shell"
	"wxops/wechat/simulate"
)

// unheardOf is a path that the catalogue does not have.
const unheardOf = "/wxa/unheard/of"

// stubbed is a bench whose account watches one unheard of API, for which WeChat answers
// the same time and again.
func stubbed(t *testing.T, quota string) *bench {
	t.Helper()
	b := newBench(t)
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Type", "application/json")
		fmt.Fprintf(w, `{"errcode":0,"access_token":"t","expires_in":7200,"quota":%s}`, quota)
	}))
	t.Cleanup(server.Close)
	b.url = server.URL
	book := fmt.Sprintf("[[account]]\nalias = \"mall\"\nappid = \"wx00000000000000a1\"\nkind = \"miniprogram\"\nsecret = \"env\"\napis = [\"%s\"]\n", unheardOf)
	if err := os.WriteFile(filepath.Join(b.Getenv("HOME"), ".config", "wxops", "accounts.toml"), []byte(book), 0o600); err != nil {
		t.Fatal(err)
	}
	return b
}

// unkeeping is such a bench with 7 of 100 calls used, and a file in the place of the folder of readings.
func unkeeping(t *testing.T) *bench {
	t.Helper()
	b := stubbed(t, `{"daily_limit":100,"used":7,"remain":93}`)
	state := filepath.Join(b.Getenv("HOME"), ".local", "state", "wxops")
	if err := os.MkdirAll(state, 0o700); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(state, "history"), nil, 0o600); err != nil {
		t.Fatal(err)
	}
	return b
}

// TestStatusNamesAnAPIThatHasNoName by its path, where there is no room for a column of paths.
func TestStatusNamesAnAPIThatHasNoName(t *testing.T) {
	b := stubbed(t, `{"daily_limit":100,"used":100,"remain":0}`)
	b.StdoutTerminal, b.Columns = true, func() int { return 60 }
	if code := b.run(t.Context(), "status"); code != shell.ExitDone || !strings.Contains(b.out.String(), unheardOf) {
		t.Errorf("ended with %d\n%s%s", code, b.out.String(), b.errors.String())
	}
}

// TestTheNextStatusAfterOneWithoutAFigure says the same, from what is remembered.
func TestTheNextStatusAfterOneWithoutAFigure(t *testing.T) {
	b := stubbed(t, "null")
	for range 2 {
		b.out.Reset()
		if code := b.run(t.Context(), "status"); code != shell.ExitDone || !strings.Contains(b.out.String(), "WeChat gave no figure") {
			t.Errorf("ended with %d\n%s%s", code, b.out.String(), b.errors.String())
		}
	}
}

// TestStatusSaysWhatIsNotKept on stderr, and reads all the same.
func TestStatusSaysWhatIsNotKept(t *testing.T) {
	b := unkeeping(t)
	code := b.run(t.Context(), "status", "--lang", "en")
	if code != shell.ExitDone || !strings.Contains(b.out.String(), "7%") || !strings.Contains(b.errors.String(), "the readings are not kept: ") {
		t.Errorf("ended with %d\n%s%s", code, b.out.String(), b.errors.String())
	}
}

// TestAThresholdSaysWhatItCannotJudge: without a figure nothing is crossed, and nothing is well.
func TestAThresholdSaysWhatItCannotJudge(t *testing.T) {
	for _, command := range []string{"status", "quota"} {
		b := stubbed(t, `{"daily_limit":0,"used":0,"remain":0}`)
		code := b.run(t.Context(), command, "mall", "--fail-at", "90", "--lang", "en")
		if code != shell.ExitDone || !strings.Contains(b.errors.String(), "WeChat gave no figure for 1 of 1 APIs") {
			t.Errorf("%s ended with %d: %s", command, code, b.errors.String())
		}
	}
}

// TestStatusMarksOldNumbers where no new ones can be had.
func TestStatusMarksOldNumbers(t *testing.T) {
	b := newBench(t)
	if code := b.run(t.Context(), "status"); code != shell.ExitDone || strings.Contains(b.out.String(), "STALE") {
		t.Fatalf("ended with %d\n%s%s", code, b.out.String(), b.errors.String())
	}
	b.now = b.now.Add(10 * time.Minute)
	b.sim.SetFault("/cgi-bin/stable_token", simulate.Fault{Kind: simulate.Drop})
	for _, form := range []string{"table", "md"} {
		b.out.Reset()
		if code := b.run(t.Context(), "status", "--lang", "en", "-o", form); code != shell.ExitFailed || !strings.Contains(b.out.String(), "STALE") {
			t.Errorf("%s: ended with %d\n%s%s", form, code, b.out.String(), b.errors.String())
		}
	}
}
