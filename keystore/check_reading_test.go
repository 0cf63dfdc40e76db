package keystore

import (
	"slices"
	"strings"
	"testing"
)

// TestHowAnAccountIsReadIsChecked: its tags, from where on it warns, and the way to WeChat.
func TestHowAnAccountIsReadIsChecked(t *testing.T) {
	for text, want := range map[string]string{
		`tags = ["shop", "north", "华东", "a.b/c"]`: "",
		`tags = [""]`:          `x:5: tags: tag form: found ""`,
		`tags = ["two words"]`: `x:5: tags: tag form: found "two words"`,
		`tags = ["a,b"]`:       `x:5: tags: tag form`,
		`tags = ["甲，乙"]`:       `x:5: tags: tag form`,
		`tags = ["-x"]`:        `x:5: tags: tag form`,
		`tags = ["` + strings.Repeat("x", 25) + `"]`: `x:5: tags: tag form`,
		`tags = ["a\u202eb"]`:                        `x:5: tags: control characters`,
		`warn_at = []`:                               "",
		`warn_at = [1]`:                              "",
		`warn_at = [0x32, 100]`:                      "",
		`warn_at = [0]`:                              `x:5: warn_at: warn_at form, expected one or two whole numbers from 1 to 100`,
		`warn_at = [95, 80]`:                         `x:5: warn_at: warn_at form`,
		`warn_at = [80, 80]`:                         `x:5: warn_at: warn_at form`,
		`warn_at = [80, 101]`:                        `x:5: warn_at: warn_at form`,
		`warn_at = [70, 80, 90]`:                     `x:5: warn_at: warn_at form`,
		`warn_at = [99999999999999999999]`:           `x:5: warn_at: warn_at form`,
		`on_demand = "yes"`:                          `x:5: on_demand: not true or false`,
		`base = "https://sh.api.weixin.qq.com/"`:     "",
		`base = "http://127.0.0.1:18080"`:            "",
		`base = "http://api.weixin.qq.com"`:          `x:5: base: API address form: found "http://api.weixin.qq.com", expected https and a host`,
		`base = "https://li:hunter2@example.com"`:    `x:5: base: API address form, expected`,
		`base = "https://x.example/?access_token=7"`: `x:5: base: API address form, expected`,
		`proxy = "http://10.0.0.8:3128"`:             "",
		`proxy = "https://proxy.example:443/"`:       "",
		`proxy = "socks5://[::1]:1080"`:              "",
		`proxy = "10.0.0.8:3128"`:                    `x:5: proxy: proxy form: found "10.0.0.8:3128", expected http, https or socks5`,
		`proxy = "http://10.0.0.8"`:                  `x:5: proxy: proxy form`,
		`proxy = "http://:3128"`:                     `x:5: proxy: proxy form`,
		`proxy = "http://x:0"`:                       `x:5: proxy: proxy form`,
		`proxy = "http://x:99999"`:                   `x:5: proxy: proxy form`,
		`proxy = "socks4://x:1080"`:                  `x:5: proxy: proxy form`,
		`proxy = "http://x:1/y"`:                     `x:5: proxy: proxy form`,
		`proxy = "http://li:hunter2@x:3128"`:         `x:5: proxy: user in the proxy, expected the address alone`,
		`proxy = "li:hunter2@x:3128"`:                `x:5: proxy: user in the proxy`,
	} {
		_, _, err := Parse("x", []byte(plainMall+text))
		if err == nil && want != "" || err != nil && (want == "" || !strings.HasPrefix(err.Error(), want)) {
			t.Errorf("%s: got %v", text, err)
		}
		if err != nil && strings.Contains(err.Error(), "hunter2") {
			t.Errorf("%s: the password is told: %v", text, err)
		}
	}
}

// TestHowAnAccountIsReadIsWrittenAndStays: what is as it was keeps its spelling.
func TestHowAnAccountIsReadIsWrittenAndStays(t *testing.T) {
	book := bookWith(t, plainMall+"warn_at = [0x50, 95] # late\ntags = [\n\t\"shop\", # ours\n]\n")
	accounts, _, err := book.Load()
	if err != nil || !slices.Equal(accounts[0].WarnAt, []int64{80, 95}) {
		t.Fatal(accounts, err)
	}
	now := accounts[0]
	now.Tags, now.OnDemand, now.Proxy = []string{"shop", "north"}, true, "socks5://127.0.0.1:1080"
	if err := book.Change(accounts[0], now); err != nil {
		t.Fatal(err)
	}
	want := plainMall + "warn_at = [0x50, 95] # late\ntags = [\n\t\"shop\", # ours\n\t\"north\",\n]\non_demand = true\nproxy  = \"socks5://127.0.0.1:1080\"\n"
	if got := contents(t, book); got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
	later := now
	later.WarnAt, later.Base = []int64{70}, "https://sh.api.weixin.qq.com"
	if err := book.Change(now, later); err != nil {
		t.Fatal(err)
	}
	if got := contents(t, book); !strings.Contains(got, "warn_at = [70] # late\n") || !strings.Contains(got, "\nbase   = \"https://sh.api.weixin.qq.com\"\n") {
		t.Errorf("got\n%s", got)
	}
}
