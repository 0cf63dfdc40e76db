package simulate

import (
	"net/netip"
	"strings"
	"time"

	"wxops/wechat/simulate/errcode"
)

// account is one account with its counters and its tokens.
type account struct {
	Account
	counters map[string]*counter
	stable   *token
	legacy   *token  // of a platform: its component_access_token
	acted    *token  // with which a platform acts for the account
	clears   []Clear // accepted and refused, oldest first
	issued   int
	forced   []time.Time // the force refreshes of stable_token
}

func newAccount(a Account, q *quotas) *account {
	acc := &account{Account: a, counters: map[string]*counter{}}
	for _, c := range a.Clears {
		c.AppID = a.AppID
		acc.clears = append(acc.clears, c)
	}
	for _, l := range a.Limits {
		acc.counters[l.Path] = q.newCounter(a, l)
	}
	return acc
}

// accounts are those that WeChat knows, by AppID.
type accounts map[string]*account

// bySecret names the account of a call that carries an AppSecret.
func (all accounts) bySecret(c *call, appID, secret string) error {
	c.appID = appID
	a, known := all[appID]
	switch {
	case appID == "":
		return errcode.Refuse(errcode.AppIDMissing)
	case secret == "":
		return errcode.Refuse(errcode.SecretMissing)
	case !known:
		return errcode.Refuse(errcode.InvalidAppID)
	case a.Kind == "component":
		return errcode.Refuse(errcode.PlatformToken)
	case secret != a.Secret && !a.AnySecret:
		return errcode.Refuse(errcode.InvalidSecret)
	case a.Frozen:
		return errcode.Refuse(errcode.SecretFrozen)
	case !a.admits(c.ip):
		return a.shutOut(c.ip)
	}
	c.account = a
	return nil
}

// checksEveryCall is false for mini programs and mini games: there only the
// calls with an AppSecret are checked.
//
// https://developers.weixin.qq.com/doc/oplatform/developers/basic_func/ip_whitelist.html
func (a *account) checksEveryCall() bool { return a.Kind != "miniprogram" && a.Kind != "minigame" }

func (a *account) admits(ip string) bool {
	if len(a.AllowIPs) == 0 {
		return true
	}
	addr, err := netip.ParseAddr(ip)
	if err != nil {
		return false
	}
	for _, allowed := range a.AllowIPs {
		if stem, star := strings.CutSuffix(allowed, "*"); star && !a.checksEveryCall() && strings.HasPrefix(ip, stem) {
			return true
		}
		if block, err := netip.ParsePrefix(allowed); err == nil && block.Contains(addr.Unmap()) {
			return true
		}
		if one, err := netip.ParseAddr(allowed); err == nil && one == addr.Unmap() {
			return true
		}
	}
	return false
}

func (a *account) shutOut(ip string) error {
	switch a.Kind {
	case "store":
		return &errcode.Refusal{Code: errcode.StoreIP, Text: "access clientip is not registered, not in ip-white-list requestIP: " + ip}
	case "component":
		return &errcode.Refusal{Code: errcode.PlatformIP, Text: "access clientip is not registered requestIP: " + ip}
	}
	return &errcode.Refusal{Code: errcode.IPNotAllowed, Text: notInList(ip)}
}

// notInList names the address in both of WeChat's forms.
func notInList(ip string) string {
	v6 := ip
	if !strings.Contains(ip, ":") {
		v6 = "::ffff:" + ip
	}
	return "invalid ip " + ip + " ipv6 " + v6 + ", not in whitelist"
}
