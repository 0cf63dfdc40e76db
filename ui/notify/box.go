package notify

import (
	"cmp"
	"slices"
	"time"

	"wxops/wechat/meter"
	"wxops/wechat/watch"
)

// The hours of a robot.
const (
	apart   = time.Minute // messages are at least so far apart
	gather  = time.Minute // what is gathered waits so long for the end of a sweep
	forever = time.Hour   // a box with nothing in it looks again after so long
)

// boxMost bounds what is gathered for one robot; what is beyond is only counted.
const boxMost = 1000

// box is what is gathered for one robot.
type box struct {
	robot Robot
	told  *told
	wake  chan struct{}

	items   map[about]item
	sending map[about]item // on the way to the robot
	over    int            // beyond boxMost
	since   time.Time      // when the first of the items came
	whole   bool           // a sweep has ended since
	next    time.Time      // no message before
	silent  bool           // the robot itself wants it so
	stuck   bool           // it refuses for a reason that stays: not again before there is news
	failing *Failure       // as last said
}

func newBox(r Robot, t *told) *box {
	return &box{robot: r, told: t, wake: make(chan struct{}, 1), items: map[about]item{}}
}

func (b *box) hears(alias string) bool {
	return alias == "" || b.robot.Hears == nil || b.robot.Hears(alias)
}

// hear takes an item, if it is news.
func (b *box) hear(it item, now time.Time) {
	if it.resolved {
		b.resolve(it, now)
		return
	}
	if waiting := b.items[it.about]; waiting.resolved {
		delete(b.items, it.about) // up again, before anybody heard that it was over
	}
	if before, some := b.told.last(b.robot.Name, it.about); some && !it.newer(before.As, before.At, now) {
		return
	}
	if before, some := b.sending[it.about]; some && !before.resolved && !it.newer(before.as, now, now) {
		return
	}
	b.put(it, now)
}

// resolve tells that something is over to who was told of it.
func (b *box) resolve(it item, now time.Time) {
	delete(b.items, it.about)
	_, was := b.told.last(b.robot.Name, it.about)
	if before, some := b.sending[it.about]; some {
		was = !before.resolved
	}
	if was {
		b.put(it, now)
	}
}

// fine tells that no API of an account is pressed any more: of those that were told in
// an earlier start nobody else knows.
func (b *box) fine(e watch.Event, now time.Time) {
	for _, a := range b.told.crossings(b.robot.Name, e.Account) {
		if waiting, some := b.items[a]; !some || !waiting.resolved {
			it := item{about: a, resolved: true, event: watch.Event{At: e.At, Account: e.Account, Path: a.Path, Percent: -1}}
			if a.Path == e.Path {
				it.event = e
			}
			b.resolve(it, now)
		}
	}
}

func (b *box) put(it item, now time.Time) {
	if _, some := b.items[it.about]; !some && len(b.items) >= boxMost {
		b.over++
		return
	}
	if len(b.items) == 0 {
		b.since, b.whole = now, false
	}
	b.items[it.about], b.stuck = it, false
}

// swept says that what is gathered is whole.
func (b *box) swept() { b.whole = b.whole || len(b.items) > 0 }

// due is how long it is until the robot is to be told.
func (b *box) due(now time.Time) time.Duration {
	if len(b.items) == 0 || b.stuck {
		return forever
	}
	at := b.next
	if whole := b.since.Add(gather); !b.whole && whole.After(at) {
		at = whole
	}
	return max(at.Sub(now), 0)
}

// take empties the box for a message, the most pressing first.
func (b *box) take() (items []item, over int) {
	for _, it := range b.items {
		items = append(items, it)
	}
	slices.SortFunc(items, func(x, y item) int {
		return cmp.Or(
			cmp.Compare(x.weight(), y.weight()), cmp.Compare(y.event.Percent, x.event.Percent),
			cmp.Compare(x.Account, y.Account), cmp.Compare(x.Path, y.Path), cmp.Compare(x.text(), y.text()),
		)
	})
	b.sending, b.items = b.items, map[about]item{}
	over, b.over = b.over, 0
	return items, over
}

// sent takes down how a message went, and says whether that is another than before.
func (b *box) sent(f *Failure, over int, now time.Time) (changed bool) {
	sending := b.sending
	b.sending, b.silent, b.next = nil, false, now.Add(apart)
	if f == nil {
		changed = b.failing != nil
		b.failing = nil
		return changed
	}
	b.back(sending, over)
	if f.silent > 0 {
		b.silent, b.next = true, now.Add(max(apart, f.silent))
	}
	b.stuck = f.silent == 0 && !f.again && f.Reason != NoSecret
	changed = !f.same(b.failing)
	b.failing = f
	return changed
}

// back puts what was not told into the box again, where nothing newer is in it.
func (b *box) back(sending map[about]item, over int) {
	b.sending, b.over, b.whole = nil, b.over+over, true
	for a, it := range sending {
		newer, some := b.items[a]
		if !some {
			b.items[a] = it
			continue
		}
		if _, was := b.told.last(b.robot.Name, a); newer.resolved && !it.resolved && !was {
			delete(b.items, a) // it was over before anybody heard of it
		}
	}
}

// counted is how many of the items are how pressed, for a title.
func counted(items []item) (out, near, resolved int) {
	for _, it := range items {
		switch {
		case it.resolved:
			resolved++
		case it.What != watch.Crossed:
		case it.event.Level == meter.LevelOut:
			out++
		default:
			near++
		}
	}
	return out, near, resolved
}
