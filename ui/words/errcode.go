package words

import (
	"fmt"
	"strings"

	"wxops/wechat"
	"wxops/wechat/catalog"
	"wxops/wechat/inquiry"
)

// Errcode is an errcode where it was met: on the path of a call, in a text or in an
// answer to ourselves. One number can mean several things.
type Errcode struct {
	Code    int64
	Path    string // of the API that answered with it; "" where it is not known
	Message string // WeChat's errmsg; "" where there is none
	Kind    string // of the account that met it; "" where it is not known
	Own     bool   // it answered a call of ours, made with a token that was got for it
	WeCom   bool   // it is WeCom's
}

// Explain gives the meaning and what to do. What no list has is not known, and
// has neither.
func (e Errcode) Explain(lang Lang) (meaning, do string, known bool) {
	if a, there := e.inContext(); there {
		meaning, do = a.fill(lang, "", "", "", "")
		return strings.TrimPrefix(meaning, fmt.Sprintf("errcode %d%s", e.Code, wordFound.In(lang))), do, true
	}
	code, known := catalog.Explain(e.Code)
	if !known {
		return "", "", false
	}
	return Meaning(code, lang), Remedy(code, e.Kind, addressIn(e.Code, e.Message), lang), true
}

// inContext is what an errcode means there, where that is something else than
// the lists say.
func (e Errcode) inContext() (Advice, bool) {
	met := onPath{e.Code, e.Path}
	if e.WeCom {
		return weComAdvice, true
	}
	if a, there := ownAdvice[met]; there && e.Own {
		return a, true
	}
	a, there := pathCodeAdvice[met]
	return a, there
}

// onPath is an errcode as one API answers with it.
type onPath struct {
	code int64
	path string
}

const (
	pathOldToken = "/cgi-bin/token"
	pathToken    = "/cgi-bin/stable_token"
	pathQuotaGet = "/cgi-bin/openapi/quota/get"
	pathQuotaOne = "/cgi-bin/openapi/quota/clear"
	pathRIDGet   = "/cgi-bin/openapi/rid/get"
)

// pathCodeAdvice is of errcodes that mean something else on one path, whoever called it.
var pathCodeAdvice = map[onPath]Advice{
	{45009, pathToken}:                                othersTokenOutAdvice,
	{45009, pathOldToken}:                             othersTokenOutAdvice,
	{45009, pathQuotaGet}:                             quotaGetOutAdvice,
	{40001, pathToken}:                                tokenSecretAdvice,
	{40001, pathOldToken}:                             tokenSecretAdvice,
	{76003, pathQuotaGet}:                             pathFormAdvice,
	{76003, pathQuotaOne}:                             pathFormAdvice,
	{inquiry.CodeUnknown, pathRIDGet}:                 UnknownRIDAdvice,
	{inquiry.CodeForeign, pathRIDGet}:                 foreignRIDAdvice,
	{inquiry.CodeTooOld, pathRIDGet}:                  OldRIDAdvice,
	{45009, "/cgi-bin/component/api_component_token"}: platformTokenOutAdvice,
}

// ownAdvice is of errcodes that answered ourselves: a read whose token is refused
// is made again with a token that was just got.
var ownAdvice = map[onPath]Advice{
	{45009, pathToken}:    tokenOutAdvice,
	{40001, pathQuotaGet}: tokenLostAdvice,
	{40001, pathRIDGet}:   tokenLostAdvice,
}

// explainCode words an answer with an errcode to a call of ours.
func explainCode(answer *wechat.Error, lang Lang) (fact, remedy string) {
	e := Errcode{Code: answer.Code, Path: answer.Path, Message: answer.Msg, Kind: answer.Kind, Own: true}
	if a, there := e.inContext(); there {
		return a.fill(lang, "", "", "", answer.Error())
	}
	meaning, do, known := e.Explain(lang)
	if !known {
		return strings.TrimSpace(fmt.Sprintf("errcode %d %s", answer.Code, answer.Msg)), Unexplained.In(lang)
	}
	return fmt.Sprintf("errcode %d: %s", answer.Code, meaning), do
}

