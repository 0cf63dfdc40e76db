package fleet

import (
	"cmp"
	"math/rand/v2"
	"time"

	"wxops/wechat/meter"
)

// want is what an account is to get next.
type want int

const (
	wantNothing want = iota
	wantMemory       // what is remembered of it
	wantOpen         // its client, and the secret
	wantNews         // what others have read since
	wantToken
	wantRow
)

// The ways in which a row can be more urgent than others.
const (
	tierNear   = iota // near its limit, or out
	tierRising        // fast
	tierQuiet
)

// risingFast is the part of the limit that a row uses in ten minutes when it rises fast.
const risingFast = 0.01

func (i *item) urgency() int {
	switch d := i.row.Quota.Daily; {
	case i.hint.Near():
		return tierNear
	case d != nil && i.row.PerSecond()*600 >= risingFast*float64(d.Limit) && d.Limit > 0:
		return tierRising
	}
	return tierQuiet
}

// compare orders rows that are to be read now, the first one first: what a person
// waits for, then by urgency, then the longest unread, and as the list has them.
func (i *item) compare(o *item) int {
	return cmp.Or(
		-cmpBool(i.asked, o.asked), cmp.Compare(i.tier, o.tier), i.row.At.Compare(o.row.At),
		i.hint.Compare(o.hint), cmp.Compare(i.index, o.index),
	)
}

func cmpBool(a, b bool) int {
	switch {
	case a == b:
		return 0
	case a:
		return 1
	}
	return -1
}

// compare orders accounts that can have a call, the first one first: what a person
// waits for, then those of which nothing is known, then by their rows.
func (m *metered) compare(o *metered) int {
	if m.stage != o.stage || m.stage == stageFirst || m.stage == stageToken {
		return cmp.Or(cmp.Compare(m.stage, o.stage), cmp.Compare(m.order, o.order))
	}
	return cmp.Or(m.first.compare(o.first), cmp.Compare(m.order, o.order))
}

// stage is how far an account has come, in the order of their turns.
type stage int

const (
	stageAsked stage = iota // a person waits
	stageFirst              // it has a token and no figure
	stageToken              // it has no token
	stageRows
)

func (m *metered) stageNow() stage {
	switch {
	case m.first.asked:
		return stageAsked
	case !m.token:
		return stageToken
	case !m.started:
		return stageFirst
	}
	return stageRows
}

// pick gives the row that is read now: the worst one known before any other, so
// that an account has its worst figure first.
func (m *metered) pick() *item {
	best := m.ready.waiting[0]
	if m.started {
		return best
	}
	for _, i := range m.ready.waiting {
		if cmp.Or(-cmpBool(i.asked, best.asked), i.hint.Compare(best.hint), cmp.Compare(i.index, best.index)) < 0 {
			best = i
		}
	}
	return best
}

// rests reports whether nothing is read of an account by itself.
func (m *metered) rests() bool { return m.held || m.OnDemand && !m.wanted || m.waits() }

// waits reports whether the account's secret waits for a person.
func (m *metered) waits() bool { return m.locked && !m.try }

// width is how many calls the account may have at once: one until it has answered,
// and while it is slow.
func (m *metered) width(most int) int {
	if !m.started || m.slow {
		return 1
	}
	return most
}

// next says what the account is to get now; of nothing, when to look again, zero:
// when something has happened to it. That, and the pace, go by the process's clock,
// which no one sets.
func (f *Fleet) next(m *metered, now, clock time.Time) (want, time.Time) {
	switch {
	case m.busy || m.gone:
		return wantNothing, time.Time{}
	case m.waits() && !f.once(): // many may, and what is remembered of them is soon old
		return wantNothing, time.Time{}
	case !m.recalled:
		return wantMemory, time.Time{}
	case m.rests():
		return wantNothing, time.Time{}
	case m.list == nil:
		m.unfold()
	}
	switch idle := len(m.ready.waiting)+len(m.later.waiting) == 0; {
	case m.overdue > 0 || m.flight >= m.width(f.cfg.PerAccount):
		return wantNothing, time.Time{}
	case idle:
		return wantNothing, time.Time{}
	case m.until.After(now):
		return wantNothing, clock.Add(m.until.Sub(now))
	case m.pause.After(clock):
		return wantNothing, m.pause
	}
	m.until = time.Time{}
	m.promote(now.Add(f.gather()))
	first, some := m.ready.first()
	if !some {
		m.told = false
		i, _ := m.later.first()
		return wantNothing, clock.Add(i.due.Sub(now))
	}
	if free := m.pace.Next(); m.open && m.token && free.After(clock) {
		return wantNothing, free
	}
	m.first = first
	m.stage = m.stageNow()
	return f.step(m, first, clock), time.Time{}
}

// step is what the account needs before its row can be read.
func (f *Fleet) step(m *metered, first *item, clock time.Time) want {
	switch {
	case !first.asked && f.wantsNews(m, clock):
		return wantNews
	case !m.open:
		return wantOpen
	case !m.token:
		return wantToken
	}
	return wantRow
}

// within reports whether at is at most d ago.
func within(at, now time.Time, d time.Duration) bool {
	return !at.IsZero() && !at.After(now) && now.Sub(at) <= d
}

// promote makes the rows ready that are due.
func (m *metered) promote(now time.Time) {
	for i, some := m.later.first(); some && !i.due.After(now); i, some = m.later.first() {
		m.later.drop(i)
		m.get(i)
	}
}

// get makes a row ready.
func (m *metered) get(i *item) {
	i.tier = i.urgency()
	m.ready.put(i)
	m.round.of++
}

// ask makes a row ready before all others.
func (m *metered) ask(i *item) {
	switch {
	case i.call != nil:
		i.again = true
		return
	case m.ready.drop(i):
		m.round.of--
	}
	m.later.drop(i)
	i.asked = true
	m.get(i)
}

// settle puts a row to where it belongs after its answer.
func (f *Fleet) settle(m *metered, i *item) {
	if i.again {
		i.again, i.asked = false, true
		m.get(i)
		return
	}
	i.asked = false
	f.schedule(m, i)
}

// schedule lets a row wait until it is due.
func (f *Fleet) schedule(m *metered, i *item) {
	if f.run != nil && f.run.once {
		return
	}
	due, some := i.row.Due(f.cfg.Refresh)
	if !some && (i.row.Read() || i.row.Err != nil) {
		return
	}
	i.due = f.apart(due)
	m.later.put(i)
}

// gather is how much too early a row may be read with others, so that a machine at
// rest wakes up less often.
func (f *Fleet) gather() time.Duration { return min(f.cfg.Refresh/30, time.Second) }

// apart brings a row's time forward by up to a tenth, where others may read the same: who
// comes first asks WeChat, and the others take it over. Nothing is read early
// for midnight in Beijing, because it would be yesterday's.
func (f *Fleet) apart(due time.Time) time.Time {
	now := f.now()
	left := due.Sub(now)
	switch {
	case f.cfg.Memory == nil || left <= 0:
		return due
	case !due.Before(meter.BackAt(now)):
		return due.Add(rand.N(midnightSpread))
	}
	return due.Add(-rand.N(left/10 + 1))
}

// midnightSpread is how far apart several readers of the same begin a day.
const midnightSpread = 3 * time.Second
