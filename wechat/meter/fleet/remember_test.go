package fleet

import (
	"errors"
	"fmt"
	"slices"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"wxops/wechat"
	"wxops/wechat/meter"
)

// pad is a memory of which several fleets may share one.
type pad struct {
	mu    sync.Mutex
	kept  map[meter.Key][]wechat.Quota
	given map[*padOf]map[meter.Key]int
	days  map[string][]meter.Day
	asked []string
	took  time.Duration
	err   error
}

func newPad() *pad {
	return &pad{kept: map[meter.Key][]wechat.Quota{}, given: map[*padOf]map[meter.Key]int{}}
}

// padOf is a process's way to a pad.
type padOf struct{ *pad }

func (p *pad) of() *padOf {
	p.mu.Lock()
	defer p.mu.Unlock()
	o := &padOf{p}
	p.given[o] = map[meter.Key]int{}
	return o
}

func (p *padOf) note(what string, k meter.Key) {
	time.Sleep(p.took)
	p.mu.Lock()
	p.asked = append(p.asked, what+" "+k.AppID)
}

func (p *padOf) Recall(k meter.Key, _ time.Time) (map[string]meter.Past, error) {
	p.note("recall", k)
	defer p.mu.Unlock()
	past := map[string]meter.Past{}
	for _, q := range p.kept[k] {
		past[q.Path] = meter.Past{Last: q}
	}
	p.given[p][k] = len(p.kept[k])
	return past, p.err
}

func (p *padOf) Days(k meter.Key, _ time.Time) (map[string][]meter.Day, error) {
	p.note("days", k)
	defer p.mu.Unlock()
	return p.days, p.err
}

func (p *padOf) Keep(k meter.Key, quotas []wechat.Quota) error {
	p.note("keep", k)
	defer p.mu.Unlock()
	if p.err == nil {
		p.kept[k] = append(p.kept[k], quotas...)
	}
	return p.err
}

func (p *padOf) News(k meter.Key) ([]wechat.Quota, error) {
	p.note("news", k)
	defer p.mu.Unlock()
	news := slices.Clone(p.kept[k][p.given[p][k]:])
	p.given[p][k] = len(p.kept[k])
	return news, p.err
}

func (p *pad) count(what string) int {
	p.mu.Lock()
	defer p.mu.Unlock()
	n := 0
	for _, a := range p.asked {
		if len(a) > len(what) && a[:len(what)] == what {
			n++
		}
	}
	return n
}

func (p *pad) readings(appID string) int {
	p.mu.Lock()
	defer p.mu.Unlock()
	return len(p.kept[meter.Key{Host: "test", AppID: appID}])
}

func TestTheWorstRowThatIsRememberedIsReadFirst(t *testing.T) {
	p := newPad()
	running(t, Config{Refresh: time.Hour, Memory: p.of()}, func(t *testing.T, w *world, f *Fleet) {
		yesterday := time.Now().Add(-26 * time.Hour)
		for path, used := range map[string]int64{"/cgi-bin/p00001": 40, "/cgi-bin/p00007": 70, "/cgi-bin/p00004": 60} {
			q := quotaOf(path, 100, used)
			q.At = yesterday
			p.kept[meter.Key{Host: "test", AppID: "mall"}] = append(p.kept[meter.Key{Host: "test", AppID: "mall"}], q)
		}
		f.Set([]Target{w.target("mall", 9)})
		time.Sleep(time.Second)
		if got := w.seen(); len(got) != 10 || got[1] != "mall /cgi-bin/p00007" {
			t.Errorf("asked %q", got)
		}
	})
}

// TestWithoutARefreshWhatIsRememberedIsReadOnce: nothing else would ever read it.
func TestWithoutARefreshWhatIsRememberedIsReadOnce(t *testing.T) {
	p := newPad()
	running(t, Config{Memory: p.of()}, func(t *testing.T, w *world, f *Fleet) {
		q := quotaOf("/cgi-bin/p00001", 100, 40)
		q.At = time.Now().Add(-time.Minute)
		p.kept[meter.Key{Host: "test", AppID: "mall"}] = []wechat.Quota{q}
		f.Set([]Target{w.target("mall", 2)})
		time.Sleep(time.Hour)
		if got := w.seen(); len(got) != 3 {
			t.Errorf("asked %q, want a token and both rows", got)
		}
		if a, _ := f.Account("mall"); a.Row("/cgi-bin/p00001").At.Equal(q.At) {
			t.Error("the remembered number was not read again")
		}
	})
}

// TestWhatAnotherHasReadIsNotAsked: two consoles of one machine ask WeChat about
// as often as one.
func TestWhatAnotherHasReadIsNotAsked(t *testing.T) {
	calls := func(fleets int) (n int) {
		synctest.Test(t, func(t *testing.T) {
			p, w := newPad(), newWorld(t)
			p.took = time.Millisecond
			begun := time.Now()
			w.quota = func(_, path string) (wechat.Quota, error) {
				return quotaOf(path, 100000, 20000+int64(20*time.Since(begun).Seconds())), nil
			}
			var all sync.WaitGroup
			for range fleets {
				f := New(Config{Refresh: 30 * time.Second, Memory: p.of()})
				f.Set(w.targets(2, 5))
				all.Go(func() { f.Run(t.Context()) })
				t.Cleanup(all.Wait)
				time.Sleep(7 * time.Second)
			}
			time.Sleep(time.Hour)
			n = w.count()
		})
		return n
	}
	one, two := calls(1), calls(2)
	t.Logf("%d calls in an hour alone, %d as two", one, two)
	if one < 500 || two > one*115/100 {
		t.Errorf("%d calls alone, %d as two", one, two)
	}
}

