package cli

import (
	"runtime/debug"
	"time"

	"github.com/spf13/cobra"

	"wxops/keystore"
)

// consoleWish is what the flags of the console ask for.
type consoleWish struct {
	demo    bool
	refresh time.Duration
	tab     int
}

// consoleGarbage is how much garbage, in percent of the live data, may pile up.
// Consoles stay open for days; half the usual spares a large one 2 of 25 MB,
// for 8 % more processor time while it reads.
const consoleGarbage = 50

// startTime is more than the first frame takes.
const startTime = 100 * time.Millisecond

// refreshDefault is how often the console reads again by itself.
const refreshDefault = 30 * time.Second

func (a *app) addConsoleFlags(root *cobra.Command) {
	f := root.Flags()
	f.BoolVar(&a.consoleWish.demo, "demo", false, wordFlagDemo.In(a.lang))
	f.DurationVar(&a.consoleWish.refresh, "refresh", refreshDefault, wordFlagRefresh.In(a.lang))
	f.IntVar(&a.consoleWish.tab, "tab", 0, wordFlagTab.In(a.lang))
}

// runConsole opens the console, or says which command does the same without a
// terminal.
func (a *app) runConsole(cmd *cobra.Command, args []string) error {
	alias := ""
	if len(args) > 0 {
		alias = args[0]
	}
	wish, lang := a.consoleWish, a.lang
	switch {
	case wish.refresh < 0:
		return usage(wordUsageWrongRefresh.In(lang), "")
	case cmd.Flags().Changed("tab") && (wish.tab < 1 || wish.tab > 5):
		return usage(wordUsageWrongTab.In(lang), "")
	case a.format != formatTable:
		return usage(wordUsageConsoleNoOutput.In(lang), wordUsageNoTerminalDo.In(lang))
	}
	var accounts []keystore.Account
	if !wish.demo {
		var err error
		if accounts, err = a.accounts(); err != nil {
			return err
		}
		if _, err := a.accountIn(accounts, alias); alias != "" && err != nil {
			return a.orNoCommand(err)
		}
	}
	if !a.env.StdinTerminal || !a.env.StdoutTerminal || a.env.Getenv("TERM") == "dumb" {
		if alias != "" {
			return usage(wordUsageNoTerminal.In(lang), wordUsageNoTerminalAccountDo.Fill(lang, alias))
		}
		return usage(wordUsageNoTerminal.In(lang), wordUsageNoTerminalDo.In(lang))
	}
	a.askNobody.Store(true)
	collectLater()
	if wish.demo {
		return a.openDemo(cmd.Context(), alias)
	}
	return a.openConsole(cmd.Context(), accounts, alias)
}

// orNoCommand explains a word that is neither an alias nor a command.
func (a *app) orNoCommand(err error) error {
	if f := a.asFailure(err); f.exit == exitUsage {
		return usage(f.fact+wordUsageNorCommand.In(a.lang), f.remedy)
	}
	return err
}

// collectLater lets the first frame come before the first collection, which
// would take a quarter of the start.
func collectLater() {
	debug.SetGCPercent(-1)
	time.AfterFunc(startTime, func() { debug.SetGCPercent(consoleGarbage) })
}
