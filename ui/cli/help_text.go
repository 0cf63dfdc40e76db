package cli

// shortText says in one line what each command does.
type shortText struct {
	Root, Help, Account, AccountList, AccountAdd, AccountEdit, AccountRemove, AccountTest, AccountSecret, AccountImport string
	SecretStore, SecretTest, SecretMove, SecretForget                                                                   string
	Quota, Reset, RID, Code, API, Resets, Doctor, Simulate, Completion                                                  string
}

func shortWords(s say) shortText {
	return shortText{
		Root:          s("The on-call console for WeChat API quotas", "微信接口额度值班控制台"),
		Help:          s("Help about a command", "查看命令的帮助"),
		Account:       s("List, add, change and test accounts", "查看、添加、修改和测试账号"),
		AccountList:   s("List the accounts", "列出账号"),
		AccountAdd:    s("Add an account", "添加账号"),
		AccountEdit:   s("Change an account", "修改账号"),
		AccountRemove: s("Remove an account", "删除账号"),
		AccountTest:   s("Test an account's credentials with a read that costs no reset", "用一次读取测试账号凭据，不消耗清零次数"),
		AccountSecret: s("Store, test, move or forget an account's AppSecret", "保存、测试、迁移或删除账号的 AppSecret"),
		AccountImport: s("Add many accounts from a TOML or CSV file", "从 TOML 或 CSV 文件批量添加账号"),
		SecretStore:   s("Store the AppSecret in the account's source, or replace it", "把 AppSecret 保存到账号的来源（已有则替换）"),
		SecretTest:    s("Open the AppSecret, without showing it", "尝试读取 AppSecret，不显示内容"),
		SecretMove:    s("Move the AppSecret to another source", "把 AppSecret 迁移到其他来源"),
		SecretForget:  s("Remove the AppSecret from the account's source", "从账号的来源中删除 AppSecret"),
		Quota:         s("Read quotas", "读取额度"),
		Reset:         s("Clear a quota, behind a guard", "清零额度（有保护）"),
		RID:           s("Explain a pasted error, and ask WeChat about its rid", "解读粘贴的报错，并向微信查询其中的 rid"),
		Code:          s("Explain error codes", "解释错误码"),
		API:           s("Search the catalogue of APIs and their published limits", "检索接口目录及官方公布的上限"),
		Resets:        s("The journal of resets, and what is left this month", "清零记录与本月剩余次数"),
		Doctor:        s("Look at terminal, files, keyring, accounts and network: what works, what to do", "检查终端、文件、密钥环、账号与网络：哪些可用，该怎么办"),
		Simulate:      s("Serve a stand-in for api.weixin.qq.com on this machine", "在本机提供 api.weixin.qq.com 的模拟服务"),
		Completion:    s("Print the completion script of a shell", "输出 shell 补全脚本"),
	}
}

// longText says what the one line does not.
type longText struct {
	Root, AccountAdd, AccountImport, SecretMove, Quota, Reset, RID, Code, API, Doctor, Simulate, Completion string
}

