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
	wordTestToken    = words.Pair{"Token", "获取令牌"}
	wordTestQuota    = words.Pair{"Quota read", "读取额度"}
	wordNeedAction   = words.Pair{"say what to do with the accounts", "请说明要对账号做什么"}
	wordNeedActionDo = words.Pair{"wxops account list | add | edit | remove | test | secret | import",
		"wxops account list | add | edit | remove | test | secret | import"}
	wordAdded       = words.Pair{"%s was added", "已添加 %s"}
	wordChanged     = words.Pair{"%s was changed", "已修改 %s"}
	wordRemoved     = words.Pair{"%s was removed", "已删除 %s"}
	wordNeedAppID   = words.Pair{"an account needs --appid and --kind", "账号需要 --appid 和 --kind"}
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
	wordSecretStays = words.Pair{"the old copy of the AppSecret of %s is still stored: %s", "%s 的 AppSecret 旧副本仍然存在：%s"}
)

// What help says of it, and of its flags; a word in back quotes names the value.
var (
	wordShortGroup        = words.Pair{"List, add, change and test accounts", "查看、添加、修改和测试账号"}
	wordShortList         = words.Pair{"List the accounts", "列出账号"}
	wordShortAdd          = words.Pair{"Add an account", "添加账号"}
	wordShortEdit         = words.Pair{"Change an account", "修改账号"}
	wordShortRemove       = words.Pair{"Remove an account", "删除账号"}
	wordShortTest         = words.Pair{"Test an account's credentials with a read that costs no reset", "用一次读取测试账号凭据，不消耗清零次数"}
	wordShortSecret       = words.Pair{"Store, test, move or forget an account's AppSecret", "保存、测试、迁移或删除账号的 AppSecret"}
	wordShortImport       = words.Pair{"Add many accounts from a TOML or CSV file", "从 TOML 或 CSV 文件批量添加账号"}
	wordShortSecretStore  = words.Pair{"Store the AppSecret in the account's source, or replace it", "把 AppSecret 保存到账号的来源（已有则替换）"}
	wordShortSecretTest   = words.Pair{"Open the AppSecret, without showing it", "尝试读取 AppSecret，不显示内容"}
	wordShortSecretMove   = words.Pair{"Move the AppSecret to another source", "把 AppSecret 迁移到其他来源"}
	wordShortSecretForget = words.Pair{"Remove the AppSecret from the account's source", "从账号的来源中删除 AppSecret"}
	wordLongAdd           = words.Pair{"The AppSecret is typed at a prompt that does not show it, or read with --secret-stdin. No flag takes it.",
		"AppSecret 在不回显的提示符处输入，或用 --secret-stdin 读取。没有参数接受它。"}
	wordLongImport = words.Pair{"TOML as in accounts.toml, or CSV whose first line names the columns: alias, name, appid, kind, env,\nsecret (the source's name), apis, apis_add, apis_skip (separated by spaces), read_only. A file that holds secrets is refused.",
		"TOML 格式同 accounts.toml；CSV 首行为列名：alias、name、appid、kind、env、secret（来源名）、\napis、apis_add、apis_skip（以空格分隔）、read_only。含有密钥的文件会被拒绝。"}
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
	wordFlagAlias         = words.Pair{"new `ALIAS`", "新的别名 `ALIAS`"}
	wordFlagConfirmRemove = words.Pair{"the `ALIAS` again, instead of typing it", "再次给出 `ALIAS`，代替输入确认"}
	wordFlagKeepSecret    = words.Pair{"leave the AppSecret where it is stored", "保留已存储的 AppSecret"}
	wordFlagTest          = words.Pair{"test the credentials after adding", "添加后立即测试凭据"}
	wordFlagMoveTo        = words.Pair{"new `SOURCE`: keyring, command, file, prompt or env", "新来源 `SOURCE`：keyring、command、file、prompt 或 env"}
)
