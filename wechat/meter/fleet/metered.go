package fleet

import (
	"context"
	"slices"
	"time"

	"wxops/wechat"
	"wxops/wechat/meter"
)

// metered is one account of a fleet. The fleet's lock covers it.
type metered struct {
	Target
	order   int // in the fleet's list
	watched *watched
	list    []*item      // of the watched paths, in their order; nil: nothing was asked or is known of any
	rows    []*meter.Row // as last given away; nil: a row has changed since

	err    error
	errSeq int  // calls from here on know more than err
	locked bool // its secret waits for a person
	opened bool
	wanted bool // somebody has asked for it
	gone   bool // it is none of the fleet any more

	ready, later queue[*item] // to be read now; when they are due
	round        round

	recalled bool // what is remembered is known
	dealt    bool // Once has made its rows ready
	open     bool // the client can be used
	try      bool // Locked is to be asked again
	busy     bool // a job is under way for it
	client   Client
	epoch    int // of the target
	ctx      context.Context
	cancel   context.CancelFunc

	newsAt time.Time // by the process's clock
	told   bool      // a row can be asked for on these news
	days   time.Time // until when the days before today are known
	unkept []wechat.Quota
	memory [acts]error // the last ones

	token, started bool      // it has a token; and its first row an answer
	until          time.Time // nothing is asked before, after an error
	pause          time.Time // nor before, after a 45011, by the process's clock
	held           bool      // nothing is asked until a person does
	flight         int       // calls under way
	overdue        int       // of them, those that gave their slot back
	slow           bool      // the last answer was
	fails          int       // errors of the whole account in a row
	missed         int       // lost answers in a row, by weight
	strikes        int       // refusals for speed in a row
	pace           *wechat.Pace

	// In the queues of accounts:
	does  want
	stage stage
	first *item // of those that are ready
	wake  time.Time
	place int
}

// item is one row in the queues of its account.
type item struct {
	row   *meter.Row
	index int            // in the account's list
	hint  meter.Standing // as last known, from memory too
	tier  int            // as it was when it got ready
	due   time.Time
	asked bool // a person waits for it
	again bool // asked for while its call was under way
	call  *call
	taken int // the fleet's count when the numbers were taken
	place int
}

// round counts the rows that are read together.
type round struct {
	of, done, figures int
	number            int
	err               error // of a row
}

func newMetered(remembers bool) *metered {
	place := func(i *item) *int { return &i.place }
	m := &metered{watched: &watched{}, pace: wechat.NewPace(), recalled: !remembers}
	m.ready = queue[*item]{before: func(a, b *item) bool { return a.compare(b) < 0 }, place: place}
	m.later = queue[*item]{before: func(a, b *item) bool { return a.due.Before(b.due) }, place: place}
	return m
}

// aim takes a target over, which may watch other paths.
func (m *metered) aim(t Target, w *watched, locked bool) {
	m.Target, m.locked, m.rows, m.open, m.held, m.until = t, locked, nil, false, false, time.Time{}
	m.Paths = w.paths
	m.epoch++
	was, list := m.watched, m.list
	m.watched, m.list = w, nil
	if list == nil {
		return
	}
	m.list = make([]*item, len(w.paths))
	for n, i := range list {
		if to, some := w.index[was.paths[n]]; some {
			m.list[to], i.index = i, to
		}
	}
	m.unfold()
	for n, i := range list {
		if _, some := w.index[was.paths[n]]; !some {
			m.unqueue(i)
		}
	}
}

// unfold makes the rows of which there are none yet. Of a thousand accounts many are locked,
// or read on demand, and need none.
func (m *metered) unfold() {
	if m.list == nil {
		m.list = make([]*item, len(m.watched.paths))
	}
	missing := 0
	for _, i := range m.list {
		if i == nil {
			missing++
		}
	}
	if missing == 0 {
		return
	}
	fresh := make([]item, missing)
	m.later.waiting = slices.Grow(m.later.waiting, missing)
	for n := range m.list {
		if m.list[n] == nil {
			i := &fresh[0]
			fresh = fresh[1:]
			i.row, i.hint, i.index = m.watched.unread[n], m.watched.unread[n].Standing(), n
			m.list[n] = i
			m.later.put(i)
		}
	}
}

// item is the row of a path; nil where that is not watched.
func (m *metered) item(path string) *item {
	n, some := m.watched.index[path]
	if !some {
		return nil
	}
	if m.list == nil {
		m.unfold()
	}
	return m.list[n]
}

// unqueue takes a row out of where it waits.
func (m *metered) unqueue(i *item) {
	i.asked, i.again = false, false
	if m.ready.drop(i) || i.call != nil && i.call.round == m.round.number {
		m.round.of--
	}
	m.later.drop(i)
	m.endRound()
}

// put changes a row, and its place among those that are ready.
func (m *metered) put(i *item, r *meter.Row) {
	waits := m.ready.drop(i)
	i.row, m.rows = r, nil
	if r.Read() || r.NoQuota() {
		i.hint = r.Standing()
	}
	if waits {
		i.tier = i.urgency()
		m.ready.put(i)
	}
}

func (m *metered) account() meter.Account {
	switch {
	case m.rows != nil:
	case m.list == nil:
		m.rows = m.watched.unread
	default:
		m.rows = make([]*meter.Row, len(m.list))
		for n, i := range m.list {
			m.rows[n] = i.row
		}
	}
	return meter.Account{
		ID: m.ID, Key: m.Key, Levels: m.Levels, Rows: m.rows, Index: m.watched.index,
		Err: m.err, Locked: m.locked, Opened: m.opened, Done: m.round.done, Of: m.round.of, Next: m.due(),
	}
}

// due is when something is read next; zero: when it is asked for.
func (m *metered) due() time.Time {
	if m.rests() {
		return time.Time{}
	}
	next := m.until
	if i, some := m.later.first(); some && len(m.ready.waiting) == 0 && i.due.After(next) {
		next = i.due
	}
	return next
}
