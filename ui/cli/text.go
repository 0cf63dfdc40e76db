package cli

import (
	"cmp"
	"strings"

	"wxops/ui/words"
)

// chooseLang takes --lang, or else the first of LC_ALL, LC_MESSAGES and LANG
// that is set, as every program on the machine does.
func chooseLang(flag string, getenv func(string) string) words.Lang {
	if lang := words.Lang(flag); lang == words.English || lang == words.Chinese {
		return lang
	}
	locale := cmp.Or(getenv("LC_ALL"), getenv("LC_MESSAGES"), getenv("LANG"))
	if strings.HasPrefix(strings.ToLower(locale), "zh") {
		return words.Chinese
	}
	return words.English
}

// What was wrong about how wxops was called.
var (
	wordUsageNoSecretFlag = words.Pair{"no flag takes a secret: other users of this machine can read it, and the shell keeps it",
		"任何参数都不接受密钥：同机用户能看到命令行，shell 历史也会留下它"}
	wordUsageNoSecretFlagDo = words.Pair{"Type it at the prompt, or pass it on standard input with --secret-stdin",
		"请在提示符处输入，或用 --secret-stdin 从标准输入传入"}
	wordUsageUnknownFlag    = words.Pair{"there is no flag %s", "没有参数 %s"}
	wordUsageFlagNeedsValue = words.Pair{"the flag %s needs a value", "参数 %s 需要一个值"}
	wordUsageFlagWrongValue = words.Pair{"the flag %s does not take this value", "参数 %s 不接受这个值"}
	wordUsageBadFlag        = words.Pair{"a flag is written wrongly", "参数写法有误"}
	wordUsageSeeHelp        = words.Pair{"See: wxops help, or add --help to the command", "查看：wxops help，或在命令后加 --help"}
	wordUsageWrongOutput    = words.Pair{"wxops %s writes one of: %s", "wxops %s 的输出格式只能是：%s"}
	wordUsageWrongLang      = words.Pair{"--lang is en or zh", "--lang 只能是 en 或 zh"}
	wordUsageWrongTimeout   = words.Pair{"--timeout is a length of time above 0, as in 10s", "--timeout 应大于 0，例如 10s"}
	wordUsageWrongBase      = words.Pair{"--base is not an address that wxops talks to", "--base 不是可用的地址"}
	wordUsageOldBase        = words.Pair{"the address of WeChat is now --base; --api names the path that wxops reset clears",
		"微信地址现在用 --base 指定；--api 只表示 wxops reset 要清零的路径"}
	wordUsageOldBaseDo = words.Pair{"Write --base in its place, as in --base https://api2.weixin.qq.com",
		"请改写为 --base，例如：--base https://api2.weixin.qq.com"}
	wordUsageWrongBaseDo = words.Pair{"Give https://HOST, or plain http to this machine only, as in http://127.0.0.1:8080; no path, no query, no user",
		"请给出 https://主机；http 只能用于本机，例如 http://127.0.0.1:8080；不带路径、查询参数和用户名"}
	wordUsageWrongArgs     = words.Pair{"the command does not take %d arguments", "该命令不接受 %d 个参数"}
	wordUsageUseLine       = words.Pair{"Use: %s", "用法：%s"}
	wordUsageNoSuchCommand = words.Pair{"there is no such command", "没有这个命令"}
	wordUsageNoAccount     = words.Pair{"no account is called %q", "没有名为 %q 的账号"}
	wordUsageNoAccountDo   = words.Pair{"See the accounts: wxops account list; add one: wxops account add ALIAS --appid ID --kind KIND",
		"查看账号：wxops account list；添加：wxops account add ALIAS --appid ID --kind KIND"}
	wordUsageNoTerminal   = words.Pair{"the console needs a terminal", "控制台需要终端"}
	wordUsageNoTerminalDo = words.Pair{"Without one, use: wxops quota ALIAS, wxops rid, wxops account list; see wxops help",
		"没有终端时请用：wxops quota ALIAS、wxops rid、wxops account list；参见 wxops help"}
	wordUsageNoTerminalAccountDo = words.Pair{"Without one, use: wxops quota %s", "没有终端时请用：wxops quota %s"}
	wordUsageConsoleNoOutput     = words.Pair{"-o is for commands; the console writes nothing", "-o 只用于命令；控制台没有输出"}
	wordUsageNorCommand          = words.Pair{", and no command either", "，也没有这个命令"}
	wordUsageWrongKind           = words.Pair{"the kind is one of: %s", "类型只能是：%s"}
	wordUsageWrongSource         = words.Pair{"the source of the secret is one of: %s", "密钥来源只能是：%s"}
	wordUsageWrongShell          = words.Pair{"the shell is one of: %s", "shell 只能是：%s"}
	wordUsageWrongRefresh        = words.Pair{"--refresh is a length of time, as in 30s, or 0 for never", "--refresh 是时长，例如 30s；0 表示不自动刷新"}
	wordUsageWrongTab            = words.Pair{"--tab is a number from 1 to 5", "--tab 是 1 到 5"}
)

// Words that several commands share.
var (
	wordNone          = words.Pair{"none", "无"}
	wordYes           = words.Pair{"yes", "是"}
	wordNo            = words.Pair{"no", "否"}
	wordAgo           = words.Pair{"%s ago", "%s前"}
	wordIn            = words.Pair{"in %s", "%s后"}
	wordComponent     = words.Pair{"%s is a third-party platform, and platforms are not supported yet", "%s 是第三方平台，暂不支持"}
	wordComponentDo   = words.Pair{"Use an account of another kind; nothing was asked of WeChat", "请使用其他类型的账号；没有向微信发送请求"}
	wordSecretPrompt  = words.Pair{"AppSecret of %s (%s), not shown: ", "%s（%s）的 AppSecret（不回显）："}
	wordPassphrase    = words.Pair{"Passphrase of the file of secrets, not shown: ", "密钥文件的口令（不回显）："}
	wordNewPhrase     = words.Pair{"New passphrase for the file of secrets, not shown: ", "为密钥文件设置口令（不回显）："}
	wordAgain         = words.Pair{"The same again: ", "请再输入一次："}
	wordPhraseDiffers = words.Pair{"the two passphrases differ", "两次输入的口令不一致"}
	wordNoSecret      = words.Pair{"no secret was given", "没有收到密钥"}
	wordNoSecretDo    = words.Pair{"Type it in a terminal, or pass it on standard input with --secret-stdin",
		"请在终端中输入，或用 --secret-stdin 从标准输入传入"}
	wordTypeAlias    = words.Pair{"Type %s to confirm: ", "输入 %s 以确认："}
	wordNotConfirmed = words.Pair{"not confirmed: nothing was done", "未确认：什么都没有做"}
	wordWarning      = words.Pair{"note: %s", "注意：%s"}
	wordSeconds      = words.Pair{"%d s", "%d 秒"}
	wordMinutes      = words.Pair{"%d min", "%d 分钟"}
	wordHours        = words.Pair{"%d h", "%d 小时"}
	wordDays         = words.Pair{"%d d", "%d 天"}
	wordPanicked     = words.Pair{"wxops broke off by a fault of its own; the lines above say where",
		"wxops 因自身缺陷中断；上面的内容指出了位置"}
	wordPanickedDo    = words.Pair{"Start it again; a reset that was under way is in: wxops resets", "请重新启动；进行中的清零见：wxops resets"}
	wordLogUnwritable = words.Pair{"the log cannot be written: %s", "日志无法写入：%s"}
)
