package cli

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"time"

	"wxops/keystore"
	"wxops/ui"
	"wxops/ui/words"
	"wxops/wechat"
	"wxops/wechat/ownfile"
)

// openConsole runs the console on the person's own accounts.
func (a *app) openConsole(ctx context.Context, alias string) error {
	accounts, err := a.accounts()
	if err != nil {
		return err
	}
	cfg := a.consoleConfig()
	cfg.Accounts, cfg.Open = accounts, alias
	cfg.Book, cfg.Secrets = a.book(), a.secretStore()
	cfg.Connect = newClients(a).connect
	cfg.Unlock, cfg.Terminal, cfg.Export = a.unlocker(ctx, accounts, alias), a.onTerminal(ctx), a.export
	return a.runProgram(ctx, cfg, a.guard())
}

// consoleConfig is what the console on real accounts and the demo share.
func (a *app) consoleConfig() ui.Config {
	return ui.Config{
		Now:      a.env.Now,
		Calls:    a.calls.Recent,
		Note:     func(note string) { a.calls.Add(wechat.Call{At: a.env.Now(), Note: note}) },
		Lang:     words.Lang(a.lang),
		Colour:   a.env.Getenv("NO_COLOR") == "",
		Unicode:  !a.ascii && unicodeLocale(a.env.Getenv),
		ReadOnly: a.readOnly,
		Refresh:  a.consoleWish.refresh,
		Tab:      a.consoleWish.tab,
	}
}

// unicodeLocale reports whether the locale says UTF-8, as the C library would judge it.
func unicodeLocale(getenv func(string) string) bool {
	locale := strings.ToLower(firstOf(getenv("LC_ALL"), getenv("LC_CTYPE"), getenv("LANG")))
	return strings.Contains(locale, "utf-8") || strings.Contains(locale, "utf8")
}

// clients keeps one client for each account, so that its token is fetched once.
type clients struct {
	app  *app
	mu   sync.Mutex
	made map[string]*wechat.Client // by AppID and source
}

func newClients(a *app) *clients { return &clients{app: a, made: map[string]*wechat.Client{}} }

func (c *clients) connect(acc keystore.Account) (ui.Client, error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	key := acc.AppID + " " + string(acc.Secret) + " " + strings.Join(acc.SecretCommand, "\x00")
	if client, ok := c.made[key]; ok {
		return client, nil
	}
	client, err := c.app.open(acc, false)
	if err != nil {
		return nil, err
	}
	c.made[key] = client
	return client, nil
}

// export writes a new file of its own under the state folder; only its owner
// can read it.
func (a *app) export(name string, content []byte) (string, error) {
	file := filepath.Join(a.stateDir(), "exports", a.env.Now().Format("20060102-150405-")+filepath.Base(name))
	f, err := ownfile.Open(file, os.O_WRONLY|os.O_CREATE|os.O_EXCL)
	if err != nil {
		return "", fmt.Errorf("write the export: %w", err)
	}
	_, err = f.Write(content)
	if err := errors.Join(err, f.Close()); err != nil {
		return "", fmt.Errorf("write the export: %w", err)
	}
	return a.tilde(file), nil
}

// tilde writes a path under the home folder with ~, which is shorter to read.
func (a *app) tilde(path string) string {
	if home := a.env.Getenv("HOME"); home != "" && strings.HasPrefix(path, home+string(os.PathSeparator)) {
		return "~" + strings.TrimPrefix(path, home)
	}
	return path
}

// demoRefresh shows the newcomer a living table.
const demoRefresh = 5 * time.Second
