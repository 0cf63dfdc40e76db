package ui

import (
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"

	"wxops/keystore"
	"wxops/keystore/secret"
	"wxops/ui/view"
	"wxops/wechat"
	"wxops/wechat/guard"
)

func openMall(o *outside) { o.Open = "mall" }

func stay(m *Model) *Model { return m }

func TestGoldenFirstRun(t *testing.T) {
	goldenFrames(t, func(o *outside) { o.Accounts = nil }, stay)
}

func TestGoldenHelp(t *testing.T) {
	goldenFrames(t, openMall, func(m *Model) *Model { return press(m, "?") })
}

func TestGoldenQuota(t *testing.T) { goldenFrames(t, openMall, stay) }

func TestGoldenQuotaFilter(t *testing.T) {
	goldenFrames(t, openMall, func(m *Model) *Model { return press(m, "/", "s", "u", "b") })
}

func TestGoldenQuotaAdd(t *testing.T) {
	goldenFrames(t, openMall, func(m *Model) *Model { return typeText(press(m, "a"), "qr") })
}

func TestGoldenQuotaDetails(t *testing.T) {
	goldenFrames(t, openMall, func(m *Model) *Model { return press(m, "j", "enter") })
}

func TestGoldenQuotaNoAccount(t *testing.T) {
	goldenFrames(t, func(o *outside) { o.Accounts = nil }, func(m *Model) *Model { return press(m, "2") })
}

func TestGoldenQuotaPlatform(t *testing.T) {
	goldenFrames(t, func(o *outside) { o.Open = "platform" }, stay)
}

func TestGoldenQuotaReadOnly(t *testing.T) {
	goldenFrames(t, func(o *outside) { o.Open = "news" }, func(m *Model) *Model { return press(m, "R") })
}

// The numbers of the first sweep stay when the second one fails.
func TestGoldenQuotaStale(t *testing.T) {
	var world *outside
	goldenFrames(t, func(o *outside) { openMall(o); world = o }, func(m *Model) *Model {
		world.wechat.err = &wechat.Error{Op: "fetch the token", Code: 40164, Kind: "miniprogram", Msg: "invalid ip 203.0.113.7, not in whitelist", Status: 200, Sent: true}
		world.now = noon.Add(4 * time.Minute)
		return press(update(m, view.Tick(world.now)), "r")
	})
}

// Nothing was ever read: no numbers, and why.
func TestGoldenQuotaNoAnswer(t *testing.T) {
	goldenFrames(t, func(o *outside) {
		openMall(o)
		o.wechat.err = &wechat.Error{Op: "fetch the token", Code: 40164, Kind: "miniprogram", Msg: "invalid ip 203.0.113.7, not in whitelist", Status: 200, Sent: true}
	}, stay)
}

func TestGoldenQuotaLocked(t *testing.T) {
	goldenFrames(t, func(o *outside) {
		openMall(o)
		o.wechat.err = &keystore.Problem{Account: "mall", Source: keystore.FromKeyring, Reason: secret.KeyringLocked}
	}, stay)
}

func resetPlan(o *outside) {
	openMall(o)
	o.guard.plan = guard.Plan{
		Sends:    `POST /cgi-bin/openapi/quota/clear {"cgi_path":"/cgi-bin/message/custom/send"}`,
		Warnings: []guard.Warning{guard.RecentReset, guard.MinuteLimits, guard.Elsewhere},
		Last:     &guard.Reset{At: noon.Add(-10 * time.Minute), Scope: guard.ScopeAll, Who: guard.Who{User: "lin"}, Outcome: guard.OK},
	}
	o.guard.result = guard.Result{
		ID: "r1", Outcome: guard.OK,
		After: []wechat.Quota{{Path: "/cgi-bin/message/custom/send", Daily: &wechat.Daily{Limit: 500000, Remain: 500000}}},
	}
}

func openReset(m *Model) *Model { return armed(press(m, "R")) }

func TestGoldenResetArmed(t *testing.T) {
	goldenFrames(t, resetPlan, func(m *Model) *Model { return typeText(openReset(m), "mal") })
}

func TestGoldenResetWholeAccount(t *testing.T) {
	goldenFrames(t, resetPlan, func(m *Model) *Model { return press(openReset(m), "tab", "space") })
}

func TestGoldenResetDeadlock(t *testing.T) {
	goldenFrames(t, func(o *outside) { resetPlan(o); o.guard.plan.Deadlock = true }, openReset)
}

func TestGoldenResetRefused(t *testing.T) {
	goldenFrames(t, func(o *outside) {
		resetPlan(o)
		o.guard.err = &guard.RefusedError{Why: guard.RefusedHeld, Detail: "lin since 12:00:03 +08"}
	}, openReset)
}

