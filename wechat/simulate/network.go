package simulate

import (
	"slices"

	"wxops/wechat/simulate/errcode"
)

type ipAnswer struct {
	IPList []string `json:"ip_list"`
}

// apiDomainIPs is GET /cgi-bin/get_api_domain_ip. The addresses are of the
// blocks kept for documentation.
func apiDomainIPs(*call) (any, error) {
	return ipAnswer{[]string{"192.0.2.11", "192.0.2.12", "198.51.100.21", "2001:db8::21"}}, nil
}

// callbackIPs is GET /cgi-bin/getcallbackip; entries may be blocks.
func callbackIPs(*call) (any, error) {
	return ipAnswer{[]string{"198.51.100.0/25", "203.0.113.64", "203.0.113.65"}}, nil
}

type checkAnswer struct {
	DNS  []dnsAnswer  `json:"dns,omitempty"`
	Ping []pingAnswer `json:"ping,omitempty"`
}

type dnsAnswer struct {
	IP           string `json:"ip"`
	RealOperator string `json:"real_operator"`
}

type pingAnswer struct {
	IP           string `json:"ip"`
	FromOperator string `json:"from_operator"`
	PackageLoss  string `json:"package_loss"`
	Time         string `json:"time,omitempty"` // only in the page's example
}

// callbackCheck is POST /cgi-bin/callback/check.
func callbackCheck(c *call) (any, error) {
	var p struct {
		Action   string `json:"action"`
		Operator string `json:"check_operator"`
	}
	if err := c.read(&p); err != nil {
		return nil, err
	}
	if !slices.Contains([]string{"dns", "ping", "all"}, p.Action) {
		return nil, errcode.Refuse(errcode.InvalidAction)
	}
	if !slices.Contains([]string{"CHINANET", "UNICOM", "CAP", "DEFAULT"}, p.Operator) {
		return nil, errcode.Refuse(errcode.InvalidOperator)
	}
	if c.account.NoCallback {
		return nil, errcode.Refuse(errcode.NoCallbackURL)
	}
	from := p.Operator
	if from == "DEFAULT" {
		from = "UNICOM"
	}
	var a checkAnswer
	if p.Action != "ping" {
		a.DNS = []dnsAnswer{{"203.0.113.80", "CHINANET"}, {"203.0.113.81", "UNICOM"}}
	}
	if p.Action != "dns" {
		a.Ping = []pingAnswer{{"203.0.113.80", from, "0%", "23.079ms"}, {"203.0.113.81", from, "100%", ""}}
	}
	return a, nil
}
