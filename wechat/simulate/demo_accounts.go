package simulate

// The demo's AppIDs and secrets have WeChat's form and belong to nobody.

func demoMall() Account {
	return watched(Account{
		Alias: "mall", Name: "商城小程序", AppID: "wxde30de30de300001", Secret: "de305ec2e7de305ec2e7de305ec20001",
		Kind: "miniprogram", Env: "prod",
		Limits: []Limit{
			{Path: "/cgi-bin/message/custom/send", Used: 500_000, PerSecond: 31},
			{Path: "/cgi-bin/message/subscribe/send", Daily: 100_000, Used: 93_120, PerSecond: 68, Rate: Rate{Shape: Null}},
			{Path: "/wxa/generate_urllink", Used: 431_870, PerSecond: 0.6},
			{Path: "/wxa/msg_sec_check", Used: 1_204_331, PerSecond: 9, Rate: Rate{Filled, 4000, 60}},
			{Path: "/wxa/getwxacodeunlimit", Daily: 100_000, Used: 41_003, PerSecond: 0.8, Rate: Rate{Filled, 5000, 60}},
			{Path: "/cgi-bin/token", Used: 410, PerSecond: 0.005},
			{Path: "/wxa/business/getuserphonenumber", Daily: 1_000_000, Used: 187_412, PerSecond: 2.5},
			{Path: "/wxa/checksession", Daily: 5_000_000, Used: 902_775, PerSecond: 11, Rate: Rate{Shape: Empty}},
			{Path: "/wxa/media_check_async", Used: 12_904, PerSecond: 0.2},
			{Path: "/wxa/sec/order/upload_shipping_info", Daily: 500_000, Used: 8_391, PerSecond: 0.1},
			{Path: "/wxa/genwxashortlink", Used: 3},
		},
		APIs: []string{"/sns/jscode2session"},
	})
}

func demoNews() Account {
	return watched(Account{
		Alias: "news", Name: "早报服务号", AppID: "wxde30de30de300002", Secret: "de305ec2e7de305ec2e7de305ec20002",
		Kind: "offiaccount", Env: "prod",
		Limits: []Limit{
			{Path: "/cgi-bin/message/mass/sendall", Used: 97},
			{Path: "/cgi-bin/message/template/send", Used: 78_204, PerSecond: 1.2},
			{Path: "/cgi-bin/user/info", Used: 2_910_442, PerSecond: 17},
			{Path: "/cgi-bin/qrcode/create", Used: 41_003, PerSecond: 0.4},
			{Path: "/cgi-bin/user/get", Used: 166},
			{Path: "/cgi-bin/freepublish/submit", Used: 12},
			{Path: "/cgi-bin/message/custom/send", Used: 30_518, PerSecond: 0.9},
			{Path: "/cgi-bin/ticket/getticket", Used: 1_240, PerSecond: 0.01},
			{Path: "/cgi-bin/token", Used: 1_322, PerSecond: 0.02},
			{Path: "/cgi-bin/menu/get", Used: 88},
		},
	})
}

func demoGame() Account {
	return watched(Account{
		Alias: "game", Name: "弹珠小游戏", AppID: "wxde30de30de300003", Secret: "de305ec2e7de305ec2e7de305ec20003",
		Kind: "minigame", Env: "prod",
		Limits: []Limit{
			{Path: "/wxa/checksession", Daily: 2_000_000, Used: 1_630_240, PerSecond: 6},
			{Path: "/wxa/msg_sec_check", Used: 611_093, PerSecond: 4, Rate: Rate{Filled, 4000, 60}},
			{Path: "/cgi-bin/message/subscribe/send", Daily: 200_000, Used: 33_870, PerSecond: 0.7},
			{Path: "/wxa/generatescheme", Used: 20_114, PerSecond: 0.1},
			{Path: "/cgi-bin/token", Used: 96},
		},
	})
}

func demoShop() Account {
	return watched(Account{
		Alias: "shop", Name: "山茶小店", AppID: "wxde30de30de300004", Secret: "de305ec2e7de305ec2e7de305ec20004",
		Kind: "store", Env: "prod", ReadOnly: true,
		Limits: []Limit{
			{Path: "/channels/ec/order/list/get", Daily: 1_000_000, Used: 702_316, PerSecond: 5},
			{Path: "/channels/ec/order/get", Daily: 1_000_000, Used: 388_127, PerSecond: 4},
			{Path: "/channels/ec/order/delivery/send", Daily: 200_000, Used: 9_944, PerSecond: 0.1},
			{Path: "/channels/ec/order/search", Daily: 100_000, Used: 2_065},
			{Path: "/cgi-bin/token", Used: 74},
		},
	})
}

func demoPlatform() Account {
	return watched(Account{
		Alias: "platform", Name: "服务商第三方平台", AppID: "wxde30de30de300005", Secret: "de305ec2e7de305ec2e7de305ec20005",
		Kind: "component", Env: "prod",
		Limits: []Limit{
			{Path: "/cgi-bin/component/api_authorizer_token", Daily: 100_000, Used: 23_600, Component: Rate{Filled, 1000, 60}},
			{Path: "/cgi-bin/component/api_create_preauthcode", Daily: 100_000, Used: 310},
		},
	})
}

func demoMallTest() Account {
	return watched(Account{
		Alias: "mall-test", Name: "商城小程序测试号", AppID: "wxde30de30de300006", Secret: "de305ec2e7de305ec2e7de305ec20006",
		Kind: "miniprogram", Env: "test",
		Limits: []Limit{
			{Path: "/cgi-bin/token", Used: 182},
			{Path: "/cgi-bin/message/custom/send", Used: 1_240},
			{Path: "/cgi-bin/message/subscribe/send", Daily: 10_000, Used: 65},
			{Path: "/wxa/generatescheme", Used: 0},
		},
	})
}

// watched puts the paths that have a limit before the APIs without one.
func watched(a Account) Account {
	var paths []string
	for _, l := range a.Limits {
		paths = append(paths, l.Path)
	}
	a.APIs = append(paths, a.APIs...)
	return a
}
