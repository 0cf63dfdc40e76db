package history

import (
	"time"

	"wxops/wechat/meter"
)

// loadPath reads what week and today have of one API.
func (s *Store) loadPath(k meter.Key, path string, now time.Time) (*book, error) {
	p, b := s.place(k), newBook(now.Unix())
	b.only = appendText(nil, path)
	for _, kind := range []kind{week, today} {
		if _, _, err := p.load(kind, b); err != nil {
			return nil, err
		}
	}
	return b, nil
}

// DaysOf gives one API's today, as far as it is known, and the days before it, the
// newest first.
func (s *Store) DaysOf(k meter.Key, path string, now time.Time) ([]meter.Day, error) {
	b, err := s.loadPath(k, path, now)
	if err != nil {
		return nil, err
	}
	var all []meter.Day
	if r := b.runs[runKey{path, dayOf(b.now)}]; r != nil {
		all = append(all, r.slots(dayOf(b.now), b.now))
	}
	return append(all, b.meterDays()[path]...), nil
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
	b, err := s.loadPath(k, path, now)
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
