package inquiry

// shape is what a request of one API looks like. Its words stand for
//
//	a      a field of the body           a=v  with this value
//	a.b    a field b in a, or in its first entry
//	a[]    a field of the body that is a list
//	?a     a parameter of the URL        ?a=v with this value
//	>a     a field of the answer         #1   this errcode
//	a|b    one of the two                !a   not
type shape struct {
	path  string // "" where several APIs have this shape, and none is the likelier
	holds string // all of these
	may   string // and at most these; anyMore: whatever else
}

const anyMore = "*"

// shapes are tried in turn, so the more special stand before the more general.
// They are the requests that the APIs' own pages show.
var shapes = [...]shape{
	// Messages.
	{"/cgi-bin/message/mass/sendall", "filter msgtype", anyMore},
	{"/cgi-bin/message/mass/send", "touser[] msgtype", anyMore},
	{"/cgi-bin/message/mass/preview", "towxname msgtype", anyMore},
	{"/cgi-bin/message/custom/business/send", "touser msgtype businessid", anyMore},
	{"/cgi-bin/message/custom/business/typing", "touser command businessid", ""},
	{"/cgi-bin/message/custom/typing", "touser command", ""},
	{"", "touser msgtype=mpnews", anyMore}, // a customer message, or the preview of a mass one
	{"/cgi-bin/message/custom/send", "touser msgtype", anyMore},
	{"/cgi-bin/message/wxopen/template/uniform_send", "touser weapp_template_msg|mp_template_msg", anyMore},
	{"/cgi-bin/message/device/subscribe/send", "to_openid_list template_id sn", anyMore},
	{"/cgi-bin/message/wxopen/updatablemsg/send", "activity_id target_state template_info", ""},
	{"/cgi-bin/message/template/subscribe", "touser template_id scene title data", "url miniprogram"},
	{"/cgi-bin/message/subscribe/send", "touser template_id data miniprogram_state|lang", "page"},
	{"/cgi-bin/message/subscribe/bizsend", "touser template_id data page miniprogram", ""},
	{"/cgi-bin/message/template/send", "touser template_id data url|miniprogram|client_msg_id|topcolor", "color appid"},
	{"/cgi-bin/message/template/send", "touser template_id data.first|data.keyword1|data.remark", ""},
	{"/cgi-bin/message/subscribe/send", "touser template_id data", "page"},
	{"/cgi-bin/message/subscribe/bizsend", "touser template_id data page", ""},
	{"/cgi-bin/message/template/send", "touser template_id data", ""},
	{"/cgi-bin/message/mass/delete", "msg_id article_idx", "url"},
	{"/cgi-bin/message/mass/get", "msg_id", ""},
	{"/cgi-bin/template/api_add_template", "template_id_short", "keyword_name_list"},
	{"/cgi-bin/template/api_set_industry", "industry_id1", "industry_id2"},
	{"/cgi-bin/template/del_private_template", "template_id", ""},
	{"/wxa/sec/queryblocktmplmsg", "tmpl_msg_id", anyMore},
	{"/wxaapi/newtmpl/addtemplate", "tid kidList", "sceneDesc"},
	{"/wxaapi/newtmpl/deltemplate", "priTmplId", ""},
	{"/wxaapi/newtmpl/getpubtemplatekeywords", "?tid", ""},
	{"/wxaapi/newtmpl/getpubtemplatetitles", "?ids ?start ?limit", ""},
	{"/wxa/set_user_notifyext", "openid notify_type notify_code ext_json", ""},
	{"/wxa/set_user_notify", "openid notify_type notify_code content_json", "check_json"},
	{"/wxa/get_user_notify", "openid notify_type notify_code", ""},

	// Mini Program codes and links.
	{"/wxa/getwxacodeunlimit", "scene", "page check_path env_version width auto_color line_color is_hyaline"},
	{"/wxa/generate_urllink", "query|expire_type|expire_interval|expire_time|is_expire|cloud_base", "path env_version"},
	{"/wxa/getwxacode", "path auto_color|line_color|is_hyaline", "width env_version"},
	{"/wxa/getwxacode", "path width", "env_version"},
	{"", "path env_version", ""},    // a code, or a link
	{"/wxa/getwxacode", "path", ""}, // or the older createwxaqrcode
	{"/wxa/generatenfcscheme", "jump_wxa model_id", "sn"},
	{"/wxa/generatescheme", "jump_wxa", "is_expire expire_type expire_time expire_interval"},
	{"/wxa/genwxashortlink", "page_url", "page_title is_permanent"},
	{"/wxa/query_urllink", "url_link", "query_type"},
	{"/wxa/queryscheme", "scheme", "query_type"},

	// Logins and users.
	{"/sns/component/jscode2session", "?js_code ?component_appid", anyMore},
	{"/sns/jscode2session", "?js_code", anyMore},
	{"/sns/oauth2/component/refresh_token", "?grant_type=refresh_token ?component_appid", anyMore},
	{"/sns/oauth2/refresh_token", "?grant_type=refresh_token ?refresh_token", anyMore},
	{"/sns/oauth2/component/access_token", "?grant_type=authorization_code ?component_appid", anyMore},
	{"/sns/oauth2/access_token", "?grant_type=authorization_code ?code", anyMore},
	{"/wxa/getpluginopenpid", "code >openpid", ""},
	{"/wxa/business/getuserphonenumber", "code", "openid"},
	{"/wxa/getpaidunionid", "?openid ?transaction_id|?mch_id", "?out_trade_no"},
	{"/wxa/business/getuserencryptkey", "?openid ?signature >key_info_list", anyMore},
	{"/wxa/resetusersessionkey", "?openid ?signature >session_key", anyMore},
	{"/wxa/business/checkencryptedmsg", "encrypted_msg_hash", ""},
	{"/cgi-bin/user/info", "?openid", "?lang"}, // so is /sns/userinfo, which WeChat does not record
	{"/cgi-bin/user/get", "?next_openid", ""},
	{"/cgi-bin/user/get", ">data.openid >next_openid", ""},
	{"/cgi-bin/user/info/batchget", "user_list", ""},
	{"/cgi-bin/user/info/updateremark", "openid remark", ""},
	{"/cgi-bin/changeopenid", "from_appid openid_list", ""},
	{"/cgi-bin/tags/members/batchtagging", "openid_list tagid", ""}, // or the contrary, which is rare
	{"/cgi-bin/tags/update", "tag.id tag.name", ""},
	{"/cgi-bin/tags/create", "tag.name", ""},
	{"/cgi-bin/tags/delete", "tag.id", ""},
	{"/cgi-bin/user/tag/get", "tagid", "next_openid"},
	{"/cgi-bin/tags/members/getblacklist", "begin_openid", ""},
	{"/cgi-bin/tags/getidlist", "openid", ""},
	{"/cgi-bin/tags/get", ">tags", ""},

	// Content security.
	{"/wxa/msg_sec_check", "content version scene openid", "title nickname signature"},
	{"/wxa/msg_sec_check", "content", ""},
	{"/wxa/media_check_async", "media_url media_type", "version scene openid"},
	{"/wxa/getuserriskrank", "appid openid scene", "mobile_no client_ip email_address extended_info is_test"},

	// Orders and parcels.
	{"/wxa/sec/order/upload_combined_shipping_info", "order_key sub_orders", anyMore},
	{"/wxa/sec/order/upload_shipping_info", "order_key logistics_type|delivery_mode|shipping_list", anyMore},
	{"/wxa/sec/order/notify_confirm_receive", "received_time transaction_id|merchant_trade_no", "merchant_id sub_merchant_id"},
	{"/wxa/sec/order/get_order_list", "pay_time_range|order_state|last_index", "openid page_size"},
	{"/wxa/sec/order/get_order", "transaction_id|merchant_trade_no", "merchant_id sub_merchant_id"},
	{"/wxa/sec/order/opspecialorder", "order_id type delay_to", ""},
	{"/cgi-bin/express/business/order/add", "order_id delivery_id biz_id sender receiver cargo", anyMore},
	{"/cgi-bin/express/delivery/open_msg/trace_waybill", "openid waybill_id receiver_phone|trans_id|goods_info", "sender_phone delivery_id order_detail_path"},
	{"/cgi-bin/express/delivery/open_msg/query_trace", "waybill_token !goods_info", ""},

	// Menus, customer service, what is published.
	{"/cgi-bin/menu/addconditional", "button matchrule", ""},
	{"/cgi-bin/menu/create", "button", ""},
	{"/cgi-bin/menu/delconditional", "menuid", ""},
	{"/cgi-bin/menu/trymatch", "user_id", ""},
	{"/cgi-bin/menu/get", ">menu", ""},
	{"/cgi-bin/get_current_selfmenu_info", ">selfmenu_info", ""},
	{"/customservice/msgrecord/getmsglist", "starttime endtime msgid number", ""},
	{"/customservice/kfaccount/add", "kf_account nickname", "password"},
	{"/cgi-bin/customservice/getkflist", ">kf_list", ""},
	{"/cgi-bin/customservice/getonlinekflist", ">kf_online_list", ""},
	{"/cgi-bin/draft/update", "media_id index articles", ""},
	{"/cgi-bin/draft/add", "articles", ""},
	{"/cgi-bin/freepublish/submit", "media_id >publish_id|#53503|#53504|#53505", ""},
	{"/cgi-bin/freepublish/get", "publish_id", ""},
	{"/cgi-bin/freepublish/delete", "article_id index", ""},
	{"/cgi-bin/freepublish/getarticle", "article_id", ""},
	{"/cgi-bin/freepublish/batchget", "offset count >item.article_id", "no_content"},
	{"/cgi-bin/draft/batchget", "offset count >item.media_id", "no_content"},
	{"/cgi-bin/material/batchget_material", "type offset count", ""},
	{"/cgi-bin/material/get_materialcount", ">voice_count >news_count", ""},
	{"/cgi-bin/media/get", "?media_id", ""},
	{"/cgi-bin/ticket/getticket", "?type=jsapi|?type=wx_card", ""},
	{"/cgi-bin/media/upload", "?type=image|?type=voice|?type=video|?type=thumb", anyMore},
	{"/cgi-bin/comment/list", "msg_data_id begin count type", "index"},
	{"/cgi-bin/comment/reply/add", "msg_data_id user_comment_id content", "index"},
	{"/cgi-bin/qrcode/create", "action_name action_info", "expire_seconds"},
	{"/cgi-bin/shorten/gen", "long_data", "expire_seconds"},
	{"/cgi-bin/shorten/fetch", "short_key", ""},
	{"/cgi-bin/shorturl", "action long_url", ""},
	{"/card/create", "card", ""},
	{"/card/code/get", "code check_consume", "card_id"},

	// Figures. Two dates alone are any of thirty APIs'.
	{"/datacube/getweanalysisappiddailysummarytrend", "begin_date end_date >list.visit_total", ""},
	{"/datacube/getweanalysisappidvisitpage", "begin_date end_date >list.page_path", ""},
	{"/datacube/getusersummary", "begin_date end_date >list.new_user", ""},
	{"/datacube/getusercumulate", "begin_date end_date >list.cumulate_user", ""},
	{"/wxaapi/userlog/userlog_search", "?date ?begintime ?endtime", anyMore},
	{"/wxaapi/log/jserr_list", "appVersion errType startTime endTime", anyMore},

	// What is at a call's own service: tokens, quotas, the network.
	{"/cgi-bin/token", "?grant_type=client_credential", "?appid ?secret"},
	{"/cgi-bin/stable_token", "grant_type=client_credential appid secret", "force_refresh"},
	{"/cgi-bin/component/clear_quota/v2", "component_appid appid appsecret", ""},
	{"/cgi-bin/clear_quota/v2", "appid appsecret", ""},
	{"/cgi-bin/clear_quota/v2", "?appid ?appsecret", ""},
	{"/cgi-bin/openapi/quota/get", "cgi_path", ""}, // or the single clear, which is rare
	{"/cgi-bin/openapi/rid/get", "rid", ""},
	{"/cgi-bin/clear_quota", "appid", ""},
	{"/cgi-bin/callback/check", "action check_operator", ""},
	{"", ">ip_list", ""}, // of the callbacks, or of the API

	// Platforms.
	{"/cgi-bin/component/api_component_token", "component_appid component_appsecret component_verify_ticket", ""},
	{"/cgi-bin/component/api_start_push_ticket", "component_appid component_secret", ""},
	{"/cgi-bin/component/api_query_auth", "component_appid authorization_code", ""},
	{"/cgi-bin/component/api_authorizer_token", "component_appid authorizer_appid authorizer_refresh_token", ""},
	{"/cgi-bin/component/set_authorizer_option", "component_appid authorizer_appid option_name option_value", ""},
	{"/cgi-bin/component/get_authorizer_option", "component_appid authorizer_appid option_name", ""},
	{"/cgi-bin/component/api_get_authorizer_info", "component_appid authorizer_appid", ""},
	{"/cgi-bin/component/api_get_authorizer_list", "component_appid offset count", ""},
	{"/cgi-bin/component/api_create_preauthcode", "component_appid", ""},
	{"/cgi-bin/component/fastregisterweapp", "legal_persona_wechat legal_persona_name", anyMore},
	{"/wxa/commit", "template_id user_version ext_json", "user_desc"},
	{"/wxa/submit_audit", "item_list", anyMore},
	{"/wxa/get_auditstatus", "auditid >status", anyMore},
	{"/wxa/modify_domain", "action requestdomain", anyMore},
	{"/wxa/setwebviewdomain", "action webviewdomain", ""},

	// Cloud.
	{"/tcb/invokecloudfunction", "?env ?name", anyMore},
	{"/tcb/batchdownloadfile", "env file_list", ""},
	{"/tcb/batchdeletefile", "env fileid_list", ""},
}
