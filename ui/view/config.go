package view

import (
	"context"
	"time"

	tea "charm.land/bubbletea/v2"

	"wxops/keystore"
	"wxops/ui/words"
	"wxops/wechat"
	"wxops/wechat/guard"
	"wxops/wechat/meter"
	"wxops/wechat/meter/fleet"
	"wxops/wechat/rid"
)

// Client is what the console asks of one account's wechat.Client.
type Client interface {
	guard.Client
	Quota(ctx context.Context, path string) (wechat.Quota, error)
	RIDInfo(ctx context.Context, rid rid.RID) (rid.Record, error)
	Forget() // drops the token, so that the next call proves the AppSecret
}

// Guard is what the console asks of guard.Guard.
type Guard interface {
	Plan(ctx context.Context, c guard.Client, t guard.Target, watch []string) (guard.Plan, error)
	Reset(ctx context.Context, c guard.Client, p guard.Plan) guard.Result
	Due(ctx context.Context) ([]guard.Follow, error)
	Follow(ctx context.Context, c guard.Client, f guard.Follow) ([]wechat.Quota, error)
	Resets(ctx context.Context) (resets []guard.Reset, damaged int, err error)
	Left(ctx context.Context, appID string) (guard.Left, error)
	LeftOf(resets []guard.Reset) func(appID string) guard.Left
}

// Meter is what the console asks of a fleet.Fleet; it reads in the background.
type Meter interface {
	Set(targets []fleet.Target)
	Account(id string) (meter.Account, bool)
	Accounts() []meter.Account
	Read(id string, paths ...string)
	Stop(id string) bool
	Unlocked(id string)
	Fail(id string, err error)
	Take(id string, r wechat.Reading, at time.Time)
	// MemoryErr is why readings are not remembered, or not kept; nil when they are.
	MemoryErr() error
}

// Days gives what is remembered of the days of one API, the newest first: today as
// far as it goes, then whole days. It reads files.
type Days func(ctx context.Context, a keystore.Account, path string) ([]meter.Day, error)

// Book is the accounts file; a keystore.Book.
type Book interface {
	Load() (accounts []keystore.Account, warnings []keystore.Fault, err error)
	Add(accounts ...keystore.Account) error
	Change(was, now keystore.Account) error
	Remove(alias string) error
}

// Secrets opens and keeps AppSecrets; a keystore.Secrets. The console passes
// them on and never looks inside.
type Secrets interface {
	// Has reports whether the secret is already in memory; it asks nobody.
	Has(a keystore.Account) bool
	// NeedsPerson reports whether it must come from a person, as far as is known.
	NeedsPerson(a keystore.Account) bool
	Remember(a keystore.Account, s keystore.Secret)
	Store(ctx context.Context, a keystore.Account, s keystore.Secret) error
	Forget(ctx context.Context, a keystore.Account) error
	// Move takes a secret to another source, and runs commit when it is there.
	Move(ctx context.Context, from, to keystore.Account, commit func() error) error
}

// Hint is a text worth pasting on the Rid tab, offered by the demo.
type Hint struct{ Text, What string }

// Config is all that the console knows of the outside world.
type Config struct {
	Ctx      context.Context // cancelled when the program ends
	Now      func() time.Time
	Later    func(time.Duration, func() tea.Msg) tea.Cmd // a timer; nil: tea.Tick
	Accounts []keystore.Account
	Chosen   func(keystore.Account) bool             // whether it is one of those to show; nil: all are
	Connect  func(keystore.Account) (Client, error)  // the same client for the same account; no I/O
	Meter    Meter                                   // every account's quotas
	Changed  <-chan struct{}                         // a value after what is known there has changed; nil: whoever tests says so
	Targets  func([]keystore.Account) []fleet.Target // the accounts, as the meter reads them
	Days     Days                                    // what is remembered of an API's days; nil: nothing is
	Guard    Guard
	Book     Book                                                    // nil: accounts cannot be changed here
	Secrets  Secrets                                                 // nil: none can be entered here
	Unlock   func(keystore.Account) tea.ExecCommand                  // opens a secret on the bare terminal: command, file
	Together func([]keystore.Account) tea.ExecCommand                // opens what one passphrase opens, on the bare terminal; nil: nothing does
	Terminal func(do func(ctx context.Context)) tea.ExecCommand      // runs what may ask for a passphrase on the bare terminal; nil: nothing does
	Calls    func() []wechat.Call                                    // the calls made so far
	Note     func(string)                                            // adds a line to the calls
	Export   func(name string, body []byte) (file string, err error) // a new 0600 file under the state folder

	Lang     words.Lang
	Colour   bool
	Unicode  bool
	ReadOnly bool
	Refresh  time.Duration        // 0: only when asked
	Settings Settings             // as they were last kept
	Keep     func(Settings) error // keeps them for the next start; nil: they end with this one
	Open     string               // alias of the account to open at once
	Tab      int                  // 1 to 5; 0: the usual one
	Hints    []Hint
	Demo     bool // the built-in simulator: say so in the header
}

// Shown are the accounts that the console begins with: those that were chosen.
func (c Config) Shown() []keystore.Account {
	var l Accounts
	l.Set(c.Accounts, c.Chosen)
	return l.All
}
