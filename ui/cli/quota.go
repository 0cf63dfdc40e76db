package cli

import (
	"context"
	"fmt"
	"strconv"

	"github.com/spf13/cobra"

	"wxops/keystore"
	"wxops/ui/words"
	"wxops/wechat"
	"wxops/wechat/catalog"
	"wxops/wechat/clean"
	"wxops/wechat/meter"
)

// quotaCommand reads quotas.
type quotaCommand struct {
	*app
	all         bool
	failAt      int64 // per cent; 0 is never
	secretStdin bool
}

func newQuota(a *app) *cobra.Command {
	c := &quotaCommand{app: a}
	cmd := &cobra.Command{
		Use:               "quota ALIAS [PATH…]",
		Short:             wordShortQuota.In(a.lang),
		Long:              wordLongQuota.In(a.lang),
		Example:           "wxops quota mall\nwxops quota mall /cgi-bin/message/subscribe/send -o json\nwxops quota mall --all --fail-at 90 -o csv",
		Args:              a.atLeast(1),
		ValidArgsFunction: c.complete,
		RunE: func(cmd *cobra.Command, args []string) error {
			switch {
			case c.all && len(args) > 1:
				return usage(wordQuotaPathsAndAll.In(a.lang), "")
			case cmd.Flags().Changed("fail-at") && (c.failAt < 1 || c.failAt > 100):
				return usage(wordQuotaWrongFailAt.In(a.lang), "")
			}
			return c.Run(cmd.Context(), args[0], args[1:])
		},
	}
	cmd.Flags().BoolVar(&c.all, "all", false, wordFlagAll.In(a.lang))
	cmd.Flags().Int64Var(&c.failAt, "fail-at", 0, wordFlagFailAt.In(a.lang))
	cmd.Flags().BoolVar(&c.secretStdin, "secret-stdin", false, wordFlagSecretStdin.In(a.lang))
	return cmd
}

// complete offers an alias, and behind it the paths of its kind.
func (c *quotaCommand) complete(cmd *cobra.Command, args []string, word string) ([]string, cobra.ShellCompDirective) {
	if len(args) == 0 {
		return c.completeAlias(cmd, args, word)
	}
	accounts, _, err := c.desk().Book().Load()
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
	acc, err := c.account(alias)
	if err != nil {
		return err
	}
	client, err := c.open(acc, c.secretStdin)
	if err != nil {
		return err
	}
	paths = wantedPaths(acc, paths, c.all)
	readings, refused := c.sweep(ctx, client, paths)
	if refused != nil && c.format == formatTable {
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
	done := c.progress(wordQuotaReading.Fill(c.lang, len(paths)))
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
		f := c.asFailure(failed[0].Err)
		c.complain(&failure{fact: wordQuotaFailed.Fill(c.lang, len(failed), len(readings), f.fact), remedy: f.remedy})
	}
	switch {
	case len(crossed) > 0:
		c.complain(&failure{fact: wordQuotaCrossed.Fill(c.lang, len(crossed), failAt)})
		for _, r := range crossed {
			fmt.Fprintf(c.env.Stderr, "%s  %s  %d%%\n", alias, r.Path, meter.Pressed(r))
		}
		return ended(exitCrossed)
	case len(failed) > 0:
		return ended(exitFailed)
	}
	return nil
}

func (c *quotaCommand) writeQuota(acc keystore.Account, readings []wechat.Reading) error {
	switch c.format {
	case formatJSON:
		c.writeJSON(c.form().Quota(acc.Alias, acc.AppID, readings))
		return nil
	case formatCSV:
		return c.writeCSV(c.form().Quota(acc.Alias, acc.AppID, readings).CSV())
	}
	c.printQuotas(acc, readings)
	return nil
}

func (c *quotaCommand) printQuotas(acc keystore.Account, readings []wechat.Reading) {
	lang := c.lang
	fmt.Fprintf(c.env.Stdout, "%s\n\n", clean.Line(wordQuotaRead.Fill(lang, acc.Alias, acc.AppID, c.local(c.env.Now()))))
	rows := make([][]string, 0, len(readings))
	for _, r := range readings {
		name := c.fit(words.NameOf(r.Path, lang), 36)
		if r.Err != nil {
			rows = append(rows, []string{r.Path, name, "-", "-", "-", "-", c.fit(c.asFailure(r.Err).fact, 60)})
			continue
		}
		used, limit, left, use := "-", "-", "-", "-"
		if d := r.Quota.Daily; d != nil {
			used, limit, left, use = words.Group(d.Used), words.Group(d.Limit), words.Group(d.Remain), useWord(*d, c.lang)
		}
		rows = append(rows, []string{r.Path, name, used, limit, left, use, c.rateWords(r.Quota)})
	}
	writeTable(c.env.Stdout, []column{{wordQuotaPath.In(lang), false}, {wordQuotaName.In(lang), false}, {wordQuotaUsed.In(lang), true}, {wordQuotaLimit.In(lang), true}, {wordQuotaLeft.In(lang), true},
		{wordQuotaUse.In(lang), true}, {wordQuotaNote.In(lang), false}}, rows)
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
		text = wordQuotaRate.Fill(c.lang, words.Group(q.Rate.Calls), q.Rate.Seconds)
	}
	if q.Component != nil {
		if text != "" {
			text += "; "
		}
		text += wordQuotaComponentRate.Fill(c.lang, words.Group(q.Component.Calls), q.Component.Seconds)
	}
	return text
}
