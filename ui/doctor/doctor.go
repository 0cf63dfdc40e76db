// Package doctor looks at what wxops stands on in this place, and says what to
// do about what is not well: the terminal, its own files, the keyring, each
// account's secret, WeChat's hosts. It asks no person anything and changes
// nothing; how its findings are shown is for the command.
package doctor

import (
	"context"
	"errors"
	"slices"
	"sync"
	"time"

	"wxops/keystore"
	"wxops/ui/words"
	"wxops/wechat"
	"wxops/wechat/ownfile"
)

// Limit is when an examination has ended, whoever has not answered. What it
// asks for ends a little sooner, so that there is time left to say who did not.
const (
	Limit  = 5 * time.Second
	margin = 500 * time.Millisecond
)

// ErrNoAccount means that the file has no account of the alias.
var ErrNoAccount = errors.New("no such account")

// Desk is where the accounts and their clients are had.
type Desk interface {
	Book() *keystore.Book
	Secrets() *keystore.Secrets
	Connect(acc keystore.Account) (*wechat.Client, error)
}

// Folders are the paths of what is wxops's own.
type Folders interface {
	Accounts() string
	ConfigFile() string
	Configured() *keystore.ConfigFile // that file, and those of the machine
	Secrets() string
	Journal() string
	History() string
	Locks() string
	Log() string
	Shared() string           // the folder of journal, locks and readings
	Space() ownfile.Space     // whose it is
	OwnJournal() string       // of this person, beside a team's; "": none
	Tilde(path string) string // a path as it is shown
}

// Config says where to look.
type Config struct {
	Lang     words.Lang
	Getenv   func(string) string
	Now      func() time.Time
	Terminal Terminal
	Folders  Folders
	Shared   func() (Folders, error) // with that of the team, as far as it is known; nil: there is none
	Desk     Desk
	Can      func(keystore.Account) bool // whether wxops can use an account of its kind at all
	Hosts    []string                    // of WeChat, as https://HOST: the one that is called, then the others
	Reach    func(ctx context.Context, base string) (wechat.Reached, error)
}

// check is one thing that is looked at. look gets its finding as it is when
// all is well, and gives it back as it is.
type check struct {
	group Group
	name  string
	look  func(context.Context, Finding) Finding
	spare bool // wxops works without it
}

// Look examines everything at once: all accounts, or the one of an alias,
// whose secret_command it may then run.
func Look(ctx context.Context, cfg Config, alias string) ([]Finding, error) {
	end, cancel := context.WithTimeout(ctx, Limit)
	defer cancel()
	work, cancelWork := context.WithTimeout(end, Limit-margin)
	defer cancelWork()
	book := readBook(work, cfg.Desk.Book(), alias)
	if alias != "" && book.known && book.err == nil && len(book.accounts) == 0 {
		return nil, ErrNoAccount
	}
	found := examine(work, end, cfg.Lang, slices.Concat(
		surroundings{cfg.Terminal, cfg.Getenv, cfg.Lang}.checks(),
		files{cfg.Folders, book, cfg.Lang}.checks(findShared(work, cfg, book)),
		[]check{{group: Keyring, name: "keyring", look: keyring{book.accounts, cfg.Lang}.look}},
		sources{cfg, book, alias != ""}.checks(),
		network{cfg}.checks(),
	))
	return append(found, clock(found, cfg.Lang), address(found, cfg.Lang)), nil
}

// examine runs the checks at once. One that has not answered at the end, not
// even to say that it waits, is said to be silent; it is left behind.
func examine(work, end context.Context, lang words.Lang, checks []check) []Finding {
	found := make([]Finding, len(checks))
	var all sync.WaitGroup
	for i, c := range checks {
		all.Go(func() {
			well := Finding{Group: c.group, Name: c.name, Level: Fine, State: OK}
			f, ok := within(end, func() Finding { return c.look(work, well) })
			if !ok {
				f = well.silent(lang)
			}
			if c.spare && f.Level == Broken {
				f.Level = Warning
			}
			found[i] = f
		})
	}
	all.Wait()
	return found
}

// within gives an answer if it comes before ctx ends; what hangs is left behind.
func within[T any](ctx context.Context, ask func() T) (answer T, ok bool) {
	came := make(chan T, 1)
	go func() { came <- ask() }()
	select {
	case answer = <-came:
		return answer, true
	case <-ctx.Done():
		return answer, false
	}
}

// bookRead is what the file of accounts holds.
type bookRead struct {
	all      []keystore.Account
	accounts []keystore.Account // those that are asked for
	doubts   []keystore.Fault
	err      error
	known    bool // it was read in time
}

// readBook reads the accounts first. A home folder on a server that is gone
// would hold us for ever.
func readBook(ctx context.Context, book *keystore.Book, alias string) bookRead {
	read, known := within(ctx, func() (r bookRead) {
		r.all, r.doubts, r.err = book.Load()
		return r
	})
	read.known, read.accounts = known, read.all
	if alias != "" {
		read.accounts = slices.DeleteFunc(slices.Clone(read.all), func(acc keystore.Account) bool { return acc.Alias != alias })
	}
	return read
}
