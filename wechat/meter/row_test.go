package meter

import (
	"errors"
	"math"
	"testing"
	"time"

	"wxops/wechat"
)

// reads puts readings of used calls of a limit into a row, a minute apart, the last one at noon.
func reads(limit int64, used ...int64) *Row {
	r := &Row{Path: "a"}
	for i, n := range used {
		r = r.With(reading("a", limit, n, limit-n), noon.Add(time.Duration(i+1-len(used))*time.Minute), time.Minute)
	}
	return r
}

func said(r *Row, now time.Time) Forecast { return Account{}.Forecast(r, now) }

func TestAFailedReadingLeavesTheNumbersAndStandsBesideThem(t *testing.T) {
	r := reads(100, 90).With(failed("a", errLost), noon.Add(refresh), refresh)
	if r.Quota.Daily == nil || r.Quota.Daily.Used != 90 || !r.At.Equal(noon) || !errors.Is(r.Err, errLost) {
		t.Errorf("row: %+v", r)
	}
	if due, ok := r.Due(refresh); !ok || !due.Equal(noon.Add(2*refresh)) {
		t.Errorf("due %v, %v", due, ok)
	}
	if !(Account{}).Stale(r, noon.Add(refresh)) || said(r, noon.Add(refresh)) != (Forecast{}) {
		t.Error("a row that could not be read again is not stale")
	}
	if r = r.With(reading("a", 100, 91, 9), noon.Add(time.Minute), refresh); r.Err != nil || r.Used() != 91 {
		t.Errorf("read again: %+v", r)
	}
}

func TestAPathWithoutAQuotaIsReadOnce(t *testing.T) {
	r := reads(100, 90).With(failed("a", errNone), noon.Add(refresh), refresh)
	if _, due := r.Due(refresh); !r.NoQuota() || r.Read() || len(r.Samples) > 0 || due {
		t.Errorf("row %+v", r)
	}
	if _, due := reads(100, 90).Due(0); due {
		t.Error("without a refresh it is due")
	}
}

// TestAReadingWithoutAFigureIsRemembered as it was: it leaves no sample behind.
func TestAReadingWithoutAFigureIsRemembered(t *testing.T) {
	for name, p := range map[string]Past{
		"alone":          {Last: wechat.Quota{Path: "a", At: noon}},
		"after a figure": {Last: wechat.Quota{Path: "a", At: noon}, Today: []Sample{{noon.Add(-time.Hour), 5}}},
		"out, they say":  {Last: wechat.Quota{Path: "a", At: noon}, OutSince: noon.Add(-time.Minute)},
	} {
		r := (&Row{Path: "a"}).Remembering(p, noon, refresh).Knowing(nil, noon, refresh)
		if !r.Read() || r.Used() != -1 || said(r, noon).Saying == IsOut || said(r, noon).Saying == OutLater {
			t.Errorf("%s: %+v", name, r)
		}
	}
}

// TestAnOlderReadingChangesNothing, but where the clock was set back the newest is what
// came last, and what is from the future is stale.
func TestAnOlderReadingChangesNothing(t *testing.T) {
	r := reads(100, 0).With(reading("a", 100, 90, 10), noon.Add(-time.Minute), refresh).With(failed("a", errNone), noon.Add(-time.Minute), refresh)
	if r.Used() != 0 || r.Err != nil {
		t.Errorf("row: %+v", r)
	}
	before := noon.Add(-time.Hour)
	if !(Account{}).Stale(r, before) {
		t.Error("numbers of the future are not stale")
	}
	if r = r.With(reading("a", 100, 90, 10), before, refresh); r.Used() != 90 || !r.At.Equal(before) || len(r.Samples) != 1 {
		t.Errorf("after the clock was set back: %+v", r)
	}
}

