package meter

import (
	"errors"
	"math"
	"slices"
	"testing"

	"wxops/wechat"
	"wxops/wechat/catalog"
)

func reading(path string, limit, used, remain int64) wechat.Reading {
	return wechat.Reading{Path: path, Quota: wechat.Quota{Path: path, Daily: &wechat.Daily{Limit: limit, Used: used, Remain: remain}}}
}

func failed(path string, err error) wechat.Reading { return wechat.Reading{Path: path, Err: err} }

func pathsOf(readings []wechat.Reading) []string {
	var paths []string
	for _, r := range readings {
		paths = append(paths, r.Path)
	}
	return paths
}

func TestTheWorstStandsFirst(t *testing.T) {
	readings := []wechat.Reading{
		failed("sns", catalog.ErrPathSNS),
		reading("fifth", 100, 20, 80),
		failed("unknown path", &wechat.Error{Code: 76021}),
		failed("lost", &wechat.Error{Reason: wechat.ConnectionLost}),
		{Path: "no limit told"},
		reading("limit 0", 0, 900, 0),
		reading("99.7", 100000, 99700, 300),
		reading("out, though used lags", 100, 3, 0),
		reading("99.9", 100000, 99900, 100),
		reading("untouched", 100, 0, 100),
		reading("huge", math.MaxInt64, math.MaxInt64-1, 1),
		reading("far over", 100, 5000, -4900),
		reading("another fifth", 1000, 200, 800),
		failed("malformed", &wechat.Error{Code: 76003}),
		failed("lost too", errors.New("cut")),
	}
	Sort(readings)
	want := []string{
		"out, though used lags", "far over", // out is out: as on the list
		"huge", "99.9", "99.7", "fifth", "another fifth", "untouched",
		"no limit told", "limit 0",
		"lost", "lost too",
		"sns", "unknown path", "malformed",
	}
	if got := pathsOf(readings); !slices.Equal(got, want) {
		t.Errorf("in the order\n%q, want\n%q", got, want)
	}
}

// TestRowsStandAsReadingsDo: one order for what is read once and what is read
// again and again.
func TestRowsStandAsReadingsDo(t *testing.T) {
	readings := []wechat.Reading{
		reading("a", 100, 10, 90), failed("b", catalog.ErrPathSNS), reading("c", 100, 100, 0), {Path: "d"},
		failed("e", errors.New("cut")), reading("f", 100, 90, 10), reading("g", 0, 1, 0), reading("h", 100, 120, -20),
	}
	rows := make([]*Row, len(readings))
	for i, r := range readings {
		rows[i] = (&Row{Path: r.Path}).With(r, noon, refresh)
	}
	slices.SortStableFunc(rows, func(a, b *Row) int { return a.Standing().Compare(b.Standing()) })
	got := make([]string, len(rows))
	for i, r := range rows {
		got[i] = r.Path
	}
	Sort(readings)
	if want := pathsOf(readings); !slices.Equal(got, want) {
		t.Errorf("rows %q, readings %q", got, want)
	}
}

// TestNearItsLimitIsFromFourFifthsOn, and whatever has no call left.
func TestNearItsLimitIsFromFourFifthsOn(t *testing.T) {
	const most = math.MaxInt64
	for _, c := range []struct {
		name string
		r    wechat.Reading
		near bool
	}{
		{"300 left of 100,000", reading("", 100000, 99700, 300), true},
		{"one left", reading("", 100000, 99999, 1), true},
		{"none left", reading("", 100000, 100000, 0), true},
		{"used says all, and calls are left", reading("", 100000, 100000, 900), true},
		{"used says more, and calls are left", reading("", 100000, 150000, 1), true},
		{"over", reading("", 1000, 1239, -239), true},
		{"out, though used lags", reading("", 100, 3, 0), true},
		{"just below the threshold", reading("", 1000, 799, 201), false},
		{"at the threshold", reading("", 1000, 800, 200), true},
		{"a little is nothing", reading("", 1000, 9, 991), false},
		{"no limit", reading("", 0, 17, 0), false},
		{"a negative limit", reading("", -5, 17, 3), false},
		{"a negative use", reading("", 100, -17, 117), false},
		{"huge", reading("", most, most-1, 1), true},
		{"huge and out", reading("", most, most, 0), true},
		{"huge, a half", reading("", most, most/2+1, most/2), false},
		{"beyond any number", reading("", 1, most, 0), true},
		{"just within the numbers", reading("", 200, most, 0), true},
	} {
		if got := StandingOf(c.r.Quota).Near(); got != c.near {
			t.Errorf("%s: near: %v, want %v", c.name, got, c.near)
		}
	}
	if (StandingOf(wechat.Quota{})).Near() {
		t.Error("no figures are near a limit")
	}
}

func TestAThresholdIsReachedByThePerCentThatIsShown(t *testing.T) {
	for _, c := range []struct {
		r       wechat.Reading
		percent int64
		want    bool
	}{
		{reading("", 1000, 899, 101), 90, false},
		{reading("", 1000, 900, 100), 90, true},
		{reading("", 1000, 999, 1), 100, false},
		{reading("", 1000, 1000, 0), 100, true},
		{reading("", 1000, 3, 0), 100, true}, // out, though used lags
		{reading("", 0, 900, 0), 1, false},
		{wechat.Reading{}, 1, false},
		{failed("", errors.New("cut")), 1, false},
	} {
		if got := Pressed(c.r) >= c.percent; got != c.want {
			t.Errorf("%+v at %d: %v", c.r.Quota.Daily, c.percent, got)
		}
	}
}
