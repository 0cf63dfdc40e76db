package cli

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"os"
	"os/user"
	"path/filepath"
	"strings"

	"wxops/keystore"
	"wxops/wechat"
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

// accounts reads accounts.toml, and says once what looks odd in it.
func (a *app) accounts() ([]keystore.Account, error) {
	accounts, warnings, err := a.book().Load()
	for _, w := range warnings {
		a.warn(a.t.Explain.Fault(w))
	}
	return accounts, err
}

func (a *app) warn(what string) {
	fmt.Fprintln(a.env.Stderr, wechat.Clean(fmt.Sprintf(a.t.Say.Warning, what)))
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
	return usage(fmt.Sprintf(t.NoAccount, a.fit(wechat.Clean(alias), 40)), t.NoAccountDo)
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
		BaseURL: a.api.url,
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

// secretStore gives the sources of this process; each asks only when its
// account needs it.
func (a *app) secretStore() *keystore.Secrets {
	if a.secrets == nil {
		a.secrets = keystore.NewSecrets(a.sources())
	}
	return a.secrets
}

func (a *app) sources() map[keystore.SourceName]keystore.Source {
	lookup := func(name string) (string, bool) {
		value := a.env.Getenv(name)
		return value, value != ""
	}
	var ask keystore.Ask
	if a.env.ReadPassword != nil {
		ask = a.askSecret
	}
	return map[keystore.SourceName]keystore.Source{
		keystore.FromKeyring: keystore.Keyring(),
		keystore.FromEnv:     keystore.Env(lookup),
		keystore.FromPrompt:  keystore.Prompt(ask),
	}
}

// guard is the one way to a reset; it holds the rules.
func (a *app) guard() *guard.Guard {
	name, host := "", ""
	if u, err := user.Current(); err == nil {
		name = u.Username
	}
	if h, err := os.Hostname(); err == nil {
		host = h
	}
	return &guard.Guard{
		Journal:  guard.OpenJournal(filepath.Join(a.stateDir(), "resets.jsonl")),
		Locks:    guard.FileLocks(filepath.Join(a.stateDir(), "locks")),
		Who:      guard.CurrentWho(a.env.Getenv, name, host),
		Now:      a.env.Now,
		ReadOnly: a.readOnly,
		Timeout:  a.timeout,
	}
}

// secretMax is more than any AppSecret (32 characters) needs.
const secretMax = 4096

// secretFromStdin reads one line, the AppSecret, from standard input.
func (a *app) secretFromStdin() (keystore.Secret, error) {
	line, err := a.readLine()
	if err != nil && err != io.EOF {
		return keystore.Secret{}, err
	}
	secret := keystore.NewSecret(strings.TrimSpace(line))
	if secret.Empty() {
		return secret, usage(a.t.Say.NoSecret, a.t.Say.NoSecretDo)
	}
	return secret, nil
}

// askSecret asks for an AppSecret at the terminal, without echo.
func (a *app) askSecret(_ context.Context, acc keystore.Account) (keystore.Secret, error) {
	line, err := a.askHidden(fmt.Sprintf(a.t.Say.SecretPrompt, acc.Alias, acc.AppID))
	return keystore.NewSecret(strings.TrimSpace(line)), err
}

func (a *app) askHidden(question string) (string, error) {
	fmt.Fprint(a.env.Stderr, wechat.Clean(question))
	line, err := a.env.ReadPassword()
	fmt.Fprintln(a.env.Stderr)
	return line, err
}

// readLine reads one line of standard input, without its end.
func (a *app) readLine() (string, error) {
	if a.stdin == nil {
		a.stdin = bufio.NewReader(a.env.Stdin)
	}
	line, err := a.stdin.ReadString('\n')
	if len(line) > secretMax {
		line = line[:secretMax]
	}
	return strings.TrimRight(line, "\r\n"), err
}