// TestHowOftenARowIsRead: as often as its counter moves by what may be off.
func TestHowOftenARowIsRead(t *testing.T) {
	for name, c := range map[string]struct {
		r    *Row
		want time.Duration
	}{
		"stands still":              {reads(1000, 500, 500, 500), mostRefreshes * time.Minute},
		"out":                       {reads(1000, 900, 950, 1000), mostRefreshes * time.Minute},
		"no limit":                  {reads(0, 900, 950, 1000), mostRefreshes * time.Minute},
		"1 % in a minute":           {reads(1000, 480, 490, 500), time.Minute},
		"0.2 % in a minute":         {reads(1000, 496, 498, 500), 4 * time.Minute},
		"as fast, near its limit":   {reads(1000, 896, 898, 900), time.Minute},
		"begins to rise":            {reads(1000, 100, 100, 100, 110), time.Minute},
		"fell":                      {reads(1000, 500, 500, 0), time.Minute},
		"jumped":                    {reads(1000, 300, 301, 900), time.Minute},
		"fell a little":             {reads(1000, 500, 500, 499), mostRefreshes * time.Minute},
		"contradicts itself":        {(&Row{}).With(reading("a", 1000, 10, 500), noon, time.Minute), time.Minute},
		"one reading":               {reads(1000, 300), firstLook},
		"one, near its limit":       {reads(1000, 800), time.Minute},
		"two, near its limit":       {reads(1000, 800, 800), time.Minute},
		"stands still at its limit": {reads(1000, 999, 999, 999), mostRefreshes * time.Minute},
	} {
		if due, ok := c.r.Due(time.Minute); !ok || due.Sub(noon) != c.want {
			t.Errorf("%s: due after %v, want %v", name, due.Sub(noon), c.want)
		}
		if late := noon.Add(max(2*time.Minute, 2*c.want)); (Account{}).Stale(c.r, late) || !(Account{}).Stale(c.r, late.Add(time.Second)) {
			t.Errorf("%s: stale not just after %v", name, late.Sub(noon))
		}
	}
	if due, ok := (&Row{}).Due(time.Minute); !ok || !due.IsZero() {
		t.Errorf("not read yet: due %v", due)
	}
}

// TestAnAccountReadTooFastHasNoOldNumbers: they are as good as they were, until their time is over.
func TestAnAccountReadTooFastHasNoOldNumbers(t *testing.T) {
	r := reads(1000, 500, 500, 500)
	for code, want := range map[int64]bool{45011: false, 40164: true} {
		if got := (Account{Err: &wechat.Error{Code: code}}).Stale(r, noon); got != want {
			t.Errorf("errcode %d: stale is %v, want %v", code, got, want)
		}
	}
	if !(Account{Err: &wechat.Error{Code: 45011}}).Stale(r, noon.Add(time.Hour)) {
		t.Error("an hour later they are still good")
	}
}

func TestMidnightInBeijingMakesEverythingOld(t *testing.T) {
	evening := BackAt(noon).Add(-time.Minute)
	r := (&Row{}).With(reading("a", 1000, 1000, 0), evening, time.Minute)
	if due, _ := r.Due(time.Minute); !due.Equal(BackAt(noon)) || (Account{}).Stale(r, evening) || !(Account{}).Stale(r, due) {
		t.Errorf("due %v", due)
	}
}

func TestSinceWhenAQuotaIsOut(t *testing.T) {
	for name, c := range map[string]struct {
		r    *Row
		want time.Time
	}{
		"seen":                    {reads(1000, 900, 1000, 1000), noon.Add(-time.Minute)},
		"nobody looked before":    {reads(1000, 1000, 1000), time.Time{}},
		"a counter that is off":   {reads(1000, 900, 1000, 992, 1000), noon.Add(-2 * time.Minute)},
		"cleared and out again":   {reads(1000, 900, 1000, 0, 500, 1000), noon},
		"remembered":              {(&Row{}).Remembering(Past{Last: quota(noon), Today: []Sample{{noon.Add(-time.Hour), 10}, {noon.Add(-time.Minute), 1000}, {noon, 1000}}}, noon, refresh), noon.Add(-time.Minute)},
		"remembered from outside": {(&Row{}).Remembering(Past{Last: quota(noon), Today: []Sample{{noon.Add(-time.Hour), 10}, {noon, 1000}}, OutSince: noon.Add(-time.Second)}, noon, refresh), noon.Add(-time.Second)},
		"remembered as it was":    {(&Row{}).Remembering(Past{Last: quota(noon), Today: []Sample{{noon.Add(-time.Hour), 1000}}}, noon, refresh), time.Time{}},
	} {
		if f := said(c.r, noon); f.Saying != IsOut || !f.At.Equal(c.want) {
			t.Errorf("%s: %+v, want since %v", name, f, c.want)
		}
	}
}

func quota(at time.Time) wechat.Quota {
	return wechat.Quota{Daily: &wechat.Daily{Limit: 1000, Used: 1000}, At: at}
}

