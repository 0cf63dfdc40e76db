package cli

import (
	"context"
	"runtime/debug"
	"time"

	"github.com/spf13/cobra"

	"wxops/keystore"
	"wxops/ui/cli/shell"
)

// consoleCommand opens the console.
type consoleCommand struct {
	*shell.Shell
	demo    bool
	refresh time.Duration
	tab     int
	choose  shell.ChooseFlags
}

// consoleGarbage is how much garbage, in percent of the live data, may pile up.
// Consoles stay open for days; half the usual spares a large one 2 of 25 MB,
// for 8 % more processor time while it reads.
const consoleGarbage = 25

// startedTime is when the meter has been told of all accounts, and knows what is remembered of them.
const startedTime = 2 * time.Second

// startTime is more than the first frame takes.
const startTime = 100 * time.Millisecond

// refreshDefault is how often the console reads again by itself.
const refreshDefault = 30 * time.Second

func (c *consoleCommand) addFlags(root *cobra.Command) {
	f := root.Flags()
	f.BoolVar(&c.demo, "demo", false, wordFlagDemo.In(c.Lang))
	f.DurationVar(&c.refresh, "refresh", refreshDefault, wordFlagRefresh.In(c.Lang))
	f.IntVar(&c.tab, "tab", 0, wordFlagTab.In(c.Lang))
	c.choose.Add(c.Shell, root)
}

// Run opens the console, or says which command does the same without a
// terminal.
func (c *consoleCommand) Run(ctx context.Context, cmd *cobra.Command, alias string) error {
	lang := c.Lang
	switch {
	case c.refresh < 0:
		return shell.Usage(wordUsageWrongRefresh.In(lang), "")
	case cmd.Flags().Changed("tab") && (c.tab < 1 || c.tab > 5):
		return shell.Usage(wordUsageWrongTab.In(lang), "")
	case c.Format != shell.FormatTable:
		return shell.Usage(wordUsageConsoleNoOutput.In(lang), wordUsageNoTerminalDo.In(lang))
	}
	var accounts []keystore.Account
	if !c.demo {
		var err error
		if accounts, err = c.Accounts(); err != nil {
			return err
		}
		if err := c.judge(cmd, accounts, alias); err != nil {
			return err
		}
	}
	if !c.Env.StdinTerminal || !c.Env.StdoutTerminal || c.Env.Getenv("TERM") == "dumb" {
		if alias != "" {
			return shell.Usage(wordUsageNoTerminal.In(lang), wordUsageNoTerminalAccountDo.Fill(lang, alias))
		}
		return shell.Usage(wordUsageNoTerminal.In(lang), wordUsageNoTerminalDo.In(lang))
	}
	c.AskNobody.Store(true)
	collectLater()
	if c.demo {
		return c.openDemo(ctx, alias)
	}
	return c.openConsole(ctx, accounts, alias)
}

// judge sees to it that there is something to show.
func (c *consoleCommand) judge(cmd *cobra.Command, accounts []keystore.Account, alias string) error {
	if alias == "" {
		_, err := c.Chosen(&c.choose, accounts, nil)
		return err
	}
	if _, err := c.AccountIn(accounts, alias); err != nil {
		return c.orNoCommand(err, shell.Meant(cmd, alias))
	}
	_, err := c.Chosen(&c.choose, accounts, []string{alias})
	return err
}

// orNoCommand explains a word that is neither an alias nor a command; meant is the
// command that it is like.
func (c *consoleCommand) orNoCommand(err error, meant string) error {
	if f := c.AsFailure(err); f.Exit == shell.ExitUsage {
		if meant != "" {
			f.Remedy = shell.WordMeant.Fill(c.Lang, meant)
		}
		return shell.Usage(f.Fact+wordUsageNorCommand.In(c.Lang), f.Remedy)
	}
	return err
}

// collectLater lets the first frame come before the first collection, which
// would take a quarter of the start.
func collectLater() {
	debug.SetGCPercent(-1)
	time.AfterFunc(startTime, func() { debug.SetGCPercent(consoleGarbage) })
	time.AfterFunc(startedTime, debug.FreeOSMemory) // what only the start needed
}
