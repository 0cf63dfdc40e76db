package cli

import (
	"strings"

	"wxops/ui/words"
)

// The languages, as --lang takes them.
const (
	langEnglish = "en"
	langChinese = "zh"
)

// chooseLang takes --lang, or else the first of LC_ALL, LC_MESSAGES and LANG
// that is set, as every program on the machine does.
func chooseLang(flag string, getenv func(string) string) string {
	if flag == langEnglish || flag == langChinese {
		return flag
	}
	locale := firstOf(getenv("LC_ALL"), getenv("LC_MESSAGES"), getenv("LANG"))
	if strings.HasPrefix(strings.ToLower(locale), "zh") {
		return langChinese
	}
	return langEnglish
}

// Text is every word of the command line. The words of one command stand
// beside it, in a file of their own.
type Text struct {
	Lang     words.Lang
	Short    shortText
	Long     longText
	Flag     flagText
	Help     helpText
	Usage    usageText
	Say      sayText
	Account  accountText
	Import   importText
	Quota    quotaText
	Reset    resetText
	RID      ridText
	Code     codeText
	API      apiText
	Simulate simulateText
	Doctor   doctorText
}

// say picks one of two wordings; being a function of both, it lets neither be
// forgotten.
type say func(en, zh string) string

func textIn(lang string) Text {
	s := say(func(en, _ string) string { return en })
	if lang == langChinese {
		s = func(_, zh string) string { return zh }
	}
	return Text{
		Lang: words.Lang(lang), Short: shortWords(s), Long: longWords(s), Flag: flagWords(s), Help: helpWords(s),
		Usage: usageWords(s), Say: sayWords(s), Account: accountWords(s), Import: importWords(s), Quota: quotaWords(s),
		Reset: resetWords(s), RID: ridWords(s), Code: codeWords(s), API: apiWords(s), Simulate: simulateWords(s),
		Doctor: doctorWords(s),
	}
}

// usageText says what was wrong about how wxops was called.
type usageText struct {
	NoSecretFlag, NoSecretFlagDo                string
	UnknownFlag, FlagNeedsValue, FlagWrongValue string // the flag
	BadFlag, SeeHelp                            string
	WrongOutput                                 string // the command, the formats
	WrongLang, WrongTimeout                     string
	WrongBase, WrongBaseDo, OldBase, OldBaseDo  string
	WrongArgs                                   string // how many
	UseLine                                     string
	NoSuchCommand                               string
	NoAccount, NoAccountDo                      string // the alias
	NoTerminal, NoTerminalDo                    string
	NoTerminalAccountDo                         string // the alias
	ConsoleNoOutput, NorCommand                 string
	WrongKind, WrongSource                      string // the choices
	WrongShell                                  string // the choices
	WrongRefresh, WrongTab                      string
}

