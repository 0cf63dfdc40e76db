package simulate

import (
	"strings"
	"testing"
)

func TestAddresses(t *testing.T) {
	s, _ := start(Settings{})
	query := tokenOf(t, s, mallID)
	for _, path := range []string{"/cgi-bin/get_api_domain_ip", "/cgi-bin/getcallbackip"} {
		r := do(t, s, "GET", path+query, "")
		wantCode(t, r, "none") // These answers have no errcode.
		if list, ok := r.fields["ip_list"].([]any); !ok || len(list) < 3 {
			t.Errorf("%s: %s", path, r.raw)
		}
	}
}

func TestCallbackCheck(t *testing.T) {
	const check = "/cgi-bin/callback/check"
	for name, c := range map[string]struct{ body, code, has, lacks string }{
		"all":          {`{"action":"all","check_operator":"DEFAULT"}`, "none", `"dns":[{"ip":`, "errcode"},
		"dns":          {`{"action":"dns","check_operator":"CHINANET"}`, "none", `"real_operator":`, "ping"},
		"ping":         {`{"action":"ping","check_operator":"CAP"}`, "none", `"package_loss":"100%"`, "dns"},
		"bad action":   {`{"action":"trace","check_operator":"CAP"}`, "40202", "invalid action rid", "ip"},
		"no action":    {`{"check_operator":"CAP"}`, "40202", "", "ip"},
		"bad operator": {`{"action":"dns","check_operator":"BT"}`, "40203", "invalid check_operator rid", "ip"},
		"no operator":  {`{"action":"dns"}`, "40203", "", "ip"},
	} {
		t.Run(name, func(t *testing.T) {
			s, _ := start(Settings{})
			r := post(t, s, check+tokenOf(t, s, mallID), c.body)
			wantCode(t, r, c.code)
			if !strings.Contains(r.raw, c.has) || strings.Contains(r.raw, `"`+c.lacks+`"`) {
				t.Errorf("answer %s", r.raw)
			}
		})
	}
	s, _ := start(Settings{Accounts: []Account{{AppID: mallID, Secret: secretOf, Kind: "miniprogram", NoCallback: true}}})
	wantCode(t, post(t, s, check+tokenOf(t, s, mallID), `{"action":"all","check_operator":"DEFAULT"}`), "40201")
}
