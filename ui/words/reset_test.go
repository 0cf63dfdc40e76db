package words

import (
	"context"
	"strings"
	"testing"
	"time"

	"wxops/wechat"
	"wxops/wechat/guard"
)

const appID = "wx00000000000000aa"

// noon is the time of every test.
var noon = time.Date(2026, 3, 9, 12, 0, 0, 0, time.FixedZone("CST", 8*3600))

// quiet is an account that does as it is told.
type quiet struct{}

func (quiet) Authorize(context.Context) error         { return nil }
func (quiet) ClearAll(context.Context) error          { return nil }
func (quiet) ClearAllBySecret(context.Context) error  { return nil }
func (quiet) ClearPath(context.Context, string) error { return nil }
func (quiet) Sweep(_ context.Context, paths []string) <-chan wechat.Reading {
	rows := make(chan wechat.Reading, len(paths))
	defer close(rows)
	for _, path := range paths {
		rows <- wechat.Reading{Path: path, Quota: wechat.Quota{Path: path, Daily: &wechat.Daily{Limit: 10, Used: 9, Remain: 1}, At: noon}}
	}
	return rows
}

func TestTheHolderOfALockIsNamedInBothLanguages(t *testing.T) {
	who := guard.Who{User: "root", Sudo: "li", Client: "192.0.2.7", Host: "jump1"}
	for _, tt := range []struct {
		lang  Lang
		since time.Time
		want  string
	}{
		{English, noon, "(by li (sudo as root) from 192.0.2.7 on jump1, since 2026-03-09 12:00:00 +08)"},
		{Chinese, noon, "（li（sudo 为 root），来自 192.0.2.7，主机 jump1，自 2026-03-09 12:00:00 +08 起）"},
		{English, time.Time{}, "(by another process)"},
		{Chinese, time.Time{}, "（由另一个进程）"},
	} {
		fact, _ := Explain(heldBy(t, who, tt.since), tt.lang)
		if !strings.Contains(fact, tt.want) {
			t.Errorf("got %q; want %q in it", fact, tt.want)
		}
	}
}

// heldBy is the refusal of a lock that someone else has.
func heldBy(t *testing.T, who guard.Who, since time.Time) error {
	t.Helper()
	var locks guard.MemoryLocks
	if _, err := locks.Lock(t.Context(), appID, who, since); err != nil {
		t.Fatal(err)
	}
	_, err := locks.Lock(t.Context(), appID, guard.Who{User: "wang"}, noon)
	return err
}

// An outdated plan is the guard's own, made and then left lying.
func TestAnOutdatedPlanIsExplainedInBothLanguages(t *testing.T) {
	now := noon
	g := &guard.Guard{Journal: &guard.MemoryJournal{}, Locks: &guard.MemoryLocks{}, Now: func() time.Time { return now }}
	target := guard.Target{Alias: "mall", AppID: appID, Scope: guard.ScopeAll}
	plan, err := g.Plan(context.Background(), quiet{}, target, []string{"/cgi-bin/message/custom/send"})
	if err != nil {
		t.Fatal(err)
	}
	now = noon.Add(6 * time.Minute)
	old := g.Reset(context.Background(), quiet{}, plan).Err
	now = noon
	if r := g.Reset(context.Background(), quiet{}, plan); r.Outcome != guard.OK {
		t.Fatalf("%s, %v", r.Outcome, r.Err)
	}
	overtaken := g.Reset(context.Background(), quiet{}, plan).Err
	for _, tt := range []struct {
		err  error
		lang Lang
		want string
	}{
		{old, English, "(its numbers were more than 5 minutes old)"},
		{old, Chinese, "（读数已超过 5 分钟）"},
		{overtaken, English, "(another reset of the account was made in the meantime)"},
		{overtaken, Chinese, "（期间该账号又做过一次清零）"},
	} {
		if fact, _ := Explain(tt.err, tt.lang); !strings.Contains(fact, tt.want) {
			t.Errorf("got %q; want %q in it", fact, tt.want)
		}
	}
}

