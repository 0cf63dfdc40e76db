package watch

import (
	"context"
	"errors"
	"io"
	"slices"

	"wxops/keystore"
	"wxops/ui/cli/shell"
	"wxops/ui/words"
	"wxops/wechat/clean"
	"wxops/wechat/follow"
	"wxops/wechat/inquiry"
	"wxops/wechat/rid"
)

// fromStdin is the name of standard input among the logs.
const fromStdin = "-"

// checkLogs refuses logs that cannot be followed.
func (c *command) checkLogs() error {
	files := c.logFiles()
	pipes := len(c.logs) - len(files)
	switch {
	case len(c.logs) > 0 && c.once:
		return shell.Usage(wordFollowOnce.In(c.Lang), wordFollowOnceDo.In(c.Lang))
	case pipes > 1:
		return shell.Usage(wordStdinTwice.In(c.Lang), "")
	case c.fromStart && len(files) == 0:
		return shell.Usage(wordFromStart.In(c.Lang), wordFromStartDo.In(c.Lang))
	case slices.Contains(files, ""):
		return shell.Usage(wordNoLogName.In(c.Lang), "")
	}
	if err := follow.Check(files); err != nil {
		return shell.Usage(c.logWrong(err), wordLogWrongDo.In(c.Lang))
	}
	return nil
}

// logFiles are the logs that are files.
func (c *command) logFiles() []string {
	return slices.DeleteFunc(slices.Clone(c.logs), func(log string) bool { return log == fromStdin })
}

// logWrong says why a path cannot be followed.
func (c *command) logWrong(err error) string {
	var wrong *follow.Error
	if errors.As(err, &wrong) {
		if text, known := logWrongWords[wrong.Err]; known {
			return clean.Line(text.Fill(c.Lang, wrong.Path))
		}
	}
	return clean.Line(err.Error())
}

// followLogs reads the logs until ctx ends. That they end, ends no watch.
func (r *running) followLogs(ctx context.Context) {
	if len(r.logs) == 0 {
		return
	}
	cfg := follow.Config{
		Files: r.logFiles(), FromStart: r.fromStart, Accounts: r.followed, Ask: asker{r},
		Seen: r.hub.Heard, Note: r.noteLog, Now: r.Env.Now,
	}
	if slices.Contains(r.logs, fromStdin) {
		cfg.Stdin = r.Env.Stdin
	}
	f, err := follow.New(cfg)
	if err == nil {
		err = f.Run(ctx)
	}
	switch {
	case ctx.Err() != nil:
	case err != nil && !errors.Is(err, io.EOF):
		r.note(wordLogLost.Fill(r.Lang, clean.Line(err.Error())))
	default:
		r.note(wordLogEnds.In(r.Lang))
	}
}

// followed are the accounts whose failures a log may tell.
func (r *running) followed() []follow.Account {
	r.mu.Lock()
	defer r.mu.Unlock()
	all := make([]follow.Account, 0, len(r.accounts))
	for _, acc := range r.accounts {
		all = append(all, follow.Account{Alias: acc.Alias, AppID: acc.AppID, Kind: string(acc.Kind), Paths: acc.Watched()})
	}
	return all
}

// asker is all that a line of a log may cause: a reading, and a question about a rid.
type asker struct{ *running }

func (a asker) Look(ctx context.Context, alias string, id rid.RID) (rid.Record, error) {
	acc, err := a.accountOf(alias)
	if err != nil {
		return rid.Record{}, err
	}
	q := inquiry.Question{RID: id, Account: inquiry.Account{
		Name: acc.Alias, AppID: acc.AppID, Kind: string(acc.Kind),
		Open: func() (inquiry.Client, error) { return a.Desk().Connect(acc) },
	}}
	answer := q.Ask(ctx, a.Env.Now)
	return answer.Record, answer.Err
}

func (a asker) Read(alias string, paths ...string) { a.watch.Read(alias, paths...) }

func (r *running) accountOf(alias string) (keystore.Account, error) {
	r.mu.Lock()
	defer r.mu.Unlock()
	acc, some := r.accounts[alias]
	if !some {
		return keystore.Account{}, r.NoAccount(alias)
	}
	return acc, nil
}

// noteLog says what a person must know of the following itself.
func (r *running) noteLog(n follow.Notice) {
	text := noticeWords[n.Kind]
	switch n.Kind {
	case follow.NotLooked:
		r.note(text.Fill(r.Lang, n.Account, r.failure(n.Err).Fact))
	case follow.Unreadable:
		r.note(text.Fill(r.Lang, n.Log, clean.Line(n.Err.Error())))
	default:
		r.note(text.Fill(r.Lang, n.Log))
	}
}

var noticeWords = map[follow.NoticeKind]words.Pair{
	follow.NotThere:   {"%s is not there yet, and waited for", "%s 尚不存在，等待其出现"},
	follow.Unreadable: {"%s cannot be read, and is tried again: %s", "%s 无法读取，会再次尝试：%s"},
	follow.Readable:   {"%s is read", "开始读取 %s"},
	follow.NotLooked:  {"%s cannot ask about rids of the log: %s", "%s 无法查询日志中的 rid：%s"},
}

var logWrongWords = map[error]words.Pair{
	follow.ErrFolder:   {"%s is a folder, not a log", "%s 是文件夹，不是日志"},
	follow.ErrNoFile:   {"%s is a pipe or a device; follow it as standard input", "%s 是管道或设备，请从标准输入跟踪"},
	follow.ErrDangling: {"%s is a link to nothing", "%s 是指向不存在文件的链接"},
	follow.ErrTwice:    {"%s is named twice", "%s 写了两次"},
}

// The words of following.
var (
	wordFlagFollow    = words.Pair{"follow this log, too: `FILE`, or - for standard input; may be given several times", "同时跟踪此日志：`FILE`，- 为标准输入；可写多次"}
	wordFlagFromStart = words.Pair{"read what the files of --follow hold already", "从头读取 --follow 的文件"}
	wordFollowOnce    = words.Pair{"--follow has no meaning with --once", "--follow 与 --once 不能同用"}
	wordFollowOnceDo  = words.Pair{"To read what a log holds: wxops rid - <app.log", "读取日志已有内容：wxops rid - <app.log"}
	wordStdinTwice    = words.Pair{"standard input can be followed once", "标准输入只能跟踪一次"}
	wordFromStart     = words.Pair{"--from-start is of files that are followed", "--from-start 用于跟踪文件"}
	wordFromStartDo   = words.Pair{"Use: wxops watch --follow app.log --from-start", "用法：wxops watch --follow app.log --from-start"}
	wordNoLogName     = words.Pair{"--follow needs the name of a file, or -", "--follow 须给出文件名或 -"}
	wordLogWrongDo    = words.Pair{"Use: wxops watch --follow app.log, or: tail -F app.log | wxops watch --follow -", "用法：wxops watch --follow app.log，或：tail -F app.log | wxops watch --follow -"}
	wordLogLost       = words.Pair{"the log cannot be read any more, and the watch goes on without: %s", "日志无法继续读取，监视照常进行：%s"}
	wordLogEnds       = words.Pair{"standard input has ended; the watch goes on", "标准输入已结束，监视照常进行"}
)
