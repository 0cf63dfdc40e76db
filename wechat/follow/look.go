package follow

import (
	"context"
	"errors"
	"slices"
	"time"

	"wxops/wechat/inquiry"
	"wxops/wechat/rid"
)

const (
	rids     = 3                // of a group that are asked about
	atOnce   = 3                // look-ups of an account
	oneEvery = 20 * time.Second // after those
	// settles is how long after its call a rid is asked about: WeChat may know
	// it only a moment later, and it is never asked about again.
	settles    = 3 * time.Second
	inFlight   = 4
	mostWanted = 8       // of one account that wait for their turn
	mostAsked  = 1 << 13 // rids that are kept so that none is asked about twice, of each half
)

// look is a question about a rid, and what was answered.
type look struct {
	Account
	id     rid.RID
	of     key
	due    time.Time
	record rid.Record
	err    error
}

// looks asks WeChat about a few rids.
type looks struct {
	*Follower
	waiting []look
	buckets map[string]*bucket
	asked   halves[rid.RID]
	flying  int
	answers chan look
	failing map[string]bool // accounts of which it was told that they cannot ask
}

func newLooks(f *Follower) *looks {
	return &looks{
		Follower: f, buckets: map[string]*bucket{}, asked: halves[rid.RID]{most: mostAsked}, answers: make(chan look, inFlight), failing: map[string]bool{},
	}
}

// want puts a rid into the row of those to ask about, if it may be.
func (l *looks) want(a Account, id rid.RID, of key, now time.Time) bool {
	waits := 0
	for _, w := range l.waiting {
		if w.Alias == a.Alias {
			waits++
		}
	}
	if waits >= mostWanted || id.Expired(now) || inquiry.Ahead(id, now) || l.asked.has(id) {
		return false
	}
	l.asked.add(id)
	l.waiting = append(l.waiting, look{Account: a, id: id, of: of, due: id.CalledAt().Add(settles)})
	return true
}

// start asks about the rids whose turn it is.
func (l *looks) start(ctx context.Context, now time.Time) {
	l.waiting = slices.DeleteFunc(l.waiting, func(w look) bool {
		if l.flying >= inFlight || now.Before(w.due) || !l.bucket(w.Alias).take(now) {
			return false
		}
		l.flying++
		go func() {
			w.record, w.err = l.Ask.Look(ctx, w.Alias, w.id)
			l.answers <- w
		}()
		return true
	})
}

func (l *looks) bucket(alias string) *bucket {
	if l.buckets[alias] == nil {
		l.buckets[alias] = &bucket{}
	}
	return l.buckets[alias]
}

// cannot tells once that an account cannot ask: not where WeChat merely has
// no record of a rid, or another account's.
func (l *looks) cannot(a look, now time.Time) {
	switch (inquiry.Answer{RID: a.id, At: now, Err: a.err}).Verdict() {
	case inquiry.Refused, inquiry.Unreached:
	default:
		delete(l.failing, a.Alias)
		return
	}
	if errors.Is(a.err, context.Canceled) || l.failing[a.Alias] {
		return
	}
	l.failing[a.Alias] = true
	l.note(Notice{Kind: NotLooked, Account: a.Alias, Err: a.err})
}

// learnt takes the answer about a rid into its group.
func (t *tally) learnt(a look) {
	t.looks.flying--
	now := t.Now()
	t.looks.cannot(a, now)
	g := t.groups[a.of]
	if a.err != nil || g == nil || g.mixed {
		return
	}
	path, sure := inquiry.Path(a.record, rid.Found{}, a.id)
	if !sure {
		path = inquiry.Guess(a.record, a.Kind)
	}
	switch {
	case path == "", path == g.Path && (g.Sure || !sure):
		return
	case g.Path != "" && g.Path != path:
		g.Path, g.Sure, g.mixed = "", false, true
	default:
		g.Path, g.Sure = path, sure
	}
	t.tell(g, now)
}

// bucket lets a few through at once, and then one after the other.
type bucket struct{ next time.Time }

// take reports whether one may pass now.
func (b *bucket) take(now time.Time) bool {
	if earliest := now.Add(-(atOnce - 1) * oneEvery); b.next.Before(earliest) {
		b.next = earliest
	}
	if b.next.After(now) {
		return false
	}
	b.next = b.next.Add(oneEvery)
	return true
}
