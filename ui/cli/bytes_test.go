//go:build unix

package cli

import (
	"fmt"
	"math/rand/v2"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

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
	home := t.TempDir()
	writeFleet(t, home, 100, []string{"/cgi-bin/token"})
	y := openTerminal(t, wxops(t, home), 120, 40, false)
	y.waitFor("q quit")
	y.settle(100 * time.Millisecond)
	most := 0
	for i := range 50 { // beyond the rows that are seen, so that the table scrolls too
		drawn := y.press("\x1b[B")
		if most = max(most, len(drawn)); len(drawn) > bytesPerMove {
			t.Errorf("move %d wrote %d bytes, more than %d:\n%q", i+1, len(drawn), bytesPerMove, drawn)
		}
	}
	t.Logf("at most %d bytes", most)
}

func TestBytesOfARefreshWithOneNewNumber(t *testing.T) {
	paths := []string{"/cgi-bin/message/custom/send", "/cgi-bin/message/subscribe/send", "/wxa/getwxacodeunlimit"}
	home := t.TempDir()
	writeFleet(t, home, 1, paths)
	server, url := serveFleet(t, paths)
	y := openTerminal(t, wxops(t, home, "mall", "--lang", "zh", "--refresh", "0", "--api", url), 120, 40, false)
	y.waitFor("100,000")
	y.settle(200 * time.Millisecond)
	for used := 11; used <= 15; used++ {
		server.Use(fleetAppID, paths[1], 1)
		calls, before := len(server.Calls()), len(y.written())
		y.press("r")
		eventually(t, "all paths read again", func() bool { return len(server.Calls()) >= calls+len(paths) })
		y.settle(150 * time.Millisecond)
		drawn := y.written()[before:]
		t.Logf("%d bytes", len(drawn))
		if len(drawn) > bytesPerRefresh {
			t.Errorf("the refresh wrote %d bytes, more than %d:\n%q", len(drawn), bytesPerRefresh, drawn)
		}
		if screen := y.screen(); !strings.Contains(screen, fmt.Sprintf("%d    100,000", used)) {
			t.Fatalf("the new number %d is not seen:\n%s", used, screen)
		}
	}
}

func TestBytesWhileIdle(t *testing.T) {
	paths := []string{"/cgi-bin/message/custom/send", "/cgi-bin/message/subscribe/send", "/wxa/getwxacodeunlimit"}
	home := t.TempDir()
	writeFleet(t, home, 1, paths)
	_, url := serveFleet(t, paths)
	cmd := wxops(t, home, "mall", "--refresh", "1h", "--api", url)
	cmd.Env = append(cmd.Env, "CLOCK=real")
	y := openTerminal(t, cmd, 120, 40, false)
	y.waitFor("100,000")
	y.settle(200 * time.Millisecond)
	before := len(y.written())
	const seconds = 6
	time.Sleep(seconds * time.Second)
	idle := y.written()[before:]
	t.Logf("%d bytes in %d s", len(idle), seconds)
	if len(idle) > seconds*bytesPerSecond {
		t.Errorf("%d bytes in %d s, more than %d a second:\n%q", len(idle), seconds, bytesPerSecond, idle)
	}
	if len(idle) == 0 {
		t.Error("nothing at all: the clock stands still, and this test shows nothing")
	}
}
