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
	wordUsageADuration      = words.Pair{"It takes a length of time, as in 5s or 2m", "应为时长，例如 5s 或 2m"}
	wordUsageANumber        = words.Pair{"It takes a whole number, as in 90", "应为整数，例如 90"}
	wordUsageBadFlag        = words.Pair{"a flag is written wrongly", "参数写法有误"}
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
	wordUsageNoTerminal   = words.Pair{"the console needs a terminal", "控制台需要终端"}
	wordUsageNoTerminalDo = words.Pair{"Without one, use: wxops quota ALIAS, wxops rid, wxops account list; see wxops help",
		"没有终端时请用：wxops quota ALIAS、wxops rid、wxops account list；参见 wxops help"}
	wordUsageNoTerminalAccountDo = words.Pair{"Without one, use: wxops quota %s", "没有终端时请用：wxops quota %s"}
	wordUsageConsoleNoOutput     = words.Pair{"-o is for commands; the console writes nothing", "-o 只用于命令；控制台没有输出"}
	wordUsageNorCommand          = words.Pair{", and no command either", "，也没有这个命令"}
	wordUsageWrongShell          = words.Pair{"the shell is one of: %s", "shell 只能是：%s"}
	wordUsageWrongRefresh        = words.Pair{"--refresh is a length of time, as in 30s, or 0 for never", "--refresh 是时长，例如 30s；0 表示不自动刷新"}
	wordUsageWrongTab            = words.Pair{"--tab is a number from 1 to 5", "--tab 是 1 到 5"}
)
