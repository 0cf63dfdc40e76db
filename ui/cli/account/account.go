// Package account is the commands about accounts: what is in accounts.toml,
// and where each AppSecret lives.
package account

import (
	"context"
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
		newTest(sh), newSecret(sh), newImport(sh))
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
		ReadOnly: acc.ReadOnly,
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
	for _, w := range warnings {
		c.Warn(words.Fault(w, c.Lang))
	}
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
	rows := make([][]string, 0, len(accounts))
	for _, acc := range accounts {
		readOnly := ""
		if acc.ReadOnly {
			readOnly = shell.WordYes.In(c.Lang)
		}
		rows = append(rows, []string{acc.Alias, acc.Name, acc.AppID, string(acc.Kind), strings.ToUpper(acc.Env),
			string(acc.Source()), readOnly})
	}
	shell.WriteTable(c.Env.Stdout, c.Lang, []shell.Column{shell.Text(wordAlias), shell.Text(wordName), shell.Text(wordAppID), shell.Text(wordKind), shell.Text(wordEnv),
		shell.Text(wordSecret), shell.Text(wordReadOnly)}, rows)
	return nil
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
