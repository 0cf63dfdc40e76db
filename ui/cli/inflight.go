package cli

import (
	"context"
	"fmt"
	"sync"

	"wxops/ui/view"
	"wxops/wechat/guard"
)

// guardInFlight knows whether a reset is under way when the console ends.
type guardInFlight struct {
	view.Guard
	mu     sync.Mutex
	closed bool
	resets sync.WaitGroup
	late   *guard.Result
}

// Reset counts the reset while it runs. What ends after the person has left
// the console is kept, for no screen will show it.
func (g *guardInFlight) Reset(ctx context.Context, c guard.Client, p guard.Plan) guard.Result {
	if !g.enter() {
		return guard.Result{Target: p.Target, Outcome: guard.NotSent, Err: context.Canceled}
	}
	defer g.resets.Done()
	r := g.Guard.Reset(ctx, c, p)
	if ctx.Err() != nil {
		g.mu.Lock()
		defer g.mu.Unlock()
		g.late = &r
	}
	return r
}

// enter lets no reset begin once the end has been waited for.
func (g *guardInFlight) enter() bool {
	g.mu.Lock()
	defer g.mu.Unlock()
	if !g.closed {
		g.resets.Add(1)
	}
	return !g.closed
}

// wait ends when no reset is under way; each has its own deadline. It gives
// the one that nobody has seen end, if there is one.
func (g *guardInFlight) wait() *guard.Result {
	g.mu.Lock()
	g.closed = true
	g.mu.Unlock()
	g.resets.Wait()
	return g.late
}

// tellLate tells on the bare terminal how a reset ended that was waited for.
func (c *consoleCommand) tellLate(r guard.Result) error {
	what := wordResetScopeAll.In(c.Lang)
	if r.Target.Scope == guard.ScopeAPI {
		what = r.Target.Path
	}
	fmt.Fprintf(c.Env.Stdout, "%s: %s\n", r.Target.Alias, what)
	return (&resetCommand{Shell: c.Shell}).tell(r)
}
