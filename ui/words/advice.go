package words

import (
	"wxops/keystore"
	"wxops/keystore/secret"
	"wxops/wechat"
	"wxops/wechat/catalog"
	"wxops/wechat/guard"
)

// The pieces of what is said of an error or of a reset.
var (
	wordHolder        = Pair{"by %s, since %s", "%s，自 %s 起"}
	wordNoHolder      = Pair{"by another process", "由另一个进程"}
	wordElsewhereTeam = Pair{"Only the resets of all who work in %s are counted, none made elsewhere.",
		"只计入所有使用 %s 的人的清零；别处（公众平台等）的不知道。"}
	wordSudo       = Pair{"%s (sudo as %s)", "%s（sudo 为 %s）"}
	wordFrom       = Pair{" from %s", "，来自 %s"}
	wordOn         = Pair{" on %s", "，主机 %s"}
	wordAtMost     = Pair{"at most %d of %d", "至多 %d/%d"}
	wordAtMostBoth = Pair{"at most %d of %d all, %d of %d single", "全部 至多 %d/%d，单个 至多 %d/%d"}
	wordNoneOf     = Pair{"none of %d (48006)", "0/%d（48006）"}
	wordBoth       = Pair{"%s all, %s single", "全部 %s，单个 %s"}
	wordFound      = Pair{": ", "："}
	wordExpected   = Pair{"; expected ", ""}
	wordCorrectIt  = Pair{"Correct it; nothing was written", "请改正；没有写入任何内容"}
	Unexplained    = Pair{"No list explains this errcode; ask WeChat about the rid", "没有资料解释这个错误码；可用 rid 向微信查询"}
	AllowAddress   = Pair{"Put the address {detail} on the IP allow list, which takes some minutes", "把地址 {detail} 加入 IP 白名单，几分钟后生效"}
)

