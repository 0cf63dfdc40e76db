package simulate

import (
	"cmp"
	"encoding/base64"
	"encoding/binary"
	"fmt"
	"math/rand/v2"
	"time"

	"wxops/wechat/simulate/errcode"
)

const (
	tokenLife   = 7200 * time.Second
	tokenShared = 5 * time.Minute // the former token goes on working beside the new one
	forceGap    = 30 * time.Second
	forceADay   = 20
)

type token struct {
	text    string
	account *account
	expires time.Time
	killed  time.Time // when a newer one ends it; zero: never
}

type tokenAnswer struct {
	AccessToken string `json:"access_token"`
	ExpiresIn   int64  `json:"expires_in"` // seconds
}

// tokens gives out the tokens and knows whose each is.
type tokens struct {
	set      *Settings
	accounts accounts
	quotas   *quotas
	log      *record
	issued   map[string]*token // by their text, all that there ever were
}

// stable is POST /cgi-bin/stable_token.
//
// https://developers.weixin.qq.com/doc/subscription/api/base/api_getstableaccesstoken.html
func (t *tokens) stable(c *call) (any, error) {
	var p struct {
		GrantType    string `json:"grant_type"`
		AppID        string `json:"appid"`
		Secret       string `json:"secret"`
		ForceRefresh bool   `json:"force_refresh"`
	}
	if err := c.read(&p); err != nil {
		return nil, err
	}
	c.appID = p.AppID
	if p.GrantType != "client_credential" {
		return nil, errcode.Refuse(errcode.InvalidGrantType)
	}
	if err := t.accounts.bySecret(c, p.AppID, p.Secret); err != nil {
		return nil, err
	}
	return t.quotas.counted(c, func() (any, error) {
		if p.ForceRefresh {
			t.log.violate(c, "force_refresh")
			if err := t.forceRefresh(c); err != nil {
				return nil, err
			}
		}
		return t.current(c), nil
	})
}

// current gives the same token until its last five minutes.
func (t *tokens) current(c *call) tokenAnswer {
	a, now := c.account, c.at
	if a.stable == nil || a.stable.expires.Sub(now) <= tokenShared {
		if old := a.stable; old != nil && now.Before(old.expires) {
			old.expires = now.Add(tokenShared)
		}
		a.stable = t.issue(a, now)
	}
	return tokenAnswer{a.stable.text, int64(a.stable.expires.Sub(now) / time.Second)}
}

// forceRefresh ends the stable token at once; called too soon it does nothing.
func (t *tokens) forceRefresh(c *call) error {
	a := c.account
	today := 0
	for _, at := range a.forced {
		if t.quotas.days.day(at) == t.quotas.days.day(c.at) {
			today++
		}
	}
	if today >= forceADay {
		return errcode.Refuse(errcode.OutOfQuota)
	}
	if n := len(a.forced); n > 0 && c.at.Sub(a.forced[n-1]) < forceGap {
		return nil
	}
	a.forced = append(a.forced, c.at)
	if a.stable != nil {
		a.stable.killed, a.stable = c.at, nil
	}
	return nil
}

// legacy is GET /cgi-bin/token: a new token each time, which ends the
// former one five minutes later. It does not touch the stable token.
func (t *tokens) legacy(c *call) (any, error) {
	c.appID = c.query.Get("appid")
	t.log.violate(c, "GET /cgi-bin/token")
	if c.query.Get("grant_type") != "client_credential" {
		return nil, errcode.Refuse(errcode.InvalidGrantType)
	}
	if err := t.accounts.bySecret(c, c.appID, c.query.Get("secret")); err != nil {
		return nil, err
	}
	return t.quotas.counted(c, func() (any, error) {
		return tokenAnswer{t.renew(&c.account.legacy, c.account, c.at), int64(tokenLife / time.Second)}, nil
	})
}

func (t *tokens) issue(a *account, now time.Time) *token {
	one := &token{text: TokenText(t.set.Rand), account: a, expires: now.Add(tokenLife)}
	a.issued++
	t.issued[one.text] = one
	return one
}

// TokenText makes up a token of the usual form: a number, _ and base64.
func TokenText(r *rand.Rand) string {
	raw := make([]byte, 96)
	for i := 0; i < len(raw); i += 8 {
		binary.BigEndian.PutUint64(raw[i:], r.Uint64())
	}
	return fmt.Sprintf("%d_%s", 60+r.IntN(40), base64.RawURLEncoding.EncodeToString(raw))
}

// token is that of the query; platforms send it under either name.
func (c *call) token() string {
	return cmp.Or(c.query.Get("access_token"), c.query.Get("component_access_token"))
}

// authorize names the account of a call by its token.
func (t *tokens) authorize(c *call) error {
	text := c.token()
	if text == "" {
		return errcode.Refuse(errcode.TokenMissing)
	}
	one, known := t.issued[text]
	if !known {
		return errcode.Refuse(errcode.InvalidCredential)
	}
	c.appID = one.account.AppID
	switch {
	case !one.killed.IsZero() && !c.at.Before(one.killed):
		return errcode.Refuse(errcode.InvalidCredential)
	case !c.at.Before(one.expires):
		return errcode.Refuse(errcode.TokenExpired)
	case one.account.checksEveryCall() && !one.account.admits(c.ip):
		return one.account.shutOut(c.ip)
	}
	c.account = one.account
	return nil
}

// holder gives the account of a call's token, also of one that is over; nil: unknown.
func (t *tokens) holder(c *call) *account {
	if one, known := t.issued[c.token()]; known {
		return one.account
	}
	return nil
}

func (t *tokens) expire(a *account) {
	now := t.set.Now()
	for _, one := range t.issued {
		if one.account == a && now.Before(one.expires) {
			one.expires = now
		}
	}
}

func (t *tokens) kill(a *account) {
	for _, one := range t.issued {
		if one.account == a {
			one.killed = t.set.Now()
		}
	}
	if a != nil {
		a.stable, a.legacy, a.acted = nil, nil, nil
	}
}

// ExpireTokens lets all tokens of the account expire now: 42001.
func (s *Server) ExpireTokens(appID string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.tokens.expire(s.accounts[appID])
}

// KillTokens ends all tokens of the account as a forced refresh elsewhere does: 40001.
func (s *Server) KillTokens(appID string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.tokens.kill(s.accounts[appID])
}
