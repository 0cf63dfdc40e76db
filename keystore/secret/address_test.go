package secret

import (
	"strings"
	"testing"
)

func TestWhatCanBePostedToIsAnAddress(t *testing.T) {
	for raw, want := range map[string]bool{
		"https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=693a91f6-7xxx": true,
		"https://open.feishu.cn/open-apis/bot/v2/hook/x":                     true,
		"http://127.0.0.1:8080/robot?k=1":                                    true,
		"http://[::1]:1/":                                                    true,
		"http://localhost/x":                                                 true,
		"":                                                                   false,
		"http://qyapi.weixin.qq.com/x":                                       false,
		"http://127.0.0.1.example.com/":                                      false,
		"https://li:hunter2@example.com/":                                    false,
		"https://li@example.com/":                                            false,
		"https:///x":                                                         false,
		"https:x":                                                            false,
		"qyapi.weixin.qq.com/x":                                              false,
		"ftp://example.com/":                                                 false,
		"file:///etc/passwd":                                                 false,
		"https://example.com/a b":                                            false,
		"https://example.com/\nhttps://example.com/":                         false,
		"https://example.com/\x00":                                           false,
		"https://example.com/#x":                                             false,
		"https://example.com/" + strings.Repeat("x", 2048-20):                true,
		"https://example.com/" + strings.Repeat("x", 2049-20):                false,
		"hunter2": false,
	} {
		if got := IsAddress(NewSecret(raw)); got != want {
			t.Errorf("%.60q: %v", raw, got)
		}
	}
}