// secretAdvice is why a secret could not be had.
var secretAdvice = map[secret.Reason]Advice{
	secret.KeyringAbsent: {
		{"{account}: this session has no keyring ({detail})",
			"{account}：当前会话没有可用的密钥环（{detail}）"},
		{"Use another source, for instance: wxops account edit {account} --secret-source prompt",
			"改用其他来源，例如：wxops account edit {account} --secret-source prompt"},
	},
	secret.KeyringStopped: {
		{"{account}: the keyring is installed but not running", "{account}：密钥环已安装，但没有运行"},
		{"Start it: gnome-keyring-daemon --start --components=secrets; or use another source: wxops account edit {account} --secret-source prompt",
			"启动它：gnome-keyring-daemon --start --components=secrets；或改用其他来源：wxops account edit {account} --secret-source prompt"},
	},
	secret.KeyringLocked: {
		{"{account}: the keyring is locked, and this session cannot show its password window",
			"{account}：密钥环已锁定，当前会话无法弹出解锁窗口"},
		{"Type it instead: wxops account edit {account} --secret-source prompt (for one run: --secret-stdin); or unlock it (macOS: security unlock-keychain; GNOME: wxops doctor shows how)",
			"改为手动输入：wxops account edit {account} --secret-source prompt（仅一次：--secret-stdin）；或先解锁（macOS：security unlock-keychain；GNOME：wxops doctor 给出命令）"},
	},
	secret.KeyringTimedOut: {
		{"{account}: the keyring did not answer in time; it is not asked again in this run",
			"{account}：密钥环超时未响应，本次运行不再访问"},
		{"Look at the keyring's daemon, then start wxops again; or use another source: wxops account edit {account} --secret-source prompt",
			"检查密钥环服务后重新启动 wxops；或改用其他来源：wxops account edit {account} --secret-source prompt"},
	},
	secret.KeyringOther: {
		{"{account}: you are root, and the keyring belongs to {detail}",
			"{account}：当前是 root，而密钥环属于 {detail}"},
		{"Run wxops without sudo", "不要用 sudo 运行 wxops"},
	},
	secret.KeyringDenied: {
		{"{account}: the keyring refused to open", "{account}：密钥环拒绝打开"},
		{"Allow wxops when the keyring asks, or use another source: wxops account edit {account} --secret-source prompt",
			"密钥环询问时请允许 wxops，或改用其他来源：wxops account edit {account} --secret-source prompt"},
	},
	secret.KeyringFailed: {
		{"{account}: the keyring failed ({detail})", "{account}：密钥环出错（{detail}）"},
		{"Look with: wxops doctor", "用 wxops doctor 检查"},
	},
	secret.SecretMissing: {
		{"{account}: no AppSecret is stored ({source})", "{account}：没有保存 AppSecret（{source}）"},
		{"Store it: wxops account secret {account} store", "保存：wxops account secret {account} store"},
	},
	secret.CommandFailed: {
		{"{account}: secret_command failed ({detail})", "{account}：secret_command 执行失败（{detail}）"},
		{"Run the command by hand and read what it says", "手动运行该命令，查看它的提示"},
	},
	secret.CommandTimedOut: {
		{"{account}: secret_command did not end within 30 s", "{account}：secret_command 30 秒内没有结束"},
		{"Run the command by hand; it may be waiting for an answer",
			"手动运行该命令，它可能在等待输入"},
	},
	secret.CommandTooLong: {
		{"{account}: secret_command wrote more than 4 KiB", "{account}：secret_command 输出超过 4 KiB"},
		{"It must write the AppSecret and nothing else", "它只应输出 AppSecret"},
	},
	secret.FileUnsafe: {
		{"{account}: the file of secrets is not safe ({detail})", "{account}：密钥文件不安全（{detail}）"},
		{"It must be a plain file of yours with mode 0600 in a directory that others cannot write",
			"它应是属于你的普通文件，权限 0600，所在目录不可被他人写入"},
	},
	secret.FileWrong: {
		{"{account}: the file of secrets cannot be read ({detail})",
			"{account}：密钥文件无法读取（{detail}）"},
		{"Bring back a copy, or move it away and store the secrets again: wxops account secret {account} store",
			"恢复备份；或移走它并重新保存：wxops account secret {account} store"},
	},
	secret.FileFailed: {
		{"{account}: the file of secrets could not be read or written ({detail})",
			"{account}：密钥文件无法读写（{detail}）"},
		{"Free some space or fix the mode of its folder; see: wxops doctor",
			"请释放磁盘空间或修正目录权限；检查：wxops doctor"},
	},
	secret.PassphraseWrong: {
		{"{account}: the passphrase does not open the file of secrets", "{account}：口令打不开密钥文件"},
		{"Try again; the file is unchanged", "请重试，文件没有变化"},
	},
	secret.PromptNeeded: {
		{"{account}: the AppSecret has to be typed, and nobody can be asked here",
			"{account}：需要输入 AppSecret，但这里没有人可以输入"},
		{"Run it in a terminal, or pass the secret on standard input: --secret-stdin",
			"请在终端中运行，或用 --secret-stdin 从标准输入传入"},
	},
	secret.NothingTyped: {
		{"{account}: nothing was typed", "{account}：没有输入任何内容"},
		{"Try again; what is typed or pasted is not shown", "请重试；输入或粘贴的内容不会显示"},
	},
	secret.SecretDiffers: {
		{"{account}: the source {source} gives another AppSecret than the one in use; nothing was changed",
			"{account}：来源 {source} 给出的 AppSecret 与现在使用的不同，没有改动任何内容"},
		{"Make it give the same one, then try again", "请让它给出相同的 AppSecret，然后重试"},
	},
	secret.EnvMissing: {
		{"{account}: the variable {detail} is not set", "{account}：环境变量 {detail} 没有设置"},
		{"Set it for this run, or give a credential (LoadCredential= of the systemd unit); or use another source: wxops account edit {account} --secret-source keyring",
			"为本次运行设置它，或提供凭据（systemd 单元的 LoadCredential=）；或改用其他来源：wxops account edit {account} --secret-source keyring"},
	},
	secret.CredentialMissing: {
		{"{account}: neither the variable nor the credential is there ({detail})", "{account}：环境变量和凭据文件都没有（{detail}）"},
		{"Set the variable, or give the file: LoadCredential= of the systemd unit, or the pod's secret",
			"设置环境变量，或提供文件：systemd 单元的 LoadCredential=，或 Pod 的 Secret"},
	},
	secret.CredentialWrong: {
		{"{account}: the credential cannot be used ({detail})", "{account}：凭据文件不能使用（{detail}）"},
		{"It must be a plain file of root's or yours, of at most 4 KiB, which nobody else may write",
			"它应是属于 root 或你的普通文件，不超过 4 KiB，他人不可写"},
	},
	secret.SourceReadOnly: {
		{"{account}: wxops cannot store a secret in the source {source}",
			"{account}：wxops 不能向来源 {source} 写入密钥"},
		{"Store it where that source reads, or use another source: wxops account edit {account} --secret-source keyring",
			"请在该来源处保存，或改用其他来源：wxops account edit {account} --secret-source keyring"},
	},
	secret.SecretNotReadBack: {
		{"{account}: the AppSecret was written, but did not read back the same",
			"{account}：AppSecret 已写入，但读回的内容不一致"},
		{"Do not rely on it; use another source: wxops account edit {account} --secret-source file",
			"不要依赖它，请改用其他来源：wxops account edit {account} --secret-source file"},
	},
	secret.SourceNotSupported: {
		{"{account}: the source {source} is not supported", "{account}：不支持来源 {source}"},
		{"Choose one of keyring, command, file, prompt, env", "可选：keyring、command、file、prompt、env"},
	},
}

