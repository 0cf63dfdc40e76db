package meter

import (
	"slices"
	"time"
)

// Sample is one reading of a counter, kept to see how fast it rises.
type Sample struct {
	At   time.Time
	Used int64
}

// The present pace is that of the last ten minutes, or of the last three
// readings where they are further apart.
const (
	window      = 10 * time.Minute
	widest      = 2 * time.Hour
	samplesFine = 30 // are kept as they came; of the older ones of a day, one a slot
)

// thinned leaves out what is not of the last one's day, and of what is older than the
// present all but one a slot.
func thinned(samples []Sample) []Sample {
	if len(samples) == 0 {
		return nil
	}
	last := samples[len(samples)-1]
	from := len(samples) - samplesFine
	if len(samples) < samplesFine+8 && midnightOf(samples[0].At).Equal(midnightOf(last.At)) {
		return samples
	}
	midnight := midnightOf(last.At)
	kept := make([]Sample, 0, len(samples))
	for i, s := range samples {
		switch {
		case s.At.Before(midnight):
		case i < from && i+1 < len(samples) && !beginning(samples, i) && int(slotOf(s.At, midnight)) == int(slotOf(samples[i+1].At, midnight)):
		default:
			kept = append(kept, s)
		}
	}
	return kept
}

// beginning reports whether a sample is one beside the first calls of a day: they tell how
// late the counter is.
func beginning(samples []Sample, i int) bool {
	first := firstCalls(samples)
	return i == first || i == first-1
}

// pace is how fast a counter rises now, in calls a second: the median of the
// slopes between all pairs of the samples that tell of the present. It is 0 when
// the counter stands still or too little is known.
func pace(samples []Sample) float64 {
	samples = present(samples)
	slopes := make([]float64, 0, len(samples)*(len(samples)-1)/2)
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
	samples = settled(samples)
	if len(samples) == 0 {
		return nil
	}
	last, from := samples[len(samples)-1], len(samples)-1
	for i := from - 1; i >= 0; i-- {
		age := last.At.Sub(samples[i].At)
		if fell(samples[i].Used, samples[i+1].Used) || age > widest || age > window && len(samples)-i > fewReadings {
			break
		}
		from = i
	}
	return samples[from:]
}

// settled are the samples of the last one's day that can be believed.
func settled(samples []Sample) []Sample {
	if len(samples) == 0 {
		return nil
	}
	midnight, from := midnightOf(samples[len(samples)-1].At), len(samples)
	for from > 0 && !samples[from-1].At.Before(midnight) {
		from--
	}
	return plausible(samples[from:])
}

// oddJump and oddPace are a rise from one reading to the next that is confirmed before it is
// believed: in parts of the limit, and against the pace before.
const (
	oddJump = .03
	oddPace = 3
)

// odd reports whether the last sample is one to be confirmed before it is believed: it
// fell, or jumped as a counter seldom does.
func odd(samples []Sample, limit int64) bool {
	n := len(samples)
	if n < 2 {
		return false
	}
	a, b := samples[n-2], samples[n-1]
	rise := float64(b.Used) - float64(a.Used)
	before := perSecond(Sample{At: midnightOf(a.At)}, a)
	if n > 2 {
		before = perSecond(samples[n-3], a)
	}
	return fell(a.Used, b.Used) || rise > oddJump*float64(limit) && perSecond(a, b) > oddPace*before
}

// perSecond is the rise between two samples, in calls a second.
func perSecond(a, b Sample) float64 {
	return (float64(b.Used) - float64(a.Used)) / max(b.At.Sub(a.At).Seconds(), 1)
}

// plausible leaves out a sample that does not lie between its neighbours while
// they stand in order: a counter that only rises cannot have been there.
func plausible(samples []Sample) []Sample {
	stray := func(i int) bool {
		if i == 0 || i == len(samples)-1 {
			return false
		}
		before, used, after := samples[i-1].Used, samples[i].Used, samples[i+1].Used
		return before <= after && (used < before || used > after)
	}
	for i := range samples {
		if !stray(i) {
			continue
		}
		kept := slices.Clone(samples[:i])
		for i++; i < len(samples); i++ {
			if !stray(i) {
				kept = append(kept, samples[i])
			}
		}
		return kept
	}
	return samples // all of them, mostly
}

// fell reports whether a counter was cleared between two readings. WeChat's
// counters can be 1 % off, so it takes more than a fifth.
func fell(before, after int64) bool { return after < before-before/5 }