func longWords(s say) longText {
	return longText{
		Root: s("Without a command the console opens, with ALIAS on that account's quotas.",
			"不带命令时打开控制台；带 ALIAS 时直接打开该账号的额度页。"),
		AccountAdd: s("The AppSecret is typed at a prompt that does not show it, or read with --secret-stdin. No flag takes it.",
			"AppSecret 在不回显的提示符处输入，或用 --secret-stdin 读取。没有参数接受它。"),
		AccountImport: s("TOML as in accounts.toml, or CSV whose first line names the columns: alias, name, appid, kind, env,\nsecret (the source's name), apis, apis_add, apis_skip (separated by spaces), read_only. A file that holds secrets is refused.",
			"TOML 格式同 accounts.toml；CSV 首行为列名：alias、name、appid、kind、env、secret（来源名）、\napis、apis_add、apis_skip（以空格分隔）、read_only。含有密钥的文件会被拒绝。"),
		SecretMove: s("The secret is written to the new source and read back before it is removed from the old one.",
			"先写入新来源并读回核对，再从旧来源删除。"),
		Quota: s("Without PATH the account's own list is read, or the starter list of its kind. The most pressed come first.\nReading costs calls of /cgi-bin/openapi/quota/get.",
			"不写 PATH 时读取账号自己的接口列表，或该类型的常用列表。用量最紧张的在前。\n读取本身会消耗 /cgi-bin/openapi/quota/get 的调用次数。"),
		Reset: s("A reset cannot be undone. WeChat allows 10 a month for the whole account and 50 for single APIs.\nIt asks for the alias to be typed, or takes it from --confirm. A clear is sent once and never repeated.",
			"清零不可撤销。微信每月允许整个账号 10 次、单个接口 50 次。\n需要输入别名确认，或由 --confirm 给出。清零请求只发送一次，绝不重试。"),
		RID: s("TEXT is anything that holds a rid or an errcode: a log line, a JSON body, a chat message. Without TEXT, or with -,\nit is read from standard input. Without ALIAS nothing is asked of WeChat. Personal data and tokens are masked.",
			"TEXT 是含有 rid 或错误码的任意文本：日志、JSON、聊天消息。不写 TEXT 或写 - 时从标准输入读取。\n不写 ALIAS 时不会向微信查询。个人信息和令牌默认打码。"),
		Code: s("CODE is a number, a text that holds one, or words to search for.", "CODE 可以是数字、含错误码的文本，或要检索的词。"),
		API: s("TEXT is a part of a path or of a name, in Chinese or English. Limits are the published defaults of new and of test\naccounts; only `wxops quota` knows an account's own.",
			"TEXT 是路径或名称（中英文）的一部分。上限为官方公布的新账号与测试账号默认值；\n账号的实际额度以 wxops quota 为准。"),
		Doctor: s("It ends within 5 s, asks nobody, changes nothing, and shows no secret. For accounts whose secret can be had without\nasking it gets a token, as every command does. A secret_command is run only for the ALIAS that is named.",
			"5 秒内结束，不提问、不改动、不显示密钥。对无需询问即可取得密钥的账号，会像其他命令一样获取一次令牌。\nsecret_command 只在写明 ALIAS 时运行。"),
		Simulate: s("It answers like WeChat, for any client, with made-up accounts. Nothing leaves this machine.",
			"它像微信一样应答任何客户端，账号均为虚构。数据不会离开本机。"),
		Completion: s("SHELL is bash, zsh, fish or powershell. Aliases are completed too; no secret is opened for that.",
			"SHELL 为 bash、zsh、fish 或 powershell。账号别名也能补全，且不会打开任何密钥。"),
	}
}

// helpText holds the heads of a help page.
type helpText struct{ Usage, Commands, Flags, Global, Examples, ExitCodes string }

func helpWords(s say) helpText {
	return helpText{
		Usage: s("Usage:", "用法："), Commands: s("Commands:", "命令："), Flags: s("Flags:", "参数："),
		Global: s("Flags that hold everywhere:", "通用参数："), Examples: s("Examples:", "示例："),
		ExitCodes: s("Exit codes: 0 done, 1 something failed, 2 wrong usage, 3 a threshold was crossed.",
			"退出码：0 完成，1 有失败，2 用法错误，3 超过阈值。"),
	}
}

// flagText describes the flags; a word in back quotes names the value.
type flagText struct {
	Output, Base, Lang, ASCII, ReadOnly, Timeout, Debug, Help, Version        string
	Demo, Refresh, Tab                                                        string
	AppID, Kind, Name, Env, SecretSource, SecretStdin, SecretCommand, APIPath string
	Alias, ConfirmRemove, KeepSecret, Test, MoveTo                            string
	All, FailAt                                                               string
	ResetAll, ResetAPI, Via, Confirm, DryRun, Reason                          string
	Offline, Unmask                                                           string
	CodeKind, APIKind                                                         string
	Listen, ListenAnywhere                                                    string
}

