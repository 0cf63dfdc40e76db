package cli

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"wxops/keystore"
	"wxops/ui/cli/shell"
	"wxops/ui/report"
	"wxops/ui/words"
)

// accountFlags are the flags of add and edit.
type accountFlags struct {
	alias, appID, kind, name, env, source string
	command, apis                         []string
	test                                  bool
}

func (w *accountFlags) add(cmd *cobra.Command, lang words.Lang) {
	f := cmd.Flags()
	f.SortFlags = false
	f.StringVar(&w.appID, "appid", "", wordFlagAppID.In(lang))
	f.StringVar(&w.kind, "kind", "", wordFlagKind.In(lang))
	f.StringVar(&w.name, "name", "", wordFlagName.In(lang))
	f.StringVar(&w.env, "env", "", wordFlagEnv.In(lang))
	f.StringVar(&w.source, "secret-source", "", wordFlagSecretSource.In(lang))
	f.StringArrayVar(&w.command, "secret-command", nil, wordFlagSecretCommand.In(lang))
	f.StringArrayVar(&w.apis, "api-path", nil, wordFlagAPIPath.In(lang))
	f.BoolVar(&w.test, "test", false, wordFlagTest.In(lang))
	shell.CompleteWords(cmd, "kind", shell.KindNames()...)
	shell.CompleteWords(cmd, "secret-source", shell.SourceNames()...)
}

// accountAdd adds an account.
type accountAdd struct {
	*shell.Shell
	accountFlags
	secretStdin bool
}

func newAccountAdd(sh *shell.Shell) *cobra.Command {
	c := &accountAdd{Shell: sh}
	cmd := &cobra.Command{
		Use:     "add ALIAS --appid ID --kind KIND",
		Short:   wordShortAccountAdd.In(sh.Lang),
		Long:    wordLongAccountAdd.In(sh.Lang),
		Example: "wxops account add mall --appid wx0123456789abcdef --kind miniprogram --name 商城小程序 --env prod\nop read op://ops/mall/appsecret | wxops account add mall --appid wx0123456789abcdef --kind miniprogram --secret-stdin",
		Args:    sh.Exactly(1),
		RunE:    func(cmd *cobra.Command, args []string) error { return c.Run(cmd.Context(), cmd, args[0]) },
	}
	c.accountFlags.add(cmd, sh.Lang)
	cmd.Flags().BoolVar(&c.secretStdin, "secret-stdin", false, shell.WordFlagSecretStdin.In(sh.Lang))
	return cmd
}

// Run adds the account and stores its AppSecret, both or neither.
func (c *accountAdd) Run(ctx context.Context, cmd *cobra.Command, alias string) error {
	if c.appID == "" || c.kind == "" {
		return shell.Usage(wordAccountNeedAppID.In(c.Lang), shell.WordUseLine.Fill(c.Lang, cmd.UseLine()))
	}
	acc := keystore.Account{Alias: alias, Secret: keystore.FromKeyring}
	if err := c.apply(c.Shell, cmd.Flags(), &acc); err != nil {
		return err
	}
	if err := c.checkNew(acc); err != nil {
		return err
	}
	secret, err := takeSecret(ctx, c.Shell, acc, c.secretStdin)
	if err != nil {
		return err
	}
	saved, err := keystore.Save(ctx, c.Desk().Book(), c.Desk().Secrets(), keystore.Saving{Now: acc, Secret: secret})
	var p *keystore.Problem
	switch {
	case errors.As(err, &p) && !errors.Is(err, keystore.ErrNotTakenBack):
		f := *c.AsFailure(err)
		f.Remedy = strings.ReplaceAll(f.Remedy, "account edit "+acc.Alias+" ", "account add "+acc.Alias+" ... ") // there is nothing to edit
		return &f
	case errors.Is(err, keystore.ErrNotTakenBack):
		c.Warn(wordAccountNoSecretYet.Fill(c.Lang, acc.Alias))
		return err
	case err != nil:
		return err
	}
	c.noteAdded(cmd, acc, saved.Fate)
	return tellAccount(ctx, c.Shell, acc, wordAccountAdded.In(c.Lang), saved.Fate.Stored(), c.test)
}

// noteAdded says what is odd or still missing about a new account.
func (c *accountAdd) noteAdded(cmd *cobra.Command, acc keystore.Account, fate keystore.SecretFate) {
	warnInherited(c.Shell, acc)
	if slices.ContainsFunc(cmd.Root().Commands(), func(sub *cobra.Command) bool { return sub.Name() == acc.Alias }) {
		c.Warn(wordAccountAlsoCommand.Fill(c.Lang, acc.Alias))
	}
	if fate == keystore.SecretAwaited {
		c.Warn(wordAccountNoSecretYet.Fill(c.Lang, acc.Alias))
	}
}

