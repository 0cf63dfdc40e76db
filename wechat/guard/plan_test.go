package guard

import (
	"context"
	"errors"
	"slices"
	"strings"
	"testing"
	"time"

	"wxops/wechat"
	"wxops/wechat/catalog"
)

// journalOf holds one ended reset for each age.
func journalOf(t *testing.T, scope Scope, path string, outcome Outcome, ages ...time.Duration) Journal {
	t.Helper()
	j := &MemoryJournal{}
	for i, age := range ages {
		e := intent(string(rune('a' + i)))
		e.At, e.Scope, e.Path = noon.Add(-age), scope, path
		mustAppend(t, j, e)
		e.Event, e.Outcome = EventOutcome, outcome
		mustAppend(t, j, e)
	}
	return j
}

// refusedFor holds one reset of the whole account that WeChat refused.
func refusedFor(t *testing.T, code int64) Journal {
	t.Helper()
	j := &MemoryJournal{}
	e := intent("a")
	e.At, e.Scope, e.Path, e.Event, e.Outcome, e.Code = noon.Add(-time.Hour), ScopeAll, "", EventOutcome, Refused, code
	mustAppend(t, j, e)
	return j
}

func ages(n int) []time.Duration { return slices.Repeat([]time.Duration{2 * time.Hour}, n) }

func TestWarnings(t *testing.T) {
	const other = "/cgi-bin/menu/get"
	both := []Warning{MinuteLimits, Elsewhere}
	with := func(w ...Warning) []Warning { return append(w, both...) }
	unread := map[string]error{apiPath: notSent()}
	for _, tt := range []struct {
		name    string
		scope   Scope
		used    int64
		unread  map[string]error
		journal Journal
		want    []Warning
	}{
		{"full", ScopeAPI, 1000, nil, &MemoryJournal{}, both},
		{"80 %", ScopeAPI, 800, nil, &MemoryJournal{}, both},
		{"79 %", ScopeAPI, 799, nil, &MemoryJournal{}, with(NothingNear)},
		{"the account at 79 %", ScopeAll, 799, nil, &MemoryJournal{}, with(NothingNear)},
		{"29 minutes after ok", ScopeAll, 990, nil, journalOf(t, ScopeAll, "", OK, 29*time.Minute), with(RecentReset)},
		{"29 minutes after unknown", ScopeAll, 990, nil, journalOf(t, ScopeAll, "", Unknown, 29*time.Minute), with(RecentReset)},
		{"29 minutes after refused", ScopeAll, 990, nil, journalOf(t, ScopeAll, "", Refused, 29*time.Minute), both},
		{"30 minutes after ok", ScopeAll, 990, nil, journalOf(t, ScopeAll, "", OK, 30*time.Minute), both},
		{"just after the same API", ScopeAPI, 990, nil, journalOf(t, ScopeAPI, apiPath, OK, time.Minute), with(RecentReset)},
		{"just after another API", ScopeAPI, 990, nil, journalOf(t, ScopeAPI, other, OK, time.Minute), both},
		{"one API just after the account", ScopeAPI, 990, nil, journalOf(t, ScopeAll, "", OK, time.Minute), with(RecentReset)},
		{"the account just after one API", ScopeAll, 990, nil, journalOf(t, ScopeAPI, other, OK, time.Minute), with(RecentReset)},
		{"8 used", ScopeAll, 990, nil, journalOf(t, ScopeAll, "", OK, ages(8)...), both},
		{"9 used", ScopeAll, 990, nil, journalOf(t, ScopeAll, "", OK, ages(9)...), with(LastOne)},
		{"10 used", ScopeAll, 990, nil, journalOf(t, ScopeAll, "", OK, ages(10)...), with(NoneLeft)},
		{"WeChat said so", ScopeAll, 990, nil, refusedFor(t, codeClearLimit), with(UsedUp)},
		{"WeChat said so of the account, one API", ScopeAPI, 990, nil, refusedFor(t, codeClearLimit), both},
		{"more than there are", ScopeAll, 990, nil, journalOf(t, ScopeAll, "", OK, ages(12)...), with(NoneLeft)},
		{"10 used, one API", ScopeAPI, 990, nil, journalOf(t, ScopeAll, "", OK, ages(10)...), both},
		{"49 single ones used", ScopeAPI, 990, nil, journalOf(t, ScopeAPI, other, OK, ages(49)...), with(LastOne)},
		{"unread", ScopeAPI, 990, unread, &MemoryJournal{}, with(QuotaUnread)},
		{"unread, though others are read", ScopeAll, 10, unread, &MemoryJournal{}, with(QuotaUnread)},
		{"one without a quota does not matter", ScopeAll, 990, map[string]error{other: refused(76022)}, &MemoryJournal{}, both},
		{"none has a quota", ScopeAll, 990, map[string]error{other: refused(76021), apiPath: refused(76021)}, &MemoryJournal{}, with(QuotaUnread)},
	} {
		t.Run(tt.name, func(t *testing.T) {
			c := &fakeClient{used: tt.used, quotaErr: tt.unread}
			p, err := newGuard(tt.journal, at(noon)).Plan(t.Context(), c, target(tt.scope), []string{other, apiPath})
			if err != nil || !slices.Equal(p.Warnings, tt.want) {
				t.Errorf("got %q, %v; want %q", p.Warnings, err, tt.want)
			}
			if len(c.clears) != 0 {
				t.Errorf("a plan sent %v", c.clears)
			}
		})
	}
}

