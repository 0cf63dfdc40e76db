package fleet

import (
	"context"
	"time"
)

// gate lets so many jobs be under way at once, in the order in which they came.
type gate struct {
	width, inside int
	waiting       []func()
}

func (g *gate) admit() {
	for g.inside < g.width && len(g.waiting) > 0 {
		next := g.waiting[0]
		g.waiting = g.waiting[1:]
		g.inside++
		next()
	}
}

// Jobs are what is done for an account beside its calls: they may take long, hold no
// slot, and wait at a gate for their turn.

// openWidth is how many secrets are opened at once where nothing bounds it: those that
// take longer than overdueAfter do not count.
const openWidth = 32

// enter starts a job when the gate lets it. What it gives back is run under the lock.
func (r *run) enter(g Gate, job func() (learn func())) {
	at := r.gates[g.Name]
	if at == nil {
		at = &gate{}
		r.gates[g.Name] = at
	}
	if at.width = g.Width; g == (Gate{}) {
		at.width = openWidth
	}
	at.width = max(1, at.width)
	r.jobs++
	at.waiting = append(at.waiting, func() { r.begun(at, g == (Gate{}), job) })
	at.admit()
}

func (r *run) begun(at *gate, open bool, job func() (learn func())) {
	left := false
	leave := func() {
		if at.inside--; !r.ended {
			at.admit()
		}
		left = true
	}
	var late *time.Timer
	if open {
		late = time.AfterFunc(overdueAfter, func() {
			r.mu.Lock()
			defer r.mu.Unlock()
			if !left {
				leave()
			}
		})
	}
	r.work.Go(func() {
		learn := job()
		r.mu.Lock()
		defer r.mu.Unlock()
		if late != nil {
			late.Stop()
		}
		if !left {
			leave()
		}
		r.jobs--
		learn()
		r.fill()
	})
}

// job does something for an account that has no calls meanwhile. What it has learned
// is dropped when the account has become another one.
func (r *run) job(m *metered, g Gate, do func(ctx context.Context) (learn func())) {
	m.busy = true
	if m.ctx == nil {
		m.ctx, m.cancel = context.WithCancel(r.ctx)
	}
	ctx, epoch := m.ctx, m.epoch
	r.enter(g, func() func() {
		learn := do(ctx)
		return func() {
			m.busy = false
			if m.gone || ctx.Err() != nil {
				return
			}
			if m.epoch == epoch {
				learn()
				r.tell()
			}
			r.admit(m)
		}
	})
}

// open makes the client of an account and opens its secret, or finds out why not.
func (r *run) open(m *metered) {
	t := m.Target
	r.job(m, t.Gate, func(ctx context.Context) func() {
		needsPerson := func() bool { return t.Locked != nil && t.Locked() }
		if needsPerson() {
			return func() { r.lock(m, nil) }
		}
		client, err := unlocked(ctx, t)
		switch {
		case err != nil && needsPerson():
			return func() { r.lock(m, err) }
		case err != nil:
			return func() {
				r.seq++
				r.failed(m, err, r.seq)
			}
		}
		return func() {
			m.client, m.open, m.locked, m.try = client, true, false, false
			m.token, m.started = false, false
		}
	})
}

func unlocked(ctx context.Context, t Target) (client Client, err error) {
	defer func() {
		if recover() != nil { // what it says may hold a secret
			err = errBroken
		}
	}()
	if client, err = t.Connect(); err != nil {
		return nil, err
	}
	return client, client.Unlock(ctx)
}

// lock lets an account wait for the person whose secret it needs. Without an error
// of its own it leaves what others have found out: a wrong passphrase, say.
func (r *run) lock(m *metered, err error) {
	m.locked, m.try = true, false
	if err != nil {
		m.err = err
	}
	r.shelve(m)
}
