package cli

import (
	"wxops/keystore"
	"wxops/keystore/secret"
	"wxops/ui/words"
	"wxops/wechat/clean"
)

// doctorText holds the words of doctor.
type doctorText struct {
	Looking, Comma, Semicolon         string
	Missing                           map[string]string // what a keyring lacks
	Groups, Names, States             map[string]string
	Silent, SilentDo                  string
	AllFine, SomeWarnings, SomeBroken string // warnings; failures, warnings
	NoTerminal, NoTerminalDo          string
	Dumb, DumbDo                      string // TERM
	TooSmall, Small                   string // width, height
	NoColour, TrueColour, Colourless  string
	Colours                           string // how many
	ASCIIWanted, NoUTF8Do, Unset      string
	Local, SudoDo                     string
	NoFile                            string // the path
	Accounts, Entries, Damaged        string // how many
	DamagedDo, Counted                string
	CloseFileDo                       string // the path
	LinkDo, OwnerDo, Foreign          string
	Writable                          string
	Unwritable, UnwritableDo          string // the path, why
	UnreadableDo                      string
	KeyringReady, KeyringUnused       string
	KeyringUsed                       string // how many accounts
	Keyring                           map[keystore.Reason]twoLines
	BookWrong                         string
	PromptSource, FileSource          string // the source
	SourceAnswers, SourceSilent       string // the source
	CommandSource                     string // the source, the program, the alias
	NoProgram, NoProgramDo            string // the source, the program
	PlatformUnasked                   string
	TokenUnasked                      string // the alias
	TokenGiven                        string // milliseconds
	Reached                           string // milliseconds
	ReachDo                           string
	ClockRight, ClockAhead            string // how much
	ClockBehind, ClockDo              string
	ClockUnknown, ClockUnknownDo      string
	NoProxy, ProxyWrong, ProxyWrongDo string // the variable
	AddressRefused, AddressRefusedDo  string // the address
	AddressUntold                     string
}

// name gives what a finding is about: a word of ours, or an alias, a host, a file.
func (t doctorText) name(f finding) string {
	if word, ok := t.Names[f.name]; ok {
		return word
	}
	return clean.Line(f.name)
}

// say picks one of two wordings; being a function of both, it lets neither be
// forgotten.
type say func(en, zh string) string

