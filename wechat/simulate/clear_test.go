package simulate

import (
	"slices"
	"testing"
	"time"

	"wxops/wechat/simulate/errcode"
)

const (
	clearAllPath    = "/cgi-bin/clear_quota"
	clearSecretPath = "/cgi-bin/clear_quota/v2"
	clearSinglePath = "/cgi-bin/openapi/quota/clear"
)

func TestClearOfEverything(t *testing.T) {
	for name, c := range map[string]struct{ body, code string }{
		"right":           {`{"appid":"` + mallID + `"}`, "0"},
		"no body":         {"", "44002"},
		"no JSON":         {"appid", "47001"},
		"no appid":        {"{}", "41002"},
		"another account": {`{"appid":"` + newsID + `"}`, "40013"},
	} {
		t.Run(name, func(t *testing.T) {
			s, _ := start(Settings{})
			query := tokenOf(t, s, mallID)
			s.Use(mallID, scheme, 10)
			s.Use(mallID, sendMsg, 10)
			s.Use(newsID, sendMsg, 10)
			wantCode(t, post(t, s, clearAllPath+query, c.body), c.code)
			all, single := s.Left(mallID)
			if c.code != "0" {
				if all != 10 || s.Quota(mallID, scheme).Used != 10 {
					t.Errorf("refused, and yet %d left and %v", all, s.Quota(mallID, scheme))
				}
				return
			}
			if all != 9 || single != 50 {
				t.Errorf("left %d and %d, want 9 and 50", all, single)
			}
			if s.Quota(mallID, scheme).Used != 0 || s.Quota(mallID, sendMsg).Used != 0 || s.Quota(newsID, sendMsg).Used != 10 {
				t.Error("not exactly this account was cleared")
			}
			if used := s.Quota(mallID, clearAllPath).Used; used != 1 {
				t.Errorf("the call itself counts %d, want 1", used)
			}
		})
	}
}

func TestTheMonthsBudgetIsShared(t *testing.T) {
	s, c := start(Settings{})
	query := tokenOf(t, s, mallID)
	all, bySecret := `{"appid":"`+mallID+`"}`, `{"appid":"`+mallID+`","appsecret":"`+secretOf+`"}`
	for range 5 {
		wantCode(t, post(t, s, clearAllPath+query, all), "0")
		wantCode(t, post(t, s, clearSecretPath, bySecret), "0")
	}
	wantCode(t, post(t, s, clearAllPath+query, all), "48006")
	wantCode(t, post(t, s, clearSecretPath, bySecret), "48006")
	wantCode(t, post(t, s, clearSinglePath+query, `{"cgi_path":"`+scheme+`"}`), "0")
	if n := len(s.Clears()); n != 13 {
		t.Errorf("%d clears were asked for, want 13", n)
	}
	c.add(time.Date(2025, 6, 30, 15, 59, 59, 0, time.UTC).Sub(c.Now()))
	wantCode(t, post(t, s, clearSecretPath, bySecret), "48006")
	c.add(time.Second) // July in Beijing, June in Greenwich.
	wantCode(t, post(t, s, clearSecretPath, bySecret), "0")
}

func TestTheBudgetOfSingleClears(t *testing.T) {
	for name, c := range map[string]struct {
		set     Settings
		refused string
		next    time.Duration // until there is a budget again
	}{
		"a month":        {Settings{}, "48006", 16 * 24 * time.Hour},
		"a month, 76022": {Settings{OverSingle: errcode.PathForbidden}, "76022", 16 * 24 * time.Hour},
		"a day":          {Settings{SingleDaily: true}, "48006", 24 * time.Hour},
	} {
		t.Run(name, func(t *testing.T) {
			s, clock := start(c.set)
			query, body := tokenOf(t, s, mallID), `{"cgi_path":"`+scheme+`"}`
			for range 50 {
				wantCode(t, post(t, s, clearSinglePath+query, body), "0")
			}
			wantCode(t, post(t, s, clearSinglePath+query, body), c.refused)
			wantCode(t, post(t, s, clearAllPath+query, `{"appid":"`+mallID+`"}`), "0")
			clock.add(c.next)
			wantCode(t, post(t, s, clearSinglePath+tokenOf(t, s, mallID), body), "0")
		})
	}
}

