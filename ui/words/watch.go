package words

import (
	"time"

	"wxops/wechat"
	"wxops/wechat/watch"
)

// Held says in one line why a policy does not clear a quota now, or that it would.
func Held(d watch.Decision, lang Lang) string {
	budget := d.Target.Scope.Budget()
	switch text := whys[d.Why]; d.Why {
	case watch.KeptBack, watch.MonthGone:
		return text.Fill(lang, d.Left, budget)
	case watch.SpentOwn:
		return text.Fill(lang, d.Own, d.Left, budget)
	case watch.NotOutLong, watch.Recent, watch.BackSoon:
		if d.Until.IsZero() {
			return text.In(lang)
		}
		return text.In(lang) + wordUntil.Fill(lang, d.Until.In(wechat.Beijing()).Format("15:04"))
	case watch.Due:
		return text.Fill(lang, d.Left, budget, d.Own)
	default:
		return text.In(lang)
	}
}

// Stop says why a policy waits for a person.
func Stop(s watch.Stop, lang Lang) string {
	return stops[s.Why].Fill(lang, s.Reset.At.In(wechat.Beijing()).Format(time.DateTime)+" +08")
}

var whys = map[watch.Why]Pair{
	watch.Due:         {"%d of %d clears left this month, %d spent by the watch", "本月剩余 %d/%d 次清零，其中自动已用 %d 次"},
	watch.NotChosen:   {"the policy is about other APIs", "策略不含此接口"},
	watch.NotOutLong:  {"not out for long enough", "用尽时间还不够长"},
	watch.BackSoon:    {"the quota comes back by itself soon", "额度即将自动恢复"},
	watch.SpentOwn:    {"per_month is spent: %d by the watch; %d of %d are left for people", "per_month 已用完：自动已清零 %d 次；剩余 %d/%d 次留给人工"},
	watch.KeptBack:    {"%d of %d left this month are kept for people", "本月剩余 %d/%d 次留给人工"},
	watch.MonthGone:   {"the month's budget is gone: %d of %d left", "本月次数已用完：剩余 %d/%d 次"},
	watch.Recent:      {"a reset was tried just now, and counters lag", "刚刚清零过，计数有延迟"},
	watch.ReadOnly:    {"it is read-only", "只读"},
	watch.Waits:       {"the policy waits for a person", "策略已暂停，等待人工处理"},
	watch.Old:         {"its numbers are old", "数据过旧"},
	watch.NotNow:      {"read again, it is below reset_at", "再次读取后低于 reset_at"},
	watch.TokenGone:   {"the token's own quota is used up; only a clear by AppSecret helps, and that is a person's", "获取 token 的额度已用尽；只能用 AppSecret 清零，须由人工操作"},
	watch.Overtaken:   {"somebody else resets the account", "其他人正在清零此账号"},
	watch.Unjournaled: {"the journal cannot be used", "清零记录不可用"},
	watch.Unread:      {"the quota could not be read again", "额度无法再次读取"},
}

var stops = map[watch.StopWhy]Pair{
	watch.OutcomeUnknown: {"the outcome of the reset at %s is unknown", "%s 的清零结果未知"},
	watch.DidNotHelp:     {"the reset at %s did not help within 30 minutes", "%s 的清零在 30 分钟内没有生效"},
}

var wordUntil = Pair{", until %s +08", "，至 %s +08"}
