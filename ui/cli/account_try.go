package cli

import (
	"context"

	"github.com/spf13/cobra"

	"wxops/keystore"
	"wxops/ui/desk"
	"wxops/ui/report"
)

func (a *app) accountTestCommand() *cobra.Command {
	var stdin bool
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
			return a.runAccountTest(cmd.Context(), acc, stdin)
		},
	}
	cmd.Flags().BoolVar(&stdin, "secret-stdin", false, wordFlagSecretStdin.In(a.lang))
	return cmd
}

func (a *app) runAccountTest(ctx context.Context, acc keystore.Account, fromStdin bool) error {
	outcome, err := a.tryAccount(ctx, acc, fromStdin)
	if a.format == formatJSON {
		a.writeJSON(outcome)
		return err
	}
	lang := a.lang
	step := func(done *bool) string {
		switch {
		case done == nil:
			return "-"
		case *done:
			return wordYes.In(a.lang)
		}
		return wordNo.In(a.lang)
	}
	writeFields(a.env.Stdout, []field{
		{wordAccountAlias.In(lang), acc.Alias}, {wordAccountAppID.In(lang), acc.AppID}, {wordAccountSecret.In(lang), string(acc.Source())},
		{wordAccountTestToken.In(lang), step(outcome.Token)}, {wordAccountTestQuota.In(lang), step(outcome.Quota)},
	})
	return err
}

// tryAccount tests an account, and words what went wrong.
func (a *app) tryAccount(ctx context.Context, acc keystore.Account, fromStdin bool) (outcome report.Test, err error) {
	outcome = report.Test{Account: acc.Alias, AppID: acc.AppID, Secret: string(acc.Source())}
	defer func() { outcome.Error = a.jsonError(err) }()
	client, err := a.open(acc, fromStdin)
	if err != nil {
		return outcome, err
	}
	done := a.progress(wordQuotaReading.Fill(a.lang, 1))
	defer done()
	tested, err := desk.Test(ctx, client)
	outcome.Token = &tested.Token
	if tested.Asked {
		outcome.Path, outcome.Quota = report.Null(desk.TestPath), &tested.Quota
	}
	return outcome, err
}
