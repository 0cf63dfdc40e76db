package words

import (
	"time"

	"wxops/wechat/guard"
	"wxops/wechat/meter"
)

// The words of what a clear would buy.
var (
	outlookUntil   = Pair{"lasts until about %s", "约可用到 %s"}
	outlookAtMost  = Pair{"lasts until %s at most", "最多可用到 %s"}
	outlookLasts   = Pair{"lasts the day", "今日够用"}
	outlookAtBest  = Pair{"lasts the day at best", "最多够用到今日结束"}
	outlookBack    = Pair{"back at %s in %s", "%s 自动恢复（%s后）"}
	outlookThen    = Pair{"then %d of %d left for %d days", "之后本月剩 %d / %d 次，还有 %d 天"}
	outlookLastDay = Pair{"then %d of %d left for today", "之后本月剩 %d / %d 次，今天是最后一天"}
	outlookJoint   = Pair{"; ", "；"}
)

// Back says when the quota comes back by itself: the next midnight in Beijing, in
// the zone of now.
func Back(now time.Time, lang Lang) string {
	at := meter.BackAt(now)
	return outlookBack.Fill(lang, at.In(now.Location()).Format("15:04"), Span(at.Sub(now), lang))
}

// Outlook says what a clear would buy and cost: how long it lasts, when the quota
// comes back by itself, and what is left of the scope's budget afterwards.
func Outlook(o meter.Outlook, after guard.Left, s guard.Scope, now time.Time, lang Lang) string {
	lasts := outlookUntil
	switch {
	case o.Lasts() && o.AtMost:
		lasts = outlookAtBest
	case o.Lasts():
		lasts = outlookLasts
	case o.AtMost:
		lasts = outlookAtMost
	}
	said := lasts.In(lang)
	if !o.Lasts() {
		said = lasts.Fill(lang, o.LastsUntil.In(now.Location()).Format("15:04"))
	}
	left, _ := after.Of(s)
	then, days := outlookThen.Fill(lang, left, s.Budget(), monthDays(now)), monthDays(now)
	if days <= 1 {
		then = outlookLastDay.Fill(lang, left, s.Budget())
	}
	joint := outlookJoint.In(lang)
	return said + joint + Back(now, lang) + joint + then
}

// monthDays is how many days of the month are left in Beijing, today among them.
func monthDays(now time.Time) int {
	return int(guard.MonthEnds(now).Sub(meter.BackAt(now)).Hours()/24) + 1
}
