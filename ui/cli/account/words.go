package account

import "wxops/ui/words"

// The words of the account commands.
var (
	wordAlias        = words.Pair{"Alias", "别名"}
	wordName         = words.Pair{"Name", "名称"}
	wordAppID        = words.Pair{"AppID", "AppID"}
	wordKind         = words.Pair{"Kind", "类型"}
	wordEnv          = words.Pair{"Env", "环境"}
	wordSecret       = words.Pair{"Secret", "密钥来源"}
	wordReadOnly     = words.Pair{"Read-only", "只读"}
	wordTags         = words.Pair{"Tags", "标签"}
	wordOnDemand     = words.Pair{"On demand", "按需读取"}
	wordWarnAt       = words.Pair{"Warn at", "告警阈值"}
	wordBase         = words.Pair{"Base", "接口地址"}
	wordProxy        = words.Pair{"Proxy", "代理"}
	wordTestToken    = words.Pair{"Token", "获取令牌"}
	wordTestQuota    = words.Pair{"Quota read", "读取额度"}
	wordNeedAction   = words.Pair{"say what to do with the accounts", "请说明要对账号做什么"}
	wordNeedActionDo = words.Pair{"wxops account list | add | edit | remove | test | check | secret | import",
		"wxops account list | add | edit | remove | test | check | secret | import"}
	wordAdded       = words.Pair{"%s was added", "已添加 %s"}
	wordChanged     = words.Pair{"%s was changed", "已修改 %s"}
	wordRemoved     = words.Pair{"%s was removed", "已删除 %s"}
	wordNeedAppID   = words.Pair{"an account needs --appid and --kind", "账号需要 --appid 和 --kind"}
	wordPolicy      = words.Pair{"Watch", "自动清零"}
	wordFrom        = words.Pair{"Of", "来自"}
	wordClears      = words.Pair{"%s at %d %%, %d a month, %d kept", "%s 达 %d%%，每月 %d 次，留 %d 次"}
	wordTaken       = words.Pair{"there is an account called %s already", "已有名为 %s 的账号"}
	wordTakenDo     = words.Pair{"Change it: wxops account edit %s", "修改它：wxops account edit %s"}
	wordNoSecretYet = words.Pair{"no AppSecret is stored yet; store it: wxops account secret %s store",
		"尚未保存 AppSecret；保存：wxops account secret %s store"}
	wordNotMoved = words.Pair{"the AppSecret was not moved along; store it: wxops account secret %s store",
		"AppSecret 没有随之迁移；保存：wxops account secret %s store"}
	wordNothingToChange = words.Pair{"say what to change", "请说明要修改什么"}
	wordOfferTest       = words.Pair{"Test it now with a read that costs no reset? [y/N] ",
		"现在用一次读取测试凭据吗（不消耗清零次数）？[y/N] "}
	wordWrongAction = words.Pair{"an AppSecret can be: %s", "对 AppSecret 可做的操作：%s"}
	wordStored      = words.Pair{"The AppSecret of %s is stored (%s), and was read back", "%s 的 AppSecret 已保存（%s）并读回核对"}
	wordSecretOpens = words.Pair{"The AppSecret of %s opens (%s)", "%s 的 AppSecret 可以读取（%s）"}
	wordForgotten   = words.Pair{"The AppSecret of %s is no longer stored (%s)", "%s 的 AppSecret 已不再保存（%s）"}
	wordMoved       = words.Pair{"The AppSecret of %s now comes from: %s", "%s 的 AppSecret 现在的来源：%s"}
	wordSameSource  = words.Pair{"the AppSecret of %s already comes from: %s", "%s 的 AppSecret 来源已经是：%s"}
	wordInherited   = words.Pair{"every program started from this shell inherits %s; use env for CI only",
		"从当前 shell 启动的所有程序都会继承 %s；env 仅适合 CI"}
	wordAlsoCommand = words.Pair{"%s is also a command: `wxops %[1]s` runs that; open the account from the console's list",
		"%s 同时是命令名：`wxops %[1]s` 会执行命令；请从控制台列表打开该账号"}
	wordStillThere = words.Pair{"wxops does not write to %[2]s: the AppSecret of %[1]s is still there",
		"wxops 不写入 %[2]s：%[1]s 的 AppSecret 仍在那里"}
	wordNotOurs     = words.Pair{"%s: wxops keeps no copy of this AppSecret; it comes from: %s", "%s：wxops 没有保存这个 AppSecret，它来自：%s"}
	wordNotOursDo   = words.Pair{"Remove it there", "请在该处删除"}
	wordDoubt       = words.Pair{"%s (line %d): %s", "%s（第 %d 行）：%s"}
	wordMoreDoubts  = words.Pair{"and %d more: wxops account check", "还有 %d 条：wxops account check"}
	wordSecretStays = words.Pair{"the old copy of the AppSecret of %s is still stored: %s", "%s 的 AppSecret 旧副本仍然存在：%s"}
)

