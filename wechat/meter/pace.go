package meter

import (
	"slices"
	"time"

	"wxops/wechat"
)

// Sample is one reading of a counter, kept to see how fast it rises.
type Sample struct {
	At   time.Time
	Used int64
}

// window is how far back the present pace looks.
const window = 10 * time.Minute

// pace is how fast a counter rises now, in calls a second: the median of the
// slopes between all pairs of the samples that tell of the present. It is 0 when
// the counter stands still or too little is known.
func pace(samples []Sample) float64 {
	samples = present(samples)
	var slopes []float64
	for i, a := range samples {
		for _, b := range samples[i+1:] {
			if span := b.At.Sub(a.At); span > 0 {
				slopes = append(slopes, (float64(b.Used)-float64(a.Used))/span.Seconds())
			}
		}
	}
	if len(slopes) == 0 {
		return 0
	}
	slices.Sort(slopes)
	low, high := slopes[(len(slopes)-1)/2], slopes[len(slopes)/2]
	return max(0, (low+high)/2)
}

// present leaves out what says nothing of the counter as it rises now: what is
// older than the window, or of another day, what its neighbours prove wrong, and
// what came before a reset.
func present(samples []Sample) []Sample {
	if len(samples) == 0 {
		return nil
	}
	last := samples[len(samples)-1]
	begin := slices.IndexFunc(samples, func(s Sample) bool {
		return last.At.Sub(s.At) <= window && BackAt(s.At).Equal(BackAt(last.At))
	})
	samples = plausible(samples[begin:])
	for i := len(samples) - 1; i > 0; i-- {
		if fell(samples[i-1], samples[i]) {
			return samples[i:]
		}
	}
	return samples
}

// plausible leaves out a sample that does not lie between its neighbours while
// they stand in order: a counter that only rises cannot have been there.
func plausible(samples []Sample) []Sample {
	kept := samples[:0:0]
	for i, s := range samples {
		if i > 0 && i < len(samples)-1 {
			before, after := samples[i-1].Used, samples[i+1].Used
			if before <= after && (s.Used < before || s.Used > after) {
				continue
			}
		}
		kept = append(kept, s)
	}
	return kept
}

// fell reports whether a counter was cleared between two samples. WeChat's
// counters can be 1 % off, so it takes more than a fifth.
func fell(a, b Sample) bool { return b.Used < a.Used-a.Used/5 }

// outAt is when a quota will be used up at a pace; zero when it already is, or
// will not be before the day ends in Beijing.
func outAt(d *wechat.Daily, at time.Time, pace float64) time.Time {
	if d == nil || d.Limit <= 0 || d.Remain <= 0 || pace <= 0 {
		return time.Time{}
	}
	// Compared in seconds: a Duration holds no more than 292 years.
	left := float64(d.Remain) / pace
	if left >= BackAt(at).Sub(at).Seconds() {
		return time.Time{}
	}
	return at.Add(time.Duration(left * float64(time.Second)))
}
