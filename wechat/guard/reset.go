package guard

import (
	"context"
	"errors"
	"time"

	"wxops/wechat"
)

// patience is how long the outcome may wait for the numbers after it.
const patience = 10 * time.Second

// Reset carries out a plan: it calls WeChat once, or not at all. Until the
// intent is on disk ctx can stop it; from then on it runs to its outcome,
// bounded by Timeout, whatever happens to ctx. The order of its steps is what
// makes the journal true, whenever the process dies.
func (g *Guard) Reset(ctx context.Context, c Client, p Plan) Result {
	t, err := g.admit(p.Target)
	p.Target = t
	r := Result{ID: g.id(), Target: t, Outcome: NotSent, Err: err, Before: p.Before, Left: p.Left, paths: p.paths}
	if err != nil {
		return r
	}
	g.clear(ctx, c, p, &r)
	if r.Outcome == OK || r.Outcome == Unknown {
		ctx, cancel := context.WithTimeout(ctx, patience)
		defer cancel()
		r.After, r.AfterErr = g.Follow(ctx, c, r)
	}
	return r
}

// clear holds the account's lock from the last look at the journal to the
// outcome. The lock spares two resets their intents; what keeps them apart is
// the journal, which also does when the lock's file was deleted.
func (g *Guard) clear(ctx context.Context, c Client, p Plan, r *Result) {
	unlock, err := g.Locks.Lock(p.Target.AppID, g.Who, g.now())
	if err != nil {
		r.Err = err
		return
	}
	defer unlock()
	if r.Err = g.prepare(ctx, c, p); r.Err != nil {
		return
	}
	if err := g.Journal.Append(g.entry(EventIntent, *r)); err != nil {
		r.Err = refuse(RefusedJournal, err)
		// The line may have reached the disk all the same.
		_ = g.Journal.Append(g.entry(EventOutcome, *r))
		return
	}
	entries, err := g.first(p, r.ID)
	if err != nil {
		r.Err = err
		r.JournalErr = g.Journal.Append(g.entry(EventOutcome, *r))
		return
	}
	r.Err = g.send(ctx, c, p.Target)
	r.Outcome = classify(r.Err)
	outcome := g.entry(EventOutcome, *r)
	r.JournalErr = g.Journal.Append(outcome)
	r.Left = left(join(append(entries, outcome)), p.Target.AppID, g.now())
}

// prepare finds out all that could stop the reset while stopping is free. The
// look at the journal comes last: a token can take its time.
func (g *Guard) prepare(ctx context.Context, c Client, p Plan) error {
	if err := g.Journal.Ready(); err != nil {
		return refuse(RefusedJournal, err)
	}
	if p.Target.Via == ViaToken {
		if err := c.Authorize(ctx); err != nil {
			return err
		}
	}
	entries, err := g.Journal.Entries()
	if err != nil {
		return refuse(RefusedJournal, err)
	}
	if err := g.lastLook(p, entries); err != nil {
		return err
	}
	return ctx.Err()
}

func (g *Guard) send(ctx context.Context, c Client, t Target) error {
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), g.timeout())
	defer cancel()
	switch {
	case t.Scope == ScopeAPI:
		return c.ClearPath(ctx, t.Path)
	case t.Via == ViaSecret:
		return c.ClearAllBySecret(ctx)
	}
	return c.ClearAll(ctx)
}

// classify makes an outcome of what the client says of a clear. An error that
// is not the client's own is unknown: it does not say whether anything was sent.
func classify(err error) Outcome {
	var e *wechat.Error
	switch {
	case err == nil:
		return OK
	case !errors.As(err, &e):
		return Unknown
	case !e.Sent:
		return NotSent
	case wechat.NothingDone(err):
		return Refused
	}
	return Unknown
}

func (g *Guard) entry(event Event, r Result) Entry {
	t := r.Target
	e := Entry{
		V: version, Event: event, ID: r.ID, At: g.now(), Who: g.Who,
		Account: t.Account, AppID: t.AppID, Scope: t.Scope, Path: t.Path, Via: t.Via,
	}
	switch event {
	case EventIntent:
		e.Reason, e.Before, e.Timeout = t.Reason, counters(r.Before), g.timeout().Milliseconds()
	case EventOutcome:
		e.Outcome = r.Outcome
		var w *wechat.Error
		if errors.As(r.Err, &w) {
			e.Code, e.Msg, e.RID = w.Code, w.Msg, w.RID
			if w.Code == 0 {
				e.Error = w.Error()
			}
		}
	case EventAfter:
		e.After = counters(r.After)
	}
	return e
}
