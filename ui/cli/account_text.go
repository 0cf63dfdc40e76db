package cli

type accountText struct {
	Alias, Name, AppID, Kind, Env, Secret, ReadOnly string // heads
	TestToken, TestQuota                            string // heads
	NeedAction, NeedActionDo                        string
	Nobody, NobodyDo                                string
	Added, Changed, Removed                         string // the alias
	NeedAppID                                       string
	Taken, TakenDo                                  string // the alias
	NoSecretYet, NotMoved                           string // the alias
	NothingToChange                                 string
	OfferTest                                       string
	WrongAction                                     string // the choices
	Stored, SecretOpens, Forgotten, Moved           string // the alias, the source
	SameSource                                      string // the alias, the source
	SecretStays                                     string // the alias, why
	StillThere                                      string // the alias, the source
	NotOurs, NotOursDo                              string // the alias, the source
	Inherited                                       string // the variable
	AlsoCommand                                     string // the alias
}

func accountWords(s say) accountText {
	return accountText{
		Alias: s("Alias", "别名"), Name: s("Name", "名称"), AppID: s("AppID", "AppID"), Kind: s("Kind", "类型"), Env: s("Env", "环境"),
		Secret: s("Secret", "密钥来源"), ReadOnly: s("Read-only", "只读"),
		TestToken: s("Token", "获取令牌"), TestQuota: s("Quota read", "读取额度"),
		NeedAction:   s("say what to do with the accounts", "请说明要对账号做什么"),
		NeedActionDo: s("wxops account list | add | edit | remove | test | secret | import", "wxops account list | add | edit | remove | test | secret | import"),
		Nobody:       s("There is no account yet.", "还没有账号。"),
		NobodyDo: s("Add one: wxops account add ALIAS --appid ID --kind KIND; or look around first: wxops --demo",
			"添加：wxops account add ALIAS --appid ID --kind KIND；或先体验：wxops --demo"),
		Added:           s("%s was added", "已添加 %s"),
		Changed:         s("%s was changed", "已修改 %s"),
		Removed:         s("%s was removed", "已删除 %s"),
		NeedAppID:       s("an account needs --appid and --kind", "账号需要 --appid 和 --kind"),
		Taken:           s("there is an account called %s already", "已有名为 %s 的账号"),
		TakenDo:         s("Change it: wxops account edit %s", "修改它：wxops account edit %s"),
		NoSecretYet:     s("no AppSecret is stored yet; store it: wxops account secret %s store", "尚未保存 AppSecret；保存：wxops account secret %s store"),
		NotMoved:        s("the AppSecret was not moved along; store it: wxops account secret %s store", "AppSecret 没有随之迁移；保存：wxops account secret %s store"),
		NothingToChange: s("say what to change", "请说明要修改什么"),
		OfferTest:       s("Test it now with a read that costs no reset? [y/N] ", "现在用一次读取测试凭据吗（不消耗清零次数）？[y/N] "),
		WrongAction:     s("an AppSecret can be: %s", "对 AppSecret 可做的操作：%s"),
		Stored:          s("The AppSecret of %s is stored (%s), and was read back", "%s 的 AppSecret 已保存（%s）并读回核对"),
		SecretOpens:     s("The AppSecret of %s opens (%s)", "%s 的 AppSecret 可以读取（%s）"),
		Forgotten:       s("The AppSecret of %s is no longer stored (%s)", "%s 的 AppSecret 已不再保存（%s）"),
		Moved:           s("The AppSecret of %s now comes from: %s", "%s 的 AppSecret 现在的来源：%s"),
		SameSource:      s("the AppSecret of %s already comes from: %s", "%s 的 AppSecret 来源已经是：%s"),
		Inherited:       s("every program started from this shell inherits %s; use env for CI only", "从当前 shell 启动的所有程序都会继承 %s；env 仅适合 CI"),
		AlsoCommand:     s("%s is also a command: `wxops %[1]s` runs that; open the account from the console's list", "%s 同时是命令名：`wxops %[1]s` 会执行命令；请从控制台列表打开该账号"),
		StillThere:      s("wxops does not write to %[2]s: the AppSecret of %[1]s is still there", "wxops 不写入 %[2]s：%[1]s 的 AppSecret 仍在那里"),
		NotOurs:         s("%s: wxops keeps no copy of this AppSecret; it comes from: %s", "%s：wxops 没有保存这个 AppSecret，它来自：%s"),
		NotOursDo:       s("Remove it there", "请在该处删除"),
		SecretStays:     s("the old copy of the AppSecret of %s is still stored: %s", "%s 的 AppSecret 旧副本仍然存在：%s"),
	}
}
