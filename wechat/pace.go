package wechat

import (
	"sync"
	"time"
)

// The rates of a sweep, in calls a second. WeChat does not publish its limit
// for quota/get; this one is far above what a sweep of a console needs.
const (
	fastest = 200.0
	slowest = 1.0
	regain  = 1.0 // won back in each second without a 45011
)

// pace spaces out the reads of one account's sweeps.
type pace struct {
	mu    sync.Mutex
	rate  float64   // at the time since
	since time.Time // of the last halving
	next  time.Time // the next free start
}

func newPace() *pace { return &pace{rate: fastest} }

// start takes the next free start and says how far away it is.
func (p *pace) start(now time.Time) time.Duration {
	p.mu.Lock()
	defer p.mu.Unlock()
	at := p.next
	if at.Before(now) {
		at = now
	}
	p.next = at.Add(time.Duration(float64(time.Second) / p.now(now)))
	return at.Sub(now)
}

// slow halves the rate after a 45011. Reads that were under way at the last
// halving tell nothing new.
func (p *pace) slow(started, now time.Time) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if !started.After(p.since) && !p.since.IsZero() {
		return
	}
	p.rate = max(slowest, p.now(now)/2)
	p.since = now
}

func (p *pace) now(now time.Time) float64 {
	return min(fastest, p.rate+regain*max(0, now.Sub(p.since).Seconds()))
}
