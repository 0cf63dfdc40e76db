package guard

import (
	"context"
	"fmt"
	"time"

	"wxops/wechat"
)

// The errcodes that the guard acts on; it leaves all others to their words.
const (
	codeDailyLimit = 45009 // the API's daily quota is used up; of the token: there is no token to clear with
	codeClearLimit = 48006 // the month's clears are used up, whatever was counted here
)

func sameMonth(a, b time.Time) bool {
	a, b = a.In(wechat.Beijing()), b.In(wechat.Beijing())
	return a.Year() == b.Year() && a.Month() == b.Month()
}

// Counts reports whether a reset costs one of the budget. An outcome that this
// version does not know counts.
func (r Reset) Counts() bool { return r.Outcome != Refused && r.Outcome != NotSent }

// left counts the month of now for one account.
func left(resets []Reset, appid string, now time.Time) Left { return lefts(resets, now)(appid) }

// lefts counts the month of now in one pass for all accounts. A reset belongs to
// the month in which it was asked for.
func lefts(resets []Reset, now time.Time) func(appid string) Left {
	of := map[string]Left{}
	all := func(appid string) Left {
		if l, some := of[appid]; some {
			return l
		}
		return Left{All: BudgetAll, API: BudgetAPI}
	}
	for _, r := range resets {
		if !sameMonth(r.At, now) {
			continue
		}
		l, gone := all(r.AppID), r.Outcome == Refused && r.Code == codeClearLimit
		switch r.Scope {
		case ScopeAll:
			spend(&l.All, &l.AllSure, r, gone)
		case ScopeAPI:
			spend(&l.API, &l.APISure, r, gone)
		}
		of[r.AppID] = l
	}
	return all
}

func spend(left *int, sure *bool, r Reset, gone bool) {
	switch {
	case gone:
		*left, *sure = 0, true
	case r.Counts():
		*left = max(0, *left-1)
	}
}

// Left gives what remains of the account's budgets this month.
func (g *Guard) Left(ctx context.Context, appid string) (Left, error) {
	now := g.now().In(wechat.Beijing())
	// What was asked for in the last minute of a month may have its outcome in
	// the next one, where it would count without its intent.
	since := time.Date(now.Year(), now.Month(), 1, 0, 0, 0, 0, wechat.Beijing()).AddDate(0, 0, -1)
	entries, _, err := g.Journal.Entries(ctx, Query{AppID: appid, Since: since})
	if err != nil {
		return Left{}, fmt.Errorf("read the journal: %w", err)
	}
	return g.LeftOf(join(entries))(appid), nil
}

// Since gives the resets of all accounts that were asked for since a time, newest first;
// one that was asked for just before and ended after it is among them.
func (g *Guard) Since(ctx context.Context, since time.Time) ([]Reset, error) {
	entries, _, err := g.Journal.Entries(ctx, Query{Since: since})
	if err != nil {
		return nil, fmt.Errorf("read the journal: %w", err)
	}
	return join(entries), nil
}

// LeftOf is Left out of a journal that has been read, of each account by its AppID. The
// journal is counted once, because both may be many.
func (g *Guard) LeftOf(resets []Reset) func(appid string) Left { return lefts(resets, g.now()) }
