package guard

import (
	"context"
	"errors"
	"slices"
	"time"

	"wxops/wechat"
)

// patience is how long the outcome may wait for the numbers after it, and a
// step after the intent for the journal or the lock.
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
		r.After, r.AfterErr = g.readAgain(ctx, c, r)
	}
	return r
}

// clear holds the account's lock from the last look at the journal to the
// outcome. The lock spares two resets their intents; what keeps them apart is
// the journal, which takes one intent for each state that it was seen in, and
// also does so when the lock's file was deleted.
func (g *Guard) clear(ctx context.Context, c Client, p Plan, r *Result) {
	lease, err := g.Locks.Lock(ctx, p.Target.AppID, g.Who, g.now())
	if err != nil {
		r.Err = err
		return
	}
	defer g.release(ctx, lease)
	entries, err := g.prepare(ctx, c, p)
	if err != nil {
		r.Err = err
		return
	}
	intent := g.entry(EventIntent, *r)
	if r.Err = g.begin(ctx, p, intent); r.Err != nil {
		return
	}
	r.Outcome, r.Err = g.call(ctx, c, p.Target, lease)
	outcome := g.entry(EventOutcome, *r)
	r.JournalErr = g.write(ctx, outcome)
	r.Left = left(join(append(entries, intent, outcome)), p.Target.AppID, g.now())
}

// prepare finds out all that could stop the reset while stopping is free, and
// gives the account's entries. The look at the journal comes last: a token can
// take its time.
func (g *Guard) prepare(ctx context.Context, c Client, p Plan) ([]Entry, error) {
	if err := g.Journal.Ready(ctx); err != nil {
		return nil, noJournal(ctx, err)
	}
	if p.Target.Via == ViaToken {
		if err := c.Authorize(ctx); err != nil {
			return nil, err
		}
	}
	entries, _, err := g.Journal.Entries(ctx, Query{AppID: p.Target.AppID})
	if err != nil {
		return nil, noJournal(ctx, err)
	}
	if err := g.lastLook(p, entries); err != nil {
		return nil, err
	}
	return entries, ctx.Err()
}

// begin writes the intent, unless something of the account came into the
// journal since the plan was made.
func (g *Guard) begin(ctx context.Context, p Plan, intent Entry) error {
	err := g.Journal.AppendIf(ctx, intent, p.seen)
	switch {
	case err == nil:
		return nil
	case errors.Is(err, ErrOvertaken):
		return g.overtaken(ctx, p)
	}
	// The line may have reached the disk all the same.
	_ = g.write(ctx, g.entry(EventOutcome, Result{ID: intent.ID, Target: p.Target, Outcome: NotSent}))
	return noJournal(ctx, err)
}

// overtaken says what came first.
func (g *Guard) overtaken(ctx context.Context, p Plan) error {
	entries, _, err := g.Journal.Entries(ctx, Query{AppID: p.Target.AppID})
	if err != nil {
		return noJournal(ctx, err)
	}
	if err := g.lastLook(p, entries); err != nil {
		return err
	}
	return refuse(RefusedStale, ErrPlanOvertaken)
}

// call asks once more whether the lock is held, and sends.
func (g *Guard) call(ctx context.Context, c Client, t Target, lease Lease) (Outcome, error) {
	alive, cancel := toTheEnd(ctx)
	defer cancel()
	if err := lease.Alive(alive); err != nil {
		return NotSent, refuse(RefusedLost, err)
	}
	err := g.send(ctx, c, t)
	return classify(err), err
}

// toTheEnd is for what must be done once an intent is written, whatever
// becomes of the caller.
func toTheEnd(ctx context.Context) (context.Context, context.CancelFunc) {
	return context.WithTimeout(context.WithoutCancel(ctx), patience)
}

func (g *Guard) write(ctx context.Context, e Entry) error {
	ctx, cancel := toTheEnd(ctx)
	defer cancel()
	return g.Journal.Append(ctx, e)
}

func (g *Guard) release(ctx context.Context, lease Lease) {
	ctx, cancel := toTheEnd(ctx)
	defer cancel()
	lease.Release(ctx)
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
		Alias: t.Alias, AppID: t.AppID, Scope: t.Scope, Path: t.Path, Via: t.Via,
	}
	switch event {
	case EventIntent:
		e.Reason, e.Before, e.Timeout = t.Reason, counters(r.Before), g.timeout().Milliseconds()
		e.Unread = slices.DeleteFunc(slices.Clone(r.paths), func(path string) bool {
			return slices.ContainsFunc(e.Before, func(c Counter) bool { return c.Path == path })
		})
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
