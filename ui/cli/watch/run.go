package watch

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/signal"
	"sync"
	"sync/atomic"
	"syscall"
	"time"

	"wxops/keystore"
	"wxops/ui/cli/shell"
	"wxops/ui/desk"
	"wxops/ui/metrics"
	"wxops/ui/words"
	"wxops/wechat/clean"
	"wxops/wechat/guard"
	"wxops/wechat/watch"
)

// running is one watch with all that hears of it.
type running struct {
	*command
	aliases []string
	watch   *watch.Watch
	hub     *hub
	printer *printer
	verdict *verdict
	metrics *metrics.Metrics
	keeper  *keeper
	teller  *teller      // nil: nobody is told
	round   atomic.Int64 // when the loop last went round, in Unix nanoseconds
	end     context.CancelFunc

	mu       sync.Mutex
	accounts map[string]keystore.Account // by alias
}

// Run watches the accounts that are meant until it is told to end, or once.
func (c *command) Run(ctx context.Context, aliases []string) error {
	c.AskNobody.Store(true)
	if err := c.takePassphrase(ctx); err != nil {
		return err
	}
	ctx, end := context.WithCancel(ctx)
	defer end()
	r := &running{command: c, aliases: aliases, end: end, verdict: &verdict{}}
	meant, err := r.meant()
	if err != nil {
		return c.wrong(err)
	}
	if c.passphraseFD != noPassphrase {
		if err := r.openFile(ctx); err != nil {
			return err
		}
	}
	if !c.dryRun {
		release, err := c.Desk().LockWatch()
		if err != nil {
			return c.wrong(c.lockFailure(err))
		}
		defer release()
	}
	if err := r.open(meant); err != nil {
		return c.wrong(err)
	}
	defer outlivePipes()()
	last, cancel := endedWithin(ctx, farewell)
	defer cancel()
	stop, err := r.serve(ctx, last)
	if err != nil {
		return err
	}
	defer stop()
	defer r.onHangup(ctx, last)()
	ends := r.tellBeside(last)
	if !c.once {
		defer ends()
		return r.watchOn(ctx, last, stop)
	}
	r.within(ctx, last, r.watch.Once)
	ends()
	if ctx.Err() != nil {
		return ctx.Err()
	}
	return r.judge()
}

// watchOn watches until ctx ends, or nobody reads what it says.
func (r *running) watchOn(ctx, last context.Context, stop func()) error {
	go func() {
		if abandoned(ctx, r.Env.Stdout) {
			r.printer.lost()
		}
	}()
	r.within(ctx, last, func(ctx context.Context) {
		// What runs beside the loop ends first, so that the loop's last word is the last.
		loop, end := context.WithCancel(context.WithoutCancel(ctx))
		defer end()
		context.AfterFunc(ctx, func() {
			r.keeper.tell("STOPPING=1")
			stop()
			end()
		})
		r.watch.Run(loop)
	})
	if r.printer.dead.Load() && r.keeper.socket != "" {
		return shell.Ended(shell.ExitFailed) // systemd starts again what has failed
	}
	return nil
}

// outlivePipes has a write to a pipe that nobody reads any more fail, in place of ending
// the process at once, perhaps while a clear is on the wire. Programs that are started do
// not inherit it.
func outlivePipes() (undo func()) {
	broken := make(chan os.Signal, 1)
	signal.Notify(broken, syscall.SIGPIPE)
	return func() { signal.Stop(broken) }
}

// farewell is how long a watch has in all when it is told to end: the loop a part of it,
// and what robots and a command are still to be told the rest.
const (
	farewell     = 4800 * time.Millisecond
	farewellLoop = 3800 * time.Millisecond
)

// endedWithin gives a context that ends so long after ctx.
func endedWithin(ctx context.Context, after time.Duration) (context.Context, context.CancelFunc) {
	last, cancel := context.WithCancel(context.WithoutCancel(ctx))
	stop := context.AfterFunc(ctx, func() { time.AfterFunc(after, cancel) })
	return last, func() {
		stop()
		cancel()
	}
}

// within runs the watch. Where it is told to end, and what it has to say finds no end,
// because whoever should read it does not, it is left alone.
func (r *running) within(ctx, last context.Context, run func(context.Context)) {
	done := make(chan struct{})
	go func() {
		defer close(done)
		run(ctx)
	}()
	select {
	case <-done:
		return
	case <-ctx.Done():
	}
	select {
	case <-done:
	case <-last.Done():
	case <-time.After(farewellLoop):
	}
}

// meant reads accounts.toml, and gives the accounts that are watched.
func (r *running) meant() ([]watch.Account, error) {
	accounts, err := r.Accounts()
	if err != nil {
		return nil, err
	}
	chosen, err := r.Chosen(&r.choose, accounts, r.aliases)
	if err != nil {
		return nil, err
	}
	if len(chosen) == 0 {
		return nil, &shell.Failure{Exit: shell.ExitFailed, Fact: wordNobody.In(r.Lang), Remedy: wordNobodyDo.In(r.Lang)}
	}
	r.mu.Lock()
	r.accounts = make(map[string]keystore.Account, len(chosen))
	for _, acc := range chosen {
		r.accounts[acc.Alias] = acc
	}
	r.mu.Unlock()
	return r.Desk().Watched(chosen, len(r.aliases) > 0), nil
}

