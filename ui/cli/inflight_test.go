package cli

import (
	"context"
	"errors"
	"strings"
	"sync"
	"testing"
	"time"

	"wxops/ui/cli/shell"
	"wxops/ui/view"
	"wxops/ui/words"
	"wxops/wechat/guard"
)

// slowGuard resets when it is told to.
type slowGuard struct {
	view.Guard
	begun, end chan struct{}
	once       sync.Once
}

func (g *slowGuard) Reset(_ context.Context, _ guard.Client, p guard.Plan) guard.Result {
	g.once.Do(func() { close(g.begun) })
	<-g.end
	return guard.Result{ID: "r1", Target: p.Target, Outcome: guard.Unknown}
}

func TestTheEndWaitsForAResetAndTellsIt(t *testing.T) {
	slow := &slowGuard{begun: make(chan struct{}), end: make(chan struct{})}
	g := &guardInFlight{Guard: slow}
	ctx, quit := context.WithCancel(t.Context())
	plan := guard.Plan{Target: guard.Target{Alias: "mall", Scope: guard.ScopeAPI, Path: customSend}}
	go g.Reset(ctx, nil, plan)
	<-slow.begun
	quit()
	waited := make(chan *guard.Result)
	go func() { waited <- g.wait() }()
	select {
	case <-waited:
		t.Fatal("did not wait")
	case <-time.After(20 * time.Millisecond):
	}
	close(slow.end)
	late := <-waited
	if late == nil || late.Outcome != guard.Unknown {
		t.Fatalf("got %+v; want the unknown outcome", late)
	}
	if r := g.Reset(t.Context(), nil, plan); r.Outcome != guard.NotSent || !errors.Is(r.Err, context.Canceled) {
		t.Errorf("after the end: %s, %v; want nothing sent", r.Outcome, r.Err)
	}
	var out strings.Builder
	a := &shell.Shell{Output: shell.Output{Lang: words.English, Format: shell.FormatTable, Env: shell.Env{Stdout: &out, Now: time.Now}}}
	err := (&consoleCommand{Shell: a}).tellLate(*late)
	if f := a.AsFailure(err); f.Exit != shell.ExitFailed || !strings.Contains(f.Remedy, "wxops quota mall") {
		t.Errorf("ends with %+v", f)
	}
	if said := out.String(); !strings.Contains(said, "mall: "+customSend) || !strings.Contains(said, "unknown: sent, but no answer came") {
		t.Errorf("says %q", said)
	}
}

func TestAResetThatWasSeenIsNotToldAgain(t *testing.T) {
	slow := &slowGuard{begun: make(chan struct{}), end: make(chan struct{})}
	close(slow.end)
	g := &guardInFlight{Guard: slow}
	g.Reset(t.Context(), nil, guard.Plan{})
	if late := g.wait(); late != nil {
		t.Errorf("told again: %+v", late)
	}
}
