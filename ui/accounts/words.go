package accounts

import "wxops/ui/words"

// The words of the view.
var (
	wordTitle        = words.Pair{"Accounts", "账号"}
	wordAccount      = words.Pair{"Account", "账号"}
	wordName         = words.Pair{"Name", "名称"}
	wordAppID        = words.Pair{"AppID", "AppID"}
	wordEnv          = words.Pair{"Env", "环境"}
	wordSecret       = words.Pair{"Secret", "密钥"}
	wordWorst        = words.Pair{"Worst API", "最紧张的接口"}
	wordUse          = words.Pair{"Use", "用量"}
	wordLeft         = words.Pair{"Left", "清零"}
	wordRead         = words.Pair{"Read", "读取"}
	wordTested       = words.Pair{"Last test", "最近测试"}
	wordOut          = words.Pair{"OUT", "用尽"}
	wordStale        = words.Stale
	wordOK           = words.Pair{"ok", "正常"}
	wordFailed       = words.Pair{"failed", "失败"}
	wordNoSecret     = words.Pair{"no secret", "无密钥"}
	wordTesting      = words.Pair{"testing…", "测试中…"}
	wordReadOnly     = words.Pair{"read-only", "只读"}
	wordNoMatch      = words.Pair{"No account matches the filter. esc takes it away.", "没有匹配的账号。按 esc 取消筛选。"}
	wordFilterPrompt = words.Pair{"filter: ", "筛选："}
	wordNoBook       = words.Pair{"the demo's accounts cannot be changed", "演示账号不能修改"}
)

// What stands in the place of numbers.
var (
	wordReading    = words.Pair{"reading…", "读取中…"}
	wordOnDemand   = words.Pair{"not read: enter reads it", "未读取：按 enter 读取"}
	wordLocked     = words.Pair{"locked: enter asks for its secret", "待密钥：按 enter 输入"}
	wordPassphrase = words.Pair{"locked: enter asks for the passphrase", "待密钥：按 enter 输入口令"}
	wordNoFigures  = words.Pair{"WeChat tells no quota of its APIs", "微信没有返回它的接口额度"}
	wordPlatform   = words.Pair{"a platform: not supported yet", "第三方平台：暂不支持"}
)

// The line below the table, and the one above the tabs.
var (
	wordReadingOf    = words.Pair{"reading %d of %d", "读取中 %d/%d"}
	wordReadingAgain = words.Pair{"reading %s: %d of %d", "读取 %s：%d/%d"}
	wordRows         = words.Pair{"%s-%s of %s", "%s-%s / %s"}
	wordNoRows       = words.Pair{"0 of %s", "0 / %s"}
	wordRowsFiltered = words.Pair{"%s-%s of %s, filtered from %s", "%s-%s / %s，筛自 %s"}
	wordAccounts     = words.Pair{"%s accounts", "%s 个账号"}
	wordOneAccount   = words.Pair{"1 account", "1 个账号"}
	wordCountOut     = words.Pair{"%d out", "%d 用尽"}
	wordCountNear    = words.Pair{"%d near", "%d 将尽"}
	wordComma        = words.Pair{", ", "，"}
	wordColon        = words.Pair{": ", "："}
	wordStop         = words.Pair{". ", "。"}
	wordBackIn       = words.Pair{"back in %s", "%s后恢复"}
)

// The orders of the list, by their names.
var wordOrders = [sortOrders]words.Pair{
	{"by trouble", "按紧急程度"},
	{"by alias", "按别名"},
	{"as in the file", "按文件顺序"},
	{"by use", "按用量"},
}

// What the keys answer.
var (
	wordBellOn    = words.Pair{"the bell rings when an API nears its limit or runs out", "接口将尽或用尽时响铃"}
	wordBellOff   = words.Pair{"the bell is off", "已关闭响铃"}
	wordAllOpen   = words.Pair{"no account waits for its secret", "没有账号在等待密钥"}
	wordOneByOne  = words.Pair{"each asks for a secret of its own: enter on the account", "各账号密钥互不相同：请在账号上按 enter"}
	wordTestsDone = words.Pair{"%d tested, %d failed", "已测试 %d 个，失败 %d 个"}
	wordNoTest    = words.Pair{"no account here can be tested without a person", "这里没有无需人工即可测试的账号"}
)
