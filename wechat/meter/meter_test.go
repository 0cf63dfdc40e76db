package meter

import (
	"context"
	"errors"
	"slices"
	"testing"
	"time"

	"wxops/wechat"
	"wxops/wechat/catalog"
)

const refresh = 30 * time.Second

var (
	errLost = &wechat.Error{Reason: wechat.ConnectionLost}
	errNone = &wechat.Error{Code: 76021}
)

func watching(paths ...string) *Meter {
	m := &Meter{Refresh: refresh}
	m.Watch(paths)
	return m
}

func TestAFailedReadingLeavesTheNumbersAndStandsBesideThem(t *testing.T) {
	m := watching("a", "b")
	m.Take(reading("a", 100, 90, 10), noon)
	m.Take(failed("a", errLost), noon.Add(refresh))
	r := m.Row("a")
	if r.Quota.Daily == nil || r.Quota.Daily.Used != 90 || !r.At.Equal(noon) || !errors.Is(r.Err, errLost) {
		t.Errorf("row: %+v", r)
	}
	if !errors.Is(m.Err(), errLost) || !m.At().Equal(noon) {
		t.Errorf("the meter: %v, last answer at %v", m.Err(), m.At())
	}
	m.Take(reading("b", 100, 1, 99), noon.Add(refresh))
	if m.Err() != nil || m.Row("a").Err == nil {
		t.Errorf("after an answer for b: meter %v, row a %v", m.Err(), m.Row("a").Err)
	}
	if !m.Stale("a", noon.Add(refresh)) || m.Stale("b", noon.Add(refresh)) {
		t.Error("the row that could not be read again is not the one that is stale")
	}
	if m.Take(reading("a", 100, 91, 9), noon.Add(time.Minute)); m.Row("a").Err != nil || m.Row("a").Used() != 91 {
		t.Errorf("read again: %+v", m.Row("a"))
	}
}

func TestAPathWithoutAQuotaIsAnAnswer(t *testing.T) {
	m := watching("a")
	m.Take(reading("a", 100, 90, 10), noon)
	m.Take(failed("a", errNone), noon.Add(refresh))
	r := m.Row("a")
	if !r.NoQuota() || r.Read() || len(r.Samples) > 0 || m.Err() != nil || !m.At().Equal(noon.Add(refresh)) {
		t.Errorf("row %+v, meter %v", r, m.Err())
	}
}

// TestAPathThatIsNotAskedForProvesNothing: the network may still be down.
func TestAPathThatIsNotAskedForProvesNothing(t *testing.T) {
	m := watching("a", "sns")
	m.Take(failed("a", errLost), noon)
	m.Take(failed("sns", catalog.ErrPathSNS), noon)
	if !errors.Is(m.Err(), errLost) || !m.At().IsZero() || !m.Row("sns").NoQuota() {
		t.Errorf("meter %v at %v", m.Err(), m.At())
	}
}

func TestAnOlderReadingChangesNothing(t *testing.T) {
	m := watching("a")
	m.Take(reading("a", 100, 0, 100), noon)
	m.Take(reading("a", 100, 90, 10), noon.Add(-time.Minute))
	m.Take(failed("a", errNone), noon.Add(-time.Minute))
	if r := m.Row("a"); r.Used() != 0 || r.Err != nil {
		t.Errorf("row: %+v", r)
	}
}

func TestAnotherListKeepsWhatIsKnown(t *testing.T) {
	m := watching("a", "b")
	m.Take(reading("a", 100, 90, 10), noon)
	m.Take(reading("b", 100, 80, 20), noon)
	m.Watch([]string{"c", "a"})
	m.Take(reading("b", 100, 81, 19), noon)
	if m.Row("a").Used() != 90 || m.Row("b").Read() || m.Row("c").Read() {
		t.Errorf("a %+v, b %+v, c %+v", m.Row("a"), m.Row("b"), m.Row("c"))
	}
	if !slices.Equal(m.Paths(), []string{"c", "a"}) {
		t.Errorf("paths: %v", m.Paths())
	}
}

