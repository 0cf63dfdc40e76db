package meter

import (
	"slices"
	"time"

	"wxops/wechat"
)

// Meter is what is known of one account's quotas. It has no lock: one
// goroutine at a time may use it. The zero value watches nothing.
type Meter struct {
	Refresh time.Duration // how often the most pressed rows are read; 0: only when asked

	paths []string
	rows  map[string]*Row
	err   error
	at    time.Time
	next  time.Time
}

// Watch sets the paths, in the order of the account's list; what is known of
// those that stay, stays.
func (m *Meter) Watch(paths []string) {
	rows := make(map[string]*Row, len(paths))
	for _, p := range paths {
		if row := m.rows[p]; row != nil {
			rows[p] = row
		} else {
			rows[p] = &Row{Path: p}
		}
	}
	m.paths, m.rows = slices.Clone(paths), rows
}

// Paths are the paths that are watched, in the order of the account's list.
func (m *Meter) Paths() []string { return m.paths }

// Row is what is known of a path; an empty row where it is not watched.
func (m *Meter) Row(path string) *Row {
	if row := m.rows[path]; row != nil {
		return row
	}
	return &Row{Path: path}
}

// Err is why the last sweep, or a row of it, had no answer, nil as soon as one
// came. It is not about one API: of such an error only its row knows.
func (m *Meter) Err() error { return m.err }

// At is when the last answer came; zero before the first.
func (m *Meter) At() time.Time { return m.at }

// Next is when the next sweep is due; zero: when it is asked for.
func (m *Meter) Next() time.Time { return m.next }

// Take puts a reading of one path into its row; those of others are dropped.
func (m *Meter) Take(r wechat.Reading, at time.Time) {
	row := m.rows[r.Path]
	if row == nil {
		return
	}
	row.take(r, at)
	switch none := wechat.NoQuota(r.Err); {
	case r.Err != nil && !none:
		m.err = r.Err
	case !none || wechat.Code(r.Err) != 0: // a path that cannot be asked for is no answer
		m.err, m.at = nil, at
	}
}

// Failed notes that nothing could be asked for.
func (m *Meter) Failed(err error) { m.err = err }

// Ended notes the end of a sweep: the time to the next one runs from it.
func (m *Meter) Ended(now time.Time) {
	if m.next = (time.Time{}); m.Refresh > 0 {
		m.next = now.Add(m.Refresh)
	}
}

// Due are the paths whose time has come, the most pressed first, none before the
// next sweep: those near their limit at every refresh, the others more seldom,
// because reading costs quota too; and all that were read on another day in Beijing.
func (m *Meter) Due(now time.Time) []string {
	if m.Refresh <= 0 || m.next.IsZero() || now.Before(m.next) {
		return nil
	}
	var paths []string
	for _, p := range m.paths {
		if m.rows[p].due(now, m.Refresh) {
			paths = append(paths, p)
		}
	}
	return m.Order(paths)
}

func (r *Row) due(now time.Time, refresh time.Duration) bool {
	switch {
	case r.NoQuota():
		return false
	case !r.Read() || r.Err != nil:
		return true
	}
	return now.Sub(r.At) >= Interval(r.Quota, refresh) || r.yesterday(now)
}

// yesterday reports whether the quota was given back since the row was read.
func (r *Row) yesterday(now time.Time) bool { return !now.Before(BackAt(r.At)) }

// Order gives paths in the order in which they should be read: the most pressed
// first, equal ones as they stood.
func (m *Meter) Order(paths []string) []string {
	out := slices.Clone(paths)
	slices.SortStableFunc(out, func(a, b string) int { return m.Row(a).Standing().Compare(m.Row(b).Standing()) })
	return out
}

// Stale reports whether a row's numbers are older than they may be at its pace
// of reading, or could not be read again.
func (m *Meter) Stale(path string, now time.Time) bool {
	r := m.Row(path)
	limit := 2 * time.Minute
	if m.Refresh > 0 {
		limit = max(limit, 2*Interval(r.Quota, m.Refresh))
	}
	return r.Read() && (m.err != nil || r.Err != nil || now.Sub(r.At) > limit || r.yesterday(now))
}

// OutAt is when a path's quota will be used up at its present pace; zero when it
// already is, will not be before it comes back at midnight in Beijing, or is not known: a
// forecast is never in the past, and never made of stale numbers.
func (m *Meter) OutAt(path string, now time.Time) time.Time {
	r := m.Row(path)
	at := outAt(r.Quota.Daily, r.At, r.ends.pace)
	if at.Before(now) || m.Stale(path, now) {
		return time.Time{}
	}
	return at
}

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
