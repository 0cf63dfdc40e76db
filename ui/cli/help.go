package cli

import (
	"fmt"
	"io"
	"strings"

	"github.com/charmbracelet/x/ansi"
	"github.com/spf13/cobra"
	"github.com/spf13/pflag"
)

// help prints a command's help on stdout: it was asked for.
func (c *rootCommand) help(cmd *cobra.Command, _ []string) {
	w := c.env.Stdout
	fmt.Fprintf(w, "%s\n\n%s\n  %s\n", cmd.Short, wordHelpUsage.In(c.lang), cmd.UseLine())
	if cmd.Long != "" {
		fmt.Fprintf(w, "\n%s\n", cmd.Long)
	}
	if cmd.Example != "" {
		fmt.Fprintf(w, "\n%s\n%s\n", wordHelpExamples.In(c.lang), indent(cmd.Example))
	}
	if cmd.HasAvailableSubCommands() {
		var rows []field
		for _, sub := range cmd.Commands() {
			if sub.IsAvailableCommand() {
				rows = append(rows, field{"  " + sub.Name(), sub.Short})
			}
		}
		fmt.Fprintf(w, "\n%s\n", wordHelpCommands.In(c.lang))
		writeFields(w, rows)
	}
	c.helpFlags(w, wordHelpFlags.In(c.lang), cmd.NonInheritedFlags())
	c.helpFlags(w, wordHelpGlobal.In(c.lang), cmd.InheritedFlags())
	if !cmd.HasParent() {
		fmt.Fprintf(w, "\n%s\n", wordHelpExitCodes.In(c.lang))
	}
}

func (c *rootCommand) helpFlags(w io.Writer, head string, flags *pflag.FlagSet) {
	var rows []field
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
		rows = append(rows, field{name, words})
	})
	if len(rows) > 0 {
		fmt.Fprintf(w, "\n%s\n", head)
		writeFields(w, rows)
	}
}

// runHelp is `wxops help COMMAND`.
func (c *rootCommand) runHelp(cmd *cobra.Command, args []string) error {
	about, rest, err := cmd.Root().Find(args)
	if err != nil || len(rest) > 0 {
		return usage(wordUsageNoSuchCommand.In(c.lang), wordUsageSeeHelp.In(c.lang))
	}
	about.InitDefaultHelpFlag()
	return about.Help()
}

func indent(s string) string { return "  " + strings.ReplaceAll(s, "\n", "\n  ") }

// fit cuts a text to a number of terminal cells.
func (a *app) fit(s string, cells int) string {
	if a.ascii {
		return ansi.Truncate(s, cells, "...")
	}
	return ansi.Truncate(s, cells, "…")
}
