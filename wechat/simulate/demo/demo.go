// Package demo is the world that simulate's stand-in for WeChat is shown with: six
// accounts on an evil day, what happened to them before, and as many more accounts as
// a trial wants. All of it is made up, and the same for the same random source and hour.
//
// It is not how WeChat behaves: that is simulate's, and nothing here answers a call.
package demo

import (
	"cmp"
	"math/rand/v2"
	"slices"
	"time"

	"wxops/wechat/simulate"
)

// Data is what the console shows of the demo beside what WeChat answers.
type Data struct {
	Accounts []simulate.Account // with their secrets; all are made up
	RIDs     []RID              // to paste
	Clears   []simulate.Clear   // made earlier this month, for the journal; oldest first
	Past     []Past             // of those accounts that the console reads
}

// RID is a failed call of the demo.
type RID struct {
	Alias  string // the account that made the call
	RID    string
	Code   int64  // errcode of the failed call
	Text   string // WeChat's answer as a log would hold it
	NoteEn string // what is to be seen there
	NoteZh string
}

// New gives a stand-in with six accounts on an evil day: of mall one API is
// out, another runs out about 100 seconds after the start, and one clear of
// everything is left this month; news is out, too; game gets near its limit within
// two minutes; shop waits for its secret, and takes any; mall-test refuses the
// caller's address. The other counters stand where a usual day has them at that hour.
// More accounts are known to WeChat, and are none of the demo's.
func New(now func() time.Time, r *rand.Rand, more ...simulate.Account) (*simulate.Server, Data) {
	start := now()
	data := Data{Accounts: []simulate.Account{mall(), news(), game(), shop(), platform(), mallTest()}}
	for i := range data.Accounts {
		a := &data.Accounts[i]
		a.Clears = clearsOf(*a, start)
		data.Clears = append(data.Clears, a.Clears...)
	}
	s := simulate.New(simulate.Settings{Now: now, Rand: r, Accounts: slices.Concat(data.Accounts, more), ClientIP: "203.0.113.7"})
	slices.SortStableFunc(data.Clears, func(a, b simulate.Clear) int { return cmp.Or(a.At.Compare(b.At), cmp.Compare(a.AppID, b.AppID)) })
	data.RIDs = ridsOf(s, data.Accounts, start, r)
	for _, a := range data.Accounts {
		if a.Kind != "component" {
			data.Past = append(data.Past, pastOf(s, a, start)...)
		}
	}
	return s, data
}

// clearsOf spreads clears over the month up to now, so that they count
// against its budgets whatever the day is.
func clearsOf(a simulate.Account, now time.Time) []simulate.Clear {
	var made []simulate.Clear
	switch a.Alias {
	case "mall":
		made = []simulate.Clear{
			{By: "chenwei"}, {By: "chenwei"}, {By: "liyan"}, {By: "oncall"}, {By: "oncall"},
			{By: "liyan"}, {By: "chenwei"}, {By: "oncall"}, {By: "liyan", Via: "secret"},
			{By: "oncall", Path: "/cgi-bin/message/custom/send"},
			{By: "oncall", Path: "/cgi-bin/message/subscribe/send"},
		}
	case "news":
		made = []simulate.Clear{{By: "liyan"}, {By: "oncall", Path: "/cgi-bin/message/template/send"}}
	}
	local := now.In(simulate.Beijing())
	month := time.Date(local.Year(), local.Month(), 1, 0, 0, 0, 0, simulate.Beijing())
	step := now.Sub(month) / time.Duration(len(made)+1)
	for i := range made {
		c := &made[i]
		c.At, c.AppID, c.Scope = month.Add(time.Duration(i+1)*step).Truncate(time.Second), a.AppID, "all"
		if c.Path != "" {
			c.Scope = "api"
		}
		if c.Via == "" {
			c.Via = "token"
		}
	}
	return made
}