func TestOnceLeavesOutWhatOthersHaveReadUnlessItIsToAskAlways(t *testing.T) {
	for _, always := range []bool{false, true} {
		t.Run(fmt.Sprint(always), func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				p, w := newPad(), newWorld(t)
				time.Sleep(time.Hour)
				for n, age := range []time.Duration{10 * time.Second, 40 * time.Second} {
					q := quotaOf(fmt.Sprintf("/cgi-bin/p%05d", n), 100, 50)
					q.At = q.At.Add(-age)
					p.kept[meter.Key{Host: "test", AppID: "mall"}] = append(p.kept[meter.Key{Host: "test", AppID: "mall"}], q)
				}
				f := New(Config{Refresh: 30 * time.Second, Memory: p.of(), Always: always})
				f.Set([]Target{w.target("mall", 3)})
				f.Once(t.Context())
				want := []string{"mall ", "mall /cgi-bin/p00001", "mall /cgi-bin/p00002"}
				if always {
					want = append(want, "mall /cgi-bin/p00000")
				}
				got := w.seen()
				slices.Sort(got)
				slices.Sort(want)
				if !slices.Equal(got, want) || figuresOf(account(t, f, "mall")) != 3 {
					t.Errorf("asked %q, %d figures", got, figuresOf(account(t, f, "mall")))
				}
				if p.count("days") != 1 || p.count("keep") == 0 {
					t.Errorf("of the memory: %q", p.asked)
				}
			})
		})
	}
}

// What is read is kept, and the days are asked for once a day and after the figures.
func TestReadingsAreKeptInBatchesAndTheDaysAskedForOnceADay(t *testing.T) {
	p := newPad()
	running(t, Config{Refresh: time.Minute, Memory: p.of()}, func(t *testing.T, w *world, f *Fleet) {
		f.Set(w.targets(3, 20))
		time.Sleep(5 * time.Second)
		if n := p.readings("a0001"); n != 20 {
			t.Errorf("%d readings were kept", n)
		}
		if n := p.count("keep"); n > 12 {
			t.Errorf("in %d writes", n)
		}
		time.Sleep(48*time.Hour - time.Until(meter.BackAt(time.Now())))
		if n := p.count("days"); n != 3*2 {
			t.Errorf("the days were asked for %d times by 3 accounts on 2 days", n)
		}
	})
}

func TestAMemoryThatFailsStopsNoReading(t *testing.T) {
	p := newPad()
	p.err = errPlain
	running(t, Config{Refresh: time.Minute, Memory: p.of()}, func(t *testing.T, w *world, f *Fleet) {
		f.Set(w.targets(3, 5))
		time.Sleep(5 * time.Second)
		for _, a := range f.Accounts() {
			if figuresOf(a) != 5 || a.Err != nil {
				t.Errorf("%s: %+v", a.ID, a)
			}
		}
		if !errors.Is(f.MemoryErr(), errPlain) {
			t.Errorf("it says %v", f.MemoryErr())
		}
		p.mu.Lock()
		p.err = nil
		p.mu.Unlock()
		time.Sleep(48 * time.Hour)
		if f.MemoryErr() != nil {
			t.Errorf("afterwards it still says %v", f.MemoryErr())
		}
	})
}

func TestASlowMemoryDelaysOnlyItsAccount(t *testing.T) {
	p := newPad()
	p.took = 20 * time.Millisecond
	running(t, Config{Refresh: time.Minute, Memory: p.of()}, func(t *testing.T, w *world, f *Fleet) {
		f.Set(w.targets(100, 2))
		time.Sleep(200 * time.Millisecond)
		read := 0
		for _, a := range f.Accounts() {
			if figuresOf(a) > 0 {
				read++
			}
		}
		if read < 10 {
			t.Errorf("%d accounts have a figure while others are being remembered", read)
		}
	})
}

// TestNewsThatTakeLongHoldNothingUp, and without a refresh there are none.
func TestNewsThatTakeLongHoldNothingUp(t *testing.T) {
	for _, refresh := range []time.Duration{0, time.Minute} {
		p := newPad()
		p.took = time.Second
		running(t, Config{Refresh: refresh, Memory: p.of()}, func(t *testing.T, w *world, f *Fleet) {
			f.Set(w.targets(2, 5))
			time.Sleep(50 * time.Second)
			for _, a := range f.Accounts() {
				if figuresOf(a) != 5 {
					t.Errorf("with a refresh of %v: %d figures of %s", refresh, figuresOf(a), a.ID)
				}
			}
			if n := p.count("news"); refresh == 0 && n > 0 || n > 20 {
				t.Errorf("with a refresh of %v: %d times asked for news", refresh, n)
			}
		})
	}
}
