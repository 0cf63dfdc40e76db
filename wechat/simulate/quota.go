package simulate

import (
	"cmp"
	"encoding/json"
	"slices"
	"time"

	"wxops/wechat/catalog"
	"wxops/wechat/simulate/errcode"
)

// quotas counts the calls of every account, refuses those that are too many,
// and tells how many are left.
type quotas struct {
	set     *Settings
	days    calendar
	started time.Time
}

func newQuotas(set *Settings) *quotas {
	return &quotas{set, calendar{set.Zone, set.DayHour}, set.Now()}
}

// ownLimit is what users have observed and no page prints.
func ownLimit(path string) int64 {
	if path == "/cgi-bin/clear_quota" || path == "/cgi-bin/clear_quota/v2" {
		return 100 // calls of the endpoint; the clears themselves have a budget of their own
	}
	return 0
}

func (q *quotas) newCounter(a Account, l Limit) *counter {
	if l.Daily == 0 {
		api, _ := catalog.Lookup(l.Path)
		l.Daily = cmp.Or(ownLimit(l.Path), api.LimitNew)
		if a.Env == "test" {
			l.Daily = cmp.Or(api.LimitTest, l.Daily)
		}
		l.Daily = cmp.Or(l.Daily, q.set.DefaultLimit)
	}
	if l.Path == "/cgi-bin/stable_token" {
		l.Minute = cmp.Or(l.Minute, 10_000)
	}
	if l.Rate == (Rate{}) {
		l.Rate = a.Rate
	}
	if l.Component == (Rate{}) {
		l.Component = a.Component
	}
	c := &counter{Limit: l, counted: l.Used, since: q.started, day: q.days.day(q.started), zone: q.days.zone}
	if l.FromMidnight {
		c.since = q.days.start(c.day)
	}
	return c
}

// counter gives the counter of a path of an account as it stands now.
func (q *quotas) counter(a *account, path string) *counter {
	c, known := a.counters[path]
	if !known {
		c = q.newCounter(a.Account, Limit{Path: path})
		a.counters[path] = c
	}
	c.settle(q.days, q.set.Now())
	return c
}

// allow refuses a call for which there is no quota left.
func (q *quotas) allow(a *account, path string, now time.Time) error {
	c := q.counter(a, path)
	if c.used(now) >= c.Daily {
		return errcode.Refuse(errcode.OutOfQuota)
	}
	if !c.inMinute(now) {
		return errcode.Refuse(errcode.OutOfMinute)
	}
	return nil
}

// counted does the work if the account has a call left, and counts it.
func (q *quotas) counted(c *call, work func() (any, error)) (any, error) {
	if err := q.allow(c.account, c.path, c.at); err != nil {
		return nil, err
	}
	body, err := work()
	if err == nil || q.set.CountFailed {
		q.counter(c.account, c.path).add(1)
	}
	return body, err
}

type quotaAnswer struct {
	errcode.Envelope
	Quota     dailyAnswer     `json:"quota"`
	Rate      json.RawMessage `json:"rate_limit,omitempty"`
	Component json.RawMessage `json:"component_rate_limit,omitempty"`
}

type dailyAnswer struct {
	DailyLimit int64 `json:"daily_limit"`
	Used       int64 `json:"used"`
	Remain     int64 `json:"remain"`
}

// get is POST /cgi-bin/openapi/quota/get.
//
// https://developers.weixin.qq.com/doc/subscription/api/apimanage/api_getapiquota.html
func (q *quotas) get(c *call) (any, error) {
	path, err := q.cgiPath(c)
	if err != nil {
		return nil, err
	}
	n := q.counter(c.account, path)
	used := n.used(c.at)
	return quotaAnswer{errcode.OK(), dailyAnswer{n.Daily, used, max(0, n.Daily-used)}, n.Rate.json(), n.Component.json()}, nil
}

// cgiPath reads and checks the path that a call of quota management names.
func (q *quotas) cgiPath(c *call) (string, error) {
	var p struct {
		Path string `json:"cgi_path"`
	}
	if err := c.read(&p); err != nil {
		return "", err
	}
	c.target = p.Path
	if p.Path == "" || p.Path[0] != '/' {
		return "", errcode.Refuse(q.set.BadPath)
	}
	if underSNS(p.Path) {
		return "", errcode.Refuse(errcode.PathForbidden)
	}
	api, known := catalog.Lookup(p.Path)
	switch {
	case !known:
		return "", errcode.Refuse(errcode.PathNotFound)
	case api.HasQuota == catalog.No || !slices.Contains(api.Kinds, c.account.Kind):
		return "", errcode.Refuse(errcode.PathForbidden)
	}
	return p.Path, nil
}

func (r Rate) json() json.RawMessage {
	switch r.Shape {
	case Null:
		return json.RawMessage("null")
	case Empty:
		return json.RawMessage("{}")
	case Filled:
		return marshal(struct {
			Calls   int64 `json:"call_count"`
			Seconds int64 `json:"refresh_second"`
		}{r.Calls, r.Seconds})
	}
	return nil
}
