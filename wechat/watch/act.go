package watch

import (
	"context"
	"errors"
	"slices"
	"time"

	"wxops/wechat"
	"wxops/wechat/guard"
	"wxops/wechat/meter"
)

// act is what became of something that was done for an account off the loop.
type act struct {
	of       *account
	decision *Decision     // nil: it was a reading after a reset
	result   *guard.Result // nil: nothing was sent
	read     []wechat.Quota
	at       time.Time
}

// codeDailyLimit is WeChat's word that a daily quota is used up.
const codeDailyLimit = 45009

// decide asks the policy of an account, tells what is new, and lets one reset begin.
func (w *Watch) decide(ctx context.Context, a *account, known meter.Account) {
	if a.Policy.ResetAt <= 0 || !a.started {
		return
	}
	now := w.cfg.Now()
	s := w.situation(a, known, now)
	decisions := Decide(s)
	w.forget(a, decisions)
	for _, d := range decisions {
		switch {
		case d.Clear && w.ledger.err != nil, w.ledger.byAppID == nil:
			d.Clear, d.Why, d.Until = false, Unjournaled, time.Time{}
		case d.Clear && w.cfg.DryRun:
		case d.Clear && (a.acting || a.resting(now, w.cfg.Every)):
			continue // what keeps it is told when it ends
		case d.Clear:
			w.begins(ctx, a, s, d)
			continue
		}
		w.decided(a, known, d)
	}
}

func (w *Watch) situation(a *account, known meter.Account, now time.Time) Situation {
	return Situation{
		Policy: a.Policy, Account: known, AppID: a.AppID, Left: w.left(a.AppID), Resets: w.ledger.byAppID[a.AppID],
		ReadOnly: a.ReadOnly || w.cfg.Guard.ReadOnly, Stop: w.ledger.stop(known, a.AppID, now), Now: now,
	}
}

func (w *Watch) left(appid string) guard.Left {
	if w.ledger.left == nil {
		return guard.Left{}
	}
	return w.ledger.left(appid)
}

// forget drops what was told of APIs that are no longer at the limit.
func (w *Watch) forget(a *account, decisions []Decision) {
	for path := range a.why {
		there := false
		for _, d := range decisions {
			there = there || d.Path == path
		}
		if !there {
			delete(a.why, path)
		}
	}
}

// decided tells a decision that is another than before, and keeps it.
func (w *Watch) decided(a *account, known meter.Account, d Decision) {
	if a.why[d.Path] == d.Why {
		return
	}
	a.why[d.Path] = d.Why
	now := w.cfg.Now()
	w.tell(w.about(a, known, d.Path, Event{At: now, Kind: Decided, Decision: &d}))
	of := about{a.AppID, d.Path}
	if w.cfg.Decisions == nil || w.cfg.DryRun || d.Clear || w.ledger.noted.why[of] == d.Why {
		return
	}
	if w.ledger.noted.why != nil { // else the journal could never be read, nor what is noted
		w.ledger.noted.why[of] = d.Why
	}
	w.say("decisions", w.cfg.Decisions.add(line{
		Event: lineHold, At: now, Alias: a.Alias, AppID: a.AppID, Path: d.Path,
		Why: d.Why, Percent: d.Percent, Left: &d.Left, Own: &d.Own, Until: d.Until,
	}))
}

// begins lets a reset go its way, off the loop, so that a slow one delays nobody.
func (w *Watch) begins(ctx context.Context, a *account, s Situation, d Decision) {
	acc := a.Account
	w.send(a, func() act { return w.carryOut(ctx, acc, s, d) })
}

// send does something for an account off the loop and hands the loop what came of it,
// unless there is none any more.
func (w *Watch) send(a *account, deed func() act) {
	a.acting, w.busy = true, w.busy+1
	go func() {
		out := deed()
		out.of, out.at = a, w.cfg.Now()
		select {
		case w.acts <- out:
		case <-w.gone:
		}
	}()
}

// carryOut plans, which reads again, decides once more by what that says, and resets.
func (w *Watch) carryOut(ctx context.Context, a Account, s Situation, d Decision) act {
	held := func(why Why) act {
		d.Clear, d.Why, d.Until = false, why, time.Time{}
		return act{decision: &d}
	}
	client, err := a.Client()
	if err != nil {
		return held(Unread)
	}
	plan, err := w.cfg.Guard.Plan(ctx, client, d.Target, a.Target.Paths)
	switch {
	case err != nil:
		return held(why(err))
	case plan.Deadlock:
		return held(TokenGone)
	case plan.UnderWay != nil:
		return held(Overtaken)
	}
	now := w.cfg.Now()
	// The ledger may be of half a minute ago; what comes after this, the plan does not survive.
	if s.Resets, err = w.resetsOf(ctx, a.AppID, now); err != nil {
		return held(Unjournaled)
	}
	s.Now, s.Left, s.Account = now, plan.Left, readAgain(s.Account, plan.Before, now, w.cfg.Every)
	again := Decision{Why: NotNow}
	for _, other := range Decide(s) {
		if other.Path == d.Path || d.Target.Scope == guard.ScopeAll {
			again = other
			break
		}
	}
	if len(plan.Before) == 0 {
		return held(Unread)
	}
	if !again.Clear {
		out := held(again.Why)
		out.decision.Until, out.read = again.Until, plan.Before
		return out
	}
	d = again
	plan.Target.Reason = reason(d)
	result := w.cfg.Guard.Reset(ctx, client, plan)
	var refused *guard.RefusedError
	if result.Outcome == guard.NotSent && errors.As(result.Err, &refused) {
		out := held(why(result.Err))
		out.read = plan.Before
		return out
	}
	return act{decision: &d, result: &result, read: result.After}
}

