package words

import "wxops/wechat/watch"

// whyWords are the reasons of a policy's decisions.
var whyWords = map[watch.Why]Pair{
	watch.Due:         {"due", "应清零"},
	watch.NotChosen:   {"not one of the policy's APIs", "不在策略的接口之列"},
	watch.NotOutLong:  {"not out for long enough", "用尽时间还不够长"},
	watch.BackSoon:    {"the quota comes back soon", "额度即将恢复"},
	watch.SpentOwn:    {"per_month is spent", "per_month 已用完"},
	watch.KeptBack:    {"the rest is kept for people", "余下次数留给人工"},
	watch.MonthGone:   {"the month's budget is gone", "本月次数已用完"},
	watch.Recent:      {"a reset was made just now", "刚刚清零过"},
	watch.ReadOnly:    {"read-only", "只读"},
	watch.Waits:       {"the policy waits for a person", "策略在等待人工处理"},
	watch.Old:         {"its numbers are old", "数值已过期"},
	watch.NotNow:      {"read again, it is below reset_at", "再次读取后低于 reset_at"},
	watch.TokenGone:   {"the token's own quota is used up", "获取 access_token 的额度已用尽"},
	watch.Overtaken:   {"somebody else resets the account", "他人正在为该账号清零"},
	watch.Unjournaled: {"the journal cannot be used", "清零记录无法使用"},
	watch.Unread:      {"the quota could not be read again", "额度再次读取失败"},
}

// Why is the reason of a policy's decision; one that this version does not know is its
// own word.
func Why(why watch.Why, lang Lang) string {
	if w, known := whyWords[why]; known {
		return w.In(lang)
	}
	return string(why)
}

// stopWords are why a policy waits for a person.
var stopWords = map[watch.StopWhy]Pair{
	watch.OutcomeUnknown: {"the outcome of a reset is unknown", "一次清零的结果未知"},
	watch.DidNotHelp:     {"a reset did not help within 30 minutes", "一次清零在 30 分钟内未见效"},
}

// StopWhy says why a policy waits for a person.
func StopWhy(why watch.StopWhy, lang Lang) string {
	if w, known := stopWords[why]; known {
		return w.In(lang)
	}
	return string(why)
}
