package watcher

import (
	"wxops/ui/words"
	"wxops/wechat/watch"
)

// kindWidth is the width of the kinds, in cells.
const kindWidth = 9

var kinds = map[watch.Kind]words.Pair{
	watch.Started:   {"started", "开始"},
	watch.Read:      {"read", "读取"},
	watch.Crossed:   {"crossed", "越线"},
	watch.Recovered: {"recovered", "恢复"},
	watch.Failed:    {"failed", "失败"},
	watch.Decided:   {"decided", "决定"},
	watch.Reset:     {"reset", "清零"},
	watch.Seen:      {"seen", "日志"},
	watch.Stopped:   {"stopped", "停止"},
}

// The words of a line.
var (
	wordComma       = words.Pair{", ", "，"}
	wordColon       = words.Pair{": ", "："}
	wordSemicolon   = words.Pair{"; ", "；"}
	wordToken       = words.Pair{"%s, AppSecret: %s", "%s，AppSecret：%s"}
	wordFine        = words.Pair{"first read fine", "首次读取正常"}
	wordLocked      = words.Pair{"its AppSecret needs a person; give --passphrase-fd, or another source", "其 AppSecret 需要人工输入；请用 --passphrase-fd 或换一种来源"}
	wordRead        = words.Pair{"%d of %d APIs", "%d/%d 个接口"}
	wordUsed        = words.Pair{"%d%% of %s", "已用 %d%%，上限 %s"}
	wordOut         = words.Pair{"OUT, limit %s", "已用尽，上限 %s"}
	wordSince       = words.Pair{"since %s +08", "自 %s +08"}
	wordOutAt       = words.Pair{"out at %s +08", "预计 %s +08 用尽"}
	wordReadAgain   = words.Pair{"can be read again", "可以再次读取"}
	wordNetworkBack = words.Pair{"answers come again", "网络已恢复"}
	wordNoNetwork   = words.Pair{"no account has an answer", "所有账号都没有应答"}
	wordWould       = words.Pair{"would be reset, %s", "将会清零，%s"}
	wordHold        = words.Pair{"not reset, %s", "不清零，%s"}
	wordAll         = words.Pair{"whole account, for %s", "整个账号，因 %s"}
	wordReset       = words.Pair{"reset: %s, %d of %d left this month", "清零：%s，本月剩余 %d/%d 次"}
	wordResume      = words.Pair{"look at its numbers, then: wxops watch --resume %s", "请先核对用量，再执行：wxops watch --resume %s"}
	wordEnds        = words.Pair{"the watch ends", "监视结束"}
	wordTimes       = words.Pair{"errcode %d, %d x", "errcode %d，%d 次"}
	wordAllow       = words.Pair{"allow the address %s", "请将 %s 加入白名单"}
	wordLikely      = words.Pair{"likely refreshed elsewhere, by %s", "可能由其他程序刷新：%s"}
)

// What is said beside the events.
var (
	wordListening    = words.Pair{"metrics on %s", "指标：%s"}
	wordAnywhere     = words.Pair{"the numbers can be read from every machine that reaches this one", "能访问本机的任何机器都能读取这些指标"}
	wordKept         = words.Pair{"The watch goes on with what it had.", "监视仍按原有配置继续。"}
	wordReread       = words.Pair{"read again: %d accounts", "已重新读取：%d 个账号"}
	wordNotStopped   = words.Pair{"the policy of %s is not stopped", "%s 的策略没有暂停"}
	wordResumed      = words.Pair{"the policy of %s goes on", "%s 的策略继续"}
	wordHeld         = words.Pair{"a watch runs already, %s", "已有监视在运行，%s"}
	wordHeldDo       = words.Pair{"One is enough for all accounts; end it first, or look without acting: wxops watch --once --dry-run", "一个监视即可覆盖所有账号；请先结束它，或只看不动：wxops watch --once --dry-run"}
	wordNoAccounts   = words.Pair{"there is no account to watch", "没有可监视的账号"}
	wordNoAccountsDo = words.Pair{"Add one: wxops account add ALIAS --appid ID --kind KIND", "添加：wxops account add ALIAS --appid ID --kind KIND"}
)

