package cli

import (
	"bufio"
	"context"
	"io"
	"net/http"
	"os"
	"os/signal"
	"runtime/debug"
	"slices"
	"strings"
	"sync/atomic"
	"time"

	"github.com/spf13/cobra"

	"wxops/ui/desk"
	"wxops/ui/words"
	"wxops/wechat"
)

// app is one run: the world around it, its words, and its flags.
type app struct {
	env  Env
	lang words.Lang

	format   string // table, json or csv
	base     string // the address of WeChat; "" is its own
	ascii    bool
	readOnly bool
	debug    bool
	timeout  time.Duration

	askNobody atomic.Bool // the console owns the terminal, or the command must not wait for a person
	wroteJSON bool
	waiting   waiting

	stdin      io.Reader
	lines      *bufio.Reader     // of stdin
	stdinTaken bool              // standard input brought a secret
	transport  http.RoundTripper // nil: the network
	opened     *desk.Desk
}

// timeoutDefault is the deadline of one call to WeChat.
const timeoutDefault = 10 * time.Second

func (a *app) rootCommand() *cobra.Command {
	console := &consoleCommand{app: a}
	root := &cobra.Command{
		Use:     "wxops [ALIAS]",
		Short:   wordShortRoot.In(a.lang),
		Long:    wordLongRoot.In(a.lang),
		Version: version(),
		Args:    a.atMost(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			return console.Run(cmd.Context(), cmd, append(args, "")[0])
		},
		PersistentPreRunE: a.checkFlags,
		ValidArgsFunction: a.completeAlias,
		SilenceUsage:      true,
		SilenceErrors:     true,
		CompletionOptions: cobra.CompletionOptions{DisableDefaultCmd: true},
	}
	root.SetIn(a.env.Stdin)
	root.SetOut(a.env.Stdout)
	root.SetErr(a.env.Stderr)
	root.SetHelpFunc(a.help)
	root.SetFlagErrorFunc(func(_ *cobra.Command, err error) error { return a.flagError(err) })
	root.SetHelpCommand(&cobra.Command{Use: "help", Hidden: true, Short: wordShortHelp.In(a.lang), RunE: a.runHelp})
	a.globalFlags(root)
	console.addFlags(root)
	root.AddCommand(
		newAccount(a), newQuota(a), newReset(a), newRID(a), newCode(a),
		newAPI(a), newResets(a), a.doctorCommand(), newSimulate(a), newCompletion(a),
	)
	return root
}

func (a *app) globalFlags(root *cobra.Command) {
	f := root.PersistentFlags()
	f.SortFlags = false
	seen := a.format // a flag sets its variable to the default, but errors before parsing need the form
	defer func() { a.format = firstOf(seen, a.format) }()
	f.StringVarP(&a.format, "output", "o", formatTable, wordFlagOutput.In(a.lang))
	f.StringVar(&a.base, "base", "", wordFlagBase.In(a.lang))
	f.String("lang", string(a.lang), wordFlagLang.In(a.lang))
	f.BoolVar(&a.ascii, "ascii", false, wordFlagASCII.In(a.lang))
	f.BoolVar(&a.readOnly, "read-only", false, wordFlagReadOnly.In(a.lang))
	f.DurationVar(&a.timeout, "timeout", timeoutDefault, wordFlagTimeout.In(a.lang))
	f.BoolVar(&a.debug, "debug", false, wordFlagDebug.In(a.lang))
	f.BoolP("help", "h", false, wordFlagHelp.In(a.lang))
	root.Flags().Bool("version", false, wordFlagVersion.In(a.lang))
	completeWords(root, "output", formatTable, formatJSON, formatCSV)
	completeWords(root, "base", baseURLs()...)
	completeWords(root, "lang", string(words.English), string(words.Chinese))
}

// checkFlags judges the flags that hold everywhere, before any command runs.
func (a *app) checkFlags(cmd *cobra.Command, _ []string) error {
	lang := a.lang
	formats := []string{formatTable, formatJSON}
	if cmd.Name() == "quota" {
		formats = append(formats, formatCSV)
	}
	if !slices.Contains(formats, a.format) {
		return usage(wordUsageWrongOutput.Fill(lang, cmd.Name(), strings.Join(formats, ", ")), "")
	}
	if given, _ := cmd.Flags().GetString("lang"); given != string(a.lang) {
		return usage(wordUsageWrongLang.In(lang), "")
	}
	if a.timeout <= 0 {
		return usage(wordUsageWrongTimeout.In(lang), "")
	}
	if cmd.Flags().Changed("base") && wechat.CheckBaseURL(a.base) != nil {
		return usage(wordUsageWrongBase.In(lang), wordUsageWrongBaseDo.In(lang))
	}
	a.openLog()
	if cmd.HasParent() { // in the console ctrl+c is a key
		a.endAtInterrupt(cmd)
	}
	return nil
}

// endAtInterrupt lets ctrl+c end the command in order, and a second one at once.
func (a *app) endAtInterrupt(cmd *cobra.Command) {
	ctx, stop := signal.NotifyContext(cmd.Context(), os.Interrupt)
	context.AfterFunc(ctx, stop)
	a.stdin = interruptible{ctx, a.env.Stdin}
	cmd.SetContext(ctx)
}

// The checks of how many arguments a command takes. They never repeat an
// argument: someone may have tried to pass a secret.

func (a *app) noArgs() cobra.PositionalArgs { return a.between(0, 0) }

func (a *app) exactly(n int) cobra.PositionalArgs { return a.between(n, n) }

func (a *app) atMost(n int) cobra.PositionalArgs { return a.between(0, n) }

func (a *app) atLeast(n int) cobra.PositionalArgs { return a.between(n, 1<<20) }

func (a *app) between(least, most int) cobra.PositionalArgs {
	return func(cmd *cobra.Command, args []string) error {
		if len(args) < least || len(args) > most {
			return usage(wordUsageWrongArgs.Fill(a.lang, len(args)), wordUsageUseLine.Fill(a.lang, cmd.UseLine()))
		}
		return nil
	}
}

// version is the module's version as the Go tool stamped it.
func version() string {
	info, ok := debug.ReadBuildInfo()
	if !ok || info.Main.Version == "" {
		return "(devel)"
	}
	return info.Main.Version
}
