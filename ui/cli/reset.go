package cli

import (
	"context"
	"errors"
	"fmt"
	"io"
	"strings"

	"github.com/spf13/cobra"

	"wxops/keystore"
	"wxops/ui/report"
	"wxops/ui/words"
	"wxops/wechat"
	"wxops/wechat/guard"
)

// resetWish is what the flags of reset ask for.
type resetWish struct {
	all         bool
	paths       pathsFlag // one, or none
	via         string
	confirm     string
	reason      string
	dryRun      bool
	secretStdin bool
}

// pathsFlag takes the paths of --api. A URL is none: once it was what --base is now.
type pathsFlag []string

func (f *pathsFlag) String() string { return "" }

func (f *pathsFlag) Type() string { return "PATH" }

func (f *pathsFlag) Set(s string) error {
	if strings.Contains(s, "://") {
		return errors.New("a URL is no path")
	}
	*f = append(*f, s)
	return nil
}

func (a *app) resetCommand() *cobra.Command {
	var wish resetWish
	cmd := &cobra.Command{
		Use:               "reset ALIAS (--all | --api PATH)",
		Short:             wordShortReset.In(a.lang),
		Long:              wordLongReset.In(a.lang),
		Example:           "wxops reset mall --api /cgi-bin/message/subscribe/send --dry-run\nwxops reset mall --api /cgi-bin/message/subscribe/send --confirm mall\nwxops reset mall --all --via secret --confirm mall -o json",
		Args:              a.exactly(1),
		ValidArgsFunction: a.completeAlias,
		RunE: func(cmd *cobra.Command, args []string) error {
			target, err := a.resetTarget(args[0], wish)
			if err == nil {
				err = a.runReset(cmd.Context(), &target, wish)
			}
			return a.resetEnd(context.WithoutCancel(cmd.Context()), target, err)
		},
	}
	f := cmd.Flags()
	f.BoolVar(&wish.all, "all", false, wordFlagResetAll.In(a.lang))
	f.Var(&wish.paths, "api", wordFlagResetAPI.In(a.lang))
	f.StringVar(&wish.via, "via", string(guard.ViaToken), wordFlagVia.In(a.lang))
	f.StringVar(&wish.confirm, "confirm", "", wordFlagConfirm.In(a.lang))
	f.StringVar(&wish.reason, "reason", "", wordFlagReason.In(a.lang))
	f.BoolVar(&wish.dryRun, "dry-run", false, wordFlagDryRun.In(a.lang))
	f.BoolVar(&wish.secretStdin, "secret-stdin", false, wordFlagSecretStdin.In(a.lang))
	completeWords(cmd, "via", string(guard.ViaToken), string(guard.ViaSecret))
	return cmd
}

// resetTarget makes a target of the command line, or says what is wrong with it.
func (a *app) resetTarget(alias string, wish resetWish) (guard.Target, error) {
	lang := a.lang
	target := guard.Target{Account: alias, Scope: guard.ScopeAll, Via: guard.Via(wish.via), Reason: wish.reason}
	if len(wish.paths) > 0 {
		target.Scope, target.Path = guard.ScopeAPI, wish.paths[0]
	}
	switch {
	case wish.all && len(wish.paths) > 0:
		return target, usage(wordResetBothScopes.In(lang), "")
	case !wish.all && len(wish.paths) == 0:
		return target, usage(wordResetNeedScope.In(lang), wordResetNeedScopeDo.In(lang))
	case len(wish.paths) > 1:
		return target, usage(wordResetManyPaths.In(lang), "")
	case target.Via != guard.ViaToken && target.Via != guard.ViaSecret:
		return target, usage(wordResetWrongVia.In(lang), "")
	case target.Via == guard.ViaSecret && target.Scope != guard.ScopeAll:
		return target, usage(words.Explain(&guard.RefusedError{Why: guard.RefusedVia}, a.lang))
	case wish.dryRun:
		return target, nil
	case wish.confirm != "" && wish.confirm != alias:
		return target, usage(wordResetWrongConfirm.Fill(lang, alias), wordResetNothingSent.In(lang))
	case wish.confirm == "" && !a.env.StdinTerminal:
		return target, usage(wordResetNeedConfirm.In(lang), wordResetNeedConfirmDo.Fill(lang, alias))
	}
	return target, nil
}