// refusalAdvice is the guard's no.
var refusalAdvice = map[guard.Refusal]Advice{
	guard.RefusedReadOnly: {
		{"read-only: nothing was sent", "只读：没有发送任何请求"},
		{"Leave out --read-only, or change read_only of the account",
			"去掉 --read-only，或修改该账号的 read_only"},
	},
	guard.RefusedPath: {
		{"this path has no quota to clear: nothing was sent",
			"该路径没有可清零的额度：没有发送任何请求"},
		{"See the paths that have one: wxops api", "查看有额度的路径：wxops api"},
	},
	guard.RefusedVia: {
		{"the AppSecret way clears the whole account only: nothing was sent",
			"AppSecret 方式只能清零整个账号：没有发送任何请求"},
		{"Use --all --via secret, or --api PATH without --via secret",
			"使用 --all --via secret，或去掉 --via secret 后用 --api PATH"},
	},
	guard.RefusedHeld: {
		{"another reset of this account is under way: nothing was sent ({detail})",
			"该账号正在进行另一次清零：没有发送任何请求（{detail}）"},
		{"Wait until it has ended, then look at: wxops resets (if its process died, it counts as unknown after a minute or so)", "等它结束后再查看：wxops resets（若其进程已终止，约一分钟后按未知计）"},
	},
	guard.RefusedLock: {
		{"the account's lock cannot be taken: nothing was sent ({detail})",
			"无法取得该账号的锁：没有发送任何请求（{detail}）"},
		{"Fix the mode of the state folder; see: wxops doctor",
			"请修正状态目录的权限；检查：wxops doctor"},
	},
	guard.RefusedLost: {
		{"the account's lock was lost just before the call: nothing was sent",
			"发送前该账号的锁已丢失：没有发送任何请求"},
		{"See who else resets this account, then start again: wxops resets",
			"请先查看是否有他人在清零该账号，再重新开始：wxops resets"},
	},
	guard.RefusedStale: {
		{"the plan is out of date: nothing was sent ({detail})",
			"计划已过期：没有发送任何请求（{detail}）"},
		{"Start again, so that the numbers are read anew", "请重新开始，以读取最新额度"},
	},
	guard.RefusedJournal: {
		{"the journal cannot be written: nothing was sent ({detail})",
			"清零记录无法写入：没有发送任何请求（{detail}）"},
		{"Free some space or fix the mode of the state folder; see: wxops doctor",
			"请释放磁盘空间或修正状态目录的权限；检查：wxops doctor"},
	},
}

// warningWords are what to know before a reset.
var warningWords = map[guard.Warning]Pair{
	guard.NothingNear: {"Nothing here is near its limit: little to gain.", "没有接口接近上限，清零收益很小。"},
	guard.RecentReset: {"A reset within the last 30 minutes: counters can lag.",
		"30 分钟内刚清零过；计数可能滞后 20 到 30 分钟。"},
	guard.LastOne: {"This is the last one of this month.", "这是本月最后一次。"},
	guard.NoneLeft: {"None left by this journal; WeChat decides (48006).",
		"按本机记录，本月已无剩余次数；以微信返回为准（48006）。"},
	guard.UsedUp: {"None is left until the next month begins in Beijing: WeChat said so (48006).",
		"本月次数已用完：微信已返回 48006，北京时间下月 1 日零点后恢复。"},
	guard.MinuteLimits: {"Minute limits (45011) are not cleared by a reset.",
		"分钟级限制（45011）不会因清零而解除。"},
	guard.Elsewhere: {"Only this user's resets on this machine are counted, none made elsewhere.",
		"只计入本用户在本机的清零；别处（公众平台等）的不知道。"},
	guard.QuotaUnread: {"The quota could not be read just now.", "刚才没能读到额度。"},
	guard.UnderWay: {"Another reset of this account is under way ({detail}): this one would be refused.",
		"该账号正在进行另一次清零（{detail}）：现在清零会被拒绝。"},
	guard.JournalDamaged: {"Lines of the journal that cannot be read: {detail}. Resets in them are not counted.",
		"清零记录中有 {detail} 行无法读取，其中的清零没有计入。"},
}

