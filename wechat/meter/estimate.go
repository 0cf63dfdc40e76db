package meter

import (
	"math"
	"time"

	"wxops/wechat"
)

// estimate is what can be foreseen of a row from one reading to the next.
type estimate struct {
	saying Saying
	at     time.Time // of OutLater
	basis  Basis
	guess  bool
	pace   float64       // calls a second at present
	holds  time.Duration // how long the counter takes to move as far as it may
}

// The judgement of a forecast. The figures are those with which the replay does best
// over several shapes of days; none of them is sharp.
const (
	fewReadings = 3
	fewCalls    = 10   // fewer are no pace
	nearSlots   = 1.0  // for so long the present pace goes on
	soonSlots   = 4.0  // an end within the hour needs no second opinion
	agrees      = 1.5  // times another pace it is the same
	floorPart   = 0.1  // of the mean slot: what the quietest one of a usual day counts
	priorPart   = .03  // of a usual day's calls: so much says that today is one
	priorCalls  = 60   // and so many, where calls are few
	overUsual   = .05  // so far over what is left the day has to end, with a usual day
	overLimit   = .015 // and over the limit, of which the counter is up to 1 % off
	overGuess   = .1   // and without a usual day
	lineSlots   = 12.0 // an end in three hours needs no line
	lineAgrees  = .9   // of the limit: where the line from midnight does not contradict a usual day
	surgeTimes  = 2.5  // the pace of the last two hours
	surgePart   = .01  // of the limit
)

// estimator foresees from the samples of a day that can be believed.
type estimator struct {
	samples     []Sample
	limit, left float64
	usual       bool
	shape       slots // a usual day, or an even one
	day         slots // today
	midnight    time.Time
	now         float64 // slots since then
	pace        float64 // calls a slot
}

// foresee works out what follows from the numbers, where they can be believed.
func (r *Row) foresee() estimate {
	d := r.Quota.Daily
	if d == nil || d.Limit <= 0 || d.Out() {
		return estimate{holds: longestUsual}
	}
	samples := settled(r.Samples)
	if len(samples) == 0 || !consistent(d) {
		return estimate{}
	}
	last, wrong := samples[len(samples)-1], odd(samples, d.Limit)
	switch {
	case wrong && fell(samples[len(samples)-2].Used, last.Used):
		return estimate{} // cleared, or told wrong: the next reading tells
	case wrong:
		samples = samples[:len(samples)-1]
	}
	e := newEstimator(samples, d, r.usual)
	if wrong { // it says nothing of the pace, and no end that it contradicts is said
		e.left = min(e.left, float64(d.Limit-last.Used))
	}
	o := e.end()
	if wrong && (o.saying == OutLater || o.saying == Flat || d.Part() >= nearPart) {
		o = estimate{guess: true} // after a jump it does not stand still, and near its limit nobody knows that it lasts
	}
	if o.pace == 0 {
		o.pace = e.pace / Slot.Seconds()
	}
	if last.At.Equal(r.At) && !wrong {
		o.holds = e.holds(d)
	}
	return o
}

// consistent reports whether numbers agree with each other, as far as WeChat's do:
// they can be 1 % off. Of others nothing is foreseen.
func consistent(d *wechat.Daily) bool {
	off := math.Abs(float64(d.Limit) - float64(d.Used) - float64(d.Remain))
	return d.Limit > 0 && d.Used >= 0 && d.Used <= d.Limit && off <= float64(d.Limit)/20
}

func newEstimator(samples []Sample, d *wechat.Daily, u *usual) *estimator {
	last := samples[len(samples)-1]
	e := &estimator{samples: samples, limit: float64(d.Limit), left: float64(d.Limit - last.Used), usual: u != nil, midnight: midnightOf(last.At)}
	e.now = slotOf(last.At, e.midnight)
	e.shape = u.shape()
	e.day = today(samples, &e.shape)
	e.pace = pace(samples) * Slot.Seconds()
	return e
}

// shape is how calls are spread over a day; evenly where nothing is known. No slot is
// without calls: today need not keep to the pauses of other days.
func (u *usual) shape() (shape slots) {
	for s := range shape {
		if shape[s] = 1; u != nil {
			shape[s] = max(float64(u.calls[s]), floorPart*float64(mean(u.calls[:])))
		}
	}
	return shape
}

// end is when the quota is used up.
func (e *estimator) end() estimate {
	if !e.usual && !e.paced() {
		return e.byDay()
	}
	at, sure := e.said()
	o := estimate{saying: OutLater, basis: ByRecent, guess: !e.usual}
	if e.usual {
		o.basis = ByProfile
	}
	if s := e.surge(); s > 0 && e.left/s <= soonSlots && (!sure || e.now+e.left/s < at) {
		at, sure, o.basis = e.now+e.left/s, true, ByRecent
	}
	flat := e.flat()
	switch {
	case flat && (!e.usual || at >= SlotsADay):
		return estimate{saying: Flat, guess: !e.usual}
	case at >= SlotsADay && !e.threatens():
		return estimate{saying: NotToday, guess: !e.usual}
	case at >= SlotsADay, !sure:
		return estimate{guess: !e.usual}
	}
	o.at = e.sooner(e.clock(at))
	return o
}

