package guard

import (
	"slices"
	"testing"
	"time"

	"wxops/wechat"
)

func TestBeforeAndAfterAreInTheJournal(t *testing.T) {
	now := noon
	g := newGuard(fileJournal(t), func() time.Time { return now })
	c := &fakeClient{used: 990}
	r := mustReset(t, g, c, ScopeAPI)
	if r.Outcome != OK || len(r.After) != 1 || r.After[0].Daily.Used != 0 || r.AfterErr != nil {
		t.Fatalf("got %s, after %+v, %v", r.Outcome, r.After, r.AfterErr)
	}
	c.used, now = 7, noon.Add(5*time.Minute)
	if after, err := g.Follow(t.Context(), c, r); err != nil || after[0].Daily.Used != 7 {
		t.Fatalf("follow: %+v, %v", after, err)
	}
	resets, _, err := g.Resets(t.Context())
	if err != nil || len(resets) != 1 {
		t.Fatalf("%+v, %v; want one reset", resets, err)
	}
	got := resets[0]
	if got.Before[0].Daily.Used != 990 || got.After[0].Daily.Used != 7 || !got.AfterAt.Equal(now) || !got.At.Equal(noon) {
		t.Errorf("journal tells %+v; want 990 before and 7 after", got)
	}
}

func TestWhatCannotBeReadAfterwardsLeavesTheRest(t *testing.T) {
	g := newGuard(&MemoryJournal{}, at(noon))
	c := &fakeClient{used: 990}
	p, err := g.Plan(t.Context(), c, target(ScopeAll), []string{apiPath, "/cgi-bin/menu/get"})
	if err != nil {
		t.Fatal(err)
	}
	c.quotaErr = map[string]error{apiPath: notSent()}
	if r := g.Reset(t.Context(), c, p); r.Outcome != OK || len(r.After) != 1 || r.AfterErr == nil {
		t.Errorf("got %s, after %+v, %v; want ok, one read, one not", r.Outcome, r.After, r.AfterErr)
	}
}

func TestNothingIsReadAfterWhatChangedNothing(t *testing.T) {
	g := newGuard(&MemoryJournal{}, at(noon))
	c := &fakeClient{used: 990, clearErr: refused(40013)}
	if mustReset(t, g, c, ScopeAPI); c.reads != 1 {
		t.Errorf("%d reads; want only the plan's", c.reads)
	}
}

func TestLagging(t *testing.T) {
	q := func(path string, used int64) wechat.Quota {
		return wechat.Quota{Path: path, Daily: &wechat.Daily{Limit: 500000, Used: used}}
	}
	before := []wechat.Quota{q("/same", 500000), q("/more", 100), q("/less", 500000), q("/idle", 0), {Path: "/bare"}, q("/gone", 9)}
	after := []wechat.Quota{q("/same", 500000), q("/more", 120), q("/less", 12), q("/idle", 3), {Path: "/bare"}, q("/new", 5)}
	var late []string
	for _, q := range Lagging(before, after) {
		late = append(late, q.Path)
	}
	if want := []string{"/same", "/more"}; !slices.Equal(late, want) {
		t.Errorf("got %v; want %v", late, want)
	}
}

func TestResetsAreJoinedNewestFirst(t *testing.T) {
	j := &MemoryJournal{}
	add := func(event Event, id string, at time.Time, outcome Outcome) {
		e := intent(id)
		e.Event, e.At, e.Outcome = event, at, outcome
		mustAppend(t, j, e)
	}
	add(EventIntent, "first", noon, "")
	add(EventIntent, "second", noon.Add(time.Minute), "")
	add(EventOutcome, "second", noon.Add(2*time.Minute), OK)
	add(EventOutcome, "first", noon.Add(3*time.Minute), Refused)
	add(EventIntent, "died", noon.Add(4*time.Minute), "")
	add(EventOutcome, "its intent was damaged", noon.Add(5*time.Minute), OK)
	resets, _, err := newGuard(j, at(noon)).Resets(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, r := range resets {
		got = append(got, r.ID+": "+string(r.Outcome))
	}
	want := []string{"its intent was damaged: ok", "died: unknown", "second: ok", "first: refused"}
	if !slices.Equal(got, want) {
		t.Errorf("got %q; want %q", got, want)
	}
}
