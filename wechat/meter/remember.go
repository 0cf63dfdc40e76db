package meter

import (
	"context"
	"slices"
	"time"

	"wxops/wechat"
)

// The gates of the memory: many accounts are remembered at once, their days one by one.
var (
	gateMemory = Gate{"\x00memory", 4}
	gateDays   = Gate{"\x00days", 1}
)

// The acts of a memory, each of which may fail for itself.
const (
	actRecall = iota
	actDays
	actKeep
	actNews
	acts
)

// MemoryErr is why readings are not remembered, or not kept; nil when they are.
// Reading goes on without.
func (f *Fleet) MemoryErr() error {
	f.mu.Lock()
	defer f.mu.Unlock()
	for _, err := range f.memory {
		if err != nil {
			return err
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
			r.memory[actRecall] = err
			m.recalled, m.newsAt = true, r.now()
			for path, p := range past {
				if i := m.items[path]; i != nil && !i.row.Read() {
					if !p.Last.At.IsZero() {
						i.hint = standingOf(p.Last)
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

// known takes over a row of which more is known now, but no answer of WeChat's.
func (r *run) known(m *metered, i *item, row *Row) {
	m.put(i, row)
	switch {
	case m.later.drop(i):
		r.schedule(m, i)
	case i.place == 0 || i.asked:
	default:
		if due, some := row.Due(r.cfg.Refresh); some && !due.After(r.now()) {
			return
		}
		m.ready.drop(i)
		m.round.of--
		r.schedule(m, i)
		m.endRound()
	}
}

// newsEvery is how long what others have read is not asked for again.
func (f *Fleet) newsEvery() time.Duration { return max(time.Second, f.cfg.Refresh/4) }

// news asks for what others have read.
func (r *run) news(m *metered) {
	key := m.Key
	r.job(m, gateMemory, func(context.Context) func() {
		quotas, err := r.cfg.Memory.News(key)
		return func() {
			now := r.now()
			r.memory[actNews], m.newsAt = err, now
			for _, q := range quotas {
				i := m.items[q.Path]
				if i == nil || !q.At.After(i.row.At) || q.At.After(now) {
					continue
				}
				r.known(m, i, i.row.With(wechat.Reading{Path: q.Path, Quota: q}, q.At, r.cfg.Refresh))
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
	m.days = BackAt(now)
	key := m.Key
	r.enter(gateDays, func() func() {
		if r.ctx.Err() != nil {
			return func() {}
		}
		days, err := r.cfg.Memory.Days(key, now)
		return func() {
			r.memory[actDays] = err
			if m.gone {
				return
			}
			for path, d := range days {
				if i := m.items[path]; i != nil {
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
	keepMany = time.Second // while much is read
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
		key    Key
		quotas []wechat.Quota
	}
	var batches []batch
	f.mu.Lock()
	r.keeping = false
	for _, id := range f.order {
		if m := f.accounts[id]; len(m.unkept) > 0 {
			batches = append(batches, batch{m.Key, m.unkept})
			m.unkept = nil
		}
	}
	f.mu.Unlock()
	var failed error
	for _, b := range batches {
		if err := f.cfg.Memory.Keep(b.key, b.quotas); err != nil {
			failed = err
		}
	}
	if len(batches) == 0 {
		return
	}
	f.mu.Lock()
	defer f.mu.Unlock()
	if new := failed != nil; new != (f.memory[actKeep] != nil) {
		f.tell()
	}
	f.memory[actKeep] = failed
}
