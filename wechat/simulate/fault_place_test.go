package simulate

import (
	"strings"
	"testing"
	"time"
)

func TestFaultsOfOneAccountLeaveTheOthersAlone(t *testing.T) {
	s, _ := start(Settings{})
	mall, news := tokenOf(t, s, mallID), tokenOf(t, s, newsID)
	read := func(query string) reply { return post(t, s, quotaGet+query, `{"cgi_path":"/cgi-bin/token"}`) }
	refuse := func(code int64) Fault { return Fault{Kind: Refuse, Code: code} }

	s.SetFaultOf(mallID, quotaGet, refuse(45009))
	wantCode(t, read(mall), "45009")
	wantCode(t, read(news), "0")
	wantCode(t, post(t, s, "/cgi-bin/stable_token", stableBody(mallID, secretOf)), "none")

	s.SetFault(quotaGet, refuse(-1)) // everybody's, and the account's own comes first
	wantCode(t, read(mall), "45009")
	wantCode(t, read(news), "-1")

	s.SetFaultOf(newsID, "", refuse(40243)) // all its paths
	wantCode(t, read(news), "40243")
	wantCode(t, post(t, s, "/cgi-bin/stable_token", stableBody(newsID, secretOf)), "40243")
	wantCode(t, post(t, s, "/cgi-bin/stable_token", stableBody(mallID, secretOf)), "none")
}

func TestAnAddressThatIsRefusedByAFaultIsNamed(t *testing.T) {
	s, _ := start(Settings{ClientIP: "203.0.113.9"})
	s.SetFaultOf(mallID, "/cgi-bin/stable_token", Fault{Kind: Refuse, Code: 40164})
	r := post(t, s, "/cgi-bin/stable_token", stableBody(mallID, secretOf))
	wantCode(t, r, "40164")
	if !strings.Contains(r.raw, "invalid ip 203.0.113.9 ipv6 ::ffff:203.0.113.9, not in whitelist") {
		t.Errorf("the text is %s", r.raw)
	}
}

func TestAMinuteOfOneAccountIsFull(t *testing.T) {
	s, c := start(Settings{})
	mall, news := tokenOf(t, s, mallID), tokenOf(t, s, newsID)
	s.LimitMinute(mallID, quotaGet, 2)
	codes := func(query string) (all []string) {
		for range 3 {
			all = append(all, post(t, s, quotaGet+query, `{"cgi_path":"/cgi-bin/token"}`).code())
		}
		return all
	}
	if got := strings.Join(codes(mall), " "); got != "0 0 45011" {
		t.Errorf("the limited account: %s", got)
	}
	if got := strings.Join(codes(news), " "); got != "0 0 0" {
		t.Errorf("another: %s", got)
	}
	c.add(time.Minute)
	if got := strings.Join(codes(mall), " "); got != "0 0 45011" {
		t.Errorf("a minute later: %s", got)
	}
}