func doctorWords(s say) doctorText {
	return doctorText{
		Looking: s("Looking …", "检查中…"), Comma: s(", ", "，"), Semicolon: s("; ", "；"),
		Missing: map[string]string{
			secret.NoBus: s("no session bus", "没有会话总线"), secret.NoProvider: s("no Secret Service", "没有 Secret Service"),
			secret.NoCollection: s("no collection", "没有密钥集合"),
		},
		Groups: map[string]string{
			groupTerminal: s("Terminal", "终端"), groupFiles: s("Files", "文件"), groupKeyring: s("Keyring", "系统密钥环"),
			groupAccounts: s("Accounts", "账号"), groupNetwork: s("Network", "网络"),
		},
		Names: map[string]string{
			groupTerminal: s("terminal", "终端"), "colours": s("colours", "颜色"), "utf-8": "UTF-8", "session": s("session", "会话"),
			groupFiles: s("files", "文件"), "state folder": s("state folder", "状态目录"), "locks": s("locks", "锁目录"), "budgets": s("budgets", "次数"),
			groupKeyring: s("keyring", "密钥环"), groupAccounts: s("accounts", "账号"), groupNetwork: s("network", "网络"),
			"clock": s("clock", "时钟"), "proxy": s("proxy", "代理"), "address": s("our address", "出口 IP"),
		},
		States: map[string]string{
			stateOK: s("ok", "正常"), stateNote: s("note", "注意"), stateWrong: s("wrong", "异常"), stateSilent: s("no answer", "无应答"),
			stateUnasked: s("not asked", "未询问"), stateReady: s("ready", "可用"), stateLocked: s("locked", "已锁定"),
			stateAbsent: s("absent", "不存在"), stateTimeout: s("timed out", "超时"),
		},
		Silent:       s("did not answer in time", "未在限定时间内应答"),
		SilentDo:     s("Run it again; if it stays so, look there by hand", "请再运行一次；若仍无应答，请手动检查"),
		AllFine:      s("All is fine.", "一切正常。"),
		SomeWarnings: s("Nothing is broken; notes: %d.", "没有故障；注意事项 %d 条。"),
		SomeBroken:   s("Broken: %d; notes: %d.", "故障 %d 项；注意事项 %d 条。"),
		NoTerminal:   s("standard input or output is no terminal", "标准输入或标准输出不是终端"),
		NoTerminalDo: s("Commands work; the console needs a terminal (ssh -t)", "命令可用；控制台需要终端（ssh -t）"),
		Dumb:         s("TERM=%s", "TERM=%s"),
		DumbDo:       s("Commands work; for the console set TERM, for instance: export TERM=xterm-256color", "命令可用；使用控制台请设置 TERM，例如：export TERM=xterm-256color"),
		TooSmall:     s("Make the window larger: the console needs %dx%d", "请放大窗口：控制台至少需要 %dx%d"),
		Small:        s("Readable, but made for %dx%d", "可以阅读，但 %dx%d 以上更合适"),
		NoColour:     s("none, because NO_COLOR is set; states are words too", "不使用颜色（已设置 NO_COLOR）；状态均有文字"),
		TrueColour:   s("16 million; wxops uses 16", "1600 万色；wxops 只用 16 色"),
		Colourless:   s("none; states are words too", "无；状态均有文字"),
		Colours:      s("%d; wxops uses 16", "%d 色；wxops 只用 16 色"),
		ASCIIWanted:  s("ASCII, as --ascii asks", "按 --ascii 使用 ASCII"),
		NoUTF8Do: s("The console draws ASCII; if the terminal shows UTF-8: export LC_CTYPE=C.UTF-8",
			"控制台将使用 ASCII 线条；若终端支持 UTF-8：export LC_CTYPE=C.UTF-8"),
		Unset:        s("not set", "未设置"),
		Local:        s("local", "本机"),
		SudoDo:       s("Files and keyring are root's now; run wxops without sudo", "当前使用的是 root 的文件和密钥环；请不要用 sudo 运行"),
		NoFile:       s("%s  none yet", "%s  尚无"),
		Accounts:     s("accounts: %d", "账号 %d 个"),
		Entries:      s("entries: %d", "记录 %d 条"),
		Damaged:      s("damaged lines: %d", "损坏 %d 行"),
		DamagedDo:    s("A run that was killed while writing leaves one; resets in damaged lines are not counted, the other lines are read. Keep the file", "写入时被终止会留下损坏行；损坏行中的清零没有计入，其余行正常读取。请保留该文件"),
		Counted:      s("only this user's resets on this machine are counted", "只计入本用户在本机的清零"),
		CloseFileDo:  s("Others can get at it: chmod go-rwx %s", "其他用户可访问：chmod go-rwx %s"),
		LinkDo:       s("It is a symbolic link; put a file of your own there", "这是符号链接；请改为自己的文件"),
		OwnerDo:      s("It belongs to another user; give it back with chown, or run wxops as its owner", "属于其他用户；请用 chown 改回，或以其所有者运行"),
		Foreign:      s("of another user", "属于其他用户"),
		Writable:     s("can be written", "可写"),
		Unwritable:   s("%s cannot be written: %s", "%s 不可写：%s"),
		UnwritableDo: s("Free some space or fix the owner and mode; without it no reset is sent", "请释放空间，或修正属主与权限；不可写时不会发送任何清零"),
		UnreadableDo: s("Fix its owner and mode", "请修正属主与权限"),

		KeyringReady:  s("the OS keyring answers", "系统密钥环可用"),
		KeyringUnused: s("no account uses it", "没有账号使用它"),
		KeyringUsed:   s("accounts that need it: %d", "需要它的账号 %d 个"),
		Keyring:       keyringWords(s),

		BookWrong:       s("accounts.toml cannot be read, see above", "accounts.toml 无法读取，见上文"),
		PromptSource:    s("%s: typed when it is needed", "%s：需要时输入"),
		FileSource:      s("%s: the file is safe; its passphrase is asked for when it is needed", "%s：文件安全；需要时才询问口令"),
		SourceAnswers:   s("%s: answers", "%s：可读取"),
		SourceSilent:    s("%s: did not answer in time", "%s：未在限定时间内应答"),
		CommandSource:   s("%s: %s is there; to run it: wxops doctor %s", "%s：%s 存在；要运行它：wxops doctor %s"),
		NoProgram:       s("%s: the program %s is not found", "%s：找不到程序 %s"),
		NoProgramDo:     s("Install it, or correct PATH or secret_command", "请安装它，或修正 PATH、secret_command"),
		PlatformUnasked: s("a third-party platform: not supported yet", "第三方平台：暂不支持"),
		TokenUnasked:    s("WeChat was not asked; to ask: wxops doctor %s", "未向微信询问；要询问：wxops doctor %s"),
		TokenGiven:      s("WeChat gave a token in %d ms", "微信已发放令牌（%d ms）"),

		Reached: s("%d ms", "%d ms"),
		ReachDo: s("Check network, DNS, proxy and clock; WeChat has other entries, for instance: --base https://api2.weixin.qq.com",
			"请检查网络、DNS、代理与时钟；微信还有其他入口，例如：--base https://api2.weixin.qq.com"),
		ClockRight:     s("agrees with WeChat's", "与微信一致"),
		ClockAhead:     s("%s ahead of WeChat's", "比微信快 %s"),
		ClockBehind:    s("%s behind WeChat's", "比微信慢 %s"),
		ClockDo:        s("Set it, for instance: timedatectl set-ntp true; ages of rids and ends of months are wrong until then", "请校时，例如：timedatectl set-ntp true；在此之前 rid 时间与月份判断会有偏差"),
		ClockUnknown:   s("no host told the time", "没有主机返回时间"),
		ClockUnknownDo: s("See the hosts above", "见上面的主机"),
		NoProxy:        s("none is set", "未设置"),
		ProxyWrong:     s("%s is no URL", "%s 不是有效的 URL"),
		ProxyWrongDo:   s("Write it as http://host:port, or unset it", "写法为 http://host:port，或取消设置"),
		AddressRefused: s("WeChat sees %s, and does not allow it", "微信看到的是 %s，不在白名单内"),
		AddressRefusedDo: s("Add it to the IP allow list of the account, at https://mp.weixin.qq.com; it takes some minutes\nHow: https://developers.weixin.qq.com/doc/oplatform/developers/basic_func/ip_whitelist.html",
			"请在 https://mp.weixin.qq.com 将其加入该账号的 IP 白名单，几分钟后生效\n说明：https://developers.weixin.qq.com/doc/oplatform/developers/basic_func/ip_whitelist.html"),
		AddressUntold: s("WeChat names it only when it refuses it (40164)", "只有被微信拒绝（40164）时才会告知"),
	}
}

