package cli

import (
	"context"
	"errors"
	"fmt"
	"io"
	"strings"

	"github.com/spf13/cobra"

	"wxops/keystore"
	"wxops/ui/cli/shell"
	"wxops/ui/report"
	"wxops/ui/words"
	"wxops/wechat"
	"wxops/wechat/guard"
	"wxops/wechat/meter"
)

// resetCommand clears a quota, behind the guard.
type resetCommand struct {
	*shell.Shell
	all         bool
	paths       pathsFlag // one, or none
	via         string
	confirm     string
	reason      string
	dryRun      bool
	secretStdin bool

	known meter.Account // by what was read before
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

func newReset(sh *shell.Shell) *cobra.Command {
	c := &resetCommand{Shell: sh}
	cmd := &cobra.Command{
		Use:               "reset ALIAS (--all | --api PATH)",
		Short:             wordShortReset.In(sh.Lang),
		Long:              wordLongReset.In(sh.Lang),
		Example:           "wxops reset mall --api /cgi-bin/message/subscribe/send --dry-run\nwxops reset mall --api /cgi-bin/message/subscribe/send --confirm mall\nwxops reset mall --all --via secret --confirm mall -o json",
		Args:              sh.Exactly(1),
		ValidArgsFunction: sh.CompleteAlias,
		RunE:              func(cmd *cobra.Command, args []string) error { return c.Run(cmd.Context(), args[0]) },
	}
	f := cmd.Flags()
	f.BoolVar(&c.all, "all", false, wordFlagResetAll.In(sh.Lang))
	f.Var(&c.paths, "api", wordFlagResetAPI.In(sh.Lang))
	f.StringVar(&c.via, "via", string(guard.ViaToken), wordFlagVia.In(sh.Lang))
	f.StringVar(&c.confirm, "confirm", "", shell.WordFlagConfirm.In(sh.Lang))
	f.StringVar(&c.reason, "reason", "", wordFlagReason.In(sh.Lang))
	f.BoolVar(&c.dryRun, "dry-run", false, wordFlagDryRun.In(sh.Lang))
	f.BoolVar(&c.secretStdin, "secret-stdin", false, shell.WordFlagSecretStdin.In(sh.Lang))
	shell.CompleteWords(cmd, "via", string(guard.ViaToken), string(guard.ViaSecret))
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
	lang := c.Lang
	target := guard.Target{Alias: alias, Scope: guard.ScopeAll, Via: guard.Via(c.via), Reason: c.reason}
	if len(c.paths) > 0 {
		target.Scope, target.Path = guard.ScopeAPI, c.paths[0]
	}
	switch {
	case c.all && len(c.paths) > 0:
		return target, shell.Usage(wordResetBothScopes.In(lang), "")
	case !c.all && len(c.paths) == 0:
		return target, shell.Usage(wordResetNeedScope.In(lang), wordResetNeedScopeDo.In(lang))
	case len(c.paths) > 1:
		return target, shell.Usage(wordResetManyPaths.In(lang), "")
	case target.Via != guard.ViaToken && target.Via != guard.ViaSecret:
		return target, shell.Usage(wordResetWrongVia.In(lang), "")
	case target.Via == guard.ViaSecret && target.Scope != guard.ScopeAll:
		return target, shell.Usage(words.Explain(&guard.RefusedError{Why: guard.RefusedVia}, c.Lang))
	case c.dryRun:
		return target, nil
	case c.confirm != "" && c.confirm != alias:
		return target, shell.Usage(shell.WordWrongConfirm.Fill(lang, alias), wordResetNothingSent.In(lang))
	case c.confirm == "" && !c.Env.StdinTerminal:
		return target, shell.Usage(wordResetNeedConfirm.In(lang), shell.WordNeedConfirmDo.Fill(lang, alias))
	}
	return target, nil
}

// reset plans, asks, resets and tells. What it returns ended the run before
// anything was sent; the outcome of a reset is told by tell.
func (c *resetCommand) reset(ctx context.Context, target *guard.Target) error {
	acc, err := c.Account(target.Alias)
	if err != nil {
		return err
	}
	target.AppID, target.ReadOnly = acc.AppID, acc.ReadOnly
	client, err := c.Open(acc, c.secretStdin)
	if err != nil {
		return err
	}
	g := c.Desk().Guard()
	for {
		plan, err := c.plan(ctx, g, client, acc, *target)
		switch {
		case err != nil:
			return err
		case c.dryRun:
			return c.endDryRun(plan)
		case c.confirm == "" && !c.Typed(target.Alias):
			return &shell.Failure{Exit: shell.ExitFailed, Fact: shell.WordNotConfirmed.In(c.Lang)}
		}
		result := c.clear(ctx, g, client, plan)
		if c.confirm != "" || result.Next() != guard.PlanAgain {
			return c.tell(result)
		}
		// It lay too long at the prompt: what has changed is shown, and asked again.
		fact, _ := words.Explain(result.Err, c.Lang)
		c.Warn(fact)
	}
}

// plan reads the quota and shows what a reset would do.
func (c *resetCommand) plan(ctx context.Context, g *guard.Guard, client guard.Client, acc keystore.Account, target guard.Target) (guard.Plan, error) {
	done := c.Progress(wordResetPlanning.In(c.Lang))
	plan, err := g.Plan(ctx, client, target, wantedPaths(acc, nil, false))
	done()
	if err != nil {
		return plan, err
	}
	c.known, _ = c.Desk().Known(acc, plan.Before) // where nothing is remembered, the numbers tell alone
	if c.Format != shell.FormatJSON {
		c.printPlan(c.Env.Stdout, acc, plan)
	} else if c.Env.StdinTerminal && c.confirm == "" {
		c.printPlan(c.Env.Stderr, acc, plan)
	}
	if plan.Next() == guard.BySecret {
		return plan, c.deadlock(target.Alias)
	}
	return plan, nil
}

// clear sends the reset. A ctrl+c cannot call it back; it is told so.
func (c *resetCommand) clear(ctx context.Context, g *guard.Guard, client guard.Client, plan guard.Plan) guard.Result {
	done := c.Progress(wordResetSending.In(c.Lang))
	defer done()
	told := context.AfterFunc(ctx, func() { fmt.Fprintln(c.Env.Stderr, wordResetWaiting.In(c.Lang)) })
	defer told()
	return g.Reset(ctx, client, plan)
}

// deadlock offers the way out when the token's own quota is used up.
func (c *resetCommand) deadlock(alias string) error {
	return &shell.Failure{Exit: shell.ExitFailed, Fact: wordResetDeadlock.In(c.Lang), Remedy: wordResetDeadlockDo.Fill(c.Lang, alias)}
}

// tell tells the outcome; only ok ends the run with 0.
func (c *resetCommand) tell(r guard.Result) error {
	lang := c.Lang
	if r.JournalErr != nil {
		c.Complain(&shell.Failure{Fact: shell.WordWarning.Fill(c.Lang, wordResetJournalLost.Fill(lang, r.JournalErr))})
	}
	var end *shell.Failure
	switch {
	case r.Outcome == guard.OK:
	case r.Outcome == guard.Unknown:
		end = &shell.Failure{Exit: shell.ExitFailed, Fact: c.unknown(r.Err), Remedy: wordResetUnknownDo.Fill(lang, r.Target.Alias), Err: r.Err}
	case r.Next() == guard.BySecret:
		errors.As(c.deadlock(r.Target.Alias), &end)
		end.Err = r.Err
	case r.Err != nil:
		end = c.AsFailure(r.Err)
	}
	if c.Format == shell.FormatJSON {
		doc := c.Form().Reset(r, c.known)
		if r.Outcome == guard.OK {
			doc.Outlook = c.outlook(r.Target, r.Left)
		}
		if end != nil {
			doc.Error = c.JSONError(end)
		}
		c.WriteJSON(doc)
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
	why, _ := words.Explain(err, c.Lang)
	if why == "" {
		return wordResetUnknown.In(c.Lang)
	}
	return wordResetUnknownWhy.Fill(c.Lang, wordResetUnknown.In(c.Lang), why)
}

// end gives a reset that never came to an outcome its JSON, so that a
// script can always read the outcome.
func (c *resetCommand) end(ctx context.Context, target guard.Target, err error) error {
	if err == nil || c.Format != shell.FormatJSON || c.WroteJSON {
		return err
	}
	doc := c.Form().Reset(guard.Result{Target: target, Outcome: guard.NotSent}, c.known)
	doc.Error = c.JSONError(err)
	if target.AppID == "" {
		doc.Left = nil
	} else if left, lerr := c.Desk().Guard().Left(ctx, target.AppID); lerr == nil {
		doc.Left = &report.Left{All: left.All, API: left.API}
	}
	c.WriteJSON(doc)
	return err
}

func (c *resetCommand) endDryRun(plan guard.Plan) error {
	if c.Format != shell.FormatJSON {
		fmt.Fprintf(c.Env.Stdout, "\n%s\n", wordResetDryRun.In(c.Lang))
		return nil
	}
	doc := c.Form().DryRun(plan, c.known)
	doc.Outlook = c.outlook(plan.Target, plan.Left.After(plan.Target.Scope))
	c.WriteJSON(doc)
	return nil
}

// outlook is the part of a document that says what a clear buys; after is what is left then.
func (c *resetCommand) outlook(t guard.Target, after guard.Left) *report.Outlook {
	o, known := c.known.Outlook(t.Path, c.Env.Now())
	return c.Form().Outlook(o, known, after)
}

func (c *resetCommand) printPlan(w io.Writer, acc keystore.Account, p guard.Plan) {
	lang := c.Lang
	scope, via := wordResetScopeAll.In(lang), wordResetViaToken.In(lang)
	if p.Target.Scope == guard.ScopeAPI {
		scope = wordResetScopeAPI.Fill(lang, p.Target.Path)
	}
	if p.Target.Via == guard.ViaSecret {
		via = wordResetViaSecret.In(lang)
	}
	last := wordNone.In(c.Lang)
	if p.Last != nil {
		last = wordResetLastWords.Fill(lang, c.Local(p.Last.At), words.Who(p.Last.Who, c.Lang), pastScope(*p.Last, c.Lang), outcomeWord(*p.Last, c.Lang))
	}
	fields := []shell.Field{
		{wordResetAccount.In(lang), acc.Alias + "  " + acc.Name}, {wordResetAppID.In(lang), acc.AppID}, {wordResetEnv.In(lang), acc.Env}, {wordResetScope.In(lang), scope}, {wordResetVia.In(lang), via},
		{wordResetSends.In(lang), p.Sends}, {wordResetLeft.In(lang), words.Budgets(p.Left, c.Lang)}, {wordResetLast.In(lang), last}, {wordResetReason.In(lang), p.Target.Reason},
	}
	fields = append(fields, c.mostPressed(wordResetNow.In(lang), p.Before)...)
	if o, known := c.known.Outlook(p.Target.Path, c.Env.Now()); known {
		fields = append(fields, shell.Field{wordResetOutlook.In(lang), words.Outlook(o, p.Left.After(p.Target.Scope), p.Target.Scope, c.Env.Now(), lang)})
	}
	shell.WriteFields(w, fields)
	for _, warning := range p.Warnings {
		fmt.Fprintln(w, shell.WordWarning.Fill(c.Lang, words.Warning(warning, p, c.Lang)))
	}
}

func (c *resetCommand) printResult(r guard.Result) {
	lang := c.Lang
	fields := []shell.Field{{wordResetOutcomeHead.In(lang), wordResetOutcome[r.Outcome].In(lang)}, {wordResetID.In(lang), r.ID}}
	fields = append(fields, c.mostPressed(wordResetAfter.In(lang), r.After)...)
	fields = append(fields, shell.Field{wordResetLeft.In(lang), words.Budgets(r.Left, c.Lang)})
	fmt.Fprintln(c.Env.Stdout)
	shell.WriteFields(c.Env.Stdout, fields)
	if r.Outcome == guard.OK {
		for _, q := range guard.Lagging(r.Before, r.After) {
			fmt.Fprintf(c.Env.Stdout, wordResetLagging.In(lang)+"\n", q.Path, words.Group(q.Daily.Used))
		}
	}
}

// pressedShown is how many quotas a person is shown of an account.
const pressedShown = 5

// mostPressed are the most used quotas, a line each, and how many more there are.
func (c *resetCommand) mostPressed(label string, quotas []wechat.Quota) (fields []shell.Field) {
	for _, q := range shown(meter.WorstFirst(quotas), pressedShown) {
		fields = append(fields, shell.Field{label, c.quotaLine(q)})
	}
	if more := len(quotas) - len(fields); more > 0 {
		fields = append(fields, shell.Field{"", wordResetMore.Fill(c.Lang, more)})
	}
	return fields
}

func (c *resetCommand) quotaLine(q wechat.Quota) string {
	if q.Daily == nil {
		return q.Path
	}
	return wordResetQuota.Fill(c.Lang, q.Path, words.Group(q.Daily.Used), words.Group(q.Daily.Limit), useWord(*q.Daily, c.Lang))
}

// There was none.
var (
	wordNone = words.Pair{"none", "无"}
)
