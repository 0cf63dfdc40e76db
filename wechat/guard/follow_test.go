package guard

import (
	"context"
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
	if after, err := g.Follow(t.Context(), c, dueOne(t, g)); err != nil || after[0].Daily.Used != 7 {
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

// dueOne gives the one reading that is due.
func dueOne(t *testing.T, g *Guard) Follow {
	t.Helper()
	follows, err := g.Due(t.Context())
	if err != nil || len(follows) != 1 {
		t.Fatalf("%+v, %v; want one reading due", follows, err)
	}
	return follows[0]
}

// The readings are due 1, 5 and 30 minutes after the reset, each once, and
// whoever looks into the journal finds them.
func TestTheReadingsAfterAResetAreDueByTheJournalAlone(t *testing.T) {
	j := fileJournal(t)
	now := noon
	c := &fakeClient{used: 990}
	clock := func() time.Time { return now }
	if r := mustReset(t, newGuard(j, clock), c, ScopeAll); r.Outcome != OK {
		t.Fatal(r.Err)
	}
	for _, tt := range []struct {
		after time.Duration
		due   time.Duration
		make  bool
	}{
		{59 * time.Second, 0, false},
		{time.Minute, time.Minute, true},
		{time.Minute + time.Second, 0, false},
		{5 * time.Minute, 5 * time.Minute, false}, // nobody was there
		{29 * time.Minute, 5 * time.Minute, true}, // made up for
		{29*time.Minute + time.Second, 0, false},
		{30 * time.Minute, 30 * time.Minute, false},
		{40 * time.Minute, 30 * time.Minute, false},
		{40*time.Minute + time.Second, 0, false}, // it would tell nothing any more
		{39 * time.Minute, 30 * time.Minute, true},
		{40 * time.Minute, 0, false},
		{-time.Minute, 0, false}, // a clock set back
	} {
		now = noon.Add(tt.after)
		g := newGuard(OpenJournal(j.Path()), clock) // another process
		follows, err := g.Due(t.Context())
		if err != nil || (len(follows) > 0) != (tt.due > 0) || tt.due > 0 && follows[0].After != tt.due {
			t.Fatalf("%v after the reset: %+v, %v; want %v due", tt.after, follows, err, tt.due)
		}
		if !tt.make {
			continue
		}
		c.reads = 0
		c.used = 7
		for range 2 { // the second finds what the first has read
			after, err := g.Follow(t.Context(), c, follows[0])
			if err != nil || len(after) != 1 || after[0].Daily.Used != 7 || c.reads != 1 {
				t.Errorf("%v after the reset: %+v, %v, %d reads; want one", tt.after, after, err, c.reads)
			}
		}
	}
}

func TestOnlyWhatMayHaveClearedIsFollowed(t *testing.T) {
	for name, tt := range map[string]struct {
		clearErr error
		want     int
	}{"ok": {nil, 1}, "unknown": {lost(), 1}, "refused": {refused(40013), 0}, "not sent": {notSent(), 0}} {
		now := noon
		g := newGuard(&MemoryJournal{}, func() time.Time { return now })
		mustReset(t, g, &fakeClient{used: 990, clearErr: tt.clearErr}, ScopeAPI)
		now = noon.Add(6 * time.Minute)
		if follows, err := g.Due(t.Context()); err != nil || len(follows) != tt.want {
			t.Errorf("%s: %+v, %v; want %d", name, follows, err, tt.want)
		}
	}
}

// An intent without an outcome is followed as soon as it cannot be on the wire.
func TestAResetWhoseProcessDiedIsFollowed(t *testing.T) {
	now := noon
	j := &MemoryJournal{}
	e := intent("a")
	e.Before = []Counter{{Path: apiPath, Limit: 1000, Used: 990, Remain: 10, At: noon}}
	mustAppend(t, j, e)
	g := newGuard(j, func() time.Time { return now })
	now = noon.Add(70 * time.Second)
	if follows, err := g.Due(t.Context()); err != nil || len(follows) != 0 {
		t.Errorf("while it may be on the wire: %+v, %v", follows, err)
	}
	now = noon.Add(2 * time.Minute)
	if f := dueOne(t, g); f.After != time.Minute || f.Reset.Outcome != Unknown {
		t.Errorf("later: %+v", f)
	}
}

// A reading that fails is not asked for again and again; the numbers of the
// one before stay, and the next one comes in its turn.
func TestAReadingThatFailsIsMadeOnce(t *testing.T) {
	now := noon
	g := newGuard(fileJournal(t), func() time.Time { return now })
	c := &fakeClient{used: 990}
	mustReset(t, g, c, ScopeAPI)
	c.quotaErr = map[string]error{apiPath: notSent()}
	now = noon.Add(time.Minute)
	if after, err := g.Follow(t.Context(), c, dueOne(t, g)); err == nil || len(after) != 0 {
		t.Errorf("%+v, %v; want the failure", after, err)
	}
	if follows, err := g.Due(t.Context()); err != nil || len(follows) != 0 {
		t.Errorf("%+v, %v; want nothing due", follows, err)
	}
	if resets, _, err := g.Resets(t.Context()); err != nil || len(resets[0].After) != 1 || !resets[0].AfterAt.Equal(noon) {
		t.Errorf("%+v, %v; want the numbers of noon", resets, err)
	}
	now = noon.Add(5 * time.Minute)
	f := dueOne(t, g)
	ended, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := g.Follow(ended, c, f); err == nil { // the process ends: the reading is left to the next
		t.Error("an ended process has read")
	}
	if f = dueOne(t, g); f.After != 5*time.Minute {
		t.Errorf("%+v", f)
	}
}

// By the AppSecret there are no numbers before; what to read is in the intent.
func TestWhatCouldNotBeReadBeforeIsReadAfter(t *testing.T) {
	now := noon
	g := newGuard(fileJournal(t), func() time.Time { return now })
	c := &fakeClient{used: 990, tokenErr: refused(codeDailyLimit)}
	way := target(ScopeAll)
	way.Via = ViaSecret
	p, err := g.Plan(t.Context(), c, way, []string{apiPath, "/cgi-bin/menu/get"})
	if err != nil {
		t.Fatal(err)
	}
	c.quotaErr = map[string]error{apiPath: notSent(), "/cgi-bin/menu/get": notSent()}
	if r := g.Reset(t.Context(), c, p); r.Outcome != OK || len(r.After) != 0 {
		t.Fatalf("%s, %v, %+v", r.Outcome, r.Err, r.After)
	}
	c.tokenErr, c.quotaErr, now = nil, nil, noon.Add(time.Minute)
	if after, err := g.Follow(t.Context(), c, dueOne(t, g)); err != nil || len(after) != 2 {
		t.Errorf("%+v, %v; want both paths", after, err)
	}
}

// TestALaterReadingTellsThatItHelped, and one after that, when the quota is used up anew,
// takes nothing back.
func TestALaterReadingTellsThatItHelped(t *testing.T) {
	now := noon
	g := newGuard(fileJournal(t), func() time.Time { return now })
	lowered := func() bool {
		t.Helper()
		resets, err := g.Since(t.Context(), noon.Add(-time.Minute))
		if err != nil || len(resets) != 1 {
			t.Fatalf("%+v, %v; want one reset", resets, err)
		}
		return resets[0].Lowered()
	}
	c := &fakeClient{used: 990, lagging: true}
	mustReset(t, g, c, ScopeAPI)
	if lowered() {
		t.Error("a counter that stands as it was is called lowered")
	}
	for _, step := range []struct {
		after time.Duration
		used  int64
		want  bool
	}{{time.Minute, 990, false}, {5 * time.Minute, 12, true}, {30 * time.Minute, 1000, true}} {
		c.used, now = step.used, noon.Add(step.after)
		if _, err := g.Follow(t.Context(), c, dueOne(t, g)); err != nil {
			t.Fatal(err)
		}
		if got := lowered(); got != step.want {
			t.Errorf("after %v with %d used: %v", step.after, step.used, got)
		}
	}
}
