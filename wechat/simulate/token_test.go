package simulate

import (
	"strings"
	"testing"
	"time"
)

func TestTokenRefusals(t *testing.T) {
	frozen := []Account{
		{AppID: mallID, Secret: secretOf, Kind: "miniprogram", Frozen: true},
		{AppID: newsID, Secret: secretOf, Kind: "component"},
	}
	for name, c := range map[string]struct {
		accounts          []Account
		grant, id, secret string
		code              string
	}{
		"wrong grant":    {nil, "password", mallID, secretOf, "40002"},
		"no appid":       {nil, "client_credential", "", secretOf, "41002"},
		"no secret":      {nil, "client_credential", mallID, "", "41004"},
		"unknown appid":  {nil, "client_credential", "wxffffffffffffffff", secretOf, "40013"},
		"wrong secret":   {nil, "client_credential", mallID, "0000", "40125"},
		"frozen secret":  {frozen, "client_credential", mallID, secretOf, "40243"},
		"platform's own": {frozen, "client_credential", newsID, secretOf, "61024"},
		"right":          {nil, "client_credential", mallID, secretOf, "none"},
	} {
		t.Run(name, func(t *testing.T) {
			s, _ := start(Settings{Accounts: c.accounts})
			body := `{"grant_type":"` + c.grant + `","appid":"` + c.id + `","secret":"` + c.secret + `"}`
			wantCode(t, post(t, s, "/cgi-bin/stable_token", body), c.code)
			query := "?grant_type=" + c.grant + "&appid=" + c.id + "&secret=" + c.secret
			wantCode(t, do(t, s, "GET", "/cgi-bin/token"+query, ""), c.code)
		})
	}
}

func TestStableTokenStaysTheSameUntilItsLastFiveMinutes(t *testing.T) {
	s, c := start(Settings{})
	first := post(t, s, "/cgi-bin/stable_token", stableBody(mallID, secretOf))
	if first.fields["expires_in"] != 7200.0 {
		t.Errorf("first answer %s", first.raw)
	}
	c.add(6899 * time.Second)
	same := post(t, s, "/cgi-bin/stable_token", stableBody(mallID, secretOf))
	if same.fields["access_token"] != first.fields["access_token"] || same.fields["expires_in"] != 301.0 {
		t.Errorf("after 6899 s %s, at first %s", same.raw, first.raw)
	}
	c.add(time.Second)
	next := post(t, s, "/cgi-bin/stable_token", stableBody(mallID, secretOf))
	if next.fields["access_token"] == first.fields["access_token"] || next.fields["expires_in"] != 7200.0 {
		t.Errorf("after 6900 s %s", next.raw)
	}
	old := "/cgi-bin/getcallbackip?access_token=" + first.fields["access_token"].(string)
	wantCode(t, do(t, s, "GET", old, ""), "none")
	c.add(5 * time.Minute)
	wantCode(t, do(t, s, "GET", old, ""), "42001")
	if n := s.TokensIssued(mallID); n != 2 {
		t.Errorf("%d tokens issued, want 2", n)
	}
}

func TestLegacyTokenEndsTheFormerOneAndIsSeen(t *testing.T) {
	s, c := start(Settings{})
	stable := tokenOf(t, s, mallID)
	target := "/cgi-bin/token?grant_type=client_credential&appid=" + mallID + "&secret=" + secretOf
	first := do(t, s, "GET", target, "").fields["access_token"].(string)
	do(t, s, "GET", target, "")
	wantCode(t, do(t, s, "GET", "/cgi-bin/getcallbackip?access_token="+first, ""), "none")
	c.add(5 * time.Minute)
	wantCode(t, do(t, s, "GET", "/cgi-bin/getcallbackip?access_token="+first, ""), "40001")
	wantCode(t, do(t, s, "GET", "/cgi-bin/getcallbackip"+stable, ""), "none")
	if v := s.Violations(); len(v) != 2 || v[0].What != "GET /cgi-bin/token" || v[0].AppID != mallID {
		t.Errorf("violations %+v", v)
	}
}

func TestForceRefreshIsSeen(t *testing.T) {
	s, c := start(Settings{})
	force := strings.Replace(stableBody(mallID, secretOf), "}", `,"force_refresh":true}`, 1)
	query := tokenOf(t, s, mallID)
	post(t, s, "/cgi-bin/stable_token", force)
	wantCode(t, do(t, s, "GET", "/cgi-bin/getcallbackip"+query, ""), "40001")

	c.add(29 * time.Second)
	query = tokenOf(t, s, mallID)
	wantCode(t, post(t, s, "/cgi-bin/stable_token", force), "none")
	wantCode(t, do(t, s, "GET", "/cgi-bin/getcallbackip"+query, ""), "none") // Too soon: nothing was refreshed.

	for range 19 {
		c.add(30 * time.Second)
		wantCode(t, post(t, s, "/cgi-bin/stable_token", force), "none")
	}
	c.add(30 * time.Second)
	wantCode(t, post(t, s, "/cgi-bin/stable_token", force), "45009")
	if v := s.Violations(); len(v) != 22 || v[0].What != "force_refresh" {
		t.Errorf("%d violations, %+v first", len(v), v[0])
	}
}

func TestTokenQuotas(t *testing.T) {
	s, c := start(Settings{})
	for range 10_000 {
		s.answer(&call{method: "POST", path: "/cgi-bin/stable_token", body: []byte(stableBody(mallID, secretOf))})
	}
	wantCode(t, post(t, s, "/cgi-bin/stable_token", stableBody(mallID, secretOf)), "45011")
	c.add(time.Minute)
	wantCode(t, post(t, s, "/cgi-bin/stable_token", stableBody(mallID, secretOf)), "none")
	s.Use(mallID, "/cgi-bin/stable_token", 500_000)
	wantCode(t, post(t, s, "/cgi-bin/stable_token", stableBody(mallID, secretOf)), "45009")
	wantCode(t, post(t, s, "/cgi-bin/stable_token", stableBody(newsID, secretOf)), "none")
}

func TestTokensEndFromOutside(t *testing.T) {
	s, _ := start(Settings{})
	mall, news := tokenOf(t, s, mallID), tokenOf(t, s, newsID)
	s.ExpireTokens(mallID)
	wantCode(t, do(t, s, "GET", "/cgi-bin/getcallbackip"+mall, ""), "42001")
	mall = tokenOf(t, s, mallID)
	wantCode(t, do(t, s, "GET", "/cgi-bin/getcallbackip"+mall, ""), "none")
	s.KillTokens(mallID)
	wantCode(t, do(t, s, "GET", "/cgi-bin/getcallbackip"+mall, ""), "40001")
	wantCode(t, do(t, s, "GET", "/cgi-bin/getcallbackip"+tokenOf(t, s, mallID), ""), "none")
	wantCode(t, do(t, s, "GET", "/cgi-bin/getcallbackip"+news, ""), "none")
}
