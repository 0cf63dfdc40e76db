package cli

import (
	"context"
	"slices"

	"github.com/spf13/cobra"

	"wxops/keystore"
	"wxops/ui/cli/shell"
	"wxops/wechat"
	"wxops/wechat/catalog"
	"wxops/wechat/meter"
)

// quotaCommand reads quotas.
type quotaCommand struct {
	*shell.Shell
	judgement
	all         bool
	secretStdin bool
}

func newQuota(sh *shell.Shell) *cobra.Command {
	c := &quotaCommand{Shell: sh}
	cmd := &cobra.Command{
		Use:               "quota ALIAS [PATH…]",
		Short:             wordShortQuota.In(sh.Lang),
		Long:              wordLongQuota.In(sh.Lang),
		Example:           "wxops quota mall\nwxops quota mall /cgi-bin/message/subscribe/send -o json\nwxops quota mall --all --top 10\nwxops quota mall --all --fail-at 90 -o csv",
		Args:              sh.AtLeast(1),
		ValidArgsFunction: c.complete,
		RunE: func(cmd *cobra.Command, args []string) error {
			if c.all && len(args) > 1 {
				return shell.Usage(wordQuotaPathsAndAll.In(sh.Lang), "")
			}
			if err := c.check(cmd, sh.Lang); err != nil {
				return err
			}
			return c.Run(cmd.Context(), args[0], args[1:])
		},
	}
	cmd.Flags().BoolVar(&c.all, "all", false, wordFlagAll.In(sh.Lang))
	c.addFlags(cmd, sh.Lang)
	cmd.Flags().BoolVar(&c.secretStdin, "secret-stdin", false, shell.WordFlagSecretStdin.In(sh.Lang))
	shell.Offer(cmd, shell.FormatCSV)
	return cmd
}

// complete offers an alias, and behind it the paths of its kind.
func (c *quotaCommand) complete(cmd *cobra.Command, args []string, word string) ([]string, cobra.ShellCompDirective) {
	if len(args) == 0 {
		return c.CompleteAlias(cmd, args, word)
	}
	accounts, _, err := c.Desk().Book().Load()
	if err != nil {
		return nil, cobra.ShellCompDirectiveNoFileComp
	}
	var paths []string
	for _, acc := range accounts {
		if acc.Alias == args[0] {
			paths = wantedPaths(acc, nil, true)
		}
	}
	return paths, cobra.ShellCompDirectiveNoFileComp
}

// Run reads the quotas of paths, or else of those that the account watches.
func (c *quotaCommand) Run(ctx context.Context, alias string, paths []string) error {
	acc, err := c.Account(alias)
	if err != nil {
		return err
	}
	client, err := c.Open(acc, c.secretStdin)
	if err != nil {
		return err
	}
	paths = wantedPaths(acc, paths, c.all)
	readings, refused := c.sweep(ctx, client, paths)
	if refused == nil {
		refused = usedUp(readings)
	}
	if refused != nil && c.Format == shell.FormatTable {
		return refused // one line says it; JSON and CSV keep a row for each path
	}
	meter.Sort(readings)
	known := c.Remember(acc, read(readings))
	if err := c.writeQuota(known, acc, shown(readings, c.top)); err != nil {
		return err
	}
	return c.judge(acc.Alias, readings)
}

// wantedPaths are those on the command line, or else those that the account
// watches; each once.
func wantedPaths(acc keystore.Account, paths []string, all bool) []string {
	switch {
	case all:
		for _, api := range catalog.OfKind(string(acc.Kind)) {
			if api.HasQuota != catalog.No {
				paths = append(paths, api.Path)
			}
		}
	case len(paths) == 0:
		return acc.Watched()
	default:
		paths = slices.Clone(paths)
		for i := range paths {
			paths[i] = catalog.PathOf(paths[i])
		}
	}
	return catalog.Once(paths)
}

// sweep reads the paths, while stderr says so.
func (c *quotaCommand) sweep(ctx context.Context, client *wechat.Client, paths []string) (readings []wechat.Reading, refused error) {
	done := c.Progress(shell.WordReading.Fill(c.Lang, len(paths)))
	defer done()
	return meter.Read(ctx, client, paths)
}

// read are the quotas of those readings that came.
func read(readings []wechat.Reading) (quotas []wechat.Quota) {
	for _, r := range readings {
		if r.Err == nil {
			quotas = append(quotas, r.Quota)
		}
	}
	return quotas
}

// usedUp is the answer to a sweep that learned nothing because the reading of quotas
// has itself no quota left.
func usedUp(readings []wechat.Reading) (err error) {
	for _, r := range readings {
		switch {
		case wechat.ReadsUsedUp(r.Err):
			err = r.Err
		case !wechat.NoQuota(r.Err):
			return nil
		}
	}
	return err
}

// judge says how the run ends: a crossed threshold outranks a read that failed.
func (c *quotaCommand) judge(alias string, readings []wechat.Reading) error {
	var crossed []shell.Offender
	var failed []wechat.Reading
	bare := 0
	for _, r := range readings {
		percent := meter.Pressed(r)
		switch {
		case r.Err != nil:
			failed = append(failed, r)
		case r.Quota.Daily == nil:
			bare++
		case c.FailAt > 0 && percent >= c.FailAt:
			crossed = append(crossed, shell.Offender{Alias: alias, Path: r.Path, Percent: percent})
		}
	}
	if len(failed) > 0 {
		f := c.AsFailure(failed[0].Err)
		c.Complain(&shell.Failure{Fact: wordQuotaFailed.Fill(c.Lang, len(failed), len(readings), f.Fact), Remedy: f.Remedy})
	}
	if bare > 0 && c.FailAt > 0 {
		c.Warn(wordQuotaBare.Fill(c.Lang, bare, len(readings)))
	}
	switch {
	case len(crossed) > 0:
		return c.Accuse(c.Shell, crossed)
	case len(failed) > 0:
		return shell.Ended(shell.ExitFailed)
	}
	return nil
}
