package simulate

import "time"

// Hours spreads the calls of a day over its hours; only their proportions
// count. The zero value is an even day.
type Hours [24]float64

// UsualDay is quiet before dawn, busy from the morning on and busiest in the evening.
var UsualDay = Hours{
	0.30, 0.18, 0.12, 0.10, 0.12, 0.25, 0.55, 0.90, 1.20, 1.40, 1.50, 1.50,
	1.40, 1.25, 1.25, 1.30, 1.35, 1.30, 1.35, 1.50, 1.70, 1.60, 1.15, 0.70,
}

const (
	secondsAnHour = 3600
	secondsADay   = 24 * secondsAnHour
)

// Between is how many seconds of an even day bring as many calls as the time
// from a to b does, by the clocks of the zone.
func (h Hours) Between(a, b time.Time, zone *time.Location) float64 {
	if h == (Hours{}) {
		return b.Sub(a).Seconds()
	}
	return h.until(b, zone) - h.until(a, zone)
}

// until counts from the first day of Unix time in the zone.
func (h Hours) until(t time.Time, zone *time.Location) float64 {
	_, offset := t.In(zone).Zone()
	local := t.Unix() + int64(offset)
	day := floorDiv(local, secondsADay)
	return float64(day)*secondsADay + secondsADay*h.share(float64(local-day*secondsADay)+float64(t.Nanosecond())/1e9)
}

// share is the part of a day's calls that is made in its first seconds.
func (h Hours) share(seconds float64) float64 {
	whole, made := 0.0, 0.0
	for i, weight := range h {
		whole += weight
		made += weight * min(1, max(0, seconds/secondsAnHour-float64(i)))
	}
	return made / whole
}
