package meter

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"wxops/wechat"
)

func TestAnAccountGetsOneCallUntilItHasAnsweredAndThenEight(t *testing.T) {
	running(t, Config{Refresh: time.Hour}, func(t *testing.T, w *world, f *Fleet) {
		f.Set([]Target{w.target("mall", 20)})
		synctest.Wait()
		if got := w.seen(); !slices.Equal(got, []string{"mall "}) {
			t.Errorf("at first: %q", got)
		}
		time.Sleep(60 * time.Millisecond)
		if got := w.seen(); len(got) != 2 || got[1] != "mall /cgi-bin/p00000" {
			t.Errorf("then: %q", got)
		}
		time.Sleep(80 * time.Millisecond) // 200 a second
		if n := w.count(); n != 10 || w.atOnce().account != 8 {
			t.Errorf("%d calls, %d at once", n, w.atOnce().account)
		}
		time.Sleep(time.Second)
		if a := account(t, f, "mall"); a.figures() != 20 || a.Of != 0 || a.Done != 0 || !a.Opened || a.Err != nil {
			t.Errorf("at the end: %+v", a)
		}
	})
}

func TestEveryAccountHasItsFirstFigureBeforeAnyHasItsSecond(t *testing.T) {
	running(t, Config{Refresh: time.Hour, Flight: 4}, func(t *testing.T, w *world, f *Fleet) {
		f.Set(w.targets(12, 3))
		time.Sleep(10 * time.Second)
		seconds := map[string]int{}
		firsts := 0
		for _, ask := range w.seen() {
			id, path, _ := strings.Cut(ask, " ")
			if path == "" {
				continue
			}
			if seconds[id]++; seconds[id] == 1 {
				firsts++
			} else if firsts < 12 {
				t.Fatalf("a second row of %s after %d first ones: %q", id, firsts, w.seen())
			}
		}
	})
}

func TestWhatAPersonAsksForComesFirst(t *testing.T) {
	running(t, Config{Refresh: time.Hour}, func(t *testing.T, w *world, f *Fleet) {
		f.Set(w.targets(400, 5))
		time.Sleep(10 * time.Millisecond)
		f.Read("a0399", "/cgi-bin/p00003")
		time.Sleep(170 * time.Millisecond) // two calls are before it, at most
		if a := account(t, f, "a0399"); a.figures() != 1 || !a.Rows[3].Read() {
			t.Errorf("what was asked for is not read: %+v", a)
		}
	})
}

// TestAnErrorOfTheAccountIsSaidOnceAndEndsItsRound: the IP list refuses every row.
func TestAnErrorOfTheAccountIsSaidOnceAndEndsItsRound(t *testing.T) {
	running(t, Config{Refresh: 30 * time.Second}, func(t *testing.T, w *world, f *Fleet) {
		w.do["mall"] = refused
		f.Set([]Target{w.target("mall", 20)})
		time.Sleep(time.Second)
		a := account(t, f, "mall")
		if wechat.Code(a.Err) != 40164 || a.Of != 0 || a.Opened || w.count() != 1 || a.Rows[0].Err != nil {
			t.Errorf("after %d calls: %+v", w.count(), a)
		}
		if wait := time.Until(a.Next); wait < time.Second || wait > 5*time.Second {
			t.Errorf("asked again after %v", wait)
		}
		time.Sleep(time.Hour)
		if n := w.count(); n < 12 || n > 30 {
			t.Errorf("%d calls in an hour", n)
		}
		w.forget()
		f.Read("mall")
		synctest.Wait()
		if w.count() != 1 {
			t.Error("a person has to wait for the end of the pause")
		}
		w.mend("mall")
		time.Sleep(6 * time.Minute)
		if a := account(t, f, "mall"); a.Err != nil || a.figures() != 20 {
			t.Errorf("after it was let in: %+v", a)
		}
	})
}

