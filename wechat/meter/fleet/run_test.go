package fleet

import (
	"context"
	"fmt"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"wxops/wechat"
)

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
		w, f := newWorld(t), New(Config{Refresh: time.Minute, Now: func() time.Time { return stood }})
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
			if figuresOf(a) != 30 {
				t.Errorf("%s: %d figures", a.ID, figuresOf(a))
			}
		}
	})
}

func TestOnceReadsEachRowOneTime(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w, f := newWorld(t), New(Config{Refresh: time.Minute})
		w.do["a0002"] = refused
		targets := w.targets(5, 6)
		targets[3].OnDemand = true
		targets[4].Locked = func() bool { return true }
		f.Set(targets)
		f.Once(t.Context())
		for n, a := range f.Accounts() {
			if want := []int{6, 6, 0, 0, 0}[n]; figuresOf(a) != want {
				t.Errorf("%s: %d figures, %d wanted", a.ID, figuresOf(a), want)
			}
		}
		if w.count() != 7+7+1 || account(t, f, "a0002").Err == nil || !account(t, f, "a0004").Locked {
			t.Errorf("asked %q", w.seen())
		}
	})
}

func TestOnceEndsWithItsContext(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w, f := newWorld(t), New(Config{Refresh: time.Minute})
		w.do["a0001"] = dead
		f.Set(w.targets(2, 3))
		ctx, cancel := context.WithTimeout(t.Context(), 2*time.Second)
		defer cancel()
		began := time.Now()
		f.Once(ctx)
		if took := time.Since(began); took != 2*time.Second {
			t.Errorf("it took %v", took)
		}
		if a := account(t, f, "a0000"); figuresOf(a) != 3 {
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
