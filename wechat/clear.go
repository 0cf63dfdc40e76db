package wechat

import (
	"context"
	"net/http"
	"net/url"

	"wxops/wechat/catalog"
)

// ClearAll sets the daily counters of all the account's APIs back; it costs
// one of the account's 10 chances a month. Like every clear it is sent once, on a
// connection of its own, and never again. Of an error with Sent nobody knows
// whether it was done, unless NothingDone does. 48006 means that no chance is left.
//
// https://developers.weixin.qq.com/doc/subscription/api/apimanage/api_clearquota.html
func (c *Client) ClearAll(ctx context.Context) error {
	return c.clear(ctx, request{
		op:   "clear all quotas",
		path: "/cgi-bin/clear_quota",
		body: map[string]string{"appid": c.appID},
	})
}

// ClearPath sets the daily counter of one API back; it costs one of 50 chances
// of its own. 76021 and 76022 mean that the path has no quota for this account.
//
// https://developers.weixin.qq.com/doc/subscription/api/apimanage/api_clearapiquota.html
func (c *Client) ClearPath(ctx context.Context, path string) error {
	r := request{
		op:    "clear quota of " + named(path),
		path:  "/cgi-bin/openapi/quota/clear",
		about: named(path),
		body:  map[string]string{"cgi_path": path},
	}
	if err := catalog.CheckPath(path); err != nil {
		return r.fail(BadPath, err)
	}
	return c.clear(ctx, r)
}

// clear needs a token, and replaces one that was refused only for the next call.
func (c *Client) clear(ctx context.Context, r request) error {
	token, err := c.token(ctx)
	if err != nil {
		return unsent(err)
	}
	ctx, cancel := context.WithTimeout(ctx, c.timeout)
	defer cancel()
	r.method, r.once = http.MethodPost, true
	_, err = c.exchange(ctx, r.with(token))
	if tokenRefused(err) {
		c.tokens.Drop(token)
	}
	return err
}

// ClearAllBySecret is ClearAll without a token, for when the token's own quota
// is used up; it spends the same 10 chances. The AppSecret goes in the body;
// the official page also shows it in the query, which is tried only after
// 41002 or 41004, the refusals of a server that did not look at the body.
//
// https://developers.weixin.qq.com/doc/subscription/api/apimanage/api_clearquotabyappsecret.html
func (c *Client) ClearAllBySecret(ctx context.Context) error {
	r := request{
		op:     "clear all quotas by AppSecret",
		method: http.MethodPost,
		path:   "/cgi-bin/clear_quota/v2",
		once:   true,
	}
	secret, err := c.openSecret(ctx, r)
	if err != nil {
		return err
	}
	r.hide = []string{secret}
	ctx, cancel := context.WithTimeout(ctx, c.timeout)
	defer cancel()

	r.body = map[string]string{"appid": c.appID, "appsecret": secret}
	_, err = c.exchange(ctx, r)
	if code := Code(err); !NothingDone(err) || code != codeAppIDMissing && code != codeSecretMissing {
		return err
	}
	r.body, r.query = nil, url.Values{"appid": {c.appID}, "appsecret": {secret}}
	_, err = c.exchange(ctx, r)
	return err
}
