//go:build unix

package cli

import (
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"golang.org/x/term"
)

// wxops is the program of the scripts, in a home of its own.
func wxops(t testing.TB, home string, args ...string) *exec.Cmd {
	t.Helper()
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command(self, args...)
	cmd.Args[0] = "wxops" // what TestMain listens to
	cmd.Env = consoleEnv(home)
	return cmd
}

// consoleEnv is a terminal and a home, and nothing of the test's own.
func consoleEnv(home string) []string {
	return []string{
		"HOME=" + home, "PATH=" + os.Getenv("PATH"), "SHELL=/bin/sh", "TERM=xterm-256color", "LANG=C.UTF-8", "TZ=Asia/Shanghai",
		"NO_PROXY=127.0.0.1", "SAID=" + os.DevNull, "WXOPS_SECRET_MALL=" + canary,
	}
}

func TestConsoleInATerminal(t *testing.T) {
	t.Parallel()
	home := t.TempDir()
	cmd := wxops(t, home, "--demo")
	y := openTerminal(t, cmd, 80, 24, false)
	before, err := term.GetState(int(y.tty.Fd()))
	if err != nil {
		t.Fatal(err)
	}
	y.waitFor("q quit")
	eventually(t, "what is out stands first, and the cursor on it", func() bool {
		screen := y.screen()
		return strings.Contains(screen, "> mall") && strings.Contains(screen, "2 out") && strings.Contains(screen, "game")
	})

	for _, step := range []struct{ what, keys, shows string }{
		{"an account opens on its quotas", "\r", "Send subscribe message"},
		{"the reset dialog", "R", "Type mall to confirm"},
		{"the dialog leaves without a reset", "\x1b", "Send subscribe message"},
		{"the rid tab", "3", "Rid"},
		{"the journal", "4", "chenwei"},
		{"the codes", "5", "40001"},
		{"the help", "?", "repaint"},
		{"back", "\x1b", "40001"},
		{"the calls", "@", "stable_token"},
		{"back again", "\x1b", "40001"},
		{"a tab further: the accounts", "\t", "AppID       wxde30de30de300001"},
	} {
		if step.keys == "\x1b" {
			time.Sleep(500 * time.Millisecond) // a dialog hears no key in its first 400 ms
		}
		y.press(step.keys)
		if screen := y.screen(); !strings.Contains(screen, step.shows) {
			t.Fatalf("%s: no %q in\n%s", step.what, step.shows, screen)
		}
	}
	y.press("q")
	if err := y.wait(); err != nil {
		t.Errorf("the end: %v", err)
	}
	expectRestored(t, y.written())
	if after, err := term.GetState(int(y.tty.Fd())); err != nil || *after != *before {
		t.Errorf("the terminal is left in another mode: %+v, %v", after, err)
	}
	if left, err := os.ReadDir(home); err != nil || len(left) > 0 {
		t.Errorf("the demo left %v in the home, %v", left, err)
	}
}

// expectRestored finds every mode that was switched on switched off again.
func expectRestored(t *testing.T, out string) {
	t.Helper()
	for _, mode := range []struct{ what, on, off string }{
		{"alternate screen", "\x1b[?1049h", "\x1b[?1049l"},
		{"hidden cursor", "\x1b[?25l", "\x1b[?25h"},
		{"bracketed paste", "\x1b[?2004h", "\x1b[?2004l"},
		{"keyboard enhancements", "\x1b[>1u", "\x1b[<1u"},
		{"other keys", "\x1b[>4;2m", "\x1b[>4m"},
		{"a frame held together", "\x1b[?2026h", "\x1b[?2026l"},
	} {
		on, off := strings.LastIndex(out, mode.on), strings.LastIndex(out, mode.off)
		if on < 0 {
			t.Errorf("%s: never switched on, so this test shows nothing", mode.what)
		} else if off < on {
			t.Errorf("%s: left on", mode.what)
		}
	}
}

// tmux says what is really on the screen, for it draws it itself.
func TestConsoleInTmux(t *testing.T) {
	t.Parallel()
	tmux, err := exec.LookPath("tmux")
	if err != nil {
		t.Skip("tmux is not installed; .ci/run installs it")
	}
	home := t.TempDir()
	socket := filepath.Join(home, "tmux")
	run := func(args ...string) string {
		cmd := exec.Command(tmux, append([]string{"-S", socket, "-f", os.DevNull}, args...)...)
		cmd.Env = consoleEnv(home)
		out, err := cmd.CombinedOutput()
		if err != nil {
			t.Fatalf("tmux %v: %v\n%s", args, err, out)
		}
		return string(out)
	}
	program := wxops(t, home, "mall", "--demo")
	link := filepath.Join(home, "wxops")
	if err := os.Symlink(program.Path, link); err != nil {
		t.Fatal(err)
	}
	run("new-session", "-d", "-x", "80", "-y", "24", "env TERM=tmux-256color "+link+" mall --demo; echo the shell again; cat")
	t.Cleanup(func() { _ = exec.Command(tmux, "-S", socket, "kill-server").Run() })
	screen := func(words string) string {
		var now string
		eventually(t, words+" in tmux", func() bool {
			now = run("capture-pane", "-p")
			return strings.Contains(now, words)
		})
		return now
	}
	screen("Send subscribe message")
	quotas := screen("q quit") // the last words of a frame: a picture can be taken in its middle
	lines := strings.Split(strings.TrimRight(quotas, "\n"), "\n")
	if len(lines) != 24 || !strings.HasPrefix(lines[0], " wxops") || !strings.Contains(lines[23], "q quit") {
		t.Errorf("the frame is not 24 lines from header to footer:\n%s", quotas)
	}
	if !slices.ContainsFunc(lines, func(l string) bool { return strings.HasPrefix(l, "> ") }) {
		t.Errorf("no row is marked:\n%s", quotas)
	}
	run("send-keys", "j")
	run("send-keys", "j")
	run("resize-window", "-x", "60", "-y", "16")
	eventually(t, "a smaller frame", func() bool {
		lines := strings.Split(strings.TrimRight(run("capture-pane", "-p"), "\n"), "\n")
		return len(lines) == 16 && strings.Contains(lines[15], "? help")
	})
	run("send-keys", "q")
	if after := screen("the shell again"); strings.Contains(after, "Quota") {
		t.Errorf("the console left something behind:\n%s", after)
	}
}
