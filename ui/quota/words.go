package quota

import (
	"wxops/ui/words"
	"wxops/wechat/meter"
)

// The words of the table.
var (
	wordTitle        = words.Pair{"Quota", "额度"}
	wordUsed         = words.Pair{"Used", "已用"}
	wordLimit        = words.Pair{"Limit", "上限"}
	wordLeft         = words.Pair{"Left", "剩余"}
	wordUse          = words.Pair{"Use", "用量"}
	wordPath         = words.Pair{"Path", "路径"}
	wordRead         = words.Pair{"Read", "读取"}
	wordPerHour      = words.Pair{"Per hour", "每小时"}
	wordRate         = words.Pair{"Rate limit", "频率限制"}
	wordRateShort    = words.Pair{"%s/%s s", "%s/%s 秒"}
	wordOut          = words.Pair{"OUT", "用尽"}
	wordNoQuota      = words.Pair{"no quota for this path", "该路径没有额度"}
	wordNotSNS       = words.Pair{"no quota for /sns/", "/sns/ 没有额度"}
	wordStale        = words.Pair{"STALE %s", "过期 %s"}
	wordNoDaily      = words.Pair{"no daily limit told", "未返回日额度"}
	wordNoFigure     = words.Pair{"WeChat gave no figure", "微信未给出数值"}
	wordNoMatch      = words.Pair{"No API matches the filter. esc takes it away.", "没有匹配的接口。按 esc 取消筛选。"}
	wordFilterPrompt = words.Pair{"filter: ", "筛选："}
	wordAddPrompt    = words.Pair{"add API (path or words): ", "添加接口（路径或关键词）："}
	wordLastRow      = words.Pair{"one API must stay on the list", "列表至少保留一个接口"}
	wordTaken        = words.Pair{"%s is off the list", "已从列表去掉 %s"}
	wordNoReset      = words.Pair{"read-only: this account cannot be reset here", "只读：不能在此清零该账号"}
	wordOnlyOne      = words.Pair{"there is no other account", "没有其他账号"}
)

// The words of what stands in the table's place, and of the status line.
var (
	wordChoose       = words.Pair{"No account is open. Choose one on the Accounts tab: press 1.", "尚未打开账号。请按 1 到账号页选择。"}
	wordPlatformBody = words.Pair{"This is a third-party platform. wxops shows it, but platforms are not supported yet.",
		"这是第三方平台账号。wxops 可以显示它，但暂不支持对平台的操作。"}
	wordLocked        = words.Pair{"The secret of this account waits for you.", "该账号的密钥等待输入。"}
	wordLockedWay     = words.Pair{"r asks for it.", "按 r 输入。"}
	wordReading       = words.Pair{"reading %s of %s", "正在读取 %s / %s"}
	wordUnread        = words.Pair{"not read yet", "尚未读取"}
	wordShown         = words.Pair{"%s APIs", "%s 个接口"}
	wordOneShown      = words.Pair{"1 API", "1 个接口"}
	wordFiltered      = words.Pair{"%s of %s APIs", "%s / %s 个接口"}
	wordPosition      = words.Pair{"%s-%s of %s", "第 %s-%s 个，共 %s 个"}
	wordPositionOf    = words.Pair{"%s-%s of %s (%s APIs)", "第 %s-%s 个，共 %s 个（全部 %s 个）"}
	wordNoRefresh     = words.Pair{"r reads again", "按 r 刷新"}
	wordLeftThisMonth = words.Pair{"resets left: %s", "本月清零余：%s"}
)

var wordSorted = [sortOrders]words.Pair{
	{"sorted by pressure", "按紧张程度排序"},
	{"sorted by when it is out", "按用尽时间排序"},
	{"sorted by calls used", "按已用次数排序"},
	{"sorted by name", "按名称排序"},
}

// The words of the details.
var (
	wordMoreInside    = words.Pair{"%d more lines: enter", "还有 %d 行：enter"}
	wordOfficialName  = words.Pair{"Official name", "官方名称"}
	wordUsedOf        = words.Pair{"%s of %s calls a day", "%s，每天上限 %s 次"}
	wordReadAt        = words.Pair{"%s, %s ago", "%s，%s前"}
	wordOld           = words.Pair{"STALE", "已过期"}
	wordComponentRate = words.Pair{"On behalf", "代调用频率"}
	wordRateLine      = words.Pair{"%s calls in %s s (an upper bound)", "%[2]s 秒内 %[1]s 次（上限，可能更早触发）"}
	wordPace          = words.Pair{"Pace", "速度"}
	wordPaceLine      = words.Pair{"%s calls an hour, %s", "每小时 %s 次，%s"}
	wordStands        = words.Pair{"the counter stands still", "计数没有增长"}
	wordTooEarly      = words.Pair{"too little is known", "数据不足"}
	wordNoneYet       = words.Pair{"one reading so far", "目前只有一次读数"}
	wordBack          = words.Pair{"Back", "恢复"}
	wordBackAt        = words.Pair{"at %s, in %s", "%s，%s后"}
	wordReset         = words.Pair{"A reset", "若清零"}
	wordToday         = words.Pair{"Today", "今天"}
	wordLastDays      = words.Pair{"Last %d days", "前 %d 天"}
	wordDaysBefore    = words.Pair{"Last days", "前几天"}
	wordYesterday     = words.Pair{"Yesterday", "昨天"}
	wordByNow         = words.Pair{"%s used at this hour", "此时已用 %s"}
	wordOutThen       = words.Pair{"out at %s", "%s 用尽"}
	wordDefaultLimit  = words.Pair{"New account", "新账号默认"}
	wordTestLimit     = words.Pair{"Test account", "测试号默认"}
	wordPage          = words.Pair{"Page", "文档"}
	wordHistory       = words.Pair{"Readings", "读数"}
	wordUnknown       = words.Pair{"not published", "未公布"}
	wordCalls         = words.Pair{"%s calls a day", "每天 %s 次"}
)

// wordBases say from what a pace is known.
var wordBases = map[meter.Basis]words.Pair{
	meter.ByDay:     {"the mean of today: a guess", "按今天平均，粗略估计"},
	meter.ByRecent:  {"as in the last minutes", "按最近几分钟"},
	meter.ByProfile: {"as in the last 5 days", "按近 5 天的走势"},
}
