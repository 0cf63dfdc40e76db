package inspect

import (
	"wxops/ui/words"
	"wxops/wechat/inquiry"
)

// The words of the view.
var (
	wordAgo   = words.Pair{"%s ago", "%s前"}
	wordTitle = words.Pair{"Rid", "Rid"}
	wordIntro = words.Pair{"Paste an error here: a log line, an answer, a stack trace, a chat message.",
		"把报错粘贴到这里：日志、返回内容、异常堆栈、聊天记录都可以。"}
	wordIntroOffline = words.Pair{"What is in it is explained at once, without the network. enter then asks WeChat",
		"其中的 rid 和错误码会立即离线解读；再按 enter 向微信查询这次调用的记录。"}
	wordIntroMore    = words.Pair{"what it recorded of the call. i types a text by hand.", "按 i 可手动输入。"}
	wordWhen         = words.Pair{"When", "时间"}
	wordText         = words.Pair{"Text", "文本"}
	wordWhat         = words.Pair{"What", "说明"}
	wordDemo         = words.Pair{"example", "示例"}
	wordBefore       = words.Pair{"last text", "上次文本"}
	wordPrompt       = words.Pair{"text: ", "文本："}
	wordMoreLines    = words.Pair{"%s %d more lines", "%s 还有 %d 行"}
	wordNothingFound = words.Pair{"No rid and no errcode is in this text.", "文本中没有 rid 或错误码。"}
	wordCalled       = words.Pair{"Called", "调用时间"}
	wordTook         = words.Pair{"Took", "耗时"}
	wordExpires      = words.Pair{"Expires", "有效期至"}
	wordAccount      = words.Pair{"Account", "账号"}
	wordCode         = words.Pair{"errcode", "错误码"}
	wordRetry        = words.Pair{"Retry", "重试"}
	wordDo           = words.Pair{"Do", "处理"}
	wordWayOn        = words.Pair{"Way on", "下一步"}
	wordAPI          = words.Pair{"API", "接口"}
	wordAppID        = words.Pair{"AppID", "AppID"}
	wordAddress      = words.Pair{"Address", "来源 IP"}
	wordHint         = words.Pair{"hint", "hint"}
	wordBroken       = words.Pair{"Broken", "不完整"}
	wordAsked        = words.Pair{"Asked", "已查询"}
	wordParameters   = words.Pair{"Parameters", "请求参数"}
	wordRequest      = words.Pair{"Request body", "请求体"}
	wordRID          = words.Pair{"rid", "rid"}
	wordResponse     = words.Pair{"Response body", "返回体"}
	wordEmpty        = words.Pair{"none", "无"}
	wordNotTold      = words.Pair{"not told by WeChat", "微信未返回"}
	wordGuessed      = words.Pair{" (guessed from the request)", "（据请求内容推测）"}
	wordBeijing      = words.Pair{"%s Beijing", "%s 北京时间"}
	wordHere         = words.Pair{"%s here", "本机 %s"}
	wordFuture       = words.Pair{"in the future: mistyped, or this clock is wrong", "在未来：可能有误，或本机时钟不准"}
	wordIn           = words.Pair{"in %s", "%s后"}
	wordExpiredFor   = words.Pair{"expired %s: WeChat has forgotten the call; enter asks anyway", "已于%s过期：微信不再保留；仍可按 enter 查询"}
	wordWeak         = words.Pair{"nothing says that this is a rid; it may be another product's id", "没有 rid 字样，可能是其他系统的编号"}
	wordNoLookUp     = words.Pair{"cannot be queried, WeChat gives no look-up for these", "无法查询，微信不提供此类编号的查询"}
	wordMissing      = words.Pair{"cannot be queried: %s is needed, ? is missing", "无法查询：完整应为 %s，? 处缺失"}
	wordTooLong      = words.Pair{"cannot be queried: it has digits too many", "无法查询：位数过多"}
	wordMoreOf       = words.Pair{"and %d more", "另有 %d 个"}
	wordFoundCut     = words.Pair{"there is more in the text than is kept here", "文本中的内容超出可保留的数量"}
	wordNoAccount    = words.Pair{"no account to ask with: add one on the Accounts tab (1, then n)",
		"没有可用于查询的账号：请到账号页添加（1，再按 n）"}
	wordNoRID       = words.Pair{"no rid to ask for in this text", "文本中没有可查询的 rid"}
	wordAskAnyway   = words.Pair{"this rid has expired; the same key again asks anyway", "该 rid 已过期；再按一次仍会查询"}
	wordReading     = words.Pair{"reading the text", "正在解读文本"}
	wordAsking      = words.Pair{"asking WeChat as %s; ctrl+c stops", "正在以 %s 查询；ctrl+c 停止"}
	wordAskingOf    = words.Pair{"asking WeChat as %s, %d of %d; ctrl+c stops", "正在以 %s 查询，第 %d/%d 个；ctrl+c 停止"}
	wordAskingAgain = words.Pair{"%s: not known yet; asking once more in a moment", "%s：暂未查到，稍后再查一次"}
	wordNotOpened   = words.Pair{"not asked: its secret is not open; open its quotas first", "未查询：密钥尚未打开，请先打开它的额度页"}
	wordStranger    = words.Pair{"All of them say that it is another's: add the account that made the call",
		"均返回属于其他账号：请添加发起调用的账号"}
	wordNotOurs      = words.Pair{"none of the accounts here", "不是这里的账号"}
	wordOwnerUnknown = words.Pair{"not known", "未知"}
	wordNobodyHere   = words.Pair{"not known; none of those asked", "未知；查询过的账号均不是"}
	wordSemicolon    = words.Pair{"; ", "；"}
	wordListComma    = words.Pair{", ", "、"}
	wordAsks         = words.Pair{"enter asks %s", "按 enter 以 %s 查询"}
	wordAsksLocked   = words.Pair{"enter asks %s, after its secret", "按 enter 输入密钥后以 %s 查询"}
	wordBracket      = words.Pair{" (%s)", "（%s）"}
	wordWeChatSays   = words.Pair{"(WeChat says so)", "（微信确认）"}
	wordNoRIDNoOwner = words.Pair{"no rid, so nobody knows whose call; 1 shows what is out",
		"没有 rid，无从得知是谁的调用；按 1 查看哪个账号已用尽"}
	wordNoRIDWay       = words.Pair{"1 shows which account and which of its APIs is out", "按 1 查看哪个账号的哪个接口已用尽"}
	wordFirstAsk       = words.Pair{"enter asks whose call it was; then %s", "先按 enter 查询归属；然后%s"}
	wordOwnerGone      = words.Pair{"the call was %s's, and that account is here no more", "这次调用属于 %s，但该账号已不在列表中"}
	wordProbably       = words.Pair{"not theirs, so probably %s's", "不属于它们，很可能属于 %s"}
	wordLockedAsk      = words.Pair{"%s is locked: enter asks for its secret", "%s 未解锁：按 enter 输入密钥"}
	wordNobodyYet      = words.Pair{"not theirs; not asked: %s", "不属于它们；未能查询：%s"}
	wordUnknownYet     = words.Pair{"unknown to those asked; not asked: %s", "查询过的账号均查不到；未能查询：%s"}
	wordNotYetAsked    = words.Pair{"enter asks %s", "按 enter 以 %s 查询"}
	wordBarred         = words.Pair{"not asked, third-party platforms are not supported yet", "未查询，暂不支持第三方平台账号"}
	wordNoneLeft       = words.Pair{"every account here that can be asked has been asked", "可查询的账号都已查询过"}
	wordMessage        = words.Pair{"errmsg", "errmsg"}
	wordByWords        = words.Pair{" (by its words)", "（据文字判断）"}
	wordStray          = words.Pair{"Also", "另有"}
	wordWeComNotAsked  = words.Pair{"this is an error of WeCom, another product: WeChat is not asked", "这是企业微信的错误，属于另一个产品：不向微信查询"}
	wordGuessListed    = words.Pair{"guessed from the request: %s", "据请求内容推测：%s"}
	wordGuessNotListed = words.Pair{"guessed: %s; not on this list, a adds it", "推测：%s；不在列表中，按 a 添加"}
	wordSearchIn       = words.Pair{"search", "查找"}
	wordMaskAgain      = words.Pair{"mask", "脱敏"}
	wordTypeText       = words.Pair{"type a text", "输入文本"}
	wordNobody         = words.Pair{"none of the accounts asked knows this rid", "查询过的账号都不拥有该 rid"}
	wordNotItsOwn      = words.Pair{"another account's (76003)", "属于其他账号（76003）"}
	wordNotKnown       = words.Pair{"not known (76001)", "查不到（76001）"}
	wordAnswered       = words.Pair{"its own", "属于它"}
	wordOwner          = words.Pair{"it is %s's", "属于 %s"}
	wordForeignDo      = words.Pair{"o asks the other accounts, one by one", "按 o 逐个询问其他账号"}
	wordCounted        = words.Pair{"rids: %d, errcodes: %d", "rid %d 个，错误码 %d 个"}
	wordAsksAs         = words.Pair{"enter asks as %s", "enter 以 %s 查询"}
	wordLines          = words.Pair{"lines %d-%d of %d", "第 %d-%d 行，共 %d 行"}
	wordMasked         = words.Pair{"masked", "已脱敏"}
	wordUnmasked       = words.Pair{"UNMASKED", "原文"}
	wordUnmaskNote     = words.Pair{"unmasked on screen: rid %s of %s", "屏幕显示原文：rid %s（%s）"}
	wordSearch         = words.Pair{"search: ", "查找："}
	wordMatches        = words.Pair{"match %d of %d", "第 %d/%d 处"}
	wordNoMatch        = words.Pair{"no match", "没有匹配"}
	wordNextMatch      = words.Pair{"next match", "下一处"}
	wordCopyNext       = words.Pair{"%s; c again: %s", "%s；再按 c：%s"}
	wordCopyTooLong    = words.Pair{"too long for the clipboard: w writes it to a file", "内容过长，无法复制：按 w 存为文件"}
	wordPathUnknown    = words.Pair{"which API failed is not known; what is out stands first", "不知道是哪个接口失败；已用尽的在先"}
	wordComma          = words.Pair{", ", "，"}
	wordPath           = words.Pair{"path", "路径"}
	wordCurl           = words.Pair{"curl line", "curl 命令"}
	wordOffline        = words.Pair{"explained offline", "离线解读"}
)

