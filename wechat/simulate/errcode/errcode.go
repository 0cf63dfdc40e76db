// Package errcode is what the stand-in says when it refuses a call: the errcodes, their
// texts as WeChat writes them, and the refusals that every call can meet.
//
// It is not the list of errcodes that a console explains: that is the catalogue's.
package errcode

import "wxops/wechat/catalog"

// The errcodes that the stand-in gives by itself.
const (
	InvalidCredential = 40001
	InvalidGrantType  = 40002
	InvalidAppID      = 40013
	InvalidCode       = 40029
	InvalidURL        = 40066
	InvalidSecret     = 40125
	IPNotAllowed      = 40164
	NoCallbackURL     = 40201
	InvalidAction     = 40202
	InvalidOperator   = 40203
	SecretFrozen      = 40243
	TokenMissing      = 41001
	AppIDMissing      = 41002
	SecretMissing     = 41004
	TokenExpired      = 42001
	RequireGet        = 43001
	RequirePost       = 43002
	EmptyBody         = 44002
	OutOfQuota        = 45009
	OutOfMinute       = 45011
	StoreIP           = 45035
	BadBody           = 47001
	TemplateField     = 47003
	UnauthorizedAPI   = 48001
	NoClearsLeft      = 48006
	PlatformIP        = 61004
	PlatformToken     = 61024
	RIDNotFound       = 76001
	RIDMalformed      = 76002
	RIDForbidden      = 76003
	RIDTooOld         = 76004
	PathNotFound      = 76021
	PathForbidden     = 76022
)

// messages are WeChat's texts, without their trace. The map is only read.
var messages = map[int64]string{
	InvalidCredential: "invalid credential, access_token is invalid or not latest, could get access_token by getStableAccessToken, more details at https://mmbizurl.cn/s/JtxxFh33r",
	InvalidGrantType:  "invalid grant_type",
	InvalidAppID:      "invalid appid",
	InvalidCode:       "invalid code",
	InvalidURL:        "invalid url",
	InvalidSecret:     "invalid appsecret",
	NoCallbackURL:     "invalid url",
	InvalidAction:     "invalid action",
	InvalidOperator:   "invalid check_operator",
	SecretFrozen:      "AppSecret已被冻结，请解冻后再次调用。",
	TokenMissing:      "access_token missing",
	AppIDMissing:      "appid missing",
	SecretMissing:     "appsecret missing",
	TokenExpired:      "access_token expired",
	RequireGet:        "require GET method",
	RequirePost:       "require POST method",
	EmptyBody:         "empty post data",
	OutOfQuota:        "reach max api daily quota limit",
	OutOfMinute:       "api minute-quota reach limit, must slower, retry next minute",
	-1:                "system error",
	BadBody:           "data format error",
	TemplateField:     "argument invalid!",
	UnauthorizedAPI:   "api unauthorized",
	NoClearsLeft:      "forbid to clear quota because of reaching the limit",
	PlatformToken:     "must use api(api_component_token) to get token for component acct",
	RIDNotFound:       "rid not found, please check",
	RIDMalformed:      "rid is error",
	RIDForbidden:      "could not query this rid,no permission",
	RIDTooOld:         "rid time is error",
	PathNotFound:      "cgi_path not found, please check",
	InvalidPageTitle:  "invalid page title",
	LinkLifetime:      "time limit between 1min and 30days",
	InvalidEnvVersion: "invalid env_version",
	PathForbidden:     "could not use this cgi_path, no permission",
}

// Text is what WeChat's errmsg of an errcode says before its trace.
func Text(code int64) string {
	if text, ours := messages[code]; ours {
		return text
	}
	known, _ := catalog.Explain(code)
	return known.Msg
}
