package catalog

import (
	"cmp"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// codes parses all of them.
func codes() []Code {
	var out []Code
	for _, line := range codeLines() {
		out = append(out, codeOf(line))
	}
	return out
}

func TestEveryCodeIsWellFormed(t *testing.T) {
	var kinds []string
	for _, k := range CodeKinds() {
		kinds = append(kinds, k.ID)
	}
	all := codes()
	if len(all) < 1800 {
		t.Fatalf("only %d codes", len(all))
	}
	for i, c := range all {
		if i > 0 && all[i-1].Code >= c.Code {
			t.Errorf("%d comes after %d", c.Code, all[i-1].Code)
		}
		if !slices.Contains(kinds, c.Kind) {
			t.Errorf("%d: kind %q is not in codekinds.tsv", c.Code, c.Kind)
		}
		if !slices.Contains([]string{RetryYes, RetryAfterWait, RetryNo}, c.Retry) {
			t.Errorf("%d: retry %q", c.Code, c.Retry)
		}
		for _, s := range []string{c.Zh, c.En, c.DoZh, c.DoEn} {
			if s == "" || s != strings.TrimSpace(s) {
				t.Errorf("%d: %q is empty or has a space at its end", c.Code, s)
			}
		}
		if c.Msg != strings.TrimSpace(c.Msg) || strings.Contains(c.Msg, "rid:") {
			t.Errorf("%d: errmsg %q", c.Code, c.Msg)
		}
		if !chinese(c.Zh) || !chinese(c.DoZh) || chinese(c.En) || chinese(c.DoEn) {
			t.Errorf("%d: a text is in the wrong language: %q, %q, %q, %q", c.Code, c.Zh, c.DoZh, c.En, c.DoEn)
		}
		if width(c.Zh) > 76 || width(c.En) > 100 || width(c.DoZh) > 100 || width(c.DoEn) > 100 {
			t.Errorf("%d: a text does not fit a line", c.Code)
		}
	}
}

func TestEveryCodeIsOfAFamily(t *testing.T) {
	in := map[string]int{}
	for _, c := range codes() {
		if _, ok := CodeFamily(c.Family); !ok {
			t.Errorf("%d: family %q is not in codefamilies.tsv", c.Code, c.Family)
		}
		in[c.Family]++
	}
	for _, f := range CodeFamilies() {
		if n := len(SearchCodes("", "", f.ID)); n != in[f.ID] {
			t.Errorf("a search in %s finds %d codes of %d", f.ID, n, in[f.ID])
		}
	}
}

// TestAdviceLeavesTheWayToThePlaces: WeChat moves its menus often, so the way through them stands in
// places.tsv only, with its date.
func TestAdviceLeavesTheWayToThePlaces(t *testing.T) {
	screen := regexp.MustCompile(`(?i)后台|公众平台|开发者平台|商户平台|控制台|开发管理|设置与开发|开发密钥|「| - |console|back[ -]?end|mp\.weixin|developer platform|settings`)
	for _, c := range codes() {
		for _, advice := range []string{c.DoZh, c.DoEn} {
			if found := screen.FindString(advice); found != "" {
				t.Errorf("%d: the advice has a way through menus, %q: %s", c.Code, found, advice)
			}
		}
		if c.Place == "" && c.PlaceKind == "" {
			continue
		}
		if !slices.ContainsFunc(places(), func(p Place) bool { return p.What == c.Place && (c.PlaceKind == "" || p.Kind == c.PlaceKind) }) {
			t.Errorf("%d leads to %q of %q, which has no place", c.Code, c.Place, c.PlaceKind)
		}
	}
}

func TestCodesLeadToThePlaceOfTheKindOfAccount(t *testing.T) {
	for code, want := range map[int64]map[string]string{
		40164: {"offiaccount": "开发密钥", "miniprogram": "开发者 ID", "store": "微信小店后台"},
		61004: {"offiaccount": "第三方平台", "component": "第三方平台", "": "第三方平台"},
		45035: {"miniprogram": "微信小店后台", "": "微信小店后台"},
		40125: {"offiaccount": "开发密钥", "miniprogram": "开发者 ID"},
		40243: {"miniprogram": "开发者 ID"},
		48001: {"offiaccount": "接口权限与额度"},
		45009: {"offiaccount": "清零"},
		40201: {"offiaccount": "消息推送配置", "component": "开发资料"},
		89503: {"offiaccount": "管理员"},
		10003: {"offiaccount": "网页授权域名"},
		40238: {"miniprogram": "API 安全"},
		61005: {"component": "开发资料", "offiaccount": "开发资料"},
	} {
		c, _ := Explain(code)
		for kind, way := range want {
			where := Places(c.Place, cmp.Or(c.PlaceKind, kind))
			if len(where) == 0 || !strings.Contains(where[0].Zh, way) {
				t.Errorf("%d of kind %q leads to %+v, want %s", code, kind, where, way)
			}
		}
	}
}

// TestCodesSayWhatOfficialPagesSay holds what the first list lacked or had too narrow.
func TestCodesSayWhatOfficialPagesSay(t *testing.T) {
	for code, want := range map[int64][3]string{ // kind, retry, a part of the meaning or of the advice
		44990: {"quota", RetryAfterWait, "100"}, 44991: {"quota", RetryAfterWait, "minute"}, 44993: {"quota", RetryAfterWait, "500,000"},
		85400: {"quota", RetryNo, "100,000"}, 85401: {"param", RetryNo, "30 days"}, 85402: {"param", RetryNo, "env_version"},
		85403: {"param", RetryNo, "expired"}, 85405: {"permission", RetryNo, "plain-text"}, 85406: {"quota", RetryAfterWait, "isits"},
		85407: {"permission", RetryNo, "scheme"}, 85408: {"account", RetryNo, "withdrawn"},
		87020: {"quota", RetryAfterWait, "same media"}, 61081: {"quota", RetryAfterWait, "too often"},
		-604101: {"permission", RetryNo, "config.json"}, -504002: {"other", RetryNo, "log"}, -501007: {"param", RetryNo, "config.json"},
		-501000: {"system", RetryYes, "env"}, 9410000: {"other", RetryNo, "empty"}, 76003: {"permission", RetryNo, "quota/get"},
		48001: {"permission", RetryNo, "76022"}, 45009: {"quota", RetryAfterWait, "used up"}, 50001: {"permission", RetryNo, "scope"},
		-1: {"system", RetryYes, "was done"}, 40001: {"token", RetryYes, "forced refresh"}, 40125: {"token", RetryNo, "AppSecret"},
		200302: {"other", RetryAfterWait, "echostr"}, 200301: {"other", RetryAfterWait, "in time"},
		-106: {"other", RetryAfterWait, "echostr"}, -107: {"other", RetryAfterWait, "in time"},
	} {
		c, ok := Explain(code)
		if !ok || c.Kind != want[0] || c.Retry != want[1] || !strings.Contains(c.En+" "+c.DoEn, want[2]) {
			t.Errorf("%d is %+v, want %v", code, c, want)
		}
	}
}

func TestExplain(t *testing.T) {
	c, ok := Explain(45009)
	if !ok || c.Msg != "reach max api daily quota limit" || c.Kind != "quota" || c.Retry != RetryAfterWait {
		t.Errorf("45009 is %+v, %v", c, ok)
	}
	if _, ok := Explain(-1); !ok {
		t.Error("-1 is not known")
	}
	for _, c := range codes() {
		if got, ok := Explain(c.Code); !ok || got != c {
			t.Errorf("%d is %+v, want %+v", c.Code, got, c)
		}
	}
	for _, code := range []int64{99999999999, -99999999, 1<<63 - 1, 45012345, 3} {
		if c, ok := Explain(code); ok && c.Code != code {
			t.Errorf("%d is %+v", code, c)
		}
	}
}

func TestCodeKind(t *testing.T) {
	for name, want := range map[string]string{
		"quota": "quota", "Quota": "quota", "额度": "quota", "ip": "ip-whitelist", "IP 白名单": "ip-whitelist",
		"ip allow list": "ip-whitelist", "权": "permission", "sys": "system", "": "", "p": "", "zzz": "",
	} {
		if k, ok := CodeKind(name); k.ID != want || ok != (want != "") {
			t.Errorf("%q is %q, %v, want %q", name, k.ID, ok, want)
		}
	}
}

func TestCodeFamily(t *testing.T) {
	for name, want := range map[string]string{
		"mass": "mass", "群发": "mass", "CUSTOMER": "customer-service", "授权返回码": "authorisation", "mini": "mini-program", "m": "", "": "",
	} {
		if f, ok := CodeFamily(name); f.ID != want || ok != (want != "") {
			t.Errorf("%q is %q, %v, want %q", name, f.ID, ok, want)
		}
	}
}

func chinese(s string) bool { return strings.ContainsFunc(s, han) }

func BenchmarkExplain(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		Explain(45009)
	}
}
