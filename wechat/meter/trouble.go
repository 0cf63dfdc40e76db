package meter

import (
	"cmp"
	"slices"
	"time"
)

// Trouble is where an account belongs among others, by how much it needs somebody.
type Trouble struct {
	State State    // how it stands
	Worst Standing // of its worst row; unknown where none has numbers of today
}

// troubleClass parts the accounts before their numbers are compared, the worst first.
type troubleClass int

const (
	troubleOut    troubleClass = iota
	troubleNear                // by its worst row
	troublePerson              // nothing is known, and it needs a person: refused, locked
	troubleNone                // by its worst row
	troubleUnread
)

// troubles are the classes of the states.
var troubles = map[State]troubleClass{
	Out: troubleOut, Near: troubleNear, Failed: troublePerson, Locked: troublePerson, OK: troubleNone, Unread: troubleUnread,
}

// Trouble gives the account its place.
func (a Account) Trouble(now time.Time) Trouble {
	t := Trouble{State: a.State(now), Worst: Standing{class: isUnknown}}
	if w := a.Worst(now); w != nil {
		t.Worst = w.Standing()
	}
	return t
}

// Compare orders troubles, the worst first. Equal ones are told apart by nothing,
// so that a stable sort leaves them in the order of the accounts file.
func (t Trouble) Compare(o Trouble) int {
	return cmp.Or(cmp.Compare(troubles[t.State], troubles[o.State]), t.Worst.Compare(o.Worst))
}

// Tally counts accounts by how they stand.
type Tally map[State]int

// Count tallies accounts.
func Count(accounts []Account, now time.Time) Tally {
	t := Tally{}
	for _, a := range accounts {
		t[a.State(now)]++
	}
	return t
}

// Alarm tells when an API newly crosses a level: from not yet to near its limit, from
// there to pressing, and to out. What it sees first is where it starts from.
type Alarm struct {
	before map[string]Account // by ID, as last looked at
}

// Rings takes over what is known of accounts, and reports whether an API has crossed a
// level since it last looked.
func (l *Alarm) Rings(accounts []Account) bool {
	if l.before == nil {
		l.before = make(map[string]Account, len(accounts))
	}
	rings := false
	for _, a := range accounts {
		rings = a.rose(l.before[a.ID]) || rings
		l.before[a.ID] = a
	}
	return rings
}

// rose reports whether an API is at a higher level than it was before. A row that
// was not read again is the same one.
func (a Account) rose(before Account) bool {
	if before.Key != a.Key {
		return false
	}
	for i, r := range a.Rows {
		var was *Row
		if i < len(before.Rows) && before.Rows[i].Path == r.Path {
			was = before.Rows[i]
		} else {
			was = before.Row(r.Path)
		}
		if was != r && was.Read() && a.Level(r) > a.Level(was) {
			return true
		}
	}
	return false
}

// WorstRows are the rows with numbers of today that are in most trouble, at most so many,
// the worst first.
func (a Account) WorstRows(most int, now time.Time) []*Row {
	rows := make([]*Row, 0, len(a.Rows))
	for _, r := range a.Rows {
		if r.Read() && !r.yesterday(now) && r.Quota.Daily != nil {
			rows = append(rows, r)
		}
	}
	slices.SortStableFunc(rows, func(a, b *Row) int { return a.Standing().Compare(b.Standing()) })
	return rows[:min(most, len(rows))]
}
