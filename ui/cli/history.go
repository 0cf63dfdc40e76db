package cli

import (
	"cmp"
	"context"
	"slices"
	"time"

	"github.com/spf13/cobra"

	"wxops/keystore"
	"wxops/ui/cli/shell"
	"wxops/ui/report"
	"wxops/ui/words"
	"wxops/wechat"
	"wxops/wechat/catalog"
	"wxops/wechat/clean"
	"wxops/wechat/guard"
	"wxops/wechat/history"
)

// historyCommand shows the readings that are kept. It asks nobody.
type historyCommand struct {
	*shell.Shell
	month string
}

func newHistory(sh *shell.Shell) *cobra.Command {
	c := &historyCommand{Shell: sh}
	cmd := &cobra.Command{
		Use:               "history ALIAS [PATH]",
		Short:             wordShortHistory.In(sh.Lang),
		Long:              wordLongHistory.In(sh.Lang),
		Example:           "wxops history mall\nwxops history mall /cgi-bin/message/custom/send -o csv\nwxops history mall --month 2026-11 -o md",
		Args:              cobra.MatchAll(sh.AtLeast(1), sh.AtMost(2)),
		ValidArgsFunction: c.complete,
		RunE: func(cmd *cobra.Command, args []string) error {
			return c.Run(cmd.Context(), args[0], catalog.PathOf(append(args, "")[1]))
		},
	}
	shell.Offer(cmd, shell.FormatCSV, shell.FormatMD)
	cmd.Flags().StringVar(&c.month, "month", "", wordFlagMonth.In(sh.Lang))
	return cmd
}

// complete offers an alias, and behind it the paths that the account watches.
func (c *historyCommand) complete(cmd *cobra.Command, args []string, word string) ([]string, cobra.ShellCompDirective) {
	if len(args) == 0 {
		return c.CompleteAlias(cmd, args, word)
	}
	accounts, _, err := c.Desk().Book().Load()
	i := slices.IndexFunc(accounts, func(acc keystore.Account) bool { return acc.Alias == args[0] })
	if err != nil || i < 0 || len(args) > 1 {
		return nil, cobra.ShellCompDirectiveNoFileComp
	}
	return accounts[i].Watched(), cobra.ShellCompDirectiveNoFileComp
}

// Run shows an account's last week or one month, of all its APIs or of one.
func (c *historyCommand) Run(ctx context.Context, alias, path string) error {
	acc, err := c.Account(alias)
	if err != nil {
		return err
	}
	from, to, err := c.span()
	if err != nil {
		return err
	}
	kept := report.Kept{Alias: acc.Alias, AppID: acc.AppID, From: from, To: to, Path: path}
	all, err := c.read(&kept, acc)
	if err != nil {
		return c.unread(err)
	}
	if err := c.readResets(ctx, &kept); err != nil {
		return err
	}
	if kept.Damaged > 0 {
		c.Warn(wordHistoryDamaged.Fill(c.Lang, kept.Damaged))
	}
	if len(kept.Days)+len(kept.Readings) == 0 {
		return c.none(kept, all)
	}
	return c.write(kept)
}

// span is the first and the last day that are asked for, in Beijing.
func (c *historyCommand) span() (from, to time.Time, err error) {
	y, m, d := c.Env.Now().In(wechat.Beijing()).Date()
	today := time.Date(y, m, d, 0, 0, 0, 0, wechat.Beijing())
	if c.month == "" {
		return today.AddDate(0, 0, -6), today, nil
	}
	from, err = time.ParseInLocation("2006-01", c.month, wechat.Beijing())
	if err != nil {
		return from, to, shell.Usage(wordHistoryWrongMonth.In(c.Lang), "")
	}
	if to = from.AddDate(0, 1, -1); to.After(today) && !from.After(today) {
		to = today
	}
	return from, to, nil
}

// read puts in the days, and the readings of the one API. all are the days that are
// kept of the account.
func (c *historyCommand) read(kept *report.Kept, acc keystore.Account) (all []history.Summary, err error) {
	store, key, now := c.Desk().History(), c.Desk().Key(acc), c.Env.Now()
	all, kept.Damaged, err = store.Summaries(key, now)
	if err != nil {
		return nil, err
	}
	for _, d := range all {
		if !d.Start.Before(kept.From) && !d.Start.After(kept.To) && (kept.Path == "" || d.Path == kept.Path) {
			kept.Days = append(kept.Days, d)
		}
	}
	slices.SortStableFunc(kept.Days, func(a, b history.Summary) int {
		return cmp.Or(b.Start.Compare(a.Start), history.Worst(a, b))
	})
	if kept.Path == "" || c.month != "" {
		return all, nil
	}
	readings, err := store.Readings(key, kept.Path, now)
	for _, r := range slices.Backward(readings) {
		if !r.At.Before(kept.From) && r.At.Before(kept.To.AddDate(0, 0, 1)) {
			kept.Readings = append(kept.Readings, r)
		}
	}
	return all, err
}

// readResets puts in the resets of those days, out of the journal.
func (c *historyCommand) readResets(ctx context.Context, kept *report.Kept) error {
	resets, _, err := c.Desk().Guard().Resets(ctx)
	if err != nil {
		return (&resetsCommand{c.Shell}).journalUnread(err)
	}
	kept.Resets = slices.DeleteFunc(resets, func(r guard.Reset) bool {
		return r.AppID != kept.AppID || r.At.Before(kept.From) || !r.At.Before(kept.To.AddDate(0, 0, 1)) ||
			kept.Path != "" && r.Scope == guard.ScopeAPI && r.Path != kept.Path
	})
	return nil
}

// unread says why what is kept cannot be read.
func (c *historyCommand) unread(err error) error {
	fact, remedy := words.Explain(err, c.Lang)
	return &shell.Failure{Exit: shell.ExitFailed, Fact: wordHistoryUnread.Fill(c.Lang, fact), Remedy: remedy, Err: err}
}

// none says that nothing is kept of what was asked for, and what is.
func (c *historyCommand) none(kept report.Kept, all []history.Summary) error {
	lang, alias := c.Lang, kept.Alias
	fact, remedy := wordHistoryNone.Fill(lang, alias), wordHistoryNoneDo.Fill(lang, alias)
	if len(all) > 0 {
		first, last := all[0].Day(), all[len(all)-1].Day()
		fact, remedy = wordHistoryNoDays.Fill(lang, alias, kept.From.Format(time.DateOnly), kept.To.Format(time.DateOnly)), wordHistoryNoDaysDo.Fill(lang, first, last, alias, last[:7])
		if kept.Path != "" && !slices.ContainsFunc(all, func(d history.Summary) bool { return d.Path == kept.Path }) {
			fact, remedy = wordHistoryNoPath.Fill(lang, c.Fit(clean.Line(kept.Path), 60), alias), wordHistoryNoPathDo.Fill(lang, alias)
		}
	}
	return &shell.Failure{Exit: shell.ExitFailed, Fact: fact, Remedy: remedy}
}
