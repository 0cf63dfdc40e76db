package ui

// ridWords are the words of the Rid tab.
type ridWords struct {
	Intro                                                                                             []string
	When, Text, What, Demo, Before, Prompt, MoreLines, NothingFound                                   string
	Called, Took, Expires, Account, Code, Retry, Do, WayOn, API                                       string
	AppID, Address, Hint, Broken, Asked, Parameters, Request, RID                                     string
	Response, Empty, NotTold, Beijing, Here, Future, In                                               string
	ExpiredFor, Weak, NoLookUp, Missing, TooLong, MoreOf, FoundCut                                    string
	ByAppID, NoAccount, NoRID, AskAnyway, Reading                                                     string
	Asking, AskingOf, AskingAgain, NoOthers, NotOpened, Nobody                                        string
	NotItsOwn, NotKnown, Stranger, NotOurs, SearchIn, MaskAgain, TypeText, Answered, Owner, ForeignDo string
	Counted, AsksAs, Lines, Masked, Unmasked, UnmaskNote                                              string
	Search, Matches, NoMatch, NextMatch, CopyNext, CopyTooLong, PathUnknown                           string
	Comma, Path, Curl, Offline                                                                        string
	Ways                                                                                              map[int64]string
}

func ridText(s say) ridWords {
	w := ridWords{
		Intro: []string{
			s("Paste an error here: a log line, an answer, a stack trace, a chat message.", "把报错粘贴到这里：日志、返回内容、异常堆栈、聊天记录都可以。"),
			s("What is in it is explained at once, without the network. enter then asks WeChat", "其中的 rid 和错误码会立即离线解读；再按 enter 向微信查询这次调用的记录。"),
			s("what it recorded of the call. i types a text by hand.", "按 i 可手动输入。"),
		},
		When: s("When", "时间"), Text: s("Text", "文本"), What: s("What", "说明"), Demo: s("example", "示例"), Before: s("last text", "上次文本"),
		Prompt: s("text: ", "文本："), MoreLines: s("%s %d more lines", "%s 还有 %d 行"),
		NothingFound: s("No rid and no errcode is in this text.", "文本中没有 rid 或错误码。"),
		Called:       s("Called", "调用时间"), Took: s("Took", "耗时"), Expires: s("Expires", "有效期至"), Account: s("Account", "账号"),
		Code: s("errcode", "错误码"), Retry: s("Retry", "重试"), Do: s("Do", "处理"), WayOn: s("Way on", "下一步"), API: s("API", "接口"),
		AppID: s("AppID", "AppID"), Address: s("Address", "来源 IP"), Hint: s("hint", "hint"), Broken: s("Broken", "不完整"),
		Asked: s("Asked", "已查询"), Parameters: s("Parameters", "请求参数"), Request: s("Request body", "请求体"), RID: s("rid", "rid"),
		Response: s("Response body", "返回体"), Empty: s("none", "无"), NotTold: s("not told by WeChat", "微信未返回"),
		Beijing: s("%s Beijing", "%s 北京时间"), Here: s("%s here", "本机 %s"), Future: s("in the future: mistyped, or this clock is wrong", "在未来：可能有误，或本机时钟不准"),
		In:         s("in %s", "%s后"),
		ExpiredFor: s("expired %s: WeChat has forgotten the call; enter asks anyway", "已于%s过期：微信不再保留；仍可按 enter 查询"),
		Weak:       s("nothing says that this is a rid; it may be another product's id", "没有 rid 字样，可能是其他系统的编号"),
		NoLookUp:   s("cannot be queried, WeChat gives no look-up for these", "无法查询，微信不提供此类编号的查询"),
		Missing:    s("cannot be queried: %s is needed, ? is missing", "无法查询：完整应为 %s，? 处缺失"),
		TooLong:    s("cannot be queried: it has digits too many", "无法查询：位数过多"),
		MoreOf:     s("and %d more", "另有 %d 个"), FoundCut: s("there is more in the text than is kept here", "文本中的内容超出可保留的数量"),
		ByAppID: s("its AppID is in the text", "文本中有它的 AppID"), NoAccount: s("no account to ask with: add one on the Accounts tab (1, then n)", "没有可用于查询的账号：请到账号页添加（1，再按 n）"),
		NoRID:     s("no rid to ask for in this text", "文本中没有可查询的 rid"),
		AskAnyway: s("this rid has expired; the same key again asks anyway", "该 rid 已过期；再按一次仍会查询"),
		Reading:   s("reading the text", "正在解读文本"), Asking: s("asking WeChat as %s; ctrl+c stops", "正在以 %s 查询；ctrl+c 停止"),
		AskingOf:    s("asking WeChat as %s, %d of %d; ctrl+c stops", "正在以 %s 查询，第 %d/%d 个；ctrl+c 停止"),
		AskingAgain: s("%s: not known yet; asking once more in a moment", "%s：暂未查到，稍后再查一次"),
		NoOthers:    s("there is no other account to ask", "没有其他账号可查询"),
		NotOpened:   s("not asked: its secret is not open; open its quotas first", "未查询：密钥尚未打开，请先打开它的额度页"),
		Stranger:    s("All of them say that it is another's: add the account that made the call", "均返回属于其他账号：请添加发起调用的账号"),
		NotOurs:     s("none of the accounts here", "不是这里的账号"),
		SearchIn:    s("search", "查找"), MaskAgain: s("mask", "脱敏"), TypeText: s("type a text", "输入文本"),
		Nobody:    s("none of the accounts asked knows this rid", "查询过的账号都不拥有该 rid"),
		NotItsOwn: s("another account's (76003)", "属于其他账号（76003）"), NotKnown: s("not known (76001)", "查不到（76001）"),
		Answered: s("its own", "属于它"), Owner: s("it is %s's", "属于 %s"),
		ForeignDo: s("o asks the other accounts, one by one", "按 o 逐个询问其他账号"),
		Counted:   s("rids: %d, errcodes: %d", "rid %d 个，错误码 %d 个"), AsksAs: s("enter asks as %s", "enter 以 %s 查询"),
		Lines: s("lines %d-%d of %d", "第 %d-%d 行，共 %d 行"), Masked: s("masked", "已脱敏"), Unmasked: s("UNMASKED", "原文"),
		UnmaskNote: s("unmasked on screen: rid %s of %s", "屏幕显示原文：rid %s（%s）"),
		Search:     s("search: ", "查找："), Matches: s("match %d of %d", "第 %d/%d 处"), NoMatch: s("no match", "没有匹配"), NextMatch: s("next match", "下一处"),
		CopyNext: s("%s; c again: %s", "%s；再按 c：%s"), CopyTooLong: s("too long for the clipboard: w writes it to a file", "内容过长，无法复制：按 w 存为文件"),
		PathUnknown: s("which API failed is not known; these are the account's", "不知道是哪个接口失败，以下是该账号的接口"),
		Comma:       s(", ", "，"), Path: s("path", "路径"), Curl: s("curl line", "curl 命令"), Offline: s("explained offline", "离线解读"),
	}
	w.Ways = ridWays(s)
	return w
}

// The help page of the IP allow list, for every kind of account.
const allowListPage = "https://developers.weixin.qq.com/doc/oplatform/developers/basic_func/ip_whitelist.html"

// ridWays says, for the errcodes that a screen of wxops helps with, which key leads there.
func ridWays(s say) map[int64]string {
	quota := s("p shows the quota of the API that failed; R there clears it", "按 p 查看失败接口的额度，在那里按 R 可清零")
	pace := s("p shows the API's quota and rate limit; a reset does not lift this one", "按 p 查看该接口的额度和频率限制；清零不能解除此限制")
	test := s("1 shows the accounts; t there tests this one's AppSecret and token", "按 1 到账号页，再按 t 测试该账号的密钥和 token")
	allow := s("allow list: ", "白名单说明：") + allowListPage
	codes := s("5 explains the code; check path and account kind there and with p", "按 5 查看错误码说明，并核对路径与账号类型")
	return map[int64]string{
		45009: quota, 45011: pace, 40001: test, 42001: test, 40014: test, 40164: allow, 61004: allow,
		48006: s("4 shows the resets of this month", "按 4 查看本月的清零记录"), 76021: codes, 76022: codes,
	}
}
