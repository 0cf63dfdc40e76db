// Package desk is where an account of the keystore meets its client of WeChat:
// the accounts file, the secrets, one client an account, and the guard, opened
// once for every face. It shows nothing, and asks a person only through Asker.
package desk

import (
	"context"
	"os"
	"sync"
	"time"

	"wxops/keystore"
	"wxops/keystore/secret"
	"wxops/wechat"
	"wxops/wechat/guard"
	"wxops/wechat/meter"
)

// Asker asks the person for what only a person can give.
type Asker interface {
	// Terminal is what a secret_command may use; the zero value is nothing. ctx is of
	// the run that wants the secret: only one that a person waits for may ask.
	Terminal(ctx context.Context) secret.Terminal
	// Secret asks for the AppSecret of an account.
	Secret(ctx context.Context, of secret.Item) (keystore.Secret, error)
	// Passphrase asks for that of the file of secrets.
	Passphrase(ctx context.Context, file string, isNew bool) (keystore.Secret, error)
}

// Config says what a desk works with.
type Config struct {
	Folders Folders
	Getenv  func(string) string
	Asker   Asker
	Who     func() (user, host string) // as the system knows the person
	Now     func() time.Time

	BaseURL  string                                     // of WeChat; "" is its own
	Timeout  time.Duration                              // of one call; 0: the client's own
	ReadOnly bool                                       // every reset is refused
	Wait     func(context.Context, time.Duration) error // nil: a timer
	NewID    func() string                              // of a reset; nil: at random

	// Team gives the folder that the machine's people share, "" where they share
	// none; it is asked once, when it is needed. nil: as config.toml has it.
	Team func() (dir string, err error)

	// What follows stands for the network and the files, in the demo and in
	// tests; nil is the real thing.
	Transport wechat.Transport
	Secrets   *keystore.Secrets
	Journal   guard.Journal
	Locks     guard.Locker
	Memory    meter.Memory // of readings
}

// Desk is one person's desk for one run. Its methods may be called by several
// goroutines; nothing is read, asked or called before it is needed.
type Desk struct {
	cfg       Config
	book      *keystore.Book
	secrets   *keystore.Secrets
	transport wechat.Transport
	memory    func() meter.Memory
	shared    func() (Folders, error)
	calls     *wechat.CallLog
	log       *os.File // of --debug; nil: none

	mu      sync.Mutex
	clients map[string]*wechat.Client   // by what makes a client
	proxied map[string]wechat.Transport // by the URL of the proxy
}

// callsKept is how many calls can be looked back on.
const callsKept = 500

// Open makes a desk. It reads nothing and calls nobody.
func Open(cfg Config) *Desk {
	d := &Desk{
		cfg: cfg, book: cfg.Folders.Book(), secrets: cfg.Secrets, transport: cfg.Transport,
		calls: wechat.NewCallLog(callsKept), clients: map[string]*wechat.Client{}, proxied: map[string]wechat.Transport{},
	}
	if d.secrets == nil {
		d.secrets = d.sources()
	}
	d.shared, d.memory = sync.OnceValues(d.findTeam), sync.OnceValue(d.openMemory)
	if d.transport == nil {
		d.transport = wechat.NewTransport()
	}
	return d
}

// sources are the places that AppSecrets come from; each asks only when its
// account needs it.
func (d *Desk) sources() *keystore.Secrets {
	lookup := func(name string) (string, bool) {
		value := d.cfg.Getenv(name)
		return value, value != ""
	}
	return keystore.NewSecrets(map[keystore.SourceName]keystore.Source{
		keystore.FromKeyring: secret.Keyring(),
		keystore.FromCommand: secret.Command(d.cfg.Asker.Terminal),
		keystore.FromFile:    secret.File(d.cfg.Folders.Secrets(), d.cfg.Asker.Passphrase),
		keystore.FromPrompt:  secret.Prompt(d.cfg.Asker.Secret),
		keystore.FromEnv:     secret.Env(lookup),
	})
}

// Folders gives the folders that the desk works in.
func (d *Desk) Folders() Folders { return d.cfg.Folders }

// Book gives the accounts file.
func (d *Desk) Book() *keystore.Book { return d.book }

// Secrets gives the AppSecrets of this run.
func (d *Desk) Secrets() *keystore.Secrets { return d.secrets }

// Transport gives the one way to the network, which all clients share.
func (d *Desk) Transport() wechat.Transport { return d.transport }

// Guard gives the one way to a reset; it holds the rules.
func (d *Desk) Guard() *guard.Guard {
	g := &guard.Guard{
		Journal: d.cfg.Journal, Locks: d.cfg.Locks, Now: d.cfg.Now,
		ReadOnly: d.cfg.ReadOnly, NewID: d.cfg.NewID, Timeout: d.cfg.Timeout,
	}
	name, host := d.cfg.Who()
	g.Who = guard.CurrentWho(d.cfg.Getenv, name, host)
	if g.Journal == nil {
		g.Journal = d.journal()
	}
	if g.Locks == nil {
		g.Locks = d.locks()
	}
	return g
}
