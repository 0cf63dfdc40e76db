package cli

import "wxops/ui/words"

// What each command does, in one line.
var (
	wordShortRoot          = words.Pair{"The on-call console for WeChat API quotas", "微信接口额度值班控制台"}
	wordShortHelp          = words.Pair{"Help about a command", "查看命令的帮助"}
	wordShortAccount       = words.Pair{"List, add, change and test accounts", "查看、添加、修改和测试账号"}
	wordShortAccountList   = words.Pair{"List the accounts", "列出账号"}
	wordShortAccountAdd    = words.Pair{"Add an account", "添加账号"}
	wordShortAccountEdit   = words.Pair{"Change an account", "修改账号"}
	wordShortAccountRemove = words.Pair{"Remove an account", "删除账号"}
	wordShortAccountTest   = words.Pair{"Test an account's credentials with a read that costs no reset", "用一次读取测试账号凭据，不消耗清零次数"}
	wordShortAccountSecret = words.Pair{"Store, test, move or forget an account's AppSecret", "保存、测试、迁移或删除账号的 AppSecret"}
	wordShortAccountImport = words.Pair{"Add many accounts from a TOML or CSV file", "从 TOML 或 CSV 文件批量添加账号"}
	wordShortSecretStore   = words.Pair{"Store the AppSecret in the account's source, or replace it", "把 AppSecret 保存到账号的来源（已有则替换）"}
	wordShortSecretTest    = words.Pair{"Open the AppSecret, without showing it", "尝试读取 AppSecret，不显示内容"}
	wordShortSecretMove    = words.Pair{"Move the AppSecret to another source", "把 AppSecret 迁移到其他来源"}
	wordShortSecretForget  = words.Pair{"Remove the AppSecret from the account's source", "从账号的来源中删除 AppSecret"}
	wordShortQuota         = words.Pair{"Read quotas", "读取额度"}
	wordShortReset         = words.Pair{"Clear a quota, behind a guard", "清零额度（有保护）"}
	wordShortRID           = words.Pair{"Explain a pasted error, and ask WeChat about its rid", "解读粘贴的报错，并向微信查询其中的 rid"}
	wordShortCode          = words.Pair{"Explain error codes", "解释错误码"}
	wordShortAPI           = words.Pair{"Search the catalogue of APIs and their published limits", "检索接口目录及官方公布的上限"}
	wordShortResets        = words.Pair{"The journal of resets, and what is left this month", "清零记录与本月剩余次数"}
	wordShortDoctor        = words.Pair{"Look at terminal, files, keyring, accounts and network: what works, what to do",
		"检查终端、文件、密钥环、账号与网络：哪些可用，该怎么办"}
	wordShortSimulate   = words.Pair{"Serve a stand-in for api.weixin.qq.com on this machine", "在本机提供 api.weixin.qq.com 的模拟服务"}
	wordShortCompletion = words.Pair{"Print the completion script of a shell", "输出 shell 补全脚本"}
)