// pathAdvice is why a text is no path that has a quota.
var pathAdvice = map[error]Advice{
	catalog.ErrPathEmpty: {
		{"the API path is empty", "接口路径为空"},
		{"Write it as in /cgi-bin/menu/get", "写法如 /cgi-bin/menu/get"},
	},
	catalog.ErrPathSlash: {
		{"an API path begins with a slash", "接口路径应以斜杠开头"},
		{"Write it as in /cgi-bin/menu/get", "写法如 /cgi-bin/menu/get"},
	},
	catalog.ErrPathHost: {
		{"an API path has no host", "接口路径不应包含域名"},
		{"Write the path only, as in /cgi-bin/menu/get", "只写路径，如 /cgi-bin/menu/get"},
	},
	catalog.ErrPathQuery: {
		{"an API path has no query", "接口路径不应包含查询参数"},
		{"Leave out everything from the ? on", "去掉 ? 及其后的内容"},
	},
	catalog.ErrPathForm: {
		{"this is not an API path", "这不是接口路径"},
		{"Letters, digits and _ - . between slashes, as in /cgi-bin/menu/get",
			"斜杠之间只能有字母、数字和 _ - .，如 /cgi-bin/menu/get"},
	},
	catalog.ErrPathSNS: {
		{"not supported: WeChat has no quota for paths under /sns/", "不支持：/sns/ 下的接口没有额度"},
		{"See the paths that have one: wxops api", "查看有额度的路径：wxops api"},
	},
}

