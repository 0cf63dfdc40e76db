package meter

import (
	"cmp"
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
