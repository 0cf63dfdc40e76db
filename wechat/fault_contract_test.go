package wechat_test

import (
	"errors"
	"fmt"
	"slices"
	"sync"
	"testing"
	"time"

	"wxops/wechat"
	"wxops/wechat/clean"
	"wxops/wechat/simulate"
)

func TestContractOfTokensThatEnd(t *testing.T) {
	for name, end := range map[string]func(*simulate.Server){
		"expired": func(s *simulate.Server) { s.ExpireTokens(mallID) },
		"killed":  func(s *simulate.Server) { s.KillTokens(mallID) },
	} {
		k := sign(t, true, simulate.Settings{})
		if err := k.Authorize(t.Context()); err != nil {
			t.Fatal(err)
		}
		end(k.server)
		for r := range k.Sweep(t.Context(), slices.Repeat([]string{scheme}, 20)) {
			if r.Err != nil {
				t.Errorf("%s: %v", name, r.Err)
			}
		}
		if n := k.server.TokensIssued(mallID); n != 2 {
			t.Errorf("%s: %d tokens", name, n)
		}
	}
}

func TestContractOfTraces(t *testing.T) {
	for _, trace := range []simulate.Trace{simulate.Plain, simulate.Comma, simulate.RIDOnly, simulate.HintRID, simulate.HintOnly, simulate.ReqID, simulate.Untraced, simulate.TwoSpaces} {
		k := sign(t, false, simulate.Settings{Traces: map[string]simulate.Trace{quotaGet: trace}})
		_, err := k.Quota(t.Context(), "/wxa/nosuch")
		var e *wechat.Error
		want := "cgi_path not found, please check"
		if trace == simulate.RIDOnly {
			want = ""
		}
		traced := !slices.Contains([]simulate.Trace{simulate.HintOnly, simulate.ReqID, simulate.Untraced}, trace)
		if !errors.As(err, &e) || e.Code != 76021 || e.Msg != want || (e.RID != "") != traced {
			t.Errorf("trace %d: got %#v", trace, err)
		}
	}
}

// Whatever goes wrong on the way, each operation ends within its deadline with
// an error that says how far it came, and a clear is asked for once at most.
func TestContractOfFaults(t *testing.T) {
	const patience = 200 * time.Millisecond
	for _, tt := range []struct {
		name   string
		fault  simulate.Fault
		reason wechat.Reason
		status int
		tries  int // of a read
	}{
		{"dropped before the work", simulate.Fault{Kind: simulate.Drop}, wechat.ConnectionLost, 0, 3},
		{"dropped after the work", simulate.Fault{Kind: simulate.Drop, Worked: true}, wechat.ConnectionLost, 0, 3},
		{"hanging before the work", simulate.Fault{Kind: simulate.Hang}, wechat.TimedOut, 0, 1},
		{"hanging after the work", simulate.Fault{Kind: simulate.Hang, Worked: true}, wechat.TimedOut, 0, 1},
		{"delayed too long", simulate.Fault{Delay: time.Minute}, wechat.TimedOut, 0, 1},
		{"500", simulate.Fault{Kind: simulate.Status, Status: 500}, wechat.BadStatus, 500, 3},
		{"502 after the work", simulate.Fault{Kind: simulate.Status, Worked: true}, wechat.BadStatus, 502, 3},
		{"404", simulate.Fault{Kind: simulate.Status, Status: 404}, wechat.BadStatus, 404, 1},
		{"HTML", simulate.Fault{Kind: simulate.HTML}, wechat.BadAnswer, 200, 1},
		{"cut JSON", simulate.Fault{Kind: simulate.Cut}, wechat.BadAnswer, 200, 1},
		{"broken off", simulate.Fault{Kind: simulate.Broken}, wechat.ConnectionLost, 200, 3},
		{"huge", simulate.Fault{Kind: simulate.Huge}, wechat.BadAnswer, 200, 1},
		{"redirected", simulate.Fault{Kind: simulate.Redirect}, wechat.Redirected, 302, 1},
	} {
		for _, socket := range []bool{true, false} {
			t.Run(fmt.Sprintf("%s, socket %v", tt.name, socket), func(t *testing.T) {
				t.Parallel()
				timeout := 10 * time.Second
				if tt.reason == wechat.TimedOut {
					timeout = patience
				}
				var under sync.WaitGroup
				for _, op := range operations {
					k := sign(t, socket, simulate.Settings{}, func(c *wechat.Config) { c.Timeout = timeout })
					if op.path != stableToken {
						if err := k.Authorize(t.Context()); err != nil {
							t.Fatal(err)
						}
					}
					k.server.SetFault(op.path, tt.fault)
					under.Go(func() {
						started := time.Now()
						err := op.do(t.Context(), k)
						var e *wechat.Error
						if !errors.As(err, &e) || e.Reason != tt.reason || e.Code != 0 || !e.Sent || e.Status != tt.status || e.Timeout() != (tt.reason == wechat.TimedOut) {
							t.Errorf("%s: got %#v", op.path, err)
						}
						if took := time.Since(started); took > timeout+time.Second {
							t.Errorf("%s: took %v", op.path, took)
						}
						tries := tt.tries
						if clears(op.path) {
							tries = 1
						}
						if n := k.server.Count(op.path); n > tries || n != tries && tt.fault.Delay == 0 {
							t.Errorf("%s: asked %d times, want %d", op.path, n, tries)
						}
						if n := len(k.server.Clears()); n > 1 {
							t.Errorf("%s: %d clears", op.path, n)
						}
						checkNothingShows(t, k, err)
					})
				}
				under.Wait()
			})
		}
	}
}

func TestContractOfEscapes(t *testing.T) {
	k := sign(t, true, simulate.Settings{})
	k.server.SetFault("", simulate.Fault{Kind: simulate.Escapes})
	_, err := k.Quota(t.Context(), "/wxa/nosuch")
	texts := []string{fmt.Sprint(err)}
	ips, err := k.APIDomainIPs(t.Context())
	if err != nil {
		t.Error(err)
	}
	check, err := k.CheckCallback(t.Context(), wechat.CheckAll, wechat.OperatorDefault)
	if err != nil {
		t.Error(err)
	}
	texts = append(texts, ips...)
	texts = append(texts, fmt.Sprint(check))
	for _, s := range texts {
		if s == "" || s != clean.Line(s) {
			t.Errorf("%q is not safe to draw", s)
		}
	}
	if q, err := k.Quota(t.Context(), scheme); err != nil || q.Daily == nil {
		t.Errorf("got %+v, %v", q, err)
	}
}

func TestContractOfMinuteLimits(t *testing.T) {
	k := sign(t, false, simulate.Settings{})
	k.server.SetFault(quotaGet, simulate.Fault{Kind: simulate.Refuse, Code: 45011, Skip: 4, Times: 3})
	rows := 0
	for r := range k.Sweep(t.Context(), slices.Repeat([]string{scheme}, 16)) {
		rows++
		if r.Err != nil {
			t.Error(r.Err)
		}
	}
	if rows != 16 || k.server.Count(quotaGet) != 19 {
		t.Errorf("%d rows from %d reads", rows, k.server.Count(quotaGet))
	}
}
