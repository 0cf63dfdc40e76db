package rid

// sureWords name an errcode and nothing else.
var sureWords = []string{"errcode", "err_code", "err-code", "err code"}

// likelyWords name WeChat's errcode or a gateway's.
var likelyWords = []string{"errorcode", "error_code", "error-code", "error code"}

// looseWords stand before all kinds of numbers; longer ones come first.
var looseWords = []string{"exception", "error", "errno", "err"}

// chineseCodeWords stand before an errcode.
var chineseCodeWords = []string{
	"错误编码", "错误代码", "错误码", "错误号", "错误", "返回码", "返回值", "返回", "状态码", "报错码", "报错", "报",
	"异常码", "异常", "提示", "出现", "抛出", "遇到", "编码", "代码", "錯誤碼", "錯誤代碼", "錯誤", "返回碼", "報錯",
}

// messageStarts begin WeChat's errmsgs, for "40001: invalid credential …".
var messageStarts = []string{
	"invalid ", "reach max", "access_token", "access token", "access clientip", "system error", "forbid", "require",
	"missing", "appid ", "appsecret", "not ", "out of ", "empty ", "could not", "can not", "rid ", "cgi_path", "token ",
	"api unauth", "api minute", "api freq", "api daily", "api usage", "api is", "api forbidden", "api limit", "api unsupport",
	"user limited", "user refuse", "user not", "user is", "user has", "user un", "user block", "user need",
	"argument", "response out", "code been", "code expired", "code blocked", "risky content", "high risk", "no permission",
	"media data", "media size", "media_id", "media file", "qrcode count", "template", "data format", "this api", "must use",
	"too many", "page is", "refresh_token", "component", "session_key", "illegal ", "exceed", "hint:", "hints:", "rid:",
	"接口", "不合法", "无效", "调用", "用户拒绝",
}

// startsMessage has the first bytes of messageStarts, in either case.
var startsMessage = func() (t [256]bool) {
	for _, start := range messageStarts {
		t[start[0]] = true
		if start[0] >= 'a' && start[0] <= 'z' {
			t[start[0]&^0x20] = true
		}
	}
	return t
}()
