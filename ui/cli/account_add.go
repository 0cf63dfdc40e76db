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
	"wxops/ui/report"
	"wxops/ui/words"
)

// accountFlags are the flags of add and edit.
type accountFlags struct {
	alias, appID, kind, name, env, source string
	command, apis                         []string
	stdin, test                           bool
}

func (a *app) addAccountFlags(cmd *cobra.Command, w *accountFlags) {
	f, lang := cmd.Flags(), a.lang
	f.SortFlags = false
	f.StringVar(&w.appID, "appid", "", wordFlagAppID.In(lang))
	f.StringVar(&w.kind, "kind", "", wordFlagKind.In(lang))
	f.StringVar(&w.name, "name", "", wordFlagName.In(lang))
	f.StringVar(&w.env, "env", "", wordFlagEnv.In(lang))
	f.StringVar(&w.source, "secret-source", "", wordFlagSecretSource.In(lang))
	f.StringArrayVar(&w.command, "secret-command", nil, wordFlagSecretCommand.In(lang))
	f.StringArrayVar(&w.apis, "api-path", nil, wordFlagAPIPath.In(lang))
	f.BoolVar(&w.test, "test", false, wordFlagTest.In(lang))
	completeWords(cmd, "kind", kindNames()...)
	completeWords(cmd, "secret-source", sourceNames()...)
}

func (a *app) accountAddCommand() *cobra.Command {
	var w accountFlags
	cmd := &cobra.Command{
		Use:     "add ALIAS --appid ID --kind KIND",
		Short:   wordShortAccountAdd.In(a.lang),
		Long:    wordLongAccountAdd.In(a.lang),
		Example: "wxops account add mall --appid wx0123456789abcdef --kind miniprogram --name 商城小程序 --env prod\nop read op://ops/mall/appsecret | wxops account add mall --appid wx0123456789abcdef --kind miniprogram --secret-stdin",
		Args:    a.exactly(1),
		RunE:    func(cmd *cobra.Command, args []string) error { return a.runAccountAdd(cmd, args[0], w) },
	}
	a.addAccountFlags(cmd, &w)
	cmd.Flags().BoolVar(&w.stdin, "secret-stdin", false, wordFlagSecretStdin.In(a.lang))
	return cmd
}

func (a *app) runAccountAdd(cmd *cobra.Command, alias string, w accountFlags) error {
	if w.appID == "" || w.kind == "" {
		return usage(wordAccountNeedAppID.In(a.lang), wordUsageUseLine.Fill(a.lang, cmd.UseLine()))
	}
	acc := keystore.Account{Alias: alias, Secret: keystore.FromKeyring}
	if err := a.applyFlags(cmd.Flags(), w, &acc); err != nil {
		return err
	}
	if err := a.checkNew(acc); err != nil {
		return err
	}
	secret, err := a.takeSecret(cmd, acc, w.stdin)
	if err != nil {
		return err
	}
	saved, err := keystore.Save(cmd.Context(), a.desk().Book(), a.desk().Secrets(), keystore.Saving{Now: acc, Secret: secret})
	var p *keystore.Problem
	switch {
	case errors.As(err, &p) && !errors.Is(err, keystore.ErrNotTakenBack):
		f := *a.asFailure(err)
		f.remedy = strings.ReplaceAll(f.remedy, "account edit "+acc.Alias+" ", "account add "+acc.Alias+" ... ") // there is nothing to edit
		return &f
	case errors.Is(err, keystore.ErrNotTakenBack):
		a.warn(wordAccountNoSecretYet.Fill(a.lang, acc.Alias))
		return err
	case err != nil:
		return err
	}
	a.noteAdded(cmd, acc, saved.Fate)
	return a.tellAccount(cmd.Context(), acc, wordAccountAdded.In(a.lang), saved.Fate.Stored(), w.test)
}

// noteAdded says what is odd or still missing about a new account.
func (a *app) noteAdded(cmd *cobra.Command, acc keystore.Account, fate keystore.SecretFate) {
	a.warnInherited(acc)
	if slices.ContainsFunc(cmd.Root().Commands(), func(c *cobra.Command) bool { return c.Name() == acc.Alias }) {
		a.warn(wordAccountAlsoCommand.Fill(a.lang, acc.Alias))
	}
	if fate == keystore.SecretAwaited {
		a.warn(wordAccountNoSecretYet.Fill(a.lang, acc.Alias))
	}
}

