package watch

import (
	"time"

	"wxops/wechat/guard"
	"wxops/wechat/meter"
)

// Policy says when a quota of an account is cleared without a person.
type Policy struct {
	ResetAt       int64         // per cent of the limit, 1 to 100; 0: never, it only reports
	Scope         guard.Scope   // what is cleared: the API, or all of the account when one of its APIs is out
	APIs          []string      // only these; none: every API that is watched
	PerMonth      int           // clears by the watch in a month, of the scope's own budget
	KeepBack      int           // clears of that budget that are always left for people
	OnlyIfOutFor  time.Duration // not before the quota was out for so long; 0: no condition
	DayEndsWithin time.Duration // not if the quota comes back within this; 0: no condition
}

// Situation is all that a decision goes by.
type Situation struct {
	Policy   Policy
	Account  meter.Account
	AppID    string
	Left     guard.Left
	Resets   []guard.Reset // of the account, by anybody: those of this month at least
	ReadOnly bool
	Stop     *Stop // the policy waits for a person
	Now      time.Time
}

// Decision is what the policy makes of an API that is at Policy.ResetAt or above.
type Decision struct {
	Path    string
	Target  guard.Target // of the reset that it would be
	Clear   bool         // the quota is to be cleared
	Why     Why
	Percent int64     // how pressed the API is
	Left    int       // of the scope's budget, after what everybody spent
	Own     int       // of what was spent, by the watch
	Until   time.Time // when the reason may be gone; zero: not known
}

// Why is the reason of a decision, in the words of the documents.
type Why string

// The reasons. Only Due leads to a reset.
const (
	Due         Why = "due"
	NotChosen   Why = "not one of the policy's"   // Policy.APIs
	NotOutLong  Why = "not out for long enough"   // Policy.OnlyIfOutFor
	BackSoon    Why = "the quota comes back soon" // Policy.DayEndsWithin
	SpentOwn    Why = "per_month is spent"        // Policy.PerMonth
	KeptBack    Why = "the rest is kept for people"
	MonthGone   Why = "the month's budget is gone" // by this journal, or by WeChat's own word (48006)
	Recent      Why = "a reset was made just now"  // by anybody, because counters lag; or one of its own was refused
	ReadOnly    Why = "read-only"
	Waits       Why = "the policy waits for a person"
	Old         Why = "its numbers are old"
	NotNow      Why = "read again, it is below reset_at" // by the plan's own reading
	TokenGone   Why = "the token's own quota is used up" // only a person may use the AppSecret
	Overtaken   Why = "somebody else resets the account"
	Unjournaled Why = "the journal cannot be used"
	Unread      Why = "the quota could not be read again"
)

// User is whose name stands in the journal at what a policy does.
const User = "watch"

// byWatch reports whether a policy asked for a reset, here or on another machine.
func byWatch(r guard.Reset) bool { return r.Who.User == User }
