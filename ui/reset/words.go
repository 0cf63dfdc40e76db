package reset

import "wxops/ui/words"

// The words of the dialog; the journal shares some.
var (
	wordTitle        = words.Pair{"Reset a quota", "清零额度"}
	wordAccount      = words.Pair{"Account", "账号"}
	wordScope        = words.Pair{"Scope", "范围"}
	wordNow          = words.Pair{"Now", "当前"}
	wordGain         = words.Pair{"Gain", "可恢复"}
	wordLast         = words.Pair{"Last reset", "上次清零"}
	wordNever        = words.Pair{"none in this journal", "本机记录中没有"}
	wordLastLine     = words.Pair{"%s by %s: %s, %s", "%s 由 %s：%s，%s"}
	wordSends        = words.Pair{"Sends", "将发送"}
	wordReason       = words.Pair{"Reason", "原因"}
	wordOptional     = words.Pair{"optional", "可不填"}
	wordConfirm      = words.Pair{"Type %s to confirm: ", "输入 %s 确认："}
	wordNoUndo       = words.Pair{"There is no undo. esc leaves without a reset.", "清零不可撤销。按 esc 放弃。"}
	wordMatches      = words.Pair{"enter clears it now. There is no undo.", "按 enter 立即清零，不可撤销。"}
	wordDiffers      = words.Pair{"This is not the alias; enter does nothing.", "与别名不一致，enter 无效。"}
	wordOneAPI       = words.Pair{"this API alone", "仅此接口"}
	wordWholeAccount = words.Pair{"the whole account", "整个账号"}
	wordBySecret     = words.Pair{"whole account, AppSecret", "整个账号，用 AppSecret"}
	wordLeft         = words.Pair{"Left", "本月剩余"}
	wordPlanning     = words.Pair{"reading the quota again...", "正在重新读取额度…"}
	wordSending      = words.Pair{"clearing, waiting for the outcome...", "正在清零，等待结果…"}
	wordBefore       = words.Pair{"Before", "清零前"}
	wordAfter        = words.Pair{"After", "清零后"}
	wordUsedOf       = words.Pair{"%s of %s used, %s left", "已用 %s / %s，剩余 %s"}
	wordGainLine     = words.Pair{"%s calls", "%s 次调用"}
	wordGainOver     = words.Pair{"%s calls on %d APIs", "%s 次调用，共 %d 个接口"}
	wordJoint        = words.Pair{"; ", "；"}
	wordOthers       = words.Pair{"and %d more APIs", "另有 %d 个接口"}
	wordNowUnread    = words.Pair{"not known: it could not be read", "未知：未能读取"}
	wordMoreWarnings = words.Pair{"%d more lines, warnings among them: pgdn", "还有 %d 行，其中有警告：pgdn"}
	wordOK           = words.Pair{"Done: WeChat accepted the reset.", "完成：微信已接受清零。"}
	wordRefused      = words.Pair{"Refused by WeChat. This costs nothing.", "微信拒绝了清零。不扣次数。"}
	wordUnknown      = words.Pair{"Unknown: it was sent, and no answer came that says whether it was done. It counts as used; look at the numbers before you try again.",
		"结果未知：请求已发出，但没有收到能说明是否已清零的回应。按已使用计；再试之前请先看数字。"}
	wordNotSent = words.Pair{"Not sent. This costs nothing.", "未发送。不扣次数。"}
	wordLagging = words.Pair{"Accepted, but the counter still shows %s: WeChat can take 20-30 minutes.",
		"已接受，但计数仍显示 %s：微信可能需要 20-30 分钟。"}
	wordAfterFailed = words.Pair{"The quota could not be read again: %s", "清零后未能重新读取额度：%s"}
	wordNotWritten  = words.Pair{"The outcome could not be written to the journal, which will show it as unknown: %s",
		"结果未能写入记录，记录中将显示为未知：%s"}
	wordCloses   = words.Pair{"esc closes this.", "按 esc 关闭。"}
	wordRenewed  = words.Pair{"Nothing was sent: %s. Look again, then type the alias.", "没有发送：%s。请重新核对，再输入别名。"}
	wordDeadlock = words.Pair{"The token's quota is used up: AppSecret needs none.",
		"token 自身的额度已用尽；用 AppSecret 清零不需要 token。"}
)
