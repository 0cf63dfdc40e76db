package wechat

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"sync"
	"time"
)

const (
	pathToken = "/cgi-bin/stable_token"
	opToken   = "get an access token"
)

const (
	renewBefore = 5 * time.Minute // WeChat keeps the old and the new token alive for as long
	renewPause  = time.Minute     // at least so long between two renewals
	longestLife = 2 * time.Hour
)

// Token is an access_token. However it is printed, logged or marshalled, it
// shows a mask.
type Token struct {
	// A pointer, because fmt cannot call Format on a field that is not
	// exported, and would print a string in it.
	s *string
}

// NewToken wraps an access_token, for a TokenSource.
func NewToken(s string) Token { return Token{&s} }

// Format prints the mask, whatever the verb.
func (t Token) Format(f fmt.State, _ rune) { io.WriteString(f, masked) }

// LogValue logs the mask.
func (t Token) LogValue() slog.Value { return slog.StringValue(masked) }

// MarshalText writes the mask, in JSON too.
func (t Token) MarshalText() ([]byte, error) { return []byte(masked), nil }

func (t Token) reveal() string {
	if t.s == nil {
		return ""
	}
	return *t.s
}

// TokenSource gives the account's access_token. It may be used by several
// goroutines.
type TokenSource interface {
	// Token gives a live token.
	Token(ctx context.Context) (Token, error)
	// Drop forgets a token that WeChat refused, unless a newer one has taken
	// its place; the zero Token stands for whatever is held.
	Drop(refused Token)
}

// stableToken is the TokenSource of one account by stable_token. One caller at
// a time asks WeChat; those who waited for it share what it got.
type stableToken struct {
	fetch func(ctx context.Context) (Token, time.Duration, error)
	now   func() time.Time
	turn  chan struct{} // holds one

	mu        sync.Mutex
	held      Token
	renewAt   time.Time
	expiresAt time.Time
	rounds    int   // requests that have ended
	err       error // of the last round
}

func newStableToken(fetch func(context.Context) (Token, time.Duration, error), now func() time.Time) *stableToken {
	return &stableToken{fetch: fetch, now: now, turn: make(chan struct{}, 1)}
}

// Token gives the held token, or asks for one when it is gone or near its end.
func (s *stableToken) Token(ctx context.Context) (Token, error) {
	token, rounds, fresh := s.look()
	if fresh {
		return token, nil
	}
	select {
	case s.turn <- struct{}{}:
		defer func() { <-s.turn }()
	case <-ctx.Done():
		r := request{op: opToken, path: pathToken}
		return Token{}, r.fail(lostReason(ctx, ctx.Err(), false), ctx.Err())
	}
	if token, err, shared := s.sharedSince(rounds); shared {
		return token, err
	}
	token, life, err := s.fetch(ctx)
	return s.keep(token, life, err)
}

// look gives the held token, and whether it may be used without asking.
func (s *stableToken) look() (token Token, rounds int, fresh bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.held, s.rounds, s.held.s != nil && s.now().Before(s.renewAt)
}

// sharedSince gives the outcome of a round that ended while this caller waited
// for its turn. A round that its own caller gave up is no outcome for others.
func (s *stableToken) sharedSince(rounds int) (Token, error, bool) {
	token, after, fresh := s.look()
	if fresh || after == rounds {
		return token, nil, fresh
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	return Token{}, s.err, s.err != nil && reason(s.err) != Cancelled
}

// keep ends a round. While the old token lives, a failed renewal is no failure.
func (s *stableToken) keep(token Token, life time.Duration, err error) (Token, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.rounds++
	s.err = err
	now := s.now()
	if err != nil {
		if s.held.s == nil || !now.Before(s.expiresAt) {
			return Token{}, err
		}
		s.err = nil
		s.renewAt = now.Add(renewPause)
		return s.held, nil
	}
	s.held = token
	s.expiresAt = now.Add(life)
	s.renewAt = now.Add(max(life-renewBefore, min(life/2, renewPause)))
	return token, nil
}

// Drop forgets the token if it is still the one that was refused.
func (s *stableToken) Drop(refused Token) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if refused.s == nil || s.held.reveal() == refused.reveal() {
		s.held = Token{}
	}
}

