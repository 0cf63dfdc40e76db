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

// accountSecret does something with an account's AppSecret.
type accountSecret struct {
	*app
	to      string
	command []string
	confirm string
	stdin   bool
}

func newAccountSecret(a *app) *cobra.Command {
	c := &accountSecret{app: a}
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
		RunE: func(cmd *cobra.Command, args []string) error { return c.Run(cmd.Context(), cmd, args[0], args[1]) },
	}
	f := cmd.Flags()
	f.StringVar(&c.to, "to", "", wordFlagMoveTo.In(a.lang))
	f.StringArrayVar(&c.command, "secret-command", nil, wordFlagSecretCommand.In(a.lang))
	f.StringVar(&c.confirm, "confirm", "", wordFlagConfirm.In(a.lang))
	f.BoolVar(&c.stdin, "secret-stdin", false, wordFlagSecretStdin.In(a.lang))
	completeWords(cmd, "to", sourceNames()...)
	return cmd
}

// Run does the action, and tells it.
func (c *accountSecret) Run(ctx context.Context, cmd *cobra.Command, alias, action string) error {
	if slices.Contains(secretActions, alias) && !slices.Contains(secretActions, action) {
		alias, action = action, alias // `secret store mall` is as clear
	}
	if !slices.Contains(secretActions, action) {
		return usage(wordAccountWrongAction.Fill(c.lang, strings.Join(secretActions, ", ")), wordUsageUseLine.Fill(c.lang, cmd.UseLine()))
	}
	acc, err := c.account(alias)
	if err != nil {
		return err
	}
	done, err := c.do(ctx, &acc, action)
	if c.format == formatJSON {
		c.writeJSON(report.Secret{Account: acc.Alias, Secret: string(acc.Source()), OK: err == nil, Error: c.jsonError(err)})
	} else if err == nil {
		fmt.Fprintf(c.env.Stdout, done+"\n", acc.Alias, acc.Source())
	}
	return err
}

// do gives the words for what was done; a move changes the account.
func (c *accountSecret) do(ctx context.Context, acc *keystore.Account, action string) (done string, err error) {
	lang := c.lang
	if c.stdin && acc.Source().Asks() == keystore.AsksSecret && (action == secretTest || action == secretMove) {
		if err := c.answerPrompt(ctx, *acc); err != nil {
			return "", err
		}
	}
	switch action {
	case secretStore:
		return wordAccountStored.In(lang), c.store(ctx, *acc)
	case secretTest:
		_, err := c.desk().Secrets().Reread(ctx, *acc)
		warnInherited(c.app, *acc)
		return wordAccountSecretOpens.In(lang), err
	case secretForget:
		if err := c.confirmed(acc.Alias, c.confirm); err != nil {
			return "", err
		}
		return wordAccountForgotten.In(lang), c.forget(ctx, *acc)
	}
	return wordAccountMoved.In(lang), c.move(ctx, acc)
}

// warnInherited tells what the source env costs.
func warnInherited(a *app, acc keystore.Account) {
	if acc.Source() == keystore.FromEnv {
		a.warn(wordAccountInherited.Fill(a.lang, keystore.EnvName(acc.Alias)))
	}
}

func (c *accountSecret) store(ctx context.Context, acc keystore.Account) error {
	if !acc.Source().Keeps() {
		return &keystore.Problem{Account: acc.Alias, Source: acc.Source(), Reason: keystore.SourceReadOnly}
	}
	secret, err := takeSecret(ctx, c.app, acc, c.stdin)
	if err != nil {
		return err
	}
	if secret.Empty() {
		return usage(wordNoSecret.In(c.lang), wordNoSecretDo.In(c.lang))
	}
	return c.desk().Secrets().Store(ctx, acc, secret)
}

// answerPrompt takes what would be typed from standard input.
func (c *accountSecret) answerPrompt(ctx context.Context, acc keystore.Account) error {
	secret, err := c.secretFromStdin()
	if err != nil {
		return err
	}
	return c.desk().Secrets().Store(ctx, acc, secret)
}

func (c *accountSecret) forget(ctx context.Context, acc keystore.Account) error {
	err := c.desk().Secrets().Forget(ctx, acc)
	if notWritten(err) {
		return &failure{exit: exitFailed, fact: wordAccountNotOurs.Fill(c.lang, acc.Alias, acc.Source()), remedy: wordAccountNotOursDo.In(c.lang), err: err}
	}
	return err
}

// notWritten reports whether an error says that the source is filled elsewhere.
func notWritten(err error) bool {
	var p *keystore.Problem
	return errors.As(err, &p) && p.Reason == keystore.SourceReadOnly
}

func (c *accountSecret) move(ctx context.Context, acc *keystore.Account) error {
	lang, from := c.lang, *acc
	if err := c.checkSource(c.to); err != nil {
		return err
	}
	to := from
	to.Secret, to.SecretCommand = keystore.SourceName(c.to), nil
	if to.Secret == keystore.FromCommand {
		to.SecretCommand = commandWords(c.command)
	}
	if faults := keystore.Check(to); len(faults) > 0 {
		return usage(words.Fault(faults[0], c.lang), "")
	}
	if from.Source() == to.Secret {
		return usage(wordAccountSameSource.Fill(lang, from.Alias, to.Secret), "")
	}
	// A prompt keeps nothing: the stored copy would be the last one.
	if to.Secret == keystore.FromPrompt {
		if err := c.confirmed(from.Alias, c.confirm); err != nil {
			return err
		}
	}
	err := c.desk().Secrets().Move(ctx, from, to, func() error { return c.desk().Book().Change(from, to) })
	left := errors.Is(err, keystore.ErrOldCopyKept)
	if err == nil || left {
		*acc = to
	}
	switch {
	case left && notWritten(err):
		c.warn(wordAccountStillThere.Fill(lang, from.Alias, from.Source()))
		return nil
	case left:
		f := c.asFailure(err)
		return &failure{exit: exitFailed, fact: wordAccountSecretStays.Fill(lang, from.Alias, f.fact), remedy: f.remedy, err: err}
	}
	return err
}
