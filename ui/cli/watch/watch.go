// Package watch is the command that watches without anyone at the keyboard: its
// flags, a line for each event, its signals and what it tells systemd.
package watch

import (
	"slices"
	"time"

	"github.com/spf13/cobra"

	"wxops/ui/cli/shell"
	"wxops/ui/metrics"
	"wxops/ui/words"
)

// command is wxops watch.
type command struct {
	*shell.Shell
	shell.Threshold
	choose shell.ChooseFlags

	version  string
	every    time.Duration
	once     bool
	dryRun   bool
	listen   string
	textfile string
	resume   string
	tries    bool // --try-notify

	logs      []string // of --follow
	fromStart bool

	notify bool
	exec   bool // the command itself is Shell.Command

	passphraseFD int
}

// New makes the command; version is that of wxops.
func New(sh *shell.Shell, version string) *cobra.Command {
	c := &command{Shell: sh, version: version}
	cmd := &cobra.Command{
		Use:               "watch [ALIAS…]",
		Short:             wordShort.In(sh.Lang),
		Long:              wordLong.In(sh.Lang),
		Example:           "wxops watch --listen 127.0.0.1:9464\nwxops watch mall news --every 1m -o json\nwxops watch --once --fail-at 90\nwxops watch mall --dry-run\ntail -F app.log | wxops watch mall --follow -\nwxops watch --resume mall",
		ValidArgsFunction: sh.CompleteAliases,
		RunE: func(cmd *cobra.Command, args []string) error {
			if err := c.check(cmd, args); err != nil {
				return err
			}
			switch {
			case c.resume != "":
				return c.goOn(cmd.Context())
			case c.tries:
				return c.try(cmd.Context())
			}
			return c.Run(cmd.Context(), args)
		},
	}
	c.addFlags(cmd)
	return cmd
}

func (c *command) addFlags(cmd *cobra.Command) {
	f, lang := cmd.Flags(), c.Lang
	f.SortFlags = false
	f.DurationVar(&c.every, "every", everyDefault, wordFlagEvery.In(lang))
	f.BoolVar(&c.once, "once", false, wordFlagOnce.In(lang))
	c.AddFailAt(cmd, lang)
	f.BoolVar(&c.dryRun, "dry-run", false, wordFlagDryRun.In(lang))
	f.StringVar(&c.listen, "listen", "", wordFlagListen.In(lang))
	f.StringVar(&c.textfile, "textfile", "", wordFlagTextfile.In(lang))
	f.StringArrayVar(&c.logs, "follow", nil, wordFlagFollow.In(lang))
	f.BoolVar(&c.fromStart, "from-start", false, wordFlagFromStart.In(lang))
	f.BoolVar(&c.notify, "notify", false, wordFlagNotify.In(lang))
	f.BoolVar(&c.exec, "exec", false, wordFlagExec.In(lang))
	f.BoolVar(&c.tries, "try-notify", false, wordFlagTryNotify.In(lang))
	f.StringVar(&c.resume, "resume", "", wordFlagResume.In(lang))
	f.IntVar(&c.passphraseFD, "passphrase-fd", noPassphrase, wordFlagPassphrase.In(lang))
	c.choose.Add(c.Shell, cmd)
	// It fails only for a flag that does not exist.
	_ = cmd.RegisterFlagCompletionFunc("resume", c.CompleteAlias)
	shell.CompleteWords(cmd, "listen", "127.0.0.1:9464", "unix:/run/wxops/metrics.sock")
	shell.CompleteWords(cmd, "every", "1m", "5m", "1h")
}

const (
	everyDefault = 5 * time.Minute
	everyLeast   = time.Second
)

// check refuses what makes no sense together, before anything is read.
func (c *command) check(cmd *cobra.Command, aliases []string) error {
	given := cmd.Flags().Changed
	switch {
	case c.every < everyLeast:
		return shell.Usage(wordWrongEvery.In(c.Lang), "")
	case given("fail-at") && !c.once:
		return shell.Usage(wordFailAtAlone.In(c.Lang), wordFailAtAloneDo.In(c.Lang))
	case c.once && given("every"):
		return shell.Usage(wordEveryOnce.In(c.Lang), "")
	case c.once && c.listen != "":
		return shell.Usage(wordListenOnce.In(c.Lang), wordListenOnceDo.In(c.Lang))
	case given("passphrase-fd") && (c.passphraseFD < 0 || c.passphraseFD == 1 || c.passphraseFD == 2):
		return shell.Usage(wordWrongFD.In(c.Lang), "")
	case given("passphrase-fd") && c.passphraseFD == 0 && slices.Contains(c.logs, fromStdin):
		return shell.Usage(wordStdinBoth.In(c.Lang), wordNoPassphraseDo.In(c.Lang))
	case given("resume") && (len(aliases) > 0 || c.tries || given("passphrase-fd") || slices.ContainsFunc(besides, given)):
		return shell.Usage(wordResumeAlone.In(c.Lang), wordResumeAloneDo.In(c.Lang))
	case c.tries && (len(aliases) > 0 || slices.ContainsFunc(besides, given)):
		return shell.Usage(wordTryAlone.In(c.Lang), wordTryAloneDo.In(c.Lang))
	case given("resume") && c.resume == "":
		return c.NoAccount("")
	}
	if c.textfile != "" {
		if err := metrics.CheckTextfile(c.textfile); err != nil {
			return c.usage(err)
		}
	}
	if err := c.checkLogs(); err != nil {
		return err
	}
	if err := c.checkExec(); err != nil {
		return err
	}
	return c.CheckFailAt(cmd, c.Lang)
}

