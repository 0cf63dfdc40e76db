//go:build unix

package cli

import (
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/creack/pty"
	"golang.org/x/sys/unix"
)

// liveName is under which name the test binary is Main itself: real clock,
// real signals, hardened.
const liveName = "wxops-live"

// liveBinary gives a path that runs Main.
func liveBinary(t *testing.T) string {
	t.Helper()
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	link := filepath.Join(t.TempDir(), liveName)
	if err := os.Symlink(self, link); err != nil {
		t.Fatal(err)
	}
	return link
}

// liveEnviron is what a person on a jump box has, with a home of its own.
func liveEnviron(home string, more ...string) []string {
	return append([]string{
		"HOME=" + home, "PATH=" + os.Getenv("PATH"), "TERM=xterm-256color", "LANG=C.UTF-8",
		"XDG_RUNTIME_DIR=" + home, "XDG_CONFIG_DIRS=" + home, "GOCOVERDIR=" + os.Getenv("GOCOVERDIR"),
	}, more...)
}

// session is a program in a pseudo-terminal of its own.
type session struct {
	t      *testing.T
	cmd    *exec.Cmd
	master *os.File
	slave  *os.File // kept open to look at its modes; nil: nobody holds it but the program
	before unix.Termios
	ended  chan struct{}

	mu   sync.Mutex
	seen bytes.Buffer
}

// startSession runs a program as the leader of a session, as sshd does.
func startSession(t *testing.T, environ []string, argv ...string) *session {
	t.Helper()
	return startSessionWith(t, nil, environ, argv...)
}

// startSessionWith is startSession with standard input from elsewhere; nil is
// the terminal.
func startSessionWith(t *testing.T, stdin *os.File, environ []string, argv ...string) *session {
	t.Helper()
	master, slave, err := pty.Open()
	if err != nil {
		t.Fatal(err)
	}
	if err := pty.Setsize(master, &pty.Winsize{Rows: 24, Cols: 100}); err != nil {
		t.Fatal(err)
	}
	master = closable(t, master)
	s := &session{t: t, master: master, slave: slave, ended: make(chan struct{})}
	s.before = *s.modes()
	s.cmd = exec.Command(argv[0], argv[1:]...)
	s.cmd.Env, s.cmd.Dir = environ, t.TempDir()
	s.cmd.Stdin, s.cmd.Stdout, s.cmd.Stderr = slave, slave, slave
	if stdin != nil {
		s.cmd.Stdin = stdin
	}
	s.cmd.SysProcAttr = &unix.SysProcAttr{Setsid: true, Setctty: true, Ctty: 1}
	if err := s.cmd.Start(); err != nil {
		t.Fatal(err)
	}
	go s.read()
	go func() {
		_ = s.cmd.Wait()
		close(s.ended)
	}()
	t.Cleanup(func() {
		_ = s.cmd.Process.Kill()
		<-s.ended
		master.Close()
		slave.Close()
	})
	return s
}

// closable gives a master whose Close is at once the end of the terminal, and
// does not wait for a read under way.
func closable(t *testing.T, master *os.File) *os.File {
	t.Helper()
	fd, err := unix.Dup(int(master.Fd()))
	if err == nil {
		unix.CloseOnExec(fd)
		err = unix.SetNonblock(fd, true)
	}
	if err != nil {
		t.Fatal(err)
	}
	master.Close()
	return os.NewFile(uintptr(fd), "master")
}

func (s *session) read() {
	buf := make([]byte, 4096)
	for {
		n, err := s.master.Read(buf)
		s.mu.Lock()
		s.seen.Write(buf[:n])
		s.mu.Unlock()
		if err != nil {
			return
		}
	}
}

func (s *session) output() string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.seen.String()
}

// wait waits until the program has written text, count times.
func (s *session) wait(text string, count int) {
	s.t.Helper()
	for end := time.Now().Add(15 * time.Second); time.Now().Before(end); time.Sleep(10 * time.Millisecond) {
		if strings.Count(s.output(), text) >= count {
			return
		}
	}
	s.t.Fatalf("%q did not come %d times in %q", text, count, s.output())
}

func (s *session) write(keys string) {
	s.t.Helper()
	if _, err := s.master.WriteString(keys); err != nil {
		s.t.Fatal(err)
	}
}

// gone waits for the end of the program and gives its exit code.
func (s *session) gone(within time.Duration) int {
	s.t.Helper()
	select {
	case <-s.ended:
	case <-time.After(within):
		s.t.Fatalf("still there after %s; its last words: %q", within, tail(s.output(), 300))
	}
	return s.cmd.ProcessState.ExitCode()
}

func (s *session) modes() *unix.Termios {
	s.t.Helper()
	modes, err := unix.IoctlGetTermios(int(s.slave.Fd()), getTermios)
	if err != nil {
		s.t.Fatal(err)
	}
	return modes
}

// wantRestored holds a terminal to how it was before the program: the screen,
// the cursor, the paste and keyboard modes, the line discipline.
func (s *session) wantRestored() {
	s.t.Helper()
	if after := *s.modes(); after != s.before {
		s.t.Errorf("the terminal's modes are %+v, were %+v", after, s.before)
	}
	s.wait("\x1b[?1049l", strings.Count(s.output(), altScreen))
	time.Sleep(50 * time.Millisecond) // what came with it
	out := s.output()
	for on, off := range map[string]string{
		"\x1b[?1049h": "\x1b[?1049l", "\x1b[?25l": "\x1b[?25h", "\x1b[?2004h": "\x1b[?2004l", "\x1b[>4;2m": "\x1b[>4m",
	} {
		if strings.LastIndex(out, on) > strings.LastIndex(out, off) {
			s.t.Errorf("%q was not undone by %q at the end: %q", on, off, tail(out, 300))
		}
	}
}

func tail(s string, n int) string { return s[max(0, len(s)-n):] }

const altScreen = "\x1b[?1049h"

// startDemo opens the demo and waits for its table.
func startDemo(t *testing.T, argv ...string) *session {
	t.Helper()
	if argv == nil {
		argv = []string{liveBinary(t), "--demo"}
	}
	s := startSession(t, liveEnviron(t.TempDir()), argv...)
	s.wait(altScreen, 1)
	s.wait("wxops", 1)
	return s
}
