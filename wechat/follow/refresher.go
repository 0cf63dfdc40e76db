package follow

import (
	"bytes"
	"slices"
)

// Refresher is a library that fetches the token of an account by itself, as it
// does when nobody tells it otherwise. With two of them at work each makes the
// other's token invalid.
type Refresher struct {
	Name     string
	Call     string // with which it fetches a token
	ByItself bool   // it fetches a new one whenever WeChat refuses one (40001, 40014, 42001)
	marks    []string
}

const callToken = "GET /cgi-bin/token"

// refreshers are known by the names of their packages, which stand in traces and
// as names of loggers. A name that holds another one comes first.
//
// Read in the source of silenceper/wechat v2.1.6, EasyWeChat 5 and 6.9, WxJava
// (2025-01), PowerWeChat v3, Senparc.Weixin (2026-08), wechatpy (2025-02),
// fastwego/offiaccount (2022-03), chanxuehong/wechat (2025-12),
// node-easywechat 3 and zoujingli/WeChatDeveloper (2025-12).
var refreshers = []Refresher{
	{Name: "WxJava", Call: callToken, marks: []string{"me.chanjar.weixin", "cn.binarywang.wx", "com.github.binarywang", "weixin-java-", "WxMpServiceImpl", "WxMaServiceImpl", "m.c.w.mp.api", "c.b.w.miniapp.api"}},
	{Name: "silenceper/wechat", Call: callToken, marks: []string{"github.com/silenceper/wechat"}},
	{Name: "node-easywechat", Call: callToken, marks: []string{"node-easywechat"}},
	{Name: "EasyWeChat", Call: callToken, marks: []string{`EasyWeChat\`, "w7corp/easywechat", "overtrue/wechat", "overtrue/laravel-wechat"}},
	{Name: "PowerWeChat", Call: callToken, marks: []string{"ArtisanCloud/PowerWeChat", "powerwechat"}},
	{Name: "Senparc.Weixin", Call: callToken, marks: []string{"Senparc.Weixin"}},
	{Name: "wechatpy", Call: callToken, ByItself: true, marks: []string{"wechatpy"}},
	{Name: "fastwego", Call: callToken, ByItself: true, marks: []string{"github.com/fastwego/"}},
	{Name: "chanxuehong/wechat", Call: callToken, marks: []string{"github.com/chanxuehong/wechat"}},
	{Name: "WeChatDeveloper", Call: callToken, marks: []string{"zoujingli/wechat-developer", `WeChat\Contracts\`, "WeChatDeveloper"}},
}

// RefresherOf gives the library of a watch.Group's Likely.
func RefresherOf(name string) (Refresher, bool) {
	at := slices.IndexFunc(refreshers, func(r Refresher) bool { return r.Name == name })
	if at < 0 {
		return Refresher{}, false
	}
	return refreshers[at], true
}

// refreshersIn gives the names of the libraries that a text names.
func refreshersIn(text []byte) (names []string) {
	for _, r := range refreshers {
		if slices.ContainsFunc(r.marks, func(m string) bool { return bytes.Contains(text, []byte(m)) }) {
			names = append(names, r.Name)
		}
	}
	return names
}
