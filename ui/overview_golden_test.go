package ui

import (
	"slices"
	"testing"
	"time"

	"wxops/keystore"
	"wxops/ui/view"
	"wxops/ui/words"
	"wxops/wechat"
	"wxops/wechat/guard"
)

// overviewAccounts stand each in another way.
func overviewAccounts() []keystore.Account {
	account := func(alias, name, appID string, kind keystore.Kind, env string, source keystore.SourceName, apis ...string) keystore.Account {
		return keystore.Account{Alias: alias, Name: name, AppID: appID, Kind: kind, Env: env, Secret: source, APIs: apis}
	}
	archive := account("archive", "归档小程序", "wx00000000000000c1", keystore.MiniProgram, "prod", keystore.FromEnv, "/cgi-bin/token")
	archive.OnDemand, archive.Tags = true, []string{"cold", "north"}
	return []keystore.Account{
		archive,
		account("quiet", "静水书店", "wx00000000000000b1", keystore.MiniProgram, "test", keystore.FromKeyring, "/wxa/getwxacodeunlimit"),
		account("mall", "商城小程序", "wx0123456789abcdef", keystore.MiniProgram, "prod", keystore.FromKeyring,
			"/cgi-bin/token", "/cgi-bin/message/custom/send", "/cgi-bin/message/subscribe/send", "/wxa/getwxacodeunlimit", "/wxa/msg_sec_check", "/wxa/generatescheme"),
		account("news", "每日新闻", "wxfedcba9876543210", keystore.OffiAccount, "production", keystore.FromEnv, "/cgi-bin/token", "/cgi-bin/menu/create"),
		account("shop", "门店小程序", "wx00000000000000b2", keystore.MiniProgram, "prod", keystore.FromPrompt, "/cgi-bin/token"),
		account("vault", "北区商户服务号", "wx00000000000000b3", keystore.OffiAccount, "staging", keystore.FromFile, "/cgi-bin/token"),
		account("mall-test", "商城小程序（测试）", "wx00000000000000b4", keystore.MiniProgram, "test", keystore.FromKeyring, "/cgi-bin/token"),
		account("frozen", "旧活动号", "wx00000000000000b5", keystore.OffiAccount, "", keystore.FromEnv, "/cgi-bin/token"),
		account("nokey", "合作方小程序", "wx00000000000000b6", keystore.MiniProgram, "prod", keystore.FromKeyring, "/cgi-bin/token"),
		account("spent", "统计号", "wx00000000000000b7", keystore.OffiAccount, "prod", keystore.FromEnv, "/cgi-bin/token"),
		account("slow", "慢接口", "wx00000000000000b8", keystore.MiniProgram, "prod", keystore.FromEnv, "/cgi-bin/token"),
		account("stale", "断线账号", "wx00000000000000b9", keystore.MiniProgram, "prod", keystore.FromEnv, "/cgi-bin/token"),
		platform,
	}
}

// overview makes the meter know something of each of them.
func overview(o *outside) {
	o.Accounts = overviewAccounts()
	o.secrets.missing = []string{"shop", "vault"}
	o.guard.left = guard.Left{All: 3, API: 48}
}

// read puts a number into the meter, as read so long ago.
func (o *outside) read(alias, path string, used, limit int64, ago time.Duration) {
	at := o.now.Add(-ago)
	o.meter.Take(alias, wechat.Reading{Path: path, Quota: wechat.Quota{
		Path: path, At: at, Daily: &wechat.Daily{Limit: limit, Used: used, Remain: limit - used},
	}}, at)
}

func (o *outside) overviewRead() {
	o.read("quiet", "/wxa/getwxacodeunlimit", 3100, 100000, 90*time.Second)
	o.read("mall", "/cgi-bin/token", 410, 2000, 50*time.Second)
	o.read("mall", "/cgi-bin/message/custom/send", 500000, 500000, 9*time.Second)
	o.read("mall", "/cgi-bin/message/subscribe/send", 93120, 100000, 9*time.Second)
	o.read("mall", "/wxa/getwxacodeunlimit", 41003, 100000, 40*time.Second)
	o.read("mall", "/wxa/msg_sec_check", 12, 100000, 70*time.Second)
	o.read("mall", "/wxa/generatescheme", 0, 100000, 70*time.Second)
	for i, used := range []int64{1700, 1720, 1740, 1760} {
		o.read("news", "/cgi-bin/token", used, 2000, time.Duration(35-10*i)*time.Second)
	}
	o.read("stale", "/cgi-bin/token", 1260, 2000, 26*time.Minute)
	fail := func(alias string, err error) { o.meter.Fail(alias, err) }
	fail("stale", &wechat.Error{Op: "read quota of /cgi-bin/token", Reason: wechat.ConnectionLost, Sent: true})
	fail("mall-test", &wechat.Error{Op: "fetch the token", Code: 40164, Kind: "miniprogram", Msg: "invalid ip 203.0.113.7 ipv6 ::ffff:203.0.113.7, not in whitelist", Status: 200, Sent: true})
	fail("frozen", &wechat.Error{Op: "fetch the token", Code: 40243, Msg: "AppSecret已被冻结，请解冻后再次调用。", Status: 200, Sent: true})
	nokey := *locked
	nokey.Account = "nokey"
	fail("nokey", &nokey)
	fail("spent", &wechat.Error{Op: "read quota of /cgi-bin/token", Path: "/cgi-bin/openapi/quota/get", Code: 45009, Msg: "reach max api daily quota limit", Status: 200, Sent: true})
}

// overviewFrames draws the overview in all sizes and both languages.
func overviewFrames(t *testing.T, prepare func(*outside), story func(*outside, *Model) *Model) {
	t.Helper()
	var all []variant
	for _, size := range [][2]int{{60, 16}, {80, 24}, {120, 40}, {200, 50}} {
		for i, lang := range []words.Lang{words.English, words.Chinese} {
			all = append(all, variant{size[0], size[1], lang, false, i == 0 || size[0] != 80})
		}
	}
	var world *outside
	goldenFramesOf(t, all, all, func(o *outside) { overview(o); prepare(o); world = o }, func(m *Model) *Model { return story(world, m) })
}

func TestGoldenOverview(t *testing.T) {
	overviewFrames(t, func(*outside) {}, func(o *outside, m *Model) *Model {
		o.overviewRead()
		return update(m, view.Metered{})
	})
}

func TestGoldenOverviewAtTheStart(t *testing.T) {
	overviewFrames(t, func(*outside) {}, func(_ *outside, m *Model) *Model { return m })
}

func TestGoldenOverviewRefused(t *testing.T) {
	overviewFrames(t, func(*outside) {}, func(o *outside, m *Model) *Model {
		o.overviewRead()
		m = update(m, view.Metered{})
		return press(m, slices.Repeat([]string{"j"}, 4)...)
	})
}
