package meter

import "time"

// How late a counter may be, and how that is seen.
const (
	mostLag  = 30 * time.Minute
	lagLook  = 8 * time.Minute  // so soon a counter is read again that may be late
	lagSeen  = time.Hour        // what has not risen until then had nothing to count
	lagPace  = 30 * time.Minute // from the first calls seen: they tell how many there were before
	lagCalls = 4                // so many would have been seen
)

// lag is how late the counter of a day is. WeChat's are 3 to 25 minutes late: so long a
// counter stays at 0 after midnight, and then shows the calls of the time since. It is 0
// where no reading showed 0 that should not have.
func lag(samples []Sample) time.Duration {
	midnight, first := midnightOf(samples[0].At), firstCalls(samples)
	if first == 0 || first+1 >= len(samples) || samples[first].At.Sub(midnight) > lagSeen {
		return 0
	}
	risen, next := samples[first], first+1
	for next+1 < len(samples) && samples[next].At.Sub(risen.At) < lagPace {
		next++
	}
	pace := perSecond(risen, samples[next])
	least := samples[first-1].At.Sub(midnight).Seconds()
	if least*pace < lagCalls {
		return 0 // it may have had nothing to show
	}
	late := risen.At.Sub(midnight).Seconds() - float64(risen.Used)/pace
	return min(time.Duration(max(late, least)*float64(time.Second)), mostLag)
}

// firstCalls is the first of a day's samples that shows any.
func firstCalls(samples []Sample) int {
	for i, s := range samples {
		if s.Used > 0 {
			return i
		}
	}
	return len(samples)
}

// sooner is a time by the counter as it is without its lag: what was called in the meantime
// is used up already.
func (e *estimator) sooner(at time.Time) time.Time {
	at, last := at.Add(-lag(e.samples)), e.samples[len(e.samples)-1].At
	if at.Before(last) {
		return last
	}
	return at
}

// mayLag reports whether the counter need not show yet what was called since midnight.
func (e *estimator) mayLag() bool {
	last := e.samples[len(e.samples)-1]
	return last.Used == 0 && last.At.Sub(e.midnight) < mostLag
}
