package cli

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"wxops/keystore"
	"wxops/ui/report"
	"wxops/ui/words"
)

// What can be done with a stored AppSecret.
const (
	secretStore  = "store"
	secretTest   = "test"
	secretMove   = "move"
	secretForget = "forget"
)

var secretActions = []string{secretStore, secretTest, secretMove, secretForget}

// secretWish is what the flags of account secret ask for.
type secretWish struct {
	to      string
	command []string
	confirm string
	stdin   bool
}

func (a *app) accountSecretCommand() *cobra.Command {
	var w secretWish
	lang := a.lang
	cmd := &cobra.Command{
		Use:   "secret ALIAS (store | test | move | forget)",
		Short: wordShortAccountSecret.In(lang),
		Long: strings.Join([]string{secretStore + ": " + wordShortSecretStore.In(lang), secretTest + ": " + wordShortSecretTest.In(lang),
			secretMove + ": " + wordShortSecretMove.In(lang) + "; " + wordLongSecretMove.In(a.lang), secretForget + ": " + wordShortSecretForget.In(lang)}, "\n"),
		Example: "wxops account secret mall store\nwxops account secret mall move --to file\nwxops account secret mall forget --confirm mall",
		Args:    a.exactly(2),
		ValidArgsFunction: func(cmd *cobra.Command, args []string, word string) ([]string, cobra.ShellCompDirective) {
			if len(args) == 1 {
				return secretActions, cobra.ShellCompDirectiveNoFileComp
			}
			return a.completeAlias(cmd, args, word)
		},
		RunE: func(cmd *cobra.Command, args []string) error { return a.runAccountSecret(cmd, args[0], args[1], w) },
	}
	f := cmd.Flags()
	f.StringVar(&w.to, "to", "", wordFlagMoveTo.In(a.lang))
	f.StringArrayVar(&w.command, "secret-command", nil, wordFlagSecretCommand.In(a.lang))
	f.StringVar(&w.confirm, "confirm", "", wordFlagConfirm.In(a.lang))
	f.BoolVar(&w.stdin, "secret-stdin", false, wordFlagSecretStdin.In(a.lang))
	completeWords(cmd, "to", sourceNames()...)
	return cmd
}

func (a *app) runAccountSecret(cmd *cobra.Command, alias, action string, w secretWish) error {
	if slices.Contains(secretActions, alias) && !slices.Contains(secretActions, action) {
		alias, action = action, alias // `secret store mall` is as clear
	}
	if !slices.Contains(secretActions, action) {
		return usage(wordAccountWrongAction.Fill(a.lang, strings.Join(secretActions, ", ")), wordUsageUseLine.Fill(a.lang, cmd.UseLine()))
	}
	acc, err := a.account(alias)
	if err != nil {
		return err
	}
	done, err := a.doSecret(cmd, &acc, action, w)
	if a.format == formatJSON {
		a.writeJSON(report.Secret{Account: acc.Alias, Secret: string(acc.Source()), OK: err == nil, Error: a.jsonError(err)})
	} else if err == nil {
		fmt.Fprintf(a.env.Stdout, done+"\n", acc.Alias, acc.Source())
	}
	return err
}

// doSecret gives the words for what was done; a move changes the account.
func (a *app) doSecret(cmd *cobra.Command, acc *keystore.Account, action string, w secretWish) (done string, err error) {
	ctx, lang := cmd.Context(), a.lang
	if w.stdin && acc.Source().Asks() == keystore.AsksSecret && (action == secretTest || action == secretMove) {
		if err := a.answerPrompt(ctx, *acc); err != nil {
			return "", err
		}
	}
	switch action {
	case secretStore:
		return wordAccountStored.In(lang), a.storeSecret(cmd, *acc, w.stdin)
	case secretTest:
		_, err := a.desk().Secrets().Reread(ctx, *acc)
		a.warnInherited(*acc)
		return wordAccountSecretOpens.In(lang), err
	case secretForget:
		if err := a.confirmed(acc.Alias, w.confirm); err != nil {
			return "", err
		}
		return wordAccountForgotten.In(lang), a.forgetSecret(ctx, *acc)
	}
	return wordAccountMoved.In(lang), a.moveSecret(ctx, acc, w)
}

// warnInherited tells what the source env costs.
func (a *app) warnInherited(acc keystore.Account) {
	if acc.Source() == keystore.FromEnv {
		a.warn(wordAccountInherited.Fill(a.lang, keystore.EnvName(acc.Alias)))
	}
}

func (a *app) storeSecret(cmd *cobra.Command, acc keystore.Account, fromStdin bool) error {
	if !acc.Source().Keeps() {
		return &keystore.Problem{Account: acc.Alias, Source: acc.Source(), Reason: keystore.SourceReadOnly}
	}
	secret, err := a.takeSecret(cmd, acc, fromStdin)
	if err != nil {
		return err
	}
	if secret.Empty() {
		return usage(wordNoSecret.In(a.lang), wordNoSecretDo.In(a.lang))
	}
	return a.desk().Secrets().Store(cmd.Context(), acc, secret)
}

// answerPrompt takes what would be typed from standard input.
func (a *app) answerPrompt(ctx context.Context, acc keystore.Account) error {
	secret, err := a.secretFromStdin()
	if err != nil {
		return err
	}
	return a.desk().Secrets().Store(ctx, acc, secret)
}

func (a *app) forgetSecret(ctx context.Context, acc keystore.Account) error {
	err := a.desk().Secrets().Forget(ctx, acc)
	if notWritten(err) {
		return &failure{exit: exitFailed, fact: wordAccountNotOurs.Fill(a.lang, acc.Alias, acc.Source()), remedy: wordAccountNotOursDo.In(a.lang), err: err}
	}
	return err
}

// notWritten reports whether an error says that the source is filled elsewhere.
func notWritten(err error) bool {
	var p *keystore.Problem
	return errors.As(err, &p) && p.Reason == keystore.SourceReadOnly
}

func (a *app) moveSecret(ctx context.Context, acc *keystore.Account, w secretWish) error {
	lang, from := a.lang, *acc
	if err := a.checkSource(w.to); err != nil {
		return err
	}
	to := from
	to.Secret, to.SecretCommand = keystore.SourceName(w.to), nil
	if to.Secret == keystore.FromCommand {
		to.SecretCommand = commandWords(w.command)
	}
	if faults := keystore.Check(to); len(faults) > 0 {
		return usage(words.Fault(faults[0], a.lang), "")
	}
	if from.Source() == to.Secret {
		return usage(wordAccountSameSource.Fill(lang, from.Alias, to.Secret), "")
	}
	// A prompt keeps nothing: the stored copy would be the last one.
	if to.Secret == keystore.FromPrompt {
		if err := a.confirmed(from.Alias, w.confirm); err != nil {
			return err
		}
	}
	err := a.desk().Secrets().Move(ctx, from, to, func() error { return a.desk().Book().Change(from, to) })
	left := errors.Is(err, keystore.ErrOldCopyKept)
	if err == nil || left {
		*acc = to
	}
	switch {
	case left && notWritten(err):
		a.warn(wordAccountStillThere.Fill(lang, from.Alias, from.Source()))
		return nil
	case left:
		f := a.asFailure(err)
		return &failure{exit: exitFailed, fact: wordAccountSecretStays.Fill(lang, from.Alias, f.fact), remedy: f.remedy, err: err}
	}
	return err
}