// quotaGetOutAdvice is 45009 for quota/get itself.
var quotaGetOutAdvice = Advice{
	{"errcode 45009: the quota of quota/get itself is used up; nothing is known of the APIs",
		"errcode 45009：quota/get 自身额度已用尽，各接口的额度无从得知"},
	{"Wait until it comes back at midnight in Beijing; no other API is out because of it",
		"等到北京时间零点恢复；其他接口并未因此用尽"},
}

// tokenOutAdvice is 45009 for the token itself.
var tokenOutAdvice = Advice{
	{"no token can be had: the token's own quota is used up",
		"拿不到令牌：令牌接口自身额度已用尽"},
	{"Clear with the AppSecret instead: wxops reset ALIAS --all --via secret",
		"改用 AppSecret 清零：wxops reset ALIAS --all --via secret"},
}

// othersTokenOutAdvice is the same of somebody else's call.
var othersTokenOutAdvice = Advice{
	tokenOutAdvice[0],
	{"Clear with the AppSecret instead: wxops reset ALIAS --all --via secret. Then find who asks so often, and whether with force_refresh: WeChat allows that 20 times a day, and wxops never does it",
		"改用 AppSecret 清零：wxops reset ALIAS --all --via secret。再查明谁在频繁获取令牌、是否用了 force_refresh：微信每天只允许 20 次，wxops 从不使用"},
}

// platformTokenOutAdvice is 45009 for the token of a third-party platform.
var platformTokenOutAdvice = Advice{
	{"no token of the platform can be had: its own quota is used up",
		"拿不到第三方平台的令牌：其接口自身额度已用尽"},
	{"Clear with the platform's own AppSecret: POST /cgi-bin/component/clear_quota/v2, which needs no token",
		"用平台自己的 AppSecret 清零：POST /cgi-bin/component/clear_quota/v2，不需要令牌"},
}

// tokenSecretAdvice is 40001 from the APIs that give a token: none was sent, so it is
// the AppSecret that is refused.
var tokenSecretAdvice = Advice{
	{"errcode 40001: no token was given: the AppSecret is wrong, or another AppID's",
		"errcode 40001：没有给出令牌：AppSecret 错误，或不属于该 AppID"},
	{"Compare AppID and AppSecret; if it was reset, store the new one: wxops account secret ALIAS store",
		"核对 AppID 与 AppSecret；若已重置，请保存新的：wxops account secret ALIAS store"},
}

// tokenLostAdvice is 40001 for a token that WeChat gave a moment ago.
var tokenLostAdvice = Advice{
	{"errcode 40001: WeChat refuses a token that it has only just given",
		"errcode 40001：微信拒绝了刚刚给出的令牌"},
	{"Somebody forces new ones (stable_token with force_refresh), or the AppSecret was reset: find who, or store the new one: wxops account secret ALIAS store",
		"有人在强制刷新令牌（stable_token 的 force_refresh），或 AppSecret 已重置：请找出是谁，或保存新的：wxops account secret ALIAS store"},
}

// pathFormAdvice is 76003 from the APIs that take a cgi_path; of rid/get it says that the
// rid is another account's.
var pathFormAdvice = Advice{
	{"errcode 76003: the cgi_path is malformed", "errcode 76003：cgi_path 格式不对"},
	{"Write it as in /cgi-bin/menu/get: with the first slash, without host and query",
		"写法如 /cgi-bin/menu/get：以斜杠开头，不带域名和参数"},
}

// weComAdvice is for any errcode of WeCom's.
var weComAdvice = Advice{
	{"WeCom's, another product: there the number means something else", "WeCom（企业微信）的错误码：另一个产品，数字含义不同"},
	{"Look it up at https://open.work.weixin.qq.com/devtool/query; wxops asks and clears nothing there",
		"请到 https://open.work.weixin.qq.com/devtool/query 查询；wxops 不能查询或清零企业微信"},
}
