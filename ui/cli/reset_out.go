package cli

import (
	"wxops/ui/words"
	"wxops/wechat/guard"
)

// The words of reset and resets.
var (
	wordResetNeedScope   = words.Pair{"say what to clear", "请说明要清零什么"}
	wordResetNeedScopeDo = words.Pair{"Give --api PATH for one API (50 a month), or --all for the whole account (10 a month)",
		"用 --api PATH 清零单个接口（每月 50 次），或用 --all 清零整个账号（每月 10 次）"}
	wordResetBothScopes  = words.Pair{"give --api PATH or --all, not both", "--api PATH 和 --all 只能写其一"}
	wordResetManyPaths   = words.Pair{"a reset clears one API, or --all", "一次只能清零一个接口，或用 --all"}
	wordResetWrongVia    = words.Pair{"--via is token or secret", "--via 只能是 token 或 secret"}
	wordResetNeedConfirm = words.Pair{"a reset has to be confirmed: nothing was sent", "清零需要确认：没有发送任何请求"}
	wordResetNothingSent = words.Pair{"Nothing was sent", "没有发送任何请求"}
	wordResetAccount     = words.Pair{"Account", "账号"}
	wordResetAppID       = words.Pair{"AppID", "AppID"}
	wordResetEnv         = words.Pair{"Env", "环境"}
	wordResetScope       = words.Pair{"Clears", "清零范围"}
	wordResetVia         = words.Pair{"Authorised by", "授权方式"}
	wordResetSends       = words.Pair{"Sends", "将发送"}
	wordResetLeft        = words.Pair{"Left this month", "本月剩余"}
	wordResetLast        = words.Pair{"Last reset", "上次清零"}
	wordResetReason      = words.Pair{"Reason", "原因"}
	wordResetNow         = words.Pair{"Now", "当前"}
	wordResetMore        = words.Pair{"and %d more APIs", "另有 %d 个接口"}
	wordResetOutlook     = words.Pair{"A clear", "清零后"}
	wordResetAfter       = words.Pair{"After", "清零后"}
	wordResetOutcomeHead = words.Pair{"Outcome", "结果"}
	wordResetID          = words.Pair{"Id", "编号"}
	wordResetWho         = words.Pair{"Who", "操作人"}
	wordResetWhen        = words.Pair{"When", "时间"}
	wordResetErrcode     = words.Pair{"errcode", "错误码"}
	wordResetScopeAll    = words.Pair{"all APIs of the account", "该账号的所有接口"}
	wordResetScopeAPI    = words.Pair{"one API: %s", "单个接口：%s"}
	wordResetViaToken    = words.Pair{"access_token", "access_token"}
	wordResetViaSecret   = words.Pair{"AppSecret", "AppSecret"}
	wordResetLastWords   = words.Pair{"%s by %s: %s, %s", "%s，%s：%s，%s"}
	wordResetQuota       = words.Pair{"%s  %s of %s used  %s", "%s  已用 %s / %s  %s"}
	wordResetPlanning    = words.Pair{"reading the quota", "正在读取额度"}
	wordResetSending     = words.Pair{"clearing", "正在清零"}
	wordResetWaiting     = words.Pair{"The reset is under way: waiting for its outcome. A second ctrl+c ends at once, and the journal shows it as unknown.",
		"清零正在进行，等待结果。再按一次 ctrl+c 立即结束，记录中会显示为未知。"}
	wordResetDryRun  = words.Pair{"Dry run: nothing was sent.", "演练：没有发送任何请求。"}
	wordResetUnknown = words.Pair{"the clear was sent, but no answer came that says whether it was done: it may have worked, and counts as used",
		"清零请求已发送，但没有收到能说明是否已清零的应答：可能已生效，按已使用计"}
	wordResetUnknownWhy = words.Pair{"%s (%s)", "%s（%s）"}
	wordResetUnknownDo  = words.Pair{"Do not repeat it yet; see whether the quota falls: wxops quota %s (WeChat can take 20 to 30 minutes)",
		"先不要重复；请观察额度是否下降：wxops quota %s（微信可能需要 20 到 30 分钟）"}
	wordResetLagging = words.Pair{"Accepted, but %s still shows %s used: WeChat can take 20 to 30 minutes.",
		"已受理，但 %s 仍显示已用 %s：微信可能需要 20 到 30 分钟。"}
	wordResetJournalLost = words.Pair{"the outcome could not be written to the journal, which will show it as unknown (%s)",
		"结果未能写入记录，记录中会显示为未知（%s）"}
	wordResetDeadlock = words.Pair{"no token can be had: the token's own quota is used up; nothing was sent",
		"拿不到令牌：令牌接口自身额度已用尽；没有发送任何请求"}
	wordResetDeadlockDo = words.Pair{"Only the AppSecret way is left, and it clears the whole account: wxops reset %[1]s --all --via secret --confirm %[1]s",
		"只剩 AppSecret 方式可用，它会清零整个账号：wxops reset %[1]s --all --via secret --confirm %[1]s"}
	wordResetEmpty         = words.Pair{"No reset is in the journal.", "还没有清零记录。"}
	wordResetAll           = words.Pair{"Account left", "账号剩余"}
	wordResetSingle        = words.Pair{"Single left", "单个剩余"}
	wordResetJournalUnread = words.Pair{"the journal of resets cannot be read: %s", "清零记录无法读取：%s"}
	wordResetDamaged       = words.Pair{"%d lines of the journal cannot be read; they stay in the file, and all others are shown",
		"清零记录中有 %d 行无法读取，已原样保留，其余均已显示"}
)

var wordResetOutcome = map[guard.Outcome]words.Pair{
	guard.OK:      {"ok: cleared", "成功：已清零"},
	guard.Refused: {"refused: WeChat said no, nothing was used up", "被拒绝：微信未执行，不消耗次数"},
	guard.Unknown: {"unknown: sent, but no answer came that says whether it was done; counted as used",
		"未知：已发送，但没有收到能说明是否已清零的应答；按已使用计"},
	guard.NotSent: {"not sent", "未发送"},
}

// What help says of it, and of its flags; a word in back quotes names the value.
var (
	wordShortReset = words.Pair{"Clear a quota, behind a guard", "清零额度（有保护）"}
	wordLongReset  = words.Pair{"A reset cannot be undone. WeChat allows 10 a month for the whole account and 50 for single APIs.\nIt asks for the alias to be typed, or takes it from --confirm. A clear is sent once and never repeated.",
		"清零不可撤销。微信每月允许整个账号 10 次、单个接口 50 次。\n需要输入别名确认，或由 --confirm 给出。清零请求只发送一次，绝不重试。"}
	wordFlagResetAll = words.Pair{"clear all APIs of the account (10 a month)", "清零账号的所有接口（每月 10 次）"}
	wordFlagResetAPI = words.Pair{"clear the one API of this `PATH` (50 a month)", "只清零这个 `PATH` 的接口（每月 50 次）"}
	wordFlagVia      = words.Pair{"`WAY` to authorise: token or secret (when the token quota itself is used up)",
		"授权方式 `WAY`：token 或 secret（令牌额度用尽时）"}
	wordFlagDryRun = words.Pair{"show what would be sent, and send nothing", "只显示将发送的内容，不发送"}
	wordFlagReason = words.Pair{"why, as a `TEXT` for the journal", "原因 `TEXT`，写入记录"}
)
