package cli

import (
	"fmt"
	"io"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"wxops/ui/cli/shell"
)

// help prints a command's help on stdout: it was asked for.
func (c *rootCommand) help(cmd *cobra.Command, _ []string) {
	w := c.Env.Stdout
	fmt.Fprintf(w, "%s\n\n%s\n  %s\n", cmd.Short, wordHelpUsage.In(c.Lang), cmd.UseLine())
	if cmd.Long != "" {
		fmt.Fprintf(w, "\n%s\n", cmd.Long)
	}
	if cmd.Example != "" {
		fmt.Fprintf(w, "\n%s\n%s\n", wordHelpExamples.In(c.Lang), shell.Indent(cmd.Example))
	}
	if cmd.HasAvailableSubCommands() {
		var rows []shell.Field
		for _, sub := range cmd.Commands() {
			if sub.IsAvailableCommand() {
				rows = append(rows, shell.Field{"  " + sub.Name(), sub.Short})
			}
		}
		fmt.Fprintf(w, "\n%s\n", wordHelpCommands.In(c.Lang))
		shell.WriteFields(w, rows)
	}
	c.helpFlags(w, wordHelpFlags.In(c.Lang), cmd.NonInheritedFlags())
	c.helpFlags(w, wordHelpGlobal.In(c.Lang), cmd.InheritedFlags())
	if !cmd.HasParent() {
		fmt.Fprintf(w, "\n%s\n", wordHelpExitCodes.In(c.Lang))
	}
}

func (c *rootCommand) helpFlags(w io.Writer, head string, flags *pflag.FlagSet) {
	var rows []shell.Field
	flags.VisitAll(func(f *pflag.Flag) {
		if f.Hidden {
			return
		}
		name := "      --" + f.Name
		if f.Shorthand != "" {
			name = "  -" + f.Shorthand + ", --" + f.Name
		}
		value, words := pflag.UnquoteUsage(f)
		if value != "" {
			name += " " + value
		}
		rows = append(rows, shell.Field{name, words})
	})
	if len(rows) > 0 {
		fmt.Fprintf(w, "\n%s\n", head)
		shell.WriteFields(w, rows)
	}
}

// runHelp is `wxops help COMMAND`.
func (c *rootCommand) runHelp(cmd *cobra.Command, args []string) error {
	about, rest, err := cmd.Root().Find(args)
	if err != nil || len(rest) > 0 {
		return shell.Usage(shell.WordNoSuchCommand.In(c.Lang), shell.WordSeeHelp.In(c.Lang))
	}
	about.InitDefaultHelpFlag()
	return about.Help()
}
