package fleet

import (
	"context"
	"sync"
	"time"
)

const (
	longestSleep = time.Minute // the clock may have jumped meanwhile, or the machine slept
	clockSlack   = time.Second // less is no jump
)

// run is one Run or Once of a fleet. The fleet's lock covers it.
type run struct {
	*Fleet
	ctx   context.Context
	once  bool
	ended bool
	idle  chan struct{}  // of Once: closed when nothing is left
	work  sync.WaitGroup // every goroutine

	able    queue[*metered] // can have a call now
	asleep  queue[*metered] // until their time
	flight  int             // slots in use
	overdue int             // calls that gave theirs back
	typical time.Duration   // how long an answer takes
	gates   map[string]*gate
	jobs    int
	timer   *time.Timer
	keeping bool

	last, lastClock time.Time // when the clocks were last looked at
}

// Run reads what is due, and what is asked for, until ctx ends. It leaves no
// goroutine behind. A fleet has one Run or Once at a time.
func (f *Fleet) Run(ctx context.Context) { f.reading(ctx, false) }

// Once reads every row of every account one time, those apart that others have read
// within the refresh, and returns when each has its answer. Accounts that are
// locked, or read on demand only and not asked for, are left out.
func (f *Fleet) Once(ctx context.Context) { f.reading(ctx, true) }

func (f *Fleet) reading(ctx context.Context, once bool) {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	r := f.begin(ctx, once)
	select {
	case <-ctx.Done():
	case <-r.idle:
	}
	f.mu.Lock()
	r.ended = true
	r.timer.Stop()
	f.mu.Unlock()
	cancel()
	r.work.Wait()
	f.flush(r)
	f.mu.Lock()
	defer f.mu.Unlock()
	f.run = nil
	for _, id := range f.order {
		m := f.accounts[id]
		m.ctx, m.cancel, m.busy, m.open, m.place = nil, nil, false, false, 0
	}
}

func (f *Fleet) begin(ctx context.Context, once bool) *run {
	f.mu.Lock()
	defer f.mu.Unlock()
	place := func(m *metered) *int { return &m.place }
	r := &run{Fleet: f, ctx: ctx, once: once, typical: typicalAtOnce, idle: make(chan struct{}), gates: map[string]*gate{}}
	r.able = queue[*metered]{before: func(a, b *metered) bool { return a.compare(b) < 0 }, place: place}
	r.asleep = queue[*metered]{before: func(a, b *metered) bool { return a.wake.Before(b.wake) }, place: place}
	r.timer = time.AfterFunc(longestSleep, r.ring)
	f.run, r.last, r.lastClock = r, f.now(), time.Now()
	for _, id := range f.order {
		m := f.accounts[id]
		if once {
			m.dealt = false
		} else {
			f.resume(m)
		}
		r.admit(m)
	}
	r.fill()
	return r
}

// resume lets every row wait that does not, as after Once.
func (f *Fleet) resume(m *metered) {
	m.held = false
	for _, i := range m.list {
		if i.place == 0 {
			f.schedule(m, i)
		}
	}
}

// deal makes the rows ready that Once asks for.
func (f *Fleet) deal(m *metered, now time.Time) {
	m.dealt = true
	m.unfold()
	m.later.empty()
	for _, i := range m.list {
		fresh := !f.cfg.Always && within(i.row.At, now, f.cfg.Refresh)
		if i.place == 0 && !fresh && !i.row.NoQuota() && !m.rests() {
			m.get(i)
		}
	}
}

// admit gives an account its place in the queues.
func (r *run) admit(m *metered) {
	r.able.drop(m)
	r.asleep.drop(m)
	if r.ended {
		return
	}
	now := r.now()
	if r.once && m.recalled && !m.dealt {
		r.deal(m, now)
	}
	m.does, m.wake = r.next(m, now, time.Now())
	switch m.does {
	case wantMemory:
		r.recall(m)
	case wantNews:
		r.news(m)
	case wantOpen:
		r.open(m)
	case wantToken, wantRow:
		if m.slow && r.overdue < mostOverdue {
			r.start(m) // it takes no slot from the others
			return
		}
		r.able.put(m)
	default:
		if !m.wake.IsZero() {
			r.asleep.put(m)
		}
	}
}

// ring wakes the accounts whose time has come.
func (r *run) ring() {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.fill()
}

// fill starts as many calls as may be under way.
func (r *run) fill() {
	if r.ended {
		return
	}
	r.watchClock()
	for m, some := r.asleep.first(); some && !m.wake.After(time.Now()); m, some = r.asleep.first() {
		r.admit(m)
	}
	for r.flight < r.cfg.Flight {
		m, some := r.able.first()
		if !some {
			break
		}
		r.able.drop(m)
		r.start(m)
		r.admit(m)
	}
	sleep := longestSleep
	if m, some := r.asleep.first(); some {
		sleep = min(sleep, time.Until(m.wake))
	} else if r.once && r.flight+r.overdue+r.jobs == 0 && len(r.able.waiting) == 0 {
		r.ended = true
		close(r.idle)
		return
	}
	r.timer.Reset(sleep)
}

// watchClock notices that the clock was set, or that the machine slept, and looks at all
// accounts anew. What was read in what is the future now is due.
func (r *run) watchClock() {
	now, clock := r.now(), time.Now()
	jump := now.Sub(r.last) - clock.Sub(r.lastClock)
	if r.last, r.lastClock = now, clock; jump.Abs() < clockSlack {
		return
	}
	for _, id := range r.order {
		m := r.accounts[id]
		m.until = time.Time{}
		for _, i := range m.later.empty() {
			if i.row.At.After(now) {
				i.due = now
			}
			m.later.put(i)
		}
		r.admit(m)
	}
}
