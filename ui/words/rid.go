package words

import "wxops/wechat/inquiry"

// ExplainAnswer is Explain for an answer about a rid: what it means that WeChat has
// no record depends on the age of the rid.
func ExplainAnswer(a inquiry.Answer, lang Lang) (fact, remedy string) {
	if advice, missing := missingAdvice[a.Missing()]; missing {
		return advice.In(lang)
	}
	return Explain(a.Err, lang)
}

// missingAdvice is for each reason why WeChat has no record of a call.
var missingAdvice = map[inquiry.Missing]Advice{
	inquiry.Early: FreshRIDAdvice,
	inquiry.NeverKept: {
		{"WeChat has no record: this was most likely a login", "微信没有记录：很可能是登录接口的调用"},
		{"Calls under /sns/ are never recorded, and no other account can tell more: look into the log of the server that called",
			"/sns/ 接口的调用从不记录，换账号也查不到：请查看发起调用的服务器日志"},
	},
	inquiry.FromLater: {
		{"WeChat does not know this rid: its time has not come yet", "微信查不到这个 rid：它的时间在未来"},
		{"Either it is mistyped, or this machine's clock is wrong", "可能输入有误，或本机时钟不准"},
	},
	inquiry.Forgotten: OldRIDAdvice,
	inquiry.NotFound: {
		{"WeChat does not know this rid", "微信查不到这个 rid"},
		{"It is another account's, cut off or mistyped, or of a call that WeChat does not record: without a valid token, or under /sns/",
			"可能属于别的账号、不完整或有误，或微信不记录这次调用（token 无效，或属于 /sns/ 接口）"},
	},
}
