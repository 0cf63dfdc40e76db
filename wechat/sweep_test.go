package wechat

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"go.uber.org/goleak"

	"wxops/wechat/catalog"
)

// answering is a transport that answers quota/get from a function of its cgi_path.
type answering func(ctx context.Context, path string) (string, error)

func (f answering) RoundTrip(r *http.Request) (*http.Response, error) {
	body, _ := io.ReadAll(r.Body)
	_, path, _ := strings.Cut(string(body), `"cgi_path":"`)
	path, _, _ = strings.Cut(path, `"`)
	reply, err := f(r.Context(), path)
	if err != nil {
		return nil, err
	}
	return &http.Response{StatusCode: 200, Header: http.Header{}, Body: io.NopCloser(strings.NewReader(reply)), Request: r}, nil
}

func sweepClient(t testing.TB, f answering) *Client {
	t.Helper()
	c, err := New(Config{AppID: "wx", Tokens: &borrowed{token: NewToken("x")}, Transport: f})
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func somePaths(n int) []string {
	paths := make([]string, n)
	for i := range paths {
		paths[i] = fmt.Sprintf("/cgi-bin/p%02d", i)
	}
	return paths
}

const quotaOK = `{"errcode":0,"quota":{"daily_limit":5,"used":1,"remain":4}}`

func TestSweepReadsEightAtATimeInOrder(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var mu sync.Mutex
		var begun []string
		var now, most int
		c := sweepClient(t, func(ctx context.Context, path string) (string, error) {
			mu.Lock()
			begun = append(begun, path)
			now++
			most = max(most, now)
			mu.Unlock()
			time.Sleep(time.Second)
			mu.Lock()
			now--
			mu.Unlock()
			return quotaOK, nil
		})
		paths := somePaths(20)
		rows := map[string]bool{}
		started := time.Now()
		for r := range c.Sweep(t.Context(), paths) {
			if r.Err != nil || r.Quota.Path != r.Path || r.Quota.Daily == nil {
				t.Errorf("got %+v", r)
			}
			if len(rows) == 0 && time.Since(started) > 1100*time.Millisecond {
				t.Errorf("the first row came after %v", time.Since(started))
			}
			rows[r.Path] = true
		}
		if len(rows) != len(paths) || most != sweepers || !slices.Equal(begun, paths) {
			t.Errorf("%d rows, %d at once, begun %v", len(rows), most, begun)
		}
	})
}

func TestSweepSlowsDownAndReadsRefusedRowsOnceMore(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var mu sync.Mutex
		asked := map[string]int{}
		var order []string
		c := sweepClient(t, func(_ context.Context, path string) (string, error) {
			mu.Lock()
			defer mu.Unlock()
			asked[path]++
			order = append(order, path)
			if path == "/cgi-bin/p07" || path == "/cgi-bin/p03" && asked[path] == 1 {
				return `{"errcode":45011,"errmsg":"api minute-quota reach limit"}`, nil
			}
			return quotaOK, nil
		})
		got := map[string]error{}
		for r := range c.Sweep(t.Context(), somePaths(16)) {
			got[r.Path] = r.Err
		}
		if len(got) != 16 || got["/cgi-bin/p03"] != nil || Code(got["/cgi-bin/p07"]) != 45011 {
			t.Errorf("got %v", got)
		}
		if asked["/cgi-bin/p03"] != 2 || asked["/cgi-bin/p07"] != 2 || len(order) != 18 {
			t.Errorf("asked %v", order)
		}
		if last := order[16:]; !slices.Contains(last, "/cgi-bin/p03") || !slices.Contains(last, "/cgi-bin/p07") {
			t.Errorf("the refused rows were not the last ones: %v", order)
		}
		if rate := c.pace.now(time.Now()); rate >= fastest*3/4 {
			t.Errorf("goes on with %v calls a second", rate)
		}
	})
}

