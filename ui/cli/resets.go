package cli

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"strconv"

	"github.com/spf13/cobra"

	"wxops/keystore"
	"wxops/ui/cli/shell"
	"wxops/ui/words"
	"wxops/wechat/guard"
)

// resetsCommand shows the journal.
type resetsCommand struct{ *shell.Shell }

func newResets(sh *shell.Shell) *cobra.Command {
	c := &resetsCommand{sh}
	return &cobra.Command{
		Use:               "resets [ALIAS]",
		Short:             wordShortResets.In(sh.Lang),
		Args:              sh.AtMost(1),
		ValidArgsFunction: sh.CompleteAlias,
		RunE:              func(cmd *cobra.Command, args []string) error { return c.Run(cmd.Context(), append(args, "")[0]) },
	}
}

// Run shows the journal, newest first, and what is left of each
// account's budgets.
func (c *resetsCommand) Run(ctx context.Context, alias string) error {
	accounts, err := c.Accounts()
	if err != nil {
		return err
	}
	g := c.Desk().Guard()
	resets, damaged, err := g.Resets(ctx)
	if err != nil {
		return c.journalUnread(err)
	}
	if damaged > 0 {
		c.Warn(wordResetDamaged.Fill(c.Lang, damaged))
	}
	if alias != "" {
		accounts, resets = narrow(accounts, resets, alias)
		if len(accounts)+len(resets) == 0 {
			return c.NoAccount(alias)
		}
	}
	lefts, leftOf := make([]accountLeft, len(accounts)), g.LeftOf(resets)
	for i, acc := range accounts {
		lefts[i] = accountLeft{acc.Alias, leftOf(acc.AppID)}
	}
	if c.Format == shell.FormatJSON {
		doc := c.Form().Resets(resets)
		for _, l := range lefts {
			doc.Add(l.alias, l.left)
		}
		c.WriteJSON(doc)
		return nil
	}
	c.printPastResets(resets)
	c.printLefts(lefts, g.Team())
	return nil
}

// accountLeft is what one account has left this month.
type accountLeft struct {
	alias string
	left  guard.Left
}

// journalUnread words the guard's refusal for someone who only wants to look.
func (c *resetsCommand) journalUnread(err error) error {
	cause := errors.Unwrap(err)
	if cause == nil {
		cause = err
	}
	fact, remedy := words.Explain(cause, c.Lang)
	return &shell.Failure{
		Exit: shell.ExitFailed, Fact: wordResetJournalUnread.Fill(c.Lang, fact), Remedy: cmp.Or(remedy, words.FileAdvice[1].In(c.Lang)), Err: err,
	}
}

// narrow keeps one account's: by its AppID, so that a renamed account keeps
// its history; by the alias for an account that is no longer in the file.
func narrow(accounts []keystore.Account, resets []guard.Reset, alias string) (one []keystore.Account, its []guard.Reset) {
	for _, acc := range accounts {
		if acc.Alias == alias {
			one = append(one, acc)
		}
	}
	for _, r := range resets {
		if len(one) > 0 && r.AppID == one[0].AppID || len(one) == 0 && r.Alias == alias {
			its = append(its, r)
		}
	}
	return one, its
}

func (c *resetsCommand) printPastResets(resets []guard.Reset) {
	lang, w := c.Lang, c.Env.Stdout
	if len(resets) == 0 {
		fmt.Fprintln(w, wordResetEmpty.In(lang))
		return
	}
	rows := make([][]string, len(resets))
	for i, r := range resets {
		code := ""
		if r.Code != 0 {
			code = strconv.FormatInt(r.Code, 10)
		}
		rows[i] = []string{c.Local(r.At), r.Alias, pastScope(r, c.Lang), outcomeWord(r, c.Lang), code, words.Who(r.Who, c.Lang), r.Reason}
	}
	shell.WriteTable(w, lang, []shell.Column{shell.Text(wordResetWhen), shell.Text(wordResetAccount), shell.Text(wordResetScope), shell.Text(wordResetOutcomeHead),
		shell.Number(wordResetErrcode), shell.Text(wordResetWho), shell.Text(wordResetReason)}, rows)
}

func pastScope(r guard.Reset, lang words.Lang) string {
	if r.Scope == guard.ScopeAPI {
		return r.Path
	}
	return wordResetScopeAll.In(lang)
}

// outcomeWord shows an outcome of a later version as the journal has it.
func outcomeWord(r guard.Reset, lang words.Lang) string {
	if word := words.Outcome(r.Outcome, lang); word != "" {
		return word
	}
	return string(r.Outcome)
}

// printLefts shows what each account has left this month, and how sure that is.
func (c *resetsCommand) printLefts(lefts []accountLeft, team string) {
	if len(lefts) == 0 {
		return
	}
	lang, w := c.Lang, c.Env.Stdout
	rows, usedUp := make([][]string, len(lefts)), false
	for i, l := range lefts {
		rows[i] = []string{l.alias, words.Budget(l.left, guard.ScopeAll, lang), words.Budget(l.left, guard.ScopeAPI, lang)}
		usedUp = usedUp || l.left.AllSure || l.left.APISure
	}
	fmt.Fprintln(w)
	shell.WriteTable(w, lang, []shell.Column{shell.Text(wordResetAccount), shell.Text(wordResetAll), shell.Text(wordResetSingle)}, rows)
	if usedUp {
		fmt.Fprintln(w, words.Warning(guard.UsedUp, guard.Plan{}, lang))
	}
	fmt.Fprintln(w, words.Warning(guard.Elsewhere, guard.Plan{Team: team}, lang))
}

// What help says of it, and of its flags; a word in back quotes names the value.
var (
	wordShortResets = words.Pair{"The journal of resets, and what is left this month", "清零记录与本月剩余次数"}
)
