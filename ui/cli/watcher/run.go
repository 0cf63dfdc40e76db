package watcher

import (
	"context"
	"errors"
	"os"
	"os/signal"
	"sync"
	"syscall"
	"time"

	"wxops/keystore"
	"wxops/ui/cli/shell"
	"wxops/ui/metrics"
	"wxops/ui/words"
	"wxops/wechat/clean"
	"wxops/wechat/guard"
	"wxops/wechat/watch"
)

// listeners hand every event to whoever wants it, in this order. They are made before
// the watch that some of them ask.
type listeners struct{ all []watch.Listener }

func (l *listeners) Heard(e watch.Event) {
	for _, one := range l.all {
		one.Heard(e)
	}
}

func (l *listeners) Swept(now time.Time) {
	for _, one := range l.all {
		one.Swept(now)
	}
}

// runOnce reads everything one time, for cron.
func (c *command) runOnce(ctx context.Context) error {
	told := &listeners{}
	cfg, err := c.config(told)
	if err != nil {
		return err
	}
	w := watch.New(cfg, c.watched())
	told.all = []watch.Listener{newPrinter(c.Shell, c.accounts, func() {})}
	var numbers *metrics.Metrics
	if c.textfile != "" {
		numbers = c.numbers(w.Accounts)
		told.all = append(told.all, numbers)
	}
	w.Once(ctx)
	if ctx.Err() != nil {
		return ctx.Err()
	}
	if numbers != nil {
		c.pulse.beat(c.Env.Now())
		if err := numbers.WriteTextfile(c.textfile); err != nil {
			return c.explained(err, shell.ExitFailed)
		}
	}
	return c.judge(w.Accounts())
}

// judge says how the run ends: a crossed threshold outranks an account that failed, and
// one that waits for a person is no failure.
func (c *command) judge(known []watch.Known) error {
	now := c.Env.Now()
	var crossed []shell.Crossed
	failed := false
	for _, k := range known {
		failed = failed || !k.Meter.Locked && k.Meter.Fault() != nil
		for _, r := range k.Meter.WorstRows(len(k.Meter.Rows), now) {
			if percent := r.Pressed(now); c.failAt > 0 && percent >= c.failAt {
				crossed = append(crossed, shell.Crossed{Alias: k.Meter.ID, Path: r.Path, Percent: percent})
			}
		}
	}
	switch {
	case len(crossed) > 0:
		return c.Accuse(c.failAt, crossed)
	case failed:
		return shell.Ended(shell.ExitFailed)
	}
	return nil
}

// runOn watches until it is told to end.
func (c *command) runOn(from context.Context) error {
	ctx, cancel := ending(from)
	defer cancel()
	told := &listeners{}
	cfg, err := c.config(told)
	if err != nil {
		return err
	}
	var w *watch.Watch
	keep := &keeper{service: serviceOf(c.Env.Getenv), now: c.Env.Now, known: func() []watch.Known { return w.Accounts() }}
	cfg.Alive = func() {
		c.pulse.beat(c.Env.Now())
		keep.round()
	}
	w = watch.New(cfg, c.watched())
	told.all = []watch.Listener{newPrinter(c.Shell, c.accounts, cancel)}
	var beside sync.WaitGroup
	defer beside.Wait()
	defer cancel()
	if err := c.serve(ctx, w, told, &beside); err != nil {
		return err
	}
	beside.Go(func() { c.obey(ctx, w) })
	w.Run(ctx)
	keep.closing(ctx)
	return nil
}

// ending gives a context that ends with SIGTERM or ctrl+c, and with from; that a terminal
// hangs up ends no watch, because the same signal has it read its files again.
func ending(from context.Context) (context.Context, context.CancelFunc) {
	ctx, stop := signal.NotifyContext(context.WithoutCancel(from), os.Interrupt, syscall.SIGTERM)
	unlink := context.AfterFunc(from, func() {
		if !hungUp(from) {
			stop()
		}
	})
	return ctx, func() { unlink(); stop() }
}

// hungUp reports whether it was SIGHUP that ended a context.
func hungUp(ctx context.Context) bool {
	cause := context.Cause(ctx)
	return cause != nil && !errors.Is(cause, context.Canceled) && cause.Error() == syscall.SIGHUP.String()+" signal received"
}

