package ui

import "wxops/ui/words"

// The words of the view.
var (
	resetWordTitle        = words.Pair{"Reset a quota", "清零额度"}
	resetWordAccount      = words.Pair{"Account", "账号"}
	resetWordScope        = words.Pair{"Scope", "范围"}
	resetWordNow          = words.Pair{"Now", "当前"}
	resetWordGain         = words.Pair{"Gain", "可恢复"}
	resetWordLast         = words.Pair{"Last reset", "上次清零"}
	resetWordNever        = words.Pair{"none in this journal", "本机记录中没有"}
	resetWordLastLine     = words.Pair{"%s by %s: %s, %s", "%s 由 %s：%s，%s"}
	resetWordSends        = words.Pair{"Sends", "将发送"}
	resetWordReason       = words.Pair{"Reason", "原因"}
	resetWordOptional     = words.Pair{"optional", "可不填"}
	resetWordConfirm      = words.Pair{"Type %s to confirm: ", "输入 %s 确认："}
	resetWordNoUndo       = words.Pair{"There is no undo. esc leaves without a reset.", "清零不可撤销。按 esc 放弃。"}
	resetWordMatches      = words.Pair{"enter clears it now. There is no undo.", "按 enter 立即清零，不可撤销。"}
	resetWordDiffers      = words.Pair{"This is not the alias; enter does nothing.", "与别名不一致，enter 无效。"}
	resetWordOneAPI       = words.Pair{"this API alone", "仅此接口"}
	resetWordWholeAccount = words.Pair{"the whole account", "整个账号"}
	resetWordBySecret     = words.Pair{"whole account, AppSecret", "整个账号，用 AppSecret"}
	resetWordLeft         = words.Pair{"Left", "本月剩余"}
	resetWordPlanning     = words.Pair{"reading the quota again...", "正在重新读取额度…"}
	resetWordSending      = words.Pair{"clearing, waiting for the outcome...", "正在清零，等待结果…"}
	resetWordBefore       = words.Pair{"Before", "清零前"}
	resetWordAfter        = words.Pair{"After", "清零后"}
	resetWordUsedOf       = words.Pair{"%s of %s used, %s left", "已用 %s / %s，剩余 %s"}
	resetWordGainLine     = words.Pair{"%s calls", "%s 次调用"}
	resetWordGainOver     = words.Pair{"%s calls on %d APIs", "%s 次调用，共 %d 个接口"}
	resetWordOthers       = words.Pair{"and %d more APIs", "另有 %d 个接口"}
	resetWordNowUnread    = words.Pair{"not known: it could not be read", "未知：未能读取"}
	resetWordMoreWarnings = words.Pair{"%d more lines, warnings among them: pgdn", "还有 %d 行，其中有警告：pgdn"}
	resetWordOK           = words.Pair{"Done: WeChat accepted the reset.", "完成：微信已接受清零。"}
	resetWordRefused      = words.Pair{"Refused by WeChat. This costs nothing.", "微信拒绝了清零。不扣次数。"}
	resetWordUnknown      = words.Pair{"Unknown: it was sent, and no answer came that says whether it was done. It counts as used; look at the numbers before you try again.",
		"结果未知：请求已发出，但没有收到能说明是否已清零的回应。按已使用计；再试之前请先看数字。"}
	resetWordNotSent = words.Pair{"Not sent. This costs nothing.", "未发送。不扣次数。"}
	resetWordLagging = words.Pair{"Accepted, but the counter still shows %s: WeChat can take 20-30 minutes.",
		"已接受，但计数仍显示 %s：微信可能需要 20-30 分钟。"}
	resetWordAfterFailed = words.Pair{"The quota could not be read again: %s", "清零后未能重新读取额度：%s"}
	resetWordNotWritten  = words.Pair{"The outcome could not be written to the journal, which will show it as unknown: %s",
		"结果未能写入记录，记录中将显示为未知：%s"}
	resetWordCloses   = words.Pair{"esc closes this.", "按 esc 关闭。"}
	resetWordRenewed  = words.Pair{"Nothing was sent: %s. Look again, then type the alias.", "没有发送：%s。请重新核对，再输入别名。"}
	resetWordDeadlock = words.Pair{"The token's quota is used up: AppSecret needs none.",
		"token 自身的额度已用尽；用 AppSecret 清零不需要 token。"}
)
