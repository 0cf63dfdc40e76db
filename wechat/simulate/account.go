package simulate

import (
	"net/netip"
	"strings"
	"time"
)

// account is one account with its counters and its tokens.
type account struct {
	Account
	counters map[string]*counter
	stable   *token
	legacy   *token
	clears   []Clear // accepted and refused, oldest first
	issued   int
	forced   []time.Time // the force refreshes of stable_token
}

func (s *Server) newAccount(a Account) *account {
	acc := &account{Account: a, counters: map[string]*counter{}}
	for _, c := range a.Clears {
		c.AppID = a.AppID
		acc.clears = append(acc.clears, c)
	}
	for _, l := range a.Limits {
		acc.counters[l.Path] = s.newCounter(a, l)
	}
	return acc
}

// counter gives the counter of path as it stands now.
func (a *account) counter(s *Server, path string) *counter {
	c, known := a.counters[path]
	if !known {
		c = s.newCounter(a.Account, Limit{Path: path})
		a.counters[path] = c
	}
	c.settle(s, s.set.Now())
	return c
}

// allow refuses a call for which there is no quota left.
func (a *account) allow(s *Server, path string, now time.Time) error {
	c := a.counter(s, path)
	if c.used(now) >= c.Daily {
		return refuse(outOfQuota)
	}
	if !c.inMinute(now) {
		return refuse(outOfMinute)
	}
	return nil
}

// bySecret names the account of a call that carries an AppSecret.
func (s *Server) bySecret(c *call, appID, secret string) error {
	c.appID = appID
	a, known := s.accounts[appID]
	switch {
	case appID == "":
		return refuse(appIDMissing)
	case secret == "":
		return refuse(secretMissing)
	case !known:
		return refuse(invalidAppID)
	case a.Kind == "component":
		return refuse(platformToken)
	case secret != a.Secret:
		return refuse(invalidSecret)
	case a.Frozen:
		return refuse(secretFrozen)
	case !a.admits(c.ip):
		return a.shutOut(c.ip)
	}
	c.account = a
	return nil
}

// authorize names the account of a call by its token.
func (s *Server) authorize(c *call) error {
	text := c.query.Get("access_token")
	if text == "" {
		return refuse(tokenMissing)
	}
	t, known := s.tokens[text]
	if !known {
		return refuse(invalidCredential)
	}
	c.appID = t.account.AppID
	switch {
	case !t.killed.IsZero() && !c.at.Before(t.killed):
		return refuse(invalidCredential)
	case !c.at.Before(t.expires):
		return refuse(tokenExpired)
	case t.account.checksEveryCall() && !t.account.admits(c.ip):
		return t.account.shutOut(c.ip)
	}
	c.account = t.account
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
		return &refusal{storeIP, "access clientip is not registered, not in ip-white-list requestIP: " + ip}
	case "component":
		return &refusal{platformIP, "access clientip is not registered requestIP: " + ip}
	}
	v6 := ip
	if !strings.Contains(ip, ":") {
		v6 = "::ffff:" + ip
	}
	return &refusal{ipNotAllowed, "invalid ip " + ip + " ipv6 " + v6 + ", not in whitelist"}
}
