package catalog

import (
	"slices"
	"strconv"
	"strings"
	"testing"
)

// TestSearchFindsWhatPeopleType: names of guides, of questions and of the methods of WxJava, EasyWeChat
// and silenceper/wechat; the API is among the first three.
func TestSearchFindsWhatPeopleType(t *testing.T) {
	for _, tt := range [][2]string{ // what is typed; the paths of which one must be among the first three
		{"获取access_token", "/cgi-bin/token"},
		{"稳定版access_token", "/cgi-bin/stable_token"},
		{"用户信息", "/cgi-bin/user/info"},
		{"关注者列表", "/cgi-bin/user/get"},
		{"获取用户列表", "/cgi-bin/user/get"},
		{"上传图片", "/cgi-bin/media/uploadimg /cgi-bin/media/upload"},
		{"新增永久素材", "/cgi-bin/material/add_material"},
		{"新建草稿", "/cgi-bin/draft/add"},
		{"提交审核", "/wxa/submit_audit"},
		{"加急审核", "/wxa/speedupaudit"},
		{"查询额度", "/cgi-bin/openapi/quota/get"},
		{"网络检测", "/cgi-bin/callback/check"},
		{"获取微信服务器IP", "/cgi-bin/getcallbackip"},
		{"手机号快速验证", "/wxa/business/getuserphonenumber"},
		{"订单发货管理", "/wxa/sec/order/upload_shipping_info"},
		{"小程序直播", "/wxa/business/getliveinfo /wxaapi/broadcast/room/create"},
		{"同城配送", "/cgi-bin/express/intracity/apply /cgi-bin/express/intracity/addorder"},
		{"物流助手", "/cgi-bin/express/business/order/add"},
		{"刷新令牌", "/sns/oauth2/refresh_token /cgi-bin/component/api_authorizer_token"},
		{"带参数二维码", "/cgi-bin/qrcode/create"},
		{"无限制小程序码", "/wxa/getwxacodeunlimit"},
		{"获取小程序短链", "/wxa/genwxashortlink"},
		{"敏感词", "/wxa/msg_sec_check"},
		{"批量获取用户信息", "/cgi-bin/user/info/batchget"},
		{"上传图文消息内的图片", "/cgi-bin/media/uploadimg"},
		{"accesstoken", "/cgi-bin/token /cgi-bin/stable_token"},
		{"GetAccessToken", "/cgi-bin/token"},
		{"getUserInfo", "/cgi-bin/user/info /sns/userinfo"},
		{"sendTemplateMessage", "/cgi-bin/message/template/send"},
		{"jscode2session", "/sns/jscode2session"},
		{"getWxaCodeUnlimited", "/wxa/getwxacodeunlimit"},
		{"getStableAccessToken", "/cgi-bin/stable_token"},
		{"sendTemplateMsg", "/cgi-bin/message/template/send"},
		{"sendSubscribeMsg", "/cgi-bin/message/subscribe/send"},
		{"sendKefuMessage", "/cgi-bin/message/custom/send"},
		{"getPhoneNoInfo", "/wxa/business/getuserphonenumber"},
		{"createWxaCodeUnlimit", "/wxa/getwxacodeunlimit"},
		{"createWxaCode", "/wxa/getwxacode"},
		{"getJsapiTicket", "/cgi-bin/ticket/getticket"},
		{"jsapi_ticket", "/cgi-bin/ticket/getticket"},
		{"code2Session", "/sns/jscode2session"},
		{"oauth2getAccessToken", "/sns/oauth2/access_token"},
		{"userTagGetList", "/cgi-bin/tags/getidlist"},
		{"batchTagging", "/cgi-bin/tags/members/batchtagging"},
		{"batchGetUserInfo", "/cgi-bin/user/info/batchget"},
		{"userUpdateRemark", "/cgi-bin/user/info/updateremark"},
		{"menuCreate", "/cgi-bin/menu/create"},
		{"菜单创建", "/cgi-bin/menu/create"},
		{"创建自定义菜单", "/cgi-bin/menu/create"},
		{"设置菜单", "/cgi-bin/menu/create"},
		{"发模板消息", "/cgi-bin/message/template/send"},
		{"发送模板消息", "/cgi-bin/message/template/send"},
		{"推送订阅消息", "/cgi-bin/message/subscribe/send"},
		{"小程序登录", "/sns/jscode2session"},
		{"获取openid", "/sns/jscode2session /sns/oauth2/access_token"},
		{"换取session_key", "/sns/jscode2session"},
		{"获取手机号", "/wxa/business/getuserphonenumber"},
		{"生成小程序二维码", "/wxa/getwxacodeunlimit /wxa/getwxacode /cgi-bin/wxaapp/createwxaqrcode"},
		{"url scheme", "/wxa/generatescheme"},
		{"短链接", "/wxa/genwxashortlink /wxa/generate_urllink /cgi-bin/shorten/gen"},
		{"内容安全检测", "/wxa/msg_sec_check /wxa/media_check_async"},
		{"图片鉴黄", "/wxa/img_sec_check /wxa/media_check_async"},
		{"清空额度", "/cgi-bin/clear_quota /cgi-bin/openapi/quota/clear"},
		{"接口调用次数清零", "/cgi-bin/clear_quota"},
		{"查rid", "/cgi-bin/openapi/rid/get"},
		{"群发消息", "/cgi-bin/message/mass/sendall /cgi-bin/message/mass/send"},
		{"删除群发", "/cgi-bin/message/mass/delete"},
		{"客服列表", "/cgi-bin/customservice/getkflist"},
		{"获取聊天记录", "/customservice/msgrecord/getmsglist"},
		{"用户标签", "/cgi-bin/tags/get /cgi-bin/tags/create /cgi-bin/tags/getidlist"},
		{"黑名单", "/cgi-bin/tags/members/getblacklist /cgi-bin/tags/members/batchblacklist"},
		{"下载临时素材", "/cgi-bin/media/get"},
		{"mediaUpload", "/cgi-bin/media/upload"},
		{"uploadImage", "/cgi-bin/media/uploadimg /cgi-bin/media/upload"},
		{"发布草稿", "/cgi-bin/freepublish/submit"},
		{"文章列表", "/cgi-bin/freepublish/batchget /cgi-bin/draft/batchget /cgi-bin/material/batchget_material"},
		{"预授权码", "/cgi-bin/component/api_create_preauthcode"},
		{"getPreAuthCode", "/cgi-bin/component/api_create_preauthcode"},
		{"component_verify_ticket", "/cgi-bin/component/api_start_push_ticket /cgi-bin/component/api_component_token"},
		{"授权方信息", "/cgi-bin/component/api_get_authorizer_info"},
		{"queryAuth", "/cgi-bin/component/api_query_auth"},
		{"代码上传", "/wxa/commit"},
		{"commitCode", "/wxa/commit"},
		{"发布小程序", "/wxa/release"},
		{"getLatestAuditStatus", "/wxa/get_latest_auditstatus"},
		{"订单列表", "/channels/ec/order/list/get"},
		{"小店发货", "/channels/ec/order/delivery/send"},
		{"商品上架", "/channels/ec/product/listing"},
		{"售后列表", "/channels/ec/aftersale/getaftersalelist"},
		{"更新库存", "/channels/ec/product/stock/update"},
		{"用户增减数据", "/datacube/getusersummary"},
		{"getUserSummary", "/datacube/getusersummary"},
		{"身份证识别", "/cv/ocr/idcard"},
		{"OCR idcard", "/cv/ocr/idcard"},
		{"长链接转短链接", "/cgi-bin/shorturl /cgi-bin/shorten/gen"},
		{"调用云函数", "/tcb/invokecloudfunction"},
		{"get_template_list", "/cgi-bin/template/get_all_private_template /wxaapi/newtmpl/gettemplate"},
		{"获取模板列表", "/cgi-bin/template/get_all_private_template /wxaapi/newtmpl/gettemplate"},
		{"getAllPrivateTemplate", "/cgi-bin/template/get_all_private_template"},
		{"动态消息", "/cgi-bin/message/wxopen/activityid/create /cgi-bin/message/wxopen/updatablemsg/send"},
		{"正在输入", "/cgi-bin/message/custom/typing"},
		{"绑定开放平台", "/cgi-bin/open/bind"},
		{"check_session", "/wxa/checksession"},
		{"getPaidUnionId", "/wxa/getpaidunionid"},
		{"unionid", "/wxa/getpaidunionid /cgi-bin/user/info"},
		{"自动回复", "/cgi-bin/get_current_autoreply_info"},
		{"cgi-bin/menu/get", "/cgi-bin/menu/get"},
		{"subscribe_message.send", "/cgi-bin/message/subscribe/send"},
		{"app_code.getUnlimit", "/wxa/getwxacodeunlimit"},
		{"auth.session", "/sns/jscode2session"},
		{"template_message.send", "/cgi-bin/message/template/send"},
		{"customer_service.message.send", "/cgi-bin/message/custom/send"},
		{"uploadImg", "/cgi-bin/media/uploadimg"},
		{"SendCustomerMsg", "/cgi-bin/message/custom/send"},
		{"GetWXACodeUnlimit", "/wxa/getwxacodeunlimit"},
		{"createQrcode", "/cgi-bin/qrcode/create"},
		{"qrCodeCreateTmpTicket", "/cgi-bin/qrcode/create"},
		{"massGroupMessageSend", "/cgi-bin/message/mass/sendall"},
		{"massOpenIdsMessageSend", "/cgi-bin/message/mass/send"},
		{"getCallbackIP", "/cgi-bin/getcallbackip"},
		{"getApiDomainIp", "/cgi-bin/get_api_domain_ip"},
		{"materialFileUpload", "/cgi-bin/material/add_material"},
		{"materialNewsUpload", "/cgi-bin/draft/add /cgi-bin/material/add_news"},
		{"freePublish submit", "/cgi-bin/freepublish/submit"},
		{"kfSessionCreate", "/customservice/kfsession/create"},
		{"checkImage", "/wxa/img_sec_check"},
		{"checkMessage", "/wxa/msg_sec_check"},
		{"msgSecCheck", "/wxa/msg_sec_check"},
		{"mediaCheckAsync", "/wxa/media_check_async"},
		{"generateUrlLink", "/wxa/generate_urllink"},
		{"generateScheme", "/wxa/generatescheme"},
		{"generateShortLink", "/wxa/genwxashortlink"},
		{"getDailySummaryTrend", "/datacube/getweanalysisappiddailysummarytrend"},
		{"uploadShippingInfo", "/wxa/sec/order/upload_shipping_info"},
		{"isTradeManaged", "/wxa/sec/order/is_trade_managed"},
		{"getComponentAccessToken", "/cgi-bin/component/api_component_token"},
		{"refreshAuthorizerToken", "/cgi-bin/component/api_authorizer_token"},
		{"submitAudit", "/wxa/submit_audit"},
		{"undoCodeAudit", "/wxa/undocodeaudit"},
		{"getQuota", "/cgi-bin/openapi/quota/get"},
		{"clearQuotaByAppSecret", "/cgi-bin/clear_quota/v2"},
		{"ClearQuota", "/cgi-bin/clear_quota"},
		{"getRidInfo", "/cgi-bin/openapi/rid/get"},
		{"稳定版token", "/cgi-bin/stable_token"},
		{"取token", "/cgi-bin/token /cgi-bin/stable_token"},
		{"js签名", "/cgi-bin/ticket/getticket"},
		{"关注人数", "/cgi-bin/user/get /datacube/getusercumulate"},
		{"粉丝列表", "/cgi-bin/user/get"},
		{"小程序码", "/wxa/getwxacodeunlimit /wxa/getwxacode"},
		{"太阳码", "/wxa/getwxacodeunlimit"},
		{"上传素材", "/cgi-bin/media/upload /cgi-bin/material/add_material"},
		{"图文素材", "/cgi-bin/draft/add /cgi-bin/material/batchget_material /cgi-bin/material/add_news"},
		{"评论管理", "/cgi-bin/comment/list /cgi-bin/comment/open"},
		{"发送小程序订阅消息", "/cgi-bin/message/subscribe/send"},
		{"公众号订阅通知", "/cgi-bin/message/subscribe/bizsend"},
		{"查询订单", "/channels/ec/order/get /wxa/sec/order/get_order"},
		{"物流查询", "/cgi-bin/express/business/path/get /cgi-bin/express/delivery/open_msg/query_trace"},
		{"直播间列表", "/wxa/business/getliveinfo"},
		{"send template", "/cgi-bin/message/template/send"},
		{"send subscribe message", "/cgi-bin/message/subscribe/send"},
		{"customer service message", "/cgi-bin/message/custom/send"},
		{"upload image", "/cgi-bin/media/uploadimg /cgi-bin/media/upload"},
		{"get follower list", "/cgi-bin/user/get"},
		{"create menu", "/cgi-bin/menu/create"},
		{"mini program code", "/wxa/getwxacodeunlimit /wxa/getwxacode"},
		{"phone number", "/wxa/business/getuserphonenumber"},
		{"content check", "/wxa/msg_sec_check"},
		{"short link", "/wxa/genwxashortlink"},
		{"login", "/sns/jscode2session"},
		{"reset quota", "/cgi-bin/clear_quota"},
	} {
		found := Search(tt[0])
		first := found[:min(3, len(found))]
		if !slices.ContainsFunc(first, func(a API) bool { return slices.Contains(strings.Fields(tt[1]), a.Path) }) {
			t.Errorf("%q finds %d: %s, not %s", tt[0], len(found), firstPaths(found), tt[1])
		}
	}
}