// twoLines are a fact and what to do.
type twoLines struct{ Fact, Do string }

func keyringWords(s say) map[keystore.Reason]twoLines {
	another := s("or use another source: wxops account edit ALIAS --secret-source prompt", "或改用其他来源：wxops account edit ALIAS --secret-source prompt")
	return map[keystore.Reason]twoLines{
		keystore.KeyringAbsent: {Fact: s("this session has none (%s)", "此会话没有密钥环（%s）"),
			Do: s("Log in to a desktop session, ", "请在桌面会话中登录，") + another},
		keystore.KeyringStopped: {Fact: s("installed but not running", "已安装但未运行"),
			Do: s("Start it: gnome-keyring-daemon --start --components=secrets; ", "启动：gnome-keyring-daemon --start --components=secrets；") + another},
		keystore.KeyringLocked: {Fact: s("running, and locked", "正在运行，但已锁定"),
			Do: s("Type the AppSecret instead: wxops account edit ALIAS --secret-source prompt; or unlock it (GNOME): read -rs P; printf %s \"$P\" | gnome-keyring-daemon --replace --unlock --components=secrets",
				"改为手动输入 AppSecret：wxops account edit ALIAS --secret-source prompt；或解锁（GNOME）：read -rs P; printf %s \"$P\" | gnome-keyring-daemon --replace --unlock --components=secrets")},
		keystore.KeyringTimedOut: {Fact: s("did not answer within 1.5 s", "1.5 秒内无应答"),
			Do: s("Look at the session bus and the keyring's daemon, ", "请检查会话总线与密钥环守护进程，") + another},
		keystore.KeyringOther: {Fact: s("you are root, and it belongs to %s", "当前是 root，而密钥环属于 %s"),
			Do: s("Run wxops without sudo", "请不要用 sudo 运行 wxops")},
		keystore.KeyringFailed: {Fact: s("it failed", "出错"), Do: s("Look at its daemon, ", "请检查其守护进程，") + another},
	}
}

// doctorIn gives the words of doctor in one language.
func doctorIn(lang words.Lang) doctorText {
	return doctorWords(func(en, zh string) string {
		if lang == words.Chinese {
			return zh
		}
		return en
	})
}
