package cli

import (
	"context"
	"fmt"

	"github.com/spf13/cobra"

	"wxops/keystore"
	"wxops/ui/report"
)

// accountRemove removes an account.
type accountRemove struct {
	*app
	confirm string
	keep    bool
}

func newAccountRemove(a *app) *cobra.Command {
	c := &accountRemove{app: a}
	cmd := &cobra.Command{
		Use:               "remove ALIAS",
		Short:             wordShortAccountRemove.In(a.lang),
		Args:              a.exactly(1),
		ValidArgsFunction: a.completeAlias,
		RunE:              func(cmd *cobra.Command, args []string) error { return c.Run(cmd.Context(), args[0]) },
	}
	cmd.Flags().StringVar(&c.confirm, "confirm", "", wordFlagConfirmRemove.In(a.lang))
	cmd.Flags().BoolVar(&c.keep, "keep-secret", false, wordFlagKeepSecret.In(a.lang))
	return cmd
}

// Run removes the account once it is confirmed.
func (c *accountRemove) Run(ctx context.Context, alias string) error {
	acc, err := c.account(alias)
	if err == nil {
		err = c.confirmed(acc.Alias, c.confirm)
	}
	if err != nil {
		return err
	}
	return c.remove(ctx, acc)
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

// remove takes the account out of the file first: a keyring that is
// locked must not keep an account alive. A secret that stays behind is said.
func (c *accountRemove) remove(ctx context.Context, acc keystore.Account) error {
	if err := c.desk().Book().Remove(acc.Alias); err != nil {
		return err
	}
	var err error
	forgotten := false
	if !c.keep && acc.Source().Keeps() && !c.secretShared(acc) {
		err = c.desk().Secrets().Forget(ctx, acc)
		forgotten = err == nil
	}
	if c.format == formatJSON {
		c.writeJSON(report.Removed{Account: accountDocument(acc), Forgotten: forgotten, Error: c.jsonError(err)})
	} else {
		fmt.Fprintf(c.env.Stdout, wordAccountRemoved.In(c.lang)+"\n", acc.Alias)
	}
	if err != nil {
		f := c.asFailure(err)
		return &failure{exit: exitFailed, fact: wordAccountSecretStays.Fill(c.lang, acc.Alias, f.fact), remedy: f.remedy, err: err}
	}
	return nil
}

// secretShared reports whether another account keeps its secret in the same
// place: a secret belongs to an AppID.
func (c *accountRemove) secretShared(acc keystore.Account) bool {
	accounts, _, err := c.desk().Book().Load()
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
