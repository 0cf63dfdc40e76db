package ui

// resetWords are the words of the reset dialog.
type resetWords struct {
	Title, Account, Scope, Now, NowUnread, Gain, Last, Never, LastLine, Sends, Reason string
	Confirm, NoUndo, Matches, Differs                                                 string
	OneAPI, WholeAccount, BySecret, Left, Planning, Sending, Before, After            string
	UsedOf, GainLine, GainOver, Others, More, MoreWarnings, Optional                  string
	OK, Refused, Unknown, NotSent, Lagging, AfterFailed, NotWritten, Closes           string
	Deadlock, Renewed                                                                 string
}

func resetText(s say) resetWords {
	return resetWords{
		Title: s("Reset a quota", "清零额度"), Account: s("Account", "账号"), Scope: s("Scope", "范围"),
		Now: s("Now", "当前"), Gain: s("Gain", "可恢复"), Last: s("Last reset", "上次清零"), Never: s("none in this journal", "本机记录中没有"),
		LastLine: s("%s by %s: %s, %s", "%s 由 %s：%s，%s"), Sends: s("Sends", "将发送"), Reason: s("Reason", "原因"),
		Optional: s("optional", "可不填"),
		Confirm:  s("Type %s to confirm: ", "输入 %s 确认："),
		NoUndo:   s("There is no undo. esc leaves without a reset.", "清零不可撤销。按 esc 放弃。"),
		Matches:  s("enter clears it now. There is no undo.", "按 enter 立即清零，不可撤销。"),
		Differs:  s("This is not the alias; enter does nothing.", "与别名不一致，enter 无效。"),
		OneAPI:   s("this API alone", "仅此接口"), WholeAccount: s("the whole account", "整个账号"),
		BySecret: s("whole account, AppSecret", "整个账号，用 AppSecret"),
		Left:     s("Left", "本月剩余"),
		Planning: s("reading the quota again...", "正在重新读取额度…"), Sending: s("clearing, waiting for the outcome...", "正在清零，等待结果…"),
		Before: s("Before", "清零前"), After: s("After", "清零后"), UsedOf: s("%s of %s used, %s left", "已用 %s / %s，剩余 %s"),
		GainLine: s("%s calls", "%s 次调用"), GainOver: s("%s calls on %d APIs", "%s 次调用，共 %d 个接口"),
		Others: s("and %d more APIs", "另有 %d 个接口"), NowUnread: s("not known: it could not be read", "未知：未能读取"),
		More: s("%d more lines: pgdn", "还有 %d 行：pgdn"), MoreWarnings: s("%d more lines, warnings among them: pgdn", "还有 %d 行，其中有警告：pgdn"),
		OK:          s("Done: WeChat accepted the reset.", "完成：微信已接受清零。"),
		Refused:     s("Refused by WeChat. This costs nothing.", "微信拒绝了清零。不扣次数。"),
		Unknown:     s("Unknown: it was sent, and no answer came that says whether it was done. It counts as used; look at the numbers before you try again.", "结果未知：请求已发出，但没有收到能说明是否已清零的回应。按已使用计；再试之前请先看数字。"),
		NotSent:     s("Not sent. This costs nothing.", "未发送。不扣次数。"),
		Lagging:     s("Accepted, but the counter still shows %s: WeChat can take 20-30 minutes.", "已接受，但计数仍显示 %s：微信可能需要 20-30 分钟。"),
		AfterFailed: s("The quota could not be read again: %s", "清零后未能重新读取额度：%s"),
		NotWritten:  s("The outcome could not be written to the journal, which will show it as unknown: %s", "结果未能写入记录，记录中将显示为未知：%s"),
		Closes:      s("esc closes this.", "按 esc 关闭。"),
		Renewed:     s("Nothing was sent: %s. Look again, then type the alias.", "没有发送：%s。请重新核对，再输入别名。"),
		Deadlock:    s("The token's quota is used up: AppSecret needs none.", "token 自身的额度已用尽；用 AppSecret 清零不需要 token。"),
	}
}
