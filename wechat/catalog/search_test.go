package catalog

import (
	"slices"
	"strings"
	"testing"
)

func TestSearch(t *testing.T) {
	tests := []struct {
		text  string
		first string
		also  []string
	}{
		{"/cgi-bin/clear_quota", "/cgi-bin/clear_quota", []string{"/cgi-bin/clear_quota/v2"}},
		{"/cgi-bin/menu", "/cgi-bin/menu/addconditional", []string{"/cgi-bin/menu/create"}},
		{"clear_quota", "/cgi-bin/clear_quota", []string{"/cgi-bin/component/clear_quota/v2"}},
		{"GETACCESSTOKEN", "/cgi-bin/token", nil},
		{"getwxacodeunlimit", "/wxa/getwxacodeunlimit", nil},
		{"Send customer message", "/cgi-bin/message/custom/send", nil},
		{"客服消息", "/cgi-bin/message/custom/send", nil},
		{"订阅消息", "/cgi-bin/message/subscribe/send", []string{"/wxaapi/newtmpl/gettemplate"}},
		{"获取手机号", "/wxa/business/getuserphonenumber", nil},
		{"  phone   number ", "/wxa/business/getuserphonenumber", nil},
		{"url link 生成", "/wxa/generate_urllink", nil},
		{"小程序码 不限", "/wxa/getwxacodeunlimit", nil},
		{"二维码", "/cgi-bin/qrcode/create", nil},
		{"reset", "/cgi-bin/clear_quota", []string{"/wxaapi/comment/apikfquota/reset"}},
		{"发送客服消息", "/cgi-bin/message/custom/send", nil}, // the official title
	}
	for _, tt := range tests {
		found := Search(tt.text)
		if len(found) == 0 || found[0].Path != tt.first {
			t.Errorf("Search(%q) begins with %v, want %s", tt.text, firstPaths(found), tt.first)
			continue
		}
		for _, p := range tt.also {
			if !slices.ContainsFunc(found, func(a API) bool { return a.Path == p }) {
				t.Errorf("Search(%q) lacks %s", tt.text, p)
			}
		}
	}
	if n := len(Search(" ")); n != len(APIs()) {
		t.Errorf("an empty search finds %d", n)
	}
	if found := Search("menu zebra"); len(found) != 0 {
		t.Errorf("one word of two is enough: %v", firstPaths(found))
	}
}

func TestSearchCodes(t *testing.T) {
	tests := []struct {
		text, kind string
		first      int64
	}{
		{"45009", "", 45009},
		{"4016", "", 40160},
		{"-1", "", -1},
		{"invalid ip, not in whitelist", "", 40164},
		{"whitelist", "ip-whitelist", 40164},
		{"45", "quota", 45009},
		{"白名单", "ip-whitelist", 40164},
		{"RID", "permission", 76003},
		{"clear quota", "", 48006},
	}
	for _, tt := range tests {
		found := SearchCodes(tt.text, tt.kind, "")
		if len(found) == 0 || found[0].Code != tt.first {
			var first int64
			if len(found) > 0 {
				first = found[0].Code
			}
			t.Errorf("SearchCodes(%q, %q) begins with %d of %d, want %d", tt.text, tt.kind, first, len(found), tt.first)
		}
		for _, c := range found {
			if tt.kind != "" && c.Kind != tt.kind {
				t.Errorf("SearchCodes(%q, %q) gave %d of kind %s", tt.text, tt.kind, c.Code, c.Kind)
			}
		}
	}
	if n := len(SearchCodes("", "", "")); n != len(codes()) {
		t.Errorf("an empty search finds %d", n)
	}
}

// TestSearchLeavesOutWhatIsNoPartOfAName: a verb of asking, the kind of account.
func TestSearchLeavesOutWhatIsNoPartOfAName(t *testing.T) {
	for text, want := range map[string]string{
		"拿token":       "/cgi-bin/token",
		"拿二维码":         "/cgi-bin/qrcode/create",
		"fetchToken":   "/cgi-bin/token",
		"userList":     "/cgi-bin/user/get",
		"getUserList":  "/cgi-bin/user/get",
		"公众号二维码":       "/cgi-bin/qrcode/create",
		"公众号菜单":        "/cgi-bin/menu/create",
		"小程序手机号":       "/wxa/business/getuserphonenumber",
		"code换openid":  "/sns/jscode2session",
		"code获取openid": "/sns/jscode2session",
	} {
		found := Search(text)
		if !slices.ContainsFunc(found[:min(3, len(found))], func(a API) bool { return a.Path == want }) {
			t.Errorf("%q finds %s, not %s", text, firstPaths(found), want)
		}
	}
	for _, text := range []string{"get zebra", "拿", "https://"} {
		if found := Search(text); len(found) > 0 {
			t.Errorf("%q finds %s", text, firstPaths(found))
		}
	}
	for _, a := range Search("公众号二维码") {
		if !slices.Contains(a.Kinds, "offiaccount") {
			t.Errorf("公众号二维码 finds %s of %v", a.Path, a.Kinds)
		}
	}
}

func firstPaths(found []API) string {
	var paths []string
	for _, a := range found[:min(3, len(found))] {
		paths = append(paths, a.Path)
	}
	return strings.Join(paths, " ")
}

func BenchmarkSearch(b *testing.B) {
	for b.Loop() {
		Search("客服 send")
	}
}
