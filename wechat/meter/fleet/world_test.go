package fleet

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"wxops/wechat"
	"wxops/wechat/meter"
)

// midday is 12:00 in Beijing, and halfMinute the refresh of the tests that need one.
var midday = time.Date(2026, 3, 9, 12, 0, 0, 0, wechat.Beijing())

const halfMinute = 30 * time.Second

func readingOf(path string, limit, used, remain int64) wechat.Reading {
	return wechat.Reading{Path: path, Quota: wechat.Quota{Path: path, Daily: &wechat.Daily{Limit: limit, Used: used, Remain: remain}}}
}

// world is a WeChat of many accounts, in the time of a synctest bubble.
type world struct {
	t     testing.TB
	took  time.Duration // of a call
	mu    sync.Mutex
	now   map[string]int // calls under way, by account
	calls map[*time.Time]string
	most  atOnce
	asked []string    // "alias path", of a token without a path
	at    []time.Time // when that was

	quota  func(id, path string) (wechat.Quota, error)       // nil: a quota of 100, 10 used
	do     map[string]func(ctx context.Context, op op) error // how an account misbehaves
	unlock func(ctx context.Context, id string) error
}

// atOnce are calls under way: of accounts that behave and not waited for longer than a second; all;
// and of one account.
type atOnce struct{ fresh, all, account int }

func (w *world) atOnce() atOnce {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.most
}

// op is what an account is asked: to be opened, for a token, for a quota.
type op int

const (
	opUnlock op = iota
	opToken
	opQuota
)

func newWorld(t testing.TB) *world {
	return &world{t: t, took: 50 * time.Millisecond, now: map[string]int{}, calls: map[*time.Time]string{}, do: map[string]func(context.Context, op) error{}}
}

type worldClient struct {
	*world
	id string
}

func (w worldClient) Unlock(ctx context.Context) error {
	if w.unlock != nil {
		return w.unlock(ctx, w.id)
	}
	return nil
}

func (w worldClient) Authorize(ctx context.Context) error { return w.call(ctx, w.id, "", opToken) }

func (w worldClient) Quota(ctx context.Context, path string) (wechat.Quota, error) {
	if err := w.call(ctx, w.id, path, opQuota); err != nil {
		return wechat.Quota{}, err
	}
	if w.quota != nil {
		return w.quota(w.id, path)
	}
	return quotaOf(path, 100, 10), nil
}

func quotaOf(path string, limit, used int64) wechat.Quota {
	return wechat.Quota{Path: path, Daily: &wechat.Daily{Limit: limit, Used: used, Remain: limit - used}, At: time.Now()}
}

func (w *world) call(ctx context.Context, id, path string, op op) error {
	began := time.Now()
	w.mu.Lock()
	w.asked, w.at = append(w.asked, id+" "+path), append(w.at, began)
	w.now[id]++
	w.calls[&began] = id
	fresh := 0
	for at, id := range w.calls {
		if began.Sub(*at) < overdueAfter && w.do[id] == nil {
			fresh++
		}
	}
	w.most.fresh, w.most.all, w.most.account = max(w.most.fresh, fresh), max(w.most.all, len(w.calls)), max(w.most.account, w.now[id])
	do := w.do[id]
	w.mu.Unlock()
	defer func() {
		w.mu.Lock()
		defer w.mu.Unlock()
		w.now[id]--
		delete(w.calls, &began)
	}()
	if do != nil {
		if err := do(ctx, op); err != nil {
			return err
		}
	}
	return wait(ctx, w.took)
}

// mend lets an account behave from now on.
func (w *world) mend(id string) {
	w.mu.Lock()
	defer w.mu.Unlock()
	delete(w.do, id)
}

func (w *world) count() int {
	w.mu.Lock()
	defer w.mu.Unlock()
	return len(w.asked)
}

func (w *world) forget() {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.asked, w.at = nil, nil
}

// seen gives what was asked so far.
func (w *world) seen() []string {
	w.mu.Lock()
	defer w.mu.Unlock()
	return append([]string(nil), w.asked...)
}

var errCancelled = &wechat.Error{Reason: wechat.Cancelled}

func wait(ctx context.Context, d time.Duration) error {
	select {
	case <-time.After(d):
		return nil
	case <-ctx.Done():
		return errCancelled
	}
}

// The ways in which an account misbehaves.
func slow(ctx context.Context, _ op) error { return wait(ctx, 3*time.Second) }

func dead(ctx context.Context, op op) error {
	if err := wait(ctx, 10*time.Second); err != nil {
		return err
	}
	e := &wechat.Error{Reason: wechat.TimedOut}
	if op == opToken {
		e.Path = "/cgi-bin/stable_token"
	}
	return e
}

func refused(context.Context, op) error { return &wechat.Error{Code: 40164, Status: 200} }

func (w *world) target(id string, apis int) Target {
	t := Target{ID: id, Key: meter.Key{Host: "test", AppID: id}, Connect: func() (Client, error) { return worldClient{w, id}, nil }}
	for n := range apis {
		t.Paths = append(t.Paths, fmt.Sprintf("/cgi-bin/p%05d", n))
	}
	return t
}

func (w *world) targets(accounts, apis int) []Target {
	var all []Target
	for n := range accounts {
		all = append(all, w.target(fmt.Sprintf("a%04d", n), apis))
	}
	return all
}

// running runs a fleet in a bubble until the test returns, and sees to it that nothing is left.
func running(t *testing.T, cfg Config, test func(t *testing.T, w *world, f *Fleet)) {
	t.Helper()
	synctest.Test(t, func(t *testing.T) {
		ctx, cancel := context.WithCancel(t.Context())
		w, f := newWorld(t), New(cfg)
		ended := make(chan struct{})
		go func() {
			defer close(ended)
			f.Run(ctx)
		}()
		synctest.Wait()
		test(t, w, f)
		cancel()
		<-ended
		if most := w.atOnce(); most.account > usualPerAccount || most.fresh > usualFlight || most.all > usualFlight+mostOverdue {
			t.Errorf("at once: %+v", most)
		}
	})
}

func account(t *testing.T, f *Fleet, id string) meter.Account {
	t.Helper()
	a, there := f.Account(id)
	if !there {
		t.Fatalf("no account %s", id)
	}
	return a
}

func figuresOf(a meter.Account) int {
	n := 0
	for _, r := range a.Rows {
		if r.Read() {
			n++
		}
	}
	return n
}

var errPlain = errors.New("plain")
