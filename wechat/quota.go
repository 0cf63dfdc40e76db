package wechat

import (
	"context"
	"errors"
	"math"
	"math/bits"
	"net/http"
	"time"

	"wxops/wechat/catalog"
	"wxops/wechat/clean"
)

// Quota is one API's quota as WeChat told it. Any part may be missing from
// the answer; what is missing is nil, and nothing is computed in its place.
//
// https://developers.weixin.qq.com/doc/subscription/api/apimanage/api_getapiquota.html
type Quota struct {
	Path      string // cgi_path
	Daily     *Daily // calls today
	Rate      *Rate  // the short window for direct calls
	Component *Rate  // the short window for calls by a third-party platform
	At        time.Time
}

// Daily is a day's quota, in calls. WeChat's counters can be 1 % off, and
// Remain need not equal Limit minus Used.
type Daily struct{ Limit, Used, Remain int64 }

// Out reports whether no call is left today.
func (d Daily) Out() bool { return d.Limit > 0 && d.Remain <= 0 }

// Percent is the part of the limit that is used, in whole per cent, rounded
// down: it is below 100 while a call is left, whatever Used says, and can be over
// 100 when none is. It is 0 where there is no limit.
func (d Daily) Percent() int64 {
	if d.Limit <= 0 || d.Used <= 0 {
		return 0
	}
	percent := int64(math.MaxInt64)
	if high, low := bits.Mul64(uint64(d.Used), 100); high < uint64(d.Limit) {
		whole, _ := bits.Div64(high, low, uint64(d.Limit))
		percent = int64(min(whole, math.MaxInt64))
	}
	if d.Remain > 0 {
		percent = min(percent, 99)
	}
	return percent
}

// Part is the part of the limit that is used, for a bar and an order; it can be
// over 1. It is 0 where there is no limit.
func (d Daily) Part() float64 {
	if d.Limit <= 0 {
		return 0
	}
	return max(0, float64(d.Used)/float64(d.Limit))
}

// Rate allows Calls calls in a window of Seconds seconds. It is an upper
// bound: WeChat may answer 45011 before it is reached.
type Rate struct{ Calls, Seconds int64 }

// Reading is one row of a sweep: the quota of Path, or why it could not be read.
type Reading struct {
	Path  string
	Quota Quota
	Err   error
}

// NoQuota reports whether err, of a read or a clear of one API's quota, says
// that there is none for this path: the path is not one that has a quota, WeChat
// does not know it (76021, or 76003, which the page of quota/get has for a path
// that is malformed), or this kind of account does not own it (76022). Such an answer proves the
// credentials, and asking again gives the same.
func NoQuota(err error) bool {
	switch Code(err) {
	case codeNoPath, codeNoAccess, codePathForm:
		return true
	}
	var bad catalog.PathError
	return errors.As(err, &bad)
}

// ReadsUsedUp reports whether err says that the account may not read quotas any more
// today: the quota of quota/get itself is used up. It tells nothing of the API that was asked about.
func ReadsUsedUp(err error) bool {
	var e *Error
	return errors.As(err, &e) && e.Code == codeDayOver && e.Path == pathQuota
}

// TooFast reports whether WeChat refused a call because too many came within a minute.
func TooFast(err error) bool { return Code(err) == codeTooFast }

// pathQuota reads the quota of one API.
const pathQuota = "/cgi-bin/openapi/quota/get"

func opQuota(path string) string { return "read quota of " + named(path) }

// named is a path or a rid as it may stand in a line.
func named(text string) string { return cut(clean.Line(text), catalog.MaxPath) }

// Quota reads the quota of one API; the read itself counts towards the quota
// of /cgi-bin/openapi/quota/get. 76021 means that WeChat does not know the path,
// 76022 that this kind of account does not own it.
//
// https://developers.weixin.qq.com/doc/subscription/api/apimanage/api_getapiquota.html
func (c *Client) Quota(ctx context.Context, path string) (Quota, error) {
	r := request{
		op:     opQuota(path),
		method: http.MethodPost,
		path:   pathQuota,
		about:  named(path),
		body:   map[string]string{"cgi_path": path},
	}
	if err := catalog.CheckPath(path); err != nil {
		return Quota{}, r.fail(BadPath, err)
	}
	a, err := c.read(ctx, r)
	if err != nil {
		return Quota{}, err
	}
	var reply struct {
		Quota     *dailyReply `json:"quota"`
		Rate      *rateReply  `json:"rate_limit"`
		Component *rateReply  `json:"component_rate_limit"`
	}
	a.into(&reply)
	return Quota{
		Path:      path,
		Daily:     reply.Quota.figure(),
		Rate:      reply.Rate.figure(),
		Component: reply.Component.figure(),
		At:        c.now(),
	}, nil
}

type dailyReply struct {
	Limit  number `json:"daily_limit"`
	Used   number `json:"used"`
	Remain number `json:"remain"`
}

// figure gives nothing unless all three numbers came: a missing remain must not
// look like an API that is out.
func (d *dailyReply) figure() *Daily {
	if d == nil || !d.Limit.set || !d.Used.set || !d.Remain.set || *d == (dailyReply{number{set: true}, number{set: true}, number{set: true}}) {
		return nil
	}
	return &Daily{Limit: d.Limit.n, Used: d.Used.n, Remain: d.Remain.n}
}

type rateReply struct {
	Calls   number `json:"call_count"`
	Seconds number `json:"refresh_second"`
}

// figure gives nothing for zeros, which WeChat sends where there is no limit to tell.
func (r *rateReply) figure() *Rate {
	if r == nil || r.Calls.n <= 0 || r.Seconds.n <= 0 {
		return nil
	}
	return &Rate{Calls: r.Calls.n, Seconds: r.Seconds.n}
}
