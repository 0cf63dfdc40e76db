package catalog

// Starter gives the paths that an on-call engineer wants to watch first for a
// kind of account, the most wanted first. WeChat tells the quota of each. It
// is empty for an unknown kind.
func Starter(kind string) []string {
	switch kind {
	case "offiaccount":
		return offiaccountStarter()
	case "miniprogram":
		return miniprogramStarter()
	case "minigame":
		return minigameStarter()
	case "store":
		return storeStarter()
	case "component":
		return componentStarter()
	}
	return nil
}

// starterPaths is the set of all starter lists.
func starterPaths() map[string]bool {
	set := map[string]bool{}
	for _, list := range [][]string{
		offiaccountStarter(), miniprogramStarter(), minigameStarter(), storeStarter(), componentStarter(),
	} {
		for _, path := range list {
			set[path] = true
		}
	}
	return set
}

func offiaccountStarter() []string {
	return []string{
		"/cgi-bin/message/custom/send",
		"/cgi-bin/message/template/send",
		"/cgi-bin/message/subscribe/bizsend",
		"/cgi-bin/message/template/subscribe",
		"/cgi-bin/token",
		"/cgi-bin/ticket/getticket",
		"/cgi-bin/user/info",
		"/cgi-bin/user/info/batchget",
		"/cgi-bin/user/get",
		"/cgi-bin/qrcode/create",
		"/cgi-bin/message/mass/sendall",
		"/cgi-bin/message/mass/send",
		"/cgi-bin/message/mass/preview",
		"/cgi-bin/message/custom/typing",
		"/cgi-bin/tags/members/batchtagging",
		"/cgi-bin/tags/getidlist",
		"/cgi-bin/user/info/updateremark",
		"/cgi-bin/media/upload",
		"/cgi-bin/media/get",
		"/cgi-bin/media/uploadimg",
		"/cgi-bin/media/uploadnews",
		"/cgi-bin/material/add_material",
		"/cgi-bin/material/get_material",
		"/cgi-bin/material/batchget_material",
		"/cgi-bin/draft/add",
		"/cgi-bin/draft/update",
		"/cgi-bin/draft/batchget",
		"/cgi-bin/freepublish/submit",
		"/cgi-bin/freepublish/get",
		"/cgi-bin/freepublish/batchget",
		"/cgi-bin/menu/create",
		"/cgi-bin/menu/get",
		"/cgi-bin/menu/addconditional",
		"/cgi-bin/shorten/gen",
		"/datacube/getusersummary",
		"/datacube/getarticleread",
		"/cgi-bin/openapi/quota/get",
		"/cgi-bin/openapi/rid/get",
		"/cgi-bin/clear_quota",
		"/cgi-bin/callback/check",
	}
}

func miniprogramStarter() []string {
	return []string{
		"/cgi-bin/message/subscribe/send",
		"/cgi-bin/message/custom/send",
		"/cgi-bin/token",
		"/wxa/business/getuserphonenumber",
		"/wxa/checksession",
		"/wxa/resetusersessionkey",
		"/wxa/getwxacodeunlimit",
		"/wxa/getwxacode",
		"/cgi-bin/wxaapp/createwxaqrcode",
		"/wxa/generate_urllink",
		"/wxa/generatescheme",
		"/wxa/genwxashortlink",
		"/wxa/msg_sec_check",
		"/wxa/media_check_async",
		"/wxa/getuserriskrank",
		"/wxa/sec/order/upload_shipping_info",
		"/wxa/sec/order/get_order",
		"/cgi-bin/express/delivery/open_msg/trace_waybill",
		"/cgi-bin/express/delivery/open_msg/follow_waybill",
		"/wxaapi/newtmpl/gettemplate",
		"/cgi-bin/message/wxopen/updatablemsg/send",
		"/cgi-bin/media/upload",
		"/cgi-bin/media/get",
		"/wxa/getpluginopenpid",
		"/wxa/getpaidunionid",
		"/cgi-bin/message/custom/typing",
		"/wxa/business/getliveinfo",
		"/wxaapi/broadcast/room/create",
		"/cv/ocr/idcard",
		"/datacube/getweanalysisappiddailysummarytrend",
		"/wxaapi/log/jserr_list",
		"/wxaapi/userlog/userlog_search",
		"/cgi-bin/openapi/quota/get",
		"/cgi-bin/openapi/rid/get",
		"/cgi-bin/clear_quota",
		"/cgi-bin/callback/check",
	}
}