// runReset plans, asks, resets and tells. What it returns ended the run before
// anything was sent; the outcome of a reset is told by tellReset.
func (a *app) runReset(ctx context.Context, target *guard.Target, wish resetWish) error {
	acc, err := a.account(target.Account)
	if err != nil {
		return err
	}
	target.AppID, target.ReadOnly = acc.AppID, acc.ReadOnly
	client, err := a.open(acc, wish.secretStdin)
	if err != nil {
		return err
	}
	g := a.desk().Guard()
	for {
		plan, err := a.planReset(ctx, g, client, acc, *target, wish)
		switch {
		case err != nil:
			return err
		case wish.dryRun:
			return a.endDryRun(plan)
		case wish.confirm == "" && !a.typed(target.Account):
			return &failure{exit: exitFailed, fact: wordNotConfirmed.In(a.lang)}
		}
		result := a.clear(ctx, g, client, plan)
		if wish.confirm != "" || !outdated(result) {
			return a.tellReset(result)
		}
		// It lay too long at the prompt: what has changed is shown, and asked again.
		fact, _ := words.Explain(result.Err, a.lang)
		a.warn(fact)
	}
}

// planReset reads the quota and shows what a reset would do.
func (a *app) planReset(ctx context.Context, g *guard.Guard, c guard.Client, acc keystore.Account, target guard.Target, wish resetWish) (guard.Plan, error) {
	done := a.progress(wordResetPlanning.In(a.lang))
	plan, err := g.Plan(ctx, c, target, wantedPaths(acc, nil, false))
	done()
	if err != nil {
		return plan, err
	}
	if a.format != formatJSON {
		a.printPlan(a.env.Stdout, acc, plan)
	} else if a.env.StdinTerminal && wish.confirm == "" {
		a.printPlan(a.env.Stderr, acc, plan)
	}
	if plan.Deadlock && target.Via == guard.ViaToken {
		return plan, a.deadlock(target.Account)
	}
	return plan, nil
}

// clear sends the reset. A ctrl+c cannot call it back; it is told so.
func (a *app) clear(ctx context.Context, g *guard.Guard, c guard.Client, plan guard.Plan) guard.Result {
	done := a.progress(wordResetSending.In(a.lang))
	defer done()
	told := context.AfterFunc(ctx, func() { fmt.Fprintln(a.env.Stderr, wordResetWaiting.In(a.lang)) })
	defer told()
	return g.Reset(ctx, c, plan)
}

// outdated reports whether nothing was sent because the plan was out of date.
func outdated(r guard.Result) bool {
	var refused *guard.RefusedError
	return errors.As(r.Err, &refused) && refused.Why == guard.RefusedStale
}

// deadlock offers the way out when the token's own quota is used up.
func (a *app) deadlock(alias string) error {
	return &failure{exit: exitFailed, fact: wordResetDeadlock.In(a.lang), remedy: wordResetDeadlockDo.Fill(a.lang, alias)}
}

// typed asks for the alias on the terminal.
func (a *app) typed(alias string) bool {
	fmt.Fprintf(a.env.Stderr, wordTypeAlias.In(a.lang), alias)
	line, err := a.readLine()
	return err == nil && strings.TrimSpace(line) == alias
}

// tellReset tells the outcome; only ok ends the run with 0.
func (a *app) tellReset(r guard.Result) error {
	lang := a.lang
	if r.JournalErr != nil {
		a.complain(&failure{fact: wordWarning.Fill(a.lang, wordResetJournalLost.Fill(lang, r.JournalErr))})
	}
	var end *failure
	switch {
	case r.Outcome == guard.OK:
	case r.Outcome == guard.Unknown:
		end = &failure{exit: exitFailed, fact: a.unknown(r.Err), remedy: wordResetUnknownDo.Fill(lang, r.Target.Account), err: r.Err}
	case r.Deadlock():
		errors.As(a.deadlock(r.Target.Account), &end)
		end.err = r.Err
	case r.Err != nil:
		end = a.asFailure(r.Err)
	}
	if a.format == formatJSON {
		doc := a.form().Reset(r)
		if end != nil {
			doc.Error = a.jsonError(end)
		}
		a.writeJSON(doc)
	} else {
		a.printResult(r)
	}
	if end == nil {
		return nil
	}
	return end
}

