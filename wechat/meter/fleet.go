package meter

import (
	"context"
	"slices"
	"sync"
	"time"

	"wxops/wechat"
)

// Config says how a fleet is read.
type Config struct {
	Refresh    time.Duration // how often the most pressed rows are read; 0: only when asked
	Now        func() time.Time
	Memory     Memory // nil: nothing is remembered
	Flight     int    // calls under way at once over all accounts; 0: 32
	PerAccount int    // and of one account; 0: 8
}

// Fleet is the quotas of many accounts, read again and again. Its methods may be
// called by several goroutines; only Run and Once call WeChat.
type Fleet struct {
	cfg     Config
	changed chan struct{}

	mu       sync.Mutex
	order    []string
	accounts map[string]*metered
}

// metered is one account of a fleet.
type metered struct {
	Target
	rows   map[string]*Row
	err    error
	locked bool
	opened bool
	asked  []string // paths that a person waits for
}

// NewFleet makes a fleet of no accounts.
func NewFleet(cfg Config) *Fleet {
	return &Fleet{cfg: cfg, changed: make(chan struct{}, 1), accounts: map[string]*metered{}}
}

// Set says which accounts are read. What is known of one that stays, stays, unless
// it is another AppID or host now.
func (f *Fleet) Set(targets []Target) {
	f.mu.Lock()
	defer f.mu.Unlock()
	was := f.accounts
	f.order, f.accounts = make([]string, 0, len(targets)), make(map[string]*metered, len(targets))
	for _, t := range targets {
		m := was[t.ID]
		if m == nil || m.Key != t.Key {
			m = &metered{rows: map[string]*Row{}}
		}
		m.Target = t
		m.locked = t.Locked != nil && t.Locked()
		for _, p := range t.Paths {
			if m.rows[p] == nil {
				m.rows[p] = &Row{Path: p}
			}
		}
		f.order, f.accounts[t.ID] = append(f.order, t.ID), m
	}
	f.tell()
}

// Changed gives one value after whatever changed since the last.
func (f *Fleet) Changed() <-chan struct{} { return f.changed }

func (f *Fleet) tell() {
	select {
	case f.changed <- struct{}{}:
	default: // whoever looks will see this too
	}
}

// Account is what is known of one account; false where it is none of the fleet.
func (f *Fleet) Account(id string) (Account, bool) {
	f.mu.Lock()
	defer f.mu.Unlock()
	m := f.accounts[id]
	if m == nil {
		return Account{}, false
	}
	return m.account(), true
}

// Accounts is what is known of all of them, in their order.
func (f *Fleet) Accounts() []Account {
	f.mu.Lock()
	defer f.mu.Unlock()
	all := make([]Account, len(f.order))
	for i, id := range f.order {
		all[i] = f.accounts[id].account()
	}
	return all
}

func (m *metered) account() Account {
	a := Account{ID: m.ID, Key: m.Key, Levels: m.Levels, Err: m.err, Locked: m.locked, Opened: m.opened, Rows: make([]*Row, len(m.Paths))}
	for i, p := range m.Paths {
		a.Rows[i] = m.rows[p]
	}
	a.Of = len(m.asked)
	return a
}

// Read asks for paths of an account before all else; none are all of its own. An
// account that is read on demand only is read from then on.
func (f *Fleet) Read(id string, paths ...string) {
	f.mu.Lock()
	defer f.mu.Unlock()
	if m := f.accounts[id]; m != nil {
		if len(paths) == 0 {
			paths = m.Paths
		}
		m.asked = slices.Clone(paths)
		f.tell()
	}
}

// Stop takes back what was asked for an account and is not on the wire yet; false
// where nothing was.
func (f *Fleet) Stop(id string) bool {
	f.mu.Lock()
	defer f.mu.Unlock()
	m := f.accounts[id]
	if m == nil || len(m.asked) == 0 {
		return false
	}
	m.asked = nil
	f.tell()
	return true
}

// Unlocked says that an account's secret can be had now, and reads it.
func (f *Fleet) Unlocked(id string) {
	f.mu.Lock()
	if m := f.accounts[id]; m != nil {
		m.locked, m.err = false, nil
	}
	f.mu.Unlock()
	f.Read(id)
}

// Fail notes why an account cannot be read, as found out by somebody else.
func (f *Fleet) Fail(id string, err error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	if m := f.accounts[id]; m != nil {
		m.err, m.asked = err, nil
		f.tell()
	}
}

// Take takes over a reading that somebody else has made. Those of paths that are
// not watched are dropped.
func (f *Fleet) Take(id string, r wechat.Reading, at time.Time) {
	f.mu.Lock()
	defer f.mu.Unlock()
	m := f.accounts[id]
	if m == nil || m.rows[r.Path] == nil {
		return
	}
	m.rows[r.Path] = m.rows[r.Path].With(r, at, f.cfg.Refresh)
	m.asked = slices.DeleteFunc(m.asked, func(p string) bool { return p == r.Path })
	switch none := wechat.NoQuota(r.Err); {
	case r.Err != nil && !none:
		m.err = r.Err
	case !none || wechat.Code(r.Err) != 0: // a path that cannot be asked for is no answer
		m.err, m.opened, m.locked = nil, true, false
	}
	f.tell()
}

// Run reads what is due, and what is asked for, until ctx ends.
func (f *Fleet) Run(ctx context.Context) { <-ctx.Done() }

// Once reads every row of every account one time, those apart that others have read
// within the refresh, and returns when each has its answer.
func (f *Fleet) Once(ctx context.Context) {}
