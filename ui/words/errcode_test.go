package words

import (
	"strings"
	"testing"

	"wxops/wechat"
)

// TestAnErrcodeMeansWhatItsPathSays: the same number, met in different places.
func TestAnErrcodeMeansWhatItsPathSays(t *testing.T) {
	const quotaGet, ridGet, token = "/cgi-bin/openapi/quota/get", "/cgi-bin/openapi/rid/get", "/cgi-bin/stable_token"
	for _, c := range []struct {
		name        string
		met         Errcode
		meaning, do string // parts
	}{
		{"45009 of an API", Errcode{Code: 45009, Path: "/cgi-bin/menu/get"}, "The day's quota of this API", "reset if you must"},
		{"45009 of a token in a text", Errcode{Code: 45009, Path: token}, "no token can be had", "force_refresh"},
		{"45009 of the old token", Errcode{Code: 45009, Path: "/cgi-bin/token"}, "no token can be had", "--all --via secret"},
		{"45009 of our own token", Errcode{Code: 45009, Path: token, Own: true}, "no token can be had", "--all --via secret"},
		{"45009 of a platform's token", Errcode{Code: 45009, Path: "/cgi-bin/component/api_component_token"}, "of the platform", "clear_quota/v2"},
		{"45009 of quota/get", Errcode{Code: 45009, Path: quotaGet}, "the quota of quota/get itself", "no other API is out"},
		{"76003 of quota/get", Errcode{Code: 76003, Path: quotaGet}, "malformed", "/cgi-bin/menu/get"},
		{"76003 of quota/clear", Errcode{Code: 76003, Path: "/cgi-bin/openapi/quota/clear"}, "malformed", ""},
		{"76003 of rid/get", Errcode{Code: 76003, Path: ridGet}, "belongs to another account", "wxops rid ALIAS"},
		{"76003 of nobody knows what", Errcode{Code: 76003}, "another account", ""},
		{"40001 in a text", Errcode{Code: 40001, Path: quotaGet}, "Token refused", "Refresh once"},
		{"40001 of our own new token", Errcode{Code: 40001, Path: quotaGet, Own: true}, "only just given", "secret was reset"},
		{"40001 instead of a token", Errcode{Code: 40001, Path: token, Own: true}, "the AppSecret is wrong", "Compare"},
		{"40164 with its address", Errcode{Code: 40164, Message: "invalid ip 203.0.113.7 ipv6 ::ffff:203.0.113.7, not in whitelist"}, "", "203.0.113.7"},
		{"WeCom's", Errcode{Code: 40001, Path: quotaGet, WeCom: true}, "WeCom", "open.work.weixin.qq.com"},
		{"WeCom's alone", Errcode{Code: 60020, WeCom: true}, "WeCom", "another product"},
	} {
		meaning, do, known := c.met.Explain(English)
		all := meaning + "\n" + do
		if !known || !strings.Contains(meaning, c.meaning) || !strings.Contains(strings.ToLower(all), strings.ToLower(c.do)) {
			t.Errorf("%s: %q, %q, %v", c.name, meaning, do, known)
		}
		if strings.HasPrefix(meaning, "errcode") || placeholder.MatchString(all) {
			t.Errorf("%s: the number or a placeholder stands in %q", c.name, all)
		}
		zh, zhDo, known := c.met.Explain(Chinese)
		if !known || zh == meaning || zhDo == do || strings.HasPrefix(zh, "errcode") {
			t.Errorf("%s in Chinese: %q, %q", c.name, zh, zhDo)
		}
		if c.met.WeCom && (!strings.HasPrefix(meaning, "WeCom") || !strings.HasPrefix(zh, "WeCom")) {
			t.Errorf("%s does not begin with WeCom: %q, %q", c.name, meaning, zh)
		}
	}
	if meaning, do, known := (Errcode{Code: 12321}).Explain(English); known || meaning+do != "" {
		t.Errorf("no list has it: %q, %q", meaning, do)
	}
}

// TestAContextHasBothLanguages: the advice that only a path calls for, too.
func TestAContextHasBothLanguages(t *testing.T) {
	for met, a := range pathCodeAdvice {
		checkAdvice(t, met.path, a)
	}
	for met, a := range ownAdvice {
		checkAdvice(t, met.path, a)
	}
	checkAdvice(t, "WeCom", weComAdvice)
}

// TestA40001OfOurOwnSaysWhoElseRefreshes: our read was made again with a new token.
func TestA40001OfOurOwnSaysWhoElseRefreshes(t *testing.T) {
	fact, do := Explain(&wechat.Error{Path: "/cgi-bin/openapi/quota/get", Code: 40001}, English)
	if !strings.HasPrefix(fact, "errcode 40001: ") || !strings.Contains(do, "force_refresh") {
		t.Errorf("%q, %q", fact, do)
	}
}
