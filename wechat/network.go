package wechat

import (
	"context"
	"net/http"

	"wxops/wechat/clean"
)

// maxField bounds a short text from outside, such as an address.
const maxField = 100

// APIDomainIPs lists the addresses behind api.weixin.qq.com, for rules on what
// goes out. An entry may be a block: 101.226.103.0/25.
//
// https://developers.weixin.qq.com/doc/subscription/api/base/api_getapidomainip.html
func (c *Client) APIDomainIPs(ctx context.Context) ([]string, error) {
	return c.addresses(ctx, "list the addresses of the API", "/cgi-bin/get_api_domain_ip")
}

// CallbackIPs lists the addresses from which WeChat pushes to the account's own
// server, for rules on what comes in. An entry may be a block: 101.226.103.0/25.
//
// https://developers.weixin.qq.com/doc/subscription/api/base/api_getcallbackip.html
func (c *Client) CallbackIPs(ctx context.Context) ([]string, error) {
	return c.addresses(ctx, "list the addresses of callbacks", "/cgi-bin/getcallbackip")
}

func (c *Client) addresses(ctx context.Context, op, path string) ([]string, error) {
	a, err := c.read(ctx, request{op: op, method: http.MethodGet, path: path})
	if err != nil {
		return nil, err
	}
	var reply struct {
		List texts `json:"ip_list"`
	}
	a.into(&reply)
	ips := make([]string, 0, len(reply.List))
	for _, ip := range reply.List {
		ips = append(ips, field(text(ip)))
	}
	return ips, nil
}

// What CheckCallback can check, and over which operator's network.
const (
	CheckDNS  = "dns"
	CheckPing = "ping"
	CheckAll  = "all"

	OperatorTelecom = "CHINANET"
	OperatorUnicom  = "UNICOM"
	OperatorTencent = "CAP"
	OperatorDefault = "DEFAULT"
)

// CallbackCheck is how WeChat reaches the account's callback address.
type CallbackCheck struct {
	DNS  []CallbackDNS
	Ping []CallbackPing
}

// CallbackDNS is one address of the callback's host.
type CallbackDNS struct{ IP, Operator string }

// CallbackPing is one ping of one address; Loss and Took are WeChat's own
// words, such as "0%" and "23.079ms".
type CallbackPing struct{ IP, Operator, Loss, Took string }

// CheckCallback lets WeChat look up and ping the account's callback address.
// 40201 means that the account has none, 40202 and 40203 that action or
// operator is not known.
//
// https://developers.weixin.qq.com/doc/subscription/api/base/api_callbackcheck.html
func (c *Client) CheckCallback(ctx context.Context, action, operator string) (CallbackCheck, error) {
	a, err := c.read(ctx, request{
		op:     "check the callback address",
		method: http.MethodPost,
		path:   "/cgi-bin/callback/check",
		body:   map[string]string{"action": action, "check_operator": operator},
	})
	if err != nil {
		return CallbackCheck{}, err
	}
	var reply struct {
		DNS []struct {
			IP       text `json:"ip"`
			Operator text `json:"real_operator"`
		} `json:"dns"`
		Ping []struct {
			IP       text `json:"ip"`
			Operator text `json:"from_operator"`
			Loss     text `json:"package_loss"`
			Time     text `json:"time"`
		} `json:"ping"`
	}
	a.into(&reply)
	var check CallbackCheck
	for _, d := range reply.DNS {
		check.DNS = append(check.DNS, CallbackDNS{field(d.IP), field(d.Operator)})
	}
	for _, p := range reply.Ping {
		check.Ping = append(check.Ping, CallbackPing{field(p.IP), field(p.Operator), field(p.Loss), field(p.Time)})
	}
	return check, nil
}

func field(t text) string { return cut(clean.Line(string(t)), maxField) }