// checkNew judges an account before its secret is asked for.
func (c *accountAdd) checkNew(acc keystore.Account) error {
	faults := keystore.Check(acc)
	accounts, err := c.Accounts()
	if err != nil {
		return err
	}
	for _, other := range accounts {
		if other.Alias == acc.Alias {
			return shell.Usage(wordAccountTaken.Fill(c.Lang, acc.Alias), wordAccountTakenDo.Fill(c.Lang, acc.Alias))
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

// apply puts the flags that were given into the account.
func (w *accountFlags) apply(sh *shell.Shell, given *pflag.FlagSet, acc *keystore.Account) error {
	if given.Changed("kind") {
		if err := sh.CheckKind(w.kind); err != nil {
			return err
		}
		acc.Kind = keystore.Kind(w.kind)
	}
	if given.Changed("secret-source") {
		if err := sh.CheckSource(w.source); err != nil {
			return err
		}
		acc.Secret = keystore.SourceName(w.source)
	}
	for flag, set := range map[string]func(){
		"appid":          func() { acc.AppID = w.appID },
		"name":           func() { acc.Name = w.name },
		"env":            func() { acc.Env = w.env },
		"secret-command": func() { acc.SecretCommand = commandWords(w.command) },
		"api-path": func() { // exactly these; an empty one goes back to the starter list
			acc.APIs = slices.DeleteFunc(slices.Clone(w.apis), func(p string) bool { return p == "" })
			acc.APIsAdd, acc.APIsSkip = nil, nil
		},
		// Everywhere else --read-only refuses resets for one run; here it is written down.
		"read-only": func() { acc.ReadOnly = sh.ReadOnly },
	} {
		if given.Changed(flag) {
			set()
		}
	}
	if acc.Secret != keystore.FromCommand && !given.Changed("secret-command") {
		acc.SecretCommand = nil
	}
	return nil
}

// commandWords takes --secret-command given once as words between spaces, and
// given several times as one word each.
func commandWords(given []string) []string {
	if len(given) == 1 {
		return strings.Fields(given[0])
	}
	return given
}

// accountEdit changes an account.
type accountEdit struct {
	*shell.Shell
	accountFlags
}

func newAccountEdit(sh *shell.Shell) *cobra.Command {
	c := &accountEdit{Shell: sh}
	cmd := &cobra.Command{
		Use:               "edit ALIAS",
		Short:             wordShortAccountEdit.In(sh.Lang),
		Example:           "wxops account edit mall --env prod --secret-source prompt",
		Args:              sh.Exactly(1),
		ValidArgsFunction: sh.CompleteAlias,
		RunE:              func(cmd *cobra.Command, args []string) error { return c.Run(cmd.Context(), cmd, args[0]) },
	}
	c.accountFlags.add(cmd, sh.Lang)
	cmd.Flags().StringVar(&c.alias, "alias", "", wordFlagAlias.In(sh.Lang))
	return cmd
}

// Run changes what was given; a stored AppSecret moves along.
func (c *accountEdit) Run(ctx context.Context, cmd *cobra.Command, alias string) error {
	acc, err := c.Account(alias)
	if err != nil {
		return err
	}
	if !anyGiven(cmd) {
		return shell.Usage(wordAccountNothingToChange.In(c.Lang), shell.WordSeeHelp.In(c.Lang))
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
	return tellAccount(ctx, c.Shell, acc, wordAccountChanged.In(c.Lang), saved.Fate.Stored(), c.test)
}

// noteMoved says what became of the secret of an account that has another source.
func (c *accountEdit) noteMoved(was, acc keystore.Account, saved keystore.Saved) {
	lang := c.Lang
	switch saved.Fate {
	case keystore.SecretMoved:
		c.Warn(wordAccountMoved.Fill(lang, acc.Alias, acc.Source()))
	case keystore.SecretCopied:
		c.Warn(wordAccountMoved.Fill(lang, acc.Alias, acc.Source()))
		c.Warn(wordAccountSecretStays.Fill(lang, acc.Alias, c.AsFailure(saved.Why).Fact))
	case keystore.SecretAwaited:
		if saved.Why != nil {
			c.Warn(c.AsFailure(saved.Why).Fact)
		}
		c.Warn(wordAccountNotMoved.Fill(lang, acc.Alias))
	}
}

// anyGiven reports whether a flag of the command itself was given, or --read-only.
func anyGiven(cmd *cobra.Command) bool {
	given := cmd.Flags().Changed("read-only")
	cmd.LocalNonPersistentFlags().VisitAll(func(f *pflag.Flag) { given = given || f.Changed })
	return given
}

// tellAccount says that an account was written, and how its test went if one
// was asked for; a secret that was just stored offers it.
func tellAccount(ctx context.Context, sh *shell.Shell, acc keystore.Account, said string, stored, test bool) error {
	if sh.Format != shell.FormatJSON {
		fmt.Fprintf(sh.Env.Stdout, said+"\n", acc.Alias)
		if !test && !(stored && sh.Agrees(wordAccountOfferTest.In(sh.Lang))) {
			return nil
		}
		return (&accountTest{Shell: sh}).Run(ctx, acc)
	}
	doc := report.Saved{Account: accountDocument(acc), Stored: stored}
	var err error
	if test {
		var outcome report.Test
		outcome, err = (&accountTest{Shell: sh}).try(ctx, acc)
		doc.Test = &outcome
	}
	sh.WriteJSON(doc)
	return err
}
