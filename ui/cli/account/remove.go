package account

import (
	"context"
	"fmt"

	"github.com/spf13/cobra"

	"wxops/keystore"
	"wxops/ui/cli/shell"
	"wxops/ui/report"
)

// removeCommand removes an account.
type removeCommand struct {
	*shell.Shell
	confirm string
	keep    bool
}

func newRemove(sh *shell.Shell) *cobra.Command {
	c := &removeCommand{Shell: sh}
	cmd := &cobra.Command{
		Use:               "remove ALIAS",
		Short:             wordShortRemove.In(sh.Lang),
		Args:              sh.Exactly(1),
		ValidArgsFunction: sh.CompleteAlias,
		RunE:              func(cmd *cobra.Command, args []string) error { return c.Run(cmd.Context(), args[0]) },
	}
	cmd.Flags().StringVar(&c.confirm, "confirm", "", wordFlagConfirmRemove.In(sh.Lang))
	cmd.Flags().BoolVar(&c.keep, "keep-secret", false, wordFlagKeepSecret.In(sh.Lang))
	return cmd
}

// Run removes the account once it is confirmed.
func (c *removeCommand) Run(ctx context.Context, alias string) error {
	acc, err := c.Account(alias)
	if err == nil {
		err = keystore.Own(acc)
	}
	if err == nil {
		err = c.Confirmed(acc.Alias, c.confirm)
	}
	if err != nil {
		return err
	}
	return c.remove(ctx, acc)
}

// remove takes the account out of the file first: a keyring that is
// locked must not keep an account alive. A secret that stays behind is said.
func (c *removeCommand) remove(ctx context.Context, acc keystore.Account) error {
	if err := c.Desk().Book().Remove(acc.Alias); err != nil {
		return err
	}
	var err error
	forgotten := false
	if !c.keep && acc.Source().Keeps() && !c.secretShared(acc) {
		err = c.Desk().Secrets().Forget(ctx, acc)
		forgotten = err == nil
	}
	if c.Format == shell.FormatJSON {
		c.WriteJSON(report.Removed{Account: document(acc), Forgotten: forgotten, Error: c.JSONError(err)})
	} else {
		fmt.Fprintf(c.Env.Stdout, wordRemoved.In(c.Lang)+"\n", acc.Alias)
	}
	if err != nil {
		f := c.AsFailure(err)
		return &shell.Failure{Exit: shell.ExitFailed, Fact: wordSecretStays.Fill(c.Lang, acc.Alias, f.Fact), Remedy: f.Remedy, Err: err}
	}
	return nil
}

// secretShared reports whether an account that is left keeps its secret in the same place:
// a secret belongs to an AppID. It may be the machine's of the same alias.
func (c *removeCommand) secretShared(acc keystore.Account) bool {
	accounts, _, err := c.Desk().Book().Load()
	if err != nil {
		return true
	}
	for _, other := range accounts {
		if other.SharesSecret(acc) {
			return true
		}
	}
	return false
}
