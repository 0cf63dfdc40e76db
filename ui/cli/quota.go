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

func (a *app) quotaCommand() *cobra.Command {
	var (
		all    bool
		failAt int64
		stdin  bool
	)
	cmd := &cobra.Command{
		Use:               "quota ALIAS [PATH…]",
		Short:             wordShortQuota.In(a.lang),
		Long:              wordLongQuota.In(a.lang),
		Example:           "wxops quota mall\nwxops quota mall /cgi-bin/message/subscribe/send -o json\nwxops quota mall --all --fail-at 90 -o csv",
		Args:              a.atLeast(1),
		ValidArgsFunction: a.completeAliasThenPath,
		RunE: func(cmd *cobra.Command, args []string) error {
			switch {
			case all && len(args) > 1:
				return usage(wordQuotaPathsAndAll.In(a.lang), "")
			case cmd.Flags().Changed("fail-at") && (failAt < 1 || failAt > 100):
				return usage(wordQuotaWrongFailAt.In(a.lang), "")
			}
			return a.runQuota(cmd.Context(), args[0], args[1:], quotaWish{all: all, failAt: failAt, secretStdin: stdin})
		},
	}
	cmd.Flags().BoolVar(&all, "all", false, wordFlagAll.In(a.lang))
	cmd.Flags().Int64Var(&failAt, "fail-at", 0, wordFlagFailAt.In(a.lang))
	cmd.Flags().BoolVar(&stdin, "secret-stdin", false, wordFlagSecretStdin.In(a.lang))
	return cmd
}

// quotaWish is what the flags of quota ask for.
type quotaWish struct {
	all         bool
	failAt      int64 // per cent; 0 is never
	secretStdin bool
}

func (a *app) runQuota(ctx context.Context, alias string, paths []string, wish quotaWish) error {
	acc, err := a.account(alias)
	if err != nil {
		return err
	}
	client, err := a.open(acc, wish.secretStdin)
	if err != nil {
		return err
	}
	paths = wantedPaths(acc, paths, wish.all)
	readings, refused := a.sweep(ctx, client, paths)
	if refused != nil && a.format == formatTable {
		return refused // one line says it; JSON and CSV keep a row for each path
	}
	meter.Sort(readings)
	if err := a.writeQuota(acc, readings); err != nil {
		return err
	}
	return a.judge(acc.Alias, readings, wish.failAt)
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
func (a *app) sweep(ctx context.Context, client *wechat.Client, paths []string) (readings []wechat.Reading, refused error) {
	done := a.progress(wordQuotaReading.Fill(a.lang, len(paths)))
	defer done()
	return meter.Read(ctx, client, paths)
}

// judge says how the run ends: a crossed threshold outranks a read that failed.
func (a *app) judge(alias string, readings []wechat.Reading, failAt int64) error {
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
		f := a.asFailure(failed[0].Err)
		a.complain(&failure{fact: wordQuotaFailed.Fill(a.lang, len(failed), len(readings), f.fact), remedy: f.remedy})
	}
	switch {
	case len(crossed) > 0:
		a.complain(&failure{fact: wordQuotaCrossed.Fill(a.lang, len(crossed), failAt)})
		for _, r := range crossed {
			fmt.Fprintf(a.env.Stderr, "%s  %s  %d%%\n", alias, r.Path, meter.Pressed(r))
		}
		return ended(exitCrossed)
	case len(failed) > 0:
		return ended(exitFailed)
	}
	return nil
}

func (a *app) writeQuota(acc keystore.Account, readings []wechat.Reading) error {
	switch a.format {
	case formatJSON:
		a.writeJSON(a.form().Quota(acc.Alias, acc.AppID, readings))
		return nil
	case formatCSV:
		return a.writeCSV(a.form().Quota(acc.Alias, acc.AppID, readings).CSV())
	}
	a.printQuotas(acc, readings)
	return nil
}

func (a *app) printQuotas(acc keystore.Account, readings []wechat.Reading) {
	lang := a.lang
	fmt.Fprintf(a.env.Stdout, "%s\n\n", clean.Line(wordQuotaRead.Fill(lang, acc.Alias, acc.AppID, a.local(a.env.Now()))))
	rows := make([][]string, 0, len(readings))
	for _, r := range readings {
		name := a.fit(words.NameOf(r.Path, lang), 36)
		if r.Err != nil {
			rows = append(rows, []string{r.Path, name, "-", "-", "-", "-", a.fit(a.asFailure(r.Err).fact, 60)})
			continue
		}
		used, limit, left, use := "-", "-", "-", "-"
		if d := r.Quota.Daily; d != nil {
			used, limit, left, use = words.Group(d.Used), words.Group(d.Limit), words.Group(d.Remain), a.useWord(*d)
		}
		rows = append(rows, []string{r.Path, name, used, limit, left, use, a.rateWords(r.Quota)})
	}
	writeTable(a.env.Stdout, []column{{wordQuotaPath.In(lang), false}, {wordQuotaName.In(lang), false}, {wordQuotaUsed.In(lang), true}, {wordQuotaLimit.In(lang), true}, {wordQuotaLeft.In(lang), true},
		{wordQuotaUse.In(lang), true}, {wordQuotaNote.In(lang), false}}, rows)
}

func (a *app) useWord(d wechat.Daily) string {
	switch {
	case d.Out():
		return wordQuotaOut.In(a.lang)
	case d.Limit <= 0:
		return "-"
	}
	return strconv.FormatInt(d.Percent(), 10) + "%"
}

func (a *app) rateWords(q wechat.Quota) string {
	text := ""
	if q.Rate != nil {
		text = wordQuotaRate.Fill(a.lang, words.Group(q.Rate.Calls), q.Rate.Seconds)
	}
	if q.Component != nil {
		if text != "" {
			text += "; "
		}
		text += wordQuotaComponentRate.Fill(a.lang, words.Group(q.Component.Calls), q.Component.Seconds)
	}
	return text
}
