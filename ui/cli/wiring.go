package cli

import (
	"errors"
	"fmt"

	"wxops/keystore"
	"wxops/ui/desk"
	"wxops/ui/words"
	"wxops/wechat"
	"wxops/wechat/clean"
)

// desk gives the desk of this run, opened when it is first asked for.
func (a *app) desk() *desk.Desk {
	if a.opened == nil {
		a.opened = desk.Open(a.deskConfig())
	}
	return a.opened
}

func (a *app) deskConfig() desk.Config {
	return desk.Config{
		Folders: desk.FoldersOf(a.env.Getenv), Getenv: a.env.Getenv, Asker: asker{a}, Who: a.env.Whoami, Now: a.env.Now,
		BaseURL: a.base, Timeout: a.timeout, ReadOnly: a.readOnly, Wait: a.env.Wait, NewID: a.env.NewID,
		Transport: a.transport,
	}
}

// accounts reads accounts.toml. What merely looks odd in it is for the account
// commands to say; a file that others may write to is always said.
func (a *app) accounts() ([]keystore.Account, error) {
	accounts, warnings, err := a.desk().Book().Load()
	for _, w := range warnings {
		if w.What == keystore.WritableByOther {
			a.warn(words.Fault(w, a.lang))
		}
	}
	return accounts, err
}

func (a *app) warn(what string) {
	fmt.Fprintln(a.env.Stderr, clean.Line(wordWarning.Fill(a.lang, what)))
}

// account finds an account by its alias.
func (a *app) account(alias string) (keystore.Account, error) {
	accounts, err := a.accounts()
	if err != nil {
		return keystore.Account{}, err
	}
	return a.accountIn(accounts, alias)
}

func (a *app) accountIn(accounts []keystore.Account, alias string) (keystore.Account, error) {
	for _, acc := range accounts {
		if acc.Alias == alias {
			return acc, nil
		}
	}
	return keystore.Account{}, a.noAccount(alias)
}

func (a *app) noAccount(alias string) error {
	lang := a.lang
	return usage(wordUsageNoAccount.Fill(lang, a.fit(clean.Line(alias), 40)), wordUsageNoAccountDo.In(lang))
}

// open gives the client of an account. Nothing is called and no secret is
// opened until WeChat has to be asked; with fromStdin the secret is read now.
func (a *app) open(acc keystore.Account, fromStdin bool) (*wechat.Client, error) {
	client, err := a.desk().Connect(acc)
	var cannot *desk.CannotError
	if errors.As(err, &cannot) {
		return nil, &failure{exit: exitFailed, fact: wordComponent.Fill(a.lang, cannot.Alias), remedy: wordComponentDo.In(a.lang)}
	}
	if err != nil || !fromStdin {
		return client, err
	}
	secret, err := a.secretFromStdin()
	if err != nil {
		return nil, err
	}
	a.desk().Secrets().Remember(acc, secret)
	return client, nil
}

// openLog opens the log of --debug. A log that cannot be written is said, and
// stops nothing.
func (a *app) openLog() {
	if !a.debug {
		return
	}
	if err := a.desk().OpenLog(); err != nil {
		fact, _ := words.Explain(err, a.lang)
		a.warn(wordLogUnwritable.Fill(a.lang, fact))
	}
}
