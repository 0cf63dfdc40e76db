package history

import (
	"math"
	"testing"
	"time"
)

// TestTotalsOfAbsurdCounters: what WeChat told wrong is as large as it can be, and never
// less than nothing.
func TestTotalsOfAbsurdCounters(t *testing.T) {
	day := time.Date(2026, 3, 8, 0, 0, 0, 0, time.UTC)
	huge := func(n int) Summary {
		return Summary{Path: "/a", Start: day.AddDate(0, 0, n), Limit: math.MaxInt64, Peak: math.MaxInt64 - 1, Used: math.MaxInt64 - 1}
	}
	totals := Totals([]Summary{huge(0), huge(1), {Path: "/b", Start: day, Used: -3, Peak: -3}})
	if len(totals) != 2 || totals[0].Used != math.MaxInt64 || totals[0].Days != 2 || totals[1].Used != -3 {
		t.Errorf("%+v", totals)
	}
	r := &run{limit: 10}
	for i, used := range []int64{math.MaxInt64, 0, math.MaxInt64 - 1, 0} {
		r.add(sample{at: day.Unix() + int64(i)*3600, used: used}, 10)
	}
	if s := r.summary("/a", dayOf(day.Unix()), day.Unix()+7*3600); s.Used != math.MaxInt64 || s.Clears != 2 {
		t.Errorf("%+v", s)
	}
}
