package history

import (
	"cmp"
	"math"
	"slices"
	"time"

	"wxops/wechat"
)

// Total is an API over several days.
type Total struct {
	Path    string
	Limit   int64 // as told on the newest of the days; 0: not known
	Days    int   // days of which something is known
	DaysOut int   // days on which no call was left at some time
	OutFor  time.Duration
	// First and Usual are the earliest and the middle time of day at which it was
	// out, since midnight in Beijing; they count only where DaysOut does.
	First, Usual time.Duration
	Peak         Summary // the day with the highest counter
	Used         int64   // calls of all the days
}

// Percent is the highest counter as a part of the limit, in whole per cent.
func (s Summary) Percent() int64 {
	d := wechat.Daily{Limit: s.Limit, Used: s.Peak, Remain: 1}
	if !s.OutAt.IsZero() {
		d.Remain = 0
	}
	return d.Percent()
}

// Worst orders days of different APIs: what was out, the earliest first, then by the
// part of the limit that was used.
func Worst(a, b Summary) int {
	switch aOut, bOut := !a.OutAt.IsZero(), !b.OutAt.IsZero(); {
	case aOut && bOut:
		return cmp.Or(a.OutAt.Compare(b.OutAt), cmp.Compare(a.Path, b.Path))
	case aOut:
		return -1
	case bOut:
		return 1
	}
	return cmp.Or(cmp.Compare(b.Percent(), a.Percent()), cmp.Compare(b.Peak, a.Peak), cmp.Compare(a.Path, b.Path))
}

// Totals adds up days by API; the one that was out on most days comes first.
func Totals(days []Summary) []Total {
	byPath := map[string][]Summary{}
	for _, d := range days {
		byPath[d.Path] = append(byPath[d.Path], d)
	}
	all := make([]Total, 0, len(byPath))
	for _, its := range byPath {
		all = append(all, total(its))
	}
	slices.SortFunc(all, func(a, b Total) int {
		return cmp.Or(cmp.Compare(b.DaysOut, a.DaysOut), cmp.Compare(b.OutFor, a.OutFor), cmp.Compare(b.Peak.Percent(), a.Peak.Percent()), cmp.Compare(a.Path, b.Path))
	})
	return all
}

func total(days []Summary) Total {
	slices.SortStableFunc(days, func(a, b Summary) int { return a.Start.Compare(b.Start) })
	t := Total{Path: days[0].Path, Days: len(days), Peak: days[0]}
	var out []time.Duration
	for _, d := range days {
		t.Limit = cmp.Or(d.Limit, t.Limit)
		t.Used, t.OutFor = plus(t.Used, d.Used), t.OutFor+d.OutFor
		if d.Peak > t.Peak.Peak {
			t.Peak = d
		}
		if !d.OutAt.IsZero() {
			out = append(out, d.OutAt.Sub(d.Start))
		}
	}
	if t.DaysOut = len(out); t.DaysOut > 0 {
		slices.Sort(out)
		t.First, t.Usual = out[0], out[(len(out)-1)/2]
	}
	return t
}

// plus adds counts, of which a wrong one may be as large as a number can be.
func plus(a, b int64) int64 {
	if b > 0 && a > math.MaxInt64-b {
		return math.MaxInt64
	}
	return a + b
}