func TestPace(t *testing.T) {
	at := func(seconds float64) time.Time {
		return time.Unix(1_700_000_000, 0).Add(time.Duration(seconds * float64(time.Second)))
	}
	p := NewPace()
	if d := p.Start(at(0)); d != 0 {
		t.Errorf("the first read waits %v", d)
	}
	if d := p.Start(at(0)); d != time.Second/fastest {
		t.Errorf("the second read waits %v", d)
	}
	p.Slow(at(0), at(1))
	if got := p.now(at(1)); got != fastest/2 {
		t.Errorf("one 45011 makes it %v", got)
	}
	p.Slow(at(0.5), at(1.5)) // begun before the halving
	if got := p.now(at(1)); got != fastest/2 {
		t.Errorf("a read that was under way halves again: %v", got)
	}
	p.Slow(at(2), at(2))
	if got := p.now(at(12)); got != (fastest/2+1)/2+10 {
		t.Errorf("ten seconds later it is %v", got)
	}
	for i := range 20 {
		p.Slow(at(float64(20+i)), at(float64(20+i)))
	}
	if got := p.now(at(39)); got < slowest || got > slowest+2*regain {
		t.Errorf("after many it is %v", got)
	}
	if got := p.now(at(10000)); got != fastest {
		t.Errorf("after a long calm it is %v", got)
	}
}

func TestSweepEndsEarlyWhenEveryRowWouldFail(t *testing.T) {
	for name, tt := range map[string]struct {
		reply string
		err   error
		stops bool
	}{
		"address not listed": {`{"errcode":40164,"errmsg":"invalid ip 203.0.113.7, not in whitelist"}`, nil, true},
		"reads used up":      {`{"errcode":45009,"errmsg":"reach max api daily quota limit"}`, nil, true},
		"path unknown":       {`{"errcode":76021,"errmsg":"cgi_path not found"}`, nil, false},
		"kind of token":      {`{"errcode":76022,"errmsg":"could not use this cgi_path"}`, nil, false},
		"always lost":        {"", io.EOF, true},
		"no JSON":            {"<html>", nil, true},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				var mu sync.Mutex
				asked := map[string]bool{}
				c := sweepClient(t, func(_ context.Context, path string) (string, error) {
					mu.Lock()
					defer mu.Unlock()
					asked[path] = true
					return tt.reply, tt.err
				})
				var rows []Reading
				for r := range c.Sweep(t.Context(), somePaths(40)) {
					rows = append(rows, r)
				}
				for _, r := range rows {
					var e *Error
					if !errors.As(r.Err, &e) || e.Op != opQuota(r.Path) || e.Sent != asked[r.Path] {
						t.Errorf("got %#v", r.Err)
					}
				}
				if len(rows) != 40 || (len(asked) < 20) != tt.stops {
					t.Errorf("%d rows, asked for %d", len(rows), len(asked))
				}
			})
		})
	}
}

func TestRowsThatAreLostNowAndThenDoNotEndASweep(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		c := sweepClient(t, func(_ context.Context, path string) (string, error) {
			if strings.ContainsAny(path[len(path)-1:], "13579") {
				return "", io.EOF
			}
			return quotaOK, nil
		})
		read := 0
		for r := range c.Sweep(t.Context(), somePaths(40)) {
			if r.Err == nil {
				read++
			}
		}
		if read != 20 {
			t.Errorf("%d rows were read", read)
		}
	})
}

func TestASweepWithoutATokenAsksOnceForIt(t *testing.T) {
	f := newFake(t, overHTTP)
	f.on(pathToken, reply(200, `{"errcode":40125,"errmsg":"invalid appsecret"}`))
	rows := 0
	for r := range newClient(t, f).Sweep(t.Context(), somePaths(40)) {
		rows++
		if Code(r.Err) != 40125 {
			t.Errorf("got %v", r.Err)
		}
	}
	if rows != 40 || f.count(pathQuota) != 0 || f.count(pathToken) > sweepers {
		t.Errorf("%d rows, %d reads, %d token requests", rows, f.count(pathQuota), f.count(pathToken))
	}
}