func TestOneRowsErrorIsThatRows(t *testing.T) {
	running(t, Config{Refresh: 30 * time.Second}, func(t *testing.T, w *world, f *Fleet) {
		bad := &wechat.Error{Reason: wechat.BadStatus, Status: 500}
		w.quota = func(_, path string) (wechat.Quota, error) {
			if path == "/cgi-bin/p00001" {
				return wechat.Quota{}, bad
			}
			return quotaOf(path, 100, 10), nil
		}
		f.Set([]Target{w.target("mall", 4)})
		time.Sleep(10 * time.Minute)
		a := account(t, f, "mall")
		if a.Err != nil || a.figures() != 3 || !errors.Is(a.Rows[1].Err, bad) {
			t.Errorf("the account: %+v, the row %+v", a, a.Rows[1])
		}
		n := 0
		for _, ask := range w.seen() {
			if strings.HasSuffix(ask, "p00001") {
				n++
			}
		}
		if n < 18 || n > 22 {
			t.Errorf("it was asked %d times in 20 refreshes", n)
		}
	})
}

func TestAnAccountOfWhichEveryRowFailsSaysSo(t *testing.T) {
	running(t, Config{Refresh: 30 * time.Second}, func(t *testing.T, w *world, f *Fleet) {
		w.quota = func(string, string) (wechat.Quota, error) {
			return wechat.Quota{}, &wechat.Error{Code: 48001, Status: 200}
		}
		f.Set([]Target{w.target("mall", 4)})
		time.Sleep(time.Second)
		if a := account(t, f, "mall"); wechat.Code(a.Err) != 48001 || a.State(time.Now()) != Failed {
			t.Errorf("the account: %+v", a)
		}
	})
}

// TestQuotaGetsOwnQuota: 45009 on quota/get tells nothing of the row, and holds until
// midnight in Beijing.
func TestQuotaGetsOwnQuotaIsTheAccountsUntilMidnight(t *testing.T) {
	running(t, Config{Refresh: 30 * time.Second}, func(t *testing.T, w *world, f *Fleet) {
		var over atomic.Bool
		w.quota = func(_, path string) (wechat.Quota, error) {
			if over.Load() {
				return wechat.Quota{}, &wechat.Error{Code: 45009, Path: "/cgi-bin/openapi/quota/get", Status: 200}
			}
			return quotaOf(path, 100, 85), nil
		}
		f.Set([]Target{w.target("mall", 20)})
		time.Sleep(10 * time.Second)
		over.Store(true)
		time.Sleep(firstLook)
		a := account(t, f, "mall")
		if !wechat.ReadsUsedUp(a.Err) || a.Rows[0].Err != nil || a.Rows[0].Quota.Daily.Out() || !a.Rows[0].Read() {
			t.Fatalf("the account: %+v, its row %+v", a, a.Rows[0])
		}
		w.forget()
		time.Sleep(time.Until(BackAt(time.Now())) - time.Second)
		if w.count() != 0 {
			t.Errorf("%d calls before midnight", w.count())
		}
		f.Read("mall", a.Rows[0].Path)
		time.Sleep(500 * time.Millisecond)
		if w.count() != 2 {
			t.Errorf("asked by a person: %q", w.seen())
		}
		over.Store(false)
		time.Sleep(10 * time.Minute)
		if a := account(t, f, "mall"); a.Err != nil || a.Stale(a.Rows[19], time.Now()) {
			t.Errorf("after midnight: %+v", a)
		}
	})
}

