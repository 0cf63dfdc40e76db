package cli

import (
	"context"
	"fmt"
	"path/filepath"

	"wxops/keystore"
	"wxops/ui/words"
	"wxops/wechat"
	"wxops/wechat/clean"
	"wxops/wechat/guard"
)

// The folders follow the XDG rules on every system, macOS too.

func (a *app) configDir() string { return a.folder("XDG_CONFIG_HOME", ".config") }

func (a *app) stateDir() string { return a.folder("XDG_STATE_HOME", ".local", "state") }

func (a *app) dataDir() string { return a.folder("XDG_DATA_HOME", ".local", "share") }

func (a *app) folder(variable string, under ...string) string {
	// XDG asks that a relative path be ignored.
	if dir := a.env.Getenv(variable); filepath.IsAbs(dir) {
		return filepath.Join(dir, "wxops")
	}
	home := firstOf(a.env.Getenv("HOME"), a.env.Getenv("USERPROFILE"))
	return filepath.Join(append(append([]string{home}, under...), "wxops")...)
}

func (a *app) book() *keystore.Book {
	return keystore.Open(filepath.Join(a.configDir(), "accounts.toml"))
}

// accounts reads accounts.toml. What merely looks odd in it is for the account
// commands to say; a file that others may write to is always said.
func (a *app) accounts() ([]keystore.Account, error) {
	accounts, warnings, err := a.book().Load()
	for _, w := range warnings {
		if w.What == keystore.WritableByOther {
			a.warn(words.Fault(w, a.t.Lang))
		}
	}
	return accounts, err
}

func (a *app) warn(what string) {
	fmt.Fprintln(a.env.Stderr, clean.Line(fmt.Sprintf(a.t.Say.Warning, what)))
}

// account finds an account by its alias.
func (a *app) account(alias string) (keystore.Account, error) {
	accounts, err := a.accounts()
	if err != nil {
		return keystore.Account{}, err
	}
	for _, acc := range accounts {
		if acc.Alias == alias {
			return acc, nil
		}
	}
	return keystore.Account{}, a.noAccount(alias)
}

func (a *app) noAccount(alias string) error {
	t := a.t.Usage
	return usage(fmt.Sprintf(t.NoAccount, a.fit(clean.Line(alias), 40)), t.NoAccountDo)
}

// open gives the client of an account. Nothing is called and no secret is
// opened until WeChat has to be asked; with fromStdin the secret is read now.
func (a *app) open(acc keystore.Account, fromStdin bool) (*wechat.Client, error) {
	if acc.Kind == keystore.Component {
		return nil, &failure{exit: exitFailed, fact: fmt.Sprintf(a.t.Say.Component, acc.Alias), remedy: a.t.Say.ComponentDo}
	}
	secrets := a.secretStore()
	if fromStdin {
		secret, err := a.secretFromStdin()
		if err != nil {
			return nil, err
		}
		secrets.Remember(acc, secret)
	}
	return a.connect(acc, secrets)
}

// connect makes the client of one account; all clients share one transport.
func (a *app) connect(acc keystore.Account, secrets *keystore.Secrets) (*wechat.Client, error) {
	if a.transport == nil {
		a.transport = wechat.NewTransport()
	}
	return wechat.New(wechat.Config{
		BaseURL: a.base,
		AppID:   acc.AppID,
		Secret: func(ctx context.Context) (wechat.Secret, error) {
			secret, err := secrets.Secret(ctx, acc)
			if err != nil {
				return nil, err
			}
			return secret, nil
		},
		Transport: a.transport,
		Now:       a.env.Now,
		Timeout:   a.timeout,
		OnCall:    a.logCall,
		Wait:      a.env.Wait,
	})
}

func (a *app) journal() *guard.FileJournal {
	return guard.OpenJournal(filepath.Join(a.stateDir(), "resets.jsonl"))
}

// guard is the one way to a reset; it holds the rules.
func (a *app) guard() *guard.Guard {
	name, host := a.env.Whoami()
	return &guard.Guard{
		Journal:  a.journal(),
		Locks:    guard.FileLocks(filepath.Join(a.stateDir(), "locks")),
		Who:      guard.CurrentWho(a.env.Getenv, name, host),
		Now:      a.env.Now,
		ReadOnly: a.readOnly,
		NewID:    a.env.NewID,
		Timeout:  a.timeout,
	}
}