// faultWords are what is wrong with accounts.toml or with one account.
var faultWords = map[keystore.FaultKind]Pair{
	keystore.NotTOML:      {"this is not TOML", "不是合法的 TOML"},
	keystore.UnknownKey:   {"the key is not known", "未知的键"},
	keystore.UnknownTable: {"the table is not known", "未知的表"},
	keystore.KeyTwice:     {"the key is given twice", "键重复"},
	keystore.KeyMissing:   {"it is missing", "缺少此项"},
	keystore.NotText:      {"it is not a text", "应为字符串"},
	keystore.NotAList:     {"it is not a list of texts", "应为字符串列表"},
	keystore.NotABool:     {"it is not true or false", "应为 true 或 false"},
	keystore.NotYet:       {"not yet: this wxops knows the key, but does not go by it", "尚不支持：当前版本的 wxops 认得这个键，但还不会照做"},
	keystore.NotANumber:   {"it is not a whole number", "应为整数"},
	keystore.NotNumbers:   {"it is not a list of whole numbers", "应为整数列表（如 [80, 95]）"},
	keystore.NotDuration:  {"it is not a duration", "应为时长（如 \"10m\"）"},
	keystore.NotATable:    {"it is not a table", "应为表"},
	keystore.NotTables:    {"it is not a list of tables", "应为表的列表"},
	keystore.OddText:      {"it holds control characters", "含有控制字符"},
	keystore.AliasForm:    {"an alias is a-z, 0-9 and -, not - first", "别名只能由 a-z、0-9 和 - 组成，且不以 - 开头"},
	keystore.AliasTaken:   {"another account has this alias", "该别名已被占用"},
	keystore.KindUnknown: {"the kind is not known",
		"未知的类型（可选 offiaccount、miniprogram、minigame、store、component）"},
	keystore.SourceUnknown: {"the source of the secret is not known",
		"未知的密钥来源（可选 keyring、command、file、prompt、env；这里不写密钥本身）"},
	keystore.CommandMissing: {"the source command needs a command",
		"来源为 command 时需要写明命令，如 [\"op\", \"read\", \"op://vault/item/field\"]"},
	keystore.CommandUnused: {"a command without the source command", "写了命令，但来源不是 command"},
	keystore.APIForm:       {"this is not an API path", "不是接口路径（写法如 /cgi-bin/message/subscribe/send）"},
	keystore.APIsBoth: {"apis stands alone, or apis_add and apis_skip without it",
		"apis（只看这些接口）不能与 apis_add、apis_skip（对默认清单的增减）同时使用"},
	keystore.APIAddedSkipped: {"the API is in apis_add and in apis_skip", "同一接口不能既在 apis_add 又在 apis_skip 中"},
	keystore.TagForm:         {"it is not a tag", "标签应为一个词（1 到 24 个字，不含空格、逗号和引号，不以 - 开头）"},
	keystore.WarnForm:        {"it is not one or two rising per cents", "应为一个或两个 1 到 100 的整数，后一个较大，如 [80, 95]"},
	keystore.BaseForm: {"this is not an address of the API",
		"不是接口地址（https 加域名，如 https://api.weixin.qq.com；http 只限本机）"},
	keystore.ProxyForm: {"this is not the address of a proxy", "不是代理地址（http、https 或 socks5 加主机和端口，如 http://10.0.0.8:3128）"},
	keystore.ProxyUser: {"a proxy's user and password are not kept in this file",
		"代理的用户名和密码不写在此文件中（只写地址；需要密码的代理请用 HTTPS_PROXY）"},
	keystore.ResetAtForm:  {"it is not a per cent from 1 to 100", "应为 1 到 100 的百分比（不写 reset_at 就只报告，不清零）"},
	keystore.ScopeUnknown: {"the scope is not known", "未知的范围（可选 api、all）"},
	keystore.PerMonthForm: {"it is not within the month's budget of this scope", "超出该范围每月的清零次数（api 为 1 到 50，all 为 1 到 10）"},
	keystore.KeepBackForm: {"it is not within the month's budget of this scope", "超出该范围每月的清零次数（api 为 0 到 49，all 为 0 到 9）"},
	keystore.OverBudget: {"per_month and keep_back are more than the month's budget of this scope",
		"per_month 与 keep_back 之和超过该范围每月的清零次数（api 为 50，all 为 10）"},
	keystore.NoAPIs:          {"the list is empty", "列表为空（不写 apis 即为所有关注的接口）"},
	keystore.APITwice:        {"the API is given twice", "接口重复"},
	keystore.APINotWatched:   {"the account does not watch this API", "该账号没有关注此接口（先加入 apis 或 apis_add）"},
	keystore.APIWithoutQuota: {"this API has no quota that could be cleared", "此接口没有可清零的额度"},
	keystore.OverADay:        {"it is longer than a day", "不能超过一天（最多 \"24h\"）"},
	keystore.PolicyOfKind:    {"there is no policy for a third-party platform", "第三方平台不支持自动清零"},
	keystore.PolicyReports:   {"without reset_at nothing is ever cleared", "没有写 reset_at，只报告，不会清零"},
	keystore.PolicyReadOnly:  {"the account is read-only, so its policy clears nothing", "账号为只读，策略不会清零"},
	keystore.PolicyOnDemand:  {"the account is read only when it is opened, so its policy sees nothing", "账号只在打开时读取，策略看不到额度"},
	keystore.PolicyWaits: {"with reset_at below 100 it still waits until the quota was out for so long",
		"reset_at 低于 100，但仍要等额度用完这么久之后才清零"},
	keystore.TeamDirForm:   {"it is not the whole path of a folder", "应为文件夹的完整路径（如 /var/lib/wxops）"},
	keystore.TeamBoth:      {"a team has a folder or Redis, not both", "dir 与 redis 只能写一个"},
	keystore.TeamOfMachine: {"this machine has a team already, so this one is left out", "本机已有团队设置，此处不起作用"},
	keystore.RobotName:     {"a robot's name is a-z, 0-9 and -, not - first", "机器人的名称只能由 a-z、0-9 和 - 组成，且不以 - 开头"},
	keystore.RobotTaken:    {"another robot has this name", "机器人的名称重复"},
	keystore.RobotUnknown:  {"this robot is not known", "未知的机器人（可选 wecom、dingtalk、feishu）"},
	keystore.SignUnused:    {"this robot has no signature", "此机器人没有签名（只有 dingtalk 和 feishu 有）"},
	keystore.MachineUnsafe: {"left out, because others than root could have written it",
		"已略过：root 以外的人可能写过它（文件和上级文件夹都应属于 root，且他人不可写）"},
	keystore.MachineUnread:  {"left out, because it cannot be read", "已略过：无法读取"},
	keystore.AccountUnknown: {"there is no such account", "没有这个账号"},
	keystore.AppIDOdd:       {"the AppID looks unusual", "AppID 形式少见（通常是 wx 加 16 位十六进制）"},
	keystore.AppIDTwice:     {"two accounts have the same AppID", "两个账号的 AppID 相同"},
	keystore.NotAFile:       {"this is not a file", "这不是普通文件"},
	keystore.WritableByOther: {"others may write to the file",
		"文件可被他人写入（其中的命令会被执行，权限应为 0600）"},
}