func TestASweepRenewsATokenThatEndsInItsMiddle(t *testing.T) {
	f := newFake(t, overHTTP)
	const secondToken = "85_second"
	f.on(pathToken, reply(200, okToken), reply(200, `{"access_token":"`+secondToken+`","expires_in":7200}`))
	var calls atomic.Int64
	f.on(pathQuota, func(w http.ResponseWriter, r *http.Request) {
		if calls.Add(1) > 3 && r.URL.Query().Get("access_token") != secondToken {
			io.WriteString(w, `{"errcode":42001,"errmsg":"access_token expired"}`)
			return
		}
		io.WriteString(w, quotaOK)
	})
	for r := range newClient(t, f).Sweep(t.Context(), somePaths(30)) {
		if r.Err != nil {
			t.Errorf("%s: %v", r.Path, r.Err)
		}
	}
	if n := f.count(pathToken); n != 2 {
		t.Errorf("%d tokens were fetched", n)
	}
}

func TestABadPathInASweepIsARow(t *testing.T) {
	c := sweepClient(t, func(context.Context, string) (string, error) { return quotaOK, nil })
	got := map[string]error{}
	for r := range c.Sweep(t.Context(), []string{"/cgi-bin/a", "/sns/jscode2session", "/cgi-bin/b"}) {
		got[r.Path] = r.Err
	}
	if len(got) != 3 || !errors.Is(got["/sns/jscode2session"], catalog.ErrPathSNS) || got["/cgi-bin/b"] != nil {
		t.Errorf("got %v", got)
	}
}

func TestAPanicBelowASweepIsAnErrorOfItsRow(t *testing.T) {
	c := sweepClient(t, func(_ context.Context, path string) (string, error) {
		if path == "/cgi-bin/p01" {
			panic(canarySecret)
		}
		return quotaOK, nil
	})
	rows := 0
	for r := range c.Sweep(t.Context(), somePaths(3)) {
		rows++
		if (r.Path == "/cgi-bin/p01") != (reason(r.Err) == Broken) {
			t.Errorf("%s: %v", r.Path, r.Err)
		}
		checkText(t, fmt.Sprint(r.Err))
	}
	if rows != 3 {
		t.Errorf("%d rows", rows)
	}
}

func TestASweepLeavesNothingBehind(t *testing.T) {
	defer goleak.VerifyNone(t, goleak.IgnoreCurrent())
	var begun atomic.Int64
	c := sweepClient(t, func(ctx context.Context, _ string) (string, error) {
		if begun.Add(1) > 8 {
			<-ctx.Done()
			return "", ctx.Err()
		}
		return quotaOK, nil
	})
	ctx, cancel := context.WithCancel(t.Context())
	rows := c.Sweep(ctx, somePaths(100))
	<-rows
	cancel()
	n := 1
	for range rows { // closed although most rows were not read
		n++
	}
	if n > 8+sweepers {
		t.Errorf("%d rows after the end", n)
	}

	_ = sweepClient(t, func(context.Context, string) (string, error) { return quotaOK, nil }).Sweep(t.Context(), somePaths(20)) // nobody reads it
	for range c.Sweep(ctx, somePaths(5)) {
		t.Error("a row came after the end of its context")
	}
	for range c.Sweep(t.Context(), nil) {
		t.Error("a row came of no path")
	}
}

// The budget is 0.6 s; one by one it would be 3.2 s.
func BenchmarkSweep64(b *testing.B) {
	c := sweepClient(b, func(context.Context, string) (string, error) {
		time.Sleep(50 * time.Millisecond)
		return quotaOK, nil
	})
	paths := somePaths(64)
	for b.Loop() {
		for r := range c.Sweep(b.Context(), paths) {
			if r.Err != nil {
				b.Fatal(r.Err)
			}
		}
	}
}
