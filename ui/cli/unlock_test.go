//go:build unix

package cli

import (
	"bytes"
	"fmt"
	"strings"
	"testing"
	"time"

	"filippo.io/age"
	"golang.org/x/sys/unix"

	"wxops/ui/cli/shell"
	"wxops/wechat/guard"
	"wxops/wechat/simulate"
)

const passphrase = "correct-horse-battery"

// withFile makes a box whose secret is in the encrypted file. age's own work
// factor costs most of a second, and ten times that under the race detector.
func withFile(t *testing.T) *box {
	t.Helper()
	b := newBox(t)
	b.accounts(`secret = "file"`)
	recipient, err := age.NewScryptRecipient(passphrase)
	if err != nil {
		t.Fatal(err)
	}
	recipient.SetWorkFactor(10)
	var sealed bytes.Buffer
	w, err := age.Encrypt(&sealed, recipient)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := fmt.Fprintf(w, "{%q:%q}", boxAppID, canary); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	b.write(".local/share/wxops/secrets.age", sealed.String())
	return b
}

// TestUnlockBeforeTheConsole: with an alias the question comes on the bare
// terminal, and the console opens on the numbers.
func TestUnlockBeforeTheConsole(t *testing.T) {
	t.Parallel()
	b := withFile(t)
	s := b.start("mall")
	s.wait("Passphrase of the file", 1)
	if strings.Contains(s.output(), altScreen) {
		t.Error("the console took the terminal before the question")
	}
	s.write(passphrase + "\n")
	s.wait("6,880", 1)
	s.write("q")
	s.gone(5 * time.Second)
	s.wantRestored()
	if strings.Contains(s.output(), passphrase) || strings.Count(s.output(), "Passphrase of the file") != 1 {
		t.Errorf("it said %q", s.output())
	}
}

// TestWrongPassphraseBefore: a wrong answer is told in the console, which does
// not ask the same again by itself.
func TestWrongPassphraseBefore(t *testing.T) {
	t.Parallel()
	b := withFile(t)
	s := b.start("mall")
	s.wait("Passphrase of the file", 1)
	s.write("wrong\n")
	s.wait("the passphrase does not open", 1)
	s.write("q")
	s.gone(5 * time.Second)
	s.wantRestored()
	if n := strings.Count(s.output(), "Passphrase of the file"); n != 1 {
		t.Errorf("it asked %d times", n)
	}
}

// TestUnlockInTheConsole: the console gives the terminal back for the
// question. ctrl+c ends the question and not the console, and takes no key
// from it afterwards.
func TestUnlockInTheConsole(t *testing.T) {
	t.Parallel()
	b := withFile(t)
	s := b.start()
	s.wait("mall", 1)
	s.write("\r")
	s.wait("Passphrase of the file", 1)
	s.write("half of it\x03")
	s.wait(altScreen, 2)
	s.wait("cancelled", 1)
	s.write("1")
	s.wait("1 account", 1)
	s.write("\r")
	s.wait("Passphrase of the file", 2)
	s.write(passphrase + "\n")
	s.wait("6,880", 1)
	s.write("q")
	s.gone(5 * time.Second)
	s.wantRestored()
}

// TestUnlockCommandOnTheTerminal: secret_command talks to the person, before
// the console and out of it.
func TestUnlockCommandOnTheTerminal(t *testing.T) {
	t.Parallel()
	b := newBox(t)
	secret := b.file("secret", canary+"\n")
	b.accounts("secret = \"command\"\nsecret_command = [\"sh\", \"-c\", \"printf 'finger, please: ' >&2; read answer; [ \\\"$answer\\\" = yes ] && cat " + secret + "\"]")
	for _, args := range [][]string{{"mall"}, {}} {
		s := b.start(args...)
		if len(args) == 0 {
			s.wait("mall", 1)
			s.write("\r")
		}
		s.wait("finger, please: ", 1)
		s.write("yes\n")
		s.wait("6,880", 1)
		s.write("q")
		s.gone(5 * time.Second)
		s.wantRestored()
	}
}

// TestTerminalDiesAtTheQuestion: nobody will answer any more.
func TestTerminalDiesAtTheQuestion(t *testing.T) {
	t.Parallel()
	b := withFile(t)
	for _, script := range []string{`exec "$0" --base "$1" mall`, `trap '' HUP; exec "$0" --base "$1" mall`, `trap '' HUP; exec "$0" --base "$1" quota mall`} {
		s := startSession(t, b.environ(), "/bin/sh", "-c", script, b.live, b.url)
		s.wait("Passphrase of the file", 1)
		s.slave.Close()
		s.master.Close()
		s.gone(5 * time.Second)
	}
}

// TestQuestionEndsAtSignals: the echo is back on afterwards.
func TestQuestionEndsAtSignals(t *testing.T) {
	t.Parallel()
	b := withFile(t)
	for _, sig := range []unix.Signal{unix.SIGTERM, unix.SIGHUP, unix.SIGINT} {
		s := b.start("quota", "mall")
		s.wait("Passphrase of the file", 1)
		for *s.modes() == s.before { // the echo goes off after the words
			time.Sleep(time.Millisecond)
		}
		_ = s.cmd.Process.Signal(sig)
		if code := s.gone(5 * time.Second); code != shell.ExitFailed {
			t.Errorf("%s: it ended with %d", unix.SignalName(sig), code)
		}
		if *s.modes() != s.before {
			t.Errorf("%s: the terminal is not as it was", unix.SignalName(sig))
		}
	}
}

// TestSignalsDuringReset: a dying session does not keep a reset on the wire
// from its outcome.
func TestSignalsDuringReset(t *testing.T) {
	t.Parallel()
	b := newBox(t)
	b.accounts(`secret = "env"`)
	b.server.SetFault("/cgi-bin/openapi/quota/clear", simulate.Fault{Delay: 2 * time.Second})
	s := startSession(t, b.environ("WXOPS_SECRET_MALL="+canary), b.live, "--base", b.url, "mall")
	s.wait("6,880", 1)
	s.write("R")
	time.Sleep(time.Second) // the dialog reads again, and ignores keys at first
	s.write("mall")
	time.Sleep(200 * time.Millisecond)
	s.write("\r")
	for end := time.Now().Add(5 * time.Second); b.server.Count("/cgi-bin/openapi/quota/clear") == 0 && len(b.entries()) == 0 && time.Now().Before(end); {
		time.Sleep(10 * time.Millisecond)
	}
	for range 2 {
		_ = s.cmd.Process.Signal(unix.SIGHUP)
	}
	s.gone(10 * time.Second)
	s.wantRestored()
	entries := b.entries()
	if len(entries) < 2 || entries[1].Event != guard.EventOutcome || entries[1].Outcome != guard.OK {
		t.Errorf("the journal says %+v", entries)
	}
	if n := len(b.server.Clears()); n != 1 {
		t.Errorf("%d clears", n)
	}
}

func (b *box) entries() []guard.Entry {
	b.t.Helper()
	entries, _, err := guard.OpenJournal(b.home+"/.local/state/wxops/resets.jsonl").Entries(b.t.Context(), guard.Query{})
	if err != nil {
		b.t.Fatal(err)
	}
	return entries
}
