package words

import (
	"testing"
	"time"

	"github.com/charmbracelet/x/ansi"

	"wxops/wechat/meter"
)

// TestTheEndIsSaidInWords: five meanings, five words, and none is a dash.
func TestTheEndIsSaidInWords(t *testing.T) {
	now := time.Date(2026, 3, 9, 14, 29, 0, 0, time.FixedZone("CST", 8*3600))
	utc := now.UTC()
	for _, c := range []struct {
		f      meter.Forecast
		now    time.Time
		en, zh string
	}{
		{meter.Forecast{}, now, "…", "…"},
		{meter.Forecast{Saying: meter.NoLimit}, now, "", ""},
		{meter.Forecast{Saying: meter.NotToday}, now, "not today", "今日不会"},
		{meter.Forecast{Saying: meter.Flat}, now, "flat", "不增长"},
		{meter.Forecast{Saying: meter.IsOut}, now, "", ""},
		{meter.Forecast{Saying: meter.IsOut, At: now.Add(-9 * time.Minute)}, now, "since 14:20", "自 14:20"},
		{meter.Forecast{Saying: meter.OutLater, At: now.Add(12 * time.Minute), Basis: meter.ByRecent}, now, "in 12 m (14:41)", "12 分后 14:41"},
		{meter.Forecast{Saying: meter.OutLater, At: now.Add(12 * time.Minute), Basis: meter.ByDay, Guess: true}, utc, "~in 12 m (06:41)", "~12 分后 06:41"},
		{meter.Forecast{Saying: meter.OutLater, At: now.Add(9*time.Hour + 10*time.Minute), Basis: meter.ByProfile}, now, "in 9 h 10 m", "9 时 10 分后"},
		{meter.Forecast{Saying: meter.OutLater, At: now.Add(20 * time.Second)}, now, "now", "马上"},
	} {
		for lang, want := range map[Lang]string{English: c.en, Chinese: c.zh} {
			got := End(c.f, c.now, lang)
			if got != want || ansi.StringWidth(got) > 18 {
				t.Errorf("%+v: %q, want %q", c.f, got, want)
			}
		}
	}
}

func TestAnAgeMovesInSteps(t *testing.T) {
	for d, want := range map[time.Duration]string{
		-time.Minute: "now", 9 * time.Second: "now", 10 * time.Second: "10 s", 29 * time.Second: "10 s", 59 * time.Second: "30 s",
		90 * time.Second: "1 min", 4 * time.Minute: "2 min", 9 * time.Minute: "5 min", 12 * time.Minute: "12 min", 3 * time.Hour: "3 h",
	} {
		if got := AgeStep(English, d); got != want {
			t.Errorf("%v: %q, want %q", d, got, want)
		}
	}
}

// TestASpanBelowAnHourHasNoHours, which would be none.
func TestASpanBelowAnHourHasNoHours(t *testing.T) {
	for d, want := range map[time.Duration][2]string{
		30 * time.Second: {"0 m", "0 分"}, 59*time.Minute + 59*time.Second: {"59 m", "59 分"}, time.Hour: {"1 h 0 m", "1 时 0 分"}, 25*time.Hour + time.Minute: {"25 h 1 m", "25 时 1 分"},
	} {
		if en, zh := Span(d, English), Span(d, Chinese); en != want[0] || zh != want[1] {
			t.Errorf("%v: %q, %q", d, en, zh)
		}
	}
}
