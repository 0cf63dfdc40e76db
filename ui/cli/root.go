package cli

import (
	"bufio"
	"cmp"
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

// rootCommand is wxops itself: what holds for every command is judged here.
type rootCommand struct{ *app }

func newRoot(a *app) *cobra.Command {
	c := &rootCommand{a}
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
		PersistentPreRunE: c.checkFlags,
		ValidArgsFunction: a.completeAlias,
		SilenceUsage:      true,
		SilenceErrors:     true,
		CompletionOptions: cobra.CompletionOptions{DisableDefaultCmd: true},
	}
	root.SetIn(a.env.Stdin)
	root.SetOut(a.env.Stdout)
	root.SetErr(a.env.Stderr)
	root.SetHelpFunc(c.help)
	root.SetFlagErrorFunc(func(_ *cobra.Command, err error) error { return c.flagError(err) })
	root.SetHelpCommand(&cobra.Command{Use: "help", Hidden: true, Short: wordShortHelp.In(a.lang), RunE: c.runHelp})
	c.globalFlags(root)
	console.addFlags(root)
	root.AddCommand(
		newAccount(a), newQuota(a), newReset(a), newRID(a), newCode(a),
		newAPI(a), newResets(a), newDoctor(a), newSimulate(a), newCompletion(a),
	)
	return root
}

func (c *rootCommand) globalFlags(root *cobra.Command) {
	f := root.PersistentFlags()
	f.SortFlags = false
	seen := c.format // a flag sets its variable to the default, but errors before parsing need the form
	defer func() { c.format = cmp.Or(seen, c.format) }()
	f.StringVarP(&c.format, "output", "o", formatTable, wordFlagOutput.In(c.lang))
	f.StringVar(&c.base, "base", "", wordFlagBase.In(c.lang))
	f.String("lang", string(c.lang), wordFlagLang.In(c.lang))
	f.BoolVar(&c.ascii, "ascii", false, wordFlagASCII.In(c.lang))
	f.BoolVar(&c.readOnly, "read-only", false, wordFlagReadOnly.In(c.lang))
	f.DurationVar(&c.timeout, "timeout", timeoutDefault, wordFlagTimeout.In(c.lang))
	f.BoolVar(&c.debug, "debug", false, wordFlagDebug.In(c.lang))
	f.BoolP("help", "h", false, wordFlagHelp.In(c.lang))
	root.Flags().Bool("version", false, wordFlagVersion.In(c.lang))
	completeWords(root, "output", formatTable, formatJSON, formatCSV)
	completeWords(root, "base", baseURLs()...)
	completeWords(root, "lang", string(words.English), string(words.Chinese))
}

// checkFlags judges the flags that hold everywhere, before any command runs.
func (c *rootCommand) checkFlags(cmd *cobra.Command, _ []string) error {
	lang := c.lang
	formats := []string{formatTable, formatJSON}
	if cmd.Name() == "quota" {
		formats = append(formats, formatCSV)
	}
	if !slices.Contains(formats, c.format) {
		return usage(wordUsageWrongOutput.Fill(lang, cmd.Name(), strings.Join(formats, ", ")), "")
	}
	if given, _ := cmd.Flags().GetString("lang"); given != string(c.lang) {
		return usage(wordUsageWrongLang.In(lang), "")
	}
	if c.timeout <= 0 {
		return usage(wordUsageWrongTimeout.In(lang), "")
	}
	if cmd.Flags().Changed("base") && wechat.CheckBaseURL(c.base) != nil {
		return usage(wordUsageWrongBase.In(lang), wordUsageWrongBaseDo.In(lang))
	}
	c.openLog()
	if cmd.HasParent() { // in the console ctrl+c is a key
		c.endAtInterrupt(cmd)
	}
	return nil
}

// endAtInterrupt lets ctrl+c end the command in order, and a second one at once.
func (c *rootCommand) endAtInterrupt(cmd *cobra.Command) {
	ctx, stop := signal.NotifyContext(cmd.Context(), os.Interrupt)
	context.AfterFunc(ctx, stop)
	c.stdin = interruptible{ctx, c.env.Stdin}
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
