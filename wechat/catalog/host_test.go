package catalog

import (
	"strings"
	"testing"
)

func TestCheckBaseURL(t *testing.T) {
	for _, ok := range []string{DefaultBaseURL, "https://proxy.example:8443", "https://api.weixin.qq.com/", "http://127.0.0.1:8080", "http://localhost", "http://[::1]:1"} {
		if err := CheckBaseURL(ok); err != nil {
			t.Errorf("%s: %v", ok, err)
		}
	}
	for _, bad := range []string{
		"", "api.weixin.qq.com", "http://api.weixin.qq.com", "http://10.0.0.1", "ftp://127.0.0.1", "https://",
		"https://user:pass@api.weixin.qq.com", "https://api.weixin.qq.com/cgi-bin", "https://api.weixin.qq.com?x=1",
		"https://api.weixin.qq.com#x", "https://api.weixin.qq.com:0", "https://api.weixin.qq.com:99999", "https:opaque",
		"http://127.0.0.1.example.com", "https://:443", "https://a b",
	} {
		err := CheckBaseURL(bad)
		if err == nil {
			t.Errorf("%s was taken", bad)
		} else if strings.Contains(err.Error(), "pass") && bad != "" && strings.Contains(err.Error(), "user:pass") {
			t.Errorf("%s: the error shows the password: %v", bad, err)
		}
	}
}
