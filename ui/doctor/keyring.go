package doctor

import (
	"context"

	"wxops/keystore"
	"wxops/keystore/secret"
	"wxops/ui/words"
)

var (
	wordKeyringReady  = words.Pair{"the OS keyring answers", "系统密钥环可用"}
	wordKeyringUnused = words.Pair{"no account uses it", "没有账号使用它"}
	wordKeyringUsed   = words.Pair{"accounts that need it: %d", "需要它的账号 %d 个"}
)

// missingWords are what a keyring lacks.
var missingWords = map[string]words.Pair{
	secret.NoBus:        {"no session bus", "没有会话总线"},
	secret.NoProvider:   {"no Secret Service", "没有 Secret Service"},
	secret.NoCollection: {"no collection", "没有密钥集合"},
}

const (
	another   = "or use another source: wxops account edit ALIAS --secret-source prompt"
	anotherZh = "或改用其他来源：wxops account edit ALIAS --secret-source prompt"
)

// keyringWords are why a keyring is not ready, and what to do where an account
// needs it.
var keyringWords = map[secret.Reason]words.Advice{
	secret.KeyringAbsent: {
		{"this session has none (%s)", "此会话没有密钥环（%s）"},
		{"Log in to a desktop session, " + another, "请在桌面会话中登录，" + anotherZh},
	},
	secret.KeyringStopped: {
		{"installed but not running", "已安装但未运行"},
		{"Start it: gnome-keyring-daemon --start --components=secrets; " + another,
			"启动：gnome-keyring-daemon --start --components=secrets；" + anotherZh},
	},
	secret.KeyringLocked: {
		{"running, and locked", "正在运行，但已锁定"},
		{"Type the AppSecret instead: wxops account edit ALIAS --secret-source prompt; or unlock it (GNOME): read -rs P; printf %s \"$P\" | gnome-keyring-daemon --replace --unlock --components=secrets",
			"改为手动输入 AppSecret：wxops account edit ALIAS --secret-source prompt；或解锁（GNOME）：read -rs P; printf %s \"$P\" | gnome-keyring-daemon --replace --unlock --components=secrets"},
	},
	secret.KeyringTimedOut: {
		{"did not answer within 1.5 s", "1.5 秒内无应答"},
		{"Look at the session bus and the keyring's daemon, " + another, "请检查会话总线与密钥环守护进程，" + anotherZh},
	},
	secret.KeyringOther: {
		{"you are root, and it belongs to %s", "当前是 root，而密钥环属于 %s"},
		{"Run wxops without sudo", "请不要用 sudo 运行 wxops"},
	},
	secret.KeyringFailed: {
		{"it failed", "出错"},
		{"Look at its daemon, " + another, "请检查其守护进程，" + anotherZh},
	},
}

// keyring is the OS keyring, and the accounts that may live there.
type keyring struct {
	accounts []keystore.Account
	lang     words.Lang
}

// look probes it without side effects. Its state matters only if an account
// lives there.
func (k keyring) look(ctx context.Context, f Finding) Finding {
	probed := secret.ProbeKeyring(ctx)
	f.State = stateOf(probed)
	if probed.Ready() {
		return f.fine(wordKeyringReady.In(k.lang))
	}
	used := 0
	for _, acc := range k.accounts {
		if acc.Source() == keystore.FromKeyring {
			used++
		}
	}
	fact, remedy := k.explain(probed)
	if used == 0 {
		return f.fine(fact + wordSemicolon.In(k.lang) + wordKeyringUnused.In(k.lang))
	}
	return f.bad(Broken, f.State, fact+wordSemicolon.In(k.lang)+wordKeyringUsed.Fill(k.lang, used), remedy)
}

// stateOf gives the word of a probe: ready, locked, absent or timed out; a
// running daemon's refusals are wrong.
func stateOf(s secret.KeyringState) State {
	switch s.Reason {
	case "":
		return Ready
	case secret.KeyringLocked:
		return Locked
	case secret.KeyringTimedOut:
		return TimedOut
	case secret.KeyringAbsent, secret.KeyringStopped, secret.KeyringOther:
		return Absent
	}
	return Wrong
}

func (k keyring) explain(s secret.KeyringState) (fact, remedy string) {
	advice, ok := keyringWords[s.Reason]
	if !ok {
		return s.String(), ""
	}
	fact, remedy = advice.In(k.lang)
	switch s.Reason {
	case secret.KeyringAbsent:
		fact = advice[0].Fill(k.lang, missingWords[s.Detail].In(k.lang))
	case secret.KeyringOther:
		fact = advice[0].Fill(k.lang, s.Detail)
	}
	return fact, remedy
}
