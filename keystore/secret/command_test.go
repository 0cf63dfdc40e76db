//go:build !windows

package secret

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/creack/pty"
)

// runsCommand is a secret that comes from a shell script.
func runsCommand(script string) Item {
	a := mall()
	a.Command = []string{"sh", "-c", script}
	return a
}

// nowhere is the terminal of a command in the background.
func nowhere(context.Context) Terminal { return Terminal{} }

func TestCommandGivesWhatItPrints(t *testing.T) {
	for script, want := range map[string]string{
		"printf secret":                       "secret",
		"echo secret":                         "secret",
		`printf 'secret\r\n'`:                 "secret",
		`printf ' spaces stay \n'`:            " spaces stay ",
		"head -c 4096 /dev/zero | tr '\\0' x": strings.Repeat("x", 4096),
		"echo secret; sleep 60 & exit 0":      "secret", // what it left behind holds its stdout
	} {
		s, err := Command(nil).Get(context.Background(), runsCommand(script))
		if err != nil || s.Reveal() != want {
			t.Errorf("%s: got %d bytes, %v", script, len(s.Reveal()), err)
		}
	}
}

func TestCommandThatFails(t *testing.T) {
	file := filepath.Join(t.TempDir(), "not-executable")
	if err := os.WriteFile(file, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	for name, tc := range map[string]struct {
		argv   []string
		reason Reason
		detail string
	}{
		"no argv":        {nil, CommandFailed, "no secret_command"},
		"not there":      {[]string{"wxops-no-such-program", canary}, CommandFailed, "wxops-no-such-program: executable file not found in $PATH"},
		"not executable": {[]string{file}, CommandFailed, "not-executable: permission denied"},
		"exit status":    {[]string{"sh", "-c", "echo " + canary + "; echo " + canary + " >&2; exit 3"}, CommandFailed, "sh: exit status 3"},
		"killed":         {[]string{"sh", "-c", "kill -9 $$"}, CommandFailed, "sh: signal: killed"},
		"silent":         {[]string{"true", canary}, CommandFailed, "true: printed nothing"},
		"an empty line":  {[]string{"echo"}, CommandFailed, "echo: printed nothing"},
		"two lines":      {[]string{"printf", canary + `\n` + canary + `\n`}, CommandFailed, "printf: printed more than one line"},
		"too long":       {[]string{"sh", "-c", "head -c 4097 /dev/zero"}, CommandTooLong, "sh"},
		"endless":        {[]string{"yes", canary}, CommandTooLong, "yes"},
		"help text":      {[]string{"sh", "-c", "trap '' PIPE; while :; do echo " + canary + "; done"}, CommandTooLong, "sh"},
	} {
		t.Run(name, func(t *testing.T) {
			a := mall()
			a.Command = tc.argv
			s, err := Command(nil).Get(context.Background(), a)
			var p *Problem
			if reasonOf(t, err) != tc.reason || !errors.As(err, &p) || p.Detail != tc.detail || !s.Empty() {
				t.Errorf("got %v", err)
			}
		})
	}
}

func TestCommandIsEndedWithAllItStarted(t *testing.T) {
	pidFile := filepath.Join(t.TempDir(), "pid")
	// A child of the command ignores the signals that shells send.
	script := fmt.Sprintf("(trap '' TERM HUP INT; sleep 300 & echo $! > %s; wait) & wait", pidFile)
	source := newCommandSource(nowhere, 300*time.Millisecond, os.Environ)
	start := time.Now()
	_, err := source.Get(context.Background(), runsCommand(script))
	if reasonOf(t, err) != CommandTimedOut || time.Since(start) > 5*time.Second {
		t.Errorf("got %v after %v", err, time.Since(start))
	}
	var pid int
	if _, err := fmt.Sscan(string(readFile(t, pidFile)), &pid); err != nil {
		t.Fatal(err)
	}
	for deadline := time.Now().Add(5 * time.Second); running(pid); time.Sleep(10 * time.Millisecond) {
		if time.Now().After(deadline) {
			t.Fatal("a child of the command lives on")
		}
	}
}

// running is false for what is gone and for what waits only to be reaped.
func running(pid int) bool {
	if syscall.Kill(pid, 0) != nil {
		return false
	}
	stat, err := os.ReadFile(fmt.Sprintf("/proc/%d/stat", pid))
	return err != nil || !bytes.Contains(stat, []byte(") Z "))
}

func readFile(t *testing.T, path string) []byte {
	t.Helper()
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return data
}

func TestCommandEndsWithItsCaller(t *testing.T) {
	ctx, cancel := context.WithTimeout(context.Background(), 50*time.Millisecond)
	defer cancel()
	if _, err := Command(nil).Get(ctx, runsCommand("sleep 60")); !errors.Is(err, context.DeadlineExceeded) {
		t.Errorf("got %v", err)
	}
}

func TestCommandsEnvironment(t *testing.T) {
	environ := func() []string {
		return []string{
			"PATH=" + os.Getenv("PATH"), "HOME=/home/alice", "OP_SESSION_x=1", "VAULT_ADDR=2", "LC_ALL=C", "http_proxy=3", "GPG_TTY=4",
			"WXOPS_SECRET_MALL=" + canary, "WXOPS_SECRET_OTHER=" + canary, "DB_PASSWORD=" + canary, "LD_PRELOAD=x", "=odd",
		}
	}
	source := newCommandSource(func(context.Context) Terminal { return Terminal{Err: io.Discard} }, time.Minute, environ)
	// A shell adds to its environment; what the kernel was given is in /proc.
	s, err := source.Get(context.Background(), runsCommand("env | grep -vE '^(PWD|SHLVL|OLDPWD|_)=' | sort | tr '\\n' ' '"))
	if err != nil {
		t.Fatal(err)
	}
	want := []string{"GPG_TTY=4", "HOME=/home/alice", "LC_ALL=C", "OP_SESSION_x=1", "PATH=" + os.Getenv("PATH"), "VAULT_ADDR=2", "http_proxy=3"}
	if got := strings.Fields(s.Reveal()); !slices.Equal(got, want) {
		t.Errorf("got %q", got)
	}
	// In the background of a console, nothing may find its terminal.
	source.terminal = nowhere
	s, err = source.Get(context.Background(), runsCommand("env | cut -d= -f1 | tr '\\n' ' '"))
	if err != nil || slices.Contains(strings.Fields(s.Reveal()), "GPG_TTY") || !slices.Contains(strings.Fields(s.Reveal()), "HOME") {
		t.Errorf("in the background it has %q, %v", s.Reveal(), err)
	}
	source.environ = func() []string { return nil }
	t.Setenv("WXOPS_SECRET_MALL", canary)
	a := mall()
	a.Command = []string{"/usr/bin/env"}
	if _, err := source.Get(context.Background(), a); reasonOf(t, err) != CommandFailed {
		t.Errorf("an empty environment is not ours: %v", err)
	}
}

func TestCommandsStderrIsShownAndNotKept(t *testing.T) {
	var shown bytes.Buffer
	source := Command(func(context.Context) Terminal { return Terminal{Err: &shown} })
	_, err := source.Get(context.Background(), runsCommand("echo sign in first: "+canary+" >&2; exit 1"))
	if reasonOf(t, err) != CommandFailed || !strings.Contains(shown.String(), "sign in first") {
		t.Errorf("got %v, shown %q", err, shown.String())
	}
}

func TestCommandHasNoTerminalOfItsOwn(t *testing.T) {
	if _, err := Command(nil).Get(context.Background(), runsCommand("cat </dev/tty")); reasonOf(t, err) != CommandFailed {
		t.Errorf("got %v", err)
	}
}

// TestCommandOwnsTheTerminal runs in a pseudo-terminal a command that prompts
// with the echo off, twice: the first is killed at its prompt.
func TestCommandOwnsTheTerminal(t *testing.T) {
	child := exec.Command(os.Args[0])
	child.Env = append(os.Environ(), "WXOPS_TEST_CHILD=terminal")
	tty, err := pty.Start(child)
	if err != nil {
		t.Fatal(err)
	}
	defer tty.Close()
	defer func() { child.Process.Kill(); child.Wait() }()
	timer := time.AfterFunc(20*time.Second, func() { child.Process.Kill() })
	defer timer.Stop()
	var seen strings.Builder
	lines := bufio.NewReader(tty)
	for !strings.Contains(seen.String(), "done") {
		r, _, err := lines.ReadRune()
		if err != nil {
			t.Fatalf("%v after %q", err, seen.String())
		}
		seen.WriteRune(r)
		switch s := seen.String(); {
		case strings.HasSuffix(s, "passphrase?"), strings.HasSuffix(s, "echo?"):
			fmt.Fprintln(tty, "typed")
		}
	}
	if s := seen.String(); !strings.Contains(s, "first: command timed out") ||
		!strings.Contains(s, "second: true") || !strings.Contains(s, "third: typed") || strings.Count(s, "typed") != 2 {
		t.Errorf("got %q", s)
	}
}

// terminalChild reads two secrets from commands that own its terminal, then a
// line by itself.
func terminalChild() error {
	source := newCommandSource(func(context.Context) Terminal { return Terminal{os.Stdin, os.Stderr} }, time.Second, os.Environ)
	_, err := source.Get(context.Background(), runsCommand("stty -echo; sleep 60"))
	var p *Problem
	if !errors.As(err, &p) {
		return err
	}
	fmt.Println("first:", p.Reason)
	s, err := source.Get(context.Background(), runsCommand("stty -echo; printf 'passphrase?' >&2; read x; stty echo; echo $x"))
	fmt.Println("second:", s.Reveal() == "typed", err)
	fmt.Print("echo?") // ours again, and the echo is on
	line, err := bufio.NewReader(os.Stdin).ReadString('\n')
	fmt.Println("third:", strings.TrimSpace(line))
	fmt.Println("done")
	return err
}
