package guard_test

import (
	"net/http/httptest"
	"slices"
	"testing"

	"wxops/wechat"
	"wxops/wechat/catalog"
	"wxops/wechat/guard"
	"wxops/wechat/simulate"
)

// TestAPlanReadsAtTheClientsPace: a plan for a whole account reads as the
// console does. What WeChat finds too fast is read again, and what every
// path would meet is asked for no more often than is under way at once.
func TestAPlanReadsAtTheClientsPace(t *testing.T) {
	const (
		appID    = "wx00000000000000d1"
		quotaGet = "/cgi-bin/openapi/quota/get"
	)
	paths := catalog.Starter("offiaccount")
	if len(paths) < 20 {
		t.Fatalf("%d paths", len(paths))
	}
	for _, tt := range []struct {
		name        string
		fault       simulate.Fault
		least, most int // calls
		before      int
	}{
		{"too fast for five", simulate.Fault{Kind: simulate.Refuse, Times: 5}, len(paths) + 5, len(paths) + 5, len(paths)},
		{"its own quota is used up", simulate.Fault{Kind: simulate.Refuse, Code: 45009}, 1, 8, 0},
		{"no answer", simulate.Fault{Kind: simulate.HTML}, 8, 15 * 3, 0},
	} {
		t.Run(tt.name, func(t *testing.T) {
			sim := simulate.New(simulate.Settings{Accounts: []simulate.Account{account(appID)}})
			sim.SetFault(quotaGet, tt.fault)
			listening := httptest.NewServer(sim)
			defer listening.Close()
			g, c, err := open(listening.URL, t.TempDir(), appID)
			if err != nil {
				t.Fatal(err)
			}
			p, err := g.Plan(t.Context(), c, guard.Target{Alias: "shop", AppID: appID, Scope: guard.ScopeAll, Via: guard.ViaToken}, paths)
			if err != nil {
				t.Fatal(err)
			}
			if n := sim.Count(quotaGet); n < tt.least || n > tt.most {
				t.Errorf("%d calls for %d paths; want %d to %d", n, len(paths), tt.least, tt.most)
			}
			if len(p.Before) != tt.before || slices.Contains(p.Warnings, guard.QuotaUnread) != (tt.before == 0) {
				t.Errorf("%d of %d read, and the warnings are %v", len(p.Before), len(paths), p.Warnings)
			}
			inOrder := slices.IsSortedFunc(p.Before, func(a, b wechat.Quota) int { return slices.Index(paths, a.Path) - slices.Index(paths, b.Path) })
			if !inOrder {
				t.Errorf("not in the order of the list: %v", p.Before)
			}
		})
	}
}
