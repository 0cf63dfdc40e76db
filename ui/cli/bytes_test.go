//go:build unix

package cli

import (
	"fmt"
	"math/rand/v2"
	"net/http/httptest"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"wxops/wechat/catalog"
	"wxops/wechat/simulate"
)

// What the console may send to a terminal of 120x40, in bytes. Repaints of
// whole lines, which some renderers do for each wide character, cost thousands.
const (
	bytesPerMove    = 400
	bytesPerRefresh = 120
	bytesPerSecond  = 20
)

// writeFleet writes an accounts.toml with many accounts of Chinese names. The
// first is mall, which watches the paths.
func writeFleet(t testing.TB, home string, accounts int, paths []string) {
	t.Helper()
	var b strings.Builder
	fmt.Fprintf(&b, "[[account]]\nalias = \"mall\"\nname = \"商城小程序\"\nappid = \"%s\"\nkind = \"miniprogram\"\nenv = \"prod\"\nsecret = \"env\"\n", fleetAppID)
	fmt.Fprintf(&b, "apis = [\"%s\"]\n", strings.Join(paths, `", "`))
	for i := 1; i < accounts; i++ {
		fmt.Fprintf(&b, "\n[[account]]\nalias = \"shop-%d\"\nname = \"第%d号门店小程序\"\nappid = \"wx%016x\"\nkind = \"miniprogram\"\nsecret = \"prompt\"\n", i, i, i)
	}
	dir := filepath.Join(home, ".config", "wxops")
	if err := os.MkdirAll(dir, 0o700); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(dir, "accounts.toml"), []byte(b.String()), 0o600); err != nil {
		t.Fatal(err)
	}
}

const fleetAppID = "wx00000000000000a1"

// fleetPaths are paths of the catalogue, first those of a mini program; it is
// refused the others. Paths of /sns/ are never asked for.
func fleetPaths(n int) []string {
	paths := catalog.Starter("miniprogram")
	for _, api := range append(catalog.OfKind("miniprogram"), catalog.APIs()...) {
		if !slices.Contains(paths, api.Path) {
			paths = append(paths, api.Path)
		}
	}
	return slices.DeleteFunc(paths, func(p string) bool { return strings.HasPrefix(p, "/sns/") })[:n]
}

// serveFleet answers for mall: each path has a limit, and some use.
func serveFleet(t testing.TB, paths []string) (server *simulate.Server, url string) {
	t.Helper()
	account := simulate.Account{AppID: fleetAppID, Secret: canary, Kind: "miniprogram"}
	for i, path := range paths {
		account.Limits = append(account.Limits, simulate.Limit{Path: path, Daily: 100000, Used: int64(i * 10)})
	}
	server = simulate.New(simulate.Settings{
		Now: time.Now, Rand: rand.New(rand.NewPCG(1, 2)), Accounts: []simulate.Account{account},
	})
	listener := httptest.NewServer(server)
	t.Cleanup(listener.Close)
	return server, listener.URL
}

func TestBytesOfAMove(t *testing.T) {
	t.Parallel()
	if most := bytesOfAMove(t); most > bytesPerMove {
		t.Errorf("a move wrote %d bytes, more than %d", most, bytesPerMove)
	}
}

// bytesOfAMove gives the dearest of the moves down a table of Chinese names,
// some of which scroll it.
func bytesOfAMove(t testing.TB) int {
	home, paths := t.TempDir(), []string{"/cgi-bin/token"}
	writeFleet(t, home, 100, paths)
	_, url := serveFleet(t, paths)
	y := openTerminal(t, wxops(t, home, "--base", url), 120, 40, false)
	y.waitFor("just now") // all that is read by itself is read, and no row moves any more
	y.settle(100 * time.Millisecond)
	most := 0
	for range 50 {
		most = max(most, len(y.press("\x1b[B")))
	}
	return most
}

func TestBytesOfARefreshWithOneNewNumber(t *testing.T) {
	t.Parallel()
	if most := bytesOfARefresh(t); most > bytesPerRefresh {
		t.Errorf("a refresh wrote %d bytes, more than %d", most, bytesPerRefresh)
	}
}

// bytesOfARefresh gives the dearest of some refreshes, each with one new number.
func bytesOfARefresh(t testing.TB) int {
	home, paths := t.TempDir(), fleetPaths(3)
	writeFleet(t, home, 1, paths)
	server, url := serveFleet(t, paths)
	y := openTerminal(t, wxops(t, home, "mall", "--lang", "zh", "--refresh", "0", "--base", url), 120, 40, false)
	y.waitFor("100,000")
	y.settle(200 * time.Millisecond)
	most := 0
	for used := 11; used <= 15; used++ {
		server.Use(fleetAppID, paths[1], 1)
		calls, before := len(server.Calls()), len(y.written())
		y.press("r")
		eventually(t, "all paths read again", func() bool { return len(server.Calls()) >= calls+len(paths) })
		y.settle(150 * time.Millisecond)
		most = max(most, len(y.written())-before)
		if screen := y.screen(); !strings.Contains(screen, fmt.Sprintf("100,000       99,9%d", 100-used)) {
			t.Fatalf("the new number %d is not seen:\n%s", used, screen)
		}
	}
	return most
}

func TestBytesWhileIdle(t *testing.T) {
	t.Parallel()
	switch rate := bytesWhileIdle(t); {
	case rate > bytesPerSecond:
		t.Errorf("%.0f bytes a second, more than %d", rate, bytesPerSecond)
	case rate == 0:
		t.Error("nothing at all: the clock stands still, and this test shows nothing")
	}
}

// bytesWhileIdle gives the bytes a second of a table of quotas that nobody touches.
func bytesWhileIdle(t testing.TB) float64 {
	home, paths := t.TempDir(), fleetPaths(3)
	writeFleet(t, home, 1, paths)
	_, url := serveFleet(t, paths)
	cmd := wxops(t, home, "mall", "--refresh", "1h", "--base", url)
	cmd.Env = append(cmd.Env, "CLOCK=real")
	y := openTerminal(t, cmd, 120, 40, false)
	y.waitFor("100,000")
	y.settle(200 * time.Millisecond)
	before := len(y.written())
	const seconds = 6
	time.Sleep(seconds * time.Second)
	return float64(len(y.written())-before) / seconds
}
