// Package fleet reads the quotas of one account or a thousand, again and again: which
// account and which path is next, under one limit over all of them and one for each,
// so that a slow or dead one delays no other. What the numbers say is package meter's.
package fleet

import (
	"sync"
	"time"

	"wxops/wechat"
	"wxops/wechat/meter"
)

// Config says how a fleet is read.
type Config struct {
	Refresh    time.Duration // how often the most pressed rows are read; 0: once, and then only when asked
	Now        func() time.Time
	Memory     meter.Memory // nil: nothing is remembered
	Always     bool         // WeChat is asked for what others have read just now, too
	Flight     int          // calls under way at once over all accounts; 0: 32. Of an account that answers much later than the others, one more
	PerAccount int          // and of one account; 0: 8
}

// Fleet is the quotas of many accounts, read again and again. Its methods may be
// called by several goroutines; only Run and Once call WeChat.
type Fleet struct {
	cfg     Config
	changed chan struct{}

	mu       sync.Mutex
	order    []string
	accounts map[string]*metered
	run      *run // nil: none is under way
	seq      int  // counts questions and what overtakes them
}

// The limits that hold where a Config names none.
const (
	usualFlight     = 32
	usualPerAccount = 8
)

// New makes a fleet of no accounts.
func New(cfg Config) *Fleet {
	if cfg.Flight <= 0 {
		cfg.Flight = usualFlight
	}
	if cfg.PerAccount <= 0 {
		cfg.PerAccount = usualPerAccount
	}
	if cfg.Now == nil {
		cfg.Now = time.Now
	}
	return &Fleet{cfg: cfg, changed: make(chan struct{}, 1), accounts: map[string]*metered{}}
}

// now is the time on the wall, by which ages and due times count: the other clock of a
// process, by which it waits, stands still while its machine sleeps.
func (f *Fleet) now() time.Time { return f.cfg.Now().Round(0) }

// Set says which accounts are read. What is known of one that stays, stays, unless
// it is another AppID or host now.
func (f *Fleet) Set(targets []Target) {
	locked := make([]bool, len(targets)) // found out before the lock, because it is others' code
	for n, t := range targets {
		locked[n] = t.Locked != nil && t.Locked()
	}
	f.mu.Lock()
	defer f.mu.Unlock()
	was, lists := f.accounts, lists{}
	f.order, f.accounts = make([]string, 0, len(targets)), make(map[string]*metered, len(targets))
	for n, t := range targets {
		m := was[t.ID]
		if m == nil || m.Key != t.Key {
			m = newMetered(f.cfg.Memory != nil)
		}
		m.aim(t, lists.of(t.Paths), locked[n])
		m.order = n
		f.order, f.accounts[t.ID] = append(f.order, t.ID), m
	}
	for id, m := range was {
		if f.accounts[id] == m {
			continue
		}
		if m.gone = true; m.cancel != nil {
			m.cancel()
		}
		f.again(m)
	}
	for _, id := range f.order {
		f.again(f.accounts[id])
	}
	f.fill()
	f.tell()
}

// again looks at an account to which something has happened.
func (f *Fleet) again(m *metered) {
	if f.run != nil {
		f.run.admit(m)
	}
}

func (f *Fleet) fill() {
	if f.run != nil {
		f.run.fill()
	}
}

func (f *Fleet) once() bool { return f.run != nil && f.run.once }

// Changed gives one value after whatever changed since the last.
func (f *Fleet) Changed() <-chan struct{} { return f.changed }

func (f *Fleet) tell() {
	select {
	case f.changed <- struct{}{}:
	default: // whoever looks will see this too
	}
}

// Account is what is known of one account; false where it is none of the fleet.
func (f *Fleet) Account(id string) (meter.Account, bool) {
	f.mu.Lock()
	defer f.mu.Unlock()
	m := f.accounts[id]
	if m == nil {
		return meter.Account{}, false
	}
	return m.account(), true
}

// Accounts is what is known of all of them, in their order.
func (f *Fleet) Accounts() []meter.Account {
	f.mu.Lock()
	defer f.mu.Unlock()
	all := make([]meter.Account, len(f.order))
	for i, id := range f.order {
		all[i] = f.accounts[id].account()
	}
	return all
}

// Read asks for paths of an account before all else; none are all of its own. An
// account that is read on demand only is read from then on.
func (f *Fleet) Read(id string, paths ...string) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.ask(id, paths)
}

func (f *Fleet) ask(id string, paths []string) {
	m := f.accounts[id]
	if m == nil {
		return
	}
	m.wanted, m.try, m.held, m.until, m.pause = true, true, false, time.Time{}, time.Time{}
	if len(paths) == 0 {
		paths = m.Paths
	}
	for _, p := range paths {
		if i := m.item(p); i != nil {
			m.ask(i)
		}
	}
	f.again(m)
	f.fill()
	f.tell()
}

// Stop takes back what was asked for an account and is not on the wire yet; false
// where nothing was.
func (f *Fleet) Stop(id string) bool {
	f.mu.Lock()
	defer f.mu.Unlock()
	m := f.accounts[id]
	if m == nil {
		return false
	}
	stopped := false
	for _, i := range m.list {
		if !i.asked && !i.again {
			continue
		}
		stopped = true
		if i.again = false; i.call == nil {
			m.unqueue(i)
			f.schedule(m, i)
			f.delay(m, i)
		}
	}
	if stopped {
		f.again(m)
		f.fill()
		f.tell()
	}
	return stopped
}

// delay lets a row that was stopped wait for another refresh.
func (f *Fleet) delay(m *metered, i *item) {
	if !m.later.drop(i) || f.cfg.Refresh <= 0 {
		return
	}
	if soonest := f.now().Add(f.cfg.Refresh); i.due.Before(soonest) {
		i.due = soonest
	}
	m.later.put(i)
}

// Unlocked says that an account's secret can be had now, and reads it.
func (f *Fleet) Unlocked(id string) {
	f.mu.Lock()
	defer f.mu.Unlock()
	if m := f.accounts[id]; m != nil {
		m.locked, m.err, m.open = false, nil, false
		f.ask(id, nil)
	}
}

// Fail notes why an account cannot be read, as found out by somebody else.
func (f *Fleet) Fail(id string, err error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	if m := f.accounts[id]; m != nil {
		f.seq++
		f.failed(m, err, f.seq)
		f.again(m)
	}
}

// Take takes over a reading that somebody else has made. Those of paths that are
// not watched are dropped.
func (f *Fleet) Take(id string, r wechat.Reading, at time.Time) {
	f.mu.Lock()
	defer f.mu.Unlock()
	m := f.accounts[id]
	if m == nil || m.item(r.Path) == nil {
		return
	}
	f.seq++
	i, v := m.item(r.Path), judge(r.Err)
	i.taken = f.seq
	m.put(i, i.row.With(r, at.Round(0), f.cfg.Refresh))
	switch v {
	case aFigure, aRefusal:
		f.heard(m, f.seq, r.Err)
		m.locked = m.locked && !m.opened
	case ofAccount, tooFast:
		m.err, m.errSeq = r.Err, f.seq
	}
	f.taken(m, i, r.Err)
	f.again(m)
	f.fill()
	f.tell()
}

// taken puts a row, whose answer came from elsewhere, to where it belongs.
func (f *Fleet) taken(m *metered, i *item, err error) {
	switch {
	case i.call != nil:
	case m.ready.drop(i):
		f.settle(m, i)
		f.count(m, m.round.number, err)
	case m.later.drop(i):
		f.schedule(m, i)
	}
}