// The help page of the IP allow list, for every kind of account.
const allowListPage = "https://developers.weixin.qq.com/doc/oplatform/developers/basic_func/ip_whitelist.html"

// ways say, for the errcodes that a screen of wxops helps with, which key leads there.
var ways = map[int64]words.Pair{
	45009: {"p shows the quota of the API that failed; R there clears it", "按 p 查看失败接口的额度，在那里按 R 可清零"},
	45011: {"p shows the API's quota and rate limit; a reset does not lift this one", "按 p 查看该接口的额度和频率限制；清零不能解除此限制"},
	40001: wayTest, 42001: wayTest, 40014: wayTest,
	40164: wayAllow, 61004: wayAllow,
	48006: {"4 shows the resets of this month", "按 4 查看本月的清零记录"},
	76021: wayCodes, 76022: wayCodes,
}

// becauseWords say why it is this account that enter asks.
var becauseWords = map[inquiry.Because]words.Pair{
	inquiry.Remaining:  {"all others deny it", "其他账号均已否认"},
	inquiry.Named:      {"its AppID is in the text", "文本中有它的 AppID"},
	inquiry.InHand:     {"the one in hand", "当前账号"},
	inquiry.FirstOfAll: {"the first not ruled out", "第一个尚未排除的账号"},
}

// toQuotaCodes are the errcodes whose way on is the quota of the API.
var toQuotaCodes = map[int64]bool{45009: true, 45011: true}

var (
	wayTest  = words.Pair{"1 shows the accounts; t there tests this one's AppSecret and token", "按 1 到账号页，再按 t 测试该账号的密钥和 token"}
	wayAllow = words.Pair{"allow list: " + allowListPage, "白名单说明：" + allowListPage}
	wayCodes = words.Pair{"5 explains the code; check path and account kind there and with p", "按 5 查看错误码说明，并核对路径与账号类型"}
)
