package simulate

import (
	"encoding/base64"
	"encoding/binary"
	"fmt"
	"time"
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

// stableToken is POST /cgi-bin/stable_token.
//
// https://developers.weixin.qq.com/doc/subscription/api/base/api_getstableaccesstoken.html
func (s *Server) stableToken(c *call) (any, error) {
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
		return nil, refuse(invalidGrantType)
	}
	if err := s.bySecret(c, p.AppID, p.Secret); err != nil {
		return nil, err
	}
	return s.counted(c, func() (any, error) {
		if p.ForceRefresh {
			s.violate(c, "force_refresh")
			if err := s.forceRefresh(c); err != nil {
				return nil, err
			}
		}
		return s.currentToken(c), nil
	})
}

// currentToken gives the same token until its last five minutes.
func (s *Server) currentToken(c *call) tokenAnswer {
	a, now := c.account, c.at
	if a.stable == nil || a.stable.expires.Sub(now) <= tokenShared {
		if old := a.stable; old != nil && now.Before(old.expires) {
			old.expires = now.Add(tokenShared)
		}
		a.stable = s.issue(a, now)
	}
	return tokenAnswer{a.stable.text, int64(a.stable.expires.Sub(now) / time.Second)}
}

// forceRefresh ends the stable token at once; called too soon it does nothing.
func (s *Server) forceRefresh(c *call) error {
	a := c.account
	today := 0
	for _, at := range a.forced {
		if s.day(at) == s.day(c.at) {
			today++
		}
	}
	if today >= forceADay {
		return refuse(outOfQuota)
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

// legacyToken is GET /cgi-bin/token: a new token each time, which ends the
// former one five minutes later. It does not touch the stable token.
func (s *Server) legacyToken(c *call) (any, error) {
	c.appID = c.query.Get("appid")
	s.violate(c, "GET /cgi-bin/token")
	if c.query.Get("grant_type") != "client_credential" {
		return nil, refuse(invalidGrantType)
	}
	if err := s.bySecret(c, c.appID, c.query.Get("secret")); err != nil {
		return nil, err
	}
	return s.counted(c, func() (any, error) {
		a := c.account
		if a.legacy != nil {
			a.legacy.killed = c.at.Add(tokenShared)
		}
		a.legacy = s.issue(a, c.at)
		return tokenAnswer{a.legacy.text, int64(tokenLife / time.Second)}, nil
	})
}

func (s *Server) issue(a *account, now time.Time) *token {
	t := &token{text: s.tokenText(), account: a, expires: now.Add(tokenLife)}
	a.issued++
	s.tokens[t.text] = t
	return t
}

// tokenText has the usual form of a token: a number, _ and base64.
func (s *Server) tokenText() string {
	raw := make([]byte, 96)
	for i := 0; i < len(raw); i += 8 {
		binary.BigEndian.PutUint64(raw[i:], s.set.Rand.Uint64())
	}
	return fmt.Sprintf("%d_%s", 60+s.set.Rand.IntN(40), base64.RawURLEncoding.EncodeToString(raw))
}

// ExpireTokens lets all tokens of the account expire now: 42001.
func (s *Server) ExpireTokens(appID string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.expire(s.accounts[appID])
}

// KillTokens ends all tokens of the account as a forced refresh elsewhere does: 40001.
func (s *Server) KillTokens(appID string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	a := s.accounts[appID]
	for _, t := range s.tokens {
		if t.account == a {
			t.killed = s.set.Now()
		}
	}
	if a != nil {
		a.stable, a.legacy = nil, nil
	}
}

func (s *Server) expire(a *account) {
	now := s.set.Now()
	for _, t := range s.tokens {
		if t.account == a && now.Before(t.expires) {
			t.expires = now
		}
	}
}