// checkNew judges an account before its secret is asked for.
func (a *app) checkNew(acc keystore.Account) error {
	faults := keystore.Check(acc)
	accounts, err := a.accounts()
	if err != nil {
		return err
	}
	for _, other := range accounts {
		if other.Alias == acc.Alias {
			return usage(wordAccountTaken.Fill(a.lang, acc.Alias), wordAccountTakenDo.Fill(a.lang, acc.Alias))
		}
	}
	if len(faults) > 0 {
		return usage(words.Fault(faults[0], a.lang), "")
	}
	for _, doubt := range keystore.Doubts(acc) {
		a.warn(words.Fault(doubt, a.lang))
	}
	return nil
}

// applyFlags puts the flags that were given into the account.
func (a *app) applyFlags(given *pflag.FlagSet, w accountFlags, acc *keystore.Account) error {
	if given.Changed("kind") {
		if err := a.checkKind(w.kind); err != nil {
			return err
		}
		acc.Kind = keystore.Kind(w.kind)
	}
	if given.Changed("secret-source") {
		if err := a.checkSource(w.source); err != nil {
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
		"read-only": func() { acc.ReadOnly = a.readOnly },
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

func (a *app) accountEditCommand() *cobra.Command {
	var w accountFlags
	cmd := &cobra.Command{
		Use:               "edit ALIAS",
		Short:             wordShortAccountEdit.In(a.lang),
		Example:           "wxops account edit mall --env prod --secret-source prompt",
		Args:              a.exactly(1),
		ValidArgsFunction: a.completeAlias,
		RunE:              func(cmd *cobra.Command, args []string) error { return a.runAccountEdit(cmd, args[0], w) },
	}
	a.addAccountFlags(cmd, &w)
	cmd.Flags().StringVar(&w.alias, "alias", "", wordFlagAlias.In(a.lang))
	return cmd
}

func (a *app) runAccountEdit(cmd *cobra.Command, alias string, w accountFlags) error {
	acc, err := a.account(alias)
	if err != nil {
		return err
	}
	if !anyGiven(cmd) {
		return usage(wordAccountNothingToChange.In(a.lang), wordUsageSeeHelp.In(a.lang))
	}
	was := acc
	if cmd.Flags().Changed("alias") {
		acc.Alias = w.alias
	}
	if err := a.applyFlags(cmd.Flags(), w, &acc); err != nil {
		return err
	}
	if faults := keystore.Check(acc); len(faults) > 0 {
		return usage(words.Fault(faults[0], a.lang), "")
	}
	saved, err := keystore.Save(cmd.Context(), a.desk().Book(), a.desk().Secrets(), keystore.Saving{Was: was, Now: acc})
	if err != nil {
		return err
	}
	for _, doubt := range keystore.Doubts(acc) {
		a.warn(words.Fault(doubt, a.lang))
	}
	a.noteMoved(was, acc, saved)
	return a.tellAccount(cmd.Context(), acc, wordAccountChanged.In(a.lang), saved.Fate.Stored(), w.test)
}

// noteMoved says what became of the secret of an account that has another source.
func (a *app) noteMoved(was, acc keystore.Account, saved keystore.Saved) {
	lang := a.lang
	switch saved.Fate {
	case keystore.SecretMoved:
		a.warn(wordAccountMoved.Fill(lang, acc.Alias, acc.Source()))
	case keystore.SecretCopied:
		a.warn(wordAccountMoved.Fill(lang, acc.Alias, acc.Source()))
		a.warn(wordAccountSecretStays.Fill(lang, acc.Alias, a.asFailure(saved.Why).fact))
	case keystore.SecretAwaited:
		if saved.Why != nil {
			a.warn(a.asFailure(saved.Why).fact)
		}
		a.warn(wordAccountNotMoved.Fill(lang, acc.Alias))
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
func (a *app) tellAccount(ctx context.Context, acc keystore.Account, words string, stored, test bool) error {
	if a.format != formatJSON {
		fmt.Fprintf(a.env.Stdout, words+"\n", acc.Alias)
		if !test && !(stored && a.agrees(wordAccountOfferTest.In(a.lang))) {
			return nil
		}
		return a.runAccountTest(ctx, acc, false)
	}
	doc := report.Saved{Account: accountDocument(acc), Stored: stored}
	var err error
	if test {
		var outcome report.Test
		outcome, err = a.tryAccount(ctx, acc, false)
		doc.Test = &outcome
	}
	a.writeJSON(doc)
	return err
}

// agrees asks a question at the terminal; the answer is no unless it begins with y.
func (a *app) agrees(question string) bool {
	if !a.env.StdinTerminal || a.format == formatJSON {
		return false
	}
	fmt.Fprint(a.env.Stderr, question)
	line, err := a.readLine()
	return err == nil && strings.HasPrefix(strings.ToLower(strings.TrimSpace(line)), "y")
}
