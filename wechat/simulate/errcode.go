package simulate

import "wxops/wechat/catalog"

// The errcodes that the stand-in gives by itself.
const (
	invalidCredential = 40001
	invalidGrantType  = 40002
	invalidAppID      = 40013
	invalidCode       = 40029
	invalidURL        = 40066
	invalidSecret     = 40125
	ipNotAllowed      = 40164
	noCallbackURL     = 40201
	invalidAction     = 40202
	invalidOperator   = 40203
	secretFrozen      = 40243
	tokenMissing      = 41001
	appIDMissing      = 41002
	secretMissing     = 41004
	tokenExpired      = 42001
	requireGet        = 43001
	requirePost       = 43002
	emptyBody         = 44002
	outOfQuota        = 45009
	outOfMinute       = 45011
	storeIP           = 45035
	badBody           = 47001
	templateField     = 47003
	unauthorizedAPI   = 48001
	noClearsLeft      = 48006
	platformIP        = 61004
	platformToken     = 61024
	ridNotFound       = 76001
	ridMalformed      = 76002
	ridForbidden      = 76003
	ridTooOld         = 76004
	pathNotFound      = 76021
	pathForbidden     = 76022
)

// messages are WeChat's texts, without their trace. The map is only read.
var messages = map[int64]string{
	invalidCredential: "invalid credential, access_token is invalid or not latest, could get access_token by getStableAccessToken, more details at https://developers.weixin.qq.com/doc/",
	invalidGrantType:  "invalid grant_type",
	invalidAppID:      "invalid appid",
	invalidCode:       "invalid code",
	invalidURL:        "invalid url",
	invalidSecret:     "invalid appsecret",
	noCallbackURL:     "invalid url",
	invalidAction:     "invalid action",
	invalidOperator:   "invalid check_operator",
	secretFrozen:      "AppSecret已被冻结，请解冻后再次调用。",
	tokenMissing:      "access_token missing",
	appIDMissing:      "appid missing",
	secretMissing:     "appsecret missing",
	tokenExpired:      "access_token expired",
	requireGet:        "require GET method",
	requirePost:       "require POST method",
	emptyBody:         "empty post data",
	outOfQuota:        "reach max api daily quota limit",
	outOfMinute:       "api minute-quota reach limit, must slower, retry next minute",
	-1:                "system error",
	badBody:           "data format error",
	templateField:     "argument invalid!",
	unauthorizedAPI:   "api unauthorized",
	noClearsLeft:      "forbid to clear quota because of reaching the limit",
	platformToken:     "must use api(api_component_token) to get token for component acct",
	ridNotFound:       "rid not found, please check",
	ridMalformed:      "rid is error",
	ridForbidden:      "could not query this rid,no permission",
	ridTooOld:         "rid time is error",
	pathNotFound:      "cgi_path not found, please check",
	pathForbidden:     "could not use this cgi_path, no permission",
}

// Errmsg is what WeChat's errmsg of an errcode says before its trace.
func Errmsg(code int64) string {
	if text, ours := messages[code]; ours {
		return text
	}
	known, _ := catalog.Explain(code)
	return known.Msg
}