// TestWhatIsDue walks half an hour: those near their limit are read at every
// refresh, the others more seldom, what has no quota never again.
func TestWhatIsDue(t *testing.T) {
	m := watching("far", "none", "near", "fifth", "half", "out")
	answers := map[string]wechat.Reading{
		"far": reading("far", 100, 3, 97), "none": failed("none", errNone), "near": reading("near", 100, 80, 20),
		"fifth": reading("fifth", 100, 20, 80), "half": reading("half", 100, 50, 50), "out": reading("out", 100, 100, 0),
	}
	reads := map[string]int{}
	sweep := func(now time.Time, paths []string) {
		for _, p := range paths {
			reads[p]++
			m.Take(answers[p], now)
		}
		m.Ended(now)
	}
	sweep(noon, m.Paths())
	for now := noon.Add(time.Second); now.Before(noon.Add(30 * time.Minute)); now = now.Add(time.Second) {
		if due := m.Due(now); len(due) > 0 {
			if due[0] != "out" {
				t.Fatalf("first of %v is not what is out", due)
			}
			sweep(now, due)
		}
	}
	want := map[string]int{"out": 60, "near": 60, "half": 30, "fifth": 15, "far": 8, "none": 1}
	for p, n := range want {
		if reads[p] != n {
			t.Errorf("%s was read %d times in 30 min, want %d", p, reads[p], n)
		}
	}
}

func TestWhatFailedIsDueAtTheNextSweep(t *testing.T) {
	m := watching("far", "unread")
	m.Take(reading("far", 100, 3, 97), noon)
	m.Take(failed("far", errLost), noon)
	m.Ended(noon)
	if due := m.Due(noon.Add(refresh)); !slices.Equal(due, []string{"far", "unread"}) {
		t.Errorf("due: %v", due)
	}
	if due := m.Due(noon.Add(refresh - time.Second)); due != nil {
		t.Errorf("due before the next sweep: %v", due)
	}
}

func TestWithoutARefreshNothingIsDue(t *testing.T) {
	m := &Meter{}
	m.Watch([]string{"a"})
	m.Ended(noon)
	if due := m.Due(noon.Add(time.Hour)); due != nil || !m.Next().IsZero() {
		t.Errorf("due %v, next %v", due, m.Next())
	}
}

// TestMidnightInBeijingMakesEverythingOld: the quotas are given back, so no
// number of the evening before is true any more.
func TestMidnightInBeijingMakesEverythingOld(t *testing.T) {
	evening := time.Date(2026, 3, 9, 23, 59, 50, 0, wechat.Beijing())
	m := watching("a")
	m.Take(reading("a", 100, 3, 97), evening)
	m.Ended(evening.Add(-25 * time.Second))
	if before := evening.Add(9 * time.Second); m.Stale("a", before) || m.Due(before) != nil {
		t.Error("old before midnight")
	}
	after := evening.Add(10 * time.Second)
	if !m.Stale("a", after) || !slices.Equal(m.Due(after), []string{"a"}) {
		t.Errorf("at midnight: stale %v, due %v", m.Stale("a", after), m.Due(after))
	}
}

func TestANumberIsStaleAfterTwiceItsInterval(t *testing.T) {
	m := watching("near", "far")
	m.Take(reading("near", 100, 90, 10), noon)
	m.Take(reading("far", 100, 1, 99), noon)
	for _, c := range []struct {
		path string
		age  time.Duration
		want bool
	}{
		{"near", 2 * time.Minute, false}, {"near", 2*time.Minute + 1, true},
		{"far", 8 * time.Minute, false}, {"far", 8*time.Minute + 1, true}, {"unread", time.Hour, false},
	} {
		if got := m.Stale(c.path, noon.Add(c.age)); got != c.want {
			t.Errorf("%s after %v: %v", c.path, c.age, got)
		}
	}
	if m.Failed(errLost); !m.Stale("far", noon) {
		t.Error("nothing could be asked for, and the numbers are called good")
	}
}

// TestTheForecastOfADay reads a quota through a day with a reset in it.
func TestTheForecastOfADay(t *testing.T) {
	m := watching("a")
	used, now := int64(90000), noon
	read := func(n int, rise int64) {
		for range n {
			now, used = now.Add(refresh), used+rise
			m.Take(reading("a", 100000, used, 100000-used), now)
		}
	}
	expect := func(when string, want time.Time) {
		t.Helper()
		if got := m.OutAt("a", now); got.Sub(want).Abs() > time.Second {
			t.Errorf("%s: out at %v, want %v", when, got, want)
		}
	}
	read(1, 0)
	expect("after one reading", time.Time{})
	read(10, 300) // 10 a second, 7,000 left
	expect("before the reset", now.Add(700*time.Second))
	used = 0
	read(1, 0)
	expect("just after the reset", time.Time{})
	read(9, 30) // 1 a second: not today
	expect("after the reset", time.Time{})
	read(20, 3000) // 100 a second, 39,730 left
	expect("a rush", now.Add(397*time.Second))
	if got := m.OutAt("a", now.Add(3*time.Minute)); !got.IsZero() {
		t.Errorf("a forecast of stale numbers: %v", got)
	}
	m.Take(failed("a", errLost), now)
	expect("with an error beside the numbers", time.Time{})
}

