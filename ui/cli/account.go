package cli

import (
	"context"
	"strings"

	"github.com/spf13/cobra"

	"wxops/keystore"
	"wxops/ui/report"
	"wxops/ui/words"
)

func newAccount(a *app) *cobra.Command {
	cmd := &cobra.Command{
		Use:   "account",
		Short: wordShortAccount.In(a.lang),
		Args:  a.noArgs(),
		RunE: func(cmd *cobra.Command, _ []string) error {
			return usage(wordAccountNeedAction.In(a.lang), wordAccountNeedActionDo.In(a.lang))
		},
	}
	cmd.AddCommand(newAccountList(a), newAccountAdd(a), newAccountEdit(a), newAccountRemove(a),
		newAccountTest(a), newAccountSecret(a), newAccountImport(a))
	return cmd
}

// accountList lists the accounts.
type accountList struct{ *app }

func newAccountList(a *app) *cobra.Command {
	c := &accountList{a}
	return &cobra.Command{
		Use:   "list",
		Short: wordShortAccountList.In(a.lang),
		Args:  a.noArgs(),
		RunE:  func(cmd *cobra.Command, _ []string) error { return c.Run(cmd.Context()) },
	}
}

// accountDocument gives an account as the documents tell of it.
func accountDocument(acc keystore.Account) report.Account {
	return report.Account{
		Alias: acc.Alias, Name: report.Null(acc.Name), AppID: acc.AppID, Kind: string(acc.Kind), Env: report.Null(acc.Env),
		Secret: string(acc.Source()), APIs: report.List(acc.APIs), APIsAdd: report.List(acc.APIsAdd), APIsSkip: report.List(acc.APIsSkip),
		ReadOnly: acc.ReadOnly,
	}
}

func accountDocuments(accounts []keystore.Account) []report.Account {
	docs := make([]report.Account, len(accounts))
	for i, acc := range accounts {
		docs[i] = accountDocument(acc)
	}
	return docs
}

// Run lists the accounts, and says what is odd about them.
func (c *accountList) Run(context.Context) error {
	accounts, warnings, err := c.desk().Book().Load()
	if err != nil {
		return err
	}
	for _, w := range warnings {
		c.warn(words.Fault(w, c.lang))
	}
	if c.format == formatJSON {
		c.writeJSON(report.Accounts{Accounts: accountDocuments(accounts)})
		return nil
	}
	lang := c.lang
	if len(accounts) == 0 {
		fact, remedy := words.NoAccounts.In(lang)
		c.complain(&failure{fact: fact, remedy: remedy})
		return nil
	}
	rows := make([][]string, 0, len(accounts))
	for _, acc := range accounts {
		readOnly := ""
		if acc.ReadOnly {
			readOnly = wordYes.In(c.lang)
		}
		rows = append(rows, []string{acc.Alias, acc.Name, acc.AppID, string(acc.Kind), strings.ToUpper(acc.Env),
			string(acc.Source()), readOnly})
	}
	writeTable(c.env.Stdout, []column{{wordAccountAlias.In(lang), false}, {wordAccountName.In(lang), false}, {wordAccountAppID.In(lang), false}, {wordAccountKind.In(lang), false}, {wordAccountEnv.In(lang), false},
		{wordAccountSecret.In(lang), false}, {wordAccountReadOnly.In(lang), false}}, rows)
	return nil
}

// takeSecret gets the AppSecret that is to be stored: from standard input or
// typed. Without either it is empty.
func takeSecret(ctx context.Context, a *app, acc keystore.Account, fromStdin bool) (keystore.Secret, error) {
	switch {
	case fromStdin && !acc.Source().Keeps() && acc.Source().Asks() != keystore.AsksSecret:
		return keystore.Secret{}, &keystore.Problem{Account: acc.Alias, Source: acc.Source(), Reason: keystore.SourceReadOnly}
	case fromStdin:
		return a.secretFromStdin()
	case acc.Source().Keeps() && a.env.ReadHidden != nil:
		return a.askSecret(ctx, acc.Item())
	}
	return keystore.Secret{}, nil
}
