package rid

import "testing"

func TestPathOfARequest(t *testing.T) {
	for url, want := range map[string]string{
		"access_token=50_xx":                     "",
		"access_token=a/b/c&x=/cgi-bin/x":        "",
		"":                                       "",
		"/cgi-bin/menu/get?access_token=x":       "/cgi-bin/menu/get",
		"cgi-bin/menu/get?access_token=x":        "/cgi-bin/menu/get",
		"https://api.weixin.qq.com/wxa/x?a=b/c":  "/wxa/x",
		"https://api.weixin.qq.com?access_token": "",
		"/cgi-bin/menu get?x":                    "",
		"?access_token=x":                        "",
	} {
		if got := (Record{URL: url}).Path(); got != want {
			t.Errorf("%q: %q, want %q", url, got, want)
		}
	}
}
