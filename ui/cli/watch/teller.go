package watch

import (
	"context"
	"sync"
	"time"

	"wxops/keystore"
	"wxops/ui/cli/shell"
	"wxops/ui/notify"
	"wxops/ui/words"
	"wxops/wechat/clean"
	"wxops/wechat/watch"
)

// teller tells robots, and a command, what is heard. SIGHUP may give it other robots.
type teller struct {
	mu       sync.Mutex
	notifier *notify.Notifier
	running  bool
	others   sync.WaitGroup // loops of notifiers
}

// Heard hands an event on.
func (t *teller) Heard(e watch.Event) { t.current().Heard(e) }

// Swept hands on that a round is over.
func (t *teller) Swept(now time.Time) { t.current().Swept(now) }

func (t *teller) current() *notify.Notifier {
	t.mu.Lock()
	defer t.mu.Unlock()
	return t.notifier
}

// begin lets the notifier tell.
func (t *teller) begin(ctx context.Context) {
	t.mu.Lock()
	defer t.mu.Unlock()
	n := t.notifier
	t.running = true
	t.others.Go(func() { n.Run(ctx) })
}

// replace has another notifier tell from now on; what the one before has gathered is told.
func (t *teller) replace(ctx context.Context, n *notify.Notifier) {
	t.mu.Lock()
	was := t.notifier
	t.notifier = n
	t.mu.Unlock()
	last, cancel := context.WithTimeout(ctx, lastWords)
	defer cancel()
	was.Close(last)
	t.begin(ctx)
}

// lastWords is how long robots have for what is gathered at the end. A watch that is told
// to end has less than five seconds in all.
const (
	lastWords     = 15 * time.Second
	lastWordsSoon = 3 * time.Second
)

// openTeller makes the teller, where somebody is to be told.
func (r *running) openTeller() error {
	if !r.notify && len(r.Command) == 0 {
		return nil
	}
	n, err := r.newNotifier()
	if err != nil {
		return err
	}
	r.teller = &teller{notifier: n}
	r.hub.all = append(r.hub.all, r.teller)
	return nil
}

func (r *running) newNotifier() (*notify.Notifier, error) {
	cfg := notify.Config{
		Exec: r.Command, Lang: r.Lang, Now: r.Env.Now,
		Say: func(line string) { r.note(clean.Line(line)) },
	}
	if !r.dryRun {
		cfg.Told = r.Desk().Folders().Told()
	}
	if r.notify {
		robots, err := r.robots(r.concerns)
		if err != nil {
			return nil, err
		}
		cfg.Robots = robots
	}
	return notify.New(cfg), nil
}

// concerns reports whether a robot is told of an account.
func (r *running) concerns(robot keystore.Robot, alias string) bool {
	acc, err := r.accountOf(alias)
	return err == nil && robot.Concerns(acc)
}

// tellBeside lets whoever is to be told be told, until ends.
func (r *running) tellBeside(ctx context.Context) (ends func()) {
	if r.teller == nil {
		return func() {}
	}
	open := context.WithoutCancel(ctx) // it has a last word when ctx has ended
	r.teller.begin(open)
	return func() {
		within := lastWords
		if ctx.Err() != nil {
			within = lastWordsSoon
		}
		last, cancel := context.WithTimeout(open, within)
		defer cancel()
		r.teller.current().Close(last)
		r.teller.others.Wait()
	}
}

// tellOthers reads again which robots there are.
func (r *running) tellOthers(ctx context.Context) {
	if r.teller == nil || !r.notify {
		return
	}
	n, err := r.newNotifier()
	if err != nil {
		r.say(err)
		return
	}
	r.teller.replace(context.WithoutCancel(ctx), n)
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
