package shell

import (
	"errors"
	"fmt"

	"wxops/keystore"
	"wxops/ui/desk"
	"wxops/ui/words"
	"wxops/wechat"
	"wxops/wechat/clean"
)

// Desk gives the desk of this run, opened when it is first asked for.
func (sh *Shell) Desk() *desk.Desk {
	if sh.opened == nil {
		sh.opened = desk.Open(sh.DeskConfig())
	}
	return sh.opened
}

// Reopen works from now on at another desk.
func (sh *Shell) Reopen(cfg desk.Config) {
	sh.Desk().Close()
	sh.opened = desk.Open(cfg)
	sh.OpenLog()
}

// DeskConfig is what the flags and the environment say of the desk.
func (sh *Shell) DeskConfig() desk.Config {
	return desk.Config{
		Folders: desk.FoldersOf(sh.Env.Getenv), Getenv: sh.Env.Getenv, Asker: asker{sh}, Who: sh.Env.Whoami, Now: sh.Env.Now,
		BaseURL: sh.Base, Timeout: sh.Timeout, ReadOnly: sh.ReadOnly, Wait: sh.Env.Wait, NewID: sh.Env.NewID,
		Transport: sh.Transport,
	}
}

// Accounts reads accounts.toml. What merely looks odd in it is for the account
// commands to say; a file that others may write to, and one of the machine that is left
// out, are always said.
func (sh *Shell) Accounts() ([]keystore.Account, error) {
	accounts, warnings, err := sh.Desk().Book().Load()
	for _, w := range warnings {
		if w.What == keystore.WritableByOther || w.File != "" {
			sh.Warn(words.Fault(w, sh.Lang))
		}
	}
	return accounts, err
}

// Warn says something that stops nothing, on stderr.
func (sh *Shell) Warn(what string) {
	fmt.Fprintln(sh.Env.Stderr, clean.Line(WordWarning.Fill(sh.Lang, what)))
}

// Account finds an account by its alias.
func (sh *Shell) Account(alias string) (keystore.Account, error) {
	accounts, err := sh.Accounts()
	if err != nil {
		return keystore.Account{}, err
	}
	return sh.AccountIn(accounts, alias)
}

// AccountIn finds an account among those that were read.
func (sh *Shell) AccountIn(accounts []keystore.Account, alias string) (keystore.Account, error) {
	for _, acc := range accounts {
		if acc.Alias == alias {
			return acc, nil
		}
	}
	aliases := make([]string, len(accounts))
	for i, acc := range accounts {
		aliases[i] = acc.Alias
	}
	if meant := Like(alias, aliases); meant != "" {
		return keystore.Account{}, Usage(sh.noAccount(alias), WordMeant.Fill(sh.Lang, meant))
	}
	return keystore.Account{}, sh.NoAccount(alias)
}

func (sh *Shell) noAccount(alias string) string {
	return wordUsageNoAccount.Fill(sh.Lang, sh.Fit(clean.Line(alias), 40))
}

// NoAccount says that no account has this alias.
func (sh *Shell) NoAccount(alias string) error {
	return Usage(sh.noAccount(alias), wordUsageNoAccountDo.In(sh.Lang))
}

// Open gives the client of an account. Nothing is called and no secret is
// opened until WeChat has to be asked; with fromStdin the secret is read now.
func (sh *Shell) Open(acc keystore.Account, fromStdin bool) (*wechat.Client, error) {
	client, err := sh.Desk().Connect(acc)
	var cannot *desk.CannotError
	if errors.As(err, &cannot) {
		return nil, sh.Cannot(cannot.Alias)
	}
	if err != nil || !fromStdin {
		return client, err
	}
	secret, err := sh.SecretFromStdin()
	if err != nil {
		return nil, err
	}
	sh.Desk().Secrets().Remember(acc, secret)
	return client, nil
}

// Cannot says that nothing can be done with an account of this kind.
func (sh *Shell) Cannot(alias string) *Failure {
	return &Failure{Exit: ExitFailed, Fact: wordComponent.Fill(sh.Lang, alias), Remedy: wordComponentDo.In(sh.Lang)}
}

// OpenLog opens the log of --debug. A log that cannot be written is said, and
// stops nothing.
func (sh *Shell) OpenLog() {
	if !sh.Debug {
		return
	}
	if err := sh.Desk().OpenLog(); err != nil {
		fact, _ := words.Explain(err, sh.Lang)
		sh.Warn(wordLogUnwritable.Fill(sh.Lang, fact))
	}
}

// The words about accounts.
var (
	wordUsageNoAccount   = words.Pair{"no account is called %q", "没有名为 %q 的账号"}
	wordUsageNoAccountDo = words.Pair{"See the accounts: wxops account list; add one: wxops account add ALIAS --appid ID --kind KIND",
		"查看账号：wxops account list；添加：wxops account add ALIAS --appid ID --kind KIND"}
	wordComponent   = words.Pair{"%s is a third-party platform, and platforms are not supported yet", "%s 是第三方平台，暂不支持"}
	wordComponentDo = words.Pair{"Use an account of another kind; nothing was asked of WeChat", "请使用其他类型的账号；没有向微信发送请求"}
)
