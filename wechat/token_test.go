package wechat

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"reflect"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"
)

// mint is a fetch of stable_token that counts and can be made to fail.
type mint struct {
	mu    sync.Mutex
	asked int
	life  time.Duration
	takes time.Duration
	err   error
}

func (m *mint) fetch(ctx context.Context) (Token, time.Duration, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.asked++
	if err := sleep(ctx, m.takes); err != nil {
		return Token{}, 0, &Error{Op: opToken, Reason: Cancelled, cause: err}
	}
	return NewToken(fmt.Sprint("token", m.asked)), m.life, m.err
}

func TestOneTokenRequestServesAllWhoWait(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		m := &mint{life: 2 * time.Hour, takes: time.Second}
		s := newStableToken(m.fetch, time.Now)
		var callers sync.WaitGroup
		for range 20 {
			callers.Go(func() {
				if token, err := s.Token(t.Context()); err != nil || token.reveal() != "token1" {
					t.Errorf("got %q, %v", token.reveal(), err)
				}
			})
		}
		callers.Wait()
		if m.asked != 1 {
			t.Errorf("asked %d times", m.asked)
		}
	})
}

func TestThoseWhoWaitShareAFailure(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		m := &mint{takes: time.Second, err: &Error{Code: 40125}}
		s := newStableToken(m.fetch, time.Now)
		var callers sync.WaitGroup
		for range 20 {
			callers.Go(func() {
				if _, err := s.Token(t.Context()); Code(err) != 40125 {
					t.Errorf("got %v", err)
				}
			})
		}
		callers.Wait()
		if m.asked != 1 {
			t.Errorf("asked %d times", m.asked)
		}
		m.err = nil
		if _, err := s.Token(t.Context()); err != nil || m.asked != 2 {
			t.Errorf("a later caller did not ask again: %v", err)
		}
	})
}

func TestACallerWhoGivesUpHarmsNoOther(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		m := &mint{life: 2 * time.Hour, takes: time.Minute}
		s := newStableToken(m.fetch, time.Now)
		ctx, cancel := context.WithCancel(t.Context())
		short, cancelShort := context.WithTimeout(t.Context(), time.Second)
		defer cancelShort()

		var callers sync.WaitGroup
		started := time.Now()
		callers.Go(func() {
			if _, err := s.Token(ctx); reason(err) != Cancelled {
				t.Errorf("the first, who gave up, got %v", err)
			}
		})
		synctest.Wait()
		callers.Go(func() {
			_, err := s.Token(short)
			if reason(err) != TimedOut || time.Since(started) != time.Second {
				t.Errorf("the impatient one got %v after %v", err, time.Since(started))
			}
		})
		callers.Go(func() {
			if token, err := s.Token(t.Context()); err != nil || token.reveal() != "token2" {
				t.Errorf("the patient one got %q, %v", token.reveal(), err)
			}
		})
		time.Sleep(2 * time.Second)
		cancel()
		callers.Wait()
	})
}

func TestATokenIsRenewedBeforeItsEnd(t *testing.T) {
	for _, tt := range []struct {
		life        time.Duration
		still, over time.Duration // after its fetch
	}{
		{2 * time.Hour, 114 * time.Minute, 115 * time.Minute},
		{10 * time.Minute, 4 * time.Minute, 5 * time.Minute},
		{5 * time.Minute, 59 * time.Second, time.Minute}, // normal mode's least: asked once a minute, not at each call
		{10 * time.Second, 4 * time.Second, 5 * time.Second},
	} {
		t.Run(tt.life.String(), func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				m := &mint{life: tt.life}
				s := newStableToken(m.fetch, time.Now)
				for _, step := range []struct {
					pause time.Duration
					want  string
				}{{0, "token1"}, {tt.still, "token1"}, {tt.over - tt.still, "token2"}} {
					time.Sleep(step.pause)
					if token, err := s.Token(t.Context()); err != nil || token.reveal() != step.want {
						t.Errorf("after %v more: %q, %v, want %s", step.pause, token.reveal(), err, step.want)
					}
				}
			})
		})
	}
}

