package guard

import "time"

const (
	// grace is how much longer than its call an intent may wait for its outcome
	// before its process is taken for dead: the life of a lock that nobody renews.
	grace = 45 * time.Second
	// longestCall bounds the deadline that an intent names.
	longestCall = time.Hour
)

// within is the deadline of an intent's call, 0 where its line does not say.
func (e Entry) within() time.Duration {
	return min(time.Duration(min(e.Timeout, longestCall.Milliseconds()))*time.Millisecond, longestCall)
}

// underWay says that the reset may be on the wire: its intent has no outcome
// and is young. Later it is unknown, and in nobody's way. A clock that was set
// back leaves intents in the future; those a little ahead are young, too.
func (r Reset) underWay(now time.Time, timeout time.Duration) bool {
	if r.within > 0 {
		timeout = r.within
	}
	return !r.ended && now.Sub(r.At).Abs() < timeout+grace
}

// UnderWay reports whether a reset of the journal may be on the wire just now, so that
// its outcome is not unknown yet.
func (g *Guard) UnderWay(r Reset) bool { return r.underWay(g.now(), g.timeout()) }

// underWay gives who resets the account just now, by the journal alone: an
// account's lock can be deleted while it is held. It is nil when nobody does.
func (g *Guard) underWay(resets []Reset, appid string) *HeldError {
	now := g.now()
	r := newest(resets, appid, func(r Reset) bool { return r.underWay(now, g.timeout()) })
	if r == nil {
		return nil
	}
	return &HeldError{Who: r.Who, Since: r.At}
}

// lastLook says what in the journal stops the plan, nil when nothing does.
func (g *Guard) lastLook(p Plan, entries []Entry) error {
	if held := g.underWay(join(entries), p.Target.AppID); held != nil {
		return refuse(RefusedHeld, held)
	}
	return p.outdated(entries, g.now())
}