// resetsOf is what the journal says of an account this month, by now.
func (w *Watch) resetsOf(ctx context.Context, appid string, now time.Time) ([]guard.Reset, error) {
	resets, err := w.cfg.Guard.Since(ctx, before(now))
	return slices.DeleteFunc(resets, func(r guard.Reset) bool { return r.AppID != appid }), err
}

// reason is what the journal says of a reset of the watch's own.
func reason(d Decision) string { return "policy: " + d.Path + " is used up" }

// why tells a refusal, or that nothing could be read.
func why(err error) Why {
	var refused *guard.RefusedError
	if !errors.As(err, &refused) {
		if wechat.Code(err) == codeDailyLimit {
			return TokenGone
		}
		return Unread
	}
	switch refused.Why {
	case guard.RefusedReadOnly:
		return ReadOnly
	case guard.RefusedHeld, guard.RefusedStale, guard.RefusedLost:
		return Overtaken
	}
	return Unjournaled
}

// readAgain puts numbers of just now into what is known of an account.
func readAgain(a meter.Account, quotas []wechat.Quota, now time.Time, refresh time.Duration) meter.Account {
	rows := make([]*meter.Row, len(a.Rows))
	for i, r := range a.Rows {
		rows[i] = r
		for _, q := range quotas {
			if q.Path == r.Path {
				rows[i] = r.With(wechat.Reading{Path: q.Path, Quota: q}, now, refresh)
			}
		}
	}
	a.Rows, a.Err = rows, nil
	return a
}

// done takes over what came of a deed.
func (w *Watch) done(out act) {
	w.busy--
	w.ledger.at = time.Time{}
	a, known := out.of, meter.Account{ID: out.of.Alias}
	a.acting = false
	if w.accounts[a.Alias] == a { // else its alias is gone by now, or another account's
		for _, q := range out.read {
			w.cfg.Fleet.Take(a.Alias, wechat.Reading{Path: q.Path, Quota: q}, out.at)
		}
		known = w.knownOf(a.Alias)
	}
	switch {
	case out.decision == nil:
	case out.result == nil:
		a.rests(w.cfg.Now(), w.cfg.Every)
		w.decided(a, known, *out.decision)
	default:
		if out.result.Outcome == guard.NotSent {
			a.rests(w.cfg.Now(), w.cfg.Every)
		}
		delete(a.why, out.decision.Path)
		e := Event{At: w.cfg.Now(), Kind: Reset, Decision: out.decision, Result: out.result, Err: out.result.Err}
		w.tell(w.about(a, known, out.decision.Path, e))
	}
}

// rests keeps an account from being tried again at once: what keeps it now may keep it
// for long, and each try costs a reading.
func (a *account) rests(now time.Time, every time.Duration) {
	a.rest = now.Add(max(every, time.Minute))
}

// resting holds for no longer than that, also where the clock was set back since.
func (a *account) resting(now time.Time, every time.Duration) bool {
	left := a.rest.Sub(now)
	return left > 0 && left <= max(every, time.Minute)
}

// knownOf is what the fleet knows of an account.
func (w *Watch) knownOf(alias string) meter.Account {
	for _, a := range w.cfg.Fleet.Accounts() {
		if a.ID == alias {
			return a
		}
	}
	return meter.Account{ID: alias}
}

// follow makes the readings after a reset that are due, whoever made it.
func (w *Watch) follow(ctx context.Context) {
	now := w.cfg.Now()
	if w.ledger.err != nil || w.cfg.DryRun || now.Sub(w.followed).Abs() < w.cfg.Beat ||
		len(w.ledger.resets) == 0 || now.Sub(w.ledger.resets[0].At) > 2*settling {
		return
	}
	w.followed = now
	due, err := w.cfg.Guard.Due(ctx)
	if err != nil {
		return // the ledger says so, too
	}
	for _, f := range due {
		a := w.byAppID(f.Reset.AppID)
		if a == nil || a.acting {
			continue
		}
		acc := a.Account
		w.send(a, func() act {
			var out act
			if client, err := acc.Client(); err == nil {
				out.read, _ = w.cfg.Guard.Follow(ctx, client, f) // the journal notes that it was tried
			}
			return out
		})
	}
}

func (w *Watch) byAppID(appid string) *account {
	for _, alias := range w.order {
		if a := w.accounts[alias]; a.AppID == appid && a.Cannot == nil {
			return a
		}
	}
	return nil
}
