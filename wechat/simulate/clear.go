package simulate

import (
	"strings"
	"time"

	"wxops/wechat/simulate/errcode"
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

// clears sets counters back, as far as the budgets of the month go.
type clears struct {
	set      *Settings
	accounts accounts
	quotas   *quotas
}

// all is POST /cgi-bin/clear_quota.
//
// https://developers.weixin.qq.com/doc/subscription/api/apimanage/api_clearquota.html
func (l *clears) all(c *call) (any, error) {
	var p struct {
		AppID string `json:"appid"`
	}
	if err := c.read(&p); err != nil {
		return nil, err
	}
	if p.AppID == "" {
		return nil, errcode.Refuse(errcode.AppIDMissing)
	}
	if p.AppID != c.account.AppID {
		return nil, errcode.Refuse(errcode.InvalidAppID)
	}
	return l.everything(c)
}

// bySecret is POST /cgi-bin/clear_quota/v2.
//
// https://developers.weixin.qq.com/doc/subscription/api/apimanage/api_clearquotabyappsecret.html
func (l *clears) bySecret(c *call) (any, error) {
	appID, secret, err := l.secretOf(c)
	if err != nil {
		return nil, err
	}
	if err := l.accounts.bySecret(c, appID, secret); err != nil {
		return nil, err
	}
	return l.quotas.counted(c, func() (any, error) { return l.everything(c) })
}

func (l *clears) secretOf(c *call) (appID, secret string, err error) {
	if c.query.Has("appid") || len(c.body) == 0 {
		c.form = "query"
		if l.set.SecretForm != BodyOnly {
			return c.query.Get("appid"), c.query.Get("appsecret"), nil
		}
		return "", "", nil
	}
	c.form = "body"
	var p struct {
		AppID  string `json:"appid"`
		Secret string `json:"appsecret"`
	}
	if err := c.read(&p); err != nil || l.set.SecretForm == QueryOnly {
		return "", "", err
	}
	return p.AppID, p.Secret, nil
}

func (l *clears) everything(c *call) (any, error) { return l.everythingOf(c, c.account) }

func (l *clears) everythingOf(c *call, a *account) (any, error) {
	if l.spent(a, "all", c.at) >= l.set.BudgetAll {
		return nil, errcode.Refuse(errcode.NoClearsLeft)
	}
	for path := range a.counters {
		if l.set.TokenQuotaStays && (path == "/cgi-bin/stable_token" || path == "/cgi-bin/token") {
			continue
		}
		l.quotas.counter(a, path).clear(c.at, l.set.ClearLag)
	}
	return errcode.OK(), nil
}

// single is POST /cgi-bin/openapi/quota/clear.
func (l *clears) single(c *call) (any, error) {
	path, err := l.quotas.cgiPath(c)
	if err != nil {
		return nil, err
	}
	if !strings.HasPrefix(path, l.set.SinglePrefix) {
		return nil, errcode.Refuse(l.set.BadPath)
	}
	if l.spent(c.account, "api", c.at) >= l.set.BudgetSingle {
		return nil, errcode.Refuse(l.set.OverSingle)
	}
	l.quotas.counter(c.account, path).clear(c.at, l.set.ClearLag)
	return errcode.OK(), nil
}

// spent counts the clears that took a chance of the budget that holds now.
func (l *clears) spent(a *account, scope string, now time.Time) int {
	n := 0
	for _, c := range a.clears {
		if c.Scope == scope && c.Code == 0 && l.samePeriod(scope, c.At, now) {
			n++
		}
	}
	return n
}

func (l *clears) samePeriod(scope string, a, b time.Time) bool {
	if scope == "api" && l.set.SingleDaily {
		return l.quotas.days.day(a) == l.quotas.days.day(b)
	}
	return l.quotas.days.sameMonth(a, b)
}