// A list of APIs may hold some that have no quota. They are no reason for a
// warning before the reset, nor for an error after it.
func TestPathsWithoutAQuotaAreLeftOut(t *testing.T) {
	const gone, foreign = "/cgi-bin/gone", "/cgi-bin/foreign"
	c := &fakeClient{used: 990, quotaErr: map[string]error{gone: refused(76021), foreign: refused(76022)}}
	g := newGuard(&MemoryJournal{}, at(noon))
	p, err := g.Plan(t.Context(), c, target(ScopeAll), []string{"/sns/jscode2session", gone, apiPath, foreign})
	if err != nil || len(p.Before) != 1 || slices.Contains(p.Warnings, QuotaUnread) {
		t.Fatalf("before %+v, warnings %q, %v; want the one quota, and no warning", p.Before, p.Warnings, err)
	}
	if c.reads != 3 {
		t.Errorf("%d reads; want none of /sns/", c.reads)
	}
	c.reads = 0
	if r := g.Reset(t.Context(), c, p); r.Outcome != OK || r.AfterErr != nil || len(r.After) != 1 || c.reads != 1 {
		t.Errorf("%s, after %+v, %v, %d reads; want the one quota read", r.Outcome, r.After, r.AfterErr, c.reads)
	}

	// Without a token nothing is known before; it is found out afterwards.
	c.tokenErr = refused(codeDailyLimit)
	way := target(ScopeAll)
	way.Via = ViaSecret
	if p, err = g.Plan(t.Context(), c, way, []string{"/sns/jscode2session", gone, apiPath}); err != nil {
		t.Fatal(err)
	}
	if r := g.Reset(t.Context(), c, p); r.Outcome != OK || r.AfterErr != nil || len(r.After) != 1 {
		t.Errorf("by secret: %s, after %+v, %v; want the one quota read", r.Outcome, r.After, r.AfterErr)
	}
}

