//go:build unix

package cli

import (
	"bytes"
	"fmt"
	"os"
	"os/exec"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"github.com/charmbracelet/x/ansi"
	"github.com/creack/pty"
)

// terminal is a pseudo-terminal with a program in it, and all that the
// program wrote.
type terminal struct {
	t     testing.TB
	cmd   *exec.Cmd
	hand  *os.File // types and reads
	tty   *os.File // the program's side
	began time.Time
	ended chan error

	mu   sync.Mutex
	out  []byte
	last time.Time // when the program last wrote
}

// replies are what a terminal answers to the queries of a program.
var replies = []struct{ query, reply string }{
	{"\x1b]11;?", "\x1b]11;rgb:0000/0000/0000\x1b\\"},
	{"\x1b]10;?", "\x1b]10;rgb:ffff/ffff/ffff\x1b\\"},
	{"\x1b[6n", "\x1b[1;1R"},
	{"\x1b[c", "\x1b[?62;22c"},
	{"\x1b[?2026$p", "\x1b[?2026;2$y"},
	{"\x1b[?2027$p", "\x1b[?2027;0$y"},
	{"\x1b[?u", "\x1b[?0u"},
}

// openTerminal starts a program in a terminal of a size. A mute terminal
// answers no query.
func openTerminal(t testing.TB, cmd *exec.Cmd, columns, rows uint16, mute bool) *terminal {
	t.Helper()
	hand, tty, err := pty.Open()
	if err != nil {
		t.Fatal(err)
	}
	if err := pty.Setsize(hand, &pty.Winsize{Cols: columns, Rows: rows}); err != nil {
		t.Fatal(err)
	}
	y := &terminal{t: t, cmd: cmd, hand: hand, tty: tty, ended: make(chan error, 1)}
	cmd.Stdin, cmd.Stdout, cmd.Stderr = tty, tty, tty
	cmd.SysProcAttr = &syscall.SysProcAttr{Setsid: true, Setctty: true}
	y.began = time.Now()
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	go y.read(mute)
	go func() { y.ended <- cmd.Wait() }()
	t.Cleanup(func() {
		_ = cmd.Process.Kill()
		tty.Close()
		hand.Close()
	})
	return y
}

func (y *terminal) read(mute bool) {
	buf := make([]byte, 1<<16)
	for {
		n, err := y.hand.Read(buf)
		if err != nil {
			return
		}
		y.mu.Lock()
		y.out = append(y.out, buf[:n]...)
		y.last = time.Now()
		y.mu.Unlock()
		for _, r := range replies {
			if !mute && bytes.Contains(buf[:n], []byte(r.query)) {
				_, _ = y.hand.WriteString(r.reply)
			}
		}
	}
}

// written gives what the program wrote so far.
func (y *terminal) written() string {
	y.mu.Lock()
	defer y.mu.Unlock()
	return string(y.out)
}

// press types and waits until the answer is drawn. It gives the answer.
func (y *terminal) press(keys string) string {
	y.t.Helper()
	before := len(y.written())
	if _, err := y.hand.WriteString(keys); err != nil {
		y.t.Fatal(err)
	}
	y.waitUntil(fmt.Sprintf("an answer to %q", keys), func(out string) bool { return len(out) > before })
	y.settle(80 * time.Millisecond)
	return y.written()[before:]
}

// settle waits until the program has been quiet for a while, and gives when
// it last wrote, counted from its start.
func (y *terminal) settle(quiet time.Duration) time.Duration {
	for {
		y.mu.Lock()
		last := y.last
		y.mu.Unlock()
		if !last.IsZero() && time.Since(last) > quiet {
			return last.Sub(y.began)
		}
		time.Sleep(2 * time.Millisecond)
	}
}

// waitFor waits until the program has written words; colours between them do not count.
func (y *terminal) waitFor(words string) {
	y.t.Helper()
	y.waitUntil(words, func(out string) bool { return strings.Contains(ansi.Strip(out), words) })
}

func (y *terminal) waitUntil(what string, done func(out string) bool) {
	y.t.Helper()
	eventually(y.t, what, func() bool { return done(y.written()) })
}

// screen has the whole screen drawn again (ctrl+l), and gives its text.
func (y *terminal) screen() string {
	y.t.Helper()
	return ansi.Strip(y.press("\x0c"))
}

// wait gives how the program ended.
func (y *terminal) wait() error {
	y.t.Helper()
	select {
	case err := <-y.ended:
		y.settle(50 * time.Millisecond)
		return err
	case <-time.After(20 * time.Second):
		y.t.Fatalf("the program does not end; it wrote:\n%q", y.written())
		return nil
	}
}

// eventually waits until something holds.
func eventually(t testing.TB, what string, holds func() bool) {
	t.Helper()
	for patience := time.Now().Add(20 * time.Second); !holds(); time.Sleep(10 * time.Millisecond) {
		if time.Now().After(patience) {
			t.Fatalf("not after 20 s: %s", what)
		}
	}
}
