//go:build unix

package watch

import (
	"net"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"wxops/wechat"
	"wxops/wechat/meter"
	"wxops/wechat/watch"
)

// socketOf gives a socket as systemd has it, and what came to it.
func socketOf(t *testing.T, name string) (heard func() []string) {
	t.Helper()
	conn, err := net.ListenUnixgram("unixgram", &net.UnixAddr{Name: name, Net: "unixgram"})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { conn.Close() })
	return func() []string {
		var all []string
		buf := make([]byte, 4096)
		for {
			_ = conn.SetReadDeadline(time.Now().Add(50 * time.Millisecond))
			n, err := conn.Read(buf)
			if err != nil {
				return all
			}
			all = append(all, strings.Split(string(buf[:n]), "\n")...)
		}
	}
}

func environment(pairs ...string) func(string) string {
	return func(name string) string {
		for i := 0; i < len(pairs); i += 2 {
			if pairs[i] == name {
				return pairs[i+1]
			}
		}
		return ""
	}
}

// TestSystemdIsToldOfTheWatch: it is ready once every account was tried and not before,
// lives as long as the loop goes round, and says how the accounts stand when that changes.
func TestSystemdIsToldOfTheWatch(t *testing.T) {
	names := []string{filepath.Join(t.TempDir(), "notify")}
	if runtime.GOOS == "linux" {
		names = append(names, "@wxops-test-"+strconv.Itoa(os.Getpid()))
	}
	for _, name := range names {
		heard := socketOf(t, name)
		now := time.Date(2026, 11, 26, 9, 0, 0, 0, wechat.Beijing())
		known := []watch.Known{{Meter: meter.Account{ID: "mall"}}, {Meter: meter.Account{ID: "news", Locked: true}}}
		k := &keeper{
			service: serviceOf(environment("NOTIFY_SOCKET", name, "WATCHDOG_USEC", "60000000", "WATCHDOG_PID", strconv.Itoa(os.Getpid()))),
			known:   func() []watch.Known { return known }, now: func() time.Time { return now }, started: map[string]bool{},
		}
		k.Heard(watch.Event{Kind: watch.Started, Account: "mall"})
		k.round()
		if got := heard(); !slices.Equal(got, []string{"WATCHDOG=1", "STATUS=2 accounts, 1 locked"}) {
			t.Errorf("%s: at first %q", name, got)
		}
		now = now.Add(5 * time.Second)
		k.Heard(watch.Event{Kind: watch.Started, Account: "news", Err: watch.ErrLocked})
		k.round()
		k.round()
		if got := heard(); !slices.Equal(got, []string{"READY=1"}) {
			t.Errorf("%s: when all were tried %q", name, got)
		}
		now, known[0].Stop = now.Add(30*time.Second), &watch.Stop{}
		k.round()
		if got := heard(); !slices.Equal(got, []string{"WATCHDOG=1", "STATUS=2 accounts, 1 locked, 1 with a stopped policy"}) {
			t.Errorf("%s: half a minute later %q", name, got)
		}
	}
}

// TestAWatchdogOfAnotherProcessIsNotFed: the variables are inherited.
func TestAWatchdogOfAnotherProcessIsNotFed(t *testing.T) {
	for pid, fed := range map[string]bool{"1": false, "": true, strconv.Itoa(os.Getpid()): true} {
		s := serviceOf(environment("WATCHDOG_USEC", "2000000", "WATCHDOG_PID", pid))
		if s.watchdog > 0 != fed {
			t.Errorf("WATCHDOG_PID %q: %v", pid, s.watchdog)
		}
	}
	for _, usec := range []string{"", "0", "-1", "soon"} {
		if s := serviceOf(environment("WATCHDOG_USEC", usec)); s.watchdog != 0 {
			t.Errorf("WATCHDOG_USEC %q: %v", usec, s.watchdog)
		}
	}
}

// TestWhatDidNotComeThroughIsSaidAgain: a service that never gets its READY=1 is ended.
func TestWhatDidNotComeThroughIsSaidAgain(t *testing.T) {
	name := filepath.Join(t.TempDir(), "notify")
	k := &keeper{
		service: serviceOf(environment("NOTIFY_SOCKET", name, "WATCHDOG_USEC", "3000000")),
		known:   func() []watch.Known { return nil }, now: time.Now, started: map[string]bool{},
	}
	k.round()
	heard := socketOf(t, name)
	k.round()
	if got := heard(); !slices.Equal(got, []string{"WATCHDOG=1", "READY=1", "STATUS=0 accounts"}) {
		t.Errorf("got %q", got)
	}
}

// TestAShortWatchdogIsFedInTime: the loop goes round several times within it.
func TestAShortWatchdogIsFedInTime(t *testing.T) {
	for usec, want := range map[string]time.Duration{"": 0, "120000000": 0, "3000000": time.Second, "1000": 100 * time.Millisecond} {
		if got := serviceOf(environment("WATCHDOG_USEC", usec)).beat(); got != want {
			t.Errorf("%s: %v", usec, got)
		}
	}
}

// TestNobodyAtTheSocketHarmsNothing.
func TestNobodyAtTheSocketHarmsNothing(t *testing.T) {
	serviceOf(environment("NOTIFY_SOCKET", filepath.Join(t.TempDir(), "gone"))).tell("READY=1")
	serviceOf(environment()).tell("READY=1")
}
