package cli

import (
	"context"

	"github.com/spf13/cobra"

	"wxops/keystore"
	"wxops/ui/desk"
	"wxops/ui/report"
)

// accountTest tests an account's credentials.
type accountTest struct {
	*app
	secretStdin bool
}

func newAccountTest(a *app) *cobra.Command {
	c := &accountTest{app: a}
	cmd := &cobra.Command{
		Use:               "test ALIAS",
		Short:             wordShortAccountTest.In(a.lang),
		Args:              a.exactly(1),
		ValidArgsFunction: a.completeAlias,
		RunE: func(cmd *cobra.Command, args []string) error {
			acc, err := a.account(args[0])
			if err != nil {
				return err
			}
			return c.Run(cmd.Context(), acc)
		},
	}
	cmd.Flags().BoolVar(&c.secretStdin, "secret-stdin", false, wordFlagSecretStdin.In(a.lang))
	return cmd
}

// Run tests the account, and tells how far it came.
func (c *accountTest) Run(ctx context.Context, acc keystore.Account) error {
	outcome, err := c.try(ctx, acc)
	if c.format == formatJSON {
		c.writeJSON(outcome)
		return err
	}
	lang := c.lang
	step := func(done *bool) string {
		switch {
		case done == nil:
			return "-"
		case *done:
			return wordYes.In(c.lang)
		}
		return wordNo.In(c.lang)
	}
	writeFields(c.env.Stdout, []field{
		{wordAccountAlias.In(lang), acc.Alias}, {wordAccountAppID.In(lang), acc.AppID}, {wordAccountSecret.In(lang), string(acc.Source())},
		{wordAccountTestToken.In(lang), step(outcome.Token)}, {wordAccountTestQuota.In(lang), step(outcome.Quota)},
	})
	return err
}

// try tests an account, and words what went wrong.
func (c *accountTest) try(ctx context.Context, acc keystore.Account) (outcome report.Test, err error) {
	outcome = report.Test{Account: acc.Alias, AppID: acc.AppID, Secret: string(acc.Source())}
	defer func() { outcome.Error = c.jsonError(err) }()
	client, err := c.open(acc, c.secretStdin)
	if err != nil {
		return outcome, err
	}
	done := c.progress(wordQuotaReading.Fill(c.lang, 1))
	defer done()
	tested, err := desk.Test(ctx, client)
	outcome.Token = &tested.Token
	if tested.Asked {
		outcome.Path, outcome.Quota = report.Null(desk.TestPath), &tested.Quota
	}
	return outcome, err
}
