package meter

import "time"

// Saying is what there is to say about the end of an API's quota today.
type Saying int

// The sayings.
const (
	TooEarly Saying = iota // too little is known
	NoLimit                // there is no quota, or WeChat gave no figure
	IsOut                  // used up
	OutLater               // at Forecast.At, today
	NotToday               // the quota comes back before
	Flat                   // the counter stands still
)

// Basis is what a forecast was made from.
type Basis string

// The bases.
const (
	ByDay     Basis = "day"     // the day's average since midnight in Beijing: a guess
	ByRecent  Basis = "recent"  // the recent pace
	ByProfile Basis = "profile" // the last days' profile, scaled by the last hour
)

// Forecast is when an API's quota will be used up. It is never in the past,
// never made of stale numbers, and never beyond midnight in Beijing.
type Forecast struct {
	Saying  Saying
	At      time.Time // of OutLater; of IsOut since when, zero where that is not known
	PerHour float64   // calls an hour at present; 0 where it is not known
	Basis   Basis     // "" where nothing was forecast
	Guess   bool      // made without knowing the days before: to be marked as one
}

// forecast is what the numbers say; they are good.
//
// Where WeChat says that no call is left, that is shown, even where its counter
// says otherwise: what it refuses goes by the one, and the other can be half an hour late.
func (r *Row) forecast(now time.Time) Forecast {
	d := r.Quota.Daily
	switch {
	case r.NoQuota(), r.Read() && (d == nil || d.Limit <= 0):
		return Forecast{Saying: NoLimit}
	case !r.Read():
		return Forecast{}
	case d.Out():
		return Forecast{Saying: IsOut, At: r.outSince(now)}
	}
	f := Forecast{Saying: r.ends.saying, At: r.ends.at, PerHour: r.ends.pace * 3600, Basis: r.ends.basis, Guess: r.ends.guess}
	if f.Saying == OutLater && f.At.Before(now) {
		f.At = now // it may be any moment: the next reading tells
	}
	return f
}
