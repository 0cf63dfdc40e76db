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

	pace  float64
	tried time.Time // when a reading last failed; zero: the last one came
	good  time.Time // until when the numbers may be believed; zero: for ever
}

// samplesKept is enough for an hour at the usual pace of reading.
const samplesKept = 120

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
func (r *Row) PerSecond() float64 { return r.pace }

// Standing is where the row belongs among the others, by its last numbers.
func (r *Row) Standing() Standing {
	switch {
	case r.NoQuota():
		return Standing{class: noQuota}
	case !r.Read():
		return Standing{class: isUnknown}
	}
	return standingOf(r.Quota)
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

// take puts a reading into the row. One that answers a question older than the
// numbers changes nothing.
func (r *Row) take(reading wechat.Reading, at time.Time) {
	switch {
	case at.Before(r.At):
	case wechat.NoQuota(reading.Err):
		*r = Row{Path: r.Path, Err: reading.Err}
	case reading.Err != nil:
		r.Err, r.tried = reading.Err, at
	default:
		r.Quota, r.At, r.Err, r.tried = reading.Quota, at, nil, time.Time{}
		r.sample()
	}
}

// recall takes over what is remembered, where nothing newer was read.
func (r *Row) recall(p Past, now time.Time) {
	if at := p.Last.At; r.Read() || at.IsZero() || at.After(now) {
		return
	}
	r.Quota, r.At, r.Samples = p.Last, p.Last.At, slices.Clone(p.Today)
	r.pace = pace(r.Samples)
}

// learn takes over the days before today.
func (r *Row) learn(days []Day, now time.Time) {}

func (r *Row) sample() {
	if r.Quota.Daily == nil {
		return
	}
	r.Samples = append(slices.Clip(r.Samples), Sample{r.At, r.Quota.Daily.Used})
	if over := len(r.Samples) - samplesKept; over > 0 {
		r.Samples = r.Samples[over:]
	}
	r.pace = pace(r.Samples)
}

// forecast is what the numbers say; they are good.
func (r *Row) forecast(now time.Time) Forecast {
	d := r.Quota.Daily
	switch {
	case r.NoQuota(), r.Read() && (d == nil || d.Limit <= 0):
		return Forecast{Saying: NoLimit}
	case !r.Read():
		return Forecast{}
	case d.Out():
		return Forecast{Saying: IsOut}
	}
	at := outAt(d, r.At, r.pace)
	if at.IsZero() || at.Before(now) {
		return Forecast{}
	}
	return Forecast{Saying: OutLater, At: at, PerHour: r.pace * 3600, Basis: ByRecent}
}
