package watch

import (
	"context"
	"errors"
	"path/filepath"
	"slices"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"wxops/wechat"
	"wxops/wechat/guard"
	"wxops/wechat/meter"
	"wxops/wechat/meter/fleet"
	"wxops/wechat/ownfile"
)

const appID = "wx00000000000000a1"

// world is WeChat for one account, in the time of a synctest bubble.
type world struct {
	mu     sync.Mutex
	used   map[string]int64 // of 1,000
	down   error            // of every call
	answer error            // of a clear
	lag    time.Duration    // how late a clear shows
	clears []time.Time
}

func (w *world) Unlock(context.Context) error { return nil }

func (w *world) Authorize(context.Context) error {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.down
}

func (w *world) Quota(_ context.Context, path string) (wechat.Quota, error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	used := w.used[path]
	return wechat.Quota{Path: path, At: time.Now(), Daily: &wechat.Daily{Limit: 1000, Used: used, Remain: 1000 - used}}, w.down
}

func (w *world) Sweep(ctx context.Context, paths []string) <-chan wechat.Reading {
	rows := make(chan wechat.Reading, len(paths))
	defer close(rows)
	for _, p := range paths {
		q, err := w.Quota(ctx, p)
		rows <- wechat.Reading{Path: p, Quota: q, Err: err}
	}
	return rows
}

func (w *world) clear(paths ...string) error {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.clears = append(w.clears, time.Now())
	if w.answer == nil {
		time.AfterFunc(w.lag, func() {
			for _, p := range paths {
				w.set(p, 0)
			}
		})
	}
	return w.answer
}

func (w *world) ClearAll(context.Context) error              { return w.clear(send, menu) }
func (w *world) ClearAllBySecret(context.Context) error      { panic("the AppSecret is a person's") }
func (w *world) ClearPath(_ context.Context, p string) error { return w.clear(p) }

func (w *world) set(path string, used int64) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.used[path] = used
}

func (w *world) fail(err error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.down = err
}

func (w *world) cleared() int {
	w.mu.Lock()
	defer w.mu.Unlock()
	return len(w.clears)
}

// heard keeps what was told.
type heard struct {
	mu     sync.Mutex
	events []Event
	swept  int
}

func (h *heard) Heard(e Event) {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.events = append(h.events, e)
}

func (h *heard) Swept(time.Time) {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.swept++
}

// kinds are the events in one line each.
func (h *heard) kinds() []string {
	h.mu.Lock()
	defer h.mu.Unlock()
	var all []string
	for _, e := range h.events {
		s := string(e.Kind) + " " + e.Path
		if e.Kind == Decided {
			s += " " + string(e.Decision.Why)
		}
		all = append(all, s)
	}
	return all
}

func (h *heard) count(kind Kind) int {
	h.mu.Lock()
	defer h.mu.Unlock()
	n := 0
	for _, e := range h.events {
		if e.Kind == kind {
			n++
		}
	}
	return n
}

// desk is what stays when a watch ends: the journal and the decisions.
type desk struct {
	journal   guard.Journal
	decisions *Decisions
	dir       string
}

func newDesk(t *testing.T) *desk {
	dir := t.TempDir()
	return &desk{&guard.MemoryJournal{}, OpenDecisions(ownfile.Space{}, filepath.Join(dir, "decisions.jsonl")), dir}
}

func (d *desk) guard(user string) *guard.Guard {
	return &guard.Guard{Journal: d.journal, Locks: &guard.MemoryLocks{}, Who: guard.Who{User: user}, Now: time.Now}
}

// begin makes a watch of the world.
func (d *desk) begin(w *world, p Policy, change ...func(*Config)) (*Watch, *heard) {
	h := &heard{}
	cfg := Config{
		Fleet: fleet.New(fleet.Config{Refresh: 5 * time.Minute}), Guard: d.guard(User), Decisions: d.decisions,
		Listeners: []Listener{h}, Every: 5 * time.Minute,
	}
	for _, c := range change {
		c(&cfg)
	}
	target := fleet.Target{ID: "mall", Key: meter.Key{Host: "test", AppID: appID}, Paths: []string{send, menu}, Connect: func() (fleet.Client, error) { return w, nil }}
	return New(cfg, []Account{{
		Alias: "mall", AppID: appID, Target: target, Policy: p, Token: "a token",
		Client: func() (guard.Client, error) { return w, nil },
	}}), h
}

// running lets a watch run for a while.
func running(t *testing.T, w *Watch, during func()) {
	t.Helper()
	ctx, cancel := context.WithCancel(t.Context())
	ended := make(chan struct{})
	go func() {
		defer close(ended)
		w.Run(ctx)
	}()
	during()
	cancel()
	began := time.Now()
	<-ended
	if took := time.Since(began); took > 5*time.Second {
		t.Errorf("it took %v to end", took)
	}
}

var clearing = Policy{ResetAt: 100, Scope: guard.ScopeAPI, PerMonth: 4, KeepBack: 3, OnlyIfOutFor: 10 * time.Minute}

func TestAWatchTellsWhatHappens(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := &world{used: map[string]int64{send: 850, menu: 10}}
		watch, h := newDesk(t).begin(w, Policy{})
		running(t, watch, func() {
			time.Sleep(time.Minute)
			want := []string{"started ", "crossed " + send, "read " + send}
			if got := h.kinds(); !slices.Equal(got, want) {
				t.Errorf("at first %q, want %q", got, want)
			}
			w.set(send, 1000)
			time.Sleep(10 * time.Minute)
			w.set(send, 3)
			time.Sleep(2 * time.Hour)
		})
		want := []string{"crossed " + send, "read " + send, "recovered " + send, "read " + menu, "stopped "}
		if got := h.kinds()[3:]; !slices.Equal(got, want) {
			t.Errorf("then %q, want %q", got, want)
		}
		if h.swept == 0 {
			t.Error("no round was ever over")
		}
	})
}