// TestWhatIsSaid holds the sayings, from a row of which nothing is known to one in a surge.
func TestWhatIsSaid(t *testing.T) {
	for name, c := range map[string]struct {
		r     *Row
		want  Saying
		basis Basis
		at    time.Time
	}{
		"not read":                     {&Row{}, TooEarly, "", time.Time{}},
		"no limit":                     {reads(0, 0), NoLimit, "", time.Time{}},
		"one reading":                  {reads(1000, 800), OutLater, ByDay, noon.Add(3 * time.Hour)},
		"one reading, quiet":           {reads(1000, 300), NotToday, "", time.Time{}},
		"few calls more":               {reads(2000, 1327, 1330, 1330), OutLater, ByDay, noon.Add(6*time.Hour + 2*time.Minute)},
		"a pace":                       {reads(1000, 700, 710, 720), OutLater, ByRecent, noon.Add(28 * time.Minute)},
		"a surge after the first rise": {reads(100000, 1000, 1001, 1002, 3000), OutLater, ByRecent, noon.Add(48 * time.Minute)},
		"after the second":             {reads(10000, 1000, 1001, 1002, 1500, 2000, 2500), OutLater, ByRecent, noon.Add(15 * time.Minute)},
		"and when it has gone":         {reads(10000, 1000, 1001, 1002, 1500, 2000, 2500, 2501, 2502, 2503, 2504, 2505, 2506, 2507, 2508, 2509), NotToday, "", time.Time{}},
		"a jump to the limit":          {reads(100000, 93994, 99910), TooEarly, "", time.Time{}},
		"a jump that may be":           {reads(100000, 1000, 1010, 1020, 9000), NotToday, "", time.Time{}},
		"a jump near the limit":        {reads(100000, 1000, 1010, 1020, 93000), TooEarly, "", time.Time{}},
		"a jump after a flat morning":  {reads(100000, 1000, 1000, 1000, 1000, 1000, 1000, 1000, 1000, 1000, 1000, 1000, 9000), TooEarly, "", time.Time{}},
		"told wrong":                   {reads(1000, 300, 310, 320, 0), TooEarly, "", time.Time{}},
		"contradicts itself":           {(&Row{}).With(reading("a", 1000, 900, 900), noon, refresh), TooEarly, "", time.Time{}},
		"used above its limit":         {(&Row{}).With(reading("a", 1000, 2000, 5), noon, refresh), TooEarly, "", time.Time{}},
		"negative":                     {(&Row{}).With(reading("a", 1000, -5, 1005), noon, refresh), TooEarly, "", time.Time{}},
		"flat":                         {reads(1000, 500, 500, 500, 500, 500, 500, 500, 500, 500, 500, 500), Flat, "", time.Time{}},
	} {
		f := said(c.r, noon)
		if f.Saying != c.want || f.Saying == OutLater && (f.Basis != c.basis || f.At.Sub(c.at).Abs() > 2*time.Minute) {
			t.Errorf("%s: %+v", name, f)
		}
		if f.Saying == OutLater && !f.Guess {
			t.Errorf("%s: a forecast without knowing other days is no guess", name)
		}
	}
}

// TestOneReadingTellsTheDaysAverage as the pace, once there is a day to speak of.
func TestOneReadingTellsTheDaysAverage(t *testing.T) {
	for used, want := range map[int64]float64{1200: 100, 6000: 500, 0: 0} {
		if f := said(reads(10000, used), noon); f.PerHour != want || used > 0 && !f.Guess {
			t.Errorf("%d used: %+v, want %v calls an hour", used, f, want)
		}
	}
	early := midnightOf(noon).Add(leastDay - time.Minute)
	if f := said((&Row{}).With(reading("a", 100, 50, 50), early, refresh), early); f.PerHour != 0 {
		t.Errorf("just after midnight: %+v", f)
	}
}

// TestAForecastIsNeverInThePast: where its time has come it is now, until it is stale.
// TestNobodySaysThatAQuotaLastsWhichIsBeingUsedUp: calls that began minutes ago may go on,
// or not; that they will end in time is not known.
func TestNobodySaysThatAQuotaLastsWhichIsBeingUsedUp(t *testing.T) {
	for _, c := range []struct {
		perMinute int64
		begin     time.Time
		lasts     bool
	}{{600, noon, false}, {60, noon, true}, {600, midnightOf(noon).Add(22 * time.Hour), true}} {
		r := &Row{Path: "a"}
		at, used := c.begin.Add(-time.Hour), int64(100)
		for ; at.Before(c.begin); at = at.Add(5 * time.Minute) {
			used++
			r = r.With(reading("a", 100_000, used, 100_000-used), at, refresh)
		}
		for range 12 {
			at, used = at.Add(time.Minute), used+c.perMinute
			r = r.With(reading("a", 100_000, used, 100_000-used), at, refresh)
		}
		if lasts := said(r, at).Saying == NotToday; lasts != c.lasts {
			t.Errorf("%d calls a minute from %s on: %+v", c.perMinute, c.begin.Format("15:04"), said(r, at))
		}
	}
}

