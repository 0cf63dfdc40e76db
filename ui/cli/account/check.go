package account

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"strconv"

	"github.com/spf13/cobra"

	"wxops/keystore"
	"wxops/ui/cli/shell"
	"wxops/ui/report"
	"wxops/ui/words"
	"wxops/wechat/clean"
)

// checkCommand judges an accounts file or a config.toml before it is used.
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

// judged is what one file comes to.
type judged struct {
	file     string
	accounts int
	robots   int
	config   bool // it is a config.toml
	faults   []keystore.Fault
	warnings []keystore.Fault
}

// Run reads the file and nothing else: no secret, no lock, no call. Without one it reads
// those that are in place. It fails when a file would be refused; what only looks wrong is
// told apart.
func (c *checkCommand) Run(_ context.Context, file string) error {
	var all []judged
	var err error
	if file == "" {
		all, err = c.inPlace()
	} else {
		all = make([]judged, 1)
		all[0], err = c.judge(file)
	}
	if err != nil {
		return err
	}
	if c.Format == shell.FormatJSON {
		c.WriteJSON(c.document(all))
	} else {
		for _, j := range all {
			c.tell(j)
		}
	}
	for _, j := range all {
		if len(j.faults) > 0 {
			return shell.Ended(shell.ExitFailed)
		}
	}
	return nil
}

// judge reads one file, of accounts or of what is no account's.
func (c *checkCommand) judge(file string) (judged, error) {
	text, err := readFile(c.Shell, file)
	if errors.Is(err, context.Canceled) {
		return judged{}, err
	}
	if err != nil {
		return judged{}, &shell.Failure{Exit: shell.ExitFailed, Fact: wordImportUnreadable.Fill(c.Lang, file, reason(err)), Err: err}
	}
	if file == "-" {
		file = "<stdin>"
	}
	j := judged{file: file, config: keystore.IsConfig(file, text)}
	if j.config {
		var config keystore.Config
		config, j.faults = keystore.ParseConfig(file, text)
		j.robots = len(config.Robots)
		return j, nil
	}
	accounts, faults, warnings := keystore.Review(text)
	j.accounts, j.faults, j.warnings = len(accounts), faults, warnings
	return j, nil
}

// inPlace judges what this wxops goes by: the person's own files, and why one of the
// machine is left out.
func (c *checkCommand) inPlace() ([]judged, error) {
	book, file := c.Desk().Book(), c.Desk().Folders().Configured()
	own, err := c.judge(book.Path())
	ofMachine, _, loadErr := book.Load()
	if errors.Is(err, fs.ErrNotExist) && loadErr == nil && len(ofMachine) > 0 {
		own, err = judged{file: book.Path()}, nil
	}
	if err != nil {
		return nil, err
	}
	own.warnings = append(own.warnings, book.LeftOut()...)
	config, err := c.judge(file.Path())
	if errors.Is(err, fs.ErrNotExist) {
		config, err = judged{}, nil
	}
	if err != nil {
		return nil, err
	}
	loaded, warnings, configErr := file.Load()
	for _, w := range warnings {
		if w.File != "" {
			config.warnings = append(config.warnings, w)
		}
	}
	if configErr == nil && loadErr == nil {
		config.faults = append(config.faults, loaded.Strangers(ofMachine)...)
	}
	if config.file == "" && len(config.faults)+len(config.warnings) == 0 {
		return []judged{own}, nil
	}
	config.file, config.config = file.Path(), true
	return []judged{own, config}, nil
}

// tell writes a line for each mistake, as compilers do, then the warnings, then what it
// comes to.
func (c *checkCommand) tell(j judged) {
	for _, f := range j.faults {
		c.line(j.file, f, c.about(f))
	}
	for _, w := range j.warnings {
		c.line(j.file, w, shell.WordWarning.Fill(c.Lang, c.about(w)))
	}
	word, n := wordChecked, j.accounts
	if j.config {
		word, n = wordCheckedConfig, j.robots
	}
	fmt.Fprintln(c.Env.Stdout, clean.Line(word.Fill(c.Lang, j.file, n, len(j.faults), len(j.warnings))))
}

func (c *checkCommand) line(file string, f keystore.Fault, what string) {
	if f.File != "" {
		file = f.File
	}
	if f.Line > 0 {
		file += ":" + strconv.Itoa(f.Line)
	}
	fmt.Fprintln(c.Env.Stdout, clean.Line(file+": "+what))
}

// about words a fault, with the account that it is about.
func (c *checkCommand) about(f keystore.Fault) string {
	alias := f.Account
	f.File = "" // the line begins with it
	if alias == "" || f.Key == "alias" {
		return words.Fault(f, c.Lang)
	}
	return alias + ": " + words.Fault(f, c.Lang)
}

func (c *checkCommand) document(all []judged) report.Checked {
	doc := report.Checked{File: all[0].file, OK: true, Mistakes: []report.Mistake{}, Warnings: []report.Mistake{}}
	for _, j := range all {
		doc.Accounts += j.accounts
		doc.Robots += j.robots
		doc.OK = doc.OK && len(j.faults) == 0
		doc.Mistakes = append(doc.Mistakes, c.mistakes(j, doc.File, j.faults)...)
		doc.Warnings = append(doc.Warnings, c.mistakes(j, doc.File, j.warnings)...)
	}
	return doc
}

// mistakes tells faults of a file; the one that the document names is null.
func (c *checkCommand) mistakes(j judged, named string, faults []keystore.Fault) []report.Mistake {
	docs := make([]report.Mistake, len(faults))
	for i, f := range faults {
		file := f.File
		if file == "" {
			file = j.file
		}
		if file == named {
			file = ""
		}
		f.File = ""
		docs[i] = report.Mistake{
			File: report.Null(file), Line: report.Null(f.Line), Account: report.Null(f.Account), What: string(f.What), Key: report.Null(f.Key),
			Found: report.Null(f.Found), Expected: report.Null(f.Expected), Text: words.Fault(f, c.Lang),
		}
	}
	return docs
}
