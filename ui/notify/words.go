package notify

import "wxops/ui/words"

// The words of messages.
var (
	wordMore  = words.Pair{"+%s more", "另有 %s 条"}
	wordColon = words.Pair{": ", "："}
	wordTest  = words.Pair{"wxops: this is a test", "wxops：这是一条测试消息"}
	wordTried = words.Pair{"Messages for the robot %s arrive here.", "机器人 %s 的消息会发到这里。"}
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
