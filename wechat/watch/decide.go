package watch

import (
	"slices"
	"time"

	"wxops/wechat/guard"
	"wxops/wechat/meter"
)

// settling is how long WeChat's counters may take to show a clear. Within it neither
// what they say nor another clear is of any use.
const settling = 30 * time.Minute

// judged is when it is said of a clear of the watch whether it helped: the reading after
// settling takes its time. Until then its policy waits for that.
const judged = settling + 2*time.Minute

// Decide says what the policy makes of each API that is at Policy.ResetAt or above, the
// most pressed first. Those that it would clear together stay within the budgets. Where
// the scope is the whole account, there is one decision, about its most pressed API.
func Decide(s Situation) []Decision {
	var all []Decision
	granted := 0
	for _, row := range s.atLimit() {
		d := s.decide(row, granted)
		if s.Policy.Scope == guard.ScopeAll && d.Why == NotChosen {
			continue
		}
		if d.Clear {
			granted++
		}
		all = append(all, d)
	}
	if s.Policy.Scope != guard.ScopeAll || len(all) < 2 {
		return all
	}
	if i := slices.IndexFunc(all, func(d Decision) bool { return d.Clear }); i > 0 {
		return all[i : i+1]
	}
	return all[:1]
}

// atLimit are the rows that the policy is asked about.
func (s Situation) atLimit() []*meter.Row {
	if s.Policy.ResetAt <= 0 {
		return nil
	}
	rows := s.Account.WorstRows(len(s.Account.Rows), s.Now)
	return slices.DeleteFunc(rows, func(r *meter.Row) bool { return r.Pressed(s.Now) < s.Policy.ResetAt })
}

// decide is the decision about one row, where so many others are to be cleared before it.
func (s Situation) decide(row *meter.Row, granted int) Decision {
	left, gone := s.Left.Of(s.Policy.Scope)
	d := Decision{
		Path: row.Path, Target: s.target(row.Path), Percent: row.Pressed(s.Now),
		Left: left - granted, Own: s.own() + granted,
	}
	for _, rule := range []func(*meter.Row, Decision) (Why, time.Time){
		s.forbidden, s.unsure, s.recent, s.early,
	} {
		if d.Why, d.Until = rule(row, d); d.Why != "" {
			return d
		}
	}
	monthEnds := guard.MonthEnds(s.Now)
	switch {
	case d.Left <= 0 || gone && left <= 0:
		d.Why, d.Until = MonthGone, monthEnds
	case d.Own >= s.Policy.PerMonth:
		d.Why, d.Until = SpentOwn, monthEnds
	case d.Left-1 < s.Policy.KeepBack:
		d.Why, d.Until = KeptBack, monthEnds
	default:
		d.Why, d.Clear = Due, true
	}
	return d
}

// forbidden is what no number changes.
func (s Situation) forbidden(row *meter.Row, _ Decision) (Why, time.Time) {
	switch {
	case len(s.Policy.APIs) > 0 && !slices.Contains(s.Policy.APIs, row.Path):
		return NotChosen, time.Time{}
	case s.ReadOnly:
		return ReadOnly, time.Time{}
	case s.Stop != nil:
		return Waits, time.Time{}
	}
	return "", time.Time{}
}

// unsure: a clear goes by numbers that are good.
func (s Situation) unsure(row *meter.Row, _ Decision) (Why, time.Time) {
	if s.Account.Stale(row, s.Now) {
		return Old, time.Time{}
	}
	return "", time.Time{}
}

// recent: what was cleared just now may not show yet, and what WeChat refused just now
// it will refuse again. A clock that was set back leaves resets in the future.
func (s Situation) recent(_ *meter.Row, d Decision) (Why, time.Time) {
	for _, r := range s.Resets {
		wait := settling
		if byWatch(r) && r.Outcome == guard.OK {
			wait = judged
		}
		if s.Now.Sub(r.At).Abs() < wait && (r.Counts() || byWatch(r)) && r.Touches(d.Target) {
			return Recent, r.At.Add(wait)
		}
	}
	return "", time.Time{}
}

// early: it is not out for long enough, or the quota comes back by itself.
func (s Situation) early(row *meter.Row, _ Decision) (Why, time.Time) {
	if back := meter.BackAt(s.Now); s.Policy.DayEndsWithin > 0 && back.Sub(s.Now) <= s.Policy.DayEndsWithin {
		return BackSoon, back
	}
	if s.Policy.OnlyIfOutFor <= 0 {
		return "", time.Time{}
	}
	f := s.Account.Forecast(row, s.Now)
	if f.Saying != meter.IsOut {
		return NotOutLong, time.Time{}
	}
	since := f.At
	if since.IsZero() { // the first look of the day found it so
		since = row.At
		if len(row.Samples) > 0 {
			since = row.Samples[0].At
		}
	}
	if until := since.Add(s.Policy.OnlyIfOutFor); s.Now.Before(until) {
		return NotOutLong, until
	}
	return "", time.Time{}
}

// own counts what the watch spent of the scope's budget this month.
func (s Situation) own() int {
	n := 0
	for _, r := range s.Resets {
		if byWatch(r) && r.Scope == s.Policy.Scope && r.Counts() && guard.MonthEnds(r.At).Equal(guard.MonthEnds(s.Now)) {
			n++
		}
	}
	return n
}

func (s Situation) target(path string) guard.Target {
	t := guard.Target{Alias: s.Account.ID, AppID: s.AppID, Scope: s.Policy.Scope, Path: path, Via: guard.ViaToken, ReadOnly: s.ReadOnly}
	if t.Scope == guard.ScopeAll {
		t.Path = ""
	}
	return t
}
