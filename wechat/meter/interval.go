package meter

import (
	"time"

	"wxops/wechat"
)

// Interval is how long to wait before an API's quota is read again, because
// reading costs quota too: base from 80 % of the limit on and when it is out, twice base
// from 50 %, four times from 20 %, else eight times, as for an API without
// figures. It is never over ten minutes unless base is.
func Interval(q wechat.Quota, base time.Duration) time.Duration {
	const longest = 10 * time.Minute
	times := time.Duration(8)
	if d := q.Daily; d != nil {
		switch used := d.Percent(); {
		case d.Near():
			times = 1
		case used >= 50:
			times = 2
		case used >= 20:
			times = 4
		}
	}
	return max(base, min(times*base, longest))
}

// Due is when the row is to be read next, where the most pressed are read once a
// refresh: the zero time at once; false where there is nothing to read, or only when asked.
func (r *Row) Due(refresh time.Duration) (time.Time, bool) {
	switch {
	case refresh <= 0, r.NoQuota():
		return time.Time{}, false
	case r.Err != nil:
		return r.tried.Add(refresh), true
	case !r.Read():
		return time.Time{}, true
	}
	due := r.At.Add(Interval(r.Quota, refresh))
	if back := BackAt(r.At); back.Before(due) {
		return back, true
	}
	return due, true
}

// believe says until when the numbers may be believed: twice as long as they
// stand, so that a late answer marks nothing.
func (r *Row) believe(refresh time.Duration) {
	r.good = r.At.Add(max(2*time.Minute, 2*Interval(r.Quota, refresh)))
}

// BackAt is the next midnight in Beijing, when WeChat gives the day's quotas back.
func BackAt(now time.Time) time.Time {
	y, m, d := now.In(wechat.Beijing()).Date()
	return time.Date(y, m, d+1, 0, 0, 0, 0, wechat.Beijing())
}