func TestOutAtIsTheTimeAtThePresentPace(t *testing.T) {
	m := watching("a", "slow")
	now := noon.Add(time.Minute)
	m.Take(reading("a", 1000, 400, 600), noon)
	m.Take(reading("a", 1000, 500, 500), now)
	if got, want := m.OutAt("a", now), noon.Add(6*time.Minute); !got.Equal(want) {
		t.Errorf("out at %v, want %v", got, want)
	}
	m.Take(reading("slow", 1e6, 1, 1e6), noon)
	m.Take(reading("slow", 1e6, 2, 1e6), now)
	if got := m.OutAt("slow", now); !got.IsZero() {
		t.Errorf("a slow counter is out at %v, after the day's end", got)
	}
}

func TestAForecastIsNeverInThePast(t *testing.T) {
	m := watching("a")
	m.Take(reading("a", 1000, 900, 100), noon)
	m.Take(reading("a", 1000, 990, 10), noon.Add(30*time.Second))
	if got, want := m.OutAt("a", noon.Add(33*time.Second)), noon.Add(33*time.Second+333*time.Millisecond); got.Sub(want).Abs() > time.Millisecond {
		t.Errorf("out at %v, want %v", got, want)
	}
	if got := m.OutAt("a", noon.Add(34*time.Second)); !got.IsZero() {
		t.Errorf("out at %v, a second ago", got)
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

// source answers a sweep with what it holds.
type source struct {
	refused error
	answers map[string]wechat.Reading
	asked   []string
}

func (s *source) Authorize(context.Context) error { return s.refused }

func (s *source) Sweep(_ context.Context, paths []string) <-chan wechat.Reading {
	s.asked = paths
	out := make(chan wechat.Reading, len(paths))
	defer close(out)
	for _, p := range slices.Backward(paths) { // rows come in any order
		if r, ok := s.answers[p]; ok {
			out <- r
		}
	}
	return out
}

func TestReadGivesAReadingForEachPathInItsPlace(t *testing.T) {
	paths := []string{"/cgi-bin/a", "/sns/x", "/cgi-bin/b"}
	answers := map[string]wechat.Reading{
		"/cgi-bin/a": reading("/cgi-bin/a", 10, 1, 9), "/sns/x": failed("/sns/x", catalog.ErrPathSNS), "/cgi-bin/b": reading("/cgi-bin/b", 10, 2, 8),
	}
	got, err := Read(t.Context(), &source{answers: answers}, paths)
	if err != nil || !slices.Equal(pathsOf(got), paths) || got[2].Quota.Daily.Used != 2 || got[1].Err == nil {
		t.Errorf("%+v, %v", got, err)
	}
	cut, cancel := context.WithCancel(t.Context())
	cancel()
	delete(answers, "/cgi-bin/b")
	if got, _ := Read(cut, &source{answers: answers}, paths); !slices.Equal(pathsOf(got), paths) || !errors.Is(got[2].Err, context.Canceled) {
		t.Errorf("cut short: %+v", got)
	}
}

func TestReadAsksNothingWithoutAToken(t *testing.T) {
	s := &source{refused: &wechat.Error{Code: 40164}}
	got, err := Read(t.Context(), s, []string{"/cgi-bin/a", "/sns/x"})
	if !errors.Is(err, s.refused) || s.asked != nil || !errors.Is(got[0].Err, s.refused) || !errors.Is(got[1].Err, catalog.ErrPathSNS) {
		t.Errorf("%+v, %v, asked %v", got, err, s.asked)
	}
	s.answers = map[string]wechat.Reading{"/sns/x": failed("/sns/x", catalog.ErrPathSNS)}
	if got, err := Read(t.Context(), s, []string{"/sns/x"}); err != nil || got[0].Err == nil {
		t.Errorf("no path that can be asked for: %+v, %v", got, err)
	}
}