func TestTooFastHalvesTheRateAndIsSaidOnce(t *testing.T) {
	running(t, Config{Refresh: time.Hour}, func(t *testing.T, w *world, f *Fleet) {
		var refused atomic.Bool
		w.quota = func(_, path string) (wechat.Quota, error) {
			if path == "/cgi-bin/p00003" && refused.CompareAndSwap(false, true) {
				return wechat.Quota{}, &wechat.Error{Code: 45011, Status: 200}
			}
			return quotaOf(path, 100, 10), nil
		}
		f.Set([]Target{w.target("mall", 20)})
		said := 0
		for range 400 {
			time.Sleep(5 * time.Millisecond)
			a := account(t, f, "mall")
			if wechat.Code(a.Err) == 45011 {
				said++
			}
			for _, r := range a.Rows {
				if r.Err != nil {
					t.Fatalf("a row says it: %+v", r)
				}
			}
		}
		if a := account(t, f, "mall"); said == 0 || a.Err != nil || a.figures() != 20 {
			t.Errorf("said %d times; in the end %+v", said, a)
		}
		if w.count() != 1+20+1 {
			t.Errorf("%d calls", w.count())
		}
	})
}

func TestASlowAccountHasOneCallAndTakesNoSlot(t *testing.T) {
	running(t, Config{Refresh: time.Hour, Flight: 1}, func(t *testing.T, w *world, f *Fleet) {
		w.do["slow"], w.do["dead"] = slow, dead
		f.Set([]Target{w.target("slow", 10), w.target("dead", 10), w.target("mall", 10)})
		time.Sleep(2*time.Second + 12*100*time.Millisecond)
		if a := account(t, f, "mall"); a.figures() != 10 {
			t.Errorf("%d rows beside a slow and a dead account", a.figures())
		}
		time.Sleep(40 * time.Second)
		if a := account(t, f, "slow"); a.figures() != 10 {
			t.Errorf("%d rows of the slow account", a.figures())
		}
		if a := account(t, f, "dead"); a.Err == nil || a.State(time.Now()) != Failed {
			t.Errorf("the dead account: %+v", a)
		}
	})
}

func TestAnAccountReadOnDemandIsReadOnceItWasAskedFor(t *testing.T) {
	running(t, Config{Refresh: time.Minute}, func(t *testing.T, w *world, f *Fleet) {
		target := w.target("mall", 2)
		target.OnDemand = true
		f.Set([]Target{target})
		time.Sleep(time.Hour)
		if w.count() != 0 {
			t.Errorf("asked by itself: %q", w.seen())
		}
		f.Read("mall")
		time.Sleep(time.Hour)
		if n := w.count(); n < 10 {
			t.Errorf("asked %d times after that", n)
		}
	})
}

func TestWithoutARefreshAFleetReadsOnceAndThenWhenAsked(t *testing.T) {
	running(t, Config{}, func(t *testing.T, w *world, f *Fleet) {
		f.Set(w.targets(3, 4))
		time.Sleep(48 * time.Hour)
		if n := w.count(); n != 3*5 {
			t.Errorf("%d calls by itself", n)
		}
		f.Read("a0001", "/cgi-bin/p00002")
		time.Sleep(time.Second)
		if got := w.seen(); len(got) != 16 || got[15] != "a0001 /cgi-bin/p00002" {
			t.Errorf("asked for: %q", got)
		}
	})
}

func TestWhatWasStoppedIsNotAskedFor(t *testing.T) {
	running(t, Config{Refresh: time.Hour}, func(t *testing.T, w *world, f *Fleet) {
		f.Set([]Target{w.target("mall", 40)})
		time.Sleep(10 * time.Second)
		w.forget()
		if f.Stop("mall") {
			t.Error("there was nothing to stop")
		}
		f.Read("mall")
		time.Sleep(20 * time.Millisecond)
		if a := account(t, f, "mall"); a.Of != 40 {
			t.Errorf("reading %d of %d", a.Done, a.Of)
		}
		if !f.Stop("mall") {
			t.Error("nothing was stopped")
		}
		time.Sleep(time.Second)
		if a := account(t, f, "mall"); w.count() > usualPerAccount || a.Of != 0 {
			t.Errorf("%d calls, %d of %d", w.count(), a.Done, a.Of)
		}
	})
}

