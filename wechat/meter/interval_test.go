package meter

import (
	"testing"
	"time"

	"wxops/wechat"
)

// noon is 12:00 in Beijing.
var noon = time.Date(2026, 3, 9, 12, 0, 0, 0, wechat.Beijing())

func TestInterval(t *testing.T) {
	const base = 30 * time.Second
	of := func(limit, used, remain int64) wechat.Quota {
		return wechat.Quota{Daily: &wechat.Daily{Limit: limit, Used: used, Remain: remain}}
	}
	for _, tt := range []struct {
		name string
		q    wechat.Quota
		base time.Duration
		want time.Duration
	}{
		{"out", of(100, 100, 0), base, base},
		{"over", of(100, 120, -20), base, base},
		{"out, though used lags", of(100, 3, 0), base, base},
		{"near", of(100, 80, 20), base, base},
		{"half", of(100, 50, 50), base, 2 * base},
		{"a fifth", of(100, 20, 80), base, 4 * base},
		{"far", of(100, 1, 99), base, 8 * base},
		{"no limit", of(0, 1, 0), base, 8 * base},
		{"no figures", wechat.Quota{}, base, 8 * base},
		{"capped", of(100, 1, 99), 5 * time.Minute, 10 * time.Minute},
		{"base above the cap", of(100, 1, 99), time.Hour, time.Hour},
		{"off", of(100, 1, 99), 0, 0},
	} {
		if got := Interval(tt.q, tt.base); got != tt.want {
			t.Errorf("%s: %v, want %v", tt.name, got, tt.want)
		}
	}
}

func TestTheQuotaIsBackAtMidnightInBeijing(t *testing.T) {
	for at, want := range map[string]string{
		"2026-03-09T12:00:00+08:00": "2026-03-10T00:00:00+08:00",
		"2026-03-09T23:59:59+08:00": "2026-03-10T00:00:00+08:00",
		"2026-03-10T00:00:00+08:00": "2026-03-11T00:00:00+08:00",
		"2026-03-09T17:00:00Z":      "2026-03-11T00:00:00+08:00",
		"2026-12-31T10:00:00-05:00": "2027-01-01T00:00:00+08:00",
	} {
		now, err := time.Parse(time.RFC3339, at)
		if err != nil {
			t.Fatal(err)
		}
		if got := BackAt(now).Format(time.RFC3339); got != want {
			t.Errorf("at %s: back at %s, want %s", at, got, want)
		}
	}
}