func TestAForecastIsNeverInThePast(t *testing.T) {
	r := reads(1000, 970, 980, 990)
	for now := noon; now.Before(noon.Add(10 * time.Minute)); now = now.Add(time.Second) {
		if f := said(r, now); f.Saying == OutLater && f.At.Before(now) {
			t.Fatalf("at %v: %v", now, f.At)
		}
	}
	if f := said(r, noon.Add(10*time.Minute)); f != (Forecast{}) {
		t.Errorf("a forecast of stale numbers: %+v", f)
	}
}

// FuzzForecast: whatever the numbers and the clock, a forecast is of today, not in the past, and
// made of numbers that agree.
func FuzzForecast(f *testing.F) {
	f.Add(int64(1000), int64(900), int64(100), int64(1000), int64(950), int64(50), int64(60), int64(500))
	f.Add(int64(0), int64(-1), int64(0), int64(math.MaxInt64), int64(math.MinInt64), int64(math.MaxInt64), int64(-100000), int64(math.MaxInt64))
	f.Fuzz(func(t *testing.T, limit, used, remain, limit2, used2, remain2, seconds, day int64) {
		days := make([]Day, 6)
		for i := range days {
			days[i] = Day{Start: midnightOf(noon).AddDate(0, 0, -i), Limit: limit2}
			for s := range days[i].Used {
				days[i].Used[s] = day/100*int64(s) - int64(i)
			}
		}
		at := noon
		r := (&Row{}).Remembering(Past{Last: wechat.Quota{Daily: &wechat.Daily{Limit: limit, Used: used, Remain: remain}, At: at}, Today: []Sample{{at.Add(time.Hour), used2}, {at, used}}}, at, refresh).Knowing(days, at, refresh)
		for i := range int64(6) {
			at = at.Add(time.Duration(seconds%100000) * time.Second)
			q := reading("a", limit2, used2+i*(used2/1000), remain2-i*(used2/1000))
			r = r.With(q, at, refresh)
			checkForecast(t, r, at)
			checkForecast(t, r, at.Add(time.Minute))
		}
	})
}

func checkForecast(t *testing.T, r *Row, now time.Time) {
	t.Helper()
	f, d := said(r, now), r.Quota.Daily
	switch {
	case math.IsNaN(f.PerHour) || math.IsInf(f.PerHour, 0) || f.PerHour < 0:
		t.Errorf("%v calls an hour", f.PerHour)
	case f.Saying == OutLater && (f.At.Before(now) || f.At.After(BackAt(now)) || !consistent(d)):
		t.Errorf("out at %v of %+v at %v", f.At, d, now)
	case f.Saying == IsOut && (!d.Out() || f.At.After(now)):
		t.Errorf("out since %v of %+v", f.At, d)
	}
	if due, ok := r.Due(refresh); !ok || due.After(r.At.Add(longestUsual)) {
		t.Errorf("due %v after %v", due, r.At)
	}
}

// BenchmarkARow is what one reading costs: the first of a row, and one of a row of which the
// day and the days before are known.
func BenchmarkARow(b *testing.B) {
	days := make([]Day, 5)
	for i := range days {
		days[i] = Day{Start: midnightOf(noon).AddDate(0, 0, -1-i), Limit: 100000}
		for s := range days[i].Used {
			days[i].Used[s] = int64(s * s * 10)
		}
	}
	full := (&Row{Path: "a"}).Knowing(days, noon, time.Minute)
	for i := range int64(12 * 60) {
		full = full.With(reading("a", 100000, 100*i, 100000-100*i), midnightOf(noon).Add(time.Duration(i)*time.Minute), time.Minute)
	}
	for name, r := range map[string]*Row{"first": {Path: "a"}, "full": full} {
		q := reading("a", 100000, 90000, 10000)
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				r.With(q, noon, time.Minute)
			}
		})
	}
	b.Run("days", func(b *testing.B) {
		for b.Loop() {
			full.Knowing(days, noon, time.Minute)
		}
	})
	b.Run("forecast", func(b *testing.B) {
		for b.Loop() {
			said(full, noon)
		}
	})
}
