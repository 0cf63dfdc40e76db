package account

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"wxops/keystore"
	"wxops/ui/cli/shell"
	"wxops/ui/report"
	"wxops/ui/words"
)

// addCommand adds an account.
type addCommand struct {
	*shell.Shell
	flags
	secretStdin bool
}

func newAdd(sh *shell.Shell) *cobra.Command {
	c := &addCommand{Shell: sh}
	cmd := &cobra.Command{
		Use:     "add ALIAS --appid ID --kind KIND",
		Short:   wordShortAdd.In(sh.Lang),
		Long:    wordLongAdd.In(sh.Lang),
		Example: "wxops account add mall --appid wx0123456789abcdef --kind miniprogram --name 商城小程序 --env prod\nop read op://ops/mall/appsecret | wxops account add mall --appid wx0123456789abcdef --kind miniprogram --secret-stdin",
		Args:    sh.Exactly(1),
		RunE:    func(cmd *cobra.Command, args []string) error { return c.Run(cmd.Context(), cmd, args[0]) },
	}
	c.flags.add(cmd, sh.Lang)
	cmd.Flags().BoolVar(&c.secretStdin, "secret-stdin", false, shell.WordFlagSecretStdin.In(sh.Lang))
	return cmd
}

// Run adds the account and stores its AppSecret, both or neither.
func (c *addCommand) Run(ctx context.Context, cmd *cobra.Command, alias string) error {
	if c.appID == "" || c.kind == "" {
		return shell.Usage(wordNeedAppID.In(c.Lang), shell.WordUseLine.Fill(c.Lang, cmd.UseLine()))
	}
	acc := keystore.Account{Alias: alias, Secret: keystore.FromKeyring}
	if err := c.apply(c.Shell, cmd.Flags(), &acc); err != nil {
		return err
	}
	if err := c.checkNew(acc); err != nil {
		return err
	}
	typed, err := takeSecret(ctx, c.Shell, acc, c.secretStdin)
	if err != nil {
		return err
	}
	saved, err := keystore.Save(ctx, c.Desk().Book(), c.Desk().Secrets(), keystore.Saving{Now: acc, Secret: typed})
	var p *keystore.Problem
	switch {
	case errors.As(err, &p) && !errors.Is(err, keystore.ErrNotTakenBack):
		f := *c.AsFailure(err)
		f.Remedy = strings.ReplaceAll(f.Remedy, "account edit "+acc.Alias+" ", "account add "+acc.Alias+" ... ") // there is nothing to edit
		return &f
	case errors.Is(err, keystore.ErrNotTakenBack):
		c.Warn(wordNoSecretYet.Fill(c.Lang, acc.Alias))
		return err
	case err != nil:
		return err
	}
	c.noteAdded(cmd, acc, saved.Fate)
	return tellAccount(ctx, c.Shell, acc, wordAdded.In(c.Lang), saved.Fate.Stored(), c.test)
}

// noteAdded says what is odd or still missing about a new account.
func (c *addCommand) noteAdded(cmd *cobra.Command, acc keystore.Account, fate keystore.SecretFate) {
	warnInherited(c.Shell, acc)
	if slices.ContainsFunc(cmd.Root().Commands(), func(sub *cobra.Command) bool { return sub.Name() == acc.Alias }) {
		c.Warn(wordAlsoCommand.Fill(c.Lang, acc.Alias))
	}
	if fate == keystore.SecretAwaited {
		c.Warn(wordNoSecretYet.Fill(c.Lang, acc.Alias))
	}
}

// checkNew judges an account before its secret is asked for.
func (c *addCommand) checkNew(acc keystore.Account) error {
	faults := keystore.Check(acc)
	accounts, err := c.Accounts()
	if err != nil {
		return err
	}
	for _, other := range accounts {
		if other.Alias == acc.Alias && other.From == "" { // one's own takes the place of the machine's
			return shell.Usage(wordTaken.Fill(c.Lang, acc.Alias), wordTakenDo.Fill(c.Lang, acc.Alias))
		}
	}
	if len(faults) > 0 {
		return shell.Usage(words.Fault(faults[0], c.Lang), "")
	}
	for _, doubt := range keystore.Doubts(acc) {
		c.Warn(words.Fault(doubt, c.Lang))
	}
	return nil
}

// tellAccount says that an account was written, and how its test went if one
// was asked for; a secret that was just stored offers it.
func tellAccount(ctx context.Context, sh *shell.Shell, acc keystore.Account, said string, stored, test bool) error {
	if sh.Format != shell.FormatJSON {
		fmt.Fprintf(sh.Env.Stdout, said+"\n", acc.Alias)
		if !test && !(stored && sh.Agrees(wordOfferTest.In(sh.Lang))) {
			return nil
		}
		return (&testCommand{Shell: sh}).Run(ctx, acc)
	}
	doc := report.Saved{Account: document(acc), Stored: stored}
	var err error
	if test {
		var outcome report.Test
		outcome, err = (&testCommand{Shell: sh}).try(ctx, acc)
		doc.Test = &outcome
	}
	sh.WriteJSON(doc)
	return err
}
