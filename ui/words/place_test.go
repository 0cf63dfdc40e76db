package words

import (
	"strings"
	"testing"

	"wxops/wechat"
	"wxops/wechat/catalog"
)

func TestARefusedAddressLeadsToTheListOfTheKindOfAccount(t *testing.T) {
	const named = "access clientip is not registered requestIP: 203.0.113.7"
	for _, tt := range []struct {
		code     int64
		kind     string
		en, zh   string
		notThere string
	}{
		{40164, "offiaccount", "WeChat developer platform, My business", "微信开发者平台 - 我的业务 - 公众号/服务号", "mp.weixin"},
		{40164, "miniprogram", "Development settings, Developer ID", "开发管理 - 开发设置 - 开发者 ID", "developer platform"},
		{40164, "minigame", "Development settings, Developer ID", "开发管理 - 开发设置 - 开发者 ID", "developer platform"},
		{40164, "store", "WeChat store back end", "微信小店后台", "mp.weixin"},
		{40164, "", "wxops code 40164", "wxops code 40164", "mp.weixin"},
		{61004, "miniprogram", "WeChat open platform", "微信开放平台", "mp.weixin"},
		{61004, "component", "WeChat open platform", "微信开放平台", "mp.weixin"},
		{61004, "store", "WeChat store back end", "微信小店后台", "open platform"},
		{61004, "", "WeChat open platform", "微信开放平台", "mp.weixin"},
		{45035, "store", "WeChat store back end", "微信小店后台", "open platform"},
		{45035, "", "WeChat store back end", "微信小店后台", "open platform"},
	} {
		err := &wechat.Error{Code: tt.code, Kind: tt.kind, Msg: named}
		_, en := Explain(err, English)
		_, zh := Explain(err, Chinese)
		if !strings.Contains(en, tt.en) || !strings.Contains(zh, tt.zh) || strings.Contains(en, tt.notThere) {
			t.Errorf("%d of kind %q:\n%s\n%s", tt.code, tt.kind, en, zh)
		}
		if !strings.Contains(en, "203.0.113.7") || !strings.Contains(zh, "203.0.113.7") {
			t.Errorf("%d of kind %q does not name the address:\n%s\n%s", tt.code, tt.kind, en, zh)
		}
		if tt.kind != "" && (!strings.Contains(en, "(as of 20") || !strings.Contains(zh, "（截至 20")) {
			t.Errorf("%d of kind %q without the date of its place:\n%s\n%s", tt.code, tt.kind, en, zh)
		}
	}
}

func TestWaysNameAPlaceOnce(t *testing.T) {
	for _, lang := range []Lang{English, Chinese} {
		seen := map[string]bool{}
		var kinds int
		for _, w := range Ways("ip-allow-list", "", lang) {
			if seen[w.Text] || w.AsOf == "" || w.Of(lang) == "" {
				t.Errorf("%s twice, without a date, or of nobody: %+v", lang, w)
			}
			seen[w.Text] = true
			kinds += len(w.Kinds)
		}
		if kinds != 5 || len(seen) != 4 {
			t.Errorf("%s: %d places of %d kinds, want 4 of 5", lang, len(seen), kinds)
		}
	}
}

func TestAPlaceThatNobodyTellsOfIsNone(t *testing.T) {
	for _, kind := range []string{"miniprogram", "minigame", "store", "component"} {
		if where := Where("quota-reset-button", kind, English); where != "" {
			t.Errorf("%s: %s", kind, where)
		}
	}
	if where := Where("quota-reset-button", "offiaccount", Chinese); !strings.Contains(where, "接口权限与额度") {
		t.Error(where)
	}
	if where := Where("nonesuch", "", English) + Where("ip-allow-list", "", English); where != "" {
		t.Error(where)
	}
}

// An Official Account is a subscription or a service account: where these differ, both are named.
func TestTheTwoKindsOfOfficialAccount(t *testing.T) {
	where := Where("oauth-domain", "offiaccount", Chinese)
	if !strings.Contains(where, "订阅号：") || !strings.Contains(where, "服务号：") {
		t.Error(where)
	}
}

func TestARemedyWithoutAPlaceIsTheAdvice(t *testing.T) {
	c, _ := catalog.Explain(45009)
	if do := Remedy(c, "miniprogram", "", English); do != Hint(c, English) {
		t.Error(do)
	}
}
