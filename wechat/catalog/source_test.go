package catalog

import (
	"net/url"
	"strings"
	"testing"
)

func TestSourcesSayWhoseTheyAre(t *testing.T) {
	for source, want := range map[string]Origin{
		"": "",
		"https://developers.weixin.qq.com/doc/subscription/api/base/api_getaccesstoken.html":    OfficialSite,
		"https://developers.weixin.qq.com/community/develop/doc/0000cc03cb42000ffa3fb047251c00": ThirdParty,
		"https://blog.csdn.net/m0_58095675/article/details/126918725":                           ThirdParty,
		"Marco9442/wx-miniprogram-doc:开发/服务端/接口调用凭证/获取稳定版接口调用凭据.md":                             PublicCopy,
		"JeffreySu/WeiXinMPSDK:src/x.cs": ThirdParty,
	} {
		if got := OriginOf(source); got != want {
			t.Errorf("%s is of origin %q, want %q", source, got, want)
		}
	}
}

func TestEverySourceCanBeOpened(t *testing.T) {
	for _, a := range APIs() {
		for _, source := range []string{a.Source, a.LimitSource} {
			u, err := url.Parse(SourceURL(source))
			if source != "" && (err != nil || u.Scheme != "https" || u.Host == "" || u.Path == "") {
				t.Errorf("%s: %q opens at %q", a.Path, source, u)
			}
		}
		if a.Page != "" && (OriginOf(a.Page) != OfficialSite || strings.Contains(a.Page, " ")) {
			t.Errorf("%s: %q is no page of WeChat's", a.Path, a.Page)
		}
	}
}

func TestPagesAreOfTheKindOfAccount(t *testing.T) {
	a, _ := Lookup("/cgi-bin/token")
	if of := a.PageOf("offiaccount"); of == a.Page || !strings.Contains(of, "/doc/subscription/") {
		t.Errorf("an Official Account's page is %q", of)
	}
	if of := a.PageOf("miniprogram"); of != a.Page || !strings.Contains(of, "/miniprogram/") {
		t.Errorf("a Mini Program's page is %q", of)
	}
	opened := 0
	for _, a := range APIs() {
		if a.Page != "" {
			opened++
		}
	}
	if opened < 1000 {
		t.Errorf("only %d of %d APIs have a page to open", opened, len(APIs()))
	}
}
