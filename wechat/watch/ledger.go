package watch

import (
	"context"
	"fmt"
	"time"

	"wxops/wechat"
	"wxops/wechat/guard"
	"wxops/wechat/meter"
)

// ledger is what the journal and the decisions say, as last read. The whole journal is
// read once a month, for what stopped a policy long ago; else only this month's.
type ledger struct {
	guard     *guard.Guard
	decisions *Decisions // nil: none are kept

	at      time.Time // when it was read; zero: it is to be read again
	month   time.Time // when the month began for which all of it was read
	err     error
	resets  []guard.Reset            // since before this month, the newest first
	old     []guard.Reset            // those of policies before that
	byAppID map[string][]guard.Reset // both
	left    func(appid string) guard.Left
	noted   noted
}

// kept is how long a ledger is good where nothing is known to have changed: people
// reset, and resume, in other processes.
const kept = 30 * time.Second

// read brings the ledger up to date, if it is not.
func (l *ledger) read(ctx context.Context, now time.Time) {
	if !l.at.IsZero() && now.Sub(l.at).Abs() < kept {
		return
	}
	whole := l.byAppID == nil || !l.month.Equal(monthOf(now))
	since := before(now)
	if whole {
		since = time.Time{}
	}
	resets, err := l.guard.Since(ctx, since)
	if l.err = err; err != nil {
		l.at = now
		return
	}
	if whole {
		l.month, l.old = monthOf(now), nil
		for _, r := range resets {
			if byWatch(r) && r.At.Before(monthOf(now)) {
				l.old = append(l.old, r)
			}
		}
	}
	l.at, l.resets, l.left = now, resets, l.guard.LeftOf(resets)
	l.byAppID = map[string][]guard.Reset{}
	seen := map[string]bool{}
	for _, of := range [][]guard.Reset{resets, l.old} {
		for _, r := range of {
			if !seen[r.ID] {
				seen[r.ID] = true
				l.byAppID[r.AppID] = append(l.byAppID[r.AppID], r)
			}
		}
	}
	if l.decisions != nil {
		l.noted, l.err = l.decisions.read(now)
	}
}

// stop is why the policy of an account waits for a person; nil where it does not.
func (l *ledger) stop(a meter.Account, appid string, now time.Time) *Stop {
	stops := failing(l.byAppID[appid], l.guard.UnderWay, a.Row, now)
	for _, s := range stops {
		if !l.noted.resumed[s.Reset.ID] {
			return &s
		}
	}
	return nil
}

// monthOf is when the month of a time began in Beijing.
func monthOf(t time.Time) time.Time {
	t = t.In(wechat.Beijing())
	return time.Date(t.Year(), t.Month(), 1, 0, 0, 0, 0, wechat.Beijing())
}

// before is since when resets may be of the month of a time: what was asked for before
// may have ended in it.
func before(t time.Time) time.Time { return monthOf(t).AddDate(0, 0, -2) }

// Resume lets the policy of an account go on, as a person says, and gives what it had
// been stopped by. Only the resets that are known by now are forgiven.
func Resume(ctx context.Context, g *guard.Guard, d *Decisions, alias, appid string, who guard.Who, now time.Time) ([]Stop, error) {
	resets, err := g.Since(ctx, time.Time{})
	if err != nil {
		return nil, err
	}
	known, err := d.read(now)
	if err != nil {
		return nil, err
	}
	var of []guard.Reset
	for _, r := range resets {
		if r.AppID == appid && !known.resumed[r.ID] {
			of = append(of, r)
		}
	}
	nothing := func(string) *meter.Row { return &meter.Row{} }
	stops := failing(of, g.UnderWay, nothing, now)
	if len(stops) == 0 {
		return nil, nil
	}
	l := line{Event: lineResumed, At: now, Alias: alias, AppID: appid, Who: &who}
	for _, s := range stops {
		l.Resets = append(l.Resets, s.Reset.ID)
	}
	if err := d.add(l); err != nil {
		return nil, fmt.Errorf("resume %s: %w", alias, err)
	}
	return stops, nil
}