func usageWords(s say) usageText {
	return usageText{
		NoSecretFlag: s("no flag takes a secret: other users of this machine can read it, and the shell keeps it",
			"任何参数都不接受密钥：同机用户能看到命令行，shell 历史也会留下它"),
		NoSecretFlagDo: s("Type it at the prompt, or pass it on standard input with --secret-stdin",
			"请在提示符处输入，或用 --secret-stdin 从标准输入传入"),
		UnknownFlag:    s("there is no flag %s", "没有参数 %s"),
		FlagNeedsValue: s("the flag %s needs a value", "参数 %s 需要一个值"),
		FlagWrongValue: s("the flag %s does not take this value", "参数 %s 不接受这个值"),
		BadFlag:        s("a flag is written wrongly", "参数写法有误"),
		SeeHelp:        s("See: wxops help, or add --help to the command", "查看：wxops help，或在命令后加 --help"),
		WrongOutput:    s("wxops %s writes one of: %s", "wxops %s 的输出格式只能是：%s"),
		WrongLang:      s("--lang is en or zh", "--lang 只能是 en 或 zh"),
		WrongTimeout:   s("--timeout is a length of time above 0, as in 10s", "--timeout 应大于 0，例如 10s"),
		WrongBase:      s("--base is not an address that wxops talks to", "--base 不是可用的地址"),
		OldBase: s("the address of WeChat is now --base; --api names the path that wxops reset clears",
			"微信地址现在用 --base 指定；--api 只表示 wxops reset 要清零的路径"),
		OldBaseDo: s("Write --base in its place, as in --base https://api2.weixin.qq.com",
			"请改写为 --base，例如：--base https://api2.weixin.qq.com"),
		WrongBaseDo: s("Give https://HOST, or plain http to this machine only, as in http://127.0.0.1:8080; no path, no query, no user",
			"请给出 https://主机；http 只能用于本机，例如 http://127.0.0.1:8080；不带路径、查询参数和用户名"),
		WrongArgs:     s("the command does not take %d arguments", "该命令不接受 %d 个参数"),
		UseLine:       s("Use: %s", "用法：%s"),
		NoSuchCommand: s("there is no such command", "没有这个命令"),
		NoAccount:     s("no account is called %q", "没有名为 %q 的账号"),
		NoAccountDo: s("See the accounts: wxops account list; add one: wxops account add ALIAS --appid ID --kind KIND",
			"查看账号：wxops account list；添加：wxops account add ALIAS --appid ID --kind KIND"),
		NoTerminal: s("the console needs a terminal", "控制台需要终端"),
		NoTerminalDo: s("Without one, use: wxops quota ALIAS, wxops rid, wxops account list; see wxops help",
			"没有终端时请用：wxops quota ALIAS、wxops rid、wxops account list；参见 wxops help"),
		NoTerminalAccountDo: s("Without one, use: wxops quota %s", "没有终端时请用：wxops quota %s"),
		ConsoleNoOutput:     s("-o is for commands; the console writes nothing", "-o 只用于命令；控制台没有输出"),
		NorCommand:          s(", and no command either", "，也没有这个命令"),
		WrongKind:           s("the kind is one of: %s", "类型只能是：%s"),
		WrongSource:         s("the source of the secret is one of: %s", "密钥来源只能是：%s"),
		WrongShell:          s("the shell is one of: %s", "shell 只能是：%s"),
		WrongRefresh:        s("--refresh is a length of time, as in 30s, or 0 for never", "--refresh 是时长，例如 30s；0 表示不自动刷新"),
		WrongTab:            s("--tab is a number from 1 to 5", "--tab 是 1 到 5"),
	}
}

// sayText holds words that several commands share.
type sayText struct {
	None, Yes, No, Ago, In  string // Ago and In: a length of time
	Component, ComponentDo  string // the alias
	SecretPrompt            string // the alias, the appid
	Passphrase, NewPhrase   string
	Again, PhraseDiffers    string
	NoSecret, NoSecretDo    string
	TypeAlias, NotConfirmed string // the alias
	Warning                 string // what
	LogUnwritable           string // why
	Panicked, PanickedDo    string
	Seconds, Minutes        string // how many
	Hours, Days             string
}

func sayWords(s say) sayText {
	return sayText{
		None: s("none", "无"), Yes: s("yes", "是"), No: s("no", "否"),
		Ago: s("%s ago", "%s前"), In: s("in %s", "%s后"),
		Component: s("%s is a third-party platform, and platforms are not supported yet", "%s 是第三方平台，暂不支持"),
		ComponentDo: s("Use an account of another kind; nothing was asked of WeChat",
			"请使用其他类型的账号；没有向微信发送请求"),
		SecretPrompt:  s("AppSecret of %s (%s), not shown: ", "%s（%s）的 AppSecret（不回显）："),
		Passphrase:    s("Passphrase of the file of secrets, not shown: ", "密钥文件的口令（不回显）："),
		NewPhrase:     s("New passphrase for the file of secrets, not shown: ", "为密钥文件设置口令（不回显）："),
		Again:         s("The same again: ", "请再输入一次："),
		PhraseDiffers: s("the two passphrases differ", "两次输入的口令不一致"),
		NoSecret:      s("no secret was given", "没有收到密钥"),
		NoSecretDo: s("Type it in a terminal, or pass it on standard input with --secret-stdin",
			"请在终端中输入，或用 --secret-stdin 从标准输入传入"),
		TypeAlias:    s("Type %s to confirm: ", "输入 %s 以确认："),
		NotConfirmed: s("not confirmed: nothing was done", "未确认：什么都没有做"),
		Warning:      s("note: %s", "注意：%s"),
		Seconds:      s("%d s", "%d 秒"), Minutes: s("%d min", "%d 分钟"), Hours: s("%d h", "%d 小时"), Days: s("%d d", "%d 天"),
		Panicked:      s("wxops broke off by a fault of its own; the lines above say where", "wxops 因自身缺陷中断；上面的内容指出了位置"),
		PanickedDo:    s("Start it again; a reset that was under way is in: wxops resets", "请重新启动；进行中的清零见：wxops resets"),
		LogUnwritable: s("the log cannot be written: %s", "日志无法写入：%s"),
	}
}
