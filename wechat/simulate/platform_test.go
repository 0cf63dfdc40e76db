package simulate

import (
	"strings"
	"testing"
	"time"
)

const platformID = "wx00000000000000c3"

func TestAPlatformGetsItsTokensAndActs(t *testing.T) {
	s, c := start(Settings{Accounts: []Account{
		{AppID: platformID, Secret: secretOf, Kind: "component"},
		{AppID: newsID, Secret: secretOf, Kind: "offiaccount"},
	}})
	const path = "/cgi-bin/component/"
	ask := func(ticket string) reply {
		return post(t, s, path+"api_component_token", `{"component_appid":"`+platformID+`","component_appsecret":"`+secretOf+`","component_verify_ticket":"`+ticket+`"}`)
	}
	wantCode(t, ask(""), "61006")
	wantCode(t, post(t, s, path+"api_component_token", `{"component_appid":"`+newsID+`","component_appsecret":"x"}`), "61011")
	query := "?component_access_token=" + ask("ticket@@@x").fields["component_access_token"].(string)
	wantCode(t, post(t, s, path+"api_create_preauthcode"+query, `{"component_appid":"`+platformID+`"}`), "none")
	wantCode(t, post(t, s, path+"api_start_push_ticket", `{"component_appid":"`+platformID+`","component_secret":"`+secretOf+`"}`), "0")
	if list := post(t, s, path+"api_get_authorizer_list"+query, `{"component_appid":"`+platformID+`","offset":0,"count":500}`); list.fields["total_count"] != 1.0 || !strings.Contains(list.raw, `"refresh_token":"refreshtoken@@@`) {
		t.Error(list.raw)
	}
	code := `{"component_appid":"` + platformID + `","authorization_code":"queryauthcode@@@` + newsID + `"}`
	info := post(t, s, path+"api_query_auth"+query, code).fields["authorization_info"].(map[string]any)
	wantCode(t, post(t, s, path+"api_query_auth"+query, code), "61009")
	first := "?access_token=" + info["authorizer_access_token"].(string)
	wantCode(t, do(t, s, "GET", "/cgi-bin/user/get"+first, ""), "none")
	refresh := func(token string) reply {
		return post(t, s, path+"api_authorizer_token"+query, `{"component_appid":"`+platformID+`","authorizer_appid":"`+newsID+`","authorizer_refresh_token":"`+token+`"}`)
	}
	wantCode(t, refresh("x"), "61023")
	wantCode(t, refresh(info["authorizer_refresh_token"].(string)), "none")
	c.add(tokenShared)
	wantCode(t, do(t, s, "GET", "/cgi-bin/user/get"+first, ""), "40001") // ended by the second
	ask("ticket@@@y")
	c.add(5 * time.Minute)
	wantCode(t, post(t, s, path+"api_create_preauthcode"+query, `{"component_appid":"`+platformID+`"}`), "40001")
}

func TestAPlatformListsItsAccountsAndStartsItsTickets(t *testing.T) {
	s, _ := start(Settings{Accounts: []Account{
		{AppID: platformID, Secret: secretOf, Kind: "component"},
		{AppID: newsID, Secret: secretOf, Kind: "offiaccount"},
	}})
	const path = "/cgi-bin/component/"
	push := func(secret string) reply {
		return post(t, s, path+"api_start_push_ticket", `{"component_appid":"`+platformID+`","component_secret":"`+secret+`"}`)
	}
	wantCode(t, push("x"), "40125")
	if ran := push(secretOf); ran.raw != `{"errcode":0,"errmsg":"in a normal state"}` {
		t.Error(ran.raw)
	}
	token := post(t, s, path+"api_component_token", `{"component_appid":"`+platformID+`","component_appsecret":"`+secretOf+`","component_verify_ticket":"ticket@@@x"}`)
	query := "?component_access_token=" + token.fields["component_access_token"].(string)
	list := func(appID, rest string) reply {
		return post(t, s, path+"api_get_authorizer_list"+query, `{"component_appid":"`+appID+`",`+rest+`}`)
	}
	wantCode(t, list(newsID, `"offset":0,"count":500`), "40013")
	wantCode(t, list(platformID, `"offset":0,"count":501`), "40097")
	for rest, want := range map[string]int{`"offset":0,"count":500`: 1, `"offset":7,"count":1`: 0} {
		got := list(platformID, rest)
		if all, _ := got.fields["list"].([]any); got.fields["total_count"] != 1.0 || len(all) != want || strings.Count(got.raw, `"refresh_token":"refreshtoken@@@`) != want {
			t.Errorf("%s: %s", rest, got.raw)
		}
	}
}

func TestAPlatformClearsWithoutAToken(t *testing.T) {
	s, _ := start(Settings{Accounts: []Account{
		{AppID: platformID, Secret: secretOf, Kind: "component"},
		{AppID: newsID, Secret: secretOf, Kind: "offiaccount", Limits: []Limit{{Path: sendMsg, Used: 7}}},
	}})
	clear := func(body string) reply {
		return post(t, s, "/cgi-bin/component/clear_quota/v2", `{"component_appid":"`+platformID+`",`+body+`}`)
	}
	wantCode(t, clear(`"appsecret":"x"`), "40125")
	wantCode(t, clear(`"appid":"wx1","appsecret":"`+secretOf+`"`), "61003")
	wantCode(t, clear(`"appsecret":"`+secretOf+`"`), "0")
	wantCode(t, clear(`"appid":"`+newsID+`","appsecret":"`+secretOf+`"`), "0")
	if used := s.Quota(newsID, sendMsg).Used; used != 0 {
		t.Errorf("used %d after the clear", used)
	}
	for _, id := range []string{platformID, newsID} {
		if all, _ := s.Left(id); all != 9 {
			t.Errorf("%s has %d left", id, all)
		}
	}
}
