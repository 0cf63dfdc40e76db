package fleet

import (
	"context"
	"time"

	"wxops/wechat"
)

// The bounds of patience.
const (
	overdueAfter  = time.Second            // a call gives its slot back, at the latest
	overdueSoon   = 400 * time.Millisecond // and at the earliest
	timesAsSlow   = 4                      // as the others' answers: it is time
	mostOverdue   = 256                    // such calls over all accounts
	typicalAtOnce = overdueAfter / timesAsSlow
)

// patience is how long a call keeps its slot. It follows the median of the answers, so that
// where all are slow none is.
func (r *run) patience() time.Duration {
	return min(max(timesAsSlow*r.typical, overdueSoon), overdueAfter)
}

// timed takes over how long an answer took: the median goes a step towards it.
func (r *run) timed(took time.Duration) {
	if step := r.typical / 16; took < r.typical {
		r.typical -= step
	} else {
		r.typical = min(r.typical+step, overdueAfter)
	}
	r.typical = max(r.typical, time.Millisecond)
}

// call is a call under way.
type call struct {
	*metered
	item    *item // nil: for the token
	path    string
	seq     int
	round   int
	started time.Time
	late    *time.Timer
	overdue bool
	done    bool
}

// start makes the call that an account is to get.
func (r *run) start(m *metered) {
	r.seq++
	c := &call{metered: m, seq: r.seq, started: time.Now(), round: m.round.number}
	if m.does == wantRow {
		c.item = m.pick()
		m.ready.drop(c.item)
		m.told = false
		c.item.call, c.path = c, c.item.row.Path
	}
	m.pace.Start(c.started)
	m.flight++
	r.flight++
	if c.late = time.AfterFunc(r.patience(), func() { r.overtime(c) }); m.slow && r.overdue < mostOverdue {
		r.release(c)
	}
	client, ctx := m.client, m.ctx
	r.work.Go(func() {
		reading, err := c.make(ctx, client)
		r.finish(c, reading, err)
	})
}

// make asks WeChat.
func (c *call) make(ctx context.Context, client Client) (q wechat.Quota, err error) {
	defer func() {
		if recover() != nil { // what it says may hold a secret
			err = errBroken
		}
	}()
	if c.item == nil {
		return q, client.Authorize(ctx)
	}
	return client.Quota(ctx, c.path)
}

var errBroken = &wechat.Error{Op: "read quotas", Reason: wechat.Broken}

// overtime takes the slot from a call that is waited for too long, so that it holds
// up no other account.
func (r *run) overtime(c *call) {
	r.mu.Lock()
	defer r.mu.Unlock()
	switch {
	case c.done || c.overdue || r.ended:
		return
	case r.overdue >= mostOverdue:
		c.late.Reset(overdueAfter)
		return
	}
	c.slow = true
	r.release(c)
	r.admit(c.metered)
	r.fill()
}

func (r *run) release(c *call) {
	c.overdue = true
	c.metered.overdue++
	r.overdue++
	r.flight--
}

// finish takes the answer to a call, and fills its slot.
func (r *run) finish(c *call, q wechat.Quota, err error) {
	r.mu.Lock()
	defer r.mu.Unlock()
	c.late.Stop()
	m := c.metered
	c.done = true
	m.flight--
	if c.overdue {
		m.overdue--
		r.overdue--
	} else {
		r.flight--
	}
	took := time.Since(c.started)
	m.slow = took > r.patience()
	r.timed(took)
	if c.item != nil {
		c.item.call = nil
	}
	if !r.learn(c, q, err) {
		return
	}
	r.admit(m)
	r.fill()
}

// learn takes an answer; false where nobody waits for it any more.
func (r *run) learn(c *call, q wechat.Quota, err error) bool {
	m := c.metered
	switch {
	case m.gone, err != nil && r.ended && judge(err) == aBreak:
		r.fill()
		return false
	case c.item != nil && m.item(c.path) != c.item: // not watched any more
	case c.item != nil:
		if q.At = r.now(); q.Path == "" {
			q.Path = c.path
		}
		r.answered(m, c, wechat.Reading{Path: c.path, Quota: q, Err: err})
	case err != nil:
		r.failed(m, err, c.seq)
	default:
		m.token = true
	}
	return true
}
