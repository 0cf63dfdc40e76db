package meter

import "math"

// course is how busy today is against a usual day, and whether that changed.
type course struct {
	level  float64 // of late
	before float64 // until it changed; level where it did not
	age    float64 // slots since it changed; the whole day where it did not
}

// What moves the calls of some slots against those of a usual day, as parts of variances, and
// what is a change beside that. None of the figures is sharp.
const (
	perCall   = 2      // calls come in lumps
	perSlot   = .05    // no slot is quite like that of other days
	perDrift  = 2.4e-6 // a counter is up to 1 % off, and that wanders: a slot's, of the counter's square
	mostDrift = 4e-4
	unlikely  = 9    // against luck: three times the deviation
	bigTurn   = 1.35 // a smaller change may be the usual day's fault
	leastAge  = 1    // slots: the present pace tells of the last one
	passing   = 4    // times busier than before: that ends as it came
)

// course compares today with a usual day, and finds since when it goes otherwise than before:
// since the surest change, or one after that, such as the end of a surge.
func (e *estimator) course() course {
	whole := e.spanOf(0)
	prior := max(priorPart*e.shape.between(0, SlotsADay), priorCalls)
	level := (whole.calls + prior) / (whole.usual + prior)
	c := course{level, level, e.now}
	for s := e.turn(0); s > 0; s = e.turn(s) {
		c = course{e.spanOf(s).level(), e.day.middle(0, float64(s), &e.shape), e.now - float64(s)}
	}
	return c
}

// turn is the slot since when it surely goes otherwise than before, from a slot on; 0: it does not.
func (e *estimator) turn(from int) (at int) {
	whole, late, surest := e.spanOf(from), span{}, float64(unlikely)
	for s := int(e.now); s > from; s-- {
		late.add(e.spanOfSlot(s))
		if sure := e.turned(whole.without(late), late); sure > surest && late.slots >= leastAge {
			at, surest = s, sure
		}
	}
	return at
}

// ahead is how busy it will be so many slots from now. What began lately goes on for as
// long as it lasts already; if it is more and no surge, until midnight: a campaign does.
func (c course) ahead(slots float64) float64 {
	campaign := bigTurn*c.before < c.level && c.level < passing*c.before
	if campaign || slots <= max(soonSlots, c.age) {
		return c.level
	}
	return c.before
}

// turned says how surely it went otherwise in the late part of a day than in the early
// one, as a square of deviations; 0 where it did not.
func (e *estimator) turned(early, late span) float64 {
	if min(early.calls, early.usual, late.calls, late.usual) <= 0 {
		return 0
	}
	turn := math.Abs(math.Log(late.level() / early.level()))
	if turn < math.Log(bigTurn) {
		return 0
	}
	used := e.limit - e.left
	return turn * turn / (early.varies(used) + late.varies(used))
}

// span is some slots of today, and of a usual day.
type span struct{ slots, calls, usual, squares float64 }

func (e *estimator) spanOfSlot(s int) span {
	part := slotPart(s, 0, e.now)
	usual := e.shape[s] * part
	return span{part, e.day[s], usual, usual * usual}
}

// spanOf is what was of today from a slot on.
func (e *estimator) spanOf(from int) (p span) {
	for s := from; s <= int(e.now); s++ {
		p.add(e.spanOfSlot(s))
	}
	return p
}

func (p *span) add(o span) {
	p.slots, p.calls, p.usual, p.squares = p.slots+o.slots, p.calls+o.calls, p.usual+o.usual, p.squares+o.squares
}

func (p span) without(o span) span {
	return span{p.slots - o.slots, p.calls - o.calls, p.usual - o.usual, p.squares - o.squares}
}

func (p span) level() float64 { return p.calls / p.usual }

// varies is the relative variance of the level, of a counter that stands at used. A few
// slots that have most of the calls tell as much as so few.
func (p span) varies(used float64) float64 {
	drift := min(perDrift*p.slots, mostDrift) * used * used / (p.calls * p.calls)
	return perCall/p.calls + perSlot*p.squares/(p.usual*p.usual) + drift
}