func TestAFailedRenewalKeepsALiveToken(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		m := &mint{life: 2 * time.Hour}
		s := newStableToken(m.fetch, time.Now)
		_, _ = s.Token(t.Context())
		m.err = &Error{Code: codeDayOver}
		time.Sleep(116 * time.Minute)
		for range 3 {
			if token, err := s.Token(t.Context()); err != nil || token.reveal() != "token1" {
				t.Errorf("got %q, %v", token.reveal(), err)
			}
		}
		if m.asked != 2 {
			t.Errorf("asked %d times: a failed renewal is not tried at each call", m.asked)
		}
		time.Sleep(5 * time.Minute)
		if _, err := s.Token(t.Context()); Code(err) != codeDayOver {
			t.Errorf("after its end: %v", err)
		}
	})
}

func TestOnlyTheRefusedTokenIsDropped(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		m := &mint{life: 2 * time.Hour}
		s := newStableToken(m.fetch, time.Now)
		first, _ := s.Token(t.Context())
		s.Drop(first)
		second, _ := s.Token(t.Context())
		s.Drop(first) // by a slower caller who had used it too
		if token, _ := s.Token(t.Context()); token.reveal() != second.reveal() || m.asked != 2 {
			t.Errorf("a new token was dropped for an old one: asked %d times", m.asked)
		}
		s.Drop(Token{})
		if token, _ := s.Token(t.Context()); token.reveal() != "token3" {
			t.Errorf("the zero token did not drop what was held: %q", token.reveal())
		}
	})
}

func TestTokenRequest(t *testing.T) {
	f := newFake(t, overHTTP)
	c := newClient(t, f)
	if err := c.Authorize(t.Context()); err != nil {
		t.Fatal(err)
	}
	if err := c.Authorize(t.Context()); err != nil {
		t.Fatal(err)
	}
	got := f.last(t, pathToken)
	want := map[string]any{"grant_type": "client_credential", "appid": "wx0123456789abcdef", "secret": canarySecret}
	if got.method != "POST" || len(got.query) != 0 || !reflect.DeepEqual(fields(t, got.body), want) {
		t.Errorf("asked %+v: only normal mode is allowed", got)
	}
	if n := f.count(pathToken); n != 1 {
		t.Errorf("asked %d times", n)
	}
	c.Forget()
	if err := c.Authorize(t.Context()); err != nil || f.count(pathToken) != 2 {
		t.Errorf("after Forget: %v, asked %d times", err, f.count(pathToken))
	}
}

func TestTokenAnswers(t *testing.T) {
	for _, tt := range []struct {
		name, body string
		want       Reason // "" means a token
		code       int64
	}{
		{"life as text", `{"access_token":"x","expires_in":"7200"}`, "", 0},
		{"no life", `{"access_token":"x"}`, "", 0},
		{"life below zero", `{"access_token":"x","expires_in":-1}`, "", 0},
		{"huge life", `{"access_token":"x","expires_in":1e300}`, "", 0},
		{"with errcode 0", `{"errcode":0,"errmsg":"ok","access_token":"x","expires_in":7200}`, "", 0},
		{"no token", `{"expires_in":7200}`, BadAnswer, 0},
		{"token null", `{"access_token":null,"expires_in":7200}`, BadAnswer, 0},
		{"refused", `{"errcode":40125,"errmsg":"invalid appsecret rid: ` + someRID + `"}`, "", 40125},
	} {
		t.Run(tt.name, func(t *testing.T) {
			f := newFake(t, overHTTP)
			f.on(pathToken, reply(200, tt.body))
			err := newClient(t, f).Authorize(t.Context())
			if reason(err) != tt.want || Code(err) != tt.code || (err == nil) != (tt.want == "" && tt.code == 0) {
				t.Errorf("got %v", err)
			}
		})
	}
	for _, tt := range []struct {
		n    number
		want time.Duration
	}{{number{}, renewBefore}, {number{n: -1}, renewBefore}, {number{n: 300}, 5 * time.Minute}, {number{n: 1 << 62}, longestLife}} {
		if got := lifeOf(tt.n); got != tt.want {
			t.Errorf("life of %d: %v, want %v", tt.n.n, got, tt.want)
		}
	}
}