// unknown says what is not known of a clear, and what came instead of an answer.
func (a *app) unknown(err error) string {
	why, _ := words.Explain(err, a.lang)
	if why == "" {
		return wordResetUnknown.In(a.lang)
	}
	return wordResetUnknownWhy.Fill(a.lang, wordResetUnknown.In(a.lang), why)
}

// resetEnd gives a reset that never came to an outcome its JSON, so that a
// script can always read the outcome.
func (a *app) resetEnd(ctx context.Context, target guard.Target, err error) error {
	if err == nil || a.format != formatJSON || a.wroteJSON {
		return err
	}
	doc := a.form().Reset(guard.Result{Target: target, Outcome: guard.NotSent})
	doc.Error = a.jsonError(err)
	if target.AppID == "" {
		doc.Left = nil
	} else if left, lerr := a.desk().Guard().Left(ctx, target.AppID); lerr == nil {
		doc.Left = &report.Left{All: left.All, API: left.API}
	}
	a.writeJSON(doc)
	return err
}

func (a *app) endDryRun(plan guard.Plan) error {
	if a.format != formatJSON {
		fmt.Fprintf(a.env.Stdout, "\n%s\n", wordResetDryRun.In(a.lang))
		return nil
	}
	a.writeJSON(a.form().DryRun(plan))
	return nil
}

func (a *app) printPlan(w io.Writer, acc keystore.Account, p guard.Plan) {
	lang := a.lang
	scope, via := wordResetScopeAll.In(lang), wordResetViaToken.In(lang)
	if p.Target.Scope == guard.ScopeAPI {
		scope = wordResetScopeAPI.Fill(lang, p.Target.Path)
	}
	if p.Target.Via == guard.ViaSecret {
		via = wordResetViaSecret.In(lang)
	}
	last := wordNone.In(a.lang)
	if p.Last != nil {
		last = wordResetLastWords.Fill(lang, a.local(p.Last.At), words.Who(p.Last.Who, a.lang), a.pastScope(*p.Last), a.outcomeWord(*p.Last))
	}
	fields := []field{
		{wordResetAccount.In(lang), acc.Alias + "  " + acc.Name}, {wordResetAppID.In(lang), acc.AppID}, {wordResetEnv.In(lang), acc.Env}, {wordResetScope.In(lang), scope}, {wordResetVia.In(lang), via},
		{wordResetSends.In(lang), p.Sends}, {wordResetLeft.In(lang), words.Budgets(p.Left, a.lang)}, {wordResetLast.In(lang), last}, {wordResetReason.In(lang), p.Target.Reason},
	}
	for _, q := range mostPressed(p.Before, 5) {
		fields = append(fields, field{wordResetNow.In(lang), a.quotaLine(q)})
	}
	writeFields(w, fields)
	for _, warning := range p.Warnings {
		fmt.Fprintln(w, wordWarning.Fill(a.lang, words.Warning(warning, p, a.lang)))
	}
}

func (a *app) printResult(r guard.Result) {
	lang := a.lang
	fields := []field{{wordResetOutcomeHead.In(lang), wordResetOutcome[r.Outcome].In(lang)}, {wordResetID.In(lang), r.ID}}
	for _, q := range mostPressed(r.After, 5) {
		fields = append(fields, field{wordResetAfter.In(lang), a.quotaLine(q)})
	}
	fields = append(fields, field{wordResetLeft.In(lang), words.Budgets(r.Left, a.lang)})
	fmt.Fprintln(a.env.Stdout)
	writeFields(a.env.Stdout, fields)
	if r.Outcome == guard.OK {
		for _, q := range guard.Lagging(r.Before, r.After) {
			fmt.Fprintf(a.env.Stdout, wordResetLagging.In(lang)+"\n", q.Path, words.Group(q.Daily.Used))
		}
	}
}

func (a *app) quotaLine(q wechat.Quota) string {
	if q.Daily == nil {
		return q.Path
	}
	return wordResetQuota.Fill(a.lang, q.Path, words.Group(q.Daily.Used), words.Group(q.Daily.Limit), a.useWord(*q.Daily))
}
