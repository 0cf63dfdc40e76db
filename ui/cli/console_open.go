package cli

import (
	"context"
	"strings"
	"time"

	"wxops/keystore"
	"wxops/ui/view"
)

// openConsole runs the console on the person's own accounts.
func (a *app) openConsole(ctx context.Context, accounts []keystore.Account, alias string) error {
	cfg := a.consoleConfig()
	cfg.Accounts, cfg.Open = accounts, alias
	cfg.Book, cfg.Secrets = a.desk().Book(), a.desk().Secrets()
	cfg.Connect = a.connect
	cfg.Unlock, cfg.Terminal, cfg.Export = a.unlocker(ctx, accounts, alias), a.onTerminal(ctx), a.export
	return a.runProgram(ctx, cfg, a.desk().Guard())
}

// consoleConfig is what the console on real accounts and the demo share.
func (a *app) consoleConfig() view.Config {
	return view.Config{
		Now:      a.env.Now,
		Calls:    a.desk().Calls,
		Note:     a.desk().Note,
		Lang:     a.lang,
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

// connect gives the console the client of an account.
func (a *app) connect(acc keystore.Account) (view.Client, error) {
	client, err := a.open(acc, false)
	if err != nil {
		return nil, err
	}
	return client, nil
}

// export writes a new file under the state folder.
func (a *app) export(name string, content []byte) (string, error) {
	return a.desk().Folders().Export(a.env.Now(), name, content)
}

// demoRefresh shows the newcomer a living table.
const demoRefresh = 5 * time.Second
