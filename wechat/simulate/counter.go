package simulate

import (
	"cmp"
	"encoding/json"
	"slices"
	"time"

	"wxops/wechat/catalog"
)

// counter is the quota of one path of one account.
type counter struct {
	Limit
	counted int64     // calls counted up to since
	since   time.Time // from here on production adds PerSecond
	day     int64
	cleared []lagging

	minute      int64 // the Unix minute of inMinute
	minuteCalls int64
}

// lagging is a clear that WeChat has accepted and not yet carried out.
type lagging struct {
	due    time.Time
	amount int64
}

// ownLimit is what users have observed and no page prints.
func ownLimit(path string) int64 {
	if path == "/cgi-bin/clear_quota" || path == "/cgi-bin/clear_quota/v2" {
		return 100 // calls of the endpoint; the clears themselves have a budget of their own
	}
	return 0
}

func (s *Server) newCounter(a Account, l Limit) *counter {
	if l.Daily == 0 {
		api, _ := catalog.Lookup(l.Path)
		l.Daily = cmp.Or(ownLimit(l.Path), api.LimitNew)
		if a.Env == "test" {
			l.Daily = cmp.Or(api.LimitTest, l.Daily)
		}
		l.Daily = cmp.Or(l.Daily, s.set.DefaultLimit)
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
	return &counter{Limit: l, counted: l.Used, since: s.started, day: s.day(s.started)}
}

// day numbers the days by which WeChat counts.
func (s *Server) day(t time.Time) int64 {
	_, offset := t.In(s.set.Zone).Zone()
	seconds := t.Unix() + int64(offset) - int64(s.set.DayHour)*3600
	return floorDiv(seconds, 86400)
}

func (s *Server) dayStart(day int64) time.Time {
	guess := time.Unix(day*86400+int64(s.set.DayHour)*3600, 0)
	_, offset := guess.In(s.set.Zone).Zone()
	return guess.Add(-time.Duration(offset) * time.Second)
}

func floorDiv(a, b int64) int64 {
	q := a / b
	if a%b < 0 {
		q--
	}
	return q
}

// settle carries out what time has brought: a new day, and clears that were late.
func (c *counter) settle(s *Server, now time.Time) {
	if day := s.day(now); day != c.day {
		c.day, c.cleared = day, nil
		c.counted, c.since = 0, s.dayStart(day)
	}
	for len(c.cleared) > 0 && !now.Before(c.cleared[0].due) {
		late := c.cleared[0]
		c.cleared = c.cleared[1:]
		c.counted, c.since = max(0, c.used(late.due)-late.amount), late.due
		for i := range c.cleared {
			c.cleared[i].amount -= late.amount // What is gone cannot go twice.
		}
	}
}

// used is the calls of the day; production stops at the limit, since it is refused there.
func (c *counter) used(now time.Time) int64 {
	if c.counted >= c.Daily {
		return c.counted
	}
	traffic := int64(c.PerSecond * max(0, now.Sub(c.since).Seconds()))
	return min(c.Daily, c.counted+traffic)
}

func (c *counter) add(n int64) { c.counted += n }

func (c *counter) clear(now time.Time, lag time.Duration) {
	if lag > 0 {
		c.cleared = append(c.cleared, lagging{now.Add(lag), c.used(now)})
		return
	}
	c.counted, c.since = 0, now
}

// inMinute counts a call of this minute and says whether it was allowed.
func (c *counter) inMinute(now time.Time) bool {
	if minute := now.Unix() / 60; minute != c.minute {
		c.minute, c.minuteCalls = minute, 0
	}
	c.minuteCalls++
	return c.Minute == 0 || c.minuteCalls <= c.Minute
}

type quotaAnswer struct {
	envelope
	Quota     dailyAnswer     `json:"quota"`
	Rate      json.RawMessage `json:"rate_limit,omitempty"`
	Component json.RawMessage `json:"component_rate_limit,omitempty"`
}

type dailyAnswer struct {
	DailyLimit int64 `json:"daily_limit"`
	Used       int64 `json:"used"`
	Remain     int64 `json:"remain"`
}

// quotaGet is POST /cgi-bin/openapi/quota/get.
//
// https://developers.weixin.qq.com/doc/subscription/api/apimanage/api_getapiquota.html
func (s *Server) quotaGet(c *call) (any, error) {
	path, err := s.cgiPath(c)
	if err != nil {
		return nil, err
	}
	q := c.account.counter(s, path)
	used := q.used(c.at)
	return quotaAnswer{ok(), dailyAnswer{q.Daily, used, max(0, q.Daily-used)}, q.Rate.json(), q.Component.json()}, nil
}

// cgiPath reads and checks the path that a call of quota management names.
func (s *Server) cgiPath(c *call) (string, error) {
	var p struct {
		Path string `json:"cgi_path"`
	}
	if err := c.read(&p); err != nil {
		return "", err
	}
	c.target = p.Path
	if p.Path == "" || p.Path[0] != '/' {
		return "", refuse(s.set.BadPath)
	}
	if underSNS(p.Path) {
		return "", refuse(pathForbidden)
	}
	api, known := catalog.Lookup(p.Path)
	switch {
	case !known:
		return "", refuse(pathNotFound)
	case api.HasQuota == catalog.No || !slices.Contains(api.Kinds, c.account.Kind):
		return "", refuse(pathForbidden)
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
