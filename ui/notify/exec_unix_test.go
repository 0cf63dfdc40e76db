//go:build !windows

package notify

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"go.uber.org/goleak"

	"wxops/ui/words"
	"wxops/wechat/watch"
)

// command starts a script for events, and gives what it wrote and what was said.
func command(t *testing.T, script string, within time.Duration, environ []string, events ...watch.Event) (wrote string, says []string) {
	t.Helper()
	defer goleak.VerifyNone(t, goleak.IgnoreCurrent())
	out := filepath.Join(t.TempDir(), "out")
	noted := &noted{}
	n := New(Config{
		Exec: []string{"/bin/sh", "-c", script, "sh", out}, Lang: words.English, Say: noted.say, Transport: &group{},
		Environ: func() []string { return append(environ, "PATH="+os.Getenv("PATH")) },
	})
	n.exec.within = within
	ctx, cancel := context.WithCancel(t.Context())
	ended := make(chan struct{})
	go func() {
		defer close(ended)
		n.Run(ctx)
	}()
	for _, e := range events {
		n.Heard(e)
	}
	last, stop := context.WithTimeout(context.Background(), 20*time.Second)
	defer stop()
	n.Close(last)
	cancel()
	<-ended
	text, _ := os.ReadFile(out)
	return string(text), noted.lines
}

// TestACommandIsToldInItsEnvironment, and no secret of ours is in it.
func TestACommandIsToldInItsEnvironment(t *testing.T) {
	secrets := []string{
		"WXOPS_SECRET_MALL=canary1", "WXOPS_ROBOT_OPS=canary2", "WXOPS_SIGN_OPS=canary3", "WXOPS_STORE_PASSWORD_MALL=canary4",
		"WXOPS_SYMMETRIC_KEY_MALL=canary5", "WXOPS_PRIVATE_KEY_MALL=canary6", "WXOPS_TEAM_PASSWORD=canary7",
		"CREDENTIALS_DIRECTORY=/canary8", "NOTIFY_SOCKET=/canary9", "KEPT=yes",
	}
	wrote, says := command(t, `env >>"$1"`, execWithin, secrets, crossed("mall", "/wxa/a", 930))
	for _, want := range []string{
		"WXOPS_EVENT=crossed", "WXOPS_ACCOUNT=mall", "WXOPS_CGI_PATH=/wxa/a", "WXOPS_USED_PERCENT=93", "WXOPS_LIMIT=1000", "WXOPS_USED=930",
		"WXOPS_REMAIN=70", "WXOPS_LEVEL=near", "KEPT=yes",
	} {
		if !strings.Contains(wrote, want+"\n") {
			t.Errorf("%s is missing in\n%s", want, wrote)
		}
	}
	if strings.Contains(wrote, "canary") || len(says) > 0 {
		t.Errorf("%q in\n%s", says, wrote)
	}
}

// TestACommandRunsOnceForAnEvent, one after the other for an account.
func TestACommandRunsOnceForAnEvent(t *testing.T) {
	wrote, _ := command(t, `echo "begin $WXOPS_CGI_PATH" >>"$1"; sleep 0.05; echo "end $WXOPS_CGI_PATH" >>"$1"`, execWithin, nil,
		crossed("mall", "/a", 930), crossed("mall", "/a", 930), crossed("mall", "/b", 930), recovered("mall", "/never"))
	if wrote != "begin /a\nend /a\nbegin /b\nend /b\n" {
		t.Errorf("it wrote %q", wrote)
	}
}

// TestACommandThatHangsIsEnded with its children, and that is said.
func TestACommandThatHangsIsEnded(t *testing.T) {
	began := time.Now()
	_, says := command(t, `sleep 600 & sleep 600`, 200*time.Millisecond, nil, crossed("mall", "/a", 930))
	if time.Since(began) > 15*time.Second || len(says) != 1 || !strings.Contains(says[0], "no end within") {
		t.Errorf("after %v: %q", time.Since(began), says)
	}
}

// TestWhatACommandSaysIsTold: its first line, cleaned.
func TestWhatACommandSaysIsTold(t *testing.T) {
	_, says := command(t, `printf 'no \033[31mpager\nmore\n' >&2; exit 3`, execWithin, nil, crossed("mall", "/a", 930))
	if len(says) != 1 || !strings.Contains(says[0], "pager") || strings.ContainsAny(says[0], "\x1b\n") || strings.Contains(says[0], "more") {
		t.Errorf("said %q", says)
	}
}

// TestEventsOfAnAccountAreInTurn, and those of another do not wait for them.
func TestEventsOfAnAccountAreInTurn(t *testing.T) {
	var events []watch.Event
	for i := range 12 {
		events = append(events, crossed("mall", fmt.Sprintf("/%02d", i), 900), crossed("news", fmt.Sprintf("/%02d", i), 900))
	}
	wrote, _ := command(t, `echo $WXOPS_ACCOUNT $WXOPS_CGI_PATH >>"$1"`, execWithin, nil, events...)
	last := map[string]string{}
	lines := strings.Split(strings.TrimSpace(wrote), "\n")
	for _, line := range lines {
		account, path, _ := strings.Cut(line, " ")
		if path <= last[account] {
			t.Errorf("%s came after %s", line, last[account])
		}
		last[account] = path
	}
	if len(lines) != len(events) {
		t.Errorf("%d lines for %d events", len(lines), len(events))
	}
}

// TestTheEndDoesNotWaitForACommand longer than it may; what was not told is told by the
// next start.
func TestTheEndDoesNotWaitForACommand(t *testing.T) {
	told := filepath.Join(t.TempDir(), "told.json")
	ends := func(within time.Duration, argv ...string) []string {
		says := &noted{}
		n := New(Config{Exec: argv, Told: told, Say: says.say})
		for i := range 3 {
			n.Heard(crossed("mall", fmt.Sprint("/", i), 900))
		}
		ctx, cancel := context.WithTimeout(t.Context(), within)
		defer cancel()
		n.Close(ctx)
		return says.lines
	}
	began := time.Now()
	says := ends(300*time.Millisecond, "sleep", "60")
	if took := time.Since(began); took > 4*time.Second || len(says) == 0 || !strings.Contains(says[len(says)-1], "not started for: 2") {
		t.Errorf("after %v it said %q", took, says)
	}
	out := filepath.Join(t.TempDir(), "out")
	for range 2 {
		ends(20*time.Second, "sh", "-c", `echo $WXOPS_CGI_PATH >>`+out)
	}
	if text, _ := os.ReadFile(out); string(text) != "/0\n/1\n/2\n" {
		t.Errorf("the next starts told %q", text)
	}
}

// TestEventsThatThereIsNoRoomForAreCounted.
func TestEventsThatThereIsNoRoomForAreCounted(t *testing.T) {
	says := &noted{}
	n := New(Config{Exec: []string{"true"}, Lang: words.English, Say: says.say})
	for i := range execMost + 7 {
		n.Heard(crossed("mall", fmt.Sprint("/", i), 900))
	}
	n.exec.cfg.Exec = []string{"wxops-no-such-program"}
	n.Close(t.Context())
	said := strings.Join(says.lines, "\n")
	if len(says.lines) != 2 || !strings.Contains(said, "not started for: 7") || !strings.Contains(said, "executable file not found") {
		t.Errorf("it said %q", said)
	}
}
