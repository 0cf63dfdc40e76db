package guard

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"sync"
	"testing"
	"time"
)

// noLocks gives the lock to everyone, as a lock does whose file is deleted.
type noLocks struct{}

func (noLocks) Lock(context.Context, string, Who, time.Time) (Lease, error) { return noLocks{}, nil }

func (noLocks) Alive(context.Context) error { return nil }
func (noLocks) Release(context.Context)     {}

// A colleague plans while a clear is on the wire: the numbers are from before
// it, so its outcome ends the plan.
func TestAPlanMadeBesideAnothersClearEndsWithItsOutcome(t *testing.T) {
	for _, outcome := range []error{nil, refused(40013), lost()} {
		j := fileJournal(t)
		mine, theirs := newGuard(j, at(noon)), newGuard(OpenJournal(j.Path()), at(noon))
		c, theirClient := &fakeClient{used: 990, clearErr: outcome}, &fakeClient{used: 990}
		var p Plan
		c.onClear = func(context.Context) {
			other := target(ScopeAPI) // another alias, another scope, the same AppID
			other.Alias = "mall-b"
			var err error
			if p, err = theirs.Plan(t.Context(), theirClient, other, nil); err != nil {
				t.Fatal(err)
			}
		}
		mustReset(t, mine, c, ScopeAll)
		if !slices.Contains(p.Warnings, UnderWay) || p.UnderWay == nil || p.UnderWay.Who.User != "li" || !p.UnderWay.Since.Equal(noon) {
			t.Errorf("the plan warns of %q and names %+v; want li since noon", p.Warnings, p.UnderWay)
		}
		r := theirs.Reset(t.Context(), theirClient, p)
		if !isRefused(r.Err, RefusedStale) || !errors.Is(r.Err, ErrPlanEnded) || len(theirClient.clears) != 0 {
			t.Errorf("got %s, %v, sent %v; want the plan out of date", r.Outcome, r.Err, theirClient.clears)
		}
		p, err := theirs.Plan(t.Context(), theirClient, target(ScopeAPI), nil)
		if err != nil || p.UnderWay != nil || slices.Contains(p.Warnings, UnderWay) {
			t.Errorf("a new plan warns of %q, %v", p.Warnings, err)
		}
		if r := theirs.Reset(t.Context(), theirClient, p); r.Outcome != OK {
			t.Errorf("the new plan: %s, %v", r.Outcome, r.Err)
		}
	}
}

// During a clear the lock's file or its whole folder may vanish: the intent
// says who is on the wire, and no second clear joins it.
func TestADeletedLockChangesNothing(t *testing.T) {
	for name, remove := range map[string]func(dir string) error{
		"untouched": func(string) error { return nil },
		"the file":  func(dir string) error { return os.Remove(filepath.Join(dir, "reset-"+appID+".lock")) },
		"the folder": func(dir string) error {
			return os.RemoveAll(dir)
		},
		"the folder, for another": func(dir string) error { return os.Rename(dir, dir+".old") },
	} {
		t.Run(name, func(t *testing.T) {
			state := t.TempDir()
			locks := filepath.Join(state, "locks")
			j := OpenJournal(filepath.Join(state, "resets.jsonl"))
			mine, theirs := newGuard(j, at(noon)), newGuard(j, at(noon.Add(20*time.Second)))
			mine.Locks, theirs.Locks = FileLocks(locks), FileLocks(locks)
			theirs.Who = Who{User: "wang"}
			c := &fakeClient{used: 990}
			early, err := theirs.Plan(t.Context(), c, target(ScopeAll), []string{apiPath})
			if err != nil {
				t.Fatal(err)
			}
			c.onClear = func(context.Context) {
				if err := remove(locks); err != nil {
					t.Error(err)
				}
				second := &fakeClient{used: 990}
				for _, p := range []Plan{early, planOf(t, theirs, second)} {
					r := theirs.Reset(t.Context(), second, p)
					var held *HeldError
					if !errors.As(r.Err, &held) || !isRefused(r.Err, RefusedHeld) || held.Who.User != "li" || !held.Since.Equal(noon) || len(second.clears) != 0 {
						t.Errorf("a second reset: %s, %v, sent %v; want to hear of li since noon", r.Outcome, r.Err, second.clears)
					}
				}
			}
			if r := mustReset(t, mine, c, ScopeAll); r.Outcome != OK || len(c.clears) != 1 {
				t.Errorf("%s, %v, sent %v", r.Outcome, r.Err, c.clears)
			}
		})
	}
}

