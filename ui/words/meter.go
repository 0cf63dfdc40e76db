package words

import (
	"errors"
	"io/fs"
	"slices"
	"time"

	"wxops/wechat/clean"
	"wxops/wechat/meter"
)

// OutAt heads when a quota will be used up, or was.
var OutAt = Pair{"Out at", "何时用尽"}

// The words of a forecast.
var (
	endTooEarly = Pair{"…", "…"}
	endNotToday = Pair{"not today", "今日不会"}
	endFlat     = Pair{"flat", "不增长"}
	endSince    = Pair{"since %s", "自 %s"}
	endSoon     = Pair{"in %d m (%s)", "%d 分后 %s"}
	endMinutes  = Pair{"in %d m", "%d 分后"}
	endHours    = Pair{"in %s", "%s后"}
	endNow      = Pair{"now", "马上"}
)

// rough marks a guess.
const rough = "~"

// End says when a quota will be used up, in at most 18 cells and in the zone of
// now. It is empty where there is no quota or no limit, and for what is out since
// nobody knows when: beside it stands that it is out.
func End(f meter.Forecast, now time.Time, lang Lang) string { return end(f, now, lang, true) }

// EndBrief is End without the clock beside a time that is left, in at most 13 cells.
func EndBrief(f meter.Forecast, now time.Time, lang Lang) string { return end(f, now, lang, false) }

func end(f meter.Forecast, now time.Time, lang Lang, clock bool) string {
	mark := ""
	if f.Guess {
		mark = rough
	}
	switch f.Saying {
	case meter.TooEarly:
		return endTooEarly.In(lang)
	case meter.NotToday:
		return endNotToday.In(lang)
	case meter.Flat:
		return endFlat.In(lang)
	case meter.IsOut:
		if f.At.IsZero() {
			return ""
		}
		return endSince.Fill(lang, f.At.In(now.Location()).Format("15:04"))
	case meter.OutLater:
		return mark + until(f.At, now, lang, clock)
	}
	return ""
}

// until is how long it is to a time of today; the clock stands beside it where it is
// within the hour.
func until(at, now time.Time, lang Lang, clock bool) string {
	switch left := at.Sub(now); {
	case left < time.Minute:
		return endNow.In(lang)
	case left < time.Hour && !clock:
		return endMinutes.Fill(lang, int(left.Minutes()))
	case left < time.Hour:
		return endSoon.Fill(lang, int(left.Minutes()), at.In(now.Location()).Format("15:04"))
	default:
		return endHours.Fill(lang, Span(left, lang))
	}
}

var (
	span      = Pair{"%d h %d m", "%d 时 %d 分"}
	spanShort = Pair{"%d m", "%d 分"}
)

// Span writes a length of time of less than some days, to the minute.
func Span(d time.Duration, lang Lang) string {
	if d < time.Hour {
		return spanShort.Fill(lang, int(d.Minutes()))
	}
	return span.Fill(lang, int(d.Hours()), int(d.Minutes())%60)
}

// The words of readings that are not kept.
var (
	unkept    = Pair{"history not kept", "历史未保存"}
	unkeptFor = Pair{"history not kept: %s", "历史未保存：%s"}
)

// Unkept says that readings are not kept: with what is wrong at which file, with what is
// wrong, and alone. It is nil where they are kept.
func Unkept(err error, lang Lang) []string {
	if err == nil {
		return nil
	}
	fact, _ := Explain(err, lang)
	says := []string{unkeptFor.Fill(lang, fact), unkept.In(lang)}
	if file := (*fs.PathError)(nil); errors.As(err, &file) {
		says = slices.Insert(says, 1, unkeptFor.Fill(lang, clean.Line(file.Err.Error())))
	}
	return says
}

// Stale marks numbers that may be off by more than they may.
var Stale = Pair{"STALE", "过期"}

// The words of how an account stands.
var states = map[meter.State]Pair{
	meter.Out:    {"out", "用尽"},
	meter.Near:   {"near", "将尽"},
	meter.OK:     {"ok", "正常"},
	meter.Locked: {"locked", "待密钥"},
	meter.Failed: {"failed", "失败"},
	meter.Unread: {"unread", "未读取"},
}

// State names how an account stands.
func State(s meter.State, lang Lang) string { return states[s].In(lang) }

// The words of an age in steps.
var ageNow = Pair{"now", "刚刚"}

// The words of when numbers were read.
var (
	readNow    = Pair{"read just now", "刚刚读取"}
	readOldest = Pair{"oldest %s", "最旧 %s"}
)

// Oldest says how old the oldest of many numbers is.
func Oldest(lang Lang, d time.Duration) string {
	age := AgeStep(lang, d)
	if age == ageNow.In(lang) {
		return readNow.In(lang)
	}
	return readOldest.Fill(lang, age)
}

// AgeStep is Age in steps so wide that little is drawn because time passes: now,
// 10 s, 30 s, 1 min, 2 min, 5 min, then as Age.
func AgeStep(lang Lang, d time.Duration) string {
	for _, s := range []struct{ from, to, shown time.Duration }{
		{0, 10 * time.Second, 0}, {10 * time.Second, 30 * time.Second, 10 * time.Second}, {30 * time.Second, time.Minute, 30 * time.Second},
		{2 * time.Minute, 5 * time.Minute, 2 * time.Minute}, {5 * time.Minute, 10 * time.Minute, 5 * time.Minute},
	} {
		switch {
		case d < s.from || d >= s.to:
		case s.shown == 0:
			return ageNow.In(lang)
		default:
			return Age(lang, s.shown)
		}
	}
	if d < 0 {
		return ageNow.In(lang)
	}
	return Age(lang, d)
}
