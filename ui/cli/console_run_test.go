//go:build unix

package cli

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"golang.org/x/sys/unix"

	"wxops/keystore"
	"wxops/ui/cli/shell"
	"wxops/ui/view"
	"wxops/ui/words"
	"wxops/wechat/guard"
	"wxops/wechat/meter/fleet"
)

func TestSignalsRestoreTheTerminal(t *testing.T) {
	for _, sig := range []unix.Signal{unix.SIGTERM, unix.SIGHUP, unix.SIGINT} {
		t.Run(unix.SignalName(sig), func(t *testing.T) {
			t.Parallel()
			s := startDemo(t)
			if *s.modes() == s.before {
				t.Fatal("the console did not take the terminal")
			}
			if err := s.cmd.Process.Signal(sig); err != nil {
				t.Fatal(err)
			}
			if code := s.gone(5 * time.Second); code != shell.ExitFailed {
				t.Errorf("it ended with %d", code)
			}
			s.wantRestored()
		})
	}
}

// TestTwoSignals: a dying SSH session sends SIGHUP twice, and the console
// still leaves in order.
func TestTwoSignals(t *testing.T) {
	t.Parallel()
	s := startDemo(t)
	for range 3 {
		_ = s.cmd.Process.Signal(unix.SIGHUP)
	}
	if code := s.gone(5 * time.Second); code != shell.ExitFailed {
		t.Errorf("it ended with %d", code)
	}
	s.wantRestored()
}

func TestQuitRestoresTheTerminal(t *testing.T) {
	t.Parallel()
	s := startDemo(t)
	s.write("q")
	if code := s.gone(5 * time.Second); code != shell.ExitDone {
		t.Errorf("it ended with %d", code)
	}
	s.wantRestored()
}

// TestDeadTerminal: within 5 s of the end of its terminal the console is
// gone, whether it hears SIGHUP or not.
func TestDeadTerminal(t *testing.T) {
	live := liveBinary(t)
	for name, script := range map[string]string{
		"heard":         `exec "$0" --demo`,
		"ignored":       `trap '' HUP; exec "$0" --demo`,
		"not leading":   `trap '' HUP; "$0" --demo; exit`,
		"of a no-hup":   `exec nohup sh -c '"$0" --demo </dev/tty >/dev/tty' "$0"`,
		"ignored, TERM": `trap '' HUP TERM; exec "$0" --demo`,
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := startDemo(t, "/bin/sh", "-c", script, live)
			s.slave.Close()
			s.master.Close()
			s.gone(5 * time.Second)
		})
	}
}

// TestStalledTerminal: a terminal that takes nothing more, as behind a link
// that is gone, cannot hold a console that was asked to end.
func TestStalledTerminal(t *testing.T) {
	t.Parallel()
	s := startDemo(t)
	s.mu.Lock() // the reader stops
	go func() {
		for range 2000 { // full repaints, until the terminal is full and takes no keys either
			if _, err := s.master.WriteString("2\x0c1\x0c"); err != nil {
				return
			}
			time.Sleep(time.Millisecond)
		}
	}()
	time.Sleep(3 * time.Second)
	_ = s.cmd.Process.Signal(unix.SIGTERM)
	select {
	case <-s.ended:
	case <-time.After(5 * time.Second):
		t.Error("it waits for the terminal")
	}
	s.mu.Unlock()
	if after := *s.modes(); after != s.before {
		t.Errorf("the terminal's modes are %+v, were %+v", after, s.before)
	}
}

// TestSuspendWithoutShell: where nobody could continue it, ctrl+z is not the end.
func TestSuspendWithoutShell(t *testing.T) {
	t.Parallel()
	s := startDemo(t)
	s.write("\x1a")
	s.wait("\x1b[?1049l", 1)
	s.wait(altScreen, 2)
	s.write("q")
	s.gone(5 * time.Second)
	s.wantRestored()
}

func TestSuspendAndResume(t *testing.T) {
	bash, err := exec.LookPath("bash")
	if err != nil {
		bash = "/bin/sh"
	}
	t.Parallel()
	s := startDemo(t, bash, "-c", `set -m; "$0" --demo; echo STOPPED; read key; fg >/dev/null; echo DONE`, liveBinary(t))
	s.write("\x1a")
	s.wait("STOPPED", 1)
	s.write("\n")
	s.wait(altScreen, 2)
	s.write("q")
	s.wait("DONE", 1)
	s.gone(5 * time.Second)
	s.wantRestored()
}

// TestNoTraces: Bubble Tea writes frames and panics to files where its
// variables say so.
func TestNoTraces(t *testing.T) {
	t.Parallel()
	home := t.TempDir()
	trace := filepath.Join(home, "trace")
	s := startSession(t, liveEnviron(home, "TEA_TRACE="+trace, "TEA_DEBUG=1", "UV_DEBUG="+trace), liveBinary(t), "--demo")
	s.wait(altScreen, 1)
	s.write("q")
	s.gone(5 * time.Second)
	if _, err := os.Stat(trace); err == nil {
		t.Error("it wrote a trace")
	}
}

// panicName is under which name the test binary is a console that panics.
const panicName = "wxops-panic"

// panicMain opens a console that panics when it reads the journal; the panic
// comes with a secret in a value that masks itself.
func panicMain() {
	a := &shell.Shell{Output: shell.Output{Env: processEnv(), Lang: words.English}}
	a.AskNobody.Store(true)
	os.Exit(a.Finish((&consoleCommand{Shell: a}).runProgram(context.Background(), view.Config{
		Now: time.Now, Lang: words.English, Secrets: keystore.NewSecrets(nil),
		Accounts: []keystore.Account{{Alias: "mall", AppID: "wx00000000000000a1", Kind: keystore.MiniProgram}},
		Targets:  func([]keystore.Account) []fleet.Target { return nil },
		Open:     "mall",
	}, brokenGuard{&guard.Guard{Journal: &guard.MemoryJournal{}, Locks: &guard.MemoryLocks{}, Now: time.Now}})))
}

// brokenGuard panics when it is asked what is left of the budgets.
type brokenGuard struct{ *guard.Guard }

func (brokenGuard) Left(context.Context, string) (guard.Left, error) {
	panic(keystore.NewSecret(canary))
}

func TestPanicRestoresTheTerminal(t *testing.T) {
	t.Parallel()
	link := filepath.Join(t.TempDir(), panicName)
	if err := os.Symlink(must(os.Executable()), link); err != nil {
		t.Fatal(err)
	}
	s := startSession(t, liveEnviron(t.TempDir(), "TEA_DEBUG=1"), link)
	if code := s.gone(10 * time.Second); code != shell.ExitFailed {
		t.Errorf("it ended with %d", code)
	}
	s.wantRestored()
	if out := s.output(); strings.Contains(out, canary) || !strings.Contains(out, wordPanicked.In(words.English)) {
		t.Errorf("it said %q", out)
	}
	if files, _ := filepath.Glob(filepath.Join(s.cmd.Dir, "*")); len(files) > 0 {
		t.Errorf("it wrote %v", files)
	}
}

func must[T any](v T, err error) T {
	if err != nil {
		panic(fmt.Sprint(err))
	}
	return v
}
