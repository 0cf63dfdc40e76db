package simulate

import (
	"strings"
	"time"
)

// Clear is one clear that was asked for.
type Clear struct {
	At    time.Time
	AppID string
	Scope string // all or api
	Path  string // cgi_path; "" for all
	Via   string // token, secret or console (the web back end)
	Form  string // where the secret was: body or query
	Code  int64  // 0: carried out, and one chance gone; else the errcode of its refusal
	By    string // who, where the settings tell it
}

// clearAll is POST /cgi-bin/clear_quota.
//
// https://developers.weixin.qq.com/doc/subscription/api/apimanage/api_clearquota.html
func (s *Server) clearAll(c *call) (any, error) {
	var p struct {
		AppID string `json:"appid"`
	}
	if err := c.read(&p); err != nil {
		return nil, err
	}
	if p.AppID == "" {
		return nil, refuse(appIDMissing)
	}
	if p.AppID != c.account.AppID {
		return nil, refuse(invalidAppID)
	}
	return s.clearEverything(c)
}

// clearBySecret is POST /cgi-bin/clear_quota/v2.
//
// https://developers.weixin.qq.com/doc/subscription/api/apimanage/api_clearquotabyappsecret.html
func (s *Server) clearBySecret(c *call) (any, error) {
	appID, secret, err := s.secretOf(c)
	if err != nil {
		return nil, err
	}
	if err := s.bySecret(c, appID, secret); err != nil {
		return nil, err
	}
	return s.counted(c, func() (any, error) { return s.clearEverything(c) })
}

func (s *Server) secretOf(c *call) (appID, secret string, err error) {
	if c.query.Has("appid") || len(c.body) == 0 {
		c.form = "query"
		if s.set.SecretForm != BodyOnly {
			return c.query.Get("appid"), c.query.Get("appsecret"), nil
		}
		return "", "", nil
	}
	c.form = "body"
	var p struct {
		AppID  string `json:"appid"`
		Secret string `json:"appsecret"`
	}
	if err := c.read(&p); err != nil || s.set.SecretForm == QueryOnly {
		return "", "", err
	}
	return p.AppID, p.Secret, nil
}

func (s *Server) clearEverything(c *call) (any, error) {
	if s.spent(c.account, "all", c.at) >= s.set.BudgetAll {
		return nil, refuse(noClearsLeft)
	}
	for path := range c.account.counters {
		if s.set.TokenQuotaStays && (path == "/cgi-bin/stable_token" || path == "/cgi-bin/token") {
			continue
		}
		c.account.counter(s, path).clear(c.at, s.set.ClearLag)
	}
	return ok(), nil
}

// clearSingle is POST /cgi-bin/openapi/quota/clear.
func (s *Server) clearSingle(c *call) (any, error) {
	path, err := s.cgiPath(c)
	if err != nil {
		return nil, err
	}
	if !strings.HasPrefix(path, s.set.SinglePrefix) {
		return nil, refuse(s.set.BadPath)
	}
	if s.spent(c.account, "api", c.at) >= s.set.BudgetSingle {
		return nil, refuse(s.set.OverSingle)
	}
	c.account.counter(s, path).clear(c.at, s.set.ClearLag)
	return ok(), nil
}

// spent counts the clears that took a chance of the budget that holds now.
func (s *Server) spent(a *account, scope string, now time.Time) int {
	n := 0
	for _, c := range a.clears {
		if c.Scope == scope && c.Code == 0 && s.samePeriod(scope, c.At, now) {
			n++
		}
	}
	return n
}

func (s *Server) samePeriod(scope string, a, b time.Time) bool {
	if scope == "api" && s.set.SingleDaily {
		return s.day(a) == s.day(b)
	}
	a, b = a.In(s.set.Zone), b.In(s.set.Zone)
	return a.Year() == b.Year() && a.Month() == b.Month()
}
