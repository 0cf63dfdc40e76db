package watch

import (
	"context"
	"sync"
	"time"

	"wxops/keystore"
	"wxops/ui/cli/shell"
	"wxops/ui/notify"
	"wxops/ui/words"
	"wxops/wechat/watch"
)

// teller tells robots, and a command, what is heard. SIGHUP may give it other robots.
type teller struct {
	mu       sync.Mutex
	notifier *notify.Notifier // nil: another one is about to take its place
	waiting  []func(*notify.Notifier)
	others   sync.WaitGroup // loops of notifiers
	swaps    sync.Mutex
}

// Heard hands an event on.
func (t *teller) Heard(e watch.Event) { t.hand(func(n *notify.Notifier) { n.Heard(e) }) }

// Swept hands on that a round is over.
func (t *teller) Swept(now time.Time) { t.hand(func(n *notify.Notifier) { n.Swept(now) }) }

// waitingMost bounds what is heard while one notifier takes the place of another.
const waitingMost = 10_000

func (t *teller) hand(what func(*notify.Notifier)) {
	t.mu.Lock()
	defer t.mu.Unlock()
	switch {
	case t.notifier != nil:
		what(t.notifier)
	case len(t.waiting) < waitingMost:
		t.waiting = append(t.waiting, what)
	}
}

// begin lets a notifier tell, also what was heard before it was there.
func (t *teller) begin(ctx context.Context, n *notify.Notifier) {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.notifier = n
	for _, what := range t.waiting {
		what(n)
	}
	t.waiting = nil
	t.others.Go(func() { n.Run(ctx) })
}

// replace has another notifier tell from now on. The one before tells what it has gathered
// first: the new one then knows it from the file of what was told.
func (t *teller) replace(ctx context.Context, remake func() *notify.Notifier) {
	t.swaps.Lock()
	defer t.swaps.Unlock()
	t.close(ctx)
	t.begin(ctx, remake())
}

// close has what was gathered told, and ends the notifier.
func (t *teller) close(ctx context.Context) {
	t.mu.Lock()
	was := t.notifier
	t.notifier = nil
	t.mu.Unlock()
	if was == nil {
		return
	}
	last, cancel := context.WithTimeout(ctx, lastWords)
	defer cancel()
	was.Close(last)
}

// lastWords is how long robots, and a command, have for what is gathered at the end; less
// where the watch is told to end.
const lastWords = 35 * time.Second

// openTeller makes the teller, where somebody is to be told.
func (r *running) openTeller() error {
	if !r.notify && len(r.Command) == 0 {
		return nil
	}
	cfg, err := r.toTell()
	if err != nil {
		return err
	}
	r.teller = &teller{notifier: notify.New(cfg)}
	r.hub.all = append(r.hub.all, r.teller)
	return nil
}

// toTell says who is to be told.
func (r *running) toTell() (notify.Config, error) {
	cfg := notify.Config{
		Exec: r.Command, Lang: r.Lang, Now: r.Env.Now,
		Say: func(line string) {
			r.verdict.failed.Store(true)
			r.note(line)
		},
	}
	if !r.dryRun {
		cfg.Told = r.Desk().Folders().Told()
	}
	if r.notify {
		robots, err := r.robots(r.concerns)
		if err != nil {
			return cfg, err
		}
		cfg.Robots = robots
	}
	return cfg, nil
}

// concerns reports whether a robot is told of an account.
func (r *running) concerns(robot keystore.Robot, alias string) bool {
	acc, err := r.accountOf(alias)
	return err == nil && robot.Concerns(acc)
}

// tellBeside lets whoever is to be told be told, until ends; last is the end of everything.
func (r *running) tellBeside(last context.Context) (ends func()) {
	if r.teller == nil {
		return func() {}
	}
	r.teller.begin(last, r.teller.notifier)
	return func() {
		r.teller.swaps.Lock() // a change of robots that is under way comes first
		defer r.teller.swaps.Unlock()
		r.teller.close(last)
		r.teller.others.Wait()
	}
}

// tellOthers reads again which robots there are. Where that is wrong, those that were
// there are told on.
func (r *running) tellOthers(last context.Context) {
	if r.teller == nil || !r.notify {
		return
	}
	cfg, err := r.toTell()
	if err != nil {
		r.say(err)
		r.Warn(wordKept.In(r.Lang))
		return
	}
	r.teller.replace(last, func() *notify.Notifier { return notify.New(cfg) })
}

// checkExec refuses --exec without a command.
func (c *command) checkExec() error {
	if c.exec && len(c.Command) == 0 {
		return shell.Usage(wordNoCommand.In(c.Lang), wordNoCommandDo.In(c.Lang))
	}
	return nil
}

// The words of telling; in those of a flag a word in back quotes names the value.
var (
	wordFlagNotify  = words.Pair{"tell the group robots of config.toml what is crossed, reset, stopped and over", "把越线、清零、停用和恢复通知 config.toml 的群机器人"}
	wordFlagExec    = words.Pair{"start this `CMD…` for each of them, the rest of the line, without a shell; WXOPS_EVENT and its like tell it what", "每次都运行 `CMD…`（取本行其余部分，不经 shell）；由 WXOPS_EVENT 等变量说明"}
	wordNoCommand   = words.Pair{"--exec takes the rest of the line as a command, and there is none", "--exec 以本行其余部分为命令，但后面没有内容"}
	wordNoCommandDo = words.Pair{"Use: wxops watch mall --exec /usr/local/bin/page", "用法：wxops watch mall --exec /usr/local/bin/page"}
)
