//go:build !windows

package secret

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"
)

// TestCommandsRunFourAtATime: each notes how many run beside it.
func TestCommandsRunFourAtATime(t *testing.T) {
	dir := t.TempDir()
	source := Command(nil)
	var all sync.WaitGroup
	for i := range 12 {
		script := fmt.Sprintf("touch %[1]s/run.%[2]d; ls %[1]s | grep -c run; sleep 0.1; rm %[1]s/run.%[2]d", dir, i)
		all.Go(func() {
			s, err := source.Get(t.Context(), Item{Of: "mall", Command: []string{"sh", "-c", script}})
			if n := s.Reveal(); err != nil || n < "1" || n > "4" || len(n) != 1 {
				t.Errorf("%q run at once, %v", n, err)
			}
		})
	}
	all.Wait()
}

// TestACommandThatWaitsForASlotGivesUpWithItsCaller, and its own time begins when it runs.
func TestACommandThatWaitsForASlotGivesUpWithItsCaller(t *testing.T) {
	source := newCommandSource(nowhere, 10*time.Second, os.Environ)
	for range commandsAtOnce {
		source.slots <- struct{}{}
	}
	ctx, cancel := context.WithTimeout(t.Context(), 50*time.Millisecond)
	defer cancel()
	if _, err := source.Get(ctx, runsCommand("echo secret")); !errors.Is(err, context.DeadlineExceeded) {
		t.Errorf("got %v", err)
	}
	// One that has the terminal waits for none of them.
	source.terminal = func(context.Context) Terminal {
		f, err := os.Open(os.DevNull)
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { f.Close() })
		return Terminal{In: f, Err: os.Stderr}
	}
	if s, err := source.Get(t.Context(), runsCommand("echo secret")); err != nil || s.Reveal() != "secret" {
		t.Errorf("got %v", err)
	}
}

// TestACommandThatAsksForAPersonSaysSo: by its words or by a prompt; another failure, and
// a program that is not there, ask for nobody.
func TestACommandThatAsksForAPersonSaysSo(t *testing.T) {
	for _, c := range []struct {
		script string
		person bool
		said   string
	}{
		{"printf 'finger, please: ' >&2; read answer && echo secret", true, "finger, please:"},
		{"echo '[ERROR] You are not currently signed in. Please run op signin' >&2; exit 1", true, "[ERROR] You are not currently signed in. Please run op signin"},
		{"cat </dev/tty", true, ""},
		{"echo 'gpg: decryption failed: Inappropriate ioctl for device' >&2; exit 2", true, "gpg: decryption failed: Inappropriate ioctl for device"},
		{"echo 'connection refused' >&2; exit 1", false, "connection refused"},
		{"printf '\\033]0;x\\007\\033[31mno such item\\033[0m\\n\\n' >&2; exit 1", false, "]0;x[31mno such item[0m"}, // no escape is left
		{"echo " + canary + " >&2; exit 1", false, mask},
		{"echo hunter2; echo not hunter2 >&2; exit 1", false, ""},
		{"exit 1", false, ""},
	} {
		source := newCommandSource(nowhere, time.Minute, os.Environ)
		it := runsCommand(c.script)
		_, err := source.Get(t.Context(), it)
		var p *Problem
		if !errors.As(err, &p) || p.Reason != CommandFailed {
			t.Errorf("%s: got %v", c.script, err)
			continue
		}
		if p.Person != c.person || source.NeedsPerson(it) != c.person {
			t.Errorf("%s: it needs a person: %v, %v", c.script, p.Person, source.NeedsPerson(it))
		}
		if c.said != "" && p.Said != c.said || strings.Contains(p.Said+p.Error(), "hunter2") {
			t.Errorf("%s: said %q", c.script, p.Said)
		}
	}
	source := newCommandSource(nowhere, time.Minute, os.Environ)
	it := Item{Of: "mall", Command: []string{"wxops-no-such-password-program"}}
	if _, err := source.Get(t.Context(), it); err == nil || source.NeedsPerson(it) {
		t.Errorf("a program that is not there needs a person: %v", err)
	}
}

// TestACommandNeedsNobodyOnceItAnswered.
func TestACommandNeedsNobodyOnceItAnswered(t *testing.T) {
	vault := filepath.Join(t.TempDir(), "vault")
	source := newCommandSource(nowhere, time.Minute, os.Environ)
	it := runsCommand("cat " + vault + " 2>/dev/null || { echo locked >&2; exit 1; }")
	if _, err := source.Get(t.Context(), it); err == nil || !source.NeedsPerson(it) {
		t.Errorf("locked: %v", err)
	}
	if err := os.WriteFile(vault, []byte("secret\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := source.Get(t.Context(), it); err != nil || source.NeedsPerson(it) {
		t.Errorf("unlocked: %v", err)
	}
}