// serve begins what is to run beside the loop.
func (c *command) serve(ctx context.Context, w *watch.Watch, told *listeners, beside *sync.WaitGroup) error {
	if c.listen == "" && c.textfile == "" {
		return nil
	}
	numbers := c.numbers(w.Accounts)
	told.all = append(told.all, numbers)
	if c.textfile != "" {
		beside.Go(func() { numbers.KeepTextfile(ctx, c.textfile, c.fileTold) })
	}
	if c.listen == "" {
		return nil
	}
	server, err := numbers.Listen(c.listen)
	if err != nil {
		return c.explained(err, shell.ExitFailed)
	}
	c.say(wordListening.Fill(c.Lang, server.Address()))
	if server.Anywhere() {
		c.Warn(wordAnywhere.In(c.Lang))
	}
	beside.Go(func() {
		if err := server.Serve(ctx); err != nil && ctx.Err() == nil {
			c.Complain(c.AsFailure(c.explained(err, shell.ExitFailed)))
		}
	})
	return nil
}

// fileTold says that the text file cannot be written, or can again.
func (c *command) fileTold(err error) {
	if err != nil {
		c.Complain(c.AsFailure(c.explained(err, shell.ExitFailed)))
	}
}

// say writes a message that is no event.
func (c *command) say(text string) {
	_, _ = c.Env.Stderr.Write([]byte(clean.Line(text) + "\n"))
}

// obey reads the files again whenever SIGHUP asks for it. What is wrong with them is
// said, and changes nothing.
func (c *command) obey(ctx context.Context, w *watch.Watch) {
	asked := make(chan os.Signal, 1)
	signal.Notify(asked, syscall.SIGHUP)
	defer signal.Stop(asked)
	for {
		select {
		case <-ctx.Done():
			return
		case <-asked:
		}
		was := c.accounts
		if err := c.read(); err != nil {
			c.accounts = was
			c.Complain(c.AsFailure(err))
			c.say(wordKept.In(c.Lang))
			continue
		}
		w.Reload(ctx, c.watched())
		c.say(wordReread.Fill(c.Lang, len(c.accounts)))
	}
}

// goOn lets the policy of an account go on, as a person says.
func (c *command) goOn(ctx context.Context) error {
	acc, err := c.Account(c.resume)
	if err != nil {
		return err
	}
	decisions, err := c.Desk().Decisions()
	if err != nil {
		return err
	}
	g := c.Desk().Guard()
	stops, err := watch.Resume(ctx, g, decisions, acc.Alias, acc.AppID, g.Who, c.Env.Now())
	if err != nil {
		return err
	}
	if len(stops) == 0 {
		c.say(wordNotStopped.Fill(c.Lang, acc.Alias))
		return nil
	}
	for _, s := range stops {
		c.say(words.Stop(s, c.Lang))
	}
	c.say(wordResumed.Fill(c.Lang, acc.Alias))
	return nil
}

// held says who watches already, and since when.
func (c *command) held(err error) error {
	var held *guard.HeldError
	if !errors.As(err, &held) {
		return err
	}
	return &shell.Failure{
		Exit: shell.ExitFailed, Err: err,
		Fact: wordHeld.Fill(c.Lang, words.HeldBy(held, c.Lang)), Remedy: wordHeldDo.In(c.Lang),
	}
}

// openFile opens the file of secrets with a passphrase from a descriptor, so that nobody
// need be asked.
func (c *command) openFile(ctx context.Context) error {
	if c.passphraseFD < 0 {
		return nil
	}
	phrase, err := c.readLineOf(c.passphraseFD)
	if err != nil {
		return err
	}
	c.GivePassphrase(phrase)
	return c.Desk().Secrets().OpenTogether(ctx, c.accounts)
}

// phraseMost bounds a passphrase, in bytes.
const phraseMost = 4 << 10

func (c *command) readLineOf(fd int) (keystore.Secret, error) {
	f := os.NewFile(uintptr(fd), "passphrase")
	if f == nil {
		return keystore.Secret{}, shell.Usage(wordNoFD.Fill(c.Lang, fd), wordNoFDDo.In(c.Lang))
	}
	if fd != 0 {
		defer f.Close()
	}
	line, err := firstLine(f, phraseMost)
	if err != nil || line == "" {
		return keystore.Secret{}, shell.Usage(wordNoFD.Fill(c.Lang, fd), wordNoFDDo.In(c.Lang))
	}
	return keystore.NewSecret(line), nil
}
