// Package inquiry leads from a text to its cause: which rid of it to ask
// about, whom to ask, when to ask again, whose the call is, and which API
// failed. It knows no screen, no accounts file and no words.
//
// Every decision is made here once. A console steps through an Inquiry answer
// by answer; a command lets Ask put all its questions.
package inquiry

import (
	"context"
	"errors"
	"slices"
	"time"

	"wxops/wechat/rid"
)

// Why an inquiry does not begin.
var (
	ErrNoRID     = errors.New("no rid to ask about")
	ErrNoAccount = errors.New("no account to ask as")
	ErrNoOthers  = errors.New("no other account to ask")
	ErrBarred    = errors.New("the account cannot ask about a rid")
	// ErrExpired: WeChat has most likely forgotten the call. It is asked all
	// the same for a Wish that insists, because the clock here may be wrong.
	ErrExpired = errors.New("the rid has expired")
)

// ErrNotOpened stands for an account that is passed over in a round, because
// asking as it would ask the person first.
var ErrNotOpened = errors.New("secret not open")

// Client asks WeChat about a rid as one account; a wechat.Client.
type Client interface {
	RIDInfo(ctx context.Context, id rid.RID) (rid.Record, error)
}

// Account is one that may be asked. To choose among accounts, Name, AppID and
// Barred are enough.
type Account struct {
	Name   string // as the person calls it
	AppID  string
	Kind   string                 // of account, as the catalogue names it; "" where it is not known
	Barred bool                   // it cannot ask at all
	Person func() bool            // whether its secret is to be had from a person first; nil: it is not
	Open   func() (Client, error) // makes no call
}

// Wish is what is to be asked: about one rid of a text.
type Wish struct {
	Found  rid.Found // what is in the text
	RID    rid.RID
	At     time.Time // now
	Insist bool      // also about a rid that has expired
}

// As begins an inquiry with one account. A rid that has expired is refused
// with ErrExpired until the wish insists: a console warns, and the same key
// again insists; a command insists by itself.
func (w Wish) As(a Account) (Inquiry, error) {
	switch {
	case w.RID == "":
		return Inquiry{}, ErrNoRID
	case a.Name == "":
		return Inquiry{}, ErrNoAccount
	case a.Barred:
		return Inquiry{}, ErrBarred
	case w.expired():
		return Inquiry{}, ErrExpired
	}
	return Inquiry{RID: w.RID, found: w.Found, turn: []Account{a}, person: a.Person != nil && a.Person()}, nil
}

// InTurn begins a round: accounts are asked one by one, up to the one whose
// own the call is. Nobody is asked to open a secret for it. What was said
// before the round about the same rid counts with it.
func (w Wish) InTurn(accounts []Account, before Inquiry) (Inquiry, error) {
	accounts = slices.DeleteFunc(slices.Clone(accounts), func(a Account) bool { return a.Barred })
	switch {
	case w.RID == "":
		return Inquiry{}, ErrNoRID
	case len(accounts) == 0:
		return Inquiry{}, ErrNoOthers
	case w.expired():
		return Inquiry{}, ErrExpired
	}
	return Inquiry{RID: w.RID, found: w.Found, turn: accounts, round: len(accounts)}.After(before).passed(w.At), nil
}

func (w Wish) expired() bool { return w.RID.Expired(w.At) && !w.Insist }

// Inquiry is one rid that WeChat is asked about, as one account or as several
// in turn. It is a value: Took gives the next one.
type Inquiry struct {
	RID rid.RID

	found   rid.Found
	turn    []Account // the first is asked now
	asked   Account   // last
	round   int       // how many are asked in turn; 0: one alone
	person  bool      // the one alone has its secret from a person
	again   bool      // the rid was too fresh, and is asked about once more
	held    []Answer  // the first answer, until the second is there
	answers []Answer
	earlier int // so many of them, the first, are of inquiries before this one
}

// After takes over what was said before about the same rid. An account that is
// asked anew has said nothing before.
func (q Inquiry) After(before Inquiry) Inquiry {
	if before.RID != q.RID {
		return q
	}
	own := q.answers
	q.answers, q.earlier = before.answers, len(before.answers)
	for _, a := range own {
		q = q.with(a)
	}
	return q
}

// Question is what is to be asked now.
type Question struct {
	RID     rid.RID
	Account Account
	Person  bool          // its secret is to be had from a person first; only where one account is asked alone
	Wait    time.Duration // before it is put, where it is put once more; else 0
	Nth, Of int           // the place in a round; 0 of 0 alone
}

