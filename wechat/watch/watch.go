// Package watch watches quotas without anyone at the keyboard: what is worth a word,
// when an account's policy clears a quota, and the loop that asks for both. The
// decision is a pure function of reading, budget, policy and time. It draws nothing;
// whoever wants to know is a Listener.
package watch

import (
	"context"
	"maps"
	"slices"
	"sync"
	"time"

	"wxops/wechat"
	"wxops/wechat/guard"
	"wxops/wechat/meter"
	"wxops/wechat/meter/fleet"
)

// Fleet reads the quotas; a *fleet.Fleet.
type Fleet interface {
	Set(targets []fleet.Target)
	Run(ctx context.Context)
	Once(ctx context.Context)
	Accounts() []meter.Account
	Changed() <-chan struct{}
	Read(id string, paths ...string)
	Take(id string, r wechat.Reading, at time.Time)
}

// Account is one account that is watched.
type Account struct {
	Alias    string
	AppID    string
	Target   fleet.Target
	Policy   Policy
	ReadOnly bool
	Token    string                       // where its token comes from, for Started
	Cannot   error                        // why it is never read; nil: it is
	Client   func() (guard.Client, error) // for what its policy does
}

// Config says what is watched, and by what.
type Config struct {
	Fleet     Fleet
	Guard     *guard.Guard // its Who.User is User
	Decisions *Decisions   // nil: none are kept, as in a dry run
	Listeners []Listener
	Every     time.Duration // how often the most pressed rows are read
	DryRun    bool          // nothing is cleared
	Now       func() time.Time
	Beat      time.Duration // the loop goes round at least so often; 0: 5 s
	Alive     func()        // told whenever the loop went round, every few seconds at least; nil: nobody
}

// Watch is accounts that are watched. Accounts, Read and Reload may be called by any
// goroutine while Run or Once is under way, of which there is one.
type Watch struct {
	cfg      Config
	ledger   ledger
	accounts map[string]*account
	order    []string
	acts     chan act
	busy     int           // deeds under way
	gone     chan struct{} // closed when nobody waits for them any more
	reloaded chan []Account
	lost     bool            // the network, as last told
	dirty    bool            // something came since the last Swept
	said     map[string]bool // faults of our own files, as told
	followed time.Time       // when readings after resets were last looked for

	mu    sync.Mutex
	known []Known
}

// account is an account with what was told of it.
type account struct {
	Account
	rows    []*meter.Row // as last looked at
	started bool
	worst   string // of the last Read: the API, its per cent, how many were read
	percent int64
	read    int
	levels  map[string]meter.Level // as last told
	failing string                 // why all of it cannot be read, as last told; "" it can
	silent  time.Time              // since when it has no answer; zero: the last one came
	failed  map[string]string      // the same of its rows
	misses  map[string]int         // readings that failed, on end
	why     map[string]Why         // decisions, as last told
	stop    string                 // id of the reset that Stopped was last told about
	acting  bool
	rest    time.Time // until when nothing is tried again, as a try came to nothing
}

// New makes a watch. Nothing is read yet.
func New(cfg Config, accounts []Account) *Watch {
	if cfg.Now == nil {
		cfg.Now = time.Now
	}
	if cfg.Beat <= 0 {
		cfg.Beat = beat
	}
	w := &Watch{
		cfg: cfg, accounts: map[string]*account{}, ledger: ledger{guard: cfg.Guard, decisions: cfg.Decisions},
		acts: make(chan act), gone: make(chan struct{}), reloaded: make(chan []Account), said: map[string]bool{},
	}
	w.set(accounts)
	return w
}

// set takes over which accounts are watched; what is known of one that stays, stays.
func (w *Watch) set(accounts []Account) {
	was := w.accounts
	w.accounts, w.order = make(map[string]*account, len(accounts)), nil
	var targets []fleet.Target
	for _, acc := range accounts {
		a := was[acc.Alias]
		if a == nil || a.AppID != acc.AppID {
			a = &account{
				levels: map[string]meter.Level{}, failed: map[string]string{}, misses: map[string]int{}, why: map[string]Why{},
			}
		}
		a.started = a.started && (a.Cannot == nil) == (acc.Cannot == nil)
		a.drops(acc.Target.Paths)
		a.Account = acc
		w.accounts[acc.Alias], w.order = a, append(w.order, acc.Alias)
		if acc.Cannot == nil {
			targets = append(targets, acc.Target)
		}
	}
	w.cfg.Fleet.Set(targets)
}

// drops forgets APIs that are no longer watched.
func (a *account) drops(but []string) {
	gone := func(path string) bool { return !slices.Contains(but, path) }
	maps.DeleteFunc(a.levels, func(path string, _ meter.Level) bool { return gone(path) })
	maps.DeleteFunc(a.failed, func(path, _ string) bool { return gone(path) })
	maps.DeleteFunc(a.misses, func(path string, _ int) bool { return gone(path) })
}

