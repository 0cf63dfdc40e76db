package meter

import (
	"testing"
	"time"

	"wxops/wechat"
)

// noon is 12:00 in Beijing.
var noon = time.Date(2026, 3, 9, 12, 0, 0, 0, wechat.Beijing())

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
