package meter

import (
	"errors"
	"slices"
	"testing"
	"time"

	"wxops/wechat"
)

// standing makes an account whose one API has used so many of 100 calls; -1: nothing was read.
func standing(id string, used int64) Account {
	a := Account{ID: id, Key: Key{"test", id}, Rows: []*Row{{Path: "/cgi-bin/token"}}}
	if used >= 0 {
		r := a.Rows[0]
		r.take(wechat.Reading{Path: r.Path, Quota: wechat.Quota{Path: r.Path, Daily: &wechat.Daily{Limit: 100, Used: used, Remain: 100 - used}}}, troubleNoon)
	}
	return a
}

var troubleNoon = time.Date(2026, 3, 9, 12, 0, 0, 0, time.UTC)

func TestTheAccountsInTroubleStandFirst(t *testing.T) {
	refused, locked := standing("refused", -1), standing("locked", -1)
	refused.Err, locked.Locked = errors.New("refused"), true
	accounts := []Account{
		standing("unread", -1), standing("quiet", 3), locked, standing("busy", 60), refused,
		standing("near", 85), standing("out", 100), standing("nearer", 97), standing("out too", 100),
	}
	slices.SortStableFunc(accounts, func(a, b Account) int { return a.Trouble(troubleNoon).Compare(b.Trouble(troubleNoon)) })
	var ids []string
	for _, a := range accounts {
		ids = append(ids, a.ID)
	}
	if want := []string{"out", "out too", "nearer", "near", "locked", "refused", "busy", "quiet", "unread"}; !slices.Equal(ids, want) {
		t.Errorf("they stand as %v", ids)
	}
	tally := Count(accounts, troubleNoon)
	if tally[Out] != 2 || tally[Near] != 2 || tally[Failed] != 1 || tally[Locked] != 1 || tally[OK] != 2 || tally[Unread] != 1 {
		t.Errorf("they count %v", tally)
	}
	for i, want := range []State{Out, Out, Near, Near, Locked, Failed, OK, OK, Unread} {
		if got := accounts[i].Trouble(troubleNoon).State; got != want {
			t.Errorf("%s is %s", accounts[i].ID, got)
		}
	}
}