// Authorize makes sure that there is a live token; it asks WeChat only when
// none is held.
//
// https://developers.weixin.qq.com/doc/subscription/api/base/api_getstableaccesstoken.html
func (c *Client) Authorize(ctx context.Context) error {
	_, err := c.token(ctx)
	return err
}

// Unlock opens the AppSecret, where a token is to be fetched with it and none is
// held. Nothing is called, so who waits for it holds up no other account.
func (c *Client) Unlock(ctx context.Context) error {
	s, own := c.tokens.(*stableToken)
	if !own {
		return nil
	}
	if _, _, fresh := s.look(); fresh {
		return nil
	}
	_, err := c.openSecret(ctx, request{op: opToken})
	return err
}

// token gives a live token, or an *Error from whatever source there is.
func (c *Client) token(ctx context.Context) (Token, error) {
	token, err := c.tokens.Token(ctx)
	var e *Error
	switch {
	case err == nil && token.s == nil:
		return Token{}, request{op: opToken}.fail(NoToken, errors.New("the source gave none"))
	case err == nil:
		return token, nil
	case errors.As(err, &e):
		return Token{}, e
	case ctx.Err() != nil:
		return Token{}, request{op: opToken}.fail(lostReason(ctx, err, false), ctx.Err())
	}
	return Token{}, request{op: opToken}.fail(NoToken, err)
}

// Forget drops the token that is held; the next call fetches one.
func (c *Client) Forget() { c.tokens.Drop(Token{}) }

// fetchToken asks for a token in normal mode, which gives every caller the
// same one. GET /cgi-bin/token and the forced mode are never used: they kill
// the token that production runs on.
func (c *Client) fetchToken(ctx context.Context) (Token, time.Duration, error) {
	r := request{op: opToken, method: http.MethodPost, path: pathToken}
	secret, err := c.openSecret(ctx, r)
	if err != nil {
		return Token{}, 0, err
	}
	r.hide = []string{secret}
	r.body = struct {
		GrantType string `json:"grant_type"`
		AppID     string `json:"appid"`
		Secret    string `json:"secret"`
	}{"client_credential", c.appID, secret}

	ctx, cancel := context.WithTimeout(ctx, c.timeout)
	defer cancel()
	tries := maxTries
	a, err := c.retry(ctx, r, &tries)
	if err != nil {
		return Token{}, 0, err
	}
	var reply struct {
		Token text   `json:"access_token"`
		Life  number `json:"expires_in"`
	}
	a.into(&reply)
	if reply.Token == "" {
		e := r.fail(BadAnswer, errors.New("the answer holds no access_token"))
		e.Status, e.Sent = http.StatusOK, true
		return Token{}, 0, e
	}
	return NewToken(string(reply.Token)), lifeOf(reply.Life), nil
}

// lifeOf bounds what WeChat says of a token's life, in seconds. Normal mode
// promises at least five minutes, which also stand for an answer without it.
func lifeOf(n number) time.Duration {
	if n.n <= 0 {
		return renewBefore
	}
	return time.Duration(min(n.n, int64(longestLife/time.Second))) * time.Second
}

// openSecret asks for the AppSecret, which may take a person a while.
func (c *Client) openSecret(ctx context.Context, r request) (string, error) {
	if c.secret == nil {
		return "", r.fail(NoSecret, errors.New("no source is set"))
	}
	secret, err := c.secret(ctx)
	switch {
	case err != nil && ctx.Err() != nil:
		return "", r.fail(lostReason(ctx, err, false), ctx.Err())
	case err != nil:
		return "", r.fail(NoSecret, err)
	case secret == nil || secret.Reveal() == "":
		return "", r.fail(NoSecret, errors.New("it is empty"))
	}
	return secret.Reveal(), nil
}

// tokenRefused reports whether WeChat did not take the token: it is invalid,
// of another account, or over.
func tokenRefused(err error) bool {
	switch Code(err) {
	case codeBadCredential, codeBadToken, codeTokenOver:
		return true
	}
	return false
}