// What the one line does not say.
var (
	wordLongRoot = words.Pair{"Without a command the console opens, with ALIAS on that account's quotas.",
		"不带命令时打开控制台；带 ALIAS 时直接打开该账号的额度页。"}
	wordLongAccountAdd = words.Pair{"The AppSecret is typed at a prompt that does not show it, or read with --secret-stdin. No flag takes it.",
		"AppSecret 在不回显的提示符处输入，或用 --secret-stdin 读取。没有参数接受它。"}
	wordLongAccountImport = words.Pair{"TOML as in accounts.toml, or CSV whose first line names the columns: alias, name, appid, kind, env,\nsecret (the source's name), apis, apis_add, apis_skip (separated by spaces), read_only. A file that holds secrets is refused.",
		"TOML 格式同 accounts.toml；CSV 首行为列名：alias、name、appid、kind、env、secret（来源名）、\napis、apis_add、apis_skip（以空格分隔）、read_only。含有密钥的文件会被拒绝。"}
	wordLongSecretMove = words.Pair{"The secret is written to the new source and read back before it is removed from the old one.",
		"先写入新来源并读回核对，再从旧来源删除。"}
	wordLongQuota = words.Pair{"Without PATH the account's own list is read, or the starter list of its kind. The most pressed come first.\nReading costs calls of /cgi-bin/openapi/quota/get.",
		"不写 PATH 时读取账号自己的接口列表，或该类型的常用列表。用量最紧张的在前。\n读取本身会消耗 /cgi-bin/openapi/quota/get 的调用次数。"}
	wordLongReset = words.Pair{"A reset cannot be undone. WeChat allows 10 a month for the whole account and 50 for single APIs.\nIt asks for the alias to be typed, or takes it from --confirm. A clear is sent once and never repeated.",
		"清零不可撤销。微信每月允许整个账号 10 次、单个接口 50 次。\n需要输入别名确认，或由 --confirm 给出。清零请求只发送一次，绝不重试。"}
	wordLongRID = words.Pair{"TEXT is anything that holds a rid or an errcode: a log line, a JSON body, a chat message. Without TEXT, or with -,\nit is read from standard input. Without ALIAS nothing is asked of WeChat. Personal data and tokens are masked.",
		"TEXT 是含有 rid 或错误码的任意文本：日志、JSON、聊天消息。不写 TEXT 或写 - 时从标准输入读取。\n不写 ALIAS 时不会向微信查询。个人信息和令牌默认打码。"}
	wordLongCode = words.Pair{"CODE is a number, a text that holds one, or words to search for.",
		"CODE 可以是数字、含错误码的文本，或要检索的词。"}
	wordLongAPI = words.Pair{"TEXT is a part of a path or of a name, in Chinese or English. Limits are the published defaults of new and of test\naccounts; only `wxops quota` knows an account's own.",
		"TEXT 是路径或名称（中英文）的一部分。上限为官方公布的新账号与测试账号默认值；\n账号的实际额度以 wxops quota 为准。"}
	wordLongDoctor = words.Pair{"It ends within 5 s, asks nobody, changes nothing, and shows no secret. For accounts whose secret can be had without\nasking it gets a token, as every command does. A secret_command is run only for the ALIAS that is named.",
		"5 秒内结束，不提问、不改动、不显示密钥。对无需询问即可取得密钥的账号，会像其他命令一样获取一次令牌。\nsecret_command 只在写明 ALIAS 时运行。"}
	wordLongSimulate = words.Pair{"It answers like WeChat, for any client, with made-up accounts. Nothing leaves this machine.",
		"它像微信一样应答任何客户端，账号均为虚构。数据不会离开本机。"}
	wordLongCompletion = words.Pair{"SHELL is bash, zsh, fish or powershell. Aliases are completed too; no secret is opened for that.",
		"SHELL 为 bash、zsh、fish 或 powershell。账号别名也能补全，且不会打开任何密钥。"}
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
	wordFlagOutput   = words.Pair{"`FORMAT` of the answer: table or json; quota also csv", "输出格式 `FORMAT`：table 或 json；quota 还支持 csv"}
	wordFlagBase     = words.Pair{"base `URL` of WeChat (default https://api.weixin.qq.com)", "微信接口的基础 `URL`（默认 https://api.weixin.qq.com）"}
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
	wordFlagAppID   = words.Pair{"AppID of the account, an `ID` such as wx0123456789abcdef", "账号的 AppID `ID`，如 wx0123456789abcdef"}
	wordFlagKind    = words.Pair{"`KIND`: offiaccount, miniprogram, minigame, store or component",
		"类型 `KIND`：offiaccount、miniprogram、minigame、store 或 component"}
	wordFlagName         = words.Pair{"`NAME` to show, may be Chinese", "显示名称 `NAME`"}
	wordFlagEnv          = words.Pair{"`ENV`, shown as a word: prod, test", "环境 `ENV`，如 prod、test"}
	wordFlagSecretSource = words.Pair{"`SOURCE` of the AppSecret: keyring, command, file, prompt or env (default keyring)",
		"AppSecret 的来源 `SOURCE`：keyring、command、file、prompt 或 env（默认 keyring）"}
	wordFlagSecretStdin   = words.Pair{"read the AppSecret from standard input", "从标准输入读取 AppSecret"}
	wordFlagSecretCommand = words.Pair{"`COMMAND` that writes the AppSecret, split at spaces; given several times, one word each",
		"输出 AppSecret 的命令 `COMMAND`，按空格拆分；写多次则每次一个词"}
	wordFlagAPIPath       = words.Pair{"`PATH` to watch; may be given several times", "要关注的接口 `PATH`；可写多次"}
	wordFlagAlias         = words.Pair{"new `ALIAS`", "新的别名 `ALIAS`"}
	wordFlagConfirmRemove = words.Pair{"the `ALIAS` again, instead of typing it", "再次给出 `ALIAS`，代替输入确认"}
	wordFlagKeepSecret    = words.Pair{"leave the AppSecret where it is stored", "保留已存储的 AppSecret"}
	wordFlagTest          = words.Pair{"test the credentials after adding", "添加后立即测试凭据"}
	wordFlagMoveTo        = words.Pair{"new `SOURCE`: keyring, command, file, prompt or env", "新来源 `SOURCE`：keyring、command、file、prompt 或 env"}
	wordFlagAll           = words.Pair{"every path of the catalogue for this kind that has a quota", "目录中该类型所有有额度的接口"}
	wordFlagFailAt        = words.Pair{"exit with 3 when an API has used this `PERCENT` of its limit", "有接口用量达到上限的 `PERCENT` 时以 3 退出"}
	wordFlagResetAll      = words.Pair{"clear all APIs of the account (10 a month)", "清零账号的所有接口（每月 10 次）"}
	wordFlagResetAPI      = words.Pair{"clear the one API of this `PATH` (50 a month)", "只清零这个 `PATH` 的接口（每月 50 次）"}
	wordFlagVia           = words.Pair{"`WAY` to authorise: token or secret (when the token quota itself is used up)",
		"授权方式 `WAY`：token 或 secret（令牌额度用尽时）"}
	wordFlagConfirm  = words.Pair{"the `ALIAS` again, instead of typing it", "再次给出 `ALIAS`，代替输入确认"}
	wordFlagDryRun   = words.Pair{"show what would be sent, and send nothing", "只显示将发送的内容，不发送"}
	wordFlagReason   = words.Pair{"why, as a `TEXT` for the journal", "原因 `TEXT`，写入记录"}
	wordFlagOffline  = words.Pair{"ask nothing of WeChat", "不向微信查询"}
	wordFlagUnmask   = words.Pair{"show personal data and tokens", "显示个人信息和令牌"}
	wordFlagCodeKind = words.Pair{"only codes of this `KIND`: token, quota, ip-whitelist, permission …",
		"只看这一类 `KIND`：token、quota、ip-whitelist、permission 等"}
	wordFlagAPIKind        = words.Pair{"only APIs of this `KIND` of account", "只看这种账号类型 `KIND` 的接口"}
	wordFlagListen         = words.Pair{"`ADDRESS` to listen on", "监听地址 `ADDRESS`"}
	wordFlagListenAnywhere = words.Pair{"allow an address that other machines can reach", "允许监听其他机器可访问的地址"}
)