func planOf(t *testing.T, g *Guard, c Client) Plan {
	t.Helper()
	p, err := g.Plan(t.Context(), c, target(ScopeAll), []string{apiPath})
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// The journal puts all intents in one order: of many that hold the lock at
// once, the first clears and all others find it before themselves.
func TestWithoutAnyLockTheFirstIntentClears(t *testing.T) {
	for range 5 {
		j := fileJournal(t)
		c := &fakeClient{used: 990, onClear: func(context.Context) { time.Sleep(20 * time.Millisecond) }}
		var guards []*Guard
		var plans []Plan
		for range 8 {
			g := newGuard(OpenJournal(j.Path()), at(noon))
			g.Locks = noLocks{}
			guards, plans = append(guards, g), append(plans, planOf(t, g, c))
		}
		var wg sync.WaitGroup
		for i, g := range guards {
			wg.Go(func() {
				r := g.Reset(t.Context(), c, plans[i])
				if r.Outcome != OK && !isRefused(r.Err, RefusedHeld) && !isRefused(r.Err, RefusedStale) {
					t.Errorf("%s, %v", r.Outcome, r.Err)
				}
			})
		}
		wg.Wait()
		if left, err := guards[0].Left(t.Context(), appID); len(c.clears) != 1 || err != nil || left.All != 9 {
			t.Errorf("%d clears, %d left, %v; want one clear counted", len(c.clears), left.All, err)
		}
	}
}

// An intent blocks while its call may be on the wire, by clocks that are a
// little wrong, too; then it is unknown and in nobody's way.
func TestAnIntentWithoutOutcomeBlocksNoLongerThanItsCall(t *testing.T) {
	for _, tt := range []struct {
		name    string
		age     time.Duration
		timeout int64 // ms, as the intent says
		event   Event
		appID   string
		want    Outcome
	}{
		{"just now", 0, 0, EventIntent, appID, NotSent},
		{"within the call's deadline and the grace", 74 * time.Second, 0, EventIntent, appID, NotSent},
		{"after them", 75 * time.Second, 0, EventIntent, appID, OK},
		{"a shorter call", 55 * time.Second, 10_000, EventIntent, appID, OK},
		{"a longer call", 5 * time.Minute, 300_000, EventIntent, appID, NotSent},
		{"a deadline that is nonsense", 2 * time.Hour, 1 << 62, EventIntent, appID, OK},
		{"a deadline before the start", time.Minute, -5, EventIntent, appID, NotSent},
		{"a clock set back a little since", -30 * time.Second, 0, EventIntent, appID, NotSent},
		{"a clock that was a year ahead", -365 * 24 * time.Hour, 0, EventIntent, appID, OK},
		{"an outcome whose intent is damaged", 0, 0, EventOutcome, appID, OK},
		{"a reading whose intent and outcome are damaged", 0, 0, EventAfter, appID, OK},
		{"another account", 0, 0, EventIntent, "wxffffffffffffffff", OK},
	} {
		t.Run(tt.name, func(t *testing.T) {
			j := &MemoryJournal{}
			e := intent("a")
			e.At, e.Timeout, e.Event, e.AppID = noon.Add(-tt.age), tt.timeout, tt.event, tt.appID
			mustAppend(t, j, e)
			c := &fakeClient{used: 990}
			g := newGuard(j, at(noon))
			p := planOf(t, g, c)
			if r := g.Reset(t.Context(), c, p); r.Outcome != tt.want || (p.UnderWay != nil) != (tt.want == NotSent) || tt.want == NotSent && !isRefused(r.Err, RefusedHeld) {
				t.Errorf("got %s, %v, under way %+v; want %s", r.Outcome, r.Err, p.UnderWay, tt.want)
			}
		})
	}
}

func TestAnIntentNamesTheDeadlineOfItsCall(t *testing.T) {
	j := &MemoryJournal{}
	g := newGuard(j, at(noon))
	g.Timeout = 90 * time.Second
	mustReset(t, g, &fakeClient{used: 990}, ScopeAll)
	if entries, _, _ := j.Entries(t.Context(), Query{}); entries[0].Timeout != 90_000 || entries[1].Timeout != 0 {
		t.Errorf("the journal holds %+v", entries)
	}
}

// unlocking deletes the lock of a journal again and again, until it is stopped.
func unlocking(j *FileJournal) (stop func()) {
	ctx, cancel := context.WithCancel(context.Background())
	var wg sync.WaitGroup
	wg.Go(func() {
		for ctx.Err() == nil {
			_ = os.Remove(j.Path() + ".lock") // it may not be there
		}
	})
	return func() { cancel(); wg.Wait() }
}

// Even without any lock, the journal's own among them, nothing is cleared twice.
func TestADeletedJournalLockLetsNoSecondClearThrough(t *testing.T) {
	for range 5 {
		j := fileJournal(t)
		c := &fakeClient{used: 990, onClear: func(context.Context) { time.Sleep(20 * time.Millisecond) }}
		var guards []*Guard
		var plans []Plan
		for range 8 {
			g := newGuard(OpenJournal(j.Path()), at(noon))
			g.Locks = noLocks{}
			guards, plans = append(guards, g), append(plans, planOf(t, g, c))
		}
		stop := unlocking(j)
		var wg sync.WaitGroup
		for i, g := range guards {
			wg.Go(func() {
				if r := g.Reset(t.Context(), c, plans[i]); r.Outcome != OK && r.Outcome != NotSent {
					t.Errorf("%s, %v", r.Outcome, r.Err)
				}
			})
		}
		wg.Wait()
		stop()
		if len(c.clears) > 1 {
			t.Errorf("%d clears", len(c.clears))
		}
	}
}

// lostLease is a lock that is lost while the intent is written.
type lostLease struct{ noLocks }

func (lostLease) Lock(context.Context, string, Who, time.Time) (Lease, error) {
	return lostLease{}, nil
}

func (lostLease) Alive(ctx context.Context) error {
	if ctx.Err() != nil {
		return ctx.Err()
	}
	return ErrLeaseLost
}

func TestNothingIsSentWithALostLease(t *testing.T) {
	j := fileJournal(t)
	g := newGuard(j, at(noon))
	g.Locks = lostLease{}
	c := &fakeClient{used: 990}
	r := mustReset(t, g, c, ScopeAll)
	if r.Outcome != NotSent || !isRefused(r.Err, RefusedLost) || !errors.Is(r.Err, ErrLeaseLost) || len(c.clears) != 0 || r.Left.All != BudgetAll {
		t.Errorf("got %s, %v, sent %v, left %+v; want nothing sent, at no cost", r.Outcome, r.Err, c.clears, r.Left)
	}
	if resets, _, err := g.Resets(t.Context()); err != nil || len(resets) != 1 || resets[0].Outcome != NotSent {
		t.Errorf("the journal holds %+v, %v; want it not sent", resets, err)
	}
}

// What cannot be read is not counted, and the plan says how much that is.
func TestThePlanSaysHowManyLinesCannotBeRead(t *testing.T) {
	j := fileJournal(t)
	g := newGuard(j, at(noon))
	c := &fakeClient{used: 990}
	if p := planOf(t, g, c); p.Damaged != 0 || slices.Contains(p.Warnings, JournalDamaged) {
		t.Errorf("without a journal: %d damaged, warnings %q", p.Damaged, p.Warnings)
	}
	mustAppend(t, j, intent("a"))
	for _, line := range []string{"\x00\x00\x00\n", `{"v":1,"event":"intent","id":"b"`, "\ngarbage"} {
		appendTo(t, j.Path(), line)
	}
	if p := planOf(t, g, c); p.Damaged != 3 || !slices.Contains(p.Warnings, JournalDamaged) || p.Left.All != 9 {
		t.Errorf("%d damaged, warnings %q, %d left; want 3 told", p.Damaged, p.Warnings, p.Left.All)
	}
}

func appendTo(t *testing.T, path, text string) {
	t.Helper()
	f, err := os.OpenFile(path, os.O_APPEND|os.O_WRONLY, 0)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	if _, err := f.WriteString(text); err != nil {
		t.Fatal(err)
	}
}