// What help says, and what refuses flags; in those of help a word in back quotes names
// the value.
var (
	wordShort = words.Pair{"Watch quotas without a screen: events, policy, metrics", "无界面监视额度：事件、策略、指标"}
	wordLong  = words.Pair{"Reads all accounts, or those that are named, again and again, and writes a line for each thing that happens.\nAn account with reset_at in its [account.watch] has a quota cleared when its policy allows it, and every decision says why.\nNobody is asked for a secret. SIGTERM ends it, SIGHUP reads the files again.",
		"持续读取所有账号或指定的账号，每发生一件事写一行。\n账号的 [account.watch] 写有 reset_at 时，策略允许才清零额度，每个决定都说明原因。\n不会询问密钥。SIGTERM 结束，SIGHUP 重新读取配置。"}
	wordFlagEvery        = words.Pair{"read the most pressed APIs every `TIME`, from 1s", "每隔 `TIME` 读取最紧张的接口，至少 1s"}
	wordFlagOnce         = words.Pair{"read everything one time and end, as from cron", "全部读取一次后结束，适合 cron"}
	wordFlagFailAt       = words.Pair{"with --once: exit with 3 when an API has used this `PERCENT` of its limit", "与 --once 合用：有接口用量达到上限的 `PERCENT` 时以 3 退出"}
	wordFlagDryRun       = words.Pair{"clear nothing, and say what would be", "不清零，只说明会怎样"}
	wordFlagListen       = words.Pair{"serve /metrics and /healthz at `ADDR`, as 127.0.0.1:9464 or unix:PATH", "在 `ADDR` 提供 /metrics 和 /healthz，如 127.0.0.1:9464 或 unix:PATH"}
	wordFlagTextfile     = words.Pair{"write the same numbers to `PATH` for node_exporter; it ends in .prom", "将同样的指标写入 `PATH`，供 node_exporter 读取；以 .prom 结尾"}
	wordFlagResume       = words.Pair{"let the stopped policy of `ALIAS` go on, and end", "让 `ALIAS` 已暂停的策略继续，然后结束"}
	wordFlagPassphraseFD = words.Pair{"read the passphrase of the file of secrets from descriptor `N`", "从描述符 `N` 读取密钥文件的口令"}

	wordWrongEvery    = words.Pair{"--every is a time from 1s on, as in 5m", "--every 是不小于 1s 的时间，例如 5m"}
	wordFailAtAlone   = words.Pair{"--fail-at goes with --once", "--fail-at 须与 --once 合用"}
	wordFailAtAloneDo = words.Pair{"A watch that goes on tells each crossing as an event instead.", "持续监视时，每次越线都会作为事件写出。"}
	wordWrongFD       = words.Pair{"--passphrase-fd is 0, or a descriptor from 3 on", "--passphrase-fd 是 0 或不小于 3 的描述符"}
	wordResumeAlone   = words.Pair{"--resume stands alone, without accounts and other flags of watch", "--resume 须单独使用，不带账号和 watch 的其他参数"}
	wordResumeAloneDo = words.Pair{"As in: wxops watch --resume mall", "例如：wxops watch --resume mall"}
	wordListenOnce    = words.Pair{"--listen is of a watch that goes on, --once of one that ends", "--listen 用于持续监视，--once 读取一次即结束"}
	wordListenOnceDo  = words.Pair{"With --once, give --textfile PATH instead", "与 --once 合用时请改用 --textfile PATH"}
	wordNoFD          = words.Pair{"no passphrase can be read from descriptor %d", "无法从描述符 %d 读取口令"}
	wordNoFDDo        = words.Pair{"As in: wxops watch --passphrase-fd 3 3</run/wxops/passphrase", "例如：wxops watch --passphrase-fd 3 3</run/wxops/passphrase"}
)
