package notify

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"sync"
	"time"

	"wxops/ui/words"
	"wxops/wechat/watch"
)

// Config says whom to tell, and how.
type Config struct {
	Robots []Robot
	Exec   []string // a command that is started for each event; none: no command
	Lang   words.Lang
	Told   string       // the file of what was told; "": it is forgotten at the end
	Say    func(string) // takes a line about a robot or command that fails, or works again; by any goroutine

	Now       func() time.Time  // nil: time.Now
	Environ   func() []string   // of the command, our own secrets still in it; nil: os.Environ
	Transport http.RoundTripper // nil: as calls to WeChat are carried
}

// Notifier is a watch.Listener that tells robots and starts a command.
type Notifier struct {
	cfg    Config
	poster poster
	told   *told
	own    *http.Transport // to be closed at the end
	exec   *runner         // nil: there is no command

	mu      sync.Mutex
	boxes   []*box
	cancel  context.CancelFunc // of Run; nil: it is not under way
	ended   chan struct{}      // closed at the end of Run
	closing bool
}

var _ watch.Listener = (*Notifier)(nil)

// New makes a notifier. Nothing is told before Run, or Close.
func New(cfg Config) *Notifier {
	if cfg.Now == nil {
		cfg.Now = time.Now
	}
	if cfg.Say == nil {
		cfg.Say = func(string) {}
	}
	n := &Notifier{cfg: cfg}
	if cfg.Transport == nil {
		n.own = newTransport()
		cfg.Transport = n.own
	}
	n.poster = newPoster(cfg.Transport, cfg.Now)
	var err error
	if n.told, err = readTold(cfg.Told, cfg.Now); err != nil {
		n.unkept(err)
	}
	for _, r := range cfg.Robots {
		n.boxes = append(n.boxes, newBox(r, n.told))
	}
	if len(cfg.Exec) > 0 {
		n.exec = newRunner(cfg, n.told, n.unkept)
	}
	return n
}

// unkept says that the file of what was told cannot be used.
func (n *Notifier) unkept(err error) {
	fact, _ := words.Explain(err, n.cfg.Lang)
	n.cfg.Say(wordUnkept.Fill(n.cfg.Lang, fact))
}

func (n *Notifier) about(r Robot, text string) {
	n.cfg.Say(wordRobot.Fill(n.cfg.Lang, r.Name, text))
}

// Heard takes what happened.
func (n *Notifier) Heard(e watch.Event) {
	now := n.cfg.Now()
	it, tells := itemOf(e)
	fine := e.Kind == watch.Read && e.Level == 0 && e.Percent >= 0 && e.Read == e.Of
	if n.exec != nil {
		switch {
		case tells:
			n.exec.hear(it, now)
		case fine:
			n.exec.fine(e, now)
		}
	}
	n.mu.Lock()
	defer n.mu.Unlock()
	for _, b := range n.boxes {
		switch {
		case !b.hears(e.Account):
			continue
		case tells:
			b.hear(it, now)
		case fine:
			b.fine(e, now)
		default:
			continue
		}
		b.rouse()
	}
}

// Swept takes that a round is over: what was gathered in it is one message.
func (n *Notifier) Swept(time.Time) {
	n.mu.Lock()
	defer n.mu.Unlock()
	for _, b := range n.boxes {
		b.swept()
		b.rouse()
	}
}

// rouse has the robot's loop look into the box.
func (b *box) rouse() {
	select {
	case b.wake <- struct{}{}:
	default:
	}
}

// Run tells robots what is heard, until ctx ends. Close is to follow.
func (n *Notifier) Run(ctx context.Context) {
	n.mu.Lock()
	if n.closing || n.cancel != nil {
		n.mu.Unlock()
		return
	}
	ctx, n.cancel = context.WithCancel(ctx)
	n.ended = make(chan struct{})
	n.mu.Unlock()
	defer close(n.ended)
	defer n.cancel()
	if n.exec != nil {
		n.exec.start()
	}
	var boxes sync.WaitGroup
	for _, b := range n.boxes {
		boxes.Go(func() { n.attend(ctx, b) })
	}
	boxes.Wait()
	<-ctx.Done()
}

// attend is the loop of one robot: the others do not wait for it.
func (n *Notifier) attend(ctx context.Context, b *box) {
	timer := time.NewTimer(forever)
	defer timer.Stop()
	for ctx.Err() == nil {
		n.mu.Lock()
		wait := b.due(n.cfg.Now())
		n.mu.Unlock()
		if wait == 0 {
			n.empty(ctx, b)
			continue
		}
		timer.Reset(min(wait, apart)) // a clock that was put back must not keep a robot silent
		select {
		case <-ctx.Done():
		case <-b.wake:
		case <-timer.C:
		}
	}
}

// empty has a robot say what is in its box.
func (n *Notifier) empty(ctx context.Context, b *box) {
	n.mu.Lock()
	items, over := b.take()
	n.mu.Unlock()
	err := n.poster.say(ctx, b.robot, messageOf(items, over, n.cfg.Lang, n.cfg.Now()))
	var f *Failure
	if err != nil && !errors.As(err, &f) { // the end of the watch, not the robot's fault
		n.mu.Lock()
		defer n.mu.Unlock()
		b.back(b.sending, over)
		return
	}
	if err == nil {
		n.told.note(b.robot.Name, items)
	}
	n.mu.Lock()
	changed := b.sent(f, over, n.cfg.Now())
	n.mu.Unlock()
	switch {
	case changed && f != nil:
		n.about(b.robot, f.In(n.cfg.Lang))
	case changed:
		n.about(b.robot, wordWorks.In(n.cfg.Lang))
	}
	if err == nil {
		if err := n.told.save(); err != nil {
			n.unkept(err)
		}
	}
}

// Close tells what is gathered, once and within the time of ctx, waits so long for the
// command, and ends everything. A robot that wants to be left alone is not told.
func (n *Notifier) Close(ctx context.Context) {
	n.mu.Lock()
	n.closing = true
	cancel, ended := n.cancel, n.ended
	n.mu.Unlock()
	if cancel != nil {
		cancel()
		<-ended
	}
	var last sync.WaitGroup
	for _, b := range n.boxes {
		last.Go(func() { n.part(ctx, b) })
	}
	if n.exec != nil {
		n.exec.close(ctx)
	}
	last.Wait()
	if n.own != nil {
		n.own.CloseIdleConnections()
	}
}

// part empties a box for the last time.
func (n *Notifier) part(ctx context.Context, b *box) {
	n.mu.Lock()
	some, silent := len(b.items) > 0, b.silent && n.cfg.Now().Before(b.next)
	n.mu.Unlock()
	if some && !silent {
		n.empty(ctx, b)
	}
	n.mu.Lock()
	left := len(b.items) + b.over
	n.mu.Unlock()
	if left > 0 {
		n.about(b.robot, wordUntold.Fill(n.cfg.Lang, left))
	}
}

// String names what it is, and nothing of it.
func (n *Notifier) String() string { return fmt.Sprintf("notifier of %d robots", len(n.boxes)) }