func (r *running) kind(alias string) string {
	r.mu.Lock()
	defer r.mu.Unlock()
	return string(r.accounts[alias].Kind)
}

// open makes the watch, and what listens to it.
func (r *running) open(meant []watch.Account) error {
	d := r.Desk()
	decisions, err := d.Decisions()
	if err != nil {
		return err
	}
	end := r.end
	if r.once {
		end = func() {} // what it came for is done, and its exit code told, all the same
	}
	r.printer = newPrinter(r.command, meant, end)
	r.printer.kindOf = r.kind
	r.hub = &hub{}
	systemd := serviceOf(r.Env.Getenv)
	r.watch = watch.New(watch.Config{
		Fleet: d.WatchFleet(r.every, r.once, r.dryRun), Guard: d.WatchGuard(), Decisions: decisions,
		Listeners: []watch.Listener{r.hub}, Every: r.every, DryRun: r.dryRun, Now: r.Env.Now, Alive: r.alive, Beat: systemd.beat(),
	}, meant)
	r.metrics = metrics.New(metrics.Config{
		Accounts: r.watch.Accounts, Kind: r.kind, Version: r.version, Every: r.every, Now: r.Env.Now,
		Round: func() time.Time { return time.Unix(0, r.round.Load()) },
	})
	r.round.Store(r.Env.Now().UnixNano())
	r.keeper = &keeper{service: systemd, known: r.watch.Accounts, now: r.Env.Now, started: map[string]bool{}}
	r.hub.all = []watch.Listener{r.printer, r.verdict, r.metrics, r.keeper}
	return r.openTeller()
}

// alive is told whenever the loop went round.
func (r *running) alive() {
	r.round.Store(r.Env.Now().UnixNano())
	r.keeper.round()
}

// serve lets others have the numbers, and follows logs, until stop, which waits for that
// no longer than last.
func (r *running) serve(ctx, last context.Context) (stop func(), err error) {
	ctx, cancel := context.WithCancel(ctx)
	var serving sync.WaitGroup
	stop = func() {
		cancel()
		over := make(chan struct{})
		go func() {
			serving.Wait()
			close(over)
		}()
		select {
		case <-over:
		case <-last.Done(): // what a log told waits for a pipe that nobody reads
		}
	}
	if r.listen != "" {
		server, err := r.metrics.Listen(r.listen)
		if err != nil {
			cancel()
			return nil, r.usageOr(err)
		}
		r.note(wordListens.Fill(r.Lang, server.Address()))
		if server.Anywhere() {
			r.Warn(wordAnywhere.In(r.Lang))
		}
		serving.Go(func() {
			if err := server.Serve(ctx); err != nil {
				r.say(err)
			}
		})
	}
	if len(r.logs) > 0 {
		serving.Go(func() { r.followLogs(ctx) })
	}
	if r.textfile != "" && !r.once && !r.dryRun {
		serving.Go(func() { r.metrics.KeepTextfile(ctx, r.textfile, r.say) })
	}
	return stop, nil
}

// usageOr tells an address that is none from one that cannot be had now.
func (c *command) usageOr(err error) error {
	var wrong *metrics.Error
	if errors.As(err, &wrong) && wrong.Why == metrics.WrongAddress {
		return c.usage(err)
	}
	return c.failure(err)
}

// judge says how --once ends: what crossed the threshold outranks what failed.
func (r *running) judge() error {
	if r.textfile != "" && !r.dryRun {
		if err := r.metrics.WriteTextfile(r.textfile); err != nil {
			r.say(err)
			r.verdict.failed.Store(true)
		}
	}
	var crossed []shell.Offender
	for _, known := range r.watch.Accounts() {
		crossed = append(crossed, r.Offenders(known.Meter.ID, known.Meter.Rows, r.Env.Now())...)
	}
	switch {
	case len(crossed) > 0:
		return r.Accuse(r.Shell, shell.WorstOffenders(crossed))
	case r.verdict.failed.Load():
		return shell.Ended(shell.ExitFailed)
	}
	return nil
}

// onHangup has SIGHUP read the configuration again, until undo. What takes long then
// keeps no other signal from its work.
func (r *running) onHangup(ctx, last context.Context) (undo func()) {
	if r.Env.OnHangup == nil || r.Env.StdoutTerminal { // a terminal that is gone has nobody to watch for
		return func() {}
	}
	asked := make(chan struct{}, 1)
	go func() {
		for {
			select {
			case <-asked:
				r.reload(ctx, last)
			case <-ctx.Done():
				return
			}
		}
	}()
	return r.Env.OnHangup(func() {
		select {
		case asked <- struct{}{}:
		default: // it will be read anyhow
		}
	})
}

