package fleet

import (
	"context"
	"fmt"
	"testing"
	"testing/synctest"
	"time"
)

// TestAFleetWithATroubledFifth: 200 and 1,000 accounts, of which a fifth is slow, dead
// or refused. Each of the others has its first figure and all of them as if they were alone.
func TestAFleetWithATroubledFifth(t *testing.T) {
	for _, c := range []struct {
		accounts, apis int
		first, all     time.Duration
	}{
		{200, 20, 2 * time.Second, 8 * time.Second},
		{1000, 20, 10 * time.Second, 40 * time.Second}, // five times as many calls
	} {
		t.Run(fmt.Sprint(c.accounts), func(t *testing.T) {
			running(t, Config{Refresh: time.Hour}, func(t *testing.T, w *world, f *Fleet) {
				targets := w.targets(c.accounts, c.apis)
				for n, t := range targets {
					if n%5 == 2 {
						w.do[t.ID] = []func(context.Context, op) error{slow, dead, refused}[n/5%3]
					}
				}
				began := time.Now()
				f.Set(targets)
				first, all := healthy(f, w, began)
				t.Logf("%d accounts: first figures %v, all rows %v, %d calls, at once %+v", c.accounts, first, all, w.count(), w.atOnce())
				if first > c.first || all > c.all {
					t.Errorf("the first figures took %v of %v, all of them %v of %v", first, c.first, all, c.all)
				}
			})
		})
	}
}

// TestSlowAccountsGiveTheirSlotsBackByTheOthersPace: a fifth that takes 700 ms where all
// others take 50 costs these hardly more time than if it were not there.
func TestSlowAccountsGiveTheirSlotsBackByTheOthersPace(t *testing.T) {
	running(t, Config{Refresh: time.Hour}, func(t *testing.T, w *world, f *Fleet) {
		targets := w.targets(200, 20)
		for n, t := range targets {
			if n%5 == 2 {
				w.do[t.ID] = func(ctx context.Context, _ op) error { return wait(ctx, 700*time.Millisecond) }
			}
		}
		began := time.Now()
		f.Set(targets)
		alone := time.Duration(160*21/usualFlight) * w.took
		if first, all := healthy(f, w, began); first > 2*time.Second || all > alone*5/4 {
			t.Errorf("the first figures took %v, all of them %v; %v if they were alone", first, all, alone)
		}
	})
}

// healthy waits until all accounts that behave are read, and says when each had its
// first figure, and when all had all.
func healthy(f *Fleet, w *world, began time.Time) (first, all time.Duration) {
	for {
		time.Sleep(50 * time.Millisecond)
		synctest.Wait()
		someUnread, someOpen := false, false
		for _, a := range f.Accounts() {
			if w.do[a.ID] != nil {
				continue
			}
			n := figuresOf(a)
			someUnread, someOpen = someUnread || n == 0, someOpen || n < len(a.Rows)
		}
		if !someUnread && first == 0 {
			first = time.Since(began)
		}
		if !someOpen {
			return first, time.Since(began)
		}
		if time.Since(began) > time.Hour {
			return time.Hour, time.Hour
		}
	}
}

// BenchmarkFirstSweep reads 10,000 rows of answers that come at once: what a row costs
// between its question and its place in a snapshot that is taken ten times a second.
func BenchmarkFirstSweep(b *testing.B) {
	for b.Loop() {
		w := newWorld(b)
		w.took = 0
		f := New(Config{Refresh: time.Hour})
		f.Set(w.targets(500, 20))
		ended := make(chan struct{})
		go func() {
			defer close(ended)
			f.Once(b.Context())
		}()
		look := time.NewTicker(100 * time.Millisecond)
		for reading := true; reading; {
			select {
			case <-ended:
				reading = false
			case <-look.C:
				f.Accounts()
			}
		}
		look.Stop()
		for _, a := range f.Accounts() {
			if figuresOf(a) != 20 {
				b.Fatalf("%s: %d figures", a.ID, figuresOf(a))
			}
		}
	}
	b.ReportMetric(float64(b.Elapsed().Microseconds())/float64(b.N)/10000, "µs/row")
}

// BenchmarkAccounts is a snapshot of 1,000 accounts of 20 rows of which one has changed.
func BenchmarkAccounts(b *testing.B) {
	f := New(Config{Refresh: time.Hour})
	f.Set(newWorld(b).targets(1000, 20))
	for b.Loop() {
		f.Take("a0500", readingOf("/cgi-bin/p00003", 100, 10, 90), time.Now())
		f.Accounts()
	}
}

// TestAnAccountOf10000RowsIsReadInTheTimeOfItsRate: nothing in it grows with the square.
func TestAnAccountOf10000RowsIsReadInTheTimeOfItsRate(t *testing.T) {
	running(t, Config{Refresh: time.Hour}, func(t *testing.T, w *world, f *Fleet) {
		w.took = 20 * time.Millisecond
		f.Set([]Target{w.target("mall", 10000)})
		for range 510 {
			time.Sleep(100 * time.Millisecond)
			f.Accounts()
		}
		if a := account(t, f, "mall"); figuresOf(a) != 10000 {
			t.Errorf("%d rows in 51 s at 200 a second", figuresOf(a))
		}
	})
}
