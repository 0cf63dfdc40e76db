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

// resetCommand clears a quota, behind the guard.
type resetCommand struct {
	*app
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

func newReset(a *app) *cobra.Command {
	c := &resetCommand{app: a}
	cmd := &cobra.Command{
		Use:               "reset ALIAS (--all | --api PATH)",
		Short:             wordShortReset.In(a.lang),
		Long:              wordLongReset.In(a.lang),
		Example:           "wxops reset mall --api /cgi-bin/message/subscribe/send --dry-run\nwxops reset mall --api /cgi-bin/message/subscribe/send --confirm mall\nwxops reset mall --all --via secret --confirm mall -o json",
		Args:              a.exactly(1),
		ValidArgsFunction: a.completeAlias,
		RunE:              func(cmd *cobra.Command, args []string) error { return c.Run(cmd.Context(), args[0]) },
	}
	f := cmd.Flags()
	f.BoolVar(&c.all, "all", false, wordFlagResetAll.In(a.lang))
	f.Var(&c.paths, "api", wordFlagResetAPI.In(a.lang))
	f.StringVar(&c.via, "via", string(guard.ViaToken), wordFlagVia.In(a.lang))
	f.StringVar(&c.confirm, "confirm", "", wordFlagConfirm.In(a.lang))
	f.StringVar(&c.reason, "reason", "", wordFlagReason.In(a.lang))
	f.BoolVar(&c.dryRun, "dry-run", false, wordFlagDryRun.In(a.lang))
	f.BoolVar(&c.secretStdin, "secret-stdin", false, wordFlagSecretStdin.In(a.lang))
	completeWords(cmd, "via", string(guard.ViaToken), string(guard.ViaSecret))
	return cmd
}

// Run clears what the flags say, and always tells how it ended.
func (c *resetCommand) Run(ctx context.Context, alias string) error {
	target, err := c.target(alias)
	if err == nil {
		err = c.reset(ctx, &target)
	}
	return c.end(context.WithoutCancel(ctx), target, err)
}

// target makes a target of the command line, or says what is wrong with it.
func (c *resetCommand) target(alias string) (guard.Target, error) {
	lang := c.lang
	target := guard.Target{Alias: alias, Scope: guard.ScopeAll, Via: guard.Via(c.via), Reason: c.reason}
	if len(c.paths) > 0 {
		target.Scope, target.Path = guard.ScopeAPI, c.paths[0]
	}
	switch {
	case c.all && len(c.paths) > 0:
		return target, usage(wordResetBothScopes.In(lang), "")
	case !c.all && len(c.paths) == 0:
		return target, usage(wordResetNeedScope.In(lang), wordResetNeedScopeDo.In(lang))
	case len(c.paths) > 1:
		return target, usage(wordResetManyPaths.In(lang), "")
	case target.Via != guard.ViaToken && target.Via != guard.ViaSecret:
		return target, usage(wordResetWrongVia.In(lang), "")
	case target.Via == guard.ViaSecret && target.Scope != guard.ScopeAll:
		return target, usage(words.Explain(&guard.RefusedError{Why: guard.RefusedVia}, c.lang))
	case c.dryRun:
		return target, nil
	case c.confirm != "" && c.confirm != alias:
		return target, usage(wordResetWrongConfirm.Fill(lang, alias), wordResetNothingSent.In(lang))
	case c.confirm == "" && !c.env.StdinTerminal:
		return target, usage(wordResetNeedConfirm.In(lang), wordResetNeedConfirmDo.Fill(lang, alias))
	}
	return target, nil
}

// reset plans, asks, resets and tells. What it returns ended the run before
// anything was sent; the outcome of a reset is told by tell.
func (c *resetCommand) reset(ctx context.Context, target *guard.Target) error {
	acc, err := c.account(target.Alias)
	if err != nil {
		return err
	}
	target.AppID, target.ReadOnly = acc.AppID, acc.ReadOnly
	client, err := c.open(acc, c.secretStdin)
	if err != nil {
		return err
	}
	g := c.desk().Guard()
	for {
		plan, err := c.plan(ctx, g, client, acc, *target)
		switch {
		case err != nil:
			return err
		case c.dryRun:
			return c.endDryRun(plan)
		case c.confirm == "" && !c.typed(target.Alias):
			return &failure{exit: exitFailed, fact: wordNotConfirmed.In(c.lang)}
		}
		result := c.clear(ctx, g, client, plan)
		if c.confirm != "" || result.Next() != guard.PlanAgain {
			return c.tell(result)
		}
		// It lay too long at the prompt: what has changed is shown, and asked again.
		fact, _ := words.Explain(result.Err, c.lang)
		c.warn(fact)
	}
}

// plan reads the quota and shows what a reset would do.
func (c *resetCommand) plan(ctx context.Context, g *guard.Guard, client guard.Client, acc keystore.Account, target guard.Target) (guard.Plan, error) {
	done := c.progress(wordResetPlanning.In(c.lang))
	plan, err := g.Plan(ctx, client, target, wantedPaths(acc, nil, false))
	done()
	if err != nil {
		return plan, err
	}
	if c.format != formatJSON {
		c.printPlan(c.env.Stdout, acc, plan)
	} else if c.env.StdinTerminal && c.confirm == "" {
		c.printPlan(c.env.Stderr, acc, plan)
	}
	if plan.Next() == guard.BySecret {
		return plan, c.deadlock(target.Alias)
	}
	return plan, nil
}

// clear sends the reset. A ctrl+c cannot call it back; it is told so.
func (c *resetCommand) clear(ctx context.Context, g *guard.Guard, client guard.Client, plan guard.Plan) guard.Result {
	done := c.progress(wordResetSending.In(c.lang))
	defer done()
	told := context.AfterFunc(ctx, func() { fmt.Fprintln(c.env.Stderr, wordResetWaiting.In(c.lang)) })
	defer told()
	return g.Reset(ctx, client, plan)
}

// deadlock offers the way out when the token's own quota is used up.
func (c *resetCommand) deadlock(alias string) error {
	return &failure{exit: exitFailed, fact: wordResetDeadlock.In(c.lang), remedy: wordResetDeadlockDo.Fill(c.lang, alias)}
}

// typed asks for the alias on the terminal.
func (a *app) typed(alias string) bool {
	fmt.Fprintf(a.env.Stderr, wordTypeAlias.In(a.lang), alias)
	line, err := a.readLine()
	return err == nil && strings.TrimSpace(line) == alias
}

// tell tells the outcome; only ok ends the run with 0.
func (c *resetCommand) tell(r guard.Result) error {
	lang := c.lang
	if r.JournalErr != nil {
		c.complain(&failure{fact: wordWarning.Fill(c.lang, wordResetJournalLost.Fill(lang, r.JournalErr))})
	}
	var end *failure
	switch {
	case r.Outcome == guard.OK:
	case r.Outcome == guard.Unknown:
		end = &failure{exit: exitFailed, fact: c.unknown(r.Err), remedy: wordResetUnknownDo.Fill(lang, r.Target.Alias), err: r.Err}
	case r.Next() == guard.BySecret:
		errors.As(c.deadlock(r.Target.Alias), &end)
		end.err = r.Err
	case r.Err != nil:
		end = c.asFailure(r.Err)
	}
	if c.format == formatJSON {
		doc := c.form().Reset(r)
		if end != nil {
			doc.Error = c.jsonError(end)
		}
		c.writeJSON(doc)
	} else {
		c.printResult(r)
	}
	if end == nil {
		return nil
	}
	return end
}

// unknown says what is not known of a clear, and what came instead of an answer.
func (c *resetCommand) unknown(err error) string {
	why, _ := words.Explain(err, c.lang)
	if why == "" {
		return wordResetUnknown.In(c.lang)
	}
	return wordResetUnknownWhy.Fill(c.lang, wordResetUnknown.In(c.lang), why)
}

// end gives a reset that never came to an outcome its JSON, so that a
// script can always read the outcome.
func (c *resetCommand) end(ctx context.Context, target guard.Target, err error) error {
	if err == nil || c.format != formatJSON || c.wroteJSON {
		return err
	}
	doc := c.form().Reset(guard.Result{Target: target, Outcome: guard.NotSent})
	doc.Error = c.jsonError(err)
	if target.AppID == "" {
		doc.Left = nil
	} else if left, lerr := c.desk().Guard().Left(ctx, target.AppID); lerr == nil {
		doc.Left = &report.Left{All: left.All, API: left.API}
	}
	c.writeJSON(doc)
	return err
}

func (c *resetCommand) endDryRun(plan guard.Plan) error {
	if c.format != formatJSON {
		fmt.Fprintf(c.env.Stdout, "\n%s\n", wordResetDryRun.In(c.lang))
		return nil
	}
	c.writeJSON(c.form().DryRun(plan))
	return nil
}

func (c *resetCommand) printPlan(w io.Writer, acc keystore.Account, p guard.Plan) {
	lang := c.lang
	scope, via := wordResetScopeAll.In(lang), wordResetViaToken.In(lang)
	if p.Target.Scope == guard.ScopeAPI {
		scope = wordResetScopeAPI.Fill(lang, p.Target.Path)
	}
	if p.Target.Via == guard.ViaSecret {
		via = wordResetViaSecret.In(lang)
	}
	last := wordNone.In(c.lang)
	if p.Last != nil {
		last = wordResetLastWords.Fill(lang, c.local(p.Last.At), words.Who(p.Last.Who, c.lang), pastScope(*p.Last, c.lang), outcomeWord(*p.Last, c.lang))
	}
	fields := []field{
		{wordResetAccount.In(lang), acc.Alias + "  " + acc.Name}, {wordResetAppID.In(lang), acc.AppID}, {wordResetEnv.In(lang), acc.Env}, {wordResetScope.In(lang), scope}, {wordResetVia.In(lang), via},
		{wordResetSends.In(lang), p.Sends}, {wordResetLeft.In(lang), words.Budgets(p.Left, c.lang)}, {wordResetLast.In(lang), last}, {wordResetReason.In(lang), p.Target.Reason},
	}
	for _, q := range mostPressed(p.Before, 5) {
		fields = append(fields, field{wordResetNow.In(lang), c.quotaLine(q)})
	}
	writeFields(w, fields)
	for _, warning := range p.Warnings {
		fmt.Fprintln(w, wordWarning.Fill(c.lang, words.Warning(warning, p, c.lang)))
	}
}

func (c *resetCommand) printResult(r guard.Result) {
	lang := c.lang
	fields := []field{{wordResetOutcomeHead.In(lang), wordResetOutcome[r.Outcome].In(lang)}, {wordResetID.In(lang), r.ID}}
	for _, q := range mostPressed(r.After, 5) {
		fields = append(fields, field{wordResetAfter.In(lang), c.quotaLine(q)})
	}
	fields = append(fields, field{wordResetLeft.In(lang), words.Budgets(r.Left, c.lang)})
	fmt.Fprintln(c.env.Stdout)
	writeFields(c.env.Stdout, fields)
	if r.Outcome == guard.OK {
		for _, q := range guard.Lagging(r.Before, r.After) {
			fmt.Fprintf(c.env.Stdout, wordResetLagging.In(lang)+"\n", q.Path, words.Group(q.Daily.Used))
		}
	}
}

func (c *resetCommand) quotaLine(q wechat.Quota) string {
	if q.Daily == nil {
		return q.Path
	}
	return wordResetQuota.Fill(c.lang, q.Path, words.Group(q.Daily.Used), words.Group(q.Daily.Limit), useWord(*q.Daily, c.lang))
}