func TestOnlyWeChatMakesABudgetSure(t *testing.T) {
	for _, tt := range []struct {
		left   guard.Left
		en, zh string
	}{
		{guard.Left{All: 7, API: 49}, "at most 7 of 10 all, 49 of 50 single", "全部 至多 7/10，单个 至多 49/50"},
		{guard.Left{All: 0, API: 49}, "at most 0 of 10 all, 49 of 50 single", "全部 至多 0/10，单个 至多 49/50"},
		{guard.Left{API: 49, AllSure: true}, "none of 10 (48006) all, at most 49 of 50 single", "全部 0/10（48006），单个 至多 49/50"},
		{guard.Left{All: 9, APISure: true}, "at most 9 of 10 all, none of 50 (48006) single", "全部 至多 9/10，单个 0/50（48006）"},
	} {
		if got := Budgets(tt.left, English); got != tt.en {
			t.Errorf("got %q; want %q", got, tt.en)
		}
		if got := Budgets(tt.left, Chinese); got != tt.zh {
			t.Errorf("got %q; want %q", got, tt.zh)
		}
	}
}

// The plan's own reset is refused while another is on the wire, and dated by
// its outcome; both are said before and after.
func TestAResetUnderWayIsNamedInBothLanguages(t *testing.T) {
	j := &guard.MemoryJournal{}
	open := func(user string) *guard.Guard {
		return &guard.Guard{Journal: j, Locks: &guard.MemoryLocks{}, Who: guard.Who{User: user, Host: "jump1"}, Now: func() time.Time { return noon }}
	}
	target := guard.Target{Alias: "mall", AppID: appID, Scope: guard.ScopeAll}
	var beside guard.Plan
	var refused error
	first := &clearing{Client: quiet{}, during: func() {
		var err error
		if beside, err = open("wang").Plan(context.Background(), quiet{}, target, []string{"/cgi-bin/message/custom/send"}); err != nil {
			t.Fatal(err)
		}
		refused = open("wang").Reset(context.Background(), quiet{}, beside).Err
	}}
	plan, err := open("li").Plan(context.Background(), first, target, []string{"/cgi-bin/message/custom/send"})
	if err != nil {
		t.Fatal(err)
	}
	if r := open("li").Reset(context.Background(), first, plan); r.Outcome != guard.OK {
		t.Fatalf("%s, %v", r.Outcome, r.Err)
	}
	ended := open("wang").Reset(context.Background(), quiet{}, beside).Err
	for _, tt := range []struct {
		lang                    Lang
		warning, refused, ended string
	}{
		{English, "under way (by li on jump1, since 2026-03-09 12:00:00 +08): this one would be refused", "(by li on jump1, since 2026-03-09 12:00:00 +08)",
			"(a reset of the account that was under way has ended in the meantime)"},
		{Chinese, "另一次清零（li，主机 jump1，自 2026-03-09 12:00:00 +08 起）", "（li，主机 jump1，自 2026-03-09 12:00:00 +08 起）", "（期间该账号正在进行的清零已有结果）"},
	} {
		if got := Warning(guard.UnderWay, beside, tt.lang); !strings.Contains(got, tt.warning) {
			t.Errorf("warns %q; want %q in it", got, tt.warning)
		}
		if got, _ := Explain(refused, tt.lang); !strings.Contains(got, tt.refused) {
			t.Errorf("refuses with %q; want %q in it", got, tt.refused)
		}
		if got, _ := Explain(ended, tt.lang); !strings.Contains(got, tt.ended) {
			t.Errorf("dates the plan with %q; want %q in it", got, tt.ended)
		}
		if got := Warning(guard.JournalDamaged, guard.Plan{Damaged: 3}, tt.lang); !strings.Contains(got, "3") || strings.Contains(got, "{") {
			t.Errorf("warns %q; want the number of lines", got)
		}
	}
}

// clearing does something while its clear is on the wire.
type clearing struct {
	guard.Client
	during func()
}

func (c *clearing) ClearAll(ctx context.Context) error {
	c.during()
	return c.Client.ClearAll(ctx)
}
