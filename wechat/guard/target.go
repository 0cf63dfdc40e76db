// Package guard clears a quota safely: it counts the month's budgets, holds
// the account's lock, writes a journal before and after the call, and reads
// the quota again. It calls WeChat once and never retries a clear.
package guard

import (
	"time"

	"wxops/wechat"
	"wxops/wechat/rid"
)

// Scope is what a reset clears.
type Scope string

// A reset of one API costs one of 50 a month; a reset of the whole account one of 10.
const (
	ScopeAPI Scope = "api"
	ScopeAll Scope = "all"
)

// Via is what a reset is authorised with.
type Via string

// ViaSecret is the way out when the token's own quota is used up; it clears
// the whole account only.
const (
	ViaToken  Via = "token"
	ViaSecret Via = "secret"
)

// Target is what is to be cleared. It is copied when the dialog opens.
type Target struct {
	Alias    string
	AppID    string
	Scope    Scope
	Path     string // cgi_path; "" when Scope is ScopeAll
	Via      Via
	Reason   string // why, as typed; optional
	ReadOnly bool   // the account or the program is read-only
}

// Outcome is how a reset ended.
type Outcome string

// The outcomes. OK and Unknown count against the budget.
const (
	OK      Outcome = "ok"
	Refused Outcome = "refused"  // WeChat said that nothing was done (wechat.NothingDone); costs nothing
	Unknown Outcome = "unknown"  // sent, and no clear word of what was done: counted as used
	NotSent Outcome = "not sent" // costs nothing
)

// The month's budgets of one account, by WeChat's rules.
//
// https://developers.weixin.qq.com/doc/subscription/api/apimanage/api_clearquota.html
const (
	BudgetAll = 10
	BudgetAPI = 50
)

// Budget is how many resets of the scope a month has.
func (s Scope) Budget() int {
	if s == ScopeAPI {
		return BudgetAPI
	}
	return BudgetAll
}

// Left is what remains of the month's budgets as far as this journal knows:
// at most that many, for resets made elsewhere (web back end, other machines)
// are not in it. A budget is sure only when WeChat itself said that it is gone
// (48006).
type Left struct {
	All     int
	API     int
	AllSure bool
	APISure bool
}

// Of gives what is left for one scope, and whether WeChat itself said so.
func (l Left) Of(s Scope) (left int, sure bool) {
	if s == ScopeAPI {
		return l.API, l.APISure
	}
	return l.All, l.AllSure
}

// After is what would be left after one more reset of a scope.
func (l Left) After(s Scope) Left {
	if s == ScopeAPI {
		l.API = max(0, l.API-1)
	} else {
		l.All = max(0, l.All-1)
	}
	return l
}

// MonthEnds is when the month's budgets are renewed: the next first of a month in Beijing.
func MonthEnds(now time.Time) time.Time {
	y, m, _ := now.In(wechat.Beijing()).Date()
	return time.Date(y, m+1, 1, 0, 0, 0, 0, wechat.Beijing())
}

// Warning is something to know before a reset; it does not forbid it.
type Warning string

// The warnings of a plan.
const (
	NothingNear  Warning = "nothing near its limit" // no quota of the target is 80 % used
	RecentReset  Warning = "recent reset"           // ok or unknown within 30 minutes: counters may lag
	LastOne      Warning = "last one"
	NoneLeft     Warning = "none left"     // by this journal; WeChat decides
	UsedUp       Warning = "used up"       // WeChat itself said so (48006); until the month ends in Beijing
	MinuteLimits Warning = "minute limits" // 45011 is not cleared by a reset; always given
	Elsewhere    Warning = "elsewhere"     // only this user's resets on this machine are known here, or the team's; always given
	QuotaUnread  Warning = "quota unread"  // the quota could not be read just now
	UnderWay     Warning = "under way"     // another reset of the account is on the wire; see Plan.UnderWay

	JournalDamaged Warning = "journal damaged" // see Plan.Damaged
)

// Refusal is why the guard sends nothing.
type Refusal string

// The refusals.
const (
	RefusedReadOnly Refusal = "read-only"
	RefusedPath     Refusal = "no quota for this path" // wrong form or under /sns/
	RefusedVia      Refusal = "the AppSecret way clears the whole account only"
	RefusedHeld     Refusal = "another reset is under way"
	RefusedLock     Refusal = "the account's lock cannot be taken"
	RefusedLost     Refusal = "the account's lock was lost" // just before the call
	RefusedJournal  Refusal = "the journal cannot be written"
	RefusedStale    Refusal = "the plan is out of date" // too old, or the account was reset since: plan again
)

// RefusedError is the guard's no: nothing was sent.
type RefusedError struct {
	Why    Refusal
	Detail string // who holds the lock and since when, the journal's error
	cause  error
}

// Error gives the fact in one line.
func (e *RefusedError) Error() string {
	if e.Detail == "" {
		return string(e.Why)
	}
	return string(e.Why) + ": " + e.Detail
}

// Unwrap gives the cause, if there is one.
func (e *RefusedError) Unwrap() error { return e.cause }

// Plan is a target with all that a person should know before saying yes.
type Plan struct {
	Target   Target         // its Reason may still be set; for any other change, plan again
	Before   []wechat.Quota // read for this plan
	Left     Left
	Last     *Reset     // the last reset of this account; nil when the journal has none
	UnderWay *HeldError // who resets the account just now, so that this one would be refused; nil: nobody
	Team     string     // the folder of all whose resets are counted; "": only this user's are
	Damaged  int        // lines of the journal that cannot be read, and so are not counted
	Warnings []Warning
	Sends    string // the request, with any secret masked
	Deadlock bool   // the token cannot be had because its own quota is used up: offer ViaSecret

	at    time.Time // when it was made; the zero Plan is out of date
	of    Target    // what it was made of, whatever becomes of Target
	seen  Mark      // what the journal held of the account then
	paths []string  // what is read before and after
}

// Result is how one reset went.
type Result struct {
	ID       string
	Target   Target
	Outcome  Outcome
	Err      error // why it was refused, not sent, or is unknown
	Before   []wechat.Quota
	After    []wechat.Quota
	AfterErr error // the quota could not be read again
	Left     Left

	JournalErr error // the outcome is not in the journal, which will show this reset as unknown

	paths []string
}

// Deadlock reports that nothing was sent because the token's own quota is used
// up, so that only ViaSecret can help.
func (r Result) Deadlock() bool {
	return r.Outcome == NotSent && wechat.Code(r.Err) == codeDailyLimit
}

// Reset is one reset as the journal tells it: an intent joined with its outcome.
type Reset struct {
	ID      string
	At      time.Time
	Alias   string
	AppID   string
	Scope   Scope
	Path    string
	Via     Via
	Who     Who
	Reason  string
	Outcome Outcome // Unknown for an intent without an outcome
	Code    int64   // errcode of a refusal, with its errmsg and rid
	Msg     string
	RID     rid.RID
	Before  []wechat.Quota
	After   []wechat.Quota // the newest reading
	AfterAt time.Time      // when After was read

	ended   bool          // more is known than its intent
	within  time.Duration // the deadline of its call; 0: not known
	paths   []string      // what is read after it
	looked  time.Time     // when that was last tried
	lowered bool          // a reading after it showed a counter below what it was
}
