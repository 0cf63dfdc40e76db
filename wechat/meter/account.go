package meter

import (
	"slices"
	"time"

	"wxops/wechat"
)

// State is how an account stands, the worst of its APIs deciding.
type State string

// The states, as documents name them.
const (
	Out    State = "out"    // an API has no call left
	Near   State = "near"   // an API is near its limit
	OK     State = "ok"     // none is
	Locked State = "locked" // its secret waits for a person
	Failed State = "failed" // nothing could be read, and Fault says why
	Unread State = "unread" // nothing was read yet
)

// Account is what the fleet knows of one account at one moment. Its rows are not
// written again: a newer reading makes a new row.
type Account struct {
	ID     string
	Key    Key
	Levels Levels
	Rows   []*Row    // in the order of the account's list
	Err    error     // why nothing can be read now; nil as soon as an answer came
	Locked bool      // its secret waits for a person
	Opened bool      // an answer of WeChat came since the start
	Done   int       // rows of the round under way that have their answer
	Of     int       // rows of that round; 0: none is under way
	Next   time.Time // when the next row is due; zero: when it is asked for

	Index map[string]int // of a path in Rows; nil: it is looked for
}

// Row is what is known of a path; an empty row where it is not watched.
func (a Account) Row(path string) *Row {
	if n, some := a.Index[path]; some {
		return a.Rows[n]
	}
	if a.Index != nil {
		return &Row{Path: path}
	}
	for _, r := range a.Rows {
		if r.Path == path {
			return r
		}
	}
	return &Row{Path: path}
}

// Stale reports whether a row's numbers may be off by more than they may, because they
// could not be read again, are of another day, or are older than their pace allows. That
// WeChat wants an account to be read more slowly makes no number old.
func (a Account) Stale(r *Row, now time.Time) bool {
	failed := a.Err != nil && !wechat.TooFast(a.Err)
	return r.Read() && (failed || r.Err != nil || r.yesterday(now) || r.At.Sub(now) > setBack || !r.good.IsZero() && now.After(r.good))
}

// Forecast says when a row's quota will be used up.
func (a Account) Forecast(r *Row, now time.Time) Forecast {
	if a.Stale(r, now) {
		return Forecast{}
	}
	return r.forecast(now)
}

// State is how the account stands.
func (a Account) State(now time.Time) State {
	worst, read := LevelOK, false
	for _, r := range a.Rows {
		if r.Today(now) {
			worst, read = max(worst, a.Level(r)), true
		}
	}
	switch {
	case worst == LevelOut:
		return Out
	case worst > LevelOK:
		return Near
	case read:
		return OK
	case a.Locked:
		return Locked
	case a.Fault() != nil:
		return Failed
	}
	return Unread
}

// Level is how much a row matters, by its last numbers and the account's own levels.
func (a Account) Level(r *Row) Level {
	levels, d := a.Levels, r.Quota.Daily
	if levels == (Levels{}) {
		levels = usualLevels
	}
	switch {
	case !r.Read() || d == nil || d.Limit <= 0:
		return LevelOK
	case d.Out():
		return LevelOut
	case d.Percent() >= levels.Pressing:
		return LevelPressing
	case d.Percent() >= levels.Near:
		return LevelNear
	}
	return LevelOK
}

// Worst is the row that is in most trouble; nil where none has numbers of today.
func (a Account) Worst(now time.Time) *Row {
	var worst *Row
	for _, r := range a.Rows {
		if r.counted(now) && (worst == nil || r.Standing().Compare(worst.Standing()) < 0) {
			worst = r
		}
	}
	return worst
}

// WorstRows are the rows with numbers of today that are in most trouble, at most so many,
// the worst first.
func (a Account) WorstRows(most int, now time.Time) []*Row {
	rows := make([]*Row, 0, len(a.Rows))
	for _, r := range a.Rows {
		if r.counted(now) {
			rows = append(rows, r)
		}
	}
	slices.SortStableFunc(rows, func(a, b *Row) int { return a.Standing().Compare(b.Standing()) })
	return rows[:min(most, len(rows))]
}

// Oldest is when the oldest of its numbers was read; zero where there are none.
func (a Account) Oldest() time.Time {
	var oldest time.Time
	for _, r := range a.Rows {
		if r.Read() && (oldest.IsZero() || r.At.Before(oldest)) {
			oldest = r.At
		}
	}
	return oldest
}
