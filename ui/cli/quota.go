package cli

import (
	"context"
	"fmt"
	"strconv"

	"github.com/spf13/cobra"

	"wxops/keystore"
	"wxops/ui/cli/shell"
	"wxops/ui/words"
	"wxops/wechat"
	"wxops/wechat/catalog"
	"wxops/wechat/clean"
	"wxops/wechat/meter"
)

// quotaCommand reads quotas.
type quotaCommand struct {
	*shell.Shell
	all         bool
	failAt      int64 // per cent; 0 is never
	secretStdin bool
}

func newQuota(sh *shell.Shell) *cobra.Command {
	c := &quotaCommand{Shell: sh}
	cmd := &cobra.Command{
		Use:               "quota ALIAS [PATH…]",
		Short:             wordShortQuota.In(sh.Lang),
		Long:              wordLongQuota.In(sh.Lang),
		Example:           "wxops quota mall\nwxops quota mall /cgi-bin/message/subscribe/send -o json\nwxops quota mall --all --fail-at 90 -o csv",
		Args:              sh.AtLeast(1),
		ValidArgsFunction: c.complete,
		RunE: func(cmd *cobra.Command, args []string) error {
			switch {
			case c.all && len(args) > 1:
				return shell.Usage(wordQuotaPathsAndAll.In(sh.Lang), "")
			case cmd.Flags().Changed("fail-at") && (c.failAt < 1 || c.failAt > 100):
				return shell.Usage(wordQuotaWrongFailAt.In(sh.Lang), "")
			}
			return c.Run(cmd.Context(), args[0], args[1:])
		},
	}
	cmd.Flags().BoolVar(&c.all, "all", false, wordFlagAll.In(sh.Lang))
	cmd.Flags().Int64Var(&c.failAt, "fail-at", 0, wordFlagFailAt.In(sh.Lang))
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
	if refused != nil && c.Format == shell.FormatTable {
		return refused // one line says it; JSON and CSV keep a row for each path
	}
	meter.Sort(readings)
	if err := c.writeQuota(acc, readings); err != nil {
		return err
	}
	return c.judge(acc.Alias, readings, c.failAt)
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
	}
	return catalog.Once(paths)
}

// sweep reads the paths, while stderr says so.
func (c *quotaCommand) sweep(ctx context.Context, client *wechat.Client, paths []string) (readings []wechat.Reading, refused error) {
	done := c.Progress(shell.WordReading.Fill(c.Lang, len(paths)))
	defer done()
	return meter.Read(ctx, client, paths)
}

// judge says how the run ends: a crossed threshold outranks a read that failed.
func (c *quotaCommand) judge(alias string, readings []wechat.Reading, failAt int64) error {
	var crossed, failed []wechat.Reading
	for _, r := range readings {
		switch {
		case r.Err != nil:
			failed = append(failed, r)
		case failAt > 0 && meter.Pressed(r) >= failAt:
			crossed = append(crossed, r)
		}
	}
	if len(failed) > 0 {
		f := c.AsFailure(failed[0].Err)
		c.Complain(&shell.Failure{Fact: wordQuotaFailed.Fill(c.Lang, len(failed), len(readings), f.Fact), Remedy: f.Remedy})
	}
	switch {
	case len(crossed) > 0:
		c.Complain(&shell.Failure{Fact: wordQuotaCrossed.Fill(c.Lang, len(crossed), failAt)})
		for _, r := range crossed {
			fmt.Fprintf(c.Env.Stderr, "%s  %s  %d%%\n", alias, r.Path, meter.Pressed(r))
		}
		return shell.Ended(shell.ExitCrossed)
	case len(failed) > 0:
		return shell.Ended(shell.ExitFailed)
	}
	return nil
}

func (c *quotaCommand) writeQuota(acc keystore.Account, readings []wechat.Reading) error {
	switch c.Format {
	case shell.FormatJSON:
		c.WriteJSON(c.Form().Quota(acc.Alias, acc.AppID, readings))
		return nil
	case shell.FormatCSV:
		return c.WriteCSV(c.Form().Quota(acc.Alias, acc.AppID, readings).CSV())
	}
	c.printQuotas(acc, readings)
	return nil
}

func (c *quotaCommand) printQuotas(acc keystore.Account, readings []wechat.Reading) {
	lang := c.Lang
	fmt.Fprintf(c.Env.Stdout, "%s\n\n", clean.Line(wordQuotaRead.Fill(lang, acc.Alias, acc.AppID, c.Local(c.Env.Now()))))
	rows := make([][]string, 0, len(readings))
	for _, r := range readings {
		name := c.Fit(words.NameOf(r.Path, lang), 36)
		if r.Err != nil {
			rows = append(rows, []string{r.Path, name, "-", "-", "-", "-", c.Fit(c.AsFailure(r.Err).Fact, 60)})
			continue
		}
		used, limit, left, use := "-", "-", "-", "-"
		if d := r.Quota.Daily; d != nil {
			used, limit, left, use = words.Group(d.Used), words.Group(d.Limit), words.Group(d.Remain), useWord(*d, c.Lang)
		}
		rows = append(rows, []string{r.Path, name, used, limit, left, use, c.rateWords(r.Quota)})
	}
	shell.WriteTable(c.Env.Stdout, c.Lang, []shell.Column{shell.Text(wordQuotaPath), shell.Text(wordQuotaName), shell.Number(wordQuotaUsed), shell.Number(wordQuotaLimit), shell.Number(wordQuotaLeft),
		shell.Number(wordQuotaUse), shell.Text(wordQuotaNote)}, rows)
}

func useWord(d wechat.Daily, lang words.Lang) string {
	switch {
	case d.Out():
		return wordQuotaOut.In(lang)
	case d.Limit <= 0:
		return "-"
	}
	return strconv.FormatInt(d.Percent(), 10) + "%"
}

func (c *quotaCommand) rateWords(q wechat.Quota) string {
	text := ""
	if q.Rate != nil {
		text = wordQuotaRate.Fill(c.Lang, words.Group(q.Rate.Calls), q.Rate.Seconds)
	}
	if q.Component != nil {
		if text != "" {
			text += "; "
		}
		text += wordQuotaComponentRate.Fill(c.Lang, words.Group(q.Component.Calls), q.Component.Seconds)
	}
	return text
}
