package meter

import (
	"testing"
	"time"

	"wxops/wechat"
)

// TestAnAccountWhoseAPIsAllFailFails, each by an error of its own; what has no quota
// is no failure, and one number is enough to know how the account stands.
func TestAnAccountWhoseAPIsAllFailFails(t *testing.T) {
	now := time.Date(2026, 3, 14, 9, 0, 0, 0, wechat.Beijing())
	lost, none := &wechat.Error{Code: -1}, &wechat.Error{Code: 76021}
	read := &Row{Path: "/a", At: now, Quota: wechat.Quota{Daily: &wechat.Daily{Limit: 10, Used: 3, Remain: 7}}}
	old := &Row{Path: "/a", At: now.Add(-10 * time.Hour), Quota: wechat.Quota{Daily: &wechat.Daily{Limit: 10, Used: 10}}}
	for name, c := range map[string]struct {
		rows      []*Row
		want      State
		read, of  int
		faultless bool
	}{
		"all lost":     {[]*Row{{Path: "/a", Err: none}, {Path: "/b", Err: lost}}, Failed, 0, 1, false},
		"one lost":     {[]*Row{read, {Path: "/b", Err: lost}}, OK, 1, 2, false},
		"no quota":     {[]*Row{{Path: "/a", Err: none}}, Unread, 0, 0, true},
		"read":         {[]*Row{read}, OK, 1, 1, true},
		"of yesterday": {[]*Row{old}, Unread, 1, 1, true},
	} {
		a := Account{Rows: c.rows}
		if n, of := a.Figures(); a.State(now) != c.want || (a.Fault() == nil) != c.faultless || n != c.read || of != c.of {
			t.Errorf("%s: %s, %v, %d of %d", name, a.State(now), a.Fault(), n, of)
		}
	}
	if old.Pressed(now) != -1 || read.Pressed(now) != 30 {
		t.Errorf("pressed: %d of another day, %d", old.Pressed(now), read.Pressed(now))
	}
}