// threatens reports whether the quota would soon be used up at the present pace, before
// midnight: nobody can say then that it will last.
func (e *estimator) threatens() bool {
	soon := lineSlots
	if e.usual {
		soon = soonSlots
	}
	return e.paced() && e.left < e.pace*min(soon, SlotsADay-e.now)
}

// paced reports whether the readings tell a pace, or that there is none.
func (e *estimator) paced() bool {
	first, last := e.samples[0], e.samples[len(e.samples)-1]
	return len(e.samples) >= fewReadings && last.Used-first.Used >= fewCalls || e.flat()
}

// flatFor is how long a counter has to stand still to be called flat.
const flatFor = 10 * time.Minute

// flat reports whether the counter stands still.
func (e *estimator) flat() bool {
	last, from := e.samples[len(e.samples)-1], len(e.samples)-1
	for from > 0 && e.samples[from-1].Used == last.Used {
		from--
	}
	return len(e.samples)-from >= fewReadings && last.At.Sub(e.samples[from].At) >= flatFor
}

func (e *estimator) clock(slot float64) time.Time {
	return e.midnight.Add(time.Duration(slot * float64(Slot)))
}

// byDay is what the average since midnight says: a guess.
func (e *estimator) byDay() estimate {
	last := e.samples[len(e.samples)-1]
	if last.Used <= 0 || e.now <= 0 {
		return estimate{guess: true}
	}
	pace := float64(last.Used) / e.now
	o := estimate{saying: NotToday, guess: true}
	if last.At.Sub(e.midnight) >= leastDay {
		o.pace = pace / Slot.Seconds()
	}
	if at := e.now + e.left/pace; at < SlotsADay {
		o.saying, o.at, o.basis = OutLater, e.sooner(e.clock(at)), ByDay
	}
	return o
}

// said is when the quota is used up if the day goes on as it should, +Inf for not today,
// and whether that is sure enough to be said: it is within the hour, or with a margin, and
// where there is a usual day the line from midnight comes near the limit too: of a surge that
// ends nobody knows hours before.
func (e *estimator) said() (at float64, sure bool) {
	at, calls := e.walk()
	least := e.left * (1 + overGuess)
	if e.usual {
		least = e.left*(1+overUsual) + overLimit*e.limit
	}
	line := e.day.between(0, e.now) / e.now * SlotsADay
	agree := !e.usual || at-e.now <= lineSlots || line >= lineAgrees*e.limit
	return at, at-e.now <= soonSlots || agree && calls >= least
}

// walk goes through the rest of the day: when the quota is used up, and the calls until midnight.
func (e *estimator) walk() (at, calls float64) {
	at = math.Inf(1)
	busy := e.busy()
	for s := int(e.now); s < SlotsADay; s++ {
		part, ahead := slotPart(s, e.now, SlotsADay), float64(s)+.5-e.now
		more := e.soon(ahead, busy(ahead)*e.shape[s]) * part
		if math.IsInf(at, 1) && more > 0 && calls+more >= e.left {
			at = max(e.now, float64(s)) + (e.left-calls)/more*part
		}
		calls += more
	}
	return at, calls
}

// busy tells how busy it will be, against the shape, so many slots from now. Where no usual
// day is known it looks back as far as it looks ahead: so a surge is believed for as long as
// it has lasted, and what has gone on since the morning until the evening.
func (e *estimator) busy() func(ahead float64) float64 {
	if e.usual {
		return e.course().ahead
	}
	look, level := 0.0, 0.0
	return func(ahead float64) float64 {
		if ahead > look {
			look = max(soonSlots, 2*look)
			level = e.level(look)
		}
		return level
	}
}

// soon is a pace foreseen, in calls a slot; of the next slot it is the present one. A usual day's
// is the steadier, if they agree and the end is not that near.
func (e *estimator) soon(ahead, foreseen float64) float64 {
	agree := e.usual && e.pace*nearSlots < e.left && e.pace < agrees*foreseen && foreseen < agrees*e.pace
	if ahead >= nearSlots || len(e.samples) < fewReadings || agree {
		return foreseen
	}
	return e.pace
}

// level is how busy the last slots were against the shape; drawn to a usual day while they
// tell little.
func (e *estimator) level(look float64) float64 {
	level := e.day.middle(e.now-look, e.now, &e.shape)
	if !e.usual {
		return level
	}
	seen, prior := e.shape.between(e.now-look, e.now), priorPart*e.shape.between(0, SlotsADay)
	return (level*seen + prior) / (seen + prior)
}

// surge is the pace of the last two rises where it is far over that of the last
// hours; 0 where it is not.
func (e *estimator) surge() float64 {
	n := len(e.samples)
	if n < fewReadings {
		return 0
	}
	a, b, c := e.samples[n-3], e.samples[n-2], e.samples[n-1]
	pace := float64(c.Used-b.Used) / slotOf(c.At, b.At)
	usual := e.day.middle(e.now-2*soonSlots, e.now, &e.shape) * e.shape[min(int(e.now), SlotsADay-1)]
	if b.Used <= a.Used || c.Used <= b.Used || float64(c.Used-a.Used) < surgePart*e.limit || pace < surgeTimes*usual {
		return 0
	}
	return pace
}
