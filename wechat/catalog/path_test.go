package catalog

import "testing"

func TestPathOfTakesThePathOutOfAnAddress(t *testing.T) {
	for text, want := range map[string]string{
		"/cgi-bin/menu/get":  "/cgi-bin/menu/get",
		"cgi-bin/menu/get":   "/cgi-bin/menu/get",
		" /cgi-bin/menu/get": "/cgi-bin/menu/get",
		"https://api.weixin.qq.com/cgi-bin/menu/get?access_token=x#y": "/cgi-bin/menu/get",
		"http://10.0.0.8:3128/wxa/x":                                  "/wxa/x",
		"api.weixin.qq.com/wxa/getwxacodeunlimit?a=/b":                "/wxa/getwxacodeunlimit",
		"//api.weixin.qq.com/wxa/x":                                   "/wxa/x",
		"/wxa/x?access_token=1":                                       "/wxa/x",
		"wxa/x/":                                                      "/wxa/x",
		"/wxa/v1.2/x":                                                 "/wxa/v1.2/x",
		"https://api.weixin.qq.com/sns/jscode2session?js_code=1":      "/sns/jscode2session",
		// What holds no path stays, so that whoever reads of it sees what was written.
		"":                          "",
		"https://api.weixin.qq.com": "https://api.weixin.qq.com",
		"https://":                  "https://",
		"发客服消息":                     "发客服消息",
		"/cgi-bin/menu get":         "/cgi-bin/menu get",
		"?a=b":                      "?a=b",
	} {
		if got := PathOf(text); got != want {
			t.Errorf("PathOf(%q) = %q, want %q", text, got, want)
		}
	}
}
