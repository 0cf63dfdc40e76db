package meter

import (
	"testing"
	"time"
)

// evenDays are five days of 100 calls a slot, and of limit.
func evenDays(limit int64) []Day {
	days := make([]Day, daysLooked)
	for i := range days {
		days[i] = Day{Start: midnightOf(noon).AddDate(0, 0, -1-i), Limit: limit}
		for s := range days[i].Used {
			days[i].Used[s] = 100 * int64(s+1)
		}
	}
	return days
}

// goes is a row of even days, read every two minutes until noon, late; each slot of today has
// calls of its own.
func goes(limit int64, late time.Duration, calls func(slot int) float64) *Row {
	r := (&Row{Path: "a"}).Knowing(evenDays(limit), noon, refresh)
	midnight := midnightOf(noon)
	for at := midnight; !at.After(noon); at = at.Add(2 * time.Minute) {
		used, until := 0.0, slotOf(at.Add(-late), midnight)
		for s := range SlotsADay {
			used += calls(s) * slotPart(s, 0, until)
		}
		r = r.With(reading("a", limit, int64(used), limit-int64(used)), at, refresh)
	}
	return r
}

// TestTodayIsComparedWithAUsualDay: as busy as it is, or since it changed, and what is
// many times busier than before ends as it came.
func TestTodayIsComparedWithAUsualDay(t *testing.T) {
	from := func(slot int, times float64) func(int) float64 {
		return func(s int) float64 {
			if s < slot {
				return 100
			}
			return 100 * times
		}
	}
	for name, c := range map[string]struct {
		limit int64
		calls func(int) float64
		at    time.Time // zero: not today
	}{
		"as usual":                       {9000, from(0, 1), BackAt(noon).Add(-90 * time.Minute)},
		"busier all day":                 {9000, from(0, 1.25), noon.Add(6 * time.Hour)},
		"quieter all day":                {9000, from(0, .8), time.Time{}},
		"a campaign since an hour":       {9000, from(44, 2.5), noon.Add(3*time.Hour + 36*time.Minute)},
		"a campaign since four hours":    {9000, from(32, 2), noon.Add(3*time.Hour + 15*time.Minute)},
		"a surge that would use it up":   {9000, from(47, 20), noon.Add(19 * time.Minute)},
		"a surge that ends before":       {16000, from(46, 12), time.Time{}},
		"a surge that has ended":         {11000, func(s int) float64 { return from(40, 12)(s) / from(43, 12)(s) * 100 }, noon.Add(7*time.Hour + 15*time.Minute)},
		"stands still after a busy half": {9000, func(s int) float64 { return from(40, .01)(s) }, time.Time{}},
	} {
		f := said(goes(c.limit, 0, c.calls), noon)
		if c.at.IsZero() != (f.Saying != OutLater) || !c.at.IsZero() && f.At.Sub(c.at).Abs() > 12*time.Minute {
			t.Errorf("%s: %+v, want %v", name, f, c.at)
		}
	}
}

// TestALateCounterIsOutSooner: what was called in the time that a counter is late is
// used up already, but nothing is said for a time that has passed.
func TestALateCounterIsOutSooner(t *testing.T) {
	even := func(int) float64 { return 100 }
	for _, late := range []time.Duration{0, 3 * time.Minute, 10 * time.Minute, 25 * time.Minute} {
		r := goes(6000, late, even)
		if got := lag(r.Samples); (got - late).Abs() > 2*time.Minute {
			t.Errorf("late by %v: %v measured", late, got)
		}
		if f := said(r, noon); f.At.Sub(noon.Add(3*time.Hour)).Abs() > 10*time.Minute {
			t.Errorf("late by %v: %+v", late, f)
		}
		if f := said(goes(4720, late, even), noon); f.Saying == OutLater && f.At.Before(noon) {
			t.Errorf("late by %v: %+v", late, f)
		}
	}
}

func TestHowLateACounterIs(t *testing.T) {
	at := func(minute int, used int64) Sample {
		return Sample{midnightOf(noon).Add(time.Duration(minute) * time.Minute), used}
	}
	for name, c := range map[string]struct {
		samples []Sample
		want    time.Duration
	}{
		"read once":                       {[]Sample{at(20, 10)}, 0},
		"nothing called":                  {[]Sample{at(0, 0), at(20, 0)}, 0},
		"at once":                         {[]Sample{at(0, 0), at(4, 40), at(40, 400)}, 0},
		"seen between":                    {[]Sample{at(0, 0), at(24, 0), at(28, 30), at(60, 350)}, 25 * time.Minute},
		"not seen at 0":                   {[]Sample{at(40, 150), at(70, 450)}, 0},
		"a batch":                         {[]Sample{at(0, 0), at(28, 0), at(32, 900), at(62, 960)}, 28 * time.Minute},
		"too quiet to be seen":            {[]Sample{at(0, 0), at(20, 0), at(24, 2), at(54, 5)}, 0},
		"begins in the morning":           {[]Sample{at(0, 0), at(400, 5), at(430, 900)}, 0},
		"first seen at noon":              {[]Sample{at(720, 7000), at(721, 7010)}, 0},
		"no later than WeChat's ever are": {[]Sample{at(0, 0), at(50, 0), at(55, 1), at(90, 350)}, mostLag},
	} {
		if got := lag(c.samples); got != c.want {
			t.Errorf("%s: %v, want %v", name, got, c.want)
		}
	}
}

// TestTheBeginningOfADayIsKept holds the samples that tell how late a counter is.
func TestTheBeginningOfADayIsKept(t *testing.T) {
	r := goes(100000, 22*time.Minute, func(int) float64 { return 100 })
	first := firstCalls(r.Samples)
	if len(r.Samples) > samplesFine+SlotsADay || first == 0 || r.Samples[first].At.Sub(r.Samples[first-1].At) != 2*time.Minute {
		t.Errorf("%d samples, the first calls at %d", len(r.Samples), first)
	}
}