func minigameStarter() []string {
	return []string{
		"/cgi-bin/message/subscribe/send",
		"/cgi-bin/message/custom/send",
		"/cgi-bin/token",
		"/wxa/checksession",
		"/wxa/business/getuserphonenumber",
		"/wxa/resetusersessionkey",
		"/wxa/getwxacodeunlimit",
		"/wxa/getwxacode",
		"/cgi-bin/wxaapp/createwxaqrcode",
		"/wxa/generate_urllink",
		"/wxa/generatescheme",
		"/wxa/msg_sec_check",
		"/wxa/media_check_async",
		"/wxa/getuserriskrank",
		"/wxa/set_user_storage",
		"/wxa/remove_user_storage",
		"/wxa/setuserinteractivedata",
		"/wxa/business/getuserencryptkey",
		"/cgi-bin/message/wxopen/activityid/create",
		"/cgi-bin/message/wxopen/updatablemsg/send",
		"/cgi-bin/media/upload",
		"/cgi-bin/media/get",
		"/datacube/getgameanalysisdata",
		"/datacube/getweanalysisappiddailysummarytrend",
		"/wxaapi/log/jserr_list",
		"/wxaapi/userlog/userlog_search",
		"/cgi-bin/openapi/quota/get",
		"/cgi-bin/openapi/rid/get",
		"/cgi-bin/clear_quota",
		"/cgi-bin/callback/check",
	}
}

func storeStarter() []string {
	return []string{
		"/channels/ec/order/list/get",
		"/channels/ec/order/get",
		"/channels/ec/order/search",
		"/channels/ec/order/delivery/send",
		"/channels/ec/order/sensitiveinfo/decode",
		"/channels/ec/order/virtualtelnumber/get",
		"/cgi-bin/token",
		"/channels/ec/aftersale/getaftersalelist",
		"/channels/ec/aftersale/getaftersaleorder",
		"/channels/ec/aftersale/acceptapply",
		"/channels/ec/aftersale/rejectapply",
		"/channels/ec/commkf/sendmsg",
		"/channels/ec/product/stock/update",
		"/channels/ec/product/stock/get",
		"/channels/ec/product/stock/batchget",
		"/channels/ec/product/list/get",
		"/channels/ec/product/get",
		"/channels/ec/product/add",
		"/channels/ec/product/update",
		"/channels/ec/product/listing",
		"/channels/ec/product/delisting",
		"/channels/ec/logistics/ewaybill/biz/order/create",
		"/channels/ec/logistics/ewaybill/biz/order/precreate",
		"/channels/ec/logistics/ewaybill/biz/print/get",
		"/channels/ec/order/deliveryinfo/update",
		"/channels/ec/order/deliverycompanylist/new/get",
		"/channels/ec/order/price/update",
		"/channels/ec/warehouse/stock/update",
		"/channels/ec/basics/img/upload",
		"/channels/ec/basics/info/get",
		"/channels/ec/coupon/get_list",
		"/channels/ec/funds/listorderflow",
		"/channels/ec/funds/getfundsflowlist",
		"/cgi-bin/openapi/quota/get",
		"/cgi-bin/openapi/rid/get",
		"/cgi-bin/clear_quota",
	}
}

func componentStarter() []string {
	return []string{
		"/cgi-bin/component/api_authorizer_token",
		"/cgi-bin/component/api_create_preauthcode",
		"/cgi-bin/component/api_query_auth",
		"/cgi-bin/component/api_get_authorizer_info",
		"/cgi-bin/component/api_get_authorizer_list",
		"/cgi-bin/component/get_authorizer_option",
		"/wxa/commit",
		"/wxa/submit_audit",
		"/wxa/get_auditstatus",
		"/wxa/get_latest_auditstatus",
		"/wxa/undocodeaudit",
		"/wxa/speedupaudit",
		"/wxa/queryquota",
		"/wxa/release",
		"/wxa/revertcoderelease",
		"/wxa/get_qrcode",
		"/wxa/getversioninfo",
		"/wxa/gettemplatelist",
		"/wxa/gettemplatedraftlist",
		"/wxa/addtotemplate",
		"/wxa/get_category",
		"/wxa/modify_domain",
		"/wxa/setwebviewdomain",
		"/wxa/bind_tester",
		"/cgi-bin/component/setprivacysetting",
		"/cgi-bin/component/fastregisterweapp",
		"/cgi-bin/account/getaccountbasicinfo",
		"/cgi-bin/openapi/quota/get",
		"/cgi-bin/openapi/rid/get",
		"/cgi-bin/clear_quota",
	}
}