// reload reads accounts.toml again. Where it is wrong, what was known goes on.
func (r *running) reload(ctx, last context.Context) {
	meant, err := r.meant()
	if err != nil {
		r.say(err)
		r.Warn(wordKept.In(r.Lang))
		return
	}
	r.watch.Reload(ctx, meant)
	r.tellOthers(last)
	r.note(wordReloaded.Fill(r.Lang, len(meant)))
}

// note says on stderr what is no event.
func (c *command) note(what string) { fmt.Fprintln(c.Env.Stderr, clean.Line(what)) }

// say says an error on stderr; nil is that it is over.
func (c *command) say(err error) {
	if err == nil {
		c.note(wordOver.In(c.Lang))
		return
	}
	c.Complain(c.failure(err))
}

// failure gives the errors of a watch their two lines.
func (c *command) failure(err error) *shell.Failure {
	var (
		place  *metrics.Error
		cannot *desk.CannotError
	)
	switch {
	case errors.As(err, &place):
		fact, remedy := place.Explain(c.Lang)
		return &shell.Failure{Exit: shell.ExitFailed, Fact: fact, Remedy: remedy, Err: err}
	case errors.As(err, &cannot):
		return c.Cannot(cannot.Alias)
	case errors.Is(err, watch.ErrLocked):
		return &shell.Failure{Exit: shell.ExitFailed, Fact: wordLocked.In(c.Lang), Remedy: wordLockedDo.In(c.Lang), Err: err}
	}
	return c.AsFailure(err)
}

func (c *command) lockFailure(err error) error {
	var held *guard.HeldError
	if !errors.As(err, &held) {
		return err
	}
	return &shell.Failure{Exit: shell.ExitFailed, Fact: wordHeld.Fill(c.Lang, words.HeldBy(held, c.Lang)), Remedy: wordHeldDo.In(c.Lang), Err: err}
}

// wrong ends a watch whose files are wrong as wrong usage: to start it again, as systemd
// does after other failures, mends nothing.
func (c *command) wrong(err error) error {
	var book *keystore.BookError
	if !errors.As(err, &book) {
		return err
	}
	f := *c.AsFailure(err)
	f.Exit = shell.ExitUsage
	return &f
}

// hub tells all listeners what several goroutines have to say, one after the other.
type hub struct {
	mu  sync.Mutex
	all []watch.Listener
}

func (h *hub) Heard(e watch.Event) {
	h.mu.Lock()
	defer h.mu.Unlock()
	for _, l := range h.all {
		l.Heard(e)
	}
}

func (h *hub) Swept(now time.Time) {
	h.mu.Lock()
	defer h.mu.Unlock()
	for _, l := range h.all {
		l.Swept(now)
	}
}

// verdict is whether anything failed.
type verdict struct{ failed atomic.Bool }

func (v *verdict) Heard(e watch.Event) {
	var cannot *desk.CannotError
	switch {
	case e.Kind == watch.Started && errors.As(e.Err, &cannot): // it is never read, by anybody
	case e.Kind == watch.Started && e.Err != nil, e.Kind == watch.Failed, e.Kind == watch.Stopped && e.Stop != nil,
		e.Kind == watch.Reset && e.Result != nil && e.Result.Outcome != guard.OK:
		v.failed.Store(true)
	}
}

func (*verdict) Swept(time.Time) {}

// The words of a run.
var (
	wordNobody   = words.Pair{"there is no account to watch", "没有可监视的账号"}
	wordNobodyDo = words.Pair{"Add one: wxops account add ALIAS --appid ID --kind KIND", "添加一个：wxops account add ALIAS --appid ID --kind KIND"}
	wordListens  = words.Pair{"metrics: %s", "指标：%s"}
	wordAnywhere = words.Pair{"other machines can read the names and numbers of the accounts there; for this machine only: --listen 127.0.0.1:9464",
		"其他机器也能在此读到账号名称和用量；仅供本机：--listen 127.0.0.1:9464"}
	wordKept     = words.Pair{"the watch goes on with what it had", "监视按原有配置继续"}
	wordReloaded = words.Pair{"the configuration was read again: %d accounts", "已重新读取配置：%d 个账号"}
	wordOver     = words.Pair{"the file of metrics is written again", "指标文件已恢复写入"}
	wordLocked   = words.Pair{"its AppSecret waits for a person, and a watch asks nobody", "AppSecret 需要人工输入，而监视不会询问"}
	wordLockedDo = words.Pair{"Use a source that needs no person: wxops account edit ALIAS --secret-source env; or give the passphrase of the file: --passphrase-fd 3",
		"请改用无需人工的来源：wxops account edit ALIAS --secret-source env；或提供密钥文件的口令：--passphrase-fd 3"}
	wordHeld   = words.Pair{"a watch is running already, %s", "已有一个监视在运行，%s"}
	wordHeldDo = words.Pair{"End it first, or look without acting: wxops watch --dry-run", "请先结束它；只看不做：wxops watch --dry-run"}
)
