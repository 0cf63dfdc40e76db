package wechat

import (
	"context"
	"errors"
	"net/http"
	"strings"
	"time"
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

// Percent is the part of the limit that is used, in per cent; it can be over
// 100. It is 0 where there is no limit.
func (d Daily) Percent() float64 {
	if d.Limit <= 0 {
		return 0
	}
	return 100 * float64(d.Used) / float64(d.Limit)
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

// The ways in which a text is not a cgi_path that has a quota.
var (
	ErrPathEmpty = errors.New("expected an API path such as /cgi-bin/menu/get")
	ErrPathSlash = errors.New("an API path begins with a slash, as in /cgi-bin/menu/get")
	ErrPathHost  = errors.New("an API path has no host, as in /cgi-bin/menu/get")
	ErrPathQuery = errors.New("an API path has no query, as in /cgi-bin/menu/get")
	ErrPathForm  = errors.New("an API path has letters, digits and _ - . between slashes only")
	ErrPathSNS   = errors.New("WeChat has no quota for paths under /sns/")
)

// CheckPath says whether WeChat can be asked for the quota of path; it spares
// a call that could only fail with 76021 or 76022. Its errors are the ErrPath values.
func CheckPath(path string) error {
	switch {
	case strings.TrimSpace(path) == "":
		return ErrPathEmpty
	case strings.Contains(path, "://") || strings.HasPrefix(path, "//") || strings.HasPrefix(path, "api.weixin.qq.com"):
		return ErrPathHost
	case path[0] != '/':
		return ErrPathSlash
	case strings.ContainsAny(path, "?#"):
		return ErrPathQuery
	case strings.ContainsFunc(path, notPathLetter) || len(path) > 200:
		return ErrPathForm
	case strings.Contains(path, "/sns/"):
		return ErrPathSNS
	}
	return nil
}

func notPathLetter(r rune) bool {
	return (r < 'a' || r > 'z') && (r < 'A' || r > 'Z') && (r < '0' || r > '9') && !strings.ContainsRune("/_-.", r)
}

// maxPath bounds a path in an error; the longest known one has 60 characters.
const maxPath = 200

func opQuota(path string) string { return "read quota of " + cut(Clean(path), maxPath) }

// Quota reads the quota of one API; the read itself counts towards the quota
// of /cgi-bin/openapi/quota/get. 76021 means that WeChat does not know the path,
// 76022 that this kind of account does not own it.
//
// https://developers.weixin.qq.com/doc/subscription/api/apimanage/api_getapiquota.html
func (c *Client) Quota(ctx context.Context, path string) (Quota, error) {
	r := request{
		op:     opQuota(path),
		method: http.MethodPost,
		path:   "/cgi-bin/openapi/quota/get",
		body:   map[string]string{"cgi_path": path},
	}
	if err := CheckPath(path); err != nil {
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
