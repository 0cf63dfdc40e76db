package cli

import (
	"cmp"
	"context"
	"os"
	"os/signal"
	"runtime/debug"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"wxops/ui/cli/account"
	"wxops/ui/cli/shell"
	"wxops/ui/cli/watch"
	"wxops/ui/words"
	"wxops/wechat/catalog"
)

// rootCommand is wxops itself: what holds for every command is judged here.
type rootCommand struct{ *shell.Shell }

func newRoot(sh *shell.Shell) *cobra.Command {
	c := &rootCommand{sh}
	console := &consoleCommand{Shell: sh}
	root := &cobra.Command{
		Use:     "wxops [ALIAS]",
		Short:   wordShortRoot.In(sh.Lang),
		Long:    wordLongRoot.In(sh.Lang),
		Version: version(),
		Args:    sh.AtMost(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			return console.Run(cmd.Context(), cmd, append(args, "")[0])
		},
		PersistentPreRunE: c.checkFlags,
		ValidArgsFunction: sh.CompleteAlias,
		SilenceUsage:      true,
		SilenceErrors:     true,
		CompletionOptions: cobra.CompletionOptions{DisableDefaultCmd: true},
	}
	root.SetIn(sh.Env.Stdin)
	root.SetOut(sh.Env.Stdout)
	root.SetErr(sh.Env.Stderr)
	root.SetHelpFunc(c.help)
	root.SetFlagErrorFunc(func(_ *cobra.Command, err error) error { return c.flagError(err) })
	root.SetHelpCommand(&cobra.Command{Use: "help", Hidden: true, Short: wordShortHelp.In(sh.Lang), RunE: c.runHelp})
	c.globalFlags(root)
	console.addFlags(root)
	root.AddCommand(
		account.New(sh), newStatus(sh), newQuota(sh), newReset(sh), newRID(sh), newCode(sh),
		newAPI(sh), newResets(sh), newHistory(sh), watch.New(sh, version()), newSecret(sh), newDoctor(sh), newSimulate(sh), newCompletion(sh),
	)
	return root
}

func (c *rootCommand) globalFlags(root *cobra.Command) {
	f := root.PersistentFlags()
	f.SortFlags = false
	seen := c.Format // a flag sets its variable to the default, but errors before parsing need the form
	defer func() { c.Format = cmp.Or(seen, c.Format) }()
	f.StringVarP(&c.Format, "output", "o", shell.FormatTable, wordFlagOutput.In(c.Lang))
	f.StringVar(&c.Base, "base", "", wordFlagBase.In(c.Lang))
	f.String("lang", string(c.Lang), wordFlagLang.In(c.Lang))
	f.BoolVar(&c.ASCII, "ascii", false, wordFlagASCII.In(c.Lang))
	f.BoolVar(&c.ReadOnly, "read-only", false, wordFlagReadOnly.In(c.Lang))
	f.DurationVar(&c.Timeout, "timeout", shell.TimeoutDefault, wordFlagTimeout.In(c.Lang))
	f.BoolVar(&c.Debug, "debug", false, wordFlagDebug.In(c.Lang))
	f.BoolP("help", "h", false, wordFlagHelp.In(c.Lang))
	root.Flags().Bool("version", false, wordFlagVersion.In(c.Lang))
	shell.CompleteForms(root)
	shell.CompleteWords(root, "base", baseURLs()...)
	shell.CompleteWords(root, "lang", string(words.English), string(words.Chinese))
}

// checkFlags judges the flags that hold everywhere, before any command runs.
func (c *rootCommand) checkFlags(cmd *cobra.Command, _ []string) error {
	lang := c.Lang
	formats := shell.Offered(cmd)
	if !slices.Contains(formats, c.Format) {
		return shell.Usage(wordUsageWrongOutput.Fill(lang, strings.TrimPrefix(cmd.CommandPath(), "wxops "), strings.Join(formats, ", ")), "")
	}
	if given, _ := cmd.Flags().GetString("lang"); given != string(c.Lang) {
		return shell.Usage(wordUsageWrongLang.In(lang), "")
	}
	if c.Timeout <= 0 {
		return shell.Usage(wordUsageWrongTimeout.In(lang), "")
	}
	if cmd.Flags().Changed("base") && catalog.CheckBaseURL(c.Base) != nil {
		return shell.Usage(wordUsageWrongBase.In(lang), wordUsageWrongBaseDo.In(lang))
	}
	c.OpenLog()
	if cmd.HasParent() { // in the console ctrl+c is a key
		c.endAtInterrupt(cmd)
	}
	return nil
}

// endAtInterrupt lets ctrl+c end the command in order, and a second one at once.
func (c *rootCommand) endAtInterrupt(cmd *cobra.Command) {
	ctx, stop := signal.NotifyContext(cmd.Context(), os.Interrupt)
	context.AfterFunc(ctx, stop)
	c.Listen(ctx)
	cmd.SetContext(ctx)
}

// The checks of how many arguments a command takes. They never repeat an
// argument: someone may have tried to pass a secret.

// version is the module's version as the Go tool stamped it.
func version() string {
	info, ok := debug.ReadBuildInfo()
	if !ok || info.Main.Version == "" {
		return "(devel)"
	}
	return info.Main.Version
}
