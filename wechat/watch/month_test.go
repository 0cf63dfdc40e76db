package watch

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"runtime"
	"strconv"
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

// month is a month and more of one account at a WeChat that lies, lags and breaks, with
// people who clear, too. It looks at every clear of the watch as it arrives.
type month struct {
	t      *testing.T
	rng    *rand.Rand
	policy Policy
	desk   *desk

	mu      sync.Mutex
	used    map[string]float64
	pace    map[string]float64   // calls a minute
	show    map[string]int64     // what a lagging counter still shows,
	until   map[string]time.Time // and until when
	below   map[string]time.Time // when the watch last saw a counter clearly below the limit
	last    map[string]int64     // what the watch was shown last
	broken  error                // of every reading
	noToken error
	spent   map[guard.Scope]int // as WeChat counts the month
	touched map[string]time.Time
	doubt   bool // the outcome of a clear of the watch is unknown, and nobody has looked yet
	clears  int
	told    map[string]int
}

const monthLimit = 1000

func newMonth(t *testing.T, seed uint64) *month {
	rng := rand.New(rand.NewPCG(seed, 7))
	m := &month{
		t: t, rng: rng, desk: newDesk(t), used: map[string]float64{}, pace: map[string]float64{}, show: map[string]int64{},
		until: map[string]time.Time{}, below: map[string]time.Time{}, last: map[string]int64{}, spent: map[guard.Scope]int{},
		touched: map[string]time.Time{}, told: map[string]int{},
		policy: Policy{
			ResetAt: []int64{100, 100, 90}[rng.IntN(3)], Scope: []guard.Scope{guard.ScopeAPI, guard.ScopeAll}[rng.IntN(2)],
			PerMonth: 1 + rng.IntN(6), KeepBack: rng.IntN(4),
			OnlyIfOutFor:  []time.Duration{0, 10 * time.Minute, time.Hour}[rng.IntN(3)],
			DayEndsWithin: []time.Duration{0, 30 * time.Minute, 3 * time.Hour}[rng.IntN(3)],
		},
	}
	m.desk.journal = &dying{Journal: &guard.MemoryJournal{}, month: m}
	return m
}

// dying is a journal whose process now and then is killed before an outcome is in it.
type dying struct {
	guard.Journal
	month *month
}

func (d *dying) Append(ctx context.Context, e guard.Entry) error {
	if e.Event == guard.EventOutcome && e.Who.User == User && d.month.chance(0.03) {
		d.month.doubts()
		return errors.New("killed")
	}
	return d.Journal.Append(ctx, e)
}

func (m *month) chance(p float64) bool {
	m.mu.Lock()
	defer m.mu.Unlock()
	return m.rng.Float64() < p
}

func (m *month) doubts() {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.doubt = true
}

// minutes lets time pass: traffic, midnights, months, faults.
func (m *month) minutes(ctx context.Context) {
	const step = 5 * time.Minute
	day, in := time.Now().In(wechat.Beijing()).Day(), time.Now().In(wechat.Beijing()).Month()
	for ctx.Err() == nil {
		time.Sleep(step)
		now := time.Now().In(wechat.Beijing())
		m.mu.Lock()
		if now.Month() != in {
			in, m.spent = now.Month(), map[guard.Scope]int{}
		}
		for _, path := range []string{send, menu} {
			if now.Day() != day {
				m.lags(path, time.Duration(m.rng.IntN(20))*time.Minute)
				m.used[path] = 0
			}
			if m.rng.IntN(40) == 0 {
				m.pace[path] = []float64{0, 0.3, 1, 4, 30}[m.rng.IntN(5)]
			}
			m.used[path] = min(monthLimit, m.used[path]+m.pace[path]*step.Minutes())
		}
		day = now.Day()
		m.breaks()
		m.mu.Unlock()
	}
}

// breaks switches faults on and off. The month is locked.
func (m *month) breaks() {
	switch m.rng.IntN(400) {
	case 0:
		m.broken = &wechat.Error{Op: "read", Code: 45009}
	case 1:
		m.broken = &wechat.Error{Op: "read", Reason: wechat.NotConnected}
	case 2:
		m.noToken = &wechat.Error{Op: "get token", Code: 45009}
	}
	if m.rng.IntN(20) == 0 {
		m.broken, m.noToken = nil, nil
	}
}

// lags has a counter shown as it stands for a while. The month is locked.
func (m *month) lags(path string, d time.Duration) {
	m.show[path], m.until[path] = int64(m.used[path]), time.Now().Add(d)
}

// party is whoever asks: the watch, or a person.
type party struct {
	*month
	watch bool
}

func (p party) Unlock(context.Context) error { return nil }

func (p party) Authorize(context.Context) error {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.noToken
}

