package guard

import (
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

// counts says whether a reset costs one of the budget. An outcome that this
// version does not know counts.
func (r Reset) counts() bool { return r.Outcome != Refused && r.Outcome != NotSent }

// left counts the month of now for one account. A reset belongs to the month
// in which it was asked for.
func left(resets []Reset, appid string, now time.Time) Left {
	l := Left{All: BudgetAll, API: BudgetAPI}
	for _, r := range resets {
		if r.AppID != appid || !sameMonth(r.At, now) {
			continue
		}
		gone := r.Outcome == Refused && r.Code == codeClearLimit
		switch r.Scope {
		case ScopeAll:
			spend(&l.All, &l.AllSure, r, gone)
		case ScopeAPI:
			spend(&l.API, &l.APISure, r, gone)
		}
	}
	return l
}

func spend(left *int, sure *bool, r Reset, gone bool) {
	switch {
	case gone:
		*left, *sure = 0, true
	case r.counts():
		*left = max(0, *left-1)
	}
}

// Left gives what remains of the account's budgets this month.
func (g *Guard) Left(appid string) (Left, error) {
	resets, err := g.Resets()
	if err != nil {
		return Left{}, err
	}
	return g.LeftOf(resets, appid), nil
}

// LeftOf is Left out of a journal that has been read, for many accounts at once.
func (g *Guard) LeftOf(resets []Reset, appid string) Left { return left(resets, appid, g.now()) }