// Next gives the question to put now, and false once the inquiry is over.
func (q Inquiry) Next() (Question, bool) {
	if len(q.turn) == 0 {
		return Question{}, false
	}
	ask := Question{RID: q.RID, Account: q.turn[0], Person: q.person}
	if q.round > 0 {
		ask.Nth, ask.Of = q.round-len(q.turn)+1, q.round
	}
	if len(q.held) > 0 {
		ask.Wait = againAfter
	}
	return ask, true
}

// Took takes the answer to the question that Next gave.
func (q Inquiry) Took(a Answer) Inquiry {
	if len(q.turn) == 0 {
		return q
	}
	a.Beside = beside(q.found, q.RID)
	if path, sure := Path(a.Record, q.found, q.RID); sure {
		a.Path, a.Sure = path, true
	}
	verdict := a.Verdict()
	if q.round == 0 && !q.again && verdict == TooFresh {
		q.again, q.person, q.held = true, false, []Answer{a}
		return q
	}
	q.asked, q.turn, q.held = q.turn[0], q.turn[1:], nil
	q = q.with(a)
	switch {
	case verdict == Told, verdict == Unreached:
		q.turn = nil
	case a.final(): // of another alias of the same account, too
		q.turn = slices.DeleteFunc(slices.Clone(q.turn), func(other Account) bool { return other.AppID != "" && other.AppID == q.asked.AppID })
	}
	return q.passed(a.At)
}

// passed passes over those of a round whose secret is to be had from a person.
func (q Inquiry) passed(at time.Time) Inquiry {
	for q.round > 0 && len(q.turn) > 0 && q.turn[0].Person != nil && q.turn[0].Person() {
		q.asked, q.turn = q.turn[0], q.turn[1:]
		q = q.with(Answer{Account: q.asked.Name, AppID: q.asked.AppID, RID: q.RID, At: at, Err: ErrNotOpened})
	}
	return q
}

// Stopped ends an inquiry as far as it came.
func (q Inquiry) Stopped() Inquiry {
	for _, a := range q.held {
		q = q.with(a)
	}
	q.turn, q.held = nil, nil
	return q
}

// Reopened puts the last question once more: the account's secret can be had now.
func (q Inquiry) Reopened() Inquiry {
	if len(q.turn) == 0 && q.asked.Name != "" {
		q.turn = []Account{q.asked}
	}
	q.person = false
	return q
}

// with adds an answer, and takes away what its account said before this inquiry. The
// inquiry without it keeps its answers.
func (q Inquiry) with(a Answer) Inquiry {
	stays := make([]Answer, 0, len(q.answers)+1)
	for i, b := range q.answers {
		if i >= q.earlier || b.Account != a.Account {
			stays = append(stays, b)
		}
	}
	q.earlier -= len(q.answers) - len(stays)
	q.answers = append(stays, a)
	return q
}

// Answers are what came of it so far, and what was said before; do not change them.
func (q Inquiry) Answers() []Answer { return q.answers }

// Last is the newest answer, and false while there is none.
func (q Inquiry) Last() (Answer, bool) {
	all := q.Answers()
	if len(all) == 0 {
		return Answer{}, false
	}
	return all[len(all)-1], true
}

// Over reports whether nobody is to be asked any more.
func (q Inquiry) Over() bool { return len(q.turn) == 0 }

// Round reports whether several accounts are or were asked in turn.
func (q Inquiry) Round() bool { return q.round > 0 }

// Owner is the account whose own the call is. It is known only once WeChat
// has said so.
func (q Inquiry) Owner() (name string, known bool) {
	told, known := q.Told()
	return told.Account, known
}

// Told is the owner's answer, and false while there is none.
func (q Inquiry) Told() (Answer, bool) {
	all := q.Answers()
	if i := slices.IndexFunc(all, func(a Answer) bool { return a.Verdict() == Told }); i >= 0 {
		return all[i], true
	}
	return Answer{}, false
}

// Nobodys reports whether a round has ended, and not for want of a network,
// without finding whose the rid is.
func (q Inquiry) Nobodys() bool {
	last, some := q.Last()
	_, owned := q.Owner()
	return some && q.round > 0 && len(q.turn) == 0 && !owned && last.Verdict() != Unreached
}

// Unrecorded is the newest answer that WeChat has no record of the call, and false
// where none says so, or one says that another account has it.
func (q Inquiry) Unrecorded() (missing Answer, all bool) {
	for _, a := range q.Answers() {
		switch {
		case a.Verdict() == Foreign:
			return Answer{}, false
		case a.Missing() != NotMissing:
			missing, all = a, true
		}
	}
	return missing, all
}

// Strangers reports whether all who were asked were told that the rid is
// another's: then its account is none of theirs.
func (q Inquiry) Strangers() bool {
	all := q.Answers()
	return len(all) > 0 && !slices.ContainsFunc(all, func(a Answer) bool { return a.Verdict() != Foreign })
}