func TestASingleClearClearsOnePath(t *testing.T) {
	s, _ := start(Settings{})
	query := tokenOf(t, s, mallID)
	s.Use(mallID, scheme, 10)
	s.Use(mallID, sendMsg, 10)
	wantCode(t, post(t, s, clearSinglePath+query, `{"cgi_path":"`+scheme+`"}`), "0")
	if s.Quota(mallID, scheme).Used != 0 || s.Quota(mallID, sendMsg).Used != 10 {
		t.Error("not exactly this path was cleared")
	}
	for body, code := range map[string]string{
		`{"cgi_path":"/sns/jscode2session"}`:   "76022",
		`{"cgi_path":"/wxa/nosuch"}`:           "76021",
		`{"cgi_path":"` + menuGet + `"}`:       "76022",
		`{"cgi_path":"wxa/generatescheme"}`:    "76021",
		`{}`:                                   "76021",
		``:                                     "44002",
		`{"cgi_path":"/wxa/generatescheme",,}`: "47001",
	} {
		wantCode(t, post(t, s, clearSinglePath+query, body), code)
	}
	if _, single := s.Left(mallID); single != 49 {
		t.Errorf("%d single clears left, want 49: a refusal costs none", single)
	}
}

func TestAPrefixForSingleClears(t *testing.T) {
	const order = "/channels/ec/order/get"
	s, _ := start(Settings{SinglePrefix: "/channels/ec/", Accounts: []Account{{AppID: mallID, Secret: secretOf, Kind: "store"}}})
	query := tokenOf(t, s, mallID)
	wantCode(t, post(t, s, clearSinglePath+query, `{"cgi_path":"`+order+`"}`), "0")
	wantCode(t, post(t, s, clearSinglePath+query, `{"cgi_path":"/cgi-bin/token"}`), "76021")
}

func TestClearBySecret(t *testing.T) {
	body := `{"appid":"` + mallID + `","appsecret":"` + secretOf + `"}`
	query := "?appid=" + mallID + "&appsecret=" + secretOf
	for name, c := range map[string]struct {
		form               SecretForm
		query, body, codes string
		told               string
	}{
		"in the body":              {BodyOrQuery, "", body, "0", "body"},
		"in the query":             {BodyOrQuery, query, "", "0", "query"},
		"in the query, with {}":    {BodyOrQuery, query, "{}", "0", "query"},
		"body only, in the body":   {BodyOnly, "", body, "0", "body"},
		"body only, in the query":  {BodyOnly, query, "", "41002", ""},
		"query only, in the query": {QueryOnly, query, "", "0", "query"},
		"query only, in the body":  {QueryOnly, "", body, "41002", ""},
		"nothing":                  {BodyOrQuery, "", "", "41002", ""},
		"no appid":                 {BodyOrQuery, "", `{"appsecret":"x"}`, "41002", ""},
		"no secret":                {BodyOrQuery, "", `{"appid":"` + mallID + `"}`, "41004", "body"},
		"no JSON":                  {BodyOrQuery, "", "appid=", "47001", ""},
		"unknown appid":            {BodyOrQuery, "", `{"appid":"wxff","appsecret":"x"}`, "40013", ""},
		"wrong secret":             {BodyOrQuery, "", `{"appid":"` + mallID + `","appsecret":"x"}`, "40125", "body"},
	} {
		t.Run(name, func(t *testing.T) {
			s, _ := start(Settings{SecretForm: c.form})
			s.Use(mallID, scheme, 10)
			wantCode(t, post(t, s, clearSecretPath+c.query, c.body), c.codes)
			if cleared := s.Quota(mallID, scheme).Used == 0; cleared != (c.codes == "0") {
				t.Errorf("cleared: %v", cleared)
			}
			told := ""
			for _, clear := range s.Clears() {
				told = clear.Form
				if clear.Via != "secret" || clear.Scope != "all" {
					t.Errorf("told as %+v", clear)
				}
			}
			if told != c.told {
				t.Errorf("the secret was seen in %q, want %q", told, c.told)
			}
		})
	}
}