// outcomeWords are the outcomes of a reset in a word.
var outcomeWords = map[guard.Outcome]Pair{
	guard.OK:      {"ok", "成功"},
	guard.Refused: {"refused", "被拒"},
	guard.Unknown: {"unknown", "未知"},
	guard.NotSent: {"not sent", "未发送"},
}

// outdatedWords are why a plan is out of date.
var outdatedWords = map[error]Pair{
	guard.ErrPlanOld:       {"its numbers were more than 5 minutes old", "读数已超过 5 分钟"},
	guard.ErrPlanOvertaken: {"another reset of the account was made in the meantime", "期间该账号又做过一次清零"},
	guard.ErrPlanEnded:     {"a reset of the account that was under way has ended in the meantime", "期间该账号正在进行的清零已有结果"},
}

// passphraseAdvice is for the file's passphrase when nobody can be asked.
var passphraseAdvice = Advice{
	{"{account}: the passphrase of the file of secrets has to be typed, and nobody can be asked here",
		"{account}：需要输入密钥文件的口令，但这里没有人可以输入"},
	{"Run it in a terminal, or pass the AppSecret on standard input: --secret-stdin",
		"请在终端中运行，或用 --secret-stdin 从标准输入传入 AppSecret"},
}

// personAdvice is for a command that nobody was there to answer.
var personAdvice = Advice{
	{"{account}: its command asks for something that only a person can give ({detail})",
		"{account}：它的命令需要有人回答（{detail}）"},
	{"Open the account: the command then has the terminal; or try: wxops account secret {account} test",
		"打开该账号，命令即可使用终端；或试运行：wxops account secret {account} test"},
}

// wordSaid adds what a command wrote itself.
var wordSaid = Pair{"; it said: %s", "；它的输出：%s"}

// machineAdvice is for an account of the whole machine.
var machineAdvice = Advice{
	{"{account} is an account of this whole machine ({detail}) and is not changed here", "{account} 是本机共用的账号（{detail}），不在这里修改"},
	{"Root changes it there; or copy it into your own file, which wins: wxops account add {account} --appid {source}",
		"由 root 在该文件中修改；或复制到自己的文件（以自己的为准）：wxops account add {account} --appid {source}"},
}

// NoAccounts is for a file without accounts, or none at all.
var NoAccounts = Advice{
	{"There is no account yet.", "还没有账号。"},
	{"Add one: wxops account add ALIAS --appid ID --kind KIND; or look around first: wxops --demo",
		"添加：wxops account add ALIAS --appid ID --kind KIND；或先体验：wxops --demo"},
}

// FileAdvice is for what the system refused.
var FileAdvice = Advice{
	{"{account}: {detail}", "{account}：{detail}"},
	{"Look at the owner and the mode of the file and its folder; see: wxops doctor",
		"请检查该文件及其目录的属主和权限；诊断：wxops doctor"},
}