func (p party) Quota(_ context.Context, path string) (wechat.Quota, error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.broken != nil {
		return wechat.Quota{}, p.broken
	}
	used := int64(p.used[path])
	if time.Now().Before(p.until[path]) {
		used = p.show[path]
	}
	if p.rng.IntN(100) == 0 { // one wrong reading
		used = []int64{0, monthLimit, 1, 5 * monthLimit}[p.rng.IntN(4)]
	}
	if p.watch {
		p.last[path] = used
		if used < monthLimit*97/100 {
			p.below[path] = time.Now()
		}
	}
	return wechat.Quota{Path: path, At: time.Now(), Daily: &wechat.Daily{Limit: monthLimit, Used: used, Remain: max(0, monthLimit-used)}}, nil
}

func (p party) Sweep(ctx context.Context, paths []string) <-chan wechat.Reading {
	rows := make(chan wechat.Reading, len(paths))
	defer close(rows)
	for _, path := range paths {
		q, err := p.Quota(ctx, path)
		rows <- wechat.Reading{Path: path, Quota: q, Err: err}
	}
	return rows
}

func (p party) ClearAll(ctx context.Context) error {
	return p.clear(ctx, guard.ScopeAll, send, menu)
}

func (p party) ClearAllBySecret(context.Context) error {
	p.t.Error("the AppSecret is a person's")
	return nil
}

func (p party) ClearPath(ctx context.Context, path string) error {
	return p.clear(ctx, guard.ScopeAPI, path)
}

