package meter

import (
	"cmp"
	"slices"
	"time"
)

// slots is the calls in each slot of a day.
type slots [SlotsADay]float64

// midnightOf is when the day of a time began in Beijing.
func midnightOf(at time.Time) time.Time { return BackAt(at).Add(-24 * time.Hour) }

// slotOf is how many slots a time is after another.
func slotOf(at, midnight time.Time) float64 { return float64(at.Sub(midnight)) / float64(Slot) }

// slotPart is how much of a slot lies between two times of the day.
func slotPart(slot int, from, to float64) float64 {
	return max(0, min(to, float64(slot+1))-max(from, float64(slot)))
}

// between is what a day's slots hold between two times of it.
func (d *slots) between(from, to float64) (sum float64) {
	for s := max(0, int(from)); s < SlotsADay && float64(s) < to; s++ {
		sum += d[s] * slotPart(s, from, to)
	}
	return sum
}

// spread puts calls between two times of the day, in the proportions of shape.
func (d *slots) spread(from, to, calls float64, shape *slots) {
	whole := shape.between(from, to)
	if whole <= 0 {
		return
	}
	for s := int(from); s < SlotsADay && float64(s) < to; s++ {
		d[s] += calls * shape[s] * slotPart(s, from, to) / whole
	}
}

// today spreads what was called between the samples of a day over the time
// between them.
func today(samples []Sample, shape *slots) (d slots) {
	midnight := midnightOf(samples[0].At)
	before, at := int64(0), 0.0
	for _, s := range samples {
		rise := s.Used - before
		if fell(before, s.Used) {
			rise = s.Used
		}
		to := slotOf(s.At, midnight)
		if to > at && rise > 0 {
			d.spread(at, to, float64(rise), shape)
		}
		before, at = s.Used, max(at, to)
	}
	return d
}

// middle is how many times as many calls as the shape has were made between two
// times of the day: the mean of the middle half of the slots, so that neither a
// surge that filled less than a quarter of the time nor a pause moves it.
func (d *slots) middle(from, to float64, shape *slots) float64 {
	type part struct{ ratio, weight float64 }
	var buf [SlotsADay]part
	parts, whole := buf[:0], 0.0
	for s := max(0, int(from)); s < SlotsADay && float64(s) < to; s++ {
		if w := shape[s] * slotPart(s, 0, to); w > 0 {
			parts, whole = append(parts, part{d[s] / w, w}), whole+w
		}
	}
	if whole <= 0 {
		return 0
	}
	slices.SortFunc(parts, func(a, b part) int { return cmp.Compare(a.ratio, b.ratio) })
	seen, sum := 0.0, 0.0
	for _, p := range parts {
		sum += p.ratio * max(0, min(seen+p.weight, whole*3/4)-max(seen, whole/4))
		seen += p.weight
	}
	return sum / (whole / 2)
}
