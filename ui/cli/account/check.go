package account

import (
	"context"
	"errors"
	"fmt"
	"strconv"

	"github.com/spf13/cobra"

	"wxops/keystore"
	"wxops/ui/cli/shell"
	"wxops/ui/report"
	"wxops/ui/words"
	"wxops/wechat/clean"
)

// checkCommand judges an accounts file before it is used.
type checkCommand struct{ *shell.Shell }

func newCheck(sh *shell.Shell) *cobra.Command {
	c := &checkCommand{sh}
	return &cobra.Command{
		Use:     "check [FILE]",
		Short:   wordShortCheck.In(sh.Lang),
		Long:    wordLongCheck.In(sh.Lang),
		Example: "wxops account check\nwxops account check deploy/accounts.toml -o json\ngit show main:accounts.toml | wxops account check -",
		Args:    sh.AtMost(1),
		RunE:    func(cmd *cobra.Command, args []string) error { return c.Run(cmd.Context(), append(args, "")[0]) },
	}
}

// Run reads the file and nothing else: no secret, no lock, no call. It fails when the
// file would be refused; what only looks wrong is told apart.
func (c *checkCommand) Run(_ context.Context, file string) error {
	if file == "" {
		file = c.Desk().Book().Path()
	}
	text, err := readFile(c.Shell, file)
	if errors.Is(err, context.Canceled) {
		return err
	}
	if err != nil {
		return &shell.Failure{Exit: shell.ExitFailed, Fact: wordImportUnreadable.Fill(c.Lang, file, reason(err)), Err: err}
	}
	if file == "-" {
		file = "<stdin>"
	}
	accounts, faults, warnings := keystore.Review(text)
	if c.Format == shell.FormatJSON {
		c.WriteJSON(report.Checked{File: file, OK: len(faults) == 0, Accounts: len(accounts), Mistakes: c.mistakes(faults), Warnings: c.mistakes(warnings)})
	} else {
		c.tell(file, len(accounts), faults, warnings)
	}
	if len(faults) > 0 {
		return shell.Ended(shell.ExitFailed)
	}
	return nil
}

// tell writes a line for each mistake, as compilers do, then the warnings, then what it
// comes to.
func (c *checkCommand) tell(file string, accounts int, faults, warnings []keystore.Fault) {
	for _, f := range faults {
		c.line(file, f, c.about(f))
	}
	for _, w := range warnings {
		c.line(file, w, shell.WordWarning.Fill(c.Lang, c.about(w)))
	}
	fmt.Fprintln(c.Env.Stdout, clean.Line(wordChecked.Fill(c.Lang, file, accounts, len(faults), len(warnings))))
}

func (c *checkCommand) line(file string, f keystore.Fault, what string) {
	if f.Line > 0 {
		file += ":" + strconv.Itoa(f.Line)
	}
	fmt.Fprintln(c.Env.Stdout, clean.Line(file+": "+what))
}

// about words a fault, with the account that it is about.
func (c *checkCommand) about(f keystore.Fault) string {
	if f.Account == "" || f.Key == "alias" {
		return words.Fault(f, c.Lang)
	}
	return f.Account + ": " + words.Fault(f, c.Lang)
}

func (c *checkCommand) mistakes(faults []keystore.Fault) []report.Mistake {
	docs := make([]report.Mistake, len(faults))
	for i, f := range faults {
		docs[i] = report.Mistake{
			Line: report.Null(f.Line), Account: report.Null(f.Account), What: string(f.What), Key: report.Null(f.Key),
			Found: report.Null(f.Found), Expected: report.Null(f.Expected), Text: words.Fault(f, c.Lang),
		}
	}
	return docs
}