func outcome(t *testing.T, change func(*guard.Result)) {
	t.Helper()
	goldenFrames(t, func(o *outside) { resetPlan(o); change(&o.guard.result) }, func(m *Model) *Model {
		return press(typeText(openReset(m), "mall"), "enter")
	})
}

func TestGoldenResetOK(t *testing.T) { outcome(t, func(*guard.Result) {}) }

func TestGoldenResetLagging(t *testing.T) {
	outcome(t, func(r *guard.Result) { r.After[0].Daily = &wechat.Daily{Limit: 500000, Used: 500000} })
}

func TestGoldenResetNoChance(t *testing.T) {
	outcome(t, func(r *guard.Result) {
		r.Outcome, r.After = guard.Refused, nil
		r.Err = &wechat.Error{Op: "clear the quota", Code: 48006, Msg: "forbid to clear quota because of reaching the limit", Sent: true}
	})
}

func TestGoldenResetUnknown(t *testing.T) {
	outcome(t, func(r *guard.Result) { r.Outcome, r.Err = guard.Unknown, lost })
}

func TestGoldenResets(t *testing.T) {
	goldenFrames(t, func(o *outside) {
		before := []wechat.Quota{{Path: "/cgi-bin/message/custom/send", Daily: &wechat.Daily{Limit: 500000, Used: 500000}}}
		o.guard.left = guard.Left{All: 1, API: 49}
		o.guard.list = []guard.Reset{
			{ID: "3", At: noon.Add(-time.Hour), Alias: "mall", Scope: guard.ScopeAPI, Path: "/cgi-bin/message/custom/send", Who: guard.Who{User: "lin"}, Outcome: guard.OK, Before: before, After: []wechat.Quota{{Path: "/cgi-bin/message/custom/send", Daily: &wechat.Daily{Limit: 500000}}}},
			{ID: "2", At: noon.Add(-30 * time.Hour), Alias: "mall", Scope: guard.ScopeAll, Who: guard.Who{User: "ops"}, Outcome: guard.Unknown, Before: before},
			{ID: "1", At: noon.Add(-50 * time.Hour), Alias: "news", Scope: guard.ScopeAll, Who: guard.Who{User: "王芳"}, Outcome: guard.Refused, Code: 48006},
		}
	}, func(m *Model) *Model { return press(m, "4", "j") })
}

func TestGoldenResetsDetails(t *testing.T) {
	goldenFrames(t, func(o *outside) {
		o.guard.list = []guard.Reset{{
			ID: "qorpxkzvooju", At: noon.Add(-time.Hour), Alias: "mall", AppID: mall.AppID, Scope: guard.ScopeAll, Via: guard.ViaSecret, Outcome: guard.Refused,
			Code: 48006, Msg: "forbid to clear quota because of reaching the limit", Who: guard.Who{User: "root", Sudo: "lin", Client: "192.0.2.7", Host: "jump1"}, Reason: "大促",
			Before: []wechat.Quota{{Path: "/cgi-bin/message/custom/send", Daily: &wechat.Daily{Limit: 500000, Used: 500000}}},
		}}
	}, func(m *Model) *Model { return press(m, "4", "enter") })
}

func TestGoldenResetsNone(t *testing.T) {
	goldenFrames(t, nil, func(m *Model) *Model { return press(m, "4") })
}

func TestGoldenCodes(t *testing.T) {
	goldenFrames(t, nil, func(m *Model) *Model { return press(m, "5", "j", "j") })
}

func TestGoldenCodesFilter(t *testing.T) {
	goldenFrames(t, nil, func(m *Model) *Model { return typeText(press(m, "5", "/"), "45009") })
}

func TestGoldenCalls(t *testing.T) {
	goldenFrames(t, func(o *outside) {
		o.calls = []wechat.Call{
			{At: noon.Add(-3 * time.Second), Account: "mall", Method: "POST", Path: "/cgi-bin/stable_token", Status: 200, Took: 41 * time.Millisecond},
			{At: noon.Add(-2 * time.Second), Account: "mall", Method: "POST", Path: "/cgi-bin/openapi/quota/get", About: "/cgi-bin/message/subscribe/send", Status: 200, Code: 76022, RID: "69ae4a3e-0f1e2d3c-11223344", Took: 12 * time.Millisecond},
			{At: noon.Add(-time.Second), Note: "unmasked the answer of 69ae4a3e-0f1e2d3c-11223344"},
			{At: noon, Account: "mall-test", Method: "POST", Path: "/cgi-bin/openapi/quota/get", About: "/cgi-bin/menu/get", Took: 10 * time.Second},
		}
	}, func(m *Model) *Model { return press(m, "@") })
}

func TestGoldenTooSmall(t *testing.T) {
	m := update(newOutside(t).console(80, 24), tea.WindowSizeMsg{Width: 30, Height: 8})
	if got := m.View().Content; got == "" {
		t.Error("a window that is too small must say so")
	}
}
