package meter

import (
	"slices"
	"time"
)

// usual is how an API's days go, as the last few went: the calls of each slot of a
// day like the others. It is made once and shared.
type usual struct{ calls [SlotsADay]float32 }

const (
	daysLooked  = 5                   // make a usual day: more reach into other weeks, fewer are moved by one
	oldestDay   = 14 * 24 * time.Hour // what is older tells of another season
	leastSlots  = 8                   // of a day that is to tell anything
	oddLevel    = 8                   // times busier or quieter than the others: no day like them
	atItsLimit  = 50                  // from a 50th below the limit on a counter that is 1 % off may be at it
	mostOfLimit = 2                   // times its limit no counter reaches
)

// usualOf makes a usual day of the days before today, the newest first; nil where
// they tell too little. A day that ran out is censored: nobody knows what people
// would have called afterwards, so the rest of it says nothing.
func usualOf(days []Day, now time.Time) *usual {
	var all [][]float32
	for _, d := range days {
		age := BackAt(now).Sub(d.Start)
		if age < 2*24*time.Hour || age > oldestDay || len(all) == daysLooked {
			continue
		}
		if calls := callsOf(d); len(calls) >= leastSlots {
			all = append(all, calls)
		}
	}
	all, levels := alike(all)
	u := &usual{}
	for s := range u.calls {
		calls, weight := float32(0), float32(0)
		for i, day := range all {
			if s < len(day) {
				calls, weight = calls+day[s], weight+levels[i]
			}
		}
		switch {
		case weight > 0:
			u.calls[s] = calls / weight
		case s > 0: // every day had run out by then: as it went before
			u.calls[s] = mean(u.calls[max(0, s-4):s])
		}
	}
	if total(u.calls[:]) <= 0 {
		return nil
	}
	return u
}

// alike leaves out the days that are like no other, and says how busy each of the
// others was against the typical one.
func alike(all [][]float32) (days [][]float32, levels []float32) {
	typical := typicalOf(all)
	for _, calls := range all {
		level := total(calls) / max(total(typical[:len(calls)]), 1e-9)
		if level > 1./oddLevel && level < oddLevel {
			days, levels = append(days, calls), append(levels, level)
		}
	}
	return days, levels
}

// typicalOf is the median of the days in each slot.
func typicalOf(all [][]float32) (typical [SlotsADay]float32) {
	of := make([]float32, 0, daysLooked)
	for s := range typical {
		of = of[:0]
		for _, calls := range all {
			if s < len(calls) {
				of = append(of, calls[s])
			}
		}
		if n := len(of); n > 0 {
			slices.Sort(of)
			typical[s] = (of[(n-1)/2] + of[n/2]) / 2
		}
	}
	return typical
}

// callsOf are the calls of a day by slot, as far as they are known. What was read
// seldom is spread evenly.
func callsOf(d Day) []float32 {
	calls := make([]float32, SlotsADay)
	before, at := int64(0), -1
	for s, used := range d.Used {
		switch {
		case used < 0, d.Limit > 0 && used/mostOfLimit > d.Limit:
			continue // not read, or no number
		case d.Limit > 0 && used >= d.Limit-d.Limit/atItsLimit, !d.OutAt.IsZero() && d.OutAt.Before(d.Start.Add(time.Duration(s+1)*Slot)):
			return calls[:at+1]
		}
		rise := used - before
		if fell(before, used) {
			rise = used
		}
		if rise < 0 {
			continue // WeChat's counters can be 1 % off
		}
		for i := at + 1; i <= s; i++ {
			calls[i] = float32(rise) / float32(s-at)
		}
		before, at = used, s
	}
	return calls[:at+1]
}

func total(calls []float32) (sum float32) {
	for _, c := range calls {
		sum += c
	}
	return sum
}

func mean(calls []float32) float32 { return total(calls) / float32(max(len(calls), 1)) }