// TestWhatIsAskedForWhileItIsReadIsReadOnceMore: the answer under way may be of before
// the reset after which the person asks.
func TestWhatIsAskedForWhileItIsReadIsReadOnceMore(t *testing.T) {
	running(t, Config{Refresh: time.Hour}, func(t *testing.T, w *world, f *Fleet) {
		f.Set([]Target{w.target("mall", 1)})
		time.Sleep(60 * time.Millisecond)
		f.Read("mall")
		time.Sleep(time.Second)
		if w.count() != 3 {
			t.Errorf("asked %q", w.seen())
		}
	})
}

func TestAnAnswerToAnOlderQuestionChangesNothing(t *testing.T) {
	running(t, Config{Refresh: time.Hour}, func(t *testing.T, w *world, f *Fleet) {
		f.Set([]Target{w.target("mall", 1)})
		time.Sleep(70 * time.Millisecond) // its row is under way
		f.Take("mall", wechat.Reading{Path: "/cgi-bin/p00000", Quota: quotaOf("/cgi-bin/p00000", 100, 0)}, time.Now())
		time.Sleep(time.Second)
		if a := account(t, f, "mall"); a.Rows[0].Used() != 0 || a.Of != 0 {
			t.Errorf("the row: %+v", a.Rows[0])
		}
	})
}

func TestTheListMayChangeWhileItIsRead(t *testing.T) {
	running(t, Config{Refresh: time.Minute}, func(t *testing.T, w *world, f *Fleet) {
		f.Set(w.targets(20, 20))
		time.Sleep(130 * time.Millisecond)
		few := w.targets(10, 5)
		few[3].Key.AppID = "another"
		few = append(few[:5:5], few[6:]...)
		f.Set(few)
		synctest.Wait()
		w.forget()
		time.Sleep(5 * time.Second)
		if len(f.Accounts()) != 9 {
			t.Errorf("%d accounts", len(f.Accounts()))
		}
		for _, a := range f.Accounts() {
			if a.figures() != 5 || a.Of != 0 || len(a.Rows) != 5 {
				t.Errorf("%s: %d figures of %d, %d of %d", a.ID, a.figures(), len(a.Rows), a.Done, a.Of)
			}
			for _, r := range a.Rows {
				if r.Quota.Path != r.Path {
					t.Errorf("%s holds %s", r.Path, r.Quota.Path)
				}
			}
		}
		for _, ask := range w.seen() {
			if id, _, _ := strings.Cut(ask, " "); id == "a0005" || id > "a0009" {
				t.Errorf("asked %s after it was taken away", ask)
			}
		}
	})
}

// TestAClockThatJumps: rows are read on as before, whichever way it went.
func TestAClockThatJumps(t *testing.T) {
	for _, jump := range []time.Duration{30 * time.Hour, -30 * time.Hour, -3 * time.Minute} {
		t.Run(fmt.Sprint(jump), func(t *testing.T) {
			var off atomic.Int64
			now := func() time.Time { return time.Now().Add(time.Duration(off.Load())) }
			running(t, Config{Refresh: time.Minute, Now: now}, func(t *testing.T, w *world, f *Fleet) {
				begun := time.Now()
				w.quota = func(_, path string) (wechat.Quota, error) {
					return quotaOf(path, 100000, 82000+int64(10*time.Since(begun).Seconds())), nil
				}
				f.Set(w.targets(2, 3))
				time.Sleep(10 * time.Minute)
				off.Store(int64(jump))
				time.Sleep(2 * time.Minute)
				w.forget()
				time.Sleep(10 * time.Minute)
				if n := w.count(); n < 50 || n > 70 {
					t.Errorf("%d calls in ten refreshes of six rows", n)
				}
				for _, a := range f.Accounts() {
					if at := a.Oldest(); at.After(now()) || now().Sub(at) > 2*time.Minute {
						t.Errorf("%s was read at %v, and it is %v", a.ID, at, now())
					}
				}
			})
		})
	}
}