func TestRefusals(t *testing.T) {
	api := func(path string) Target { t := target(ScopeAPI); t.Path = path; return t }
	secret := target(ScopeAPI)
	secret.Via = ViaSecret
	readOnly := target(ScopeAll)
	readOnly.ReadOnly = true
	for _, tt := range []struct {
		name     string
		target   Target
		readOnly bool
		want     Refusal
		cause    error
	}{
		{"read-only account", readOnly, false, RefusedReadOnly, nil},
		{"read-only program", target(ScopeAll), true, RefusedReadOnly, nil},
		{"/sns/", api("/sns/jscode2session"), false, RefusedPath, catalog.ErrPathSNS},
		{"a host", api("https://api.weixin.qq.com/cgi-bin/menu/get"), false, RefusedPath, catalog.ErrPathHost},
		{"no slash", api("cgi-bin/menu/get"), false, RefusedPath, catalog.ErrPathSlash},
		{"no path", api(""), false, RefusedPath, catalog.ErrPathEmpty},
		{"one API by secret", secret, false, RefusedVia, nil},
	} {
		t.Run(tt.name, func(t *testing.T) {
			c := &fakeClient{used: 990}
			g := newGuard(&MemoryJournal{}, at(noon))
			p, err := g.Plan(t.Context(), c, target(ScopeAll), nil)
			if err != nil {
				t.Fatal(err)
			}
			read := c.reads
			g.ReadOnly = tt.readOnly
			if _, err := g.Plan(t.Context(), c, tt.target, nil); !isRefused(err, tt.want) || tt.cause != nil && !errors.Is(err, tt.cause) {
				t.Errorf("plan gives %v; want %q", err, tt.want)
			}
			p.Target = tt.target // a plan made elsewhere is refused no less
			if r := g.Reset(t.Context(), c, p); !isRefused(r.Err, tt.want) || r.Outcome != NotSent {
				t.Errorf("reset gives %s, %v; want %q", r.Outcome, r.Err, tt.want)
			}
			if len(c.clears) != 0 || c.reads != read {
				t.Errorf("a refusal called WeChat: %v, %d reads", c.clears, c.reads-read)
			}
		})
	}
}

func TestATargetWithoutScopeOrAppIDIsNoTarget(t *testing.T) {
	for _, target := range []Target{{AppID: appID}, {AppID: appID, Scope: "both"}, {Scope: ScopeAll}} {
		if p, err := newGuard(&MemoryJournal{}, at(noon)).Plan(t.Context(), &fakeClient{}, target, nil); err == nil {
			t.Errorf("planned %+v", p)
		}
	}
}

func TestAPlanGrowsOld(t *testing.T) {
	for _, tt := range []struct {
		name  string
		after time.Duration
		want  Outcome
	}{
		{"at once", 0, OK},
		{"5 minutes", 5 * time.Minute, OK},
		{"more", 5*time.Minute + time.Second, NotSent},
		{"a clock set back by an hour", -time.Hour, NotSent},
	} {
		now := noon
		c := &fakeClient{used: 990}
		g := newGuard(&MemoryJournal{}, func() time.Time { return now })
		p, err := g.Plan(t.Context(), c, target(ScopeAll), []string{apiPath})
		if err != nil {
			t.Fatal(err)
		}
		now = now.Add(tt.after)
		r := g.Reset(t.Context(), c, p)
		if r.Outcome != tt.want || tt.want == NotSent && !(isRefused(r.Err, RefusedStale) && errors.Is(r.Err, ErrPlanOld)) {
			t.Errorf("%s: %s, %v; want %s", tt.name, r.Outcome, r.Err, tt.want)
		}
	}
	c := &fakeClient{}
	if r := newGuard(&MemoryJournal{}, at(noon)).Reset(t.Context(), c, Plan{Target: target(ScopeAll)}); !isRefused(r.Err, RefusedStale) || len(c.clears) != 0 {
		t.Errorf("a plan that nobody made: %s, %v", r.Outcome, r.Err)
	}
}

func TestAPlanEndsWithAnotherReset(t *testing.T) {
	now := noon
	c := &fakeClient{used: 990}
	g := newGuard(&MemoryJournal{}, func() time.Time { return now })
	p, err := g.Plan(t.Context(), c, target(ScopeAll), []string{apiPath})
	if err != nil {
		t.Fatal(err)
	}
	now = noon.Add(-time.Minute) // a clock set back does not hide the other one
	if r := mustReset(t, g, c, ScopeAPI); r.Outcome != OK {
		t.Fatalf("the other one: %s, %v", r.Outcome, r.Err)
	}
	if r := g.Reset(t.Context(), c, p); !isRefused(r.Err, RefusedStale) || !errors.Is(r.Err, ErrPlanOvertaken) || len(c.clears) != 1 {
		t.Errorf("got %s, %v, sent %v; want the plan refused", r.Outcome, r.Err, c.clears)
	}
}