func TestATokenIsFetchedOnceMoreAfterARefusal(t *testing.T) {
	const good = `{"errcode":0,"quota":{"daily_limit":5,"used":1,"remain":4}}`
	for _, code := range []int64{40001, 40014, 42001} {
		refusal := fmt.Sprintf(`{"errcode":%d,"errmsg":"invalid credential rid: %s"}`, code, someRID)

		f := newFake(t, overHTTP)
		f.on(pathQuota, reply(200, refusal), reply(200, good))
		if q, err := newClient(t, f).Quota(t.Context(), "/cgi-bin/menu/get"); err != nil || q.Daily == nil {
			t.Errorf("%d: got %+v, %v", code, q, err)
		}
		if f.count(pathToken) != 2 || f.count(pathQuota) != 2 {
			t.Errorf("%d: %d tokens, %d reads", code, f.count(pathToken), f.count(pathQuota))
		}

		f = newFake(t, overHTTP)
		f.on(pathQuota, reply(200, refusal))
		if _, err := newClient(t, f).Quota(t.Context(), "/cgi-bin/menu/get"); Code(err) != code {
			t.Errorf("%d: refused for good: %v", code, err)
		}
		if f.count(pathToken) != 2 || f.count(pathQuota) != 2 {
			t.Errorf("%d refused for good: %d tokens, %d reads", code, f.count(pathToken), f.count(pathQuota))
		}
	}
}

// borrowed is a TokenSource of somebody else.
type borrowed struct {
	token   Token
	err     error
	dropped int
}

func (b *borrowed) Token(context.Context) (Token, error) { return b.token, b.err }
func (b *borrowed) Drop(Token)                           { b.dropped++ }

func TestAnotherTokenSource(t *testing.T) {
	f := newFake(t, overHTTP)
	f.on(pathQuota, reply(200, `{"errcode":40001,"errmsg":"invalid credential"}`))
	source := &borrowed{token: NewToken("from elsewhere")}
	c := newClient(t, f, func(c *Config) { c.Tokens, c.Secret = source, nil })
	if _, err := c.Quota(t.Context(), "/cgi-bin/menu/get"); Code(err) != 40001 || source.dropped != 1 {
		t.Errorf("got %v, dropped %d times", err, source.dropped)
	}
	if f.count(pathToken) != 0 || f.last(t, pathQuota).query["access_token"][0] != "from elsewhere" {
		t.Errorf("asked %+v", f.asked)
	}

	broken := errors.New("redis is away")
	source.err = broken
	for _, err := range []error{c.Authorize(t.Context()), c.ClearAll(t.Context())} {
		var e *Error
		if !errors.As(err, &e) || e.Reason != NoToken || e.Sent || !errors.Is(err, broken) {
			t.Errorf("got %#v", err)
		}
	}
	source.err, source.token = nil, Token{}
	if err := c.Authorize(t.Context()); reason(err) != NoToken {
		t.Errorf("no token and no error: %v", err)
	}
}

func TestATokenMasksItself(t *testing.T) {
	token := NewToken(canaryToken)
	var log strings.Builder
	slog.New(slog.NewTextHandler(&log, nil)).Info("x", "token", token)
	js, err := json.Marshal(map[string]any{"token": token, "nested": struct{ T Token }{token}})
	if err != nil {
		t.Fatal(err)
	}
	printed := log.String() + string(js)
	for _, verb := range []string{"%v", "%+v", "%#v", "%s", "%q", "%x", "%d"} {
		printed += fmt.Sprintf(verb, token) + fmt.Sprintf(verb, struct{ hidden Token }{token}) + fmt.Sprintf(verb, &struct{ T *Token }{&token})
	}
	for _, part := range []string{canaryToken, "canary", fmt.Sprintf("%x", canaryToken)} {
		if strings.Contains(printed, part) {
			t.Errorf("%q shows in %s", part, printed)
		}
	}
	if !strings.Contains(printed, masked) {
		t.Errorf("no mask in %s", printed)
	}
}
