package fleet

import (
	"errors"
	"strings"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"wxops/wechat"
	"wxops/wechat/meter"
)

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
		if a := account(t, f, "mall"); a.Err != nil || figuresOf(a) != 20 {
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
		if a.Err != nil || figuresOf(a) != 3 || !errors.Is(a.Rows[1].Err, bad) {
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
		if a := account(t, f, "mall"); wechat.Code(a.Err) != 48001 || a.State(time.Now()) != meter.Failed {
			t.Errorf("the account: %+v", a)
		}
	})
}

// TestQuotaGetsOwnQuotaIsTheAccountsUntilMidnight: 45009 on quota/get tells nothing of the row, and holds until
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
		time.Sleep(time.Minute) // a row without a pace is read again by then
		a := account(t, f, "mall")
		if !wechat.ReadsUsedUp(a.Err) || a.Rows[0].Err != nil || a.Rows[0].Quota.Daily.Out() || !a.Rows[0].Read() {
			t.Fatalf("the account: %+v, its row %+v", a, a.Rows[0])
		}
		w.forget()
		time.Sleep(time.Until(meter.BackAt(time.Now())) - time.Second)
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
		if a := account(t, f, "mall"); said == 0 || a.Err != nil || figuresOf(a) != 20 {
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
		if a := account(t, f, "mall"); figuresOf(a) != 10 {
			t.Errorf("%d rows beside a slow and a dead account", figuresOf(a))
		}
		time.Sleep(40 * time.Second)
		if a := account(t, f, "slow"); figuresOf(a) != 10 {
			t.Errorf("%d rows of the slow account", figuresOf(a))
		}
		if a := account(t, f, "dead"); a.Err == nil || a.State(time.Now()) != meter.Failed {
			t.Errorf("the dead account: %+v", a)
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