func TestOnlyTheReasonMayFollowThePlan(t *testing.T) {
	c := &fakeClient{used: 990}
	g := newGuard(&MemoryJournal{}, at(noon))
	p, err := g.Plan(t.Context(), c, target(ScopeAPI), nil)
	if err != nil {
		t.Fatal(err)
	}
	for _, change := range []func(*Target){
		func(t *Target) { t.Scope = ScopeAll },
		func(t *Target) { t.Path = "/cgi-bin/menu/get" },
		func(t *Target) { t.AppID = "wxffffffffffffffff" },
	} {
		changed := p
		change(&changed.Target)
		if r := g.Reset(t.Context(), c, changed); !isRefused(r.Err, RefusedStale) || len(c.clears) != 0 {
			t.Errorf("%+v: %s, %v, sent %v", changed.Target, r.Outcome, r.Err, c.clears)
		}
	}
	p.Target.Reason = " 大促 \x1b[31m45009\n" + strings.Repeat("!", 500)
	if r := g.Reset(t.Context(), c, p); r.Outcome != OK {
		t.Fatalf("with a reason: %s, %v", r.Outcome, r.Err)
	}
	resets, _, err := g.Resets(t.Context())
	if err != nil || len([]rune(resets[0].Reason)) != longest || !strings.HasPrefix(resets[0].Reason, "大促 [31m45009 !") {
		t.Errorf("the journal holds %+v, %v; want the reason on one line, cut", resets, err)
	}
}

func TestThePlanReadsAgainAndTellsWhoWasLast(t *testing.T) {
	c := &fakeClient{used: 990}
	g := newGuard(&MemoryJournal{}, at(noon))
	mustReset(t, g, c, ScopeAll)
	c.used = 123
	p, err := g.Plan(t.Context(), c, target(ScopeAPI), nil)
	if err != nil {
		t.Fatal(err)
	}
	if len(p.Before) != 1 || p.Before[0].Daily.Used != 123 {
		t.Errorf("before is %+v; want the number of now", p.Before)
	}
	if p.Last == nil || p.Last.Who.User != "li" || p.Last.Scope != ScopeAll {
		t.Errorf("last is %+v; want li's of the account", p.Last)
	}
	if p.Left != (Left{All: 9, API: 50}) {
		t.Errorf("left is %+v", p.Left)
	}
}

func TestTheDeadlockOffersTheSecret(t *testing.T) {
	c := &fakeClient{used: 990, tokenErr: refused(codeDailyLimit)}
	g := newGuard(&MemoryJournal{}, at(noon))
	p, err := g.Plan(t.Context(), c, target(ScopeAll), []string{apiPath})
	if err != nil || !p.Deadlock || !slices.Contains(p.Warnings, QuotaUnread) {
		t.Fatalf("deadlock %v, warnings %q, %v; want the deadlock told", p.Deadlock, p.Warnings, err)
	}
	way := target(ScopeAll)
	way.Via = ViaSecret
	p, err = g.Plan(t.Context(), c, way, []string{apiPath})
	if err != nil || p.Deadlock {
		t.Fatalf("by secret: deadlock %v, %v", p.Deadlock, err)
	}
	if r := g.Reset(t.Context(), c, p); r.Outcome != OK || !slices.Equal(c.clears, []string{"all by secret"}) {
		t.Errorf("by secret: %s, %v, sent %v", r.Outcome, r.Err, c.clears)
	}
}

func TestWhatMakesAPlanPointlessIsItsError(t *testing.T) {
	g := newGuard(&MemoryJournal{}, at(noon))
	if _, err := g.Plan(t.Context(), &fakeClient{tokenErr: refused(40125)}, target(ScopeAll), nil); wechat.Code(err) != 40125 {
		t.Errorf("a wrong secret: %v", err)
	}
	none := &fakeClient{quotaErr: map[string]error{apiPath: refused(76021)}}
	if _, err := g.Plan(t.Context(), none, target(ScopeAPI), nil); wechat.Code(err) != 76021 {
		t.Errorf("a path that WeChat does not know: %v", err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := g.Plan(ctx, &fakeClient{}, target(ScopeAPI), nil); !errors.Is(err, context.Canceled) {
		t.Errorf("cancelled: %v", err)
	}
}
