package secret

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"strconv"
	"strings"
	"sync"
	"time"

	"github.com/zalando/go-keyring"
)

// keyringService is the service under which the OS keyring files our secrets;
// the user is the AppID.
const keyringService = "wxops"

// keyringLimit bounds one call into go-keyring, which has no limit of its own:
// a prompt that nobody sees would hold it for ever.
const keyringLimit = 3 * time.Second

// KeyringState is the answer of the probe. The zero value is ready.
type KeyringState struct {
	Reason Reason // "" is ready
	Detail string // NoBus, NoProvider, NoCollection; the user's name for KeyringOther
}

// Ready reports whether the keyring may be called.
func (s KeyringState) Ready() bool { return s.Reason == "" }

// What is absent, in the Detail of KeyringAbsent.
const (
	NoBus        = "no session bus"
	NoProvider   = "no Secret Service"
	NoCollection = "no collection"
)

// backend is what is used of go-keyring.
type backend interface {
	Get(service, user string) (string, error)
	Set(service, user, secret string) error
	Delete(service, user string) error
}

type osKeyring struct{}

func (osKeyring) Get(service, user string) (string, error) { return keyring.Get(service, user) }
func (osKeyring) Set(service, user, secret string) error   { return keyring.Set(service, user, secret) }
func (osKeyring) Delete(service, user string) error        { return keyring.Delete(service, user) }

// keyringSource calls go-keyring one at a time, only when the probe says that
// it will answer, and never again once it did not: a call that hangs holds
// godbus's lock on the session bus, and every later call would hang with it.
type keyringSource struct {
	backend backend
	probe   func(context.Context) KeyringState
	limit   time.Duration
	turn    chan struct{} // holds one token while a call is under way
	hung    chan struct{} // closed after the first hang
	latch   func()        // closes hung
}

// Keyring is the source keyring: the Secret Service, the macOS keychain or
// the Windows credential manager. A process makes one and keeps it, because
// it remembers a hang.
func Keyring() Source { return newKeyringSource(osKeyring{}, ProbeKeyring, keyringLimit) }

func newKeyringSource(b backend, probe func(context.Context) KeyringState, limit time.Duration) *keyringSource {
	hung := make(chan struct{})
	return &keyringSource{
		backend: b, probe: probe, limit: limit,
		turn: make(chan struct{}, 1), hung: hung,
		latch: sync.OnceFunc(func() { close(hung) }),
	}
}

func (k *keyringSource) Get(ctx context.Context, it Item) (Secret, error) {
	s, err := k.call(ctx, it, func() (string, error) { return k.backend.Get(keyringService, it.Key) })
	if err == nil && s.Empty() {
		err = problem(it, FromKeyring, SecretMissing, "", nil)
	}
	return s, err
}

// Set reads back what it wrote: over SSH, macOS has said "saved" and had not.
func (k *keyringSource) Set(ctx context.Context, it Item, s Secret) error {
	back, err := k.call(ctx, it, func() (string, error) {
		if err := k.backend.Set(keyringService, it.Key, s.Reveal()); err != nil {
			return "", err
		}
		return k.backend.Get(keyringService, it.Key)
	})
	if err == nil && back != s {
		return problem(it, FromKeyring, SecretNotReadBack, "", nil)
	}
	var p *Problem
	if errors.As(err, &p) && p.Reason == SecretMissing {
		p.Reason = SecretNotReadBack
	}
	return err
}

func (k *keyringSource) Delete(ctx context.Context, it Item) error {
	_, err := k.call(ctx, it, func() (string, error) { return "", k.backend.Delete(keyringService, it.Key) })
	var p *Problem
	if errors.As(err, &p) && p.Reason == SecretMissing {
		return nil
	}
	return err
}

type keyringAnswer struct {
	secret string
	err    error
}

// errPanicked stands for whatever go-keyring panicked with. It waits for an
// unlock prompt without looking whether the bus is still there, and
// dereferences nil when it is not.
var errPanicked = errors.New("the keyring's library panicked")

