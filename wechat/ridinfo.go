package wechat

import (
	"context"
	"math"
	"net/http"
	"time"

	"wxops/wechat/rid"
)

// RIDInfo asks what WeChat recorded of a call; the call must be this account's
// own. Of a rid that is no rid it does not ask. 76001 means that the call is
// not recorded (or not yet: a call under /sns/ never is), 76003 that it is
// another account's, 76004 that it is older than seven days; the RID in such
// an error is of the question itself, not the one that was asked about.
//
// https://developers.weixin.qq.com/doc/subscription/api/apimanage/api_getridinfo.html
func (c *Client) RIDInfo(ctx context.Context, id rid.RID) (rid.Record, error) {
	r := request{
		op:     "ask for rid " + named(string(id)),
		method: http.MethodPost,
		path:   "/cgi-bin/openapi/rid/get",
		about:  named(string(id)),
		body:   map[string]string{"rid": string(id)},
	}
	if _, err := rid.Parse(string(id)); err != nil {
		return rid.Record{}, r.fail(BadRID, err)
	}
	a, err := c.read(ctx, r)
	if err != nil {
		return rid.Record{}, err
	}
	var reply struct {
		Request struct {
			InvokeTime   number `json:"invoke_time"`
			Cost         number `json:"cost_in_ms"`
			URL          text   `json:"request_url"`
			RequestBody  text   `json:"request_body"`
			ResponseBody text   `json:"response_body"`
			ClientIP     text   `json:"client_ip"`
		} `json:"request"`
	}
	a.into(&reply)
	q := reply.Request
	return rid.Record{
		InvokedAt:    unixTime(q.InvokeTime),
		Cost:         milliseconds(q.Cost),
		URL:          string(q.URL),
		RequestBody:  string(q.RequestBody),
		ResponseBody: string(q.ResponseBody),
		ClientIP:     string(q.ClientIP),
	}, nil
}

// unixTime gives no time for what cannot be one, such as a year of five digits.
func unixTime(n number) time.Time {
	const lastSecond = 253402300799 // of the year 9999
	if n.n <= 0 || n.n > lastSecond {
		return time.Time{}
	}
	return time.Unix(n.n, 0)
}

func milliseconds(n number) time.Duration {
	return time.Duration(min(max(n.n, 0), math.MaxInt64/int64(time.Millisecond))) * time.Millisecond
}
