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

// Pace spaces out the reads of one account. It may be used by several goroutines.
type Pace struct {
	mu    sync.Mutex
	rate  float64   // at the time since
	since time.Time // of the last halving
	next  time.Time // the next free start
}

// NewPace makes the pace of an account that was never read too fast.
func NewPace() *Pace { return &Pace{rate: fastest} }

// Start takes the next free start and says how far away it is.
func (p *Pace) Start(now time.Time) time.Duration {
	p.mu.Lock()
	defer p.mu.Unlock()
	at := p.next
	if at.Before(now) {
		at = now
	}
	p.next = at.Add(time.Duration(float64(time.Second) / p.now(now)))
	return at.Sub(now)
}

// Next is the next free start; it may be past.
func (p *Pace) Next() time.Time {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.next
}

// Slow halves the rate after a 45011. Reads that were under way at the last
// halving tell nothing new.
func (p *Pace) Slow(started, now time.Time) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if !started.After(p.since) && !p.since.IsZero() {
		return
	}
	p.rate = max(slowest, p.now(now)/2)
	p.since = now
}

func (p *Pace) now(now time.Time) float64 {
	return min(fastest, p.rate+regain*max(0, now.Sub(p.since).Seconds()))
}