func flagWords(s say) flagText {
	return flagText{
		Output:   s("`FORMAT` of the answer: table or json; quota also csv", "输出格式 `FORMAT`：table 或 json；quota 还支持 csv"),
		Base:     s("base `URL` of WeChat (default https://api.weixin.qq.com)", "微信接口的基础 `URL`（默认 https://api.weixin.qq.com）"),
		Lang:     s("`LANG` of the words: en or zh (default from LC_ALL, LC_MESSAGES, LANG)", "语言 `LANG`：en 或 zh（默认取自 LC_ALL、LC_MESSAGES、LANG）"),
		ASCII:    s("draw with ASCII only", "只用 ASCII 字符绘制"),
		ReadOnly: s("refuse every reset; with account add and edit: of that account, for good", "禁止一切清零；用于 account add 和 edit 时，长期禁止清零该账号"),
		Timeout:  s("longest `TIME` of one call (default 10s)", "单次调用的最长时间 `TIME`（默认 10s）"),
		Debug:    s("write a log without secrets under the state folder", "在状态目录写入不含密钥的日志"),
		Help:     s("show this help", "显示帮助"),
		Version:  s("print the version", "显示版本"),

		Demo:    s("the console against a built-in simulator: no network, no files", "用内置模拟器演示控制台：不联网、不写文件"),
		Refresh: s("`TIME` between two readings in the console, 0 for never", "控制台自动刷新的间隔 `TIME`，0 为不刷新"),
		Tab:     s("`NUMBER` of the tab to open in the console, 1 to 5", "控制台打开的标签页 `NUMBER`，1 到 5"),

		AppID:         s("AppID of the account, an `ID` such as wx0123456789abcdef", "账号的 AppID `ID`，如 wx0123456789abcdef"),
		Kind:          s("`KIND`: offiaccount, miniprogram, minigame, store or component", "类型 `KIND`：offiaccount、miniprogram、minigame、store 或 component"),
		Name:          s("`NAME` to show, may be Chinese", "显示名称 `NAME`"),
		Env:           s("`ENV`, shown as a word: prod, test", "环境 `ENV`，如 prod、test"),
		SecretSource:  s("`SOURCE` of the AppSecret: keyring, command, file, prompt or env (default keyring)", "AppSecret 的来源 `SOURCE`：keyring、command、file、prompt 或 env（默认 keyring）"),
		SecretStdin:   s("read the AppSecret from standard input", "从标准输入读取 AppSecret"),
		SecretCommand: s("`COMMAND` that writes the AppSecret, split at spaces; given several times, one word each", "输出 AppSecret 的命令 `COMMAND`，按空格拆分；写多次则每次一个词"),
		APIPath:       s("`PATH` to watch; may be given several times", "要关注的接口 `PATH`；可写多次"),
		Alias:         s("new `ALIAS`", "新的别名 `ALIAS`"),
		ConfirmRemove: s("the `ALIAS` again, instead of typing it", "再次给出 `ALIAS`，代替输入确认"),
		KeepSecret:    s("leave the AppSecret where it is stored", "保留已存储的 AppSecret"),
		Test:          s("test the credentials after adding", "添加后立即测试凭据"),
		MoveTo:        s("new `SOURCE`: keyring, command, file, prompt or env", "新来源 `SOURCE`：keyring、command、file、prompt 或 env"),

		All:    s("every path of the catalogue for this kind that has a quota", "目录中该类型所有有额度的接口"),
		FailAt: s("exit with 3 when an API has used this `PERCENT` of its limit", "有接口用量达到上限的 `PERCENT` 时以 3 退出"),

		ResetAll: s("clear all APIs of the account (10 a month)", "清零账号的所有接口（每月 10 次）"),
		ResetAPI: s("clear the one API of this `PATH` (50 a month)", "只清零这个 `PATH` 的接口（每月 50 次）"),
		Via:      s("`WAY` to authorise: token or secret (when the token quota itself is used up)", "授权方式 `WAY`：token 或 secret（令牌额度用尽时）"),
		Confirm:  s("the `ALIAS` again, instead of typing it", "再次给出 `ALIAS`，代替输入确认"),
		DryRun:   s("show what would be sent, and send nothing", "只显示将发送的内容，不发送"),
		Reason:   s("why, as a `TEXT` for the journal", "原因 `TEXT`，写入记录"),

		Offline: s("ask nothing of WeChat", "不向微信查询"),
		Unmask:  s("show personal data and tokens", "显示个人信息和令牌"),

		CodeKind: s("only codes of this `KIND`: token, quota, ip-whitelist, permission …", "只看这一类 `KIND`：token、quota、ip-whitelist、permission 等"),
		APIKind:  s("only APIs of this `KIND` of account", "只看这种账号类型 `KIND` 的接口"),

		Listen:         s("`ADDRESS` to listen on", "监听地址 `ADDRESS`"),
		ListenAnywhere: s("allow an address that other machines can reach", "允许监听其他机器可访问的地址"),
	}
}
