package cli

import (
	"wxops/wechat"
	"wxops/wechat/guard"
	"wxops/wechat/meter"
)

// jsonReset is the answer of reset -o json.
type jsonReset struct {
	ID      *string       `json:"id"`
	Account string        `json:"account"`
	AppID   *string       `json:"appid"`
	Scope   guard.Scope   `json:"scope"`
	Path    *string       `json:"cgi_path"`
	Via     guard.Via     `json:"via"`
	Outcome guard.Outcome `json:"outcome"`
	Error   *jsonError    `json:"error"`
	Before  []jsonQuota   `json:"before"`
	After   []jsonQuota   `json:"after"`
	Left    *jsonLeft     `json:"left"`
}

type jsonLeft struct {
	All int `json:"all"`
	API int `json:"api"`
}

// jsonDryRun adds what a dry run is for.
type jsonDryRun struct {
	jsonReset
	Sends    string   `json:"sends"`
	Warnings []string `json:"warnings"`
}

func (a *app) jsonReset(r guard.Result) jsonReset {
	return jsonReset{
		ID: orNull(r.ID), Account: r.Target.Account, AppID: orNull(r.Target.AppID), Scope: r.Target.Scope,
		Path: orNull(r.Target.Path), Via: r.Target.Via, Outcome: r.Outcome,
		Before: a.jsonQuotas(r.Before), After: a.jsonQuotas(r.After), Left: &jsonLeft{r.Left.All, r.Left.API},
	}
}

// mostPressed gives up to n quotas, the most used first.
func mostPressed(quotas []wechat.Quota, n int) []wechat.Quota {
	return meter.WorstFirst(quotas)[:min(n, len(quotas))]
}

type resetText struct {
	NeedScope, NeedScopeDo, BothScopes, ManyPaths, WrongVia string
	NeedConfirm, NeedConfirmDo, WrongConfirm, NothingSent   string // the alias
	Account, AppID, Env, Scope, Via, Sends, Left, Last      string // heads
	Reason, Now, After, OutcomeHead, ID, Who, When, Errcode string // heads
	ScopeAll, ScopeAPI, ViaToken, ViaSecret                 string
	LastWords                                               string // when, who, what, outcome
	Quota                                                   string // path, used, limit, use
	Outcome                                                 map[guard.Outcome]string
	Planning, Sending, Waiting, DryRun                      string
	Unknown, UnknownDo                                      string // the alias
	UnknownWhy                                              string // the fact, why
	Lagging, JournalLost                                    string
	Deadlock, DeadlockDo                                    string // the alias
	Empty, All, Single, Damaged, JournalUnread              string
}

func resetWords(s say) resetText {
	return resetText{
		NeedScope:     s("say what to clear", "请说明要清零什么"),
		NeedScopeDo:   s("Give --api PATH for one API (50 a month), or --all for the whole account (10 a month)", "用 --api PATH 清零单个接口（每月 50 次），或用 --all 清零整个账号（每月 10 次）"),
		BothScopes:    s("give --api PATH or --all, not both", "--api PATH 和 --all 只能写其一"),
		ManyPaths:     s("a reset clears one API, or --all", "一次只能清零一个接口，或用 --all"),
		WrongVia:      s("--via is token or secret", "--via 只能是 token 或 secret"),
		NeedConfirm:   s("a reset has to be confirmed: nothing was sent", "清零需要确认：没有发送任何请求"),
		NeedConfirmDo: s("Add: --confirm %s", "请加上：--confirm %s"),
		WrongConfirm:  s("--confirm is not %q", "--confirm 与 %q 不一致"),
		NothingSent:   s("Nothing was sent", "没有发送任何请求"),

		Account: s("Account", "账号"), AppID: s("AppID", "AppID"), Env: s("Env", "环境"), Scope: s("Clears", "清零范围"), Via: s("Authorised by", "授权方式"),
		Sends: s("Sends", "发送"), Left: s("Left this month", "本月剩余"), Last: s("Last reset", "上次清零"), Reason: s("Reason", "原因"),
		Now: s("Now", "当前"), After: s("After", "之后"), OutcomeHead: s("Outcome", "结果"), ID: s("Id", "编号"), Who: s("Who", "操作人"),
		When: s("When", "时间"), Errcode: s("errcode", "错误码"),

		ScopeAll: s("all APIs of the account", "该账号的所有接口"), ScopeAPI: s("one API: %s", "单个接口：%s"),
		ViaToken: s("access_token", "access_token"), ViaSecret: s("AppSecret", "AppSecret"),
		LastWords: s("%s by %s: %s, %s", "%s，%s：%s，%s"),
		Quota:     s("%s  %s of %s used  %s", "%s  已用 %s / %s  %s"),
		Outcome: map[guard.Outcome]string{
			guard.OK: s("ok: cleared", "成功：已清零"), guard.Refused: s("refused: WeChat said no, nothing was used up", "被拒绝：微信未执行，不消耗次数"),
			guard.Unknown: s("unknown: sent, but no answer came that says whether it was done; counted as used", "未知：已发送，但没有收到能说明是否已清零的应答；按已使用计"),
			guard.NotSent: s("not sent", "未发送"),
		},
		Planning: s("reading the quota", "正在读取额度"), Sending: s("clearing", "正在清零"),
		Waiting: s("The reset is under way: waiting for its outcome. A second ctrl+c ends at once, and the journal shows it as unknown.",
			"清零正在进行，等待结果。再按一次 ctrl+c 立即结束，记录中会显示为未知。"),
		DryRun:      s("Dry run: nothing was sent.", "演练：没有发送任何请求。"),
		Unknown:     s("the clear was sent, but no answer came that says whether it was done: it may have worked, and counts as used", "清零请求已发送，但没有收到能说明是否已清零的应答：可能已生效，按已使用计"),
		UnknownWhy:  s("%s (%s)", "%s（%s）"),
		UnknownDo:   s("Do not repeat it yet; see whether the quota falls: wxops quota %s (WeChat can take 20 to 30 minutes)", "先不要重复；请观察额度是否下降：wxops quota %s（微信可能需要 20 到 30 分钟）"),
		Lagging:     s("Accepted, but %s still shows %s used: WeChat can take 20 to 30 minutes.", "已受理，但 %s 仍显示已用 %s：微信可能需要 20 到 30 分钟。"),
		JournalLost: s("the outcome could not be written to the journal, which will show it as unknown (%s)", "结果未能写入记录，记录中会显示为未知（%s）"),
		Deadlock:    s("no token can be had: the token's own quota is used up; nothing was sent", "拿不到令牌：令牌接口自身额度已用尽；没有发送任何请求"),
		DeadlockDo:  s("Only the AppSecret way is left, and it clears the whole account: wxops reset %[1]s --all --via secret --confirm %[1]s", "只剩 AppSecret 方式可用，它会清零整个账号：wxops reset %[1]s --all --via secret --confirm %[1]s"),
		Empty:       s("No reset is in the journal.", "还没有清零记录。"),
		All:         s("Account left", "账号剩余"), Single: s("Single left", "单个剩余"),
		JournalUnread: s("the journal of resets cannot be read: %s", "清零记录无法读取：%s"),
		Damaged:       s("%d lines of the journal cannot be read; they stay in the file, and all others are shown", "清零记录中有 %d 行无法读取，已原样保留，其余均已显示"),
	}
}
