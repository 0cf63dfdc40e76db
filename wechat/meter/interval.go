package meter

import (
	"time"

	"wxops/wechat"
)

// How far a counter may move, in parts of its limit, before it is read again. A
// shown number is to be off by 1 % at most, and by half of that near the limit;
// what is expected is less, because a pace is a guess.
const (
	mayMove     = .0077
	mayMoveNear = .0029
	nearPart    = .8
	fullPart    = .97
)

// The longest intervals, in refreshes and whatever the refresh is: the longer ones for a
// row whose last days are known.
const (
	mostRefreshes   = 16
	mostUsual       = 28
	longestInterval = 20 * time.Minute
	longestUsual    = 30 * time.Minute
)

// firstLook is how soon a row is read again whose pace is not known; near its limit
// that is at the next refresh.
const firstLook = time.Minute

// Due is when the row is to be read next, where the most pressed are read once a
// refresh: the zero time at once; false where there is nothing to read, or only when asked.
func (r *Row) Due(refresh time.Duration) (time.Time, bool) {
	switch {
	case refresh <= 0, r.NoQuota():
		return time.Time{}, false
	case r.Err != nil:
		return r.tried.Add(refresh), true
	case !r.Read():
		return time.Time{}, true
	}
	due := r.At.Add(r.interval(refresh))
	if back := BackAt(r.At); back.Before(due) {
		return back, true
	}
	return due, true
}

// believe says until when the numbers may be believed: twice as long as they
// stand, so that a late answer marks nothing.
func (r *Row) believe(refresh time.Duration) {
	r.good = r.At.Add(max(2*time.Minute, 2*r.interval(refresh)))
}

// interval is how long to wait before the row is read again, in whole refreshes.
func (r *Row) interval(refresh time.Duration) time.Duration {
	longest := min(mostRefreshes*refresh, longestInterval)
	if r.usual != nil {
		longest = min(mostUsual*refresh, longestUsual)
	}
	return max(refresh, min(r.ends.holds.Round(max(refresh, 1)), longest))
}

// holds is how long the counter takes to move as far as it may: at its present
// pace, or at that of a usual day, whichever is faster.
func (e *estimator) holds(d *wechat.Daily) time.Duration {
	part := d.Part()
	may := e.limit * min(mayMove, max(mayMoveNear, nearPart-part))
	recent, level := e.recent(), 0.0
	if e.usual {
		level = e.level(soonSlots)
		if u := level * e.shape[min(int(e.now), SlotsADay-1)]; recent < agrees*u && u < agrees*recent {
			recent = 0 // they agree, and the usual one is the steadier
		}
		if part > fullPart && e.stands(level) {
			level *= .3
		}
	}
	at, moved := e.now, 0.0
	for s := int(e.now); s < SlotsADay; s++ {
		// A usual day knows to a quarter of an hour when something begins.
		pace := max(recent, level*e.shape[s], .3*level*e.shape[min(s+1, SlotsADay-1)])
		if more := pace * (float64(s+1) - at); moved+more < may {
			moved, at = moved+more, float64(s+1)
			continue
		}
		at += (may - moved) / pace
		break
	}
	holds := time.Duration((at - e.now) * float64(Slot))
	switch known := len(e.samples) >= fewReadings; {
	case !known && part >= nearPart:
		return 0
	case known && e.usual && e.mayLag():
		return min(holds, lagLook)
	case !known:
		return min(holds, firstLook)
	}
	return holds
}

// recent is the pace of the last readings, in calls a slot: that of the last two
// where they are minutes apart, or where it doubled.
func (e *estimator) recent() float64 {
	n := len(e.samples)
	if n < 2 {
		return float64(e.samples[0].Used) / max(e.now, 1)
	}
	a, b := e.samples[n-2], e.samples[n-1]
	last := max(0, float64(b.Used-a.Used)) / max(slotOf(b.At, a.At), 1e-3)
	if slotOf(b.At, a.At) < 1./3 && last < 2*e.pace {
		return e.pace
	}
	return last
}

// stands reports whether the counter hardly moved in the last readings, against a
// usual day. At its limit it does: there WeChat's may stand a little below it for ever.
func (e *estimator) stands(level float64) bool {
	n := len(e.samples)
	if n < fewReadings {
		return false
	}
	a, b := e.samples[n-3], e.samples[n-1]
	return float64(b.Used-a.Used) < level*e.shape.between(slotOf(a.At, e.midnight), e.now)/4
}

// BackAt is the next midnight in Beijing, when WeChat gives the day's quotas back.
func BackAt(now time.Time) time.Time {
	const day, ahead = 24 * 60 * 60, 8 * 60 * 60 // Beijing is so many seconds ahead of UTC, all the year
	days := (now.Unix() + ahead) / day
	if now.Unix()+ahead < days*day {
		days--
	}
	return time.Unix((days+1)*day-ahead, 0).In(wechat.Beijing())
}
