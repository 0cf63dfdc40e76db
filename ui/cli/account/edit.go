package account

import (
	"context"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"wxops/keystore"
	"wxops/ui/cli/shell"
	"wxops/ui/words"
)

// editCommand changes an account.
type editCommand struct {
	*shell.Shell
	flags
}

func newEdit(sh *shell.Shell) *cobra.Command {
	c := &editCommand{Shell: sh}
	cmd := &cobra.Command{
		Use:               "edit ALIAS",
		Short:             wordShortEdit.In(sh.Lang),
		Example:           "wxops account edit mall --env prod --secret-source prompt",
		Args:              sh.Exactly(1),
		ValidArgsFunction: sh.CompleteAlias,
		RunE:              func(cmd *cobra.Command, args []string) error { return c.Run(cmd.Context(), cmd, args[0]) },
	}
	c.flags.add(cmd, sh.Lang)
	cmd.Flags().StringVar(&c.alias, "alias", "", wordFlagAlias.In(sh.Lang))
	return cmd
}

// Run changes what was given; a stored AppSecret moves along.
func (c *editCommand) Run(ctx context.Context, cmd *cobra.Command, alias string) error {
	acc, err := c.Account(alias)
	if err != nil {
		return err
	}
	if !anyGiven(cmd) {
		return shell.Usage(wordNothingToChange.In(c.Lang), shell.WordSeeHelp.In(c.Lang))
	}
	if err := keystore.Own(acc); err != nil {
		return err
	}
	was := acc
	if cmd.Flags().Changed("alias") {
		acc.Alias = c.alias
	}
	if err := c.apply(c.Shell, cmd.Flags(), &acc); err != nil {
		return err
	}
	if faults := keystore.Check(acc); len(faults) > 0 {
		return shell.Usage(words.Fault(faults[0], c.Lang), "")
	}
	saved, err := keystore.Save(ctx, c.Desk().Book(), c.Desk().Secrets(), keystore.Saving{Was: was, Now: acc})
	if err != nil {
		return err
	}
	for _, doubt := range keystore.Doubts(acc) {
		c.Warn(words.Fault(doubt, c.Lang))
	}
	c.noteMoved(was, acc, saved)
	return tellAccount(ctx, c.Shell, acc, wordChanged.In(c.Lang), saved.Fate.Stored(), c.test)
}

// noteMoved says what became of the secret of an account that has another source.
func (c *editCommand) noteMoved(was, acc keystore.Account, saved keystore.Saved) {
	lang := c.Lang
	switch saved.Fate {
	case keystore.SecretMoved:
		c.Warn(wordMoved.Fill(lang, acc.Alias, acc.Source()))
	case keystore.SecretCopied:
		c.Warn(wordMoved.Fill(lang, acc.Alias, acc.Source()))
		c.Warn(wordSecretStays.Fill(lang, acc.Alias, c.AsFailure(saved.Why).Fact))
	case keystore.SecretAwaited:
		if saved.Why != nil {
			c.Warn(c.AsFailure(saved.Why).Fact)
		}
		c.Warn(wordNotMoved.Fill(lang, acc.Alias))
	}
}

// anyGiven reports whether a flag of the command itself was given, or --read-only.
func anyGiven(cmd *cobra.Command) bool {
	given := cmd.Flags().Changed("read-only")
	cmd.LocalNonPersistentFlags().VisitAll(func(f *pflag.Flag) { given = given || f.Changed })
	return given
}