func TestAMachineWithoutNetworkIsToldOnce(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := &world{used: map[string]int64{send: 1, menu: 1}}
		watch, h := newDesk(t).begin(w, Policy{})
		running(t, watch, func() {
			time.Sleep(time.Minute)
			w.fail(&wechat.Error{Op: "quota", Reason: wechat.NotConnected})
			time.Sleep(6 * time.Hour)
			w.fail(nil)
			time.Sleep(time.Hour)
		})
		if f, r := h.count(Failed), h.count(Recovered); f != 1 || r != 1 {
			t.Errorf("%d times failed, %d recovered: %q", f, r, h.kinds())
		}
	})
}

func TestAPolicyClearsAndHolds(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := &world{used: map[string]int64{send: 900, menu: 1}}
		d := newDesk(t)
		watch, h := d.begin(w, clearing)
		running(t, watch, func() {
			time.Sleep(time.Minute)
			w.set(send, 1000)
			time.Sleep(time.Hour)
			if w.cleared() != 1 {
				t.Fatalf("%d clears: %q", w.cleared(), h.kinds())
			}
			for range 6 {
				w.set(send, 1000)
				time.Sleep(2 * time.Hour)
			}
		})
		if w.cleared() != 4 {
			t.Errorf("%d clears, want per_month: %q", w.cleared(), h.kinds())
		}
		if !slices.Contains(h.kinds(), "decided "+send+" "+string(SpentOwn)) {
			t.Errorf("that it is spent is not told: %q", h.kinds())
		}
		resets, err := d.guard("li").Since(t.Context(), time.Time{})
		if err != nil || len(resets) != 4 || resets[0].Who.User != User || resets[0].Reason == "" {
			t.Errorf("the journal: %+v, %v", resets, err)
		}
	})
}

func TestAnUnknownOutcomeStopsUntilResumed(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := &world{used: map[string]int64{send: 1000, menu: 1}, answer: errors.New("cut off")}
		d := newDesk(t)
		for range 3 { // a restart changes nothing
			watch, h := d.begin(w, clearing)
			running(t, watch, func() { time.Sleep(2 * time.Hour) })
			if w.cleared() != 1 || h.count(Stopped) != 2 {
				t.Fatalf("%d clears: %q", w.cleared(), h.kinds())
			}
		}
		w.answer = nil
		stops, err := Resume(t.Context(), d.guard("li"), d.decisions, "mall", appID, guard.Who{User: "li"}, time.Now())
		if err != nil || len(stops) != 1 || stops[0].Why != OutcomeUnknown {
			t.Fatalf("resume: %+v, %v", stops, err)
		}
		watch, _ := d.begin(w, clearing)
		running(t, watch, func() { time.Sleep(time.Hour) })
		if w.cleared() != 2 {
			t.Errorf("resumed, and %d clears", w.cleared())
		}
	})
}

func TestAClearThatDoesNotHelpStops(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := &world{used: map[string]int64{send: 1000, menu: 1}, lag: 10 * time.Hour}
		watch, h := newDesk(t).begin(w, clearing)
		running(t, watch, func() { time.Sleep(5 * time.Hour) })
		if w.cleared() != 1 || h.count(Stopped) != 2 {
			t.Errorf("%d clears: %q", w.cleared(), h.kinds())
		}
	})
}

func TestALateCounterIsNoFailure(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := &world{used: map[string]int64{send: 1000, menu: 1}, lag: 29*time.Minute + 58*time.Second}
		watch, h := newDesk(t).begin(w, clearing)
		running(t, watch, func() { time.Sleep(5 * time.Hour) })
		if w.cleared() != 1 || h.count(Stopped) != 1 {
			t.Errorf("%d clears: %q", w.cleared(), h.kinds())
		}
	})
}

func TestOnceReadsDecidesAndEnds(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := &world{used: map[string]int64{send: 1000, menu: 1}}
		d := newDesk(t)
		now := clearing
		now.OnlyIfOutFor = 0
		dry, h := d.begin(w, now, func(c *Config) { c.DryRun = true })
		dry.Once(t.Context())
		if w.cleared() != 0 || !slices.Contains(h.kinds(), "decided "+send+" "+string(Due)) {
			t.Errorf("a dry run: %d clears, %q", w.cleared(), h.kinds())
		}
		if n, err := d.decisions.read(time.Now()); err != nil || len(n.why) > 0 {
			t.Errorf("it wrote %v, %v", n.why, err)
		}
		began := time.Now()
		watch, h := d.begin(w, now)
		watch.Once(t.Context())
		if w.cleared() != 1 || time.Since(began) > time.Minute || h.count(Reset) != 1 {
			t.Errorf("%d clears in %v: %q", w.cleared(), time.Since(began), h.kinds())
		}
		w.set(send, 1000)
		watch, h = d.begin(w, now)
		watch.Once(t.Context())
		if w.cleared() != 1 || !slices.Contains(h.kinds(), "decided "+send+" "+string(Recent)) {
			t.Errorf("again at once: %d clears, %q", w.cleared(), h.kinds())
		}
	})
}
