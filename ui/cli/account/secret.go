package account

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"wxops/keystore"
	"wxops/keystore/secret"
	"wxops/ui/cli/shell"
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

// secretCommand does something with an account's AppSecret.
type secretCommand struct {
	*shell.Shell
	to      string
	command []string
	confirm string
	stdin   bool
}

func newSecret(sh *shell.Shell) *cobra.Command {
	c := &secretCommand{Shell: sh}
	lang := sh.Lang
	cmd := &cobra.Command{
		Use:   "secret ALIAS (store | test | move | forget)",
		Short: wordShortSecret.In(lang),
		Long: strings.Join([]string{secretStore + ": " + wordShortSecretStore.In(lang), secretTest + ": " + wordShortSecretTest.In(lang),
			secretMove + ": " + wordShortSecretMove.In(lang) + "; " + wordLongSecretMove.In(sh.Lang), secretForget + ": " + wordShortSecretForget.In(lang)}, "\n"),
		Example: "wxops account secret mall store\nwxops account secret mall move --to file\nwxops account secret mall forget --confirm mall",
		Args:    sh.Exactly(2),
		ValidArgsFunction: func(cmd *cobra.Command, args []string, word string) ([]string, cobra.ShellCompDirective) {
			if len(args) == 1 {
				return secretActions, cobra.ShellCompDirectiveNoFileComp
			}
			return sh.CompleteAlias(cmd, args, word)
		},
		RunE: func(cmd *cobra.Command, args []string) error { return c.Run(cmd.Context(), cmd, args[0], args[1]) },
	}
	f := cmd.Flags()
	f.StringVar(&c.to, "to", "", wordFlagMoveTo.In(sh.Lang))
	f.StringArrayVar(&c.command, "secret-command", nil, wordFlagSecretCommand.In(sh.Lang))
	f.StringVar(&c.confirm, "confirm", "", shell.WordFlagConfirm.In(sh.Lang))
	f.BoolVar(&c.stdin, "secret-stdin", false, shell.WordFlagSecretStdin.In(sh.Lang))
	shell.CompleteWords(cmd, "to", shell.SourceNames()...)
	return cmd
}

// Run does the action, and tells it.
func (c *secretCommand) Run(ctx context.Context, cmd *cobra.Command, alias, action string) error {
	if slices.Contains(secretActions, alias) && !slices.Contains(secretActions, action) {
		alias, action = action, alias // `secret store mall` is as clear
	}
	if !slices.Contains(secretActions, action) {
		return shell.Usage(wordWrongAction.Fill(c.Lang, strings.Join(secretActions, ", ")), shell.WordUseLine.Fill(c.Lang, cmd.UseLine()))
	}
	acc, err := c.Account(alias)
	if err != nil {
		return err
	}
	done, err := c.do(ctx, &acc, action)
	if c.Format == shell.FormatJSON {
		c.WriteJSON(report.Secret{Account: acc.Alias, Secret: string(acc.Source()), OK: err == nil, Error: c.JSONError(err)})
	} else if err == nil {
		fmt.Fprintf(c.Env.Stdout, done+"\n", acc.Alias, acc.Source())
	}
	return err
}

// do gives the words for what was done; a move changes the account.
func (c *secretCommand) do(ctx context.Context, acc *keystore.Account, action string) (done string, err error) {
	lang := c.Lang
	if c.stdin && acc.Source().Asks() == keystore.AsksSecret && (action == secretTest || action == secretMove) {
		if err := c.answerPrompt(ctx, *acc); err != nil {
			return "", err
		}
	}
	switch action {
	case secretStore:
		return wordStored.In(lang), c.store(ctx, *acc)
	case secretTest:
		_, err := c.Desk().Secrets().Reread(ctx, *acc)
		warnInherited(c.Shell, *acc)
		return wordSecretOpens.In(lang), err
	case secretForget:
		if err := c.Confirmed(acc.Alias, c.confirm); err != nil {
			return "", err
		}
		return wordForgotten.In(lang), c.forget(ctx, *acc)
	}
	return wordMoved.In(lang), c.move(ctx, acc)
}

// warnInherited tells what the source env costs. A credential of systemd's is not inherited.
func warnInherited(sh *shell.Shell, acc keystore.Account) {
	variable := keystore.EnvName(acc.Alias)
	credential := sh.Env.Getenv(variable) == "" && sh.Env.Getenv("CREDENTIALS_DIRECTORY") != ""
	if acc.Source() == keystore.FromEnv && !credential {
		sh.Warn(wordInherited.Fill(sh.Lang, variable))
	}
}

func (c *secretCommand) store(ctx context.Context, acc keystore.Account) error {
	if !acc.Source().Keeps() {
		return &keystore.Problem{Account: acc.Alias, Source: acc.Source(), Reason: secret.SourceReadOnly}
	}
	secret, err := takeSecret(ctx, c.Shell, acc, c.stdin)
	if err != nil {
		return err
	}
	if secret.Empty() {
		return shell.Usage(shell.WordNoSecret.In(c.Lang), shell.WordNoSecretDo.In(c.Lang))
	}
	return c.Desk().Secrets().Store(ctx, acc, secret)
}

// answerPrompt takes what would be typed from standard input.
func (c *secretCommand) answerPrompt(ctx context.Context, acc keystore.Account) error {
	secret, err := c.SecretFromStdin()
	if err != nil {
		return err
	}
	return c.Desk().Secrets().Store(ctx, acc, secret)
}

func (c *secretCommand) forget(ctx context.Context, acc keystore.Account) error {
	err := c.Desk().Secrets().Forget(ctx, acc)
	if notWritten(err) {
		return &shell.Failure{Exit: shell.ExitFailed, Fact: wordNotOurs.Fill(c.Lang, acc.Alias, acc.Source()), Remedy: wordNotOursDo.In(c.Lang), Err: err}
	}
	return err
}

// notWritten reports whether an error says that the source is filled elsewhere.
func notWritten(err error) bool {
	var p *keystore.Problem
	return errors.As(err, &p) && p.Reason == secret.SourceReadOnly
}

func (c *secretCommand) move(ctx context.Context, acc *keystore.Account) error {
	lang, from := c.Lang, *acc
	if err := keystore.Own(from); err != nil {
		return err
	}
	if err := c.CheckSource(c.to); err != nil {
		return err
	}
	to := from
	to.Secret, to.SecretCommand = keystore.SourceName(c.to), nil
	if to.Secret == keystore.FromCommand {
		to.SecretCommand = commandWords(c.command)
	}
	if faults := keystore.Check(to); len(faults) > 0 {
		return shell.Usage(words.Fault(faults[0], c.Lang), "")
	}
	if from.Source() == to.Secret {
		return shell.Usage(wordSameSource.Fill(lang, from.Alias, to.Secret), "")
	}
	// A prompt keeps nothing: the stored copy would be the last one.
	if to.Secret == keystore.FromPrompt {
		if err := c.Confirmed(from.Alias, c.confirm); err != nil {
			return err
		}
	}
	err := c.Desk().Secrets().Move(ctx, from, to, func() error { return c.Desk().Book().Change(from, to) })
	left := errors.Is(err, keystore.ErrOldCopyKept)
	if err == nil || left {
		*acc = to
	}
	switch {
	case left && notWritten(err):
		c.Warn(wordStillThere.Fill(lang, from.Alias, from.Source()))
		return nil
	case left:
		f := c.AsFailure(err)
		return &shell.Failure{Exit: shell.ExitFailed, Fact: wordSecretStays.Fill(lang, from.Alias, f.Fact), Remedy: f.Remedy, Err: err}
	}
	return err
}
