package cli

import "wxops/ui/words"

// The words of the account commands.
var (
	wordAccountAlias        = words.Pair{"Alias", "别名"}
	wordAccountName         = words.Pair{"Name", "名称"}
	wordAccountAppID        = words.Pair{"AppID", "AppID"}
	wordAccountKind         = words.Pair{"Kind", "类型"}
	wordAccountEnv          = words.Pair{"Env", "环境"}
	wordAccountSecret       = words.Pair{"Secret", "密钥来源"}
	wordAccountReadOnly     = words.Pair{"Read-only", "只读"}
	wordAccountTestToken    = words.Pair{"Token", "获取令牌"}
	wordAccountTestQuota    = words.Pair{"Quota read", "读取额度"}
	wordAccountNeedAction   = words.Pair{"say what to do with the accounts", "请说明要对账号做什么"}
	wordAccountNeedActionDo = words.Pair{"wxops account list | add | edit | remove | test | secret | import",
		"wxops account list | add | edit | remove | test | secret | import"}
	wordAccountAdded       = words.Pair{"%s was added", "已添加 %s"}
	wordAccountChanged     = words.Pair{"%s was changed", "已修改 %s"}
	wordAccountRemoved     = words.Pair{"%s was removed", "已删除 %s"}
	wordAccountNeedAppID   = words.Pair{"an account needs --appid and --kind", "账号需要 --appid 和 --kind"}
	wordAccountTaken       = words.Pair{"there is an account called %s already", "已有名为 %s 的账号"}
	wordAccountTakenDo     = words.Pair{"Change it: wxops account edit %s", "修改它：wxops account edit %s"}
	wordAccountNoSecretYet = words.Pair{"no AppSecret is stored yet; store it: wxops account secret %s store",
		"尚未保存 AppSecret；保存：wxops account secret %s store"}
	wordAccountNotMoved = words.Pair{"the AppSecret was not moved along; store it: wxops account secret %s store",
		"AppSecret 没有随之迁移；保存：wxops account secret %s store"}
	wordAccountNothingToChange = words.Pair{"say what to change", "请说明要修改什么"}
	wordAccountOfferTest       = words.Pair{"Test it now with a read that costs no reset? [y/N] ",
		"现在用一次读取测试凭据吗（不消耗清零次数）？[y/N] "}
	wordAccountWrongAction = words.Pair{"an AppSecret can be: %s", "对 AppSecret 可做的操作：%s"}
	wordAccountStored      = words.Pair{"The AppSecret of %s is stored (%s), and was read back", "%s 的 AppSecret 已保存（%s）并读回核对"}
	wordAccountSecretOpens = words.Pair{"The AppSecret of %s opens (%s)", "%s 的 AppSecret 可以读取（%s）"}
	wordAccountForgotten   = words.Pair{"The AppSecret of %s is no longer stored (%s)", "%s 的 AppSecret 已不再保存（%s）"}
	wordAccountMoved       = words.Pair{"The AppSecret of %s now comes from: %s", "%s 的 AppSecret 现在的来源：%s"}
	wordAccountSameSource  = words.Pair{"the AppSecret of %s already comes from: %s", "%s 的 AppSecret 来源已经是：%s"}
	wordAccountInherited   = words.Pair{"every program started from this shell inherits %s; use env for CI only",
		"从当前 shell 启动的所有程序都会继承 %s；env 仅适合 CI"}
	wordAccountAlsoCommand = words.Pair{"%s is also a command: `wxops %[1]s` runs that; open the account from the console's list",
		"%s 同时是命令名：`wxops %[1]s` 会执行命令；请从控制台列表打开该账号"}
	wordAccountStillThere = words.Pair{"wxops does not write to %[2]s: the AppSecret of %[1]s is still there",
		"wxops 不写入 %[2]s：%[1]s 的 AppSecret 仍在那里"}
	wordAccountNotOurs     = words.Pair{"%s: wxops keeps no copy of this AppSecret; it comes from: %s", "%s：wxops 没有保存这个 AppSecret，它来自：%s"}
	wordAccountNotOursDo   = words.Pair{"Remove it there", "请在该处删除"}
	wordAccountSecretStays = words.Pair{"the old copy of the AppSecret of %s is still stored: %s", "%s 的 AppSecret 旧副本仍然存在：%s"}
)