// A night that the machine slept through is noticed within a minute, also by quiet rows.
func TestAfterANightEverythingIsReadAgain(t *testing.T) {
	var off atomic.Int64
	now := func() time.Time { return time.Now().Add(time.Duration(off.Load())) }
	running(t, Config{Refresh: time.Hour, Now: now}, func(t *testing.T, w *world, f *Fleet) {
		f.Set(w.targets(3, 4))
		time.Sleep(5 * time.Minute)
		w.forget()
		off.Store(int64(12 * time.Hour))
		time.Sleep(time.Minute + 2*time.Second)
		if n := w.count(); n != 12 {
			t.Errorf("%d rows were read", n)
		}
	})
}

// TestOnceWithAClockThatStandsStill: what waits for a pause does not wait for the clock
// on the wall.
func TestOnceWithAClockThatStandsStill(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		stood := time.Now()
		w, f := newWorld(t), NewFleet(Config{Refresh: time.Minute, Now: func() time.Time { return stood }})
		var refused atomic.Bool
		w.quota = func(_, path string) (wechat.Quota, error) {
			if refused.CompareAndSwap(false, true) {
				return wechat.Quota{}, &wechat.Error{Code: 45011, Status: 200}
			}
			return quotaOf(path, 100, 10), nil
		}
		f.Set(w.targets(2, 30))
		f.Once(t.Context())
		for _, a := range f.Accounts() {
			if a.figures() != 30 {
				t.Errorf("%s: %d figures", a.ID, a.figures())
			}
		}
	})
}

func TestAPanicBelowIsAnErrorAndNoEnd(t *testing.T) {
	running(t, Config{Refresh: time.Minute}, func(t *testing.T, w *world, f *Fleet) {
		w.quota = func(string, string) (wechat.Quota, error) { panic("secret") }
		f.Set([]Target{w.target("mall", 1)})
		time.Sleep(time.Second)
		if a := account(t, f, "mall"); a.Err == nil || strings.Contains(a.Err.Error(), "secret") {
			t.Errorf("the account: %+v", a)
		}
	})
}

func TestOnceReadsEachRowOneTime(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w, f := newWorld(t), NewFleet(Config{Refresh: time.Minute})
		w.do["a0002"] = refused
		targets := w.targets(5, 6)
		targets[3].OnDemand = true
		targets[4].Locked = func() bool { return true }
		f.Set(targets)
		f.Once(t.Context())
		for n, a := range f.Accounts() {
			if want := []int{6, 6, 0, 0, 0}[n]; a.figures() != want {
				t.Errorf("%s: %d figures, %d wanted", a.ID, a.figures(), want)
			}
		}
		if w.count() != 7+7+1 || account(t, f, "a0002").Err == nil || !account(t, f, "a0004").Locked {
			t.Errorf("asked %q", w.seen())
		}
	})
}

func TestOnceEndsWithItsContext(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w, f := newWorld(t), NewFleet(Config{Refresh: time.Minute})
		w.do["a0001"] = dead
		f.Set(w.targets(2, 3))
		ctx, cancel := context.WithTimeout(t.Context(), 2*time.Second)
		defer cancel()
		began := time.Now()
		f.Once(ctx)
		if took := time.Since(began); took != 2*time.Second {
			t.Errorf("it took %v", took)
		}
		if a := account(t, f, "a0000"); a.figures() != 3 {
			t.Errorf("what was answered is lost: %+v", a)
		}
	})
}

// TestAFleetAtRestSleeps counts how often it looks at the clock in a quiet hour.
func TestAFleetAtRestSleeps(t *testing.T) {
	var looks atomic.Int64
	running(t, Config{Refresh: time.Hour, Now: func() time.Time { looks.Add(1); return time.Now() }}, func(t *testing.T, w *world, f *Fleet) {
		f.Set(w.targets(50, 20))
		time.Sleep(time.Minute)
		before := looks.Load()
		time.Sleep(20 * time.Minute)
		if n := looks.Load() - before; n > 25 {
			t.Errorf("it looked %d times in 20 minutes", n)
		}
	})
}