func TestAClearMayLag(t *testing.T) {
	set := oneLimit(Limit{Path: scheme, Daily: 100, Used: 100})
	set.ClearLag = 20 * time.Minute
	s, c := start(set)
	query := tokenOf(t, s, mallID)
	wantCode(t, post(t, s, clearAllPath+query, `{"appid":"`+mallID+`"}`), "0")
	wantCode(t, post(t, s, scheme+query, "{}"), "45009")
	c.add(20*time.Minute - time.Second)
	if q := s.Quota(mallID, scheme); q.Used != 100 {
		t.Errorf("before the lag is over %v", q)
	}
	c.add(time.Second)
	if q := s.Quota(mallID, scheme); q.Used != 0 {
		t.Errorf("after it %v", q)
	}
	wantCode(t, post(t, s, scheme+query, "{}"), "0")
}

func TestALateClearTakesOnlyWhatWasUsedBefore(t *testing.T) {
	set := oneLimit(Limit{Path: scheme, Daily: 100, Used: 60, PerSecond: 0.01})
	set.ClearLag = 20 * time.Minute
	s, c := start(set)
	wantCode(t, post(t, s, clearAllPath+tokenOf(t, s, mallID), `{"appid":"`+mallID+`"}`), "0")
	c.add(20 * time.Minute)
	if q := s.Quota(mallID, scheme); q.Used != 12 {
		t.Errorf("%v, want the 12 of the last twenty minutes", q)
	}
}

func TestTokenQuotaMayStayAfterAClear(t *testing.T) {
	for _, stays := range []bool{false, true} {
		s, _ := start(Settings{TokenQuotaStays: stays})
		s.Use(mallID, "/cgi-bin/stable_token", 500_000)
		wantCode(t, post(t, s, "/cgi-bin/stable_token", stableBody(mallID, secretOf)), "45009")
		wantCode(t, post(t, s, clearSecretPath, `{"appid":"`+mallID+`","appsecret":"`+secretOf+`"}`), "0")
		want := map[bool]string{false: "none", true: "45009"}[stays]
		wantCode(t, post(t, s, "/cgi-bin/stable_token", stableBody(mallID, secretOf)), want)
	}
}

func TestClearsTellOfAllThatWereAskedFor(t *testing.T) {
	before := Clear{At: noon.Add(-time.Hour), Scope: "all", Via: "console"}
	s, _ := start(Settings{BudgetAll: 2, Accounts: []Account{
		{AppID: mallID, Secret: secretOf, Kind: "miniprogram", Clears: []Clear{before}},
	}})
	query := tokenOf(t, s, mallID)
	post(t, s, clearAllPath+query, `{"appid":"`+mallID+`"}`)
	post(t, s, clearAllPath+query, `{"appid":"`+mallID+`"}`)
	post(t, s, clearSinglePath+query, `{"cgi_path":"`+scheme+`"}`)
	want := []Clear{
		{At: before.At, AppID: mallID, Scope: "all", Via: "console"},
		{At: noon, AppID: mallID, Scope: "all", Via: "token"},
		{At: noon, AppID: mallID, Scope: "all", Via: "token", Code: 48006},
		{At: noon, AppID: mallID, Scope: "api", Via: "token", Path: scheme},
	}
	if got := s.Clears(); !slices.Equal(got, want) {
		t.Errorf("got  %+v\nwant %+v", got, want)
	}
}

func TestTwoLateClearsTakeNothingTwice(t *testing.T) {
	set := oneLimit(Limit{Path: scheme, Daily: 1000, Used: 60, PerSecond: 0.1})
	set.ClearLag = 20 * time.Minute
	s, c := start(set)
	query := tokenOf(t, s, mallID)
	wantCode(t, post(t, s, clearAllPath+query, `{"appid":"`+mallID+`"}`), "0")
	c.add(10 * time.Minute) // 60 more by now.
	wantCode(t, post(t, s, clearAllPath+query, `{"appid":"`+mallID+`"}`), "0")
	c.add(20 * time.Minute)
	if q := s.Quota(mallID, scheme); q.Used != 120 {
		t.Errorf("%v, want the 120 since the second clear", q)
	}
}
