// Package account is the commands about accounts: what is in accounts.toml,
// and where each AppSecret lives.
package account

import (
	"context"
	"slices"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"wxops/keystore"
	"wxops/keystore/secret"
	"wxops/ui/cli/shell"
	"wxops/ui/report"
	"wxops/ui/words"
)

// New makes the group of commands.
func New(sh *shell.Shell) *cobra.Command {
	cmd := &cobra.Command{
		Use:   "account",
		Short: wordShortGroup.In(sh.Lang),
		Args:  sh.NoArgs(),
		RunE: func(cmd *cobra.Command, _ []string) error {
			return shell.Usage(wordNeedAction.In(sh.Lang), wordNeedActionDo.In(sh.Lang))
		},
	}
	cmd.AddCommand(newList(sh), newAdd(sh), newEdit(sh), newRemove(sh),
		newTest(sh), newSecret(sh), newImport(sh), newCheck(sh))
	return cmd
}

// listCommand lists the accounts.
type listCommand struct{ *shell.Shell }

func newList(sh *shell.Shell) *cobra.Command {
	c := &listCommand{sh}
	return &cobra.Command{
		Use:   "list",
		Short: wordShortList.In(sh.Lang),
		Args:  sh.NoArgs(),
		RunE:  func(cmd *cobra.Command, _ []string) error { return c.Run(cmd.Context()) },
	}
}

// document gives an account as the documents tell of it.
func document(acc keystore.Account) report.Account {
	return report.Account{
		Alias: acc.Alias, Name: report.Null(acc.Name), AppID: acc.AppID, Kind: string(acc.Kind), Env: report.Null(acc.Env),
		Secret: string(acc.Source()), APIs: report.List(acc.APIs), APIsAdd: report.List(acc.APIsAdd), APIsSkip: report.List(acc.APIsSkip),
		ReadOnly: acc.ReadOnly, Tags: report.List(acc.Tags), OnDemand: acc.OnDemand, WarnAt: report.List(acc.WarnAt),
		Base: report.Null(acc.Base), Proxy: report.Null(acc.Proxy), Watch: policy(acc.Watch), From: report.Null(acc.From),
	}
}

func policy(w *keystore.Watch) *report.Watch {
	if w == nil {
		return nil
	}
	return &report.Watch{
		ResetAt: report.Null(w.ResetAt), Scope: w.Scope, APIs: report.List(w.APIs), PerMonth: w.PerMonth, KeepBack: w.KeepBack,
		OnlyIfOutFor: int64(w.OnlyIfOutFor.Seconds()), DayEndsWithin: int64(w.DayEndsWithin.Seconds()),
	}
}

func documents(accounts []keystore.Account) []report.Account {
	docs := make([]report.Account, len(accounts))
	for i, acc := range accounts {
		docs[i] = document(acc)
	}
	return docs
}

// Run lists the accounts, and says what is odd about them.
func (c *listCommand) Run(context.Context) error {
	accounts, warnings, err := c.Desk().Book().Load()
	if err != nil {
		return err
	}
	c.doubts(warnings)
	if c.Format == shell.FormatJSON {
		c.WriteJSON(report.Accounts{Accounts: documents(accounts)})
		return nil
	}
	lang := c.Lang
	if len(accounts) == 0 {
		fact, remedy := words.NoAccounts.In(lang)
		c.Complain(&shell.Failure{Fact: fact, Remedy: remedy})
		return nil
	}
	c.table(accounts)
	return nil
}

// mostDoubts is how many doubts stand above a list; account check says them all.
const mostDoubts = 10

// doubts says what looks wrong in the file, and of which account.
func (c *listCommand) doubts(warnings []keystore.Fault) {
	for _, w := range warnings[:min(len(warnings), mostDoubts)] {
		said := words.Fault(w, c.Lang)
		if w.Account != "" && w.File == "" {
			said = wordDoubt.Fill(c.Lang, w.Account, w.Line, said)
		}
		c.Warn(said)
	}
	if more := len(warnings) - mostDoubts; more > 0 {
		c.Warn(wordMoreDoubts.Fill(c.Lang, more))
	}
}

// listColumn is a column of the list; one that is rare is left out where no account
// has anything for it.
type listColumn struct {
	head words.Pair
	rare bool
	cell func(acc keystore.Account) string
}

func (c *listCommand) columns() []listColumn {
	yes := func(b bool) string {
		if b {
			return shell.WordYes.In(c.Lang)
		}
		return ""
	}
	return []listColumn{
		{wordAlias, false, func(acc keystore.Account) string { return acc.Alias }},
		{wordName, false, func(acc keystore.Account) string { return acc.Name }},
		{wordAppID, false, func(acc keystore.Account) string { return acc.AppID }},
		{wordKind, false, func(acc keystore.Account) string { return string(acc.Kind) }},
		{wordEnv, false, func(acc keystore.Account) string { return strings.ToUpper(acc.Env) }},
		{wordSecret, false, func(acc keystore.Account) string { return string(acc.Source()) }},
		{wordReadOnly, false, func(acc keystore.Account) string { return yes(acc.ReadOnly) }},
		{wordTags, true, func(acc keystore.Account) string { return strings.Join(acc.Tags, ", ") }},
		{wordOnDemand, true, func(acc keystore.Account) string { return yes(acc.OnDemand) }},
		{wordWarnAt, true, func(acc keystore.Account) string { return numbers(acc.WarnAt) }},
		{wordBase, true, func(acc keystore.Account) string { return acc.Base }},
		{wordProxy, true, func(acc keystore.Account) string { return acc.Proxy }},
		{wordPolicy, true, func(acc keystore.Account) string { return policyInWords(acc.Watch, c.Lang) }},
		{wordFrom, true, func(acc keystore.Account) string { return acc.From }},
	}
}

// policyInWords is what the watch clears of an account.
func policyInWords(w *keystore.Watch, lang words.Lang) string {
	if w == nil || w.ResetAt == 0 {
		return ""
	}
	return wordClears.Fill(lang, w.Scope, w.ResetAt, w.PerMonth, w.KeepBack)
}

func (c *listCommand) table(accounts []keystore.Account) {
	var heads []shell.Column
	rows := make([][]string, len(accounts))
	for _, col := range c.columns() {
		if col.rare && !slices.ContainsFunc(accounts, func(acc keystore.Account) bool { return col.cell(acc) != "" }) {
			continue
		}
		heads = append(heads, shell.Text(col.head))
		for i, acc := range accounts {
			rows[i] = append(rows[i], col.cell(acc))
		}
	}
	shell.WriteTable(c.Env.Stdout, c.Lang, heads, rows)
}

// numbers writes whole numbers as --warn-at takes them.
func numbers(list []int64) string {
	texts := make([]string, len(list))
	for i, n := range list {
		texts[i] = strconv.FormatInt(n, 10)
	}
	return strings.Join(texts, ",")
}

// takeSecret gets the AppSecret that is to be stored: from standard input or
// typed. Without either it is empty.
func takeSecret(ctx context.Context, sh *shell.Shell, acc keystore.Account, fromStdin bool) (keystore.Secret, error) {
	switch {
	case fromStdin && !acc.Source().Keeps() && acc.Source().Asks() != keystore.AsksSecret:
		return keystore.Secret{}, &keystore.Problem{Account: acc.Alias, Source: acc.Source(), Reason: secret.SourceReadOnly}
	case fromStdin:
		return sh.SecretFromStdin()
	case acc.Source().Keeps() && sh.Env.ReadHidden != nil:
		return sh.AskSecret(ctx, acc.Item())
	}
	return keystore.Secret{}, nil
}
