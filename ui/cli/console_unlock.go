package cli

import (
	"context"
	"io"
	"os"
	"os/signal"

	tea "charm.land/bubbletea/v2"

	"wxops/keystore"
	"wxops/ui/cli/shell"
)

// unlocker opens secrets while the console has given the terminal back. That
// of the account it is to open with is opened now, before the console takes it.
func (c *consoleCommand) unlocker(ctx context.Context, accounts []keystore.Account, alias string) func(keystore.Account) tea.ExecCommand {
	opening := func(acc keystore.Account) *bareRun {
		return &bareRun{c.Shell, ctx, func(ctx context.Context) error {
			_, err := c.Desk().Secrets().Secret(ctx, acc)
			return err
		}}
	}
	var failed error // of the first account, told when the console asks for its secret
	for _, acc := range accounts {
		if acc.Alias == alias && acc.Source().Asks() == keystore.AsksTerminal {
			failed = opening(acc).Run()
		}
	}
	return func(acc keystore.Account) tea.ExecCommand {
		if err := failed; err != nil && acc.Alias == alias {
			failed = nil // nobody is asked twice for the same answer
			return &bareRun{c.Shell, ctx, func(context.Context) error { return err }}
		}
		return opening(acc)
	}
}

// togetherOpener opens what one passphrase opens, while the console has given the
// terminal back.
func (c *consoleCommand) togetherOpener(ctx context.Context) func([]keystore.Account) tea.ExecCommand {
	return func(accounts []keystore.Account) tea.ExecCommand {
		return &bareRun{c.Shell, ctx, func(ctx context.Context) error {
			return c.Desk().Secrets().OpenTogether(ctx, accounts)
		}}
	}
}

// onTerminal runs what may ask for a passphrase while the console has given
// the terminal back.
func (c *consoleCommand) onTerminal(ctx context.Context) func(func(context.Context)) tea.ExecCommand {
	return func(do func(context.Context)) tea.ExecCommand {
		return &bareRun{c.Shell, ctx, func(ctx context.Context) error {
			do(ctx)
			return nil
		}}
	}
}

// bareRun does something for which a person may be asked at the terminal.
type bareRun struct {
	sh  *shell.Shell
	ctx context.Context
	do  func(context.Context) error
}

func (r *bareRun) Run() error {
	ctx, stop := signal.NotifyContext(r.ctx, os.Interrupt)
	defer stop()
	return r.sh.Asking(ctx, r.do)
}

// The streams are those of the process already.

func (*bareRun) SetStdin(io.Reader)  {}
func (*bareRun) SetStdout(io.Writer) {}
func (*bareRun) SetStderr(io.Writer) {}
