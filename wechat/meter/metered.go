package meter

import (
	"context"
	"time"

	"wxops/wechat"
)

// metered is one account of a fleet. The fleet's lock covers it.
type metered struct {
	Target
	order int // in the fleet's list
	items map[string]*item
	list  []*item        // in the order of the account's list
	index map[string]int // of a path in the list
	rows  []*Row         // as last given away; nil: a row has changed since

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
	row   *Row
	index int      // in the account's list
	hint  Standing // as last known, from memory too
	tier  int      // as it was when it got ready
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
	m := &metered{items: map[string]*item{}, pace: wechat.NewPace(), recalled: !remembers}
	m.ready = queue[*item]{before: func(a, b *item) bool { return a.compare(b) < 0 }, place: place}
	m.later = queue[*item]{before: func(a, b *item) bool { return a.due.Before(b.due) }, place: place}
	return m
}

// aim takes a target over, which may watch other paths.
func (m *metered) aim(t Target, locked bool) {
	m.Target, m.locked, m.rows, m.open, m.held, m.until = t, locked, nil, false, false, time.Time{}
	m.epoch++
	was := m.items
	m.items, m.list, m.index = make(map[string]*item, len(t.Paths)), make([]*item, 0, len(t.Paths)), make(map[string]int, len(t.Paths))
	for _, p := range t.Paths {
		if m.items[p] != nil {
			continue
		}
		i := was[p]
		if i == nil {
			i = &item{row: &Row{Path: p}, hint: Standing{class: isUnknown}}
			m.later.put(i)
		}
		i.index = len(m.list)
		m.items[p], m.index[p], m.list = i, i.index, append(m.list, i)
	}
	for p, i := range was {
		if m.items[p] == nil {
			m.unqueue(i)
		}
	}
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
func (m *metered) put(i *item, r *Row) {
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

func (m *metered) account() Account {
	if m.rows == nil {
		m.rows = make([]*Row, len(m.list))
		for n, i := range m.list {
			m.rows[n] = i.row
		}
	}
	return Account{
		ID: m.ID, Key: m.Key, Levels: m.Levels, Rows: m.rows, index: m.index,
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
