package words

import (
	"testing"
	"time"

	"wxops/wechat"
	"wxops/wechat/guard"
	"wxops/wechat/meter"
)

func TestWhatAClearBuysIsSaidInNumbers(t *testing.T) {
	now := time.Date(2026, 11, 26, 19, 29, 0, 0, wechat.Beijing())
	back := meter.BackAt(now)
	left := guard.Left{All: 3, API: 48}
	for _, c := range []struct {
		o      meter.Outlook
		s      guard.Scope
		now    time.Time
		en, zh string
	}{
		{meter.Outlook{LastsUntil: now.Add(131 * time.Minute), BackAt: back}, guard.ScopeAll, now,
			"lasts until about 21:40; back at 00:00 in 4 h 31 m; then 2 of 10 left for 5 days", "约可用到 21:40；00:00 自动恢复（4 时 31 分后）；之后本月剩 2 / 10 次，还有 5 天"},
		{meter.Outlook{LastsUntil: now.Add(131 * time.Minute), AtMost: true, BackAt: back}, guard.ScopeAPI, now.UTC(),
			"lasts until 13:40 at most; back at 16:00 in 4 h 31 m; then 47 of 50 left for 5 days", "最多可用到 13:40；16:00 自动恢复（4 时 31 分后）；之后本月剩 47 / 50 次，还有 5 天"},
		{meter.Outlook{LastsUntil: back.AddDate(0, 0, 4), BackAt: back.AddDate(0, 0, 4)}, guard.ScopeAll, now.AddDate(0, 0, 4),
			"lasts the day; back at 00:00 in 4 h 31 m; then 2 of 10 left for today", "今日够用；00:00 自动恢复（4 时 31 分后）；之后本月剩 2 / 10 次，今天是最后一天"},
		{meter.Outlook{LastsUntil: back, AtMost: true, BackAt: back}, guard.ScopeAPI, now,
			"lasts the day at best; back at 00:00 in 4 h 31 m; then 47 of 50 left for 5 days", "最多够用到今日结束；00:00 自动恢复（4 时 31 分后）；之后本月剩 47 / 50 次，还有 5 天"},
	} {
		for lang, want := range map[Lang]string{English: c.en, Chinese: c.zh} {
			if got := Outlook(c.o, left.After(c.s), c.s, c.now, lang); got != want {
				t.Errorf("%q\nwant %q", got, want)
			}
		}
	}
}
