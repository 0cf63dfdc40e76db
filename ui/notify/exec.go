package notify

import (
	"context"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"time"

	"wxops/ui/words"
	"wxops/wechat/clean"
	"wxops/wechat/watch"
)

// The bounds of the command: how long one may take, how many run side by side, and how
// many events wait.
const (
	execWithin = 30 * time.Second
	execAtOnce = 4
	execMost   = 1000
)

// execName is the command's name in the file of what was told; no robot has it.
const execName = "--exec"

// runner starts a person's command for each event: one after the other for an
// account, a few side by side.
type runner struct {
	cfg    Config
	told   *told
	unkept func(error)
	within time.Duration

	mu      sync.Mutex
	changed *sync.Cond
	queue   []item
	busy    map[string]bool // accounts
	lost    int             // events that there was no room for, not said yet
	closing bool
	started bool
	workers sync.WaitGroup
	ctx     context.Context // ends what still runs
	cancel  context.CancelFunc
	failing string // as last said
}

func newRunner(cfg Config, t *told, unkept func(error)) *runner {
	r := &runner{cfg: cfg, told: t, unkept: unkept, within: execWithin, busy: map[string]bool{}}
	if r.cfg.Environ == nil {
		r.cfg.Environ = os.Environ
	}
	r.changed = sync.NewCond(&r.mu)
	r.ctx, r.cancel = context.WithCancel(context.Background())
	return r
}

// hear queues an item that the command is started for, if it is news.
func (r *runner) hear(it item, now time.Time) {
	switch {
	case it.What == watch.Crossed, it.What == watch.Reset, it.What == watch.Stopped:
	default:
		return
	}
	before, some := r.told.last(execName, it.about)
	if it.resolved && !some || !it.resolved && some && !it.newer(before.As, before.At, now) {
		return
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	if len(r.queue) >= execMost || r.closing {
		r.lost++
		return
	}
	r.told.note(execName, []item{it})
	r.queue = append(r.queue, it)
	r.changed.Signal()
}

// fine queues that an account's APIs are no longer pressed which were in an earlier start.
func (r *runner) fine(e watch.Event, now time.Time) {
	for _, a := range r.told.crossings(execName, e.Account) {
		r.hear(item{about: a, resolved: true, event: watch.Event{At: e.At, Account: e.Account, AppID: e.AppID, Path: a.Path, Percent: -1}}, now)
	}
}

// start begins to work, once.
func (r *runner) start() {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.started {
		return
	}
	r.started = true
	for range execAtOnce {
		r.workers.Go(r.work)
	}
}

func (r *runner) work() {
	for {
		it, some := r.next()
		if !some {
			return
		}
		r.do(it)
		r.mu.Lock()
		delete(r.busy, it.Account)
		r.changed.Broadcast()
		r.mu.Unlock()
	}
}

// next waits for an item of an account that no command runs for. None comes any more
// where the queue is empty at the end.
func (r *runner) next() (item, bool) {
	r.mu.Lock()
	defer r.mu.Unlock()
	for {
		free := slices.IndexFunc(r.queue, func(it item) bool { return !r.busy[it.Account] })
		switch {
		case r.ctx.Err() != nil, r.closing && len(r.queue) == 0:
			return item{}, false
		case free >= 0:
			it := r.queue[free]
			r.queue = slices.Delete(r.queue, free, free+1)
			r.busy[it.Account] = true
			return it, true
		}
		r.changed.Wait()
	}
}

// do runs the command for one item, and says what went wrong once.
func (r *runner) do(it item) {
	says := ""
	if err := r.run(it); err != nil {
		says = err.Error()
		r.untell(it)
	}
	r.mu.Lock()
	changed := says != r.failing
	r.failing = says
	lost, idle := r.lost, len(r.queue) == 0
	r.lost = 0
	r.mu.Unlock()
	if changed && says != "" {
		r.say(says)
	}
	if lost > 0 {
		r.say(wordExecLost.Fill(r.cfg.Lang, lost))
	}
	if idle {
		r.save()
	}
}

// untell forgets that an event was told: the next start tells it.
func (r *runner) untell(it item) {
	if !it.resolved {
		it.resolved = true
		r.told.note(execName, []item{it})
	}
}

func (r *runner) save() {
	if err := r.told.save(); err != nil {
		r.unkept(err)
	}
}

func (r *runner) say(text string) {
	r.cfg.Say(wordExec.Fill(r.cfg.Lang, filepath.Base(r.cfg.Exec[0]), text))
}

func (r *runner) run(it item) error {
	ctx, cancel := context.WithTimeout(r.ctx, r.within)
	defer cancel()
	cmd := exec.CommandContext(ctx, r.cfg.Exec[0], r.cfg.Exec[1:]...)
	cmd.Env = append(bare(r.cfg.Environ()), variables(it)...)
	said := &firstLine{}
	cmd.Stderr = said
	cmd.WaitDelay = time.Second
	endWhole(cmd)
	err := cmd.Run()
	switch {
	case err == nil, errors.Is(err, exec.ErrWaitDelay): // what it left behind may hold its stderr
		return nil
	case r.ctx.Err() == nil && ctx.Err() != nil:
		return errors.New(wordExecLong.Fill(r.cfg.Lang, words.Age(r.cfg.Lang, r.within)))
	}
	text := why(err)
	if line := said.text(); line != "" {
		text += wordColon.In(r.cfg.Lang) + line
	}
	return errors.New(text)
}

// why says why a command did not run, or how it ended.
func why(err error) string {
	var start *exec.Error
	var path *os.PathError
	switch {
	case errors.As(err, &start):
		err = start.Err
	case errors.As(err, &path):
		err = path.Err
	}
	return clean.Line(err.Error())
}

// close works off what waits, for as long as ctx gives, and ends the rest.
func (r *runner) close(ctx context.Context) {
	r.start()
	stop := context.AfterFunc(ctx, func() {
		r.cancel()
		r.mu.Lock()
		r.changed.Broadcast()
		r.mu.Unlock()
	})
	defer stop()
	defer r.cancel()
	r.mu.Lock()
	r.closing = true
	r.changed.Broadcast()
	r.mu.Unlock()
	r.workers.Wait()
	r.mu.Lock()
	left, lost := r.queue, r.lost+len(r.queue)
	r.mu.Unlock()
	for _, it := range left {
		r.untell(it)
	}
	if lost > 0 {
		r.say(wordExecLost.Fill(r.cfg.Lang, lost))
		r.save()
	}
}

// firstLine keeps the first line that a command writes to its stderr.
type firstLine struct {
	kept []byte
	over bool
}

func (f *firstLine) Write(p []byte) (int, error) {
	const most = 200
	for _, c := range p {
		f.over = f.over || c == '\n' && len(f.kept) > 0 || len(f.kept) >= most
		if !f.over && c != '\n' {
			f.kept = append(f.kept, c)
		}
	}
	return len(p), nil
}

func (f *firstLine) text() string { return strings.TrimSpace(clean.Line(string(f.kept))) }
