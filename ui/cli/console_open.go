package cli

import (
	"cmp"
	"context"
	"strings"
	"time"

	"wxops/keystore"
	"wxops/ui/view"
)

// openConsole runs the console on the person's own accounts.
func (c *consoleCommand) openConsole(ctx context.Context, accounts []keystore.Account, alias string) error {
	cfg := c.consoleConfig()
	cfg.Accounts, cfg.Open = accounts, alias
	cfg.Book, cfg.Secrets = c.Desk().Book(), c.Desk().Secrets()
	cfg.Connect = c.connect
	cfg.Settings, cfg.Keep = readSettings(c.Desk().Folders().Console()), c.keepSettings
	cfg.Unlock, cfg.Terminal, cfg.Export = c.unlocker(ctx, accounts, alias), c.onTerminal(ctx), c.export
	cfg.Together = c.togetherOpener(ctx)
	return c.runProgram(ctx, cfg, c.Desk().Guard())
}

// consoleConfig is what the console on real accounts and the demo share.
func (c *consoleCommand) consoleConfig() view.Config {
	return view.Config{
		Chosen:   c.choose.Chooser(),
		Now:      c.Env.Now,
		Calls:    c.Desk().Calls,
		Targets:  c.Desk().Targets,
		Days:     c.Desk().Days,
		Note:     c.Desk().Note,
		Lang:     c.Lang,
		Colour:   c.Env.Getenv("NO_COLOR") == "",
		Unicode:  !c.ASCII && unicodeLocale(c.Env.Getenv),
		ReadOnly: c.ReadOnly,
		Refresh:  c.refresh,
		Tab:      c.tab,
	}
}

// unicodeLocale reports whether the locale says UTF-8, as the C library would judge it.
func unicodeLocale(getenv func(string) string) bool {
	locale := strings.ToLower(cmp.Or(getenv("LC_ALL"), getenv("LC_CTYPE"), getenv("LANG")))
	return strings.Contains(locale, "utf-8") || strings.Contains(locale, "utf8")
}

// connect gives the console the client of an account.
func (c *consoleCommand) connect(acc keystore.Account) (view.Client, error) {
	client, err := c.Open(acc, false)
	if err != nil {
		return nil, err
	}
	return client, nil
}

// export writes a new file under the state folder.
func (c *consoleCommand) export(name string, content []byte) (string, error) {
	return c.Desk().Folders().Export(c.Env.Now(), name, content)
}

// demoRefresh shows the newcomer a living table.
const demoRefresh = 5 * time.Second
