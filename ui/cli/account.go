package cli

import (
	"strings"

	"github.com/spf13/cobra"

	"wxops/keystore"
	"wxops/ui/words"
)

func (a *app) accountCommand() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "account",
		Short: wordShortAccount.In(a.lang),
		Args:  a.noArgs(),
		RunE: func(cmd *cobra.Command, _ []string) error {
			return usage(wordAccountNeedAction.In(a.lang), wordAccountNeedActionDo.In(a.lang))
		},
	}
	cmd.AddCommand(a.accountListCommand(), a.accountAddCommand(), a.accountEditCommand(), a.accountRemoveCommand(),
		a.accountTestCommand(), a.accountSecretCommand(), a.accountImportCommand())
	return cmd
}

func (a *app) accountListCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "list",
		Short: wordShortAccountList.In(a.lang),
		Args:  a.noArgs(),
		RunE:  func(*cobra.Command, []string) error { return a.runAccountList() },
	}
}

// jsonAccount is an account as every account command tells it. secret is the
// name of the source; the AppSecret itself is never printed.
type jsonAccount struct {
	Alias    string              `json:"alias"`
	Name     *string             `json:"name"`
	AppID    string              `json:"appid"`
	Kind     keystore.Kind       `json:"kind"`
	Env      *string             `json:"env"`
	Secret   keystore.SourceName `json:"secret"`
	APIs     []string            `json:"apis"`
	APIsAdd  []string            `json:"apis_add"`
	APIsSkip []string            `json:"apis_skip"`
	ReadOnly bool                `json:"read_only"`
}

func toJSON(acc keystore.Account) jsonAccount {
	return jsonAccount{acc.Alias, orNull(acc.Name), acc.AppID, acc.Kind, orNull(acc.Env), acc.Source(),
		emptyNotNull(acc.APIs), emptyNotNull(acc.APIsAdd), emptyNotNull(acc.APIsSkip), acc.ReadOnly}
}

func (a *app) runAccountList() error {
	accounts, warnings, err := a.desk().Book().Load()
	if err != nil {
		return err
	}
	for _, w := range warnings {
		a.warn(words.Fault(w, a.lang))
	}
	if a.format == formatJSON {
		doc := struct {
			Accounts []jsonAccount `json:"accounts"`
		}{[]jsonAccount{}}
		for _, acc := range accounts {
			doc.Accounts = append(doc.Accounts, toJSON(acc))
		}
		a.writeJSON(doc)
		return nil
	}
	lang := a.lang
	if len(accounts) == 0 {
		fact, remedy := words.NoAccounts.In(lang)
		a.complain(&failure{fact: fact, remedy: remedy})
		return nil
	}
	rows := make([][]string, 0, len(accounts))
	for _, acc := range accounts {
		readOnly := ""
		if acc.ReadOnly {
			readOnly = wordYes.In(a.lang)
		}
		rows = append(rows, []string{acc.Alias, acc.Name, acc.AppID, string(acc.Kind), strings.ToUpper(acc.Env),
			string(acc.Source()), readOnly})
	}
	writeTable(a.env.Stdout, []column{{wordAccountAlias.In(lang), false}, {wordAccountName.In(lang), false}, {wordAccountAppID.In(lang), false}, {wordAccountKind.In(lang), false}, {wordAccountEnv.In(lang), false},
		{wordAccountSecret.In(lang), false}, {wordAccountReadOnly.In(lang), false}}, rows)
	return nil
}

// takeSecret gets the AppSecret that is to be stored: from standard input or
// typed. Without either it is empty.
func (a *app) takeSecret(cmd *cobra.Command, acc keystore.Account, fromStdin bool) (keystore.Secret, error) {
	switch {
	case fromStdin && !acc.Source().Keeps() && acc.Source().Asks() != keystore.AsksSecret:
		return keystore.Secret{}, &keystore.Problem{Account: acc.Alias, Source: acc.Source(), Reason: keystore.SourceReadOnly}
	case fromStdin:
		return a.secretFromStdin()
	case acc.Source().Keeps() && a.env.ReadHidden != nil:
		return a.askSecret(cmd.Context(), acc.Item())
	}
	return keystore.Secret{}, nil
}
