package cli

import (
	"cmp"
	"context"
	"fmt"
	"math"
	"slices"
	"strconv"

	"github.com/spf13/cobra"

	"wxops/keystore"
	"wxops/wechat"
	"wxops/wechat/catalog"
	"wxops/wechat/clean"
)

func (a *app) quotaCommand() *cobra.Command {
	var (
		all    bool
		failAt float64
		stdin  bool
	)
	cmd := &cobra.Command{
		Use:               "quota ALIAS [PATH…]",
		Short:             a.t.Short.Quota,
		Long:              a.t.Long.Quota,
		Example:           "wxops quota mall\nwxops quota mall /cgi-bin/message/subscribe/send -o json\nwxops quota mall --all --fail-at 90 -o csv",
		Args:              a.atLeast(1),
		ValidArgsFunction: a.completeAliasThenPath,
		RunE: func(cmd *cobra.Command, args []string) error {
			switch {
			case all && len(args) > 1:
				return usage(a.t.Quota.PathsAndAll, "")
			case cmd.Flags().Changed("fail-at") && (!(failAt > 0) || failAt > 1000):
				return usage(a.t.Quota.WrongFailAt, "")
			}
			return a.runQuota(cmd.Context(), args[0], args[1:], quotaWish{all: all, failAt: failAt, secretStdin: stdin})
		},
	}
	cmd.Flags().BoolVar(&all, "all", false, a.t.Flag.All)
	cmd.Flags().Float64Var(&failAt, "fail-at", 0, a.t.Flag.FailAt)
	cmd.Flags().BoolVar(&stdin, "secret-stdin", false, a.t.Flag.SecretStdin)
	return cmd
}

// quotaWish is what the flags of quota ask for.
type quotaWish struct {
	all         bool
	failAt      float64 // per cent; 0 is never
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
	slices.SortStableFunc(readings, morePressed)
	if err := a.writeQuota(acc, readings); err != nil {
		return err
	}
	return a.judge(ctx, readings, wish.failAt)
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

// sweep reads the paths. Where no token can be had, that is the answer to
// every path that would have been asked for.
func (a *app) sweep(ctx context.Context, client *wechat.Client, paths []string) (readings []wechat.Reading, refused error) {
	done := a.progress(fmt.Sprintf(a.t.Quota.Reading, len(paths)))
	defer done()
	if slices.ContainsFunc(paths, func(p string) bool { return catalog.CheckPath(p) == nil }) {
		refused = client.Authorize(ctx)
	}
	if refused != nil {
		for _, path := range paths {
			err := catalog.CheckPath(path)
			if err == nil {
				err = refused
			}
			readings = append(readings, wechat.Reading{Path: path, Err: err})
		}
		return readings, refused
	}
	read := map[string]bool{}
	for r := range client.Sweep(ctx, paths) {
		readings, read[r.Path] = append(readings, r), true
	}
	for _, path := range paths {
		if !read[path] { // the sweep was cut short
			readings = append(readings, wechat.Reading{Path: path, Err: ctx.Err()})
		}
	}
	return readings, nil
}

// morePressed orders readings: the most used part of a limit first, then what
// has no limit, then what could not be read.
func morePressed(a, b wechat.Reading) int {
	return cmp.Or(cmp.Compare(pressure(b), pressure(a)), cmp.Compare(a.Path, b.Path))
}

func pressure(r wechat.Reading) float64 {
	switch {
	case r.Err != nil:
		return -2
	case r.Quota.Daily == nil || r.Quota.Daily.Limit <= 0:
		return -1
	case r.Quota.Daily.Out():
		return max(100, r.Quota.Daily.Percent())
	}
	return r.Quota.Daily.Percent()
}

// judge says how the run ends: a crossed threshold outranks a read that failed.
func (a *app) judge(ctx context.Context, readings []wechat.Reading, failAt float64) error {
	var crossed, failed int
	var first wechat.Reading
	for _, r := range readings {
		if r.Err != nil {
			if failed++; failed == 1 {
				first = r
			}
		} else if failAt > 0 && pressure(r) >= failAt {
			crossed++
		}
	}
	if failed > 0 {
		f := a.asFailure(first.Err)
		a.complain(&failure{fact: fmt.Sprintf(a.t.Quota.Failed, failed, len(readings), f.fact), remedy: f.remedy})
	}
	switch {
	case crossed > 0:
		a.complain(&failure{fact: fmt.Sprintf(a.t.Quota.Crossed, crossed, strconv.FormatFloat(failAt, 'f', -1, 64))})
		return ended(exitCrossed)
	case failed > 0:
		return ended(exitFailed)
	}
	return nil
}

func (a *app) writeQuota(acc keystore.Account, readings []wechat.Reading) error {
	switch a.format {
	case formatJSON:
		a.writeJSON(jsonQuotas{acc.Alias, acc.AppID, a.stamp(a.env.Now()), a.jsonQuotaRows(readings)})
		return nil
	case formatCSV:
		return a.writeCSV(a.quotaCSV(readings))
	}
	a.printQuotas(acc, readings)
	return nil
}

// quotaName is the name of the API at path, "" for one that the catalogue lacks.
func (a *app) quotaName(path string) string {
	api, ok := catalog.Lookup(path)
	if !ok {
		return ""
	}
	return a.apiName(api)
}

func (a *app) printQuotas(acc keystore.Account, readings []wechat.Reading) {
	t := a.t.Quota
	fmt.Fprintf(a.env.Stdout, "%s\n\n", clean.Line(fmt.Sprintf(t.Read, acc.Alias, acc.AppID, a.local(a.env.Now()))))
	rows := make([][]string, 0, len(readings))
	for _, r := range readings {
		name := a.fit(a.quotaName(r.Path), 36)
		if r.Err != nil {
			rows = append(rows, []string{r.Path, name, "-", "-", "-", "-", a.fit(a.asFailure(r.Err).fact, 60)})
			continue
		}
		used, limit, left, use := "-", "-", "-", "-"
		if d := r.Quota.Daily; d != nil {
			used, limit, left, use = grouped(d.Used), grouped(d.Limit), grouped(d.Remain), a.useWord(*d)
		}
		rows = append(rows, []string{r.Path, name, used, limit, left, use, a.rateWords(r.Quota)})
	}
	writeTable(a.env.Stdout, []column{{t.Path, false}, {t.Name, false}, {t.Used, true}, {t.Limit, true}, {t.Left, true},
		{t.Use, true}, {t.Note, false}}, rows)
}

func (a *app) useWord(d wechat.Daily) string {
	switch {
	case d.Out():
		return a.t.Quota.Out
	case d.Limit <= 0:
		return "-"
	}
	// Rounded down, so that 100 % is never shown while something is left.
	return strconv.Itoa(int(math.Floor(d.Percent()))) + "%"
}

func (a *app) rateWords(q wechat.Quota) string {
	words := ""
	if q.Rate != nil {
		words = fmt.Sprintf(a.t.Quota.Rate, grouped(q.Rate.Calls), q.Rate.Seconds)
	}
	if q.Component != nil {
		if words != "" {
			words += "; "
		}
		words += fmt.Sprintf(a.t.Quota.ComponentRate, grouped(q.Component.Calls), q.Component.Seconds)
	}
	return words
}
