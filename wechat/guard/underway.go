package guard

import (
	"errors"
	"slices"
	"time"
)

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

var errIntentGone = errors.New("the intent that was written is not in it")

// first looks again once the intent is in the journal, which puts all intents
// in one order: of two that held the lock at once, because its file was deleted
// in between, the later one finds the earlier one before itself and gives up.
// It gives all entries, too.
func (g *Guard) first(p Plan, id string) ([]Entry, error) {
	entries, err := g.Journal.Entries()
	if err != nil {
		return nil, refuse(RefusedJournal, err)
	}
	before := len(entries) - 1
	for ; before >= 0; before-- {
		if entries[before].ID == id && entries[before].Event == EventIntent {
			return entries, g.lastLook(p, slices.Clip(entries[:before]))
		}
	}
	return nil, refuse(RefusedJournal, errIntentGone)
}

// mark is how far the account's journal was read. It counts and does not
// remember the newest line, which a clock set back could hide.
type mark struct {
	begun int // lines of intents
	ended int // lines of outcomes
}

func markOf(entries []Entry, appid string) mark {
	var m mark
	for _, e := range entries {
		switch {
		case e.AppID != appid:
		case e.Event == EventIntent:
			m.begun++
		case e.Event == EventOutcome:
			m.ended++
		}
	}
	return m
}
