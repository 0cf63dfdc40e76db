package demo

import (
	"math"
	"slices"
	"time"

	"wxops/wechat/simulate"
)

// Past is what the counters of one API showed before the demo began.
type Past struct {
	AppID, Path string
	Limit       int64
	Today       []Sample // the oldest first, none before the day began
	Days        []Day    // whole days, the newest first
}

// Sample is a counter at a moment.
type Sample struct {
	At   time.Time
	Used int64
}

// Day is a day of a counter, by quarters of an hour.
type Day struct {
	Start time.Time // its midnight in Beijing
	Used  [96]int64 // at the end of each quarter
	OutAt time.Time // when the quota ran out; zero: it did not
}

const (
	daysTold  = 7
	quarter   = 15 * time.Minute
	rushLasts = 20 * time.Minute // how long the counters that rise fast have done so
)

// factors tell the days before today from one another; today's is 1.
var factors = [daysTold]float64{0.98, 1.03, 0.95, 1.01, 0.97, 1.05, 0.94}

// pastOf tells the past of an account that the console has read before.
func pastOf(s *simulate.Server, a simulate.Account, start time.Time) []Past {
	var all []Past
	for _, l := range a.Limits {
		l.Daily = s.Quota(a.AppID, l.Path).Limit
		p := Past{AppID: a.AppID, Path: l.Path, Limit: l.Daily}
		past := row{l, start}
		if !a.AnySecret && a.AllowIPs == nil {
			p.Today = past.today()
		}
		for i, factor := range factors {
			p.Days = append(p.Days, past.day(i+1, factor))
		}
		all = append(all, p)
	}
	return all
}

// midnightOf is when the day of t began in Beijing, as it does for WeChat, told in the
// zone of t.
func midnightOf(t time.Time) time.Time {
	year, month, day := t.In(simulate.Beijing()).Date()
	return time.Date(year, month, day, 0, 0, 0, 0, simulate.Beijing()).In(t.Location())
}

// row is one counter, and how it came to stand where it does.
type row struct {
	simulate.Limit
	start time.Time // of the demo
}

func (r row) today() []Sample {
	midnight := midnightOf(r.start)
	var when []time.Time
	for t := midnight.Add(quarter - time.Second); t.Before(r.start); t = t.Add(quarter) {
		when = append(when, t)
	}
	step := min(time.Minute, r.start.Sub(midnight)/12) // so that there are some of a new day, too
	for i := range 10 {
		when = append(when, r.start.Add(-time.Duration(i+1)*step))
	}
	if end := r.end(); end.Before(r.start) { // somebody saw the last call go
		when = append(when, end.Add(-step), end)
	}
	slices.SortFunc(when, time.Time.Compare)
	var all []Sample
	for _, t := range slices.CompactFunc(when, time.Time.Equal) {
		if t.After(midnight) {
			all = append(all, Sample{t, r.used(t)})
		}
	}
	return all
}

// end is when a counter stopped to rise before the start, for want of calls.
func (r row) end() time.Time {
	if r.FromMidnight || r.Used < r.Daily {
		return r.start
	}
	elapsed := r.start.Sub(midnightOf(r.start))
	return r.start.Add(-min(2*rushLasts, elapsed/2))
}

// used is the counter at a moment of today before the start.
func (r row) used(t time.Time) int64 {
	if r.FromMidnight {
		return min(r.Daily, r.Used+r.calls(t, r.PerSecond))
	}
	return min(r.Used, r.rushed(t))
}

// rushed is the counter of an API that production has called much more than usual of late.
func (r row) rushed(t time.Time) int64 {
	midnight := midnightOf(r.start)
	end := r.end()
	rush := min(rushLasts, end.Sub(midnight)*4/5)
	if r.PerSecond > 0 { // most of the use, and not all of it, was in the rush
		rush = min(rush, time.Duration(0.85*float64(r.Used)/r.PerSecond*float64(time.Second)))
	}
	if began := end.Add(-rush); t.After(began) {
		return r.Used - int64(r.PerSecond*end.Sub(t).Seconds())
	}
	before := float64(r.Used) - r.PerSecond*rush.Seconds()
	usual := simulate.UsualDay.Between(midnight, end.Add(-rush), simulate.Beijing())
	return int64(before * simulate.UsualDay.Between(midnight, t, simulate.Beijing()) / math.Max(usual, 1e-9))
}

// calls is what a day at a mean pace brings until a moment of it.
func (r row) calls(t time.Time, perSecond float64) int64 {
	return int64(perSecond * simulate.UsualDay.Between(midnightOf(t), t, simulate.Beijing()))
}

// day tells of a day before today. An API that is called much more than usual today
// was not on the days before.
func (r row) day(ago int, factor float64) Day {
	d := Day{Start: midnightOf(r.start).Add(-time.Duration(ago) * 24 * time.Hour)}
	perSecond := r.PerSecond * factor
	if !r.FromMidnight {
		perSecond = 0.55 * factor * float64(r.Daily) / (24 * time.Hour).Seconds()
	}
	for i := range d.Used {
		end := d.Start.Add(time.Duration(i+1) * quarter)
		used := r.calls(end.Add(-time.Nanosecond), perSecond)
		if used >= r.Daily && d.OutAt.IsZero() {
			d.OutAt = end
		}
		d.Used[i] = min(r.Daily, used)
	}
	return d
}