// besides are the flags that have no meaning beside --resume and --try-notify.
var besides = []string{"every", "once", "fail-at", "dry-run", "listen", "textfile", "tag", "env", "follow", "from-start", "notify", "exec"}

// usage makes a wrong flag of an error about a place for the numbers.
func (c *command) usage(err error) error {
	f := c.failure(err)
	return shell.Usage(f.Fact, f.Remedy)
}

// The words of the flags; in those a word in back quotes names the value.
var (
	wordFlagEvery     = words.Pair{"how often the most pressed APIs are read: `5m`, 30s, 1h", "最紧张的接口多久读取一次：`5m`、30s、1h"}
	wordFlagOnce      = words.Pair{"read everything one time, act, and end: for cron", "全部读取一次，按策略处理后结束：用于 cron"}
	wordFlagDryRun    = words.Pair{"clear nothing and keep nothing: say what would be done", "不清零、不保存：只说明会做什么"}
	wordFlagListen    = words.Pair{"serve the numbers to Prometheus at this `ADDRESS`, or unix:PATH", "在此 `ADDRESS`（或 unix:PATH）向 Prometheus 提供指标"}
	wordFlagTextfile  = words.Pair{"write the numbers to this `FILE.prom` for node_exporter", "把指标写入 `FILE.prom`，供 node_exporter 读取"}
	wordFlagTryNotify = words.Pair{"send each robot of config.toml a test, and end", "向 config.toml 的每个机器人发送一条测试消息后结束"}
	wordFlagResume    = words.Pair{"let the stopped policy of this `ALIAS` go on", "让账号 `ALIAS` 已停用的策略恢复运行"}
	wordWrongEvery    = words.Pair{"--every is a time from 1s on, as in 5m", "--every 最短为 1s，例如 5m"}
	wordFailAtAlone   = words.Pair{"--fail-at needs --once: a watch that goes on has no exit code to say it with", "--fail-at 须与 --once 同用：持续运行的监视没有退出码可用"}
	wordFailAtAloneDo = words.Pair{"Use: wxops watch --once --fail-at 90", "用法：wxops watch --once --fail-at 90"}
	wordEveryOnce     = words.Pair{"--every has no meaning with --once", "--every 与 --once 不能同用"}
	wordListenOnce    = words.Pair{"--listen has no meaning with --once, which ends at once", "--listen 与 --once 不能同用：--once 会立即结束"}
	wordListenOnceDo  = words.Pair{"Use: wxops watch --once --textfile FILE.prom", "用法：wxops watch --once --textfile FILE.prom"}
	wordResumeAlone   = words.Pair{"--resume stands alone", "--resume 须单独使用"}
	wordResumeAloneDo = words.Pair{"Use: wxops watch --resume ALIAS", "用法：wxops watch --resume ALIAS"}
	wordTryAlone      = words.Pair{"--try-notify stands alone", "--try-notify 须单独使用"}
	wordTryAloneDo    = words.Pair{"Use: wxops watch --try-notify", "用法：wxops watch --try-notify"}
)

// The words of help.
var (
	wordShort = words.Pair{"Watch accounts without a screen: events, policy, metrics", "无人值守地监视账号：事件、策略、指标"}
	wordLong  = words.Pair{"Reads all accounts, or those that are named, again and again and writes a line for each thing that happens: an API near its\nlimit or out, an account that cannot be read, what a policy did. Nobody is asked for a secret. SIGTERM ends it. SIGHUP has it\nread accounts.toml and config.toml again; on a terminal, which is gone then, it ends it. One watch runs at a time.\n\nWhere accounts.toml has [account.watch] with reset_at, a quota is cleared when it reaches that, within per_month and never\ninto keep_back; each decision is told and kept. A reset that did not help, or whose outcome is unknown, stops the policy of that\naccount until you say: wxops watch --resume ALIAS",
		"反复读取所有账号（或指定的账号），每发生一件事写一行：接口将尽或用尽、账号无法读取、策略做了什么。\n不会询问密钥。SIGTERM 结束；SIGHUP 重新读取 accounts.toml 和 config.toml，在终端上则结束。同一时间只运行一个监视。\n\naccounts.toml 中有 [account.watch] 且写了 reset_at 时，额度达到该值即清零，不超过 per_month，且始终为人保留 keep_back；\n每个决定都会说明并记录。清零无效或结果未知时，该账号的策略停用，直到您执行：wxops watch --resume ALIAS"}
)
