package words

import (
	"math"
	"strconv"
	"time"
)

// Group writes a number with a comma between thousands, in both languages.
func Group(n int64) string {
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

// Rise is Group of a difference, with its sign.
func Rise(n int64) string {
	if n < 0 {
		return Group(n)
	}
	return "+" + Group(n)
}

// large are the names of large numbers, the largest first.
var large = map[Lang][]struct {
	unit  float64
	name  string
	cells int
}{
	English: {{1e18, "E", 1}, {1e15, "P", 1}, {1e12, "T", 1}, {1e9, "G", 1}, {1e6, "M", 1}, {1e3, "k", 1}},
	Chinese: {{1e16, "亿亿", 4}, {1e12, "万亿", 4}, {1e8, "亿", 2}, {1e4, "万", 2}},
}

// Short is Group, or where that takes more than so many cells, the number as a
// part of a large one, cut and not rounded up: 12.34M, 1.23亿.
func Short(n int64, cells int, lang Lang) string {
	text := Group(n)
	if len(text) <= cells {
		return text
	}
	for _, l := range large[lang] {
		part := float64(n) / l.unit
		if math.Abs(part) < 1 {
			continue
		}
		for digits := 2; digits >= 0; digits-- {
			power := math.Pow10(digits)
			text = strconv.FormatFloat(math.Trunc(part*power)/power, 'f', -1, 64)
			if len(text)+l.cells <= cells {
				return text + l.name
			}
		}
	}
	return Group(n)
}

// The words of an age.
var (
	seconds = Pair{"%d s", "%d 秒"}
	minutes = Pair{"%d min", "%d 分钟"}
	hours   = Pair{"%d h", "%d 小时"}
	days    = Pair{"%d days", "%d 天"}
)

// Age writes how long ago something was, short enough for a status line. It
// moves in steps, because a screen that stands still costs no bytes.
func Age(lang Lang, d time.Duration) string {
	switch d = max(d, 0); {
	case d < 10*time.Second:
		return seconds.Fill(lang, int(d.Seconds())/5*5)
	case d < time.Minute:
		return seconds.Fill(lang, int(d.Seconds())/10*10)
	case d < time.Hour:
		return minutes.Fill(lang, int(d.Minutes()))
	case d < 48*time.Hour:
		return hours.Fill(lang, int(d.Hours()))
	}
	return days.Fill(lang, int(d.Hours())/24)
}

// ShortAge is age for a narrow column: 40s, 4m, 3h, 2d.
func ShortAge(d time.Duration) string {
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

// ClockStep is how often the time on the screen moves: at every second it
// alone would cost more than an idle screen may.
const ClockStep = 2 * time.Second

// Clock writes a time of day with its zone, as 14:32:08 +08.
func Clock(at time.Time) string { return at.Format("15:04:05 -07") }
