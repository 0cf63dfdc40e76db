package report

import (
	"time"

	"wxops/wechat/guard"
	"wxops/wechat/meter"
)

// Reset is the document of reset.
type Reset struct {
	ID      *string       `json:"id"`
	Account string        `json:"account"`
	AppID   *string       `json:"appid"`
	Scope   guard.Scope   `json:"scope"`
	Path    *string       `json:"cgi_path"`
	Via     guard.Via     `json:"via"`
	Outcome guard.Outcome `json:"outcome"`
	Error   *Error        `json:"error"`
	Before  []Row         `json:"before"`
	After   []Row         `json:"after"`
	Left    *Left         `json:"left"`
	Outlook *Outlook      `json:"outlook"`
}

// Outlook is what a clear buys: null where no pace is known, and where nothing was cleared.
type Outlook struct {
	LastsUntil string `json:"lasts_until"`
	BackAt     string `json:"back_at"`
	LeftAfter  Left   `json:"left_after"`
}

// Left is how many resets an account has left this month.
type Left struct {
	All int `json:"all"`
	API int `json:"api"`
}

// DryRun is a reset that was not sent, with what it would have sent.
type DryRun struct {
	Reset
	Sends    string          `json:"sends"`
	Warnings []guard.Warning `json:"warnings"`
	Damaged  int             `json:"journal_damaged"` // lines that cannot be read, and so are not counted
}

// Reset makes the document of an outcome; known tells of each quota before it when it would have
// been used up. Nothing is said of a counter that was cleared: what is on it now tells nothing of the
// day's average.
func (f Form) Reset(r guard.Result, known meter.Account) Reset {
	return Reset{
		ID: Null(r.ID), Account: r.Target.Alias, AppID: Null(r.Target.AppID), Scope: r.Target.Scope,
		Path: Null(r.Target.Path), Via: r.Target.Via, Outcome: r.Outcome,
		Before: f.rows(r.Before, known), After: f.rows(r.After, meter.Account{}), Left: &Left{r.Left.All, r.Left.API},
	}
}

// DryRun makes the document of a plan that is not carried out; known is as in Reset.
func (f Form) DryRun(p guard.Plan, known meter.Account) DryRun {
	notSent := guard.Result{Target: p.Target, Outcome: guard.NotSent, Before: p.Before, Left: p.Left}
	return DryRun{f.Reset(notSent, known), p.Sends, List(p.Warnings), p.Damaged}
}

// Outlook makes the part of what a clear buys; after is what is left then.
func (f Form) Outlook(o meter.Outlook, known bool, after guard.Left) *Outlook {
	if !known {
		return nil
	}
	return &Outlook{f.Stamp(o.LastsUntil), o.BackAt.Format(time.RFC3339), Left{after.All, after.API}}
}

// Resets is the document of resets.
type Resets struct {
	Resets []PastReset   `json:"resets"`
	Left   []AccountLeft `json:"left"`
}

// PastReset is a reset as the journal tells it.
type PastReset struct {
	ID      string        `json:"id"`
	At      string        `json:"at"`
	Account string        `json:"account"`
	AppID   string        `json:"appid"`
	Scope   guard.Scope   `json:"scope"`
	Path    *string       `json:"cgi_path"`
	Via     guard.Via     `json:"via"`
	Who     string        `json:"who"`
	Outcome guard.Outcome `json:"outcome"`
	Code    *int64        `json:"errcode"`
	Reason  *string       `json:"reason"`
}

// AccountLeft is what one account has left this month; not sure, at most that.
type AccountLeft struct {
	Account string `json:"account"`
	All     int    `json:"all"`
	API     int    `json:"api"`
	Sure    bool   `json:"sure"`
}

// Resets makes the document of a journal; what each account has left is added to it.
func (f Form) Resets(resets []guard.Reset) Resets {
	doc := Resets{Resets: make([]PastReset, 0, len(resets)), Left: []AccountLeft{}}
	for _, r := range resets {
		doc.Resets = append(doc.Resets, PastReset{
			ID: r.ID, At: f.Stamp(r.At), Account: r.Alias, AppID: r.AppID, Scope: r.Scope, Path: Null(r.Path),
			Via: r.Via, Who: r.Who.String(), Outcome: r.Outcome, Code: Null(r.Code), Reason: Null(r.Reason),
		})
	}
	return doc
}

// Add adds what an account has left.
func (d *Resets) Add(alias string, left guard.Left) {
	d.Left = append(d.Left, AccountLeft{alias, left.All, left.API, left.AllSure && left.APISure})
}