func (p party) clear(ctx context.Context, scope guard.Scope, paths ...string) error {
	if p.watch {
		p.judge(ctx, scope, paths)
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	for _, path := range paths {
		p.touched[path] = time.Now()
	}
	if p.spent[scope] >= scope.Budget() {
		return &wechat.Error{Op: "clear", Code: 48006, Status: 200}
	}
	switch p.rng.IntN(20) {
	case 0:
		return &wechat.Error{Op: "clear", Code: 48001, Status: 200}
	case 1:
		p.doubt = p.doubt || p.watch
		return &wechat.Error{Op: "clear", Reason: wechat.ConnectionLost, Sent: true}
	case 2:
		p.doubt = p.doubt || p.watch
		p.done(scope, paths)
		return &wechat.Error{Op: "clear", Code: -1, Status: 200, Sent: true}
	}
	p.done(scope, paths)
	return nil
}

// done clears. The month is locked.
func (p party) done(scope guard.Scope, paths []string) {
	p.spent[scope]++
	late := time.Duration(p.rng.IntN(45)) * time.Minute
	for _, path := range paths {
		p.lags(path, late)
		p.used[path] = 0
	}
}

// judge holds a clear of the watch against its policy, by what WeChat and the journal
// know themselves.
func (p party) judge(ctx context.Context, scope guard.Scope, paths []string) {
	now := time.Now()
	resets, err := p.desk.guard("li").Since(ctx, time.Time{})
	if err != nil || len(resets) == 0 || resets[0].Who.User != User || resets[0].Outcome != guard.Unknown {
		p.t.Fatalf("%v: a clear without its intent: %v", now, err)
	}
	own := 0
	for _, r := range resets {
		if r.Who.User == User && r.Scope == scope && r.Counts() && guard.MonthEnds(r.At).Equal(guard.MonthEnds(now)) {
			own++
		}
	}
	left, _ := p.desk.guard("li").LeftOf(resets)(appID).Of(scope)
	p.mu.Lock()
	defer p.mu.Unlock()
	p.clears++
	wrong := func(format string, args ...any) { p.t.Errorf(now.String()+": "+format, args...) }
	if own > p.policy.PerMonth {
		wrong("%d by the watch, per_month is %d", own, p.policy.PerMonth)
	}
	if left < p.policy.KeepBack {
		wrong("%d left, keep_back is %d", left, p.policy.KeepBack)
	}
	if p.doubt {
		wrong("an earlier outcome is unknown, and nobody has looked")
	}
	if back := meter.BackAt(now); p.policy.DayEndsWithin > 0 && back.Sub(now) <= p.policy.DayEndsWithin {
		wrong("the quota comes back in %v", back.Sub(now))
	}
	full, long := false, false
	for _, path := range paths {
		if since := now.Sub(p.touched[path]); since < settling {
			wrong("%s was cleared %v ago", path, since)
		}
		full = full || p.last[path] >= p.policy.ResetAt*monthLimit/100
		long = long || now.Sub(p.below[path]) >= p.policy.OnlyIfOutFor
	}
	if !full || !long {
		wrong("it was not seen at the limit for long enough: %v, below at %v", p.last, p.below)
	}
}

// Heard counts what is told, and holds that what is said is said with its reason.
func (m *month) Heard(e Event) {
	m.mu.Lock()
	defer m.mu.Unlock()
	what := string(e.Kind)
	if e.Kind == Decided || e.Kind == Reset {
		if e.Decision == nil || e.Decision.Why == "" {
			m.t.Errorf("%+v has no reason", e)
		}
		what += ": " + string(e.Decision.Why)
	}
	m.told[what]++
}

func (*month) Swept(time.Time) {}

// watches runs one watch after the other, each until it is cut off.
func (m *month) watches(ctx context.Context) {
	for ctx.Err() == nil {
		m.mu.Lock()
		life := time.Duration(1+m.rng.IntN(60)) * time.Hour
		m.mu.Unlock()
		one, cancel := context.WithTimeout(ctx, life)
		client := party{m, true}
		target := fleet.Target{
			ID: "mall", Key: meter.Key{Host: "test", AppID: appID}, Paths: []string{send, menu},
			Connect: func() (fleet.Client, error) { return client, nil },
		}
		w := New(Config{
			Fleet: fleet.New(fleet.Config{Refresh: 5 * time.Minute}), Guard: m.desk.guard(User), Decisions: m.desk.decisions,
			Listeners: []Listener{m}, Every: 5 * time.Minute, Beat: 2 * time.Minute,
		}, []Account{{
			Alias: "mall", AppID: appID, Target: target, Policy: m.policy,
			Client: func() (guard.Client, error) { return client, nil },
		}})
		w.Run(one)
		cancel()
	}
}

// people clear at times, and look at what stopped the policy.
func (m *month) people(ctx context.Context) {
	for ctx.Err() == nil {
		time.Sleep(time.Hour)
		if m.chance(0.04) {
			g := m.desk.guard("li")
			target := guard.Target{Alias: "mall", AppID: appID, Scope: guard.ScopeAPI, Path: send, Via: guard.ViaToken}
			if m.chance(0.3) {
				target.Scope, target.Path = guard.ScopeAll, ""
			}
			if plan, err := g.Plan(ctx, party{m, false}, target, []string{send, menu}); err == nil {
				g.Reset(ctx, party{m, false}, plan)
			}
		}
		if m.chance(0.05) {
			m.mu.Lock()
			m.doubt = false
			m.mu.Unlock()
			if _, err := Resume(ctx, m.desk.guard("li"), OpenDecisions(ownfile.Space{}, m.desk.decisions.path), "mall", appID, guard.Who{User: "li"}, time.Now()); err != nil {
				m.t.Error(err)
			}
		}
	}
}

// months is how many months are lived through: more by WXOPS_MONTHS=20.
func months(t *testing.T) uint64 {
	more := os.Getenv("WXOPS_MONTHS")
	if more == "" {
		return 2
	}
	n, err := strconv.ParseUint(more, 10, 64)
	if err != nil {
		t.Fatal(err)
	}
	return n
}

// TestAMonthOfPolicy: whatever WeChat says, never more than the policy allows.
func TestAMonthOfPolicy(t *testing.T) {
	for seed := range months(t) {
		t.Run(fmt.Sprint(seed), func(t *testing.T) {
			t.Parallel()
			synctest.Test(t, func(t *testing.T) {
				m := newMonth(t, seed)
				ctx, cancel := context.WithTimeout(t.Context(), 33*24*time.Hour)
				defer cancel()
				var all sync.WaitGroup
				all.Go(func() { m.minutes(ctx) })
				all.Go(func() { m.people(ctx) })
				all.Go(func() { m.watches(ctx) })
				all.Wait()
				t.Logf("%+v: %d clears; %v", m.policy, m.clears, m.told)
				if m.told[string(Started)] == 0 || m.told[string(Crossed)] == 0 {
					t.Error("nothing happened")
				}
			})
		})
	}
}

// TestAMonthGrowsNothing: what a watch keeps is of accounts and APIs, not of events.
func TestAMonthGrowsNothing(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := &world{used: map[string]int64{send: 1, menu: 1}}
		d := newDesk(t)
		tight := clearing
		tight.PerMonth = 1
		watch, h := d.begin(w, tight, func(c *Config) { c.Beat = 2 * time.Minute })
		events := 0
		week := func() (heap uint64, goroutines int) {
			for i := range 7 * 24 {
				w.set(send, []int64{100, 960, 1000, 999}[i%4])
				w.set(menu, int64(i*37%1000))
				time.Sleep(time.Hour)
				h.mu.Lock()
				events, h.events = events+len(h.events), nil
				h.mu.Unlock()
			}
			synctest.Wait()
			runtime.GC()
			var m runtime.MemStats
			runtime.ReadMemStats(&m)
			return m.HeapAlloc, runtime.NumGoroutine()
		}
		running(t, watch, func() {
			heap, goroutines := week()
			week()
			week()
			after, now := week()
			if now > goroutines || after > heap+heap/4+1<<20 {
				t.Errorf("after a week %d bytes and %d goroutines, after four %d and %d", heap, goroutines, after, now)
			}
		})
		if info, err := os.Stat(d.decisions.path); err != nil || info.Size() > decisionsMost || events < 100 {
			t.Errorf("%d events, decisions.jsonl: %v, %v", events, info, err)
		}
	})
}
