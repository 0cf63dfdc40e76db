package notify

import "wxops/ui/words"

// The words of messages.
var (
	wordMore  = words.Pair{"+%s more", "另有 %s 条"}
	wordColon = words.Pair{": ", "："}
	wordComma = words.Pair{", ", "，"}
	wordDo    = words.Pair{" -> ", " -> "}

	wordOut      = words.Pair{"%d out", "用尽 %d"}
	wordNear     = words.Pair{"%d near", "将尽 %d"}
	wordResolved = words.Pair{"%d resolved", "恢复 %d"}

	wordIsOut      = words.Pair{"out", "已用尽"}
	wordOutSince   = words.Pair{"out since %s", "%s 起用尽"}
	wordOutAt      = words.Pair{"out at about %s", "约 %s 用尽"}
	wordFine       = words.Pair{"resolved", "已恢复"}
	wordFineAt     = words.Pair{"resolved, %d%%", "已恢复，%d%%"}
	wordComesBack  = words.Pair{"comes back at midnight (Beijing)", "北京时间零点恢复"}
	wordFailed     = words.Pair{"cannot be read: %s", "无法读取：%s"}
	wordLocked     = words.Pair{"its AppSecret waits for a person", "AppSecret 需由人输入"}
	wordFailedAll  = words.Pair{"watching: %s", "巡检：%s"}
	wordReadsAgain = words.Pair{"can be read again", "恢复读取"}

	wordCleared    = words.Pair{"cleared by the policy, %d left this month", "已按策略清零，本月余 %d 次"}
	wordNotCleared = words.Pair{"clear by the policy: %s", "按策略清零：%s"}
	wordWhyNot     = words.Pair{"not cleared by the policy: %s", "策略未清零：%s"}
	wordWould      = words.Pair{"dry run: the policy would clear it", "试运行：策略会清零"}
	wordStopped    = words.Pair{"the policy is stopped: %s", "策略已停止：%s"}

	wordSeen      = words.Pair{"errcode %d in a log, %d times", "日志中 errcode %d，共 %d 次"}
	wordSeenOther = words.Pair{"other failures in a log, %d times", "日志中其他失败，共 %d 次"}
	wordLikely    = words.Pair{"probably refreshed by %s", "可能被 %s 刷新"}
	wordAllow     = words.Pair{"address to allow: %s", "需放行的地址：%s"}

	wordTest  = words.Pair{"wxops: this is a test", "wxops：这是一条测试消息"}
	wordTried = words.Pair{"Messages for the robot %s arrive here.", "机器人 %s 的消息会发到这里。"}
)

// The words of what is said where the watch runs.
var (
	wordRobot    = words.Pair{"robot %s: %s", "机器人 %s：%s"}
	wordWorks    = words.Pair{"it works again", "已恢复"}
	wordUntold   = words.Pair{"not told: %d", "未发送 %d 条"}
	wordUnkept   = words.Pair{"what robots were told is not kept, and may be told again: %s", "已通知的内容未能保存，可能重复通知：%s"}
	wordExec     = words.Pair{"--exec %s: %s", "--exec %s：%s"}
	wordExecLong = words.Pair{"no end within %s; ended", "%s 内未结束，已终止"}
	wordExecLost = words.Pair{"events that it was not started for: %d", "未为其启动的事件 %d 个"}
)

// reasons are why a robot did not say a message.
var reasons = map[Reason]words.Pair{
	NoSecret:   {"its secret cannot be had", "取不到它的密钥"},
	BadURL:     {"its URL is not https, or http to this machine, without a user", "URL 须为 https（本机可用 http），且不含用户名"},
	BadRobot:   {"it is of no known kind", "不认识的机器人类型"},
	Unreached:  {"it cannot be reached", "连接不上"},
	Distrusted: {"its certificate is not trusted", "证书不受信任"},
	TimedOut:   {"no answer in time", "超时无应答"},
	Redirected: {"it redirects elsewhere, which is not followed", "被重定向到别处，未跟随"},
	BadStatus:  {"no answer of a robot", "不是机器人的应答"},
	BadAnswer:  {"its answer is not understood", "应答无法识别"},
	TooMany:    {"too many messages; the rest waits", "发送过于频繁，其余稍后再发"},
	WrongKey:   {"its URL is not valid: copy it again from the group's settings", "URL 无效：请从群设置中重新复制"},
	WrongSign:  {"keyword, signature or IP list do not match: the keyword wxops is in every message", "关键词、签名或 IP 白名单不符：每条消息都含关键词 wxops"},
	WrongPlace: {"this machine's address is not in the robot's IP list", "本机地址不在机器人的 IP 白名单中"},
	WrongWord:  {"the robot's keyword is missing: the keyword wxops is in every message", "缺少机器人的关键词：每条消息都含关键词 wxops"},
	TooLong:    {"the message is too long", "消息过长"},
	Refused:    {"it refused the message", "机器人拒收"},
}
