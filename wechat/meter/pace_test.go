package meter

import (
	"math"
	"testing"
	"time"

	"wxops/wechat"
)

// day is a synthetic counter: it rises, is read, and now and then told wrong.
type day struct {
	at      time.Time
	used    float64
	samples []Sample
}

// read lets the counter rise by perSecond and reads it every so often.
func (d *day) read(n int, every time.Duration, perSecond float64) *day {
	for range n {
		d.at = d.at.Add(every)
		d.used += perSecond * every.Seconds()
		d.samples = append(d.samples, Sample{d.at, int64(d.used)})
	}
	return d
}

func (d *day) cleared() *day { d.used = 0; return d }

// wrong reads once more, and the answer is not what the counter holds.
func (d *day) wrong(used int64) *day {
	d.at = d.at.Add(30 * time.Second)
	d.samples = append(d.samples, Sample{d.at, used})
	return d
}

func near(got, want, within float64) bool { return math.Abs(got-want) <= within*math.Abs(want) }

func TestPaceIsThatOfTheLastTenMinutes(t *testing.T) {
	for name, c := range map[string]struct {
		day  *day
		want float64
	}{
		"nothing read":              {&day{at: noon}, 0},
		"one reading":               {(&day{at: noon}).read(1, time.Minute, 5), 0},
		"two readings":              {(&day{at: noon}).read(2, time.Minute, 5), 5},
		"even":                      {(&day{at: noon}).read(60, 30*time.Second, 5), 5},
		"stands still":              {(&day{at: noon, used: 1000}).read(60, 30*time.Second, 0), 0},
		"an hour fast, then slow":   {(&day{at: noon}).read(120, 30*time.Second, 50).read(20, 30*time.Second, 2), 2},
		"an hour slow, then fast":   {(&day{at: noon}).read(120, 30*time.Second, 2).read(20, 30*time.Second, 50), 50},
		"fast, then stands still":   {(&day{at: noon}).read(120, 30*time.Second, 50).read(21, 30*time.Second, 0), 0},
		"read every eleven minutes": {(&day{at: noon}).read(6, 11*time.Minute, 5), 5},
		"seldom, fast once":         {(&day{at: noon}).read(3, 11*time.Minute, 50).read(3, 11*time.Minute, 5), 5},
		"read every three hours":    {(&day{at: noon.Add(-12 * time.Hour)}).read(4, 3*time.Hour, 5), 0},
		"read every ten minutes":    {(&day{at: noon}).read(6, 10*time.Minute, 5), 5},
	} {
		if got := pace(c.day.samples); !near(got, c.want, 0.01) {
			t.Errorf("%s: %.3f calls a second, want %.3f", name, got, c.want)
		}
	}
}

// TestPaceForgetsWhatCameBeforeAReset: the numbers before it are on another
// counter, whether they are above or below those after it.
func TestPaceForgetsWhatCameBeforeAReset(t *testing.T) {
	for name, c := range map[string]struct {
		day  *day
		want float64
	}{
		"high before":                {(&day{at: noon, used: 90000}).read(10, 30*time.Second, 50).cleared().read(6, 30*time.Second, 3), 3},
		"low long before":            {(&day{at: noon}).read(4, 30*time.Second, 100).cleared().read(10, 30*time.Second, 3), 3},
		"the first reading after":    {(&day{at: noon, used: 90000}).read(10, 30*time.Second, 50).cleared().read(1, 30*time.Second, 3), 0},
		"the second reading after":   {(&day{at: noon, used: 90000}).read(10, 30*time.Second, 50).cleared().read(2, 30*time.Second, 3), 3},
		"twice":                      {(&day{at: noon}).read(5, 30*time.Second, 90).cleared().read(5, 30*time.Second, 40).cleared().read(5, 30*time.Second, 7), 7},
		"cleared and nothing called": {(&day{at: noon, used: 90000}).read(10, 30*time.Second, 50).cleared().read(5, 30*time.Second, 0), 0},
	} {
		if got := pace(c.day.samples); !near(got, c.want, 0.01) {
			t.Errorf("%s: %.3f calls a second, want %.3f", name, got, c.want)
		}
	}
}

// TestPaceForgetsYesterday: after midnight in Beijing the counter is another
// one, also where it did not fall because hardly anything was called before.
func TestPaceForgetsYesterday(t *testing.T) {
	evening := time.Date(2026, 3, 9, 23, 56, 0, 0, wechat.Beijing())
	busy := (&day{at: evening, used: 400000}).read(7, 30*time.Second, 50).cleared().read(6, 30*time.Second, 4)
	quiet := (&day{at: evening, used: 1}).read(7, 30*time.Second, 0).cleared().read(6, 30*time.Second, 4)
	for name, d := range map[string]*day{"busy": busy, "quiet": quiet} {
		if got := pace(d.samples); !near(got, 4, 0.01) {
			t.Errorf("%s: %.3f calls a second, want 4", name, got)
		}
	}
}

// TestPaceDoesNotBelieveAWrongReading: one that its neighbours disprove says nothing.
func TestPaceDoesNotBelieveAWrongReading(t *testing.T) {
	steady := func() *day { return (&day{at: noon, used: 50000}).read(8, 30*time.Second, 5) }
	for name, d := range map[string]*day{
		"zero":                      steady().wrong(0).read(1, 30*time.Second, 10).read(3, 30*time.Second, 5),
		"zero, a while ago":         steady().wrong(0).read(9, 30*time.Second, 5),
		"far too high":              steady().wrong(5e9).read(1, 30*time.Second, 10).read(3, 30*time.Second, 5),
		"zero, just before":         steady().wrong(0).read(1, 30*time.Second, 10),
		"far too high, just before": steady().wrong(5e9).read(1, 30*time.Second, 10),
		"too high, just now":        steady().wrong(90000),
		"1 % off":                   steady().wrong(50700).read(4, 30*time.Second, 5),
	} {
		if got := pace(d.samples); !near(got, 5, 0.25) {
			t.Errorf("%s: %.3f calls a second, want about 5", name, got)
		}
	}
}

func TestPaceIsNeverNegative(t *testing.T) {
	falling := (&day{at: noon, used: 100000}).read(10, 30*time.Second, -20)
	backwards := []Sample{{noon.Add(time.Minute), 10}, {noon, 20}, {noon, 30}}
	at := []Sample{{noon, 10}, {noon, 20}}
	for name, samples := range map[string][]Sample{"a counter that falls by little": falling.samples, "a clock set back": backwards, "a clock that stands": at} {
		if got := pace(samples); got < 0 || math.IsNaN(got) || math.IsInf(got, 0) {
			t.Errorf("%s: %v", name, got)
		}
	}
}

// TestSamplesAreBounded: the last half hour of readings stands as it came, of the rest of
// the day one a slot, and nothing of another day.
func TestSamplesAreBounded(t *testing.T) {
	r, midnight := &Row{Path: "a"}, BackAt(noon)
	for i := range int64(36 * 60) {
		r = r.With(reading("a", 100000, i, 100000-i), midnight.Add(time.Duration(i-12*60)*time.Minute), time.Minute)
	}
	s := r.Samples
	if len(s) > samplesFine+8+SlotsADay || s[0].At.Before(midnight) || s[len(s)-1].Used != 36*60-1 {
		t.Fatalf("%d samples, from %v to %v", len(s), s[0], s[len(s)-1])
	}
	for i := range s[1:] {
		if gap := s[i+1].At.Sub(s[i].At); gap > Slot || i > len(s)-samplesFine && gap != time.Minute {
			t.Errorf("%v between sample %d and the next, of %d", gap, i, len(s))
		}
	}
}
