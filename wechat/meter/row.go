package meter

import (
	"slices"
	"time"

	"wxops/wechat"
)

// Row is what is known of one path. A reading that fails leaves the numbers of
// the one before in place, with the error beside them.
type Row struct {
	Path    string
	Quota   wechat.Quota // as last read
	At      time.Time    // when that was; zero: there are no numbers
	Err     error        // why there is no newer reading; nil: the last one came
	Samples []Sample     // of the counter, the oldest first

	usual *usual    // how its days go; nil: not known
	ends  estimate  // what follows from the numbers
	since time.Time // when they were first seen used up today, its midnight: before anybody looked; zero: they are not
	tried time.Time // when a reading last failed; zero: the last one came
	good  time.Time // until when the numbers may be believed; zero: for ever
}

// Read reports whether there are numbers, old ones perhaps.
func (r *Row) Read() bool { return !r.At.IsZero() }

// NoQuota reports whether there is nothing to read at this path.
func (r *Row) NoQuota() bool { return wechat.NoQuota(r.Err) }

// Used are the calls of today, -1 where WeChat did not tell them.
func (r *Row) Used() int64 {
	if r.Quota.Daily == nil {
		return -1
	}
	return r.Quota.Daily.Used
}

// PerSecond is how fast the counter rises at present, in calls a second; 0 when
// it stands still or too little is known.
func (r *Row) PerSecond() float64 { return r.ends.pace }

// yesterday reports whether the quota was given back since the row was read.
func (r *Row) yesterday(now time.Time) bool { return !now.Before(BackAt(r.At)) }

// Today reports whether a row has numbers of the day that it is in Beijing.
func (r *Row) Today(now time.Time) bool { return r.Read() && !r.yesterday(now) }

// counted reports whether a row has a counter of today.
func (r *Row) counted(now time.Time) bool { return r.Today(now) && r.Quota.Daily != nil }

// Standing is where the row belongs among the others, by its last numbers.
func (r *Row) Standing() Standing {
	switch {
	case r.NoQuota():
		return Standing{class: noQuota}
	case !r.Read():
		return Standing{class: isUnknown}
	}
	return StandingOf(r.Quota)
}

// With is the row after a reading, made at a time; r itself stays as it is. refresh
// is how often the most pressed rows are read.
func (r *Row) With(reading wechat.Reading, at time.Time, refresh time.Duration) *Row {
	row := *r
	row.take(reading, at)
	row.believe(refresh)
	return &row
}

// Remembering is a row that was not read yet, after what is remembered of its API.
// What contradicts the clock is left out.
func (r *Row) Remembering(p Past, now time.Time, refresh time.Duration) *Row {
	row := *r
	row.recall(p, now)
	row.believe(refresh)
	return &row
}

// Knowing is the row when the days before today are known too.
func (r *Row) Knowing(days []Day, now time.Time, refresh time.Duration) *Row {
	row := *r
	row.learn(days, now)
	row.believe(refresh)
	return &row
}

// setBack is how much older than the numbers a reading is where not the answer is late
// but the clock was set: no call takes that long.
const setBack = 10 * time.Minute

// take puts a reading into the row. One that answers a question older than the
// numbers changes nothing.
func (r *Row) take(reading wechat.Reading, at time.Time) {
	switch {
	case at.Before(r.At) && r.At.Sub(at) < setBack:
	case wechat.NoQuota(reading.Err):
		*r = Row{Path: r.Path, Err: reading.Err, usual: r.usual}
	case reading.Err != nil:
		r.Err, r.tried = reading.Err, at
	default:
		first := !r.Read() || r.yesterday(at)
		r.Quota, r.At, r.Err, r.tried = reading.Quota, at, nil, time.Time{}
		r.sample()
		r.seeOut(first)
		r.ends = r.foresee()
	}
}

// sample adds the numbers to the samples.
func (r *Row) sample() {
	if r.Quota.Daily == nil {
		return
	}
	kept := r.Samples
	for len(kept) > 0 && !kept[len(kept)-1].At.Before(r.At) {
		kept = kept[:len(kept)-1] // the clock was set back
	}
	r.Samples = thinned(slices.Concat(kept, []Sample{{r.At, r.Quota.Daily.Used}}))
}

// seeOut notes since when the quota is used up: from the first reading that saw it so, if one
// before it, of the same day, did not. WeChat's counters can be 1 % off, so one that
// gives back a few calls is still the one that was.
func (r *Row) seeOut(first bool) {
	d, midnight := r.Quota.Daily, midnightOf(r.At)
	if d == nil || !d.Out() && d.Remain > d.Limit/atItsLimit || r.since.Before(midnight) || r.since.After(r.At) {
		r.since = time.Time{}
	}
	switch {
	case d == nil || !d.Out() || !r.since.IsZero():
	case first:
		r.since = midnight
	default:
		r.since = r.At
	}
}

// outSince is when the quota was seen to be used up; zero where that was before anybody
// looked, or by a clock that was set back since.
func (r *Row) outSince(now time.Time) time.Time {
	if r.since.Equal(midnightOf(r.At)) || r.since.After(now) {
		return time.Time{}
	}
	return r.since
}

// recall takes over what is remembered, where nothing newer was read.
func (r *Row) recall(p Past, now time.Time) {
	if at := p.Last.At; r.Read() || at.IsZero() || at.After(now) {
		return
	}
	r.Quota, r.At, r.Samples = p.Last, p.Last.At, nil
	for _, s := range p.Today {
		after := len(r.Samples) == 0 || s.At.After(r.Samples[len(r.Samples)-1].At)
		if after && !s.At.After(r.At) && midnightOf(s.At).Equal(midnightOf(r.At)) {
			r.Samples = append(r.Samples, s)
		}
	}
	if n := len(r.Samples); n == 0 || r.Samples[n-1].At.Before(r.At) {
		r.sample()
	}
	r.Samples = thinned(r.Samples)
	if d := r.Quota.Daily; d != nil && d.Out() {
		r.since = sinceWhen(r.Samples, d)
		if out := p.OutSince; out.After(r.Samples[0].At) && !out.After(r.At) {
			r.since = out
		}
	}
	r.ends = r.foresee()
}

// sinceWhen is when the counter of a quota that is used up was first seen at its limit;
// its midnight where no sample saw it below.
func sinceWhen(samples []Sample, d *wechat.Daily) time.Time {
	i := len(samples) - 1
	for i > 0 && samples[i-1].Used >= d.Limit-d.Limit/atItsLimit {
		i--
	}
	if i == 0 {
		return midnightOf(samples[0].At)
	}
	return samples[i].At
}

// learn takes over the days before today.
func (r *Row) learn(days []Day, now time.Time) {
	r.usual = usualOf(days, now)
	r.ends = r.foresee()
}
