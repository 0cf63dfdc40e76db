package watch

import (
	"context"
	"errors"
	"slices"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"wxops/wechat"
	"wxops/wechat/guard"
)

// unreadable is a journal that cannot be read for now.
type unreadable struct {
	guard.Journal
	broken atomic.Bool
}

func (u *unreadable) Entries(ctx context.Context, q guard.Query) ([]guard.Entry, int, error) {
	if u.broken.Load() {
		return nil, 0, errors.New("an I/O error")
	}
	return u.Journal.Entries(ctx, q)
}

// TestAJournalThatWasNeverReadHoldsThePolicy, and says so, until it can be read.
func TestAJournalThatWasNeverReadHoldsThePolicy(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := &world{used: map[string]int64{send: 1000, menu: 1}}
		d := newDesk(t)
		j := &unreadable{Journal: d.journal}
		j.broken.Store(true)
		d.journal = j
		watch, h := d.begin(w, clearing)
		running(t, watch, func() {
			time.Sleep(time.Hour)
			if w.cleared() != 0 || !slices.Contains(h.kinds(), "decided "+send+" "+string(Unjournaled)) {
				t.Errorf("%d clears: %q", w.cleared(), h.kinds())
			}
			j.broken.Store(false)
			time.Sleep(time.Hour)
		})
		if w.cleared() != 1 {
			t.Errorf("it can be read, and %d clears: %q", w.cleared(), h.kinds())
		}
	})
}

// TestWhatAPersonClearedAMomentAgoIsNotClearedAgain, although the counter lags and the
// journal was last looked at before that.
func TestWhatAPersonClearedAMomentAgoIsNotClearedAgain(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := &world{used: map[string]int64{send: 1000, menu: 1}, lag: 20 * time.Minute}
		d := newDesk(t)
		p := clearing
		p.OnlyIfOutFor = 10*time.Minute + 15*time.Second // between two looks at the journal
		watch, h := d.begin(w, p)
		running(t, watch, func() {
			time.Sleep(10*time.Minute + 7*time.Second)
			g := d.guard("li")
			plan, err := g.Plan(t.Context(), w, guard.Target{Alias: "mall", AppID: appID, Scope: guard.ScopeAPI, Path: send}, nil)
			if err != nil {
				t.Fatal(err)
			}
			if r := g.Reset(t.Context(), w, plan); r.Outcome != guard.OK {
				t.Fatal(r.Err)
			}
			time.Sleep(time.Hour)
		})
		if w.cleared() != 1 {
			t.Errorf("%d clears: %q", w.cleared(), h.kinds())
		}
	})
}

// TestAStopOutlastsItsMonth in a watch that goes on.
func TestAStopOutlastsItsMonth(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := &world{used: map[string]int64{send: 1000, menu: 1}, answer: errors.New("cut off")}
		watch, h := newDesk(t).begin(w, clearing, func(c *Config) { c.Beat = 2 * time.Minute })
		running(t, watch, func() {
			time.Sleep(24 * time.Hour)
			w.set(send, 1)
			time.Sleep(35 * 24 * time.Hour)
			w.set(send, 1000)
			time.Sleep(6 * time.Hour)
		})
		if w.cleared() != 1 {
			t.Errorf("%d clears: %q", w.cleared(), h.kinds())
		}
	})
}

// TestAReloadTellsWhoCanBeReadNow, who cannot, and forgets what is gone.
func TestAReloadTellsWhoCanBeReadNow(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := &world{used: map[string]int64{send: 1, menu: 1}}
		watch, h := newDesk(t).begin(w, Policy{})
		mall := watch.accounts["mall"].Account
		other := mall
		other.Alias, other.AppID, other.Cannot = "other", "wx00000000000000b2", errors.New("a component")
		running(t, watch, func() {
			time.Sleep(time.Minute)
			watch.Reload(t.Context(), []Account{mall, other})
			time.Sleep(time.Minute)
			if h.count(Started) != 2 {
				t.Errorf("one that cannot be read came: %q", h.kinds())
			}
			other.Cannot, other.Target.ID = nil, "other"
			other.Target.Key.AppID = other.AppID
			watch.Reload(t.Context(), []Account{mall, other})
			time.Sleep(10 * time.Minute)
			if h.count(Started) != 3 {
				t.Errorf("it can be read now: %q", h.kinds())
			}
			watch.Reload(t.Context(), []Account{other})
			time.Sleep(time.Minute)
			if known := watch.Accounts(); len(known) != 1 || known[0].Meter.ID != "other" {
				t.Errorf("one went, and it knows %+v", known)
			}
		})
	})
}

// TestAnAnswerForAnotherAccountOfTheNameIsNotTaken when the alias was given anew
// while a reading was under way.
func TestAnAnswerForAnotherAccountOfTheNameIsNotTaken(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := &world{used: map[string]int64{send: 1, menu: 1}}
		watch, _ := newDesk(t).begin(w, Policy{})
		was := watch.accounts["mall"]
		now := was.Account
		now.AppID = "wx00000000000000b2"
		now.Target.Key.AppID = now.AppID
		watch.set([]Account{now})
		q, _ := w.Quota(t.Context(), send)
		watch.busy++
		watch.done(act{of: was, read: []wechat.Quota{q}, at: time.Now()})
		if r := watch.knownOf("mall").Row(send); r.Read() {
			t.Errorf("it took %+v", r.Quota)
		}
	})
}

// TestAClockThatIsSetBackKeepsNoAccountFromBeingTried for hours.
func TestAClockThatIsSetBackKeepsNoAccountFromBeingTried(t *testing.T) {
	a := &account{}
	a.rests(afternoon, 5*time.Minute)
	for at, want := range map[time.Duration]bool{0: true, 299 * time.Second: true, 5 * time.Minute: false, -3 * time.Hour: false} {
		if got := a.resting(afternoon.Add(at), 5*time.Minute); got != want {
			t.Errorf("after %v: %v", at, got)
		}
	}
}
