package account

import (
	"context"

	"github.com/spf13/cobra"

	"wxops/keystore"
	"wxops/ui/cli/shell"
	"wxops/ui/desk"
	"wxops/ui/report"
)

// testCommand tests an account's credentials.
type testCommand struct {
	*shell.Shell
	secretStdin bool
}

func newTest(sh *shell.Shell) *cobra.Command {
	c := &testCommand{Shell: sh}
	cmd := &cobra.Command{
		Use:               "test ALIAS",
		Short:             wordShortTest.In(sh.Lang),
		Args:              sh.Exactly(1),
		ValidArgsFunction: sh.CompleteAlias,
		RunE: func(cmd *cobra.Command, args []string) error {
			acc, err := sh.Account(args[0])
			if err != nil {
				return err
			}
			return c.Run(cmd.Context(), acc)
		},
	}
	cmd.Flags().BoolVar(&c.secretStdin, "secret-stdin", false, shell.WordFlagSecretStdin.In(sh.Lang))
	return cmd
}

// Run tests the account, and tells how far it came.
func (c *testCommand) Run(ctx context.Context, acc keystore.Account) error {
	outcome, err := c.try(ctx, acc)
	if c.Format == shell.FormatJSON {
		c.WriteJSON(outcome)
		return err
	}
	lang := c.Lang
	step := func(done *bool) string {
		switch {
		case done == nil:
			return "-"
		case *done:
			return shell.WordYes.In(c.Lang)
		}
		return shell.WordNo.In(c.Lang)
	}
	shell.WriteFields(c.Env.Stdout, []shell.Field{
		{wordAlias.In(lang), acc.Alias}, {wordAppID.In(lang), acc.AppID}, {wordSecret.In(lang), string(acc.Source())},
		{wordTestToken.In(lang), step(outcome.Token)}, {wordTestQuota.In(lang), step(outcome.Quota)},
	})
	return err
}

// try tests an account, and words what went wrong.
func (c *testCommand) try(ctx context.Context, acc keystore.Account) (outcome report.Test, err error) {
	outcome = report.Test{Account: acc.Alias, AppID: acc.AppID, Secret: string(acc.Source())}
	defer func() { outcome.Error = c.JSONError(err) }()
	client, err := c.Open(acc, c.secretStdin)
	if err != nil {
		return outcome, err
	}
	done := c.Progress(shell.WordReading.Fill(c.Lang, 1))
	defer done()
	tested, err := desk.Test(ctx, client)
	outcome.Token = &tested.Token
	if tested.Asked {
		outcome.Path, outcome.Quota = report.Null(desk.TestPath), &tested.Quota
	}
	return outcome, err
}
