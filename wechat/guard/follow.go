package guard

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"wxops/wechat"
)

// later is when the counters are read again after a reset, besides at once:
// WeChat can take 20 to 30 minutes to show it.
var later = []time.Duration{time.Minute, 5 * time.Minute, lag}

// overdue is how late a reading still tells something of the reset.
const overdue = 10 * time.Minute

// Follow is a reset whose counters are to be read again now.
type Follow struct {
	Reset Reset
	After time.Duration // 1, 5 or 30 minutes after it
}

// Due gives the resets whose counters are to be read again. It goes by the
// journal alone, so that what one process leaves when it ends, the next one
// takes up, whichever that is.
func (g *Guard) Due(ctx context.Context) ([]Follow, error) {
	now := g.now()
	entries, _, err := g.Journal.Entries(ctx, Query{Since: now.Add(-lag - overdue - longestCall)})
	if err != nil {
		return nil, fmt.Errorf("read the journal: %w", err)
	}
	var follows []Follow
	for _, r := range join(entries) {
		if after := r.due(now, g.timeout()); after > 0 {
			follows = append(follows, Follow{r, after})
		}
	}
	return follows, nil
}

// due gives the reading that is to be made now, 0 for none. One that was missed
// is made up for by the next.
func (r Reset) due(now time.Time, timeout time.Duration) time.Duration {
	age := now.Sub(r.At)
	if r.Outcome != OK && r.Outcome != Unknown || len(r.paths) == 0 || age > lag+overdue || r.underWay(now, timeout) {
		return 0
	}
	for _, after := range slices.Backward(later) {
		if age >= after && r.looked.Before(r.At.Add(after)) {
			return after
		}
		if age >= after {
			return 0
		}
	}
	return 0
}

// Follow makes a reading that is due, and notes in the journal that it was
// made, also when nothing could be read: there is the next one. When another
// process was first, it gives what that one read.
func (g *Guard) Follow(ctx context.Context, c Client, f Follow) ([]wechat.Quota, error) {
	entries, _, err := g.Journal.Entries(ctx, Query{AppID: f.Reset.AppID, Since: f.Reset.At})
	if err != nil {
		return nil, fmt.Errorf("read the journal: %w", err)
	}
	for _, r := range join(entries) {
		if r.ID == f.Reset.ID && !r.looked.Before(f.Reset.At.Add(f.After)) {
			return r.After, nil
		}
	}
	r := Result{ID: f.Reset.ID, Target: f.Reset.target(), paths: f.Reset.paths}
	after, err := g.readAgain(ctx, c, r)
	if len(after) == 0 && err != nil && ctx.Err() == nil {
		err = errors.Join(err, g.write(ctx, g.entry(EventAfter, r)))
	}
	return after, err
}

func (r Reset) target() Target {
	return Target{Alias: r.Alias, AppID: r.AppID, Scope: r.Scope, Path: r.Path, Via: r.Via}
}

// readAgain reads the quota after a reset and notes it in the journal. It gives
// what could be read along with the error of what could not.
func (g *Guard) readAgain(ctx context.Context, c Client, r Result) ([]wechat.Quota, error) {
	r.After = nil
	var errs []error
	for _, reading := range read(ctx, c, r.paths) {
		switch {
		case reading.Err == nil:
			r.After = append(r.After, reading.Quota)
		case !wechat.NoQuota(reading.Err):
			errs = append(errs, reading.Err)
		}
	}
	if len(r.After) > 0 {
		errs = append(errs, g.write(ctx, g.entry(EventAfter, r)))
	}
	return r.After, errors.Join(errs...)
}

// Lagging gives the readings of after whose counter a reset has not lowered
// yet: "accepted, but the counter still shows 500,000" rather than an alarm.
func Lagging(before, after []wechat.Quota) []wechat.Quota {
	used := map[string]int64{}
	for _, q := range before {
		if q.Daily != nil {
			used[q.Path] = q.Daily.Used
		}
	}
	var late []wechat.Quota
	for _, q := range after {
		if was := used[q.Path]; q.Daily != nil && was > 0 && q.Daily.Used >= was {
			late = append(late, q)
		}
	}
	return late
}
