package meter

import (
	"time"

	"wxops/wechat"
)

// Key names an account's readings wherever they are kept: by the host that was
// asked, so that a simulator's never pass for production's, and the AppID.
type Key struct{ Host, AppID string }

// Memory keeps readings from one start to the next, and shares them with what
// else runs for the same person. It may be used by several goroutines. An error
// is worth a word and stops no reading.
type Memory interface {
	// Recall gives what is remembered of an account's APIs, by path. now says
	// which day is today in Beijing.
	Recall(k Key, now time.Time) (map[string]Past, error)
	// Days gives the whole days before today, by path, the newest first. It may
	// take long, so it is asked for after the first figures are there.
	Days(k Key, now time.Time) (map[string][]Day, error)
	// Keep adds readings of an account.
	Keep(k Key, readings []wechat.Quota) error
	// News gives what others have kept since it was last asked for this account.
	News(k Key) ([]wechat.Quota, error)
}

// Past is what is remembered of one API.
type Past struct {
	Last  wechat.Quota // the newest reading of any day
	Today []Sample     // of today in Beijing, the oldest first
	// OutSince is since when no call was left, as far as Today reaches; zero: some
	// was, or that is not known.
	OutSince time.Time
}

// Cleared reports whether a counter was cleared between two samples of a day.
func Cleared(a, b Sample) bool { return fell(a.Used, b.Used) }

// Slot is the grain in which whole days are remembered, SlotsADay of them a day.
const (
	Slot      = 15 * time.Minute
	SlotsADay = 96
)

// Day is what is remembered of one API's day in Beijing.
type Day struct {
	Start time.Time        // its midnight
	Limit int64            // as last told on that day; 0: not known
	Used  [SlotsADay]int64 // the counter as last read in each slot; -1 where it was not
	OutAt time.Time        // when it was first seen used up; zero: it was not
}

// DayOf is today as it is remembered, in slots.
func DayOf(p Past, now time.Time) Day {
	d := Day{Start: midnightOf(now), OutAt: p.OutSince}
	if p.Last.Daily != nil {
		d.Limit = p.Last.Daily.Limit
	}
	for i := range d.Used {
		d.Used[i] = -1
	}
	for _, s := range p.Today {
		if i := int(s.At.Sub(d.Start) / Slot); !s.At.Before(d.Start) && i < SlotsADay {
			d.Used[i] = s.Used
		}
	}
	return d
}
