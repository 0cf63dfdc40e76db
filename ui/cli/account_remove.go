package cli

import (
	"context"
	"fmt"

	"github.com/spf13/cobra"

	"wxops/keystore"
	"wxops/ui/report"
)

func (a *app) accountRemoveCommand() *cobra.Command {
	var (
		confirm string
		keep    bool
	)
	cmd := &cobra.Command{
		Use:               "remove ALIAS",
		Short:             wordShortAccountRemove.In(a.lang),
		Args:              a.exactly(1),
		ValidArgsFunction: a.completeAlias,
		RunE: func(cmd *cobra.Command, args []string) error {
			acc, err := a.account(args[0])
			if err == nil {
				err = a.confirmed(acc.Alias, confirm)
			}
			if err != nil {
				return err
			}
			return a.runAccountRemove(cmd.Context(), acc, keep)
		},
	}
	cmd.Flags().StringVar(&confirm, "confirm", "", wordFlagConfirmRemove.In(a.lang))
	cmd.Flags().BoolVar(&keep, "keep-secret", false, wordFlagKeepSecret.In(a.lang))
	return cmd
}

// confirmed takes --confirm ALIAS, or asks at the terminal.
func (a *app) confirmed(alias, confirm string) error {
	lang := a.lang
	switch {
	case confirm == alias:
		return nil
	case confirm != "":
		return usage(wordResetWrongConfirm.Fill(lang, alias), wordNotConfirmed.In(lang))
	case !a.env.StdinTerminal:
		return usage(wordNotConfirmed.In(lang), wordResetNeedConfirmDo.Fill(lang, alias))
	case !a.typed(alias):
		return &failure{exit: exitFailed, fact: wordNotConfirmed.In(lang)}
	}
	return nil
}

// runAccountRemove takes the account out of the file first: a keyring that is
// locked must not keep an account alive. A secret that stays behind is said.
func (a *app) runAccountRemove(ctx context.Context, acc keystore.Account, keepSecret bool) error {
	if err := a.desk().Book().Remove(acc.Alias); err != nil {
		return err
	}
	var err error
	forgotten := false
	if !keepSecret && acc.Source().Keeps() && !a.secretShared(acc) {
		err = a.desk().Secrets().Forget(ctx, acc)
		forgotten = err == nil
	}
	if a.format == formatJSON {
		a.writeJSON(report.Removed{Account: accountDocument(acc), Forgotten: forgotten, Error: a.jsonError(err)})
	} else {
		fmt.Fprintf(a.env.Stdout, wordAccountRemoved.In(a.lang)+"\n", acc.Alias)
	}
	if err != nil {
		f := a.asFailure(err)
		return &failure{exit: exitFailed, fact: wordAccountSecretStays.Fill(a.lang, acc.Alias, f.fact), remedy: f.remedy, err: err}
	}
	return nil
}

// secretShared reports whether another account keeps its secret in the same
// place: a secret belongs to an AppID.
func (a *app) secretShared(acc keystore.Account) bool {
	accounts, _, err := a.desk().Book().Load()
	if err != nil {
		return true
	}
	for _, other := range accounts {
		if other.Alias != acc.Alias && other.SharesSecret(acc) {
			return true
		}
	}
	return false
}
