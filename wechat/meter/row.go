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

	pace float64
	good time.Time // until when the numbers may be believed; zero: for ever
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

// take puts a reading into the row. One that answers a question older than the
// numbers changes nothing.
func (r *Row) take(reading wechat.Reading, at time.Time) {
	switch {
	case at.Before(r.At):
	case wechat.NoQuota(reading.Err):
		*r = Row{Path: r.Path, Err: reading.Err}
	case reading.Err != nil:
		r.Err = reading.Err
	default:
		r.Quota, r.At, r.Err = reading.Quota, at, nil
		r.sample()
	}
}

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