// callAdvice is why a call brought no errcode.
var callAdvice = map[wechat.Reason]Advice{
	wechat.NameUnknown: {
		{"the host of WeChat is not found ({detail})", "找不到微信的主机（{detail}）"},
		{"Check DNS, HTTPS_PROXY and --base; see: wxops doctor",
			"检查 DNS、HTTPS_PROXY 和 --base；诊断：wxops doctor"},
	},
	wechat.ProxyRefused: {
		{"the proxy does not let the call through ({detail})", "代理没有放行（{detail}）"},
		{"Check HTTPS_PROXY, its user and its rules; see: wxops doctor",
			"检查 HTTPS_PROXY、代理的账号和规则；诊断：wxops doctor"},
	},
	wechat.NotConnected: {
		{"no connection to WeChat ({detail})", "连接不上微信（{detail}）"},
		{"Check the network, HTTPS_PROXY and --base; see: wxops doctor",
			"检查网络、HTTPS_PROXY 和 --base；诊断：wxops doctor"},
	},
	wechat.NotTrusted: {
		{"the connection is not trusted ({detail})", "连接不可信（{detail}）"},
		{"Something between here and WeChat, or the clock, is wrong; see: wxops doctor",
			"与微信之间的设备或本机时钟有问题；诊断：wxops doctor"},
	},
	wechat.TimedOut: {
		{"WeChat did not answer in time", "微信没有及时应答"},
		{"Check the network and HTTPS_PROXY; give it longer with --timeout, or another host with --base https://api2.weixin.qq.com",
			"检查网络和 HTTPS_PROXY；可用 --timeout 延长等待，或用 --base https://api2.weixin.qq.com 换一个域名"},
	},
	wechat.ConnectionLost: {
		{"the connection was lost before the answer ({detail})", "应答到达之前连接断开（{detail}）"},
		{"Try again; see: wxops doctor", "请重试；诊断：wxops doctor"},
	},
	wechat.Redirected: {
		{"the answer leads elsewhere ({detail}), and was not followed",
			"应答被重定向到别处（{detail}），没有跟随"},
		{"A login page of the network, a proxy or a wrong --base may answer in WeChat's place; see: wxops doctor",
			"可能是网络登录页、代理或错误的 --base 在应答；诊断：wxops doctor"},
	},
	wechat.BadStatus: {
		{"the answer is not WeChat's ({detail})", "应答不是微信的（{detail}）"},
		{"A proxy or a wrong --base may answer in its place; see: wxops doctor",
			"可能是代理或错误的 --base 在应答；诊断：wxops doctor"},
	},
	wechat.BadAnswer: {
		{"the answer is not WeChat's: it cannot be understood ({detail})",
			"应答不是微信的，无法理解（{detail}）"},
		{"A proxy or a wrong --base may answer in its place; see: wxops doctor",
			"可能是代理或错误的 --base 在应答；诊断：wxops doctor"},
	},
	wechat.BadRID: {
		{"this is not a rid", "这不是 rid"},
		{"A rid is three groups of eight hex digits, as in 6a1b2c3d-0a1b2c3d-1a2b3c4d",
			"rid 是三组八位十六进制数，如 6a1b2c3d-0a1b2c3d-1a2b3c4d"},
	},
	wechat.BadAddress: {
		{"this is not an address of the API ({detail})", "这不是接口地址（{detail}）"},
		{"Check --base", "检查 --base"},
	},
	wechat.Broken: {
		{"wxops stumbled over the call ({detail})", "wxops 处理调用时出错（{detail}）"},
		{"Please report it, with what was done before", "请反馈，并说明之前的操作"},
	},
}

// cancelledAdvice has no remedy: nobody is to be advised.
var cancelledAdvice = Advice{
	{"cancelled", "已取消"},
	{"", ""},
}

// FreshRIDAdvice is 76001 for a call of the last minutes.
var FreshRIDAdvice = Advice{
	{"WeChat does not know this rid (yet)", "微信（还）查不到这个 rid"},
	{"It is not indexed yet, or it is of an /sns/ call, which WeChat does not record; ask again in a minute",
		"可能尚未入库，或属于 /sns/ 接口（微信不记录）；请过一分钟再查"},
}

// UnknownRIDAdvice is 76001.
var UnknownRIDAdvice = Advice{
	{"WeChat does not know this rid", "微信查不到这个 rid"},
	{"It may be cut off or mistyped, older than seven days, or of an /sns/ call, which WeChat does not record",
		"可能不完整或有误、已超过七天，或属于 /sns/ 接口（微信不记录）"},
}

// foreignRIDAdvice is 76003.
var foreignRIDAdvice = Advice{
	{"this rid belongs to another account", "这个 rid 属于别的账号"},
	{"Ask with the account that made the call: wxops rid ALIAS",
		"用发起调用的账号查询：wxops rid ALIAS"},
}

// OldRIDAdvice is 76004.
var OldRIDAdvice = Advice{
	{"this rid is older than seven days, and WeChat has forgotten the call",
		"这个 rid 已超过七天，微信不再保留"},
	{"Make the call again and take its new rid", "重新调用接口，用新的 rid 查询"},
}
