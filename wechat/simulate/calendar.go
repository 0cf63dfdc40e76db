package simulate

import "time"

// calendar says when the days and months begin by which WeChat counts.
type calendar struct {
	zone    *time.Location
	dayHour int
}

// day numbers the days by which WeChat counts.
func (c calendar) day(t time.Time) int64 {
	_, offset := t.In(c.zone).Zone()
	seconds := t.Unix() + int64(offset) - int64(c.dayHour)*3600
	return floorDiv(seconds, 86400)
}

func (c calendar) start(day int64) time.Time {
	guess := time.Unix(day*86400+int64(c.dayHour)*3600, 0)
	_, offset := guess.In(c.zone).Zone()
	return guess.Add(-time.Duration(offset) * time.Second)
}

func floorDiv(a, b int64) int64 {
	q := a / b
	if a%b < 0 {
		q--
	}
	return q
}

func (c calendar) sameMonth(a, b time.Time) bool {
	a, b = a.In(c.zone), b.In(c.zone)
	return a.Year() == b.Year() && a.Month() == b.Month()
}
