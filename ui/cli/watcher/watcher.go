// Package watcher is the command watch: quotas watched without a screen, by the loop of
// wechat/watch. It decides nothing; it says what happens, a line an event, and hands it on.
package watcher

import (
	"context"
	"time"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"wxops/keystore"
	"wxops/ui/cli/shell"
	"wxops/ui/metrics"
	"wxops/ui/words"
	"wxops/wechat/watch"
)

// command is one run of watch.
type command struct {
	*shell.Shell
	choose  shell.ChooseFlags
	version string

	every        time.Duration
	once, dryRun bool
	failAt       int64
	listen       string
	textfile     string
	resume       string
	passphraseFD int

	aliases  []string
	accounts []keystore.Account
	pulse    pulse
}

// everyLeast is how often an account may be read at most.
const everyLeast = time.Second

// New makes the command. version is that of wxops, for its metrics.
func New(sh *shell.Shell, version string) *cobra.Command {
	c := &command{Shell: sh, version: version}
	cmd := &cobra.Command{
		Use:               "watch [ALIAS…]",
		Short:             wordShort.In(sh.Lang),
		Long:              wordLong.In(sh.Lang),
		Example:           "wxops watch\nwxops watch mall --every 1m --dry-run\nwxops watch --once --fail-at 90\nwxops watch --listen 127.0.0.1:9464",
		ValidArgsFunction: sh.CompleteAliases,
		RunE: func(cmd *cobra.Command, args []string) error {
			if err := c.check(cmd, args); err != nil {
				return err
			}
			return c.run(cmd.Context(), args)
		},
	}
	f := cmd.Flags()
	f.SortFlags = false
	f.DurationVar(&c.every, "every", 5*time.Minute, wordFlagEvery.In(sh.Lang))
	f.BoolVar(&c.once, "once", false, wordFlagOnce.In(sh.Lang))
	f.Int64Var(&c.failAt, "fail-at", 0, wordFlagFailAt.In(sh.Lang))
	f.BoolVar(&c.dryRun, "dry-run", false, wordFlagDryRun.In(sh.Lang))
	f.StringVar(&c.listen, "listen", "", wordFlagListen.In(sh.Lang))
	f.StringVar(&c.textfile, "textfile", "", wordFlagTextfile.In(sh.Lang))
	f.StringVar(&c.resume, "resume", "", wordFlagResume.In(sh.Lang))
	f.IntVar(&c.passphraseFD, "passphrase-fd", -1, wordFlagPassphraseFD.In(sh.Lang))
	c.choose.Add(sh, cmd)
	return cmd
}

// check refuses flags that make no sense, alone or beside each other.
func (c *command) check(cmd *cobra.Command, args []string) error {
	given := cmd.Flags().Changed
	switch {
	case c.every < everyLeast:
		return shell.Usage(wordWrongEvery.In(c.Lang), "")
	case given("fail-at") && !shell.IsPercent(c.failAt):
		return shell.WrongFailAt(c.Lang)
	case given("fail-at") && !c.once:
		return shell.Usage(wordFailAtAlone.In(c.Lang), wordFailAtAloneDo.In(c.Lang))
	case given("passphrase-fd") && (c.passphraseFD < 0 || c.passphraseFD == 1 || c.passphraseFD == 2):
		return shell.Usage(wordWrongFD.In(c.Lang), "")
	case given("resume") && (len(args) > 0 || c.notAlone(cmd)):
		return shell.Usage(wordResumeAlone.In(c.Lang), wordResumeAloneDo.In(c.Lang))
	case c.listen != "" && c.once:
		return shell.Usage(wordListenOnce.In(c.Lang), wordListenOnceDo.In(c.Lang))
	}
	if c.textfile != "" {
		if err := metrics.CheckTextfile(c.textfile); err != nil {
			return c.explained(err, shell.ExitUsage)
		}
	}
	return nil
}

// notAlone reports whether a flag of watch stands beside --resume.
func (c *command) notAlone(cmd *cobra.Command) bool {
	more := false
	cmd.LocalNonPersistentFlags().VisitAll(func(f *pflag.Flag) {
		more = more || f.Changed && f.Name != "resume"
	})
	return more
}

func (c *command) run(ctx context.Context, aliases []string) error {
	c.AskNobody.Store(true)
	if c.resume != "" {
		return c.goOn(ctx)
	}
	c.aliases = aliases
	if err := c.read(); err != nil {
		return err
	}
	if err := c.openFile(ctx); err != nil {
		return err
	}
	if !c.dryRun {
		lease, err := c.Desk().LockWatch(ctx)
		if err != nil {
			return c.held(err)
		}
		defer lease.Release(context.WithoutCancel(ctx))
	}
	if c.once {
		return c.runOnce(ctx)
	}
	return c.runOn(ctx)
}

// read gets the accounts that are meant.
func (c *command) read() error {
	accounts, err := c.Accounts()
	if err != nil {
		return err
	}
	meant, err := c.Chosen(&c.choose, accounts, c.aliases)
	if err != nil {
		return err
	}
	if len(meant) == 0 {
		return &shell.Failure{Exit: shell.ExitFailed, Fact: wordNoAccounts.In(c.Lang), Remedy: wordNoAccountsDo.In(c.Lang)}
	}
	c.accounts = meant
	return nil
}

// config is what the loop is made of.
func (c *command) config(listeners ...watch.Listener) (watch.Config, error) {
	decisions, err := c.Desk().Decisions()
	if err != nil {
		return watch.Config{}, err
	}
	cfg := watch.Config{
		Guard: c.Desk().Watcher(), Decisions: decisions, Listeners: listeners, Every: c.every,
		DryRun: c.dryRun, Now: c.Env.Now,
	}
	cfg.Fleet = c.Desk().Fleet(c.every)
	if c.once {
		cfg.Fleet = c.Desk().Asking(c.every)
	}
	return cfg, nil
}

// watched are the accounts as the loop needs them: one that is named is read, even where
// it is read on demand only.
func (c *command) watched() []watch.Account {
	all := c.Desk().Watched(c.accounts)
	for i := range all {
		if len(c.aliases) > 0 {
			all[i].Target.OnDemand = false
		}
	}
	return all
}

// numbers are the metrics of a watch.
func (c *command) numbers(known func() []watch.Known) *metrics.Metrics {
	kinds := map[string]string{}
	for _, acc := range c.accounts {
		kinds[acc.Alias] = string(acc.Kind)
	}
	return metrics.New(metrics.Config{
		Accounts: known, Kind: func(alias string) string { return kinds[alias] },
		Version: c.version, Every: c.every, Round: c.pulse.last, Now: c.Env.Now,
	})
}

// explained is an error that can say itself what to do.
func (c *command) explained(err error, exit int) error {
	if e, ok := err.(interface {
		Explain(lang words.Lang) (fact, remedy string)
	}); ok {
		fact, remedy := e.Explain(c.Lang)
		return &shell.Failure{Exit: exit, Fact: fact, Remedy: remedy, Err: err}
	}
	return err
}