// What help says of it, and of its flags; a word in back quotes names the value.
var (
	wordShortGroup  = words.Pair{"List, add, change and test accounts", "查看、添加、修改和测试账号"}
	wordShortList   = words.Pair{"List the accounts", "列出账号"}
	wordShortAdd    = words.Pair{"Add an account", "添加账号"}
	wordShortEdit   = words.Pair{"Change an account", "修改账号"}
	wordShortRemove = words.Pair{"Remove an account", "删除账号"}
	wordShortTest   = words.Pair{"Test an account's credentials with a read that costs no reset", "用一次读取测试账号凭据，不消耗清零次数"}
	wordShortSecret = words.Pair{"Store, test, move or forget an account's AppSecret", "保存、测试、迁移或删除账号的 AppSecret"}
	wordShortImport = words.Pair{"Add many accounts from a TOML or CSV file", "从 TOML 或 CSV 文件批量添加账号"}
	wordShortCheck  = words.Pair{"Check an accounts file: all mistakes at once, nothing is opened or called", "检查账号文件：一次列出全部错误，不打开密钥、不联网"}
	wordLongCheck   = words.Pair{"FILE is in the form of accounts.toml or config.toml; those of this user where none is named; - is standard input. One line for each mistake\n(file, line, what was found and expected), then the warnings. It ends with 1 when wxops would refuse the file.",
		"FILE 可为 accounts.toml 或 config.toml；不写 FILE 时检查本用户的两个文件，- 表示标准输入。每个错误一行（文件、行号、原因），之后是警告。\n文件会被 wxops 拒绝时，退出码为 1。"}
	wordChecked           = words.Pair{"%s: accounts: %d, mistakes: %d, warnings: %d", "%s：账号 %d 个，错误 %d 处，警告 %d 处"}
	wordCheckedConfig     = words.Pair{"%s: robots: %d, mistakes: %d, warnings: %d", "%s：机器人 %d 个，错误 %d 处，警告 %d 处"}
	wordShortSecretStore  = words.Pair{"Store the AppSecret in the account's source, or replace it", "把 AppSecret 保存到账号的来源（已有则替换）"}
	wordShortSecretTest   = words.Pair{"Open the AppSecret, without showing it", "尝试读取 AppSecret，不显示内容"}
	wordShortSecretMove   = words.Pair{"Move the AppSecret to another source", "把 AppSecret 迁移到其他来源"}
	wordShortSecretForget = words.Pair{"Remove the AppSecret from the account's source", "从账号的来源中删除 AppSecret"}
	wordLongAdd           = words.Pair{"The AppSecret is typed at a prompt that does not show it, or read with --secret-stdin. No flag takes it.",
		"AppSecret 在不回显的提示符处输入，或用 --secret-stdin 读取。没有参数接受它。"}
	wordLongImport = words.Pair{"TOML as in accounts.toml, or CSV whose first line names the columns: alias, name, appid, kind, env,\nsecret (the source's name), apis, apis_add, apis_skip, tags, warn_at (separated by spaces), read_only, on_demand,\nbase, proxy. A file that holds secrets is refused.",
		"TOML 格式同 accounts.toml；CSV 首行为列名：alias、name、appid、kind、env、secret（来源名）、\napis、apis_add、apis_skip、tags、warn_at（以空格分隔）、read_only、on_demand、base、proxy。含有密钥的文件会被拒绝。"}
	wordLongSecretMove = words.Pair{"The secret is written to the new source and read back before it is removed from the old one.",
		"先写入新来源并读回核对，再从旧来源删除。"}
	wordFlagAppID = words.Pair{"AppID of the account, an `ID` such as wx0123456789abcdef", "账号的 AppID `ID`，如 wx0123456789abcdef"}
	wordFlagKind  = words.Pair{"`KIND`: offiaccount, miniprogram, minigame, store or component",
		"类型 `KIND`：offiaccount、miniprogram、minigame、store 或 component"}
	wordFlagName         = words.Pair{"`NAME` to show, may be Chinese", "显示名称 `NAME`"}
	wordFlagEnv          = words.Pair{"`ENV`, shown as a word: prod, test", "环境 `ENV`，如 prod、test"}
	wordFlagSecretSource = words.Pair{"`SOURCE` of the AppSecret: keyring, command, file, prompt or env (default keyring)",
		"AppSecret 的来源 `SOURCE`：keyring、command、file、prompt 或 env（默认 keyring）"}
	wordFlagSecretCommand = words.Pair{"`COMMAND` that writes the AppSecret, split at spaces; given several times, one word each",
		"输出 AppSecret 的命令 `COMMAND`，按空格拆分；写多次则每次一个词"}
	wordFlagAPIPath       = words.Pair{"`PATH` to watch; may be given several times", "要关注的接口 `PATH`；可写多次"}
	wordFlagTags          = words.Pair{"`TAG` to choose the account by, several between commas; an empty one takes them away", "用于选择账号的标签 `TAG`，多个以逗号分隔；为空则去掉"}
	wordFlagWarnAt        = words.Pair{"`PERCENT` of a limit from which on it is near, and from which on it is pressing (default 80,95)", "接近上限与告急的百分比 `PERCENT`（默认 80,95）"}
	wordFlagOnDemand      = words.Pair{"read its quotas only when it is opened", "只在打开该账号时读取额度"}
	wordFlagProxy         = words.Pair{"`URL` of the proxy to WeChat, without a password (default HTTPS_PROXY); an address of WeChat is set in the file, as base", "访问微信的代理 `URL`，不含密码（默认 HTTPS_PROXY）；接口地址在文件中用 base 设置"}
	wordUseWarnAt         = words.Pair{"Write it as in --warn-at 80,95", "写法如 --warn-at 80,95"}
	wordFlagAlias         = words.Pair{"new `ALIAS`", "新的别名 `ALIAS`"}
	wordFlagConfirmRemove = words.Pair{"the `ALIAS` again, instead of typing it", "再次给出 `ALIAS`，代替输入确认"}
	wordFlagKeepSecret    = words.Pair{"leave the AppSecret where it is stored", "保留已存储的 AppSecret"}
	wordFlagTest          = words.Pair{"test the credentials after adding", "添加后立即测试凭据"}
	wordFlagMoveTo        = words.Pair{"new `SOURCE`: keyring, command, file, prompt or env", "新来源 `SOURCE`：keyring、command、file、prompt 或 env"}
)
