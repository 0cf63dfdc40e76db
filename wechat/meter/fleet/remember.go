package fleet

import (
	"cmp"
	"context"
	"slices"
	"time"

	"wxops/wechat"
	"wxops/wechat/meter"
)

// The gates of the memory: many accounts are remembered at once, their days one by one.
var (
	gateMemory = Gate{"\x00memory", 4}
	gateDays   = Gate{"\x00days", 1}
)

// What a memory does for an account, of which each may fail for itself.
const (
	remembering = iota
	keeping
	acts
)

// MemoryErr is why readings are not remembered, or not kept; nil when they are.
// Reading goes on without.
func (f *Fleet) MemoryErr() error {
	f.mu.Lock()
	defer f.mu.Unlock()
	for _, id := range f.order {
		if m := f.accounts[id]; m.memory != [acts]error{} {
			return cmp.Or(m.memory[remembering], m.memory[keeping])
		}
	}
	return nil
}

// recall asks for what is remembered of an account.
func (r *run) recall(m *metered) {
	key, now := m.Key, r.now()
	r.job(m, gateMemory, func(context.Context) func() {
		past, err := r.cfg.Memory.Recall(key, now)
		return func() {
			m.memory[remembering] = err
			m.recalled, m.newsAt, m.told = true, time.Now(), true
			for path, p := range past {
				if i := m.item(path); i != nil && !i.row.Read() {
					if !p.Last.At.IsZero() {
						i.hint = meter.StandingOf(p.Last)
					}
					r.known(m, i, i.row.Remembering(p, now, r.cfg.Refresh))
				}
			}
			if slices.ContainsFunc(m.list, func(i *item) bool { return within(i.row.At, now, r.cfg.Refresh) }) {
				r.recollect(m) // these figures are as good as read
			}
		}
	})
}

// known takes over a row of which more is known now, but no answer of WeChat's. Where
// nothing is read again by itself, it is read once all the same.
func (r *run) known(m *metered, i *item, row *meter.Row) {
	m.put(i, row)
	if (r.cfg.Refresh > 0 || r.once) && m.later.drop(i) {
		r.schedule(m, i)
	}
}

// spared lets a row wait again that others have read just now.
func (r *run) spared(m *metered, i *item, now time.Time) {
	due, some := i.row.Due(r.cfg.Refresh)
	wanted := some && !due.After(now)
	if r.once {
		wanted = r.cfg.Always || !within(i.row.At, now, r.cfg.Refresh)
	}
	if wanted || i.asked || !m.ready.drop(i) {
		return
	}
	m.round.of--
	r.schedule(m, i)
	m.endRound()
}

// newsEvery is how long what others have read is not asked for again: so briefly
// that they are hardly ever overlooked, and a long round does not ask for each row.
const newsEvery = 200 * time.Millisecond

// wantsNews reports whether others may have read what the account reads next. After
// news, however long they took, a call may begin.
func (f *Fleet) wantsNews(m *metered, clock time.Time) bool {
	if f.cfg.Memory == nil || f.cfg.Always || f.cfg.Refresh <= 0 {
		return false
	}
	return !m.told && !within(m.newsAt, clock, newsEvery)
}

// news asks for what others have read.
func (r *run) news(m *metered) {
	key := m.Key
	r.job(m, gateMemory, func(context.Context) func() {
		quotas, err := r.cfg.Memory.News(key)
		return func() {
			now := r.now()
			m.memory[remembering], m.newsAt, m.told = err, time.Now(), true
			for _, q := range quotas {
				i := m.item(q.Path)
				if i == nil || !q.At.After(i.row.At) || q.At.After(now) {
					continue
				}
				r.known(m, i, i.row.With(wechat.Reading{Path: q.Path, Quota: q}, q.At, r.cfg.Refresh))
				r.spared(m, i, now)
			}
		}
	})
}

// recollect asks for the days before today, once a day, when there are figures.
func (r *run) recollect(m *metered) {
	now := r.now()
	if r.cfg.Memory == nil || now.Before(m.days) {
		return
	}
	m.days = meter.BackAt(now)
	key := m.Key
	r.enter(gateDays, func() func() {
		if r.ctx.Err() != nil {
			return func() {}
		}
		days, err := r.cfg.Memory.Days(key, now)
		return func() {
			if m.gone {
				return
			}
			m.memory[remembering] = err
			for path, d := range days {
				if i := m.item(path); i != nil {
					r.known(m, i, i.row.Knowing(d, now, r.cfg.Refresh))
				}
			}
			r.tell()
			r.admit(m)
		}
	})
}

// How long readings are gathered before they are kept: others wait for them, and a
// file is written for each time.
const (
	keepSoon = 100 * time.Millisecond
	keepMany = 3 * time.Second // while much is read: to keep costs as much as to read
)

// keep gives a reading to the memory, soon.
func (f *Fleet) keep(m *metered, q wechat.Quota) {
	r := f.run
	if r == nil || f.cfg.Memory == nil {
		return
	}
	m.unkept = append(m.unkept, q)
	r.recollect(m)
	if r.keeping || r.ended {
		return
	}
	r.keeping = true
	wait := keepSoon
	if r.flight > f.cfg.PerAccount {
		wait = keepMany
	}
	r.work.Go(func() {
		pause := time.NewTimer(wait)
		defer pause.Stop()
		select {
		case <-pause.C:
		case <-r.ctx.Done():
		}
		f.flush(r)
	})
}

// flush keeps what is not kept yet.
func (f *Fleet) flush(r *run) {
	type batch struct {
		*metered
		key    meter.Key
		quotas []wechat.Quota
		err    error
	}
	var batches []batch
	f.mu.Lock()
	r.keeping = false
	for _, id := range f.order {
		if m := f.accounts[id]; len(m.unkept) > 0 {
			batches = append(batches, batch{metered: m, key: m.Key, quotas: m.unkept})
			m.unkept = nil
		}
	}
	f.mu.Unlock()
	for n, b := range batches {
		batches[n].err = f.cfg.Memory.Keep(b.key, b.quotas)
	}
	f.mu.Lock()
	defer f.mu.Unlock()
	for _, b := range batches {
		if was := b.memory[keeping]; (was == nil) != (b.err == nil) {
			f.tell()
		}
		b.memory[keeping] = b.err
	}
}
