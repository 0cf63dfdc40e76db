package keystore

import (
	"context"
	"errors"
	"fmt"
	"sync"

	"wxops/keystore/secret"
)

// Secrets opens the AppSecrets of one process: each when it is first needed,
// from the source that its account names and from no other. What was read is
// kept in memory, because a console in tmux outlives the session bus that it
// was read from.
type Secrets struct {
	sources map[SourceName]Source
	mu      sync.Mutex
	kept    map[string]*keptSecret // by the key of its item, of an account by AppID: a secret belongs to that, not to an alias
}

// keptSecret is the session's memory of one secret. opening holds one token:
// a second reader waits until the first has asked, or its context ends.
type keptSecret struct {
	opening chan struct{}
	secret  Secret
}

func (k *keptSecret) lock(ctx context.Context) error {
	select {
	case k.opening <- struct{}{}:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

func (k *keptSecret) unlock() { <-k.opening }

// NewSecrets takes the sources that this process has.
func NewSecrets(sources map[SourceName]Source) *Secrets {
	return &Secrets{sources: sources, kept: map[string]*keptSecret{}}
}

// ErrOldCopyKept says that a secret was moved, but is also still at the old
// place. It wraps the *Problem of removing it there.
var ErrOldCopyKept = errors.New("the secret was moved, but the old copy is still there")

// Secret gives an account's AppSecret: from memory, else from its source.
// The error is a *Problem or the context's.
func (s *Secrets) Secret(ctx context.Context, a Account) (Secret, error) {
	return s.Named(ctx, a.Source(), a.Item())
}

// Reread reads the source again, as after a 40125 or for a test of it. When
// that fails and a secret is in memory, it gives the kept secret and the error.
func (s *Secrets) Reread(ctx context.Context, a Account) (Secret, error) {
	return s.RereadNamed(ctx, a.Source(), a.Item())
}

// NeedsPerson reports whether an account's secret is not in memory and must come from a
// person, as far as is known without a try: it is typed, it lies in the file and the
// passphrase was not given, or its command has asked for a terminal.
func (s *Secrets) NeedsPerson(a Account) bool {
	if a.Source().Asks() == AsksNobody || s.Has(a) {
		return false
	}
	w, waits := s.sources[a.Source()].(secret.Waiter)
	return a.Source().Asks() == AsksSecret || waits && w.NeedsPerson(a.Item())
}

// OpenTogether opens the secrets that one answer opens, the passphrase of the file. The
// error is why it was not given; a single secret that is missing is none, because the
// others are there.
func (s *Secrets) OpenTogether(ctx context.Context, accounts []Account) error {
	for _, a := range accounts {
		if !a.Source().AsksOnce() {
			continue
		}
		if _, err := s.Secret(ctx, a); err != nil && s.NeedsPerson(a) {
			return err
		}
	}
	return nil
}

// Has reports whether the account's secret is in memory.
func (s *Secrets) Has(a Account) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	k := s.kept[a.AppID]
	return k != nil && !k.secret.Empty()
}

// Remember keeps a secret for this session only; no source is touched.
func (s *Secrets) Remember(a Account, secret Secret) { s.keep(s.of(a.AppID), secret) }

// Store writes a secret to the account's source, and remembers it.
func (s *Secrets) Store(ctx context.Context, a Account, value Secret) error {
	return s.StoreNamed(ctx, a.Source(), a.Item(), value)
}

// Forget removes the secret from the account's source and from memory; from
// memory even when the source refuses. Another account of the same AppID and
// source loses it too.
func (s *Secrets) Forget(ctx context.Context, a Account) error {
	return s.ForgetNamed(ctx, a.Source(), a.Item())
}

// Move takes a secret from the source of one account to that of the other:
// the same account as it was and as it will be. It is written and read back
// at the new place, then commit (which may be nil) writes the new account to
// accounts.toml, and only then is the old copy removed; a crash in between
// leaves one copy too many, never none. If the old copy cannot be removed,
// the error is ErrOldCopyKept and the move is done.
func (s *Secrets) Move(ctx context.Context, from, to Account, commit func() error) error {
	if commit == nil {
		commit = func() error { return nil }
	}
	if from.SharesSecret(to) {
		return commit()
	}
	old, err := s.source(from)
	if err != nil {
		return err
	}
	secret, err := s.Secret(ctx, from)
	if err != nil {
		return err
	}
	if err := s.writeAndReadBack(ctx, to, secret); err != nil {
		return err
	}
	if err := commit(); err != nil {
		return err
	}
	s.Remember(to, secret)
	if err := old.Delete(ctx, from.Item()); err != nil {
		return fmt.Errorf("%w: %w", ErrOldCopyKept, err)
	}
	return nil
}

// writeAndReadBack accepts a place that cannot be written (env, command) if
// it holds the secret already.
func (s *Secrets) writeAndReadBack(ctx context.Context, a Account, value Secret) error {
	source, err := s.source(a)
	if err != nil {
		return err
	}
	ifNot := secret.SecretNotReadBack
	err = source.Set(ctx, a.Item(), value)
	var p *Problem
	switch {
	case errors.As(err, &p) && p.Reason == secret.SourceReadOnly:
		ifNot = secret.SecretDiffers
	case err != nil:
		return err
	}
	back, err := source.Get(ctx, a.Item())
	if err != nil {
		return err
	}
	if back != value {
		return problem(a, a.Source(), ifNot)
	}
	return nil
}

func (s *Secrets) source(a Account) (Source, error) { return s.sourceOf(a.Source(), a.Item()) }

func (s *Secrets) sourceOf(name SourceName, item secret.Item) (Source, error) {
	source, have := s.sources[name]
	if !have {
		return nil, &Problem{Account: item.Of, Source: name, Reason: secret.SourceNotSupported, Detail: string(name)}
	}
	return source, nil
}

func (s *Secrets) open(ctx context.Context, name SourceName, item secret.Item, k *keptSecret) (Secret, error) {
	source, err := s.sourceOf(name, item)
	if err != nil {
		return Secret{}, err
	}
	secret, err := source.Get(ctx, item)
	if err != nil {
		return Secret{}, err
	}
	s.keep(k, secret)
	return secret, nil
}

func (s *Secrets) of(key string) *keptSecret {
	s.mu.Lock()
	defer s.mu.Unlock()
	k, have := s.kept[key]
	if !have {
		k = &keptSecret{opening: make(chan struct{}, 1)}
		s.kept[key] = k
	}
	return k
}

func (s *Secrets) held(k *keptSecret) Secret {
	s.mu.Lock()
	defer s.mu.Unlock()
	return k.secret
}

func (s *Secrets) keep(k *keptSecret, secret Secret) {
	s.mu.Lock()
	defer s.mu.Unlock()
	k.secret = secret
}