// TestSearchDoesNotMindHowANameIsWritten holds that case, blanks and the signs _ - . make no difference.
func TestSearchDoesNotMindHowANameIsWritten(t *testing.T) {
	for _, s := range synonyms() {
		plain := firstPaths(Search(s.word))
		if len(s.rows()) == 0 || !strings.HasPrefix(s.paths, strings.SplitN(plain, " ", 2)[0]) {
			t.Errorf("%q finds %s, not %s", s.word, plain, s.paths)
		}
	}
	for _, like := range []string{"access_token", "Access-Token", "accesstoken", "access.token", "ACCESS_TOKEN", "access token"} {
		if got := firstPaths(Search(like)); got != firstPaths(Search("access_token")) {
			t.Errorf("%q finds %s", like, got)
		}
	}
}

func TestSynonymsAreOfKnownPaths(t *testing.T) {
	seen := map[string]bool{}
	for _, s := range synonyms() {
		if seen[s.word] || s.word == "" || len(s.rows()) != len(strings.Fields(s.paths)) {
			t.Errorf("%q stands twice, or one of %s is not in the catalogue", s.word, s.paths)
		}
		seen[s.word] = true
	}
}

// TestSearchCodesFindsWhatPeopleType: words of either language, a whole errmsg with its trace, and what
// WeChat's admin page says when it refuses a callback URL.
func TestSearchCodesFindsWhatPeopleType(t *testing.T) {
	for text, want := range map[string]int64{
		"白名单":                             40164,
		"重置密钥":                            40125,
		"frozen":                          40243,
		"token过期":                         42001,
		"access_token过期":                  42001,
		"次数用完":                            48006,
		"频率":                              45011,
		"token验证失败":                       200302,
		"请求URL超时":                         200301,
		"请求url超时":                         200301,
		"参数错误，请重新填写":                      200302,
		"系统发生错误，请稍后重试":                    200301,
		"Token校验失败，请检查确认":                 200302,
		"配置失败":                            -106,
		"token check fail":                -106,
		"token check timeout":             -107,
		"verify token fail":               200302,
		"check token request timeout":     200301,
		"reach max api daily quota limit": 45009,
		"api unauthorized rid: 6a1b2c3d-0a1b2c3d-1a2b3c4d":                                                                48001,
		"invalid credential, access_token is invalid or not latest hint: [abcDEf0123456] rid: 6a1b2c3d-0a1b2c3d-1a2b3c4d": 40001,
		"invalid ip 203.0.113.8 ipv6 ::ffff:203.0.113.8, not in whitelist rid: 6a1b2c3d-0a1b2c3d-1a2b3c4d":                40164,
		"access clientip is not registered":                                                                               61004,
		"user refuse to accept the msg":                                                                                   43101,
		"code been used, hints: [ req_id: ab.c0123th45 ]":                                                                 40163,
		"argument invalid! data.thing1.value invalid":                                                                     47003,
		"require subscribe": 43004,
		"拒收":                43101,
		"密钥错误":              40125,
		"密钥冻结":              40243,
		"限流":                45011,
		"额度用完":              45009,
		"签名错误":              40178,
		"invalid openid":    40003,
		"response out of time limit or subscription is canceled": 45015,
		"48小时":              45015,
		"回调地址":              40201,
		"内容违规":              87014,
		"risky content":     87014,
		"INVALID APPSECRET": 40125,
	} {
		found := SearchCodes(text, "", "")
		if !slices.ContainsFunc(found[:min(3, len(found))], func(c Code) bool { return c.Code == want }) {
			t.Errorf("%q finds %s, not %d", text, firstCodes(found), want)
		}
	}
}

// TestSearchCodesFindsEachErrmsgFirst: of texts that several codes have, one of these comes first.
func TestSearchCodesFindsEachErrmsgFirst(t *testing.T) {
	for i, c := range codes() {
		if i%8 != 0 || c.Msg == "" { // nearly all of them are among the wordings, too
			continue
		}
		if found := SearchCodes(c.Msg, "", ""); folded(found[0].Msg) != folded(c.Msg) && !saidOf(c.Msg, found[0].Code) {
			t.Errorf("%q finds %s, not %d", c.Msg, firstCodes(found), c.Code)
		}
	}
	for _, w := range Wordings() {
		if found := SearchCodes(w.Text, "", ""); len(found) == 0 || !saidOf(w.Text, found[0].Code) {
			t.Errorf("%q finds %s, not %d", w.Text, firstCodes(found), w.Code)
		}
	}
}

func saidOf(text string, code int64) bool {
	return slices.ContainsFunc(Wordings(), func(w Wording) bool { return w.Code == code && folded(w.Text) == folded(text) })
}

func firstCodes(found []Code) string {
	var out []string
	for _, c := range found[:min(6, len(found))] {
		out = append(out, strconv.FormatInt(c.Code, 10))
	}
	return strings.Join(out, " ")
}
