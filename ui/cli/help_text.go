package cli

import "wxops/ui/words"

// What each command does, in one line.
var (
	wordShortRoot = words.Pair{"The on-call console for WeChat API quotas", "微信接口额度值班控制台"}
	wordShortHelp = words.Pair{"Help about a command", "查看命令的帮助"}
)

// What the one line does not say.
var (
	wordLongRoot = words.Pair{"Without a command the console opens, with ALIAS on that account's quotas.",
		"不带命令时打开控制台；带 ALIAS 时直接打开该账号的额度页。"}
)

// The heads of a help page.
var (
	wordHelpUsage     = words.Pair{"Usage:", "用法："}
	wordHelpCommands  = words.Pair{"Commands:", "命令："}
	wordHelpFlags     = words.Pair{"Flags:", "参数："}
	wordHelpGlobal    = words.Pair{"Flags that hold everywhere:", "通用参数："}
	wordHelpExamples  = words.Pair{"Examples:", "示例："}
	wordHelpExitCodes = words.Pair{"Exit codes: 0 done, 1 something failed, 2 wrong usage, 3 a threshold was crossed.",
		"退出码：0 完成，1 有失败，2 用法错误，3 超过阈值。"}
)

// The flags; a word in back quotes names the value.
var (
	wordFlagOutput   = words.Pair{"`FORMAT` of the answer: table or json; quota also csv, status and history also csv and md", "输出格式 `FORMAT`：table 或 json；quota 还支持 csv，status 和 history 还支持 csv 和 md"}
	wordFlagBase     = words.Pair{"base `URL` of WeChat (default https://api.weixin.qq.com); an account that names its own base keeps it", "微信接口的基础 `URL`（默认 https://api.weixin.qq.com）；账号自己设了 base 的以它为准"}
	wordFlagLang     = words.Pair{"`LANG` of the words: en or zh (default from LC_ALL, LC_MESSAGES, LANG)", "语言 `LANG`：en 或 zh（默认取自 LC_ALL、LC_MESSAGES、LANG）"}
	wordFlagASCII    = words.Pair{"draw with ASCII only", "只用 ASCII 字符绘制"}
	wordFlagReadOnly = words.Pair{"refuse every reset; with account add and edit: of that account, for good",
		"禁止一切清零；用于 account add 和 edit 时，长期禁止清零该账号"}
	wordFlagTimeout = words.Pair{"longest `TIME` of one call (default 10s)", "单次调用的最长时间 `TIME`（默认 10s）"}
	wordFlagDebug   = words.Pair{"write a log without secrets under the state folder", "在状态目录写入不含密钥的日志"}
	wordFlagHelp    = words.Pair{"show this help", "显示帮助"}
	wordFlagVersion = words.Pair{"print the version", "显示版本"}
	wordFlagDemo    = words.Pair{"the console against a built-in simulator: no network, no files",
		"用内置模拟器演示控制台：不联网、不写文件"}
	wordFlagRefresh = words.Pair{"`TIME` between two readings in the console, 0 for never", "控制台自动刷新的间隔 `TIME`，0 为不刷新"}
	wordFlagTab     = words.Pair{"`NUMBER` of the tab to open in the console, 1 to 5", "控制台打开的标签页 `NUMBER`，1 到 5"}
)
