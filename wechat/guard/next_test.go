package guard

import (
	"testing"
	"time"
)

func TestWhatFollowsAPlanAndAReset(t *testing.T) {
	now := noon
	c := &fakeClient{used: 990}
	g := newGuard(&MemoryJournal{}, func() time.Time { return now })
	p := planOf(t, g, c)
	if p.Next() != Tell {
		t.Errorf("a good plan: %q", p.Next())
	}
	now = now.Add(6 * time.Minute)
	if r := g.Reset(t.Context(), c, p); r.Next() != PlanAgain {
		t.Errorf("an old plan: %s, %v, %q", r.Outcome, r.Err, r.Next())
	}
	p = planOf(t, g, c)
	c.tokenErr = refused(codeDailyLimit)
	if r := g.Reset(t.Context(), c, p); r.Next() != BySecret {
		t.Errorf("the token's quota went since the plan: %s, %v, %q", r.Outcome, r.Err, r.Next())
	}
	if p = planOf(t, g, c); p.Next() != BySecret {
		t.Errorf("a plan without a token: %q", p.Next())
	}
	way := target(ScopeAll)
	way.Via = ViaSecret
	p, err := g.Plan(t.Context(), c, way, nil)
	if err != nil || p.Next() != Tell {
		t.Errorf("by the AppSecret: %q, %v", p.Next(), err)
	}
	if r := g.Reset(t.Context(), c, p); r.Outcome != OK || r.Next() != Tell {
		t.Errorf("done: %s, %v, %q", r.Outcome, r.Err, r.Next())
	}
	c.tokenErr, c.clearErr = nil, refused(codeDailyLimit)
	if r := g.Reset(t.Context(), c, planOf(t, g, c)); r.Next() != Tell {
		t.Errorf("refused: %s, %v, %q", r.Outcome, r.Err, r.Next())
	}
}
