package simulate

import (
	"cmp"
	"context"
	"math/rand/v2"
	"time"

	"wxops/wechat/simulate/errcode"
)

// Settings say how the stand-in behaves. The zero value of each field is the
// likeliest reading of WeChat's pages; the others are readings that the same
// pages, or their users, support too.
type Settings struct {
	Now  func() time.Time // nil: time.Now
	Rand *rand.Rand       // for tokens and rids; nil: seeded at random
	// Wait passes the time of a Delay; nil: a real timer. It ends with the
	// context's error when the caller is gone.
	Wait func(context.Context, time.Duration) error

	Accounts []Account
	ClientIP string // the caller's address as WeChat sees it; "": the connection's

	// Zone and DayHour say when the daily counters begin anew; Zone also when
	// the months of the clear budgets do. WeChat states neither. nil: UTC+8.
	Zone    *time.Location
	DayHour int

	DefaultLimit int64            // calls a day where nothing else is known; 0: 1,000,000
	CountFailed  bool             // a refused call counts in used, too
	ClearLag     time.Duration    // a clear is accepted at once but works after this; users report 20 to 30 minutes
	Traces       map[string]Trace // how a path's errmsg ends; without an entry: as its family does

	// BadPath answers a cgi_path with a host or without its slash: 0 is 76021,
	// as the table of errors says; the table of parameters says 76003.
	BadPath int64
	// OldRID answers a rid older than seven days: 0 is 76004, as the table of
	// errors says; the notes below it say 76001.
	OldRID int64
	// SNSRID answers the rid of a call under /sns/: 0 is 76001, as users see;
	// the page says 76022.
	SNSRID int64
	// RIDDelay is how long a new rid stays unknown (76001).
	RIDDelay time.Duration
	// NoClientIP leaves client_ip out of a rid's answer, as older samples do.
	NoClientIP bool
	// BudgetAll and BudgetSingle are the clears a month; 0: 10 and 50.
	BudgetAll, BudgetSingle int
	// OverSingle answers a clear of one API when its budget is gone: 0 is
	// 48006; the store's page hints at 76022.
	OverSingle int64
	// SingleDaily makes that budget 50 a day, as the store's pages say, instead of 50 a month.
	SingleDaily bool
	// SinglePrefix is what the path of such a clear must begin with: one table
	// still says /channels/ec/.
	SinglePrefix string
	// SecretForm is where clear_quota/v2 looks for the appid and the AppSecret.
	SecretForm SecretForm
	// TokenQuotaStays leaves the token calls' own counters as they are after a
	// clear: stable_token goes on answering 45009.
	TokenQuotaStays bool
}

// SecretForm is where clear_quota/v2 looks for the appid and the AppSecret.
type SecretForm int

// The pages and the SDKs disagree on it; where it does not look, both are missing (41002).
const (
	BodyOrQuery SecretForm = iota
	BodyOnly
	QueryOnly
)

// Account is one account that WeChat knows.
type Account struct {
	Alias    string // of no meaning to WeChat: what the console calls it
	Name     string
	AppID    string
	Secret   string // AppSecret
	Kind     string // offiaccount, miniprogram, minigame, store or component
	Env      string // prod or test; a test account has the smaller limits
	ReadOnly bool   // for the console
	APIs     []string

	Limits     []Limit
	Rate       Rate     // what quota/get says of each path that names none itself
	Component  Rate     // the same for component_rate_limit
	AllowIPs   []string // addresses, CIDR blocks or, for mini programs, a.b.c.*; none: all
	Frozen     bool     // the AppSecret is frozen (40243)
	AnySecret  bool     // any AppSecret is taken for its own
	NoCallback bool     // no callback URL is set (40201)
	Clears     []Clear  // made before the start; only the time, scope and path matter
}

// Limit is the quota of one path, and what production does with it.
type Limit struct {
	Path         string
	Daily        int64   // calls a day; 0: the catalogue's figure
	Used         int64   // at the start
	PerSecond    float64 // calls that production makes, from the start on
	Hours        Hours   // how they are spread over the day, PerSecond being the mean
	FromMidnight bool    // production has made its calls of the day before the start, too
	Minute       int64   // calls a minute before 45011; 0: no such limit
	Rate         Rate
	Component    Rate
}

// Rate is a rate_limit or component_rate_limit of a quota's answer.
type Rate struct {
	Shape   Shape
	Calls   int64 // call_count
	Seconds int64 // refresh_second
}

// Shape is how an answer tells a rate.
type Shape int

// WeChat's pages print the object and its samples leave it out.
const (
	Absent Shape = iota
	Null
	Empty // {}
	Filled
)

// Trace is how an errmsg ends.
type Trace int

// The forms that are seen; only a rid can be looked up later.
const (
	AsFamily  Trace = iota
	Plain           // "text rid: R"
	Comma           // "text, rid: R", as under /sns/
	RIDOnly         // " rid: R" and no text
	HintRID         // "text hint: [x] rid: R"
	HintOnly        // "text hint: [x]", before August 2020
	ReqID           // "text, hints: [ req_id: x ]", as under /sns/ before then
	Untraced        // "text"
	TwoSpaces       // "text  rid: R"
)

// DefaultLimit is the calls a day of a path of which the catalogue tells nothing.
const DefaultLimit = 1_000_000

const (
	budgetAll    = 10
	budgetSingle = 50
)

func (s Settings) withDefaults() Settings {
	if s.Now == nil {
		s.Now = time.Now
	}
	if s.Rand == nil {
		s.Rand = rand.New(rand.NewPCG(rand.Uint64(), rand.Uint64()))
	}
	if s.Wait == nil {
		s.Wait = wait
	}
	if s.Zone == nil {
		s.Zone = Beijing()
	}
	s.BudgetAll = cmp.Or(s.BudgetAll, budgetAll)
	s.BudgetSingle = cmp.Or(s.BudgetSingle, budgetSingle)
	s.DefaultLimit = cmp.Or(s.DefaultLimit, DefaultLimit)
	s.BadPath = cmp.Or(s.BadPath, errcode.PathNotFound)
	s.OldRID = cmp.Or(s.OldRID, errcode.RIDTooOld)
	s.SNSRID = cmp.Or(s.SNSRID, errcode.RIDNotFound)
	s.OverSingle = cmp.Or(s.OverSingle, errcode.NoClearsLeft)
	return s
}

// Beijing is the zone where the settings name none. It needs no time zone database:
// China has had no summer time since 1991.
func Beijing() *time.Location { return time.FixedZone("Asia/Shanghai", 8*60*60) }

func wait(ctx context.Context, d time.Duration) error {
	t := time.NewTimer(d)
	defer t.Stop()
	select {
	case <-t.C:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}