// Accounts is what is known of all accounts by now.
func (w *Watch) Accounts() []Known {
	w.mu.Lock()
	defer w.mu.Unlock()
	return slices.Clone(w.known)
}

// Read asks for an API of an account, or for all of them, before all else.
func (w *Watch) Read(alias string, paths ...string) { w.cfg.Fleet.Read(alias, paths...) }

// Reload changes which accounts are watched.
func (w *Watch) Reload(ctx context.Context, accounts []Account) {
	select {
	case w.reloaded <- accounts:
	case <-ctx.Done():
	}
}

// The hours of the loop.
const (
	beat     = 5 * time.Second         // it goes round at least so often
	together = 50 * time.Millisecond   // what comes within it is looked at as one
	farewell = 4500 * time.Millisecond // what is under way at the end has so long
)

// Run watches until ctx ends. It returns within five seconds then: a clear that is on
// the wire has its intent in the journal, and whoever looks next finds it unknown.
func (w *Watch) Run(ctx context.Context) {
	reading := make(chan struct{})
	go func() {
		defer close(reading)
		w.cfg.Fleet.Run(ctx)
	}()
	w.begin(ctx)
	w.loop(ctx, nil)
	w.end(reading)
}

// Once reads every API one time, does what the policies say, and returns. Readings
// after a reset are made where they are due; it waits for none.
func (w *Watch) Once(ctx context.Context) {
	reading := make(chan struct{})
	go func() {
		defer close(reading)
		w.cfg.Fleet.Once(ctx)
	}()
	w.begin(ctx)
	w.loop(ctx, reading)
	w.end(reading)
}

// begin says what is known before anything was read.
func (w *Watch) begin(ctx context.Context) {
	w.ledger.read(ctx, w.cfg.Now())
	w.starting()
	w.publish(nil)
}

// starting says which accounts are never read.
func (w *Watch) starting() {
	now := w.cfg.Now()
	for _, alias := range w.order {
		if a := w.accounts[alias]; a.Cannot != nil && !a.started {
			a.started = true
			w.tell(Event{At: now, Kind: Started, Account: alias, AppID: a.AppID, Token: a.Token, Err: a.Cannot, Percent: -1})
		}
	}
}

// loop goes round until ctx ends or, where done is given, all was read and done.
func (w *Watch) loop(ctx context.Context, done <-chan struct{}) {
	pulse := time.NewTicker(w.cfg.Beat)
	defer pulse.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case <-done:
			w.last(ctx)
			return
		case <-w.cfg.Fleet.Changed():
		case a := <-w.acts:
			w.done(a)
		case accounts := <-w.reloaded:
			w.set(accounts)
			w.starting()
			w.ledger.at = time.Time{}
		case <-pulse.C:
		}
		w.round(ctx)
		if w.cfg.Alive != nil {
			w.cfg.Alive()
		}
		pause(ctx, done, together)
	}
}

// last is the end of Once: all is read, and what that leads to is done and waited for.
func (w *Watch) last(ctx context.Context) {
	for w.round(ctx); w.busy > 0; w.round(ctx) {
		select {
		case a := <-w.acts:
			w.done(a)
		case <-ctx.Done():
			return
		}
	}
	w.swept()
}

// round looks at what has come, and acts on it.
func (w *Watch) round(ctx context.Context) {
	w.ledger.read(ctx, w.cfg.Now())
	w.say("journal", w.ledger.err)
	w.look(ctx)
	w.follow(ctx)
}

// end waits for what is under way, but not for ever.
func (w *Watch) end(reading <-chan struct{}) {
	timer := time.NewTimer(farewell)
	defer timer.Stop()
	for over := false; reading != nil || w.busy > 0; {
		select {
		case a := <-w.acts:
			w.done(a)
		case <-reading:
			reading = nil
		case <-timer.C:
			over = true
		}
		if over {
			break
		}
	}
	w.bye()
}

func (w *Watch) bye() {
	close(w.gone)
	w.swept()
	w.tell(Event{At: w.cfg.Now(), Kind: Stopped, Percent: -1})
}

func pause(ctx context.Context, done <-chan struct{}, d time.Duration) {
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-timer.C:
	case <-ctx.Done():
	case <-done:
	}
}

// tell lets everybody know.
func (w *Watch) tell(e Event) {
	w.dirty = true
	for _, l := range w.cfg.Listeners {
		l.Heard(e)
	}
}

// say tells a fault of a file of ours once, until it is gone.
func (w *Watch) say(what string, err error) {
	if err != nil && !w.said[what] {
		w.tell(Event{At: w.cfg.Now(), Kind: Failed, Err: err, Percent: -1})
	}
	w.said[what] = err != nil
}

// swept says that a round of reading is over.
func (w *Watch) swept() {
	if !w.dirty {
		return
	}
	w.dirty = false
	for _, l := range w.cfg.Listeners {
		l.Swept(w.cfg.Now())
	}
}
