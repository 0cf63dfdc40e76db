package meter

import "time"

// Outlook is what a clear would buy: how long the quota lasts then, against
// waiting until it comes back by itself.
type Outlook struct {
	LastsUntil time.Time // at the present pace; BackAt where it lasts the day
	AtMost     bool      // it may be sooner: nobody saw since when the quota is out
	BackAt     time.Time // the next midnight in Beijing
}

// Lasts reports whether a cleared quota lasts until it comes back by itself.
func (o Outlook) Lasts() bool { return !o.LastsUntil.Before(o.BackAt) }

// Outlook says what a clear of one path would buy, or of all of them for "": there
// the one that is out or near its limit and would be out again first decides.
// It is false where no pace is known: then there is nothing to advise.
func (a Account) Outlook(path string, now time.Time) (Outlook, bool) {
	var soonest Outlook
	found := false
	for _, r := range a.Rows {
		if path != "" && r.Path != path || path == "" && a.Level(r) == LevelOK {
			continue
		}
		o, known := a.outlook(r, now)
		if known && (!found || o.LastsUntil.Before(soonest.LastsUntil)) {
			soonest, found = o, true
		}
	}
	return soonest, found
}

// outlook is what a clear of one row would buy. Of what the day says and what the minutes
// before it was out say, the sooner counts: a clear is spent for it.
func (a Account) outlook(r *Row, now time.Time) (Outlook, bool) {
	o := Outlook{BackAt: BackAt(now)}
	perHour, known := 0.0, false
	if o.LastsUntil, known = a.lastsUsually(r, now); !known {
		perHour, o.AtMost = a.demand(r, now)
		if perHour <= 0 {
			return Outlook{}, false
		}
		o.LastsUntil = lasts(r, perHour, now)
	}
	if before := a.paceBefore(r, now); before > 0 {
		if until := lasts(r, before, now); until.Before(o.LastsUntil) {
			o.LastsUntil, o.AtMost = until, false
		}
	}
	return o, true
}

// lasts is how long a row lasts that is cleared now, midnight at most.
func lasts(r *Row, perHour float64, now time.Time) time.Time {
	// Compared in hours: a Duration holds no more than 292 years.
	hours, back := float64(r.Quota.Daily.Limit)/perHour, BackAt(now)
	if hours >= back.Sub(now).Hours() {
		return back
	}
	return now.Add(time.Duration(hours * float64(time.Hour)))
}

// paceBefore is how fast a row that is out was used just before, in calls an hour; 0
// where nobody saw that, or it is too long ago to go on like that.
func (a Account) paceBefore(r *Row, now time.Time) float64 {
	f := a.Forecast(r, now)
	if f.Saying != IsOut || f.At.IsZero() || now.Sub(f.At) > widest {
		return 0
	}
	samples := settled(r.Samples)
	n := len(samples)
	for n > 0 && !samples[n-1].At.Before(f.At) {
		n--
	}
	if n < 2 || samples[n-1].Used-samples[0].Used < fewCalls || odd(samples[:n], r.Quota.Daily.Limit) {
		return 0
	}
	return pace(samples[:n]) * time.Hour.Seconds()
}

// leastDay is how much of a day must be over before its average says anything.
const leastDay = 30 * time.Minute

// demand is how fast a row is used, in calls an hour; 0 where that is not known.
// What is out stands still, so there it is the average of the day until it was; where nobody saw
// when that was it is at least the average until now.
func (a Account) demand(r *Row, now time.Time) (perHour float64, atLeast bool) {
	f := a.Forecast(r, now)
	switch {
	case f.PerHour > 0:
		return f.PerHour, false
	case f.Saying != IsOut:
		return 0, false
	}
	midnight, until := midnightOf(now), now
	if f.At.After(midnight) && f.At.Before(now) {
		until = f.At
	}
	if until.Sub(midnight) < leastDay {
		return 0, false
	}
	return float64(r.Quota.Daily.Limit) / until.Sub(midnight).Hours(), until.Equal(now)
}

// lastsUsually is until when a row that is out would last where its usual days are known:
// as they go on from now, as busy as today was until it was out. Where nobody saw when that was,
// today was at least as busy as it has to have been.
func (a Account) lastsUsually(r *Row, now time.Time) (until time.Time, some bool) {
	if r.usual == nil || a.Forecast(r, now).Saying != IsOut {
		return time.Time{}, false
	}
	shape, midnight, limit := r.usual.shape(), midnightOf(now), float64(r.Quota.Daily.Limit)
	level, end := 1.0, slotOf(now, midnight)
	if since := r.outSince(now); !since.IsZero() {
		level, end = 0, slotOf(since, midnight)
	}
	calls := limit
	if samples := settled(r.Samples); len(samples) > 0 {
		day := today(samples, &shape)
		calls = max(calls, day.between(0, end))
	}
	level = min(max(level, calls/shape.between(0, end)), oddLevel)
	return midnight.Add(time.Duration(shape.spend(limit/level, slotOf(now, midnight)) * float64(Slot))), true
}

// spend is when so many calls are made from a time of the day on, at most its end.
func (d *slots) spend(calls, from float64) float64 {
	for s := int(from); s < SlotsADay; s++ {
		more := d[s] * slotPart(s, from, SlotsADay)
		if more >= calls {
			return max(from, float64(s)) + calls/d[s]
		}
		calls -= more
	}
	return SlotsADay
}
