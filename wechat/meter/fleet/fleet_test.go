package fleet

import (
	"slices"
	"strings"
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
		if a := account(t, f, "mall"); figuresOf(a) != 20 || a.Of != 0 || a.Done != 0 || !a.Opened || a.Err != nil {
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
		if a := account(t, f, "a0399"); figuresOf(a) != 1 || !a.Rows[3].Read() {
			t.Errorf("what was asked for is not read: %+v", a)
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
			if figuresOf(a) != 5 || a.Of != 0 || len(a.Rows) != 5 {
				t.Errorf("%s: %d figures of %d, %d of %d", a.ID, figuresOf(a), len(a.Rows), a.Done, a.Of)
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
