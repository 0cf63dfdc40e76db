package watch

import (
	"slices"
	"time"

	"wxops/wechat"
	"wxops/wechat/guard"
	"wxops/wechat/meter"
)

// Stop is why the policy of an account does nothing until a person resumes it.
type Stop struct {
	Why   StopWhy
	Reset guard.Reset // the newest that it is about
}

// StopWhy is the reason of a stop.
type StopWhy string

// The reasons of a stop.
const (
	OutcomeUnknown StopWhy = "the outcome of a reset is unknown"
	DidNotHelp     StopWhy = "a reset did not help within 30 minutes"
)

// failing are the resets of a policy that stop it, the newest first. The journal alone
// says so, beside what is known of the counters now: a process that dies forgets nothing.
func failing(resets []guard.Reset, underWay func(guard.Reset) bool, row func(path string) *meter.Row, now time.Time) []Stop {
	var stops []Stop
	for _, r := range resets {
		switch {
		case !byWatch(r):
		case r.Outcome == guard.Unknown:
			if !underWay(r) {
				stops = append(stops, Stop{OutcomeUnknown, r})
			}
		case r.Outcome == guard.OK && now.Sub(r.At) >= judged && !helped(r, row):
			stops = append(stops, Stop{DidNotHelp, r})
		}
	}
	return stops
}

// helped reports whether a counter was seen below what it was before the reset. Where
// midnight came first, it cannot be told any more.
func helped(r guard.Reset, row func(path string) *meter.Row) bool {
	back := meter.BackAt(r.At)
	if r.Lowered() || back.Sub(r.At) <= settling {
		return true
	}
	return slices.ContainsFunc(r.Before, func(was wechat.Quota) bool {
		if was.Daily == nil {
			return false
		}
		return slices.ContainsFunc(row(was.Path).Samples, func(s meter.Sample) bool {
			return s.At.After(r.At) && s.At.Before(back) && s.Used < was.Daily.Used
		})
	})
}
