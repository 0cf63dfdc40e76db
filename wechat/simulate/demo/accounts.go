package demo

import (
	"time"

	"wxops/wechat/simulate"
)

// The demo's AppIDs and secrets have WeChat's form and belong to nobody.

func mall() simulate.Account {
	return watched(simulate.Account{
		Alias: "mall", Name: "商城小程序", AppID: "wxde30de30de300001", Secret: "de305ec2e7de305ec2e7de305ec20001",
		Kind: "miniprogram", Env: "prod",
		Limits: []simulate.Limit{
			{Path: "/cgi-bin/message/custom/send", Used: 500_000, PerSecond: 31},
			{Path: "/cgi-bin/message/subscribe/send", Daily: 100_000, Used: 93_120, PerSecond: 68, Rate: simulate.Rate{Shape: simulate.Null}},
			aDay("/wxa/generate_urllink", 0, 560_000),
			says(aDay("/wxa/msg_sec_check", 0, 1_580_000), perMinute(4000)),
			says(aDay("/wxa/getwxacodeunlimit", 100_000, 62_000), perMinute(5000)),
			aDay("/cgi-bin/token", 0, 640),
			aDay("/wxa/business/getuserphonenumber", 1_000_000, 320_000),
			says(aDay("/wxa/checksession", 5_000_000, 1_450_000), simulate.Rate{Shape: simulate.Empty}),
			aDay("/wxa/media_check_async", 0, 22_000),
			aDay("/wxa/sec/order/upload_shipping_info", 500_000, 14_000),
			aDay("/wxa/genwxashortlink", 0, 5),
		},
		APIs: []string{"/sns/jscode2session"},
	})
}

// news has sent what it may send today.
func news() simulate.Account {
	return watched(simulate.Account{
		Alias: "news", Name: "早报服务号", AppID: "wxde30de30de300002", Secret: "de305ec2e7de305ec2e7de305ec20002",
		Kind: "offiaccount", Env: "prod",
		Limits: []simulate.Limit{
			{Path: "/cgi-bin/message/mass/sendall", Used: 100},
			aDay("/cgi-bin/message/template/send", 0, 76_000),
			aDay("/cgi-bin/user/info", 0, 3_900_000),
			aDay("/cgi-bin/qrcode/create", 0, 58_000),
			aDay("/cgi-bin/user/get", 0, 240),
			aDay("/cgi-bin/freepublish/submit", 0, 16),
			aDay("/cgi-bin/message/custom/send", 0, 46_000),
			aDay("/cgi-bin/ticket/getticket", 0, 1_900),
			aDay("/cgi-bin/token", 0, 1_340),
			aDay("/cgi-bin/menu/get", 0, 130),
		},
	})
}

// game is well at the start, crosses 80 % about 20 seconds and 95 % about two minutes later.
func game() simulate.Account {
	return watched(simulate.Account{
		Alias: "game", Name: "弹珠小游戏", AppID: "wxde30de30de300003", Secret: "de305ec2e7de305ec2e7de305ec20003",
		Kind: "minigame", Env: "prod",
		Limits: []simulate.Limit{
			{Path: "/cgi-bin/message/subscribe/send", Daily: 30_000, Used: 23_160, PerSecond: 45},
			aDay("/wxa/checksession", 2_000_000, 1_300_000),
			says(aDay("/wxa/msg_sec_check", 0, 900_000), perMinute(4000)),
			aDay("/wxa/generatescheme", 0, 30_000),
			aDay("/cgi-bin/token", 0, 140),
		},
	})
}

// shop is locked until its secret is typed; any will do.
func shop() simulate.Account {
	return watched(simulate.Account{
		Alias: "shop", Name: "山茶小店", AppID: "wxde30de30de300004", Secret: "de305ec2e7de305ec2e7de305ec20004",
		Kind: "store", Env: "prod", ReadOnly: true, AnySecret: true,
		Limits: []simulate.Limit{
			aDay("/channels/ec/order/list/get", 1_000_000, 780_000),
			aDay("/channels/ec/order/get", 1_000_000, 540_000),
			aDay("/channels/ec/order/delivery/send", 200_000, 14_000),
			aDay("/channels/ec/order/search", 100_000, 3_000),
			aDay("/cgi-bin/token", 0, 110),
		},
	})
}

func platform() simulate.Account {
	return watched(simulate.Account{
		Alias: "platform", Name: "服务商第三方平台", AppID: "wxde30de30de300005", Secret: "de305ec2e7de305ec2e7de305ec20005",
		Kind: "component", Env: "prod",
		Limits: []simulate.Limit{
			{Path: "/cgi-bin/component/api_authorizer_token", Daily: 100_000, Used: 23_600, Component: perMinute(1000)},
			{Path: "/cgi-bin/component/api_create_preauthcode", Daily: 100_000, Used: 310},
		},
	})
}

// mallTest has an IP list, and the demo's address is not on it.
func mallTest() simulate.Account {
	return watched(simulate.Account{
		Alias: "mall-test", Name: "商城小程序测试号", AppID: "wxde30de30de300006", Secret: "de305ec2e7de305ec2e7de305ec20006",
		Kind: "miniprogram", Env: "test", AllowIPs: []string{"198.51.100.0/24"},
		Limits: []simulate.Limit{
			aDay("/cgi-bin/token", 0, 180),
			aDay("/cgi-bin/message/custom/send", 0, 1_240),
			aDay("/cgi-bin/message/subscribe/send", 10_000, 65),
			{Path: "/wxa/generatescheme"},
		},
	})
}

// aDay is a limit of which production uses so many calls on a usual day; daily 0
// is the catalogue's figure.
func aDay(path string, daily int64, calls float64) simulate.Limit {
	return simulate.Limit{Path: path, Daily: daily, PerSecond: calls / (24 * time.Hour).Seconds(), Hours: simulate.UsualDay, FromMidnight: true}
}

// says is a limit of which quota/get tells a rate, too.
func says(l simulate.Limit, r simulate.Rate) simulate.Limit {
	l.Rate = r
	return l
}

func perMinute(calls int64) simulate.Rate {
	return simulate.Rate{Shape: simulate.Filled, Calls: calls, Seconds: 60}
}

// watched puts the paths that have a limit before the APIs without one.
func watched(a simulate.Account) simulate.Account {
	var paths []string
	for _, l := range a.Limits {
		paths = append(paths, l.Path)
	}
	a.APIs = append(paths, a.APIs...)
	return a
}
