package simulate

import (
	"strings"
	"testing"
)

func TestTheAllowList(t *testing.T) {
	for name, c := range map[string]struct {
		kind         string
		allowed      []string
		ip           string
		token, calls string // errcodes with the secret, and with a token
	}{
		"no list":                {"miniprogram", nil, "203.0.113.7", "none", "none"},
		"on it":                  {"offiaccount", []string{"192.0.2.1", "203.0.113.7"}, "203.0.113.7", "none", "none"},
		"in a block":             {"offiaccount", []string{"203.0.113.0/24"}, "203.0.113.7", "none", "none"},
		"a star":                 {"miniprogram", []string{"203.0.113.*"}, "203.0.113.7", "none", "none"},
		"no star here":           {"offiaccount", []string{"203.0.113.*"}, "203.0.113.7", "40164", "40164"},
		"off, official account":  {"offiaccount", []string{"192.0.2.1"}, "203.0.113.7", "40164", "40164"},
		"off, mini program":      {"miniprogram", []string{"192.0.2.1"}, "203.0.113.7", "40164", "none"},
		"off, mini game":         {"minigame", []string{"192.0.2.1"}, "203.0.113.7", "40164", "none"},
		"off, store":             {"store", []string{"192.0.2.1"}, "203.0.113.7", "45035", "45035"},
		"off, version six":       {"offiaccount", []string{"192.0.2.1"}, "2001:db8::7", "40164", "40164"},
		"not an address":         {"offiaccount", []string{"192.0.2.1"}, "?", "40164", "40164"},
		"version four in a six":  {"offiaccount", []string{"203.0.113.7"}, "::ffff:203.0.113.7", "none", "none"},
		"off, block of the next": {"offiaccount", []string{"203.0.114.0/24"}, "203.0.113.7", "40164", "40164"},
	} {
		t.Run(name, func(t *testing.T) {
			s, _ := start(Settings{ClientIP: c.ip, Accounts: []Account{{AppID: mallID, Secret: secretOf, Kind: c.kind}}})
			query := tokenOf(t, s, mallID)
			s.accounts[mallID].AllowIPs = c.allowed
			r := post(t, s, "/cgi-bin/stable_token", stableBody(mallID, secretOf))
			wantCode(t, r, c.token)
			if c.token != "none" && !strings.Contains(r.Errmsg, c.ip) {
				t.Errorf("the address is not in %q", r.Errmsg)
			}
			wantCode(t, do(t, s, "GET", "/cgi-bin/getcallbackip"+query, ""), c.calls)
		})
	}
}

func TestTheTextOf40164(t *testing.T) {
	s, _ := start(Settings{ClientIP: "203.0.113.7", Accounts: []Account{
		{AppID: mallID, Secret: secretOf, Kind: "miniprogram", AllowIPs: []string{"192.0.2.1"}},
	}})
	r := post(t, s, "/cgi-bin/stable_token", stableBody(mallID, secretOf))
	if want := "invalid ip 203.0.113.7 ipv6 ::ffff:203.0.113.7, not in whitelist rid: "; !strings.HasPrefix(r.Errmsg, want) {
		t.Errorf("errmsg %q, want %q", r.Errmsg, want)
	}
}
