package ui

import (
	"strconv"
	"time"
)

// group writes a number with a comma between thousands, in both languages.
func group(n int64) string {
	s := strconv.FormatInt(n, 10)
	sign := ""
	if n < 0 {
		sign, s = "-", s[1:]
	}
	for i := len(s) - 3; i > 0; i -= 3 {
		s = s[:i] + "," + s[i:]
	}
	return sign + s
}

// The words of an age.
var (
	ageSeconds = Pair{"%d s", "%d 秒"}
	ageMinutes = Pair{"%d min", "%d 分钟"}
	ageHours   = Pair{"%d h", "%d 小时"}
	ageDays    = Pair{"%d days", "%d 天"}
)

// age writes how long ago something was, short enough for a status line. It
// moves in steps, because a screen that stands still costs no bytes.
func age(lang Lang, d time.Duration) string {
	switch d = max(d, 0); {
	case d < 10*time.Second:
		return ageSeconds.Fill(lang, int(d.Seconds())/5*5)
	case d < time.Minute:
		return ageSeconds.Fill(lang, int(d.Seconds())/10*10)
	case d < time.Hour:
		return ageMinutes.Fill(lang, int(d.Minutes()))
	case d < 48*time.Hour:
		return ageHours.Fill(lang, int(d.Hours()))
	}
	return ageDays.Fill(lang, int(d.Hours())/24)
}

// shortAge is age for a narrow column: 40s, 4m, 3h, 2d.
func shortAge(d time.Duration) string {
	switch d = max(d, 0); {
	case d < time.Minute:
		return strconv.Itoa(int(d.Seconds())/10*10) + "s"
	case d < time.Hour:
		return strconv.Itoa(int(d.Minutes())) + "m"
	case d < 48*time.Hour:
		return strconv.Itoa(int(d.Hours())) + "h"
	}
	return strconv.Itoa(int(d.Hours())/24) + "d"
}

// clockStep is how often the time on the screen moves: at every second it
// alone would cost more than an idle screen may.
const clockStep = 2 * time.Second

// clock writes a time of day with its zone, as 14:32:08 +08.
func clock(at time.Time) string { return at.Format("15:04:05 -07") }
