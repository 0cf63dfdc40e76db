package history

import (
	"slices"
	"time"

	"wxops/wechat/meter"
)

// Slots is a counter as it stood at the end of each quarter hour of a day in
// Beijing; -1 where that is not known.
type Slots [meter.SlotsADay]int64

// Comparison sets an API's day against the days before it.
type Comparison struct {
	Limit     int64 // of today, else of the newest day before; 0: not known
	Today     Slots // up to the last reading
	Yesterday Slots
	Usual     Slots // the median of the days before today, yesterday included
	Days      int   // how many those are, seven at most
	Now       int   // the slot that it is
}

// YesterdayNow is what the counter was yesterday at this hour; false where that
// is not known.
func (c Comparison) YesterdayNow() (used int64, known bool) {
	return c.Yesterday[c.Now], c.Yesterday[c.Now] >= 0
}

// Compare gives what is known of an API's today and of the days before it.
func (s *Store) Compare(k meter.Key, path string, now time.Time) (Comparison, error) {
	b, err := s.load(k, now, week, today)
	if err != nil {
		return Comparison{}, err
	}
	return b.compare(path), nil
}

func (b *book) compare(path string) Comparison {
	day := dayOf(b.now)
	c := Comparison{Now: slotOf(b.now), Today: unknown(), Yesterday: unknown(), Usual: unknown()}
	var past []Slots
	for d := day; d >= day-daysRecalled; d-- {
		r := b.runs[runKey{path, d}]
		if r == nil {
			continue
		}
		if c.Limit == 0 {
			c.Limit = max(0, r.limit)
		}
		switch slots := b.filled(r, d); d {
		case day:
			c.Today = slots
		case day - 1:
			c.Yesterday = slots
			fallthrough
		default:
			past = append(past, slots)
		}
	}
	c.Days = len(past)
	for i := range c.Usual {
		c.Usual[i] = median(past, i)
	}
	return c
}

func unknown() (s Slots) {
	for i := range s {
		s[i] = -1
	}
	return s
}

// filled are a day's slots where those that were not read hold what was read before:
// the counter was not lower. After the last reading nothing is known.
func (b *book) filled(r *run, day int64) Slots {
	slots := Slots(r.slots(day).Used)
	last := len(slots) - 1
	for last >= 0 && (slots[last] < 0 || dayStart(day)+int64(last)*slotSeconds > b.now) {
		slots[last] = -1
		last--
	}
	for i := 1; i < last; i++ {
		if slots[i] < 0 {
			slots[i] = slots[i-1]
		}
	}
	return slots
}

func median(days []Slots, slot int) int64 {
	known := make([]int64, 0, daysRecalled)
	for _, d := range days {
		if d[slot] >= 0 {
			known = append(known, d[slot])
		}
	}
	if len(known) == 0 {
		return -1
	}
	slices.Sort(known)
	return known[(len(known)-1)/2]
}

// Reading is a counter as it was read.
type Reading struct {
	At    time.Time
	Limit int64 // as last told on that day; 0: not known
	Used  int64
	Out   bool // no call was left
}

// Readings are what is kept of one API of the last week, the oldest first.
func (s *Store) Readings(k meter.Key, path string, now time.Time) ([]Reading, error) {
	b, err := s.load(k, now, week, today)
	if err != nil {
		return nil, err
	}
	return b.readings(path), nil
}

func (b *book) readings(path string) []Reading {
	var all []Reading
	for _, key := range b.keys() {
		if key.path != path || key.day < dayOf(b.now)-daysRecalled {
			continue
		}
		r := b.runs[key]
		for _, s := range r.sorted() {
			if s.at <= b.now+ahead {
				all = append(all, Reading{clock(s.at), max(0, r.limit), s.used, s.out})
			}
		}
	}
	return all
}

// Summaries are the days that are kept of an account, 13 months of them, the
// oldest first; the last is today as far as it is known. damaged counts the lines
// that cannot be read.
func (s *Store) Summaries(k meter.Key, now time.Time) (all []Summary, damaged int, err error) {
	b, err := s.load(k, now, days, today)
	if err != nil {
		return nil, 0, err
	}
	return b.summaries(), b.damaged, nil
}
