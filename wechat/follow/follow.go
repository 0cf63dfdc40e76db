package follow

import (
	"context"
	"errors"
	"io"
	"sync"
	"time"

	"wxops/wechat/rid"
	"wxops/wechat/watch"
)

// Asker is all that a follower may ask for.
type Asker interface {
	// Look asks WeChat about a rid, as one account. It ends when ctx does.
	Look(ctx context.Context, alias string, id rid.RID) (rid.Record, error)
	// Read has the numbers of an account's APIs read soon; none are all of its
	// own. It must not block.
	Read(alias string, paths ...string)
}

// Account is one whose failures are looked for.
type Account struct {
	Alias string
	AppID string
	Kind  string   // as the catalogue names it; "" where it is not known
	Paths []string // of its rows
}

// Config is what a Follower is made of.
type Config struct {
	Files     []string         // paths of logs; see Check
	Stdin     io.Reader        // a log that comes through a pipe; nil: none
	FromStart bool             // read also what the files hold already
	Accounts  func() []Account // asked for once a second
	Ask       Asker
	Seen      func(watch.Event) // told of each event, one after the other; must not block
	Note      func(Notice)      // the same of each notice
	Now       func() time.Time
	Poll      time.Duration // between two looks at a file; 0: 250 ms
	Pause     time.Duration // after which an entry of a log is over; 0: a second
}

// Follower reads logs and tells of the failures in them.
type Follower struct {
	Config
	notes sync.Mutex
}

// New makes a Follower, or says as Check does why a path cannot be followed.
func New(c Config) (*Follower, error) {
	if err := Check(c.Files); err != nil {
		return nil, err
	}
	if c.Poll <= 0 {
		c.Poll = 250 * time.Millisecond
	}
	if c.Pause <= 0 {
		c.Pause = time.Second
	}
	return &Follower{Config: c}, nil
}

// heard is what an entry of a log tells.
type heard struct {
	findings   []rid.Finding
	refreshers []string // named in it
}

// Run follows the logs until ctx ends, or until standard input does where it is
// the only one; the rest of what was counted is told then. The error is that
// of reading standard input.
func (f *Follower) Run(ctx context.Context) error {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	entries := make(chan heard)
	var logs sync.WaitGroup
	for _, path := range f.Files {
		from := &file{path: path, poll: f.Poll, now: f.Now, note: f.note, fromEnd: !f.FromStart}
		from.open()
		logs.Go(func() {
			defer from.close()
			f.read(newSpells(ctx, from, f.Now, f.Pause), entries)
		})
	}
	var failed error
	if f.Stdin != nil {
		pipe := newSpells(ctx, newStream(ctx, f.Stdin), f.Now, f.Pause)
		logs.Go(func() {
			f.read(pipe, entries)
			if !errors.Is(pipe.err, io.EOF) && ctx.Err() == nil {
				failed = pipe.err
			}
		})
	}
	go func() {
		logs.Wait()
		close(entries)
	}()
	f.gather(ctx, entries)
	return failed
}

// note passes on notices, one after the other.
func (f *Follower) note(n Notice) {
	f.notes.Lock()
	defer f.notes.Unlock()
	f.Note(n)
}

// read looks through a log until it ends.
func (f *Follower) read(log *spells, to chan<- heard) {
	for log.next() {
		for e, err := range rid.ScanEntries(log) {
			if err == nil { // a spell has none: what ends a log is not of its text
				to <- heard{e.Findings, refreshersIn(e.Text)}
			}
		}
	}
}

// gather counts what the logs tell, until they end.
func (f *Follower) gather(ctx context.Context, entries <-chan heard) {
	const often = 4 // in a pause
	tick := time.NewTicker(max(f.Pause/often, time.Millisecond))
	defer tick.Stop()
	t := newTally(f)
	for {
		select {
		case h, more := <-entries:
			if !more {
				t.end()
				return
			}
			t.took(h)
		case a := <-t.looks.answers:
			t.learnt(a)
		case <-tick.C:
		}
		t.turn(ctx)
	}
}