func (k *keyringSource) call(ctx context.Context, it Item, do func() (string, error)) (Secret, error) {
	timedOut := problem(it, FromKeyring, KeyringTimedOut, "", nil)
	select {
	case <-k.hung:
		return Secret{}, timedOut
	default:
	}
	select {
	case k.turn <- struct{}{}:
	case <-k.hung:
		return Secret{}, timedOut
	case <-ctx.Done():
		return Secret{}, ctx.Err()
	}
	if err := k.askFirst(ctx, it); err != nil {
		<-k.turn
		return Secret{}, err
	}
	answers := make(chan keyringAnswer, 1)
	restore := keepBusAddress()
	// The call outlives a caller that gives up, so the limit is its own.
	limit := time.AfterFunc(k.limit, func() { restore(); k.latch() })
	go func() {
		answer := keyringAnswer{err: errPanicked}
		defer func() {
			recover()
			limit.Stop()
			restore()
			answers <- answer
			<-k.turn
		}()
		answer.secret, answer.err = do()
	}()
	select {
	case answer := <-answers:
		if answer.err != nil {
			return Secret{}, k.explain(ctx, it, answer.err)
		}
		return NewSecret(answer.secret), nil
	case <-k.hung:
		return Secret{}, timedOut
	case <-ctx.Done():
		return Secret{}, ctx.Err()
	}
}

const busVariable = "DBUS_SESSION_BUS_ADDRESS"

// keepBusAddress undoes a side effect: godbus sets the variable when it finds
// the bus by itself, and every child of ours would inherit it.
func keepBusAddress() (restore func()) {
	before, set := os.LookupEnv(busVariable)
	switch {
	case before != "" && before != "autolaunch:":
		return func() {}
	case set:
		return func() { os.Setenv(busVariable, before) }
	}
	return func() { os.Unsetenv(busVariable) }
}

// askFirst gives the problem that the probe finds. A probe that times out
// counts as a hang: the next one would cost as much, for the same answer.
func (k *keyringSource) askFirst(ctx context.Context, it Item) error {
	state := k.probe(ctx)
	if err := ctx.Err(); err != nil {
		return err
	}
	if state.Reason == KeyringTimedOut {
		k.latch()
	}
	if !state.Ready() {
		return problem(it, FromKeyring, state.Reason, state.Detail, nil)
	}
	return nil
}

// explain turns go-keyring's error into ours. Most of its errors are untyped
// texts, so a keyring that was locked meanwhile is found by asking again.
func (k *keyringSource) explain(ctx context.Context, it Item, err error) error {
	if reason := reasonForKeyring(err); reason != KeyringFailed {
		return problem(it, FromKeyring, reason, detailOf(err), err)
	}
	if state := k.probe(ctx); !state.Ready() && ctx.Err() == nil {
		return problem(it, FromKeyring, state.Reason, state.Detail, err)
	}
	return problem(it, FromKeyring, KeyringFailed, detailOf(err), err)
}

func reasonForKeyring(err error) Reason {
	var exit *exec.ExitError
	switch {
	case errors.Is(err, keyring.ErrNotFound):
		return SecretMissing
	case errors.Is(err, keyring.ErrUnsupportedPlatform):
		return SourceNotSupported
	case errors.As(err, &exit):
		return reasonForSecurity(exit.ExitCode())
	}
	return KeyringFailed
}

// reasonForSecurity reads the exit code of /usr/bin/security, which is the
// low byte of an OSStatus; go-keyring throws its text away.
func reasonForSecurity(code int) Reason {
	switch code {
	case 24, 36: // errSecInDarkWake, errSecInteractionNotAllowed: locked for this session, as over SSH.
		return KeyringLocked
	case 44: // errSecItemNotFound
		return SecretMissing
	case 51, 128: // errSecAuthFailed, a wrong password; userCanceledErr
		return KeyringDenied
	case 37, 50, 53: // errSecNoDefaultKeychain, errSecNoSuchKeychain, errSecNotAvailable
		return KeyringAbsent
	}
	return KeyringFailed
}

// detailOf gives one short line of an error for the words on screen. The
// texts come from the bus or from go-keyring, which put no secret into them.
func detailOf(err error) string {
	if errors.Is(err, keyring.ErrNotFound) {
		return ""
	}
	line, _, _ := strings.Cut(err.Error(), "\n")
	return short(line)
}

// otherUser tells whose keyring it is that root cannot have: under sudo the
// session bus belongs to the user who called it, and refuses root.
func otherUser(s KeyringState, euid int, sudoUser string) KeyringState {
	if s.Reason == KeyringAbsent && s.Detail == NoBus && euid == 0 && sudoUser != "" && sudoUser != "root" {
		return KeyringState{KeyringOther, sudoUser}
	}
	return s
}

// String says the state in a word for tables.
func (s KeyringState) String() string {
	if s.Ready() {
		return "ready"
	}
	if s.Detail == "" {
		return string(s.Reason)
	}
	return fmt.Sprintf("%s (%s)", s.Reason, s.Detail)
}

// short cuts a found text, and escapes it.
func short(s string) string {
	const most = 40
	if r := []rune(s); len(r) > most {
		s = string(r[:most]) + "…"
	}
	q := strconv.Quote(s)
	return q[1 : len(q)-1]
}
