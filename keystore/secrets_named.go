package keystore

import (
	"context"

	"wxops/keystore/secret"
)

// Named gives a secret that need be no account's: from memory, else from its source. The
// error is a *Problem or the context's.
func (s *Secrets) Named(ctx context.Context, source SourceName, item secret.Item) (Secret, error) {
	k := s.of(item.Key)
	if err := k.lock(ctx); err != nil {
		return Secret{}, err
	}
	defer k.unlock()
	if held := s.held(k); !held.Empty() {
		return held, nil
	}
	return s.open(ctx, source, item, k)
}

// RereadNamed is Reread of such a secret.
func (s *Secrets) RereadNamed(ctx context.Context, source SourceName, item secret.Item) (Secret, error) {
	k := s.of(item.Key)
	if err := k.lock(ctx); err != nil {
		return s.held(k), err
	}
	defer k.unlock()
	fresh, err := s.open(ctx, source, item, k)
	if err != nil {
		return s.held(k), err
	}
	return fresh, nil
}

// StoreNamed is Store of such a secret.
func (s *Secrets) StoreNamed(ctx context.Context, source SourceName, item secret.Item, value Secret) error {
	place, err := s.sourceOf(source, item)
	if err != nil {
		return err
	}
	if value.Empty() {
		return &Problem{Account: item.Of, Source: source, Reason: secret.SecretMissing}
	}
	if err := place.Set(ctx, item, value); err != nil {
		return err
	}
	s.keep(s.of(item.Key), value)
	return nil
}

// ForgetNamed is Forget of such a secret.
func (s *Secrets) ForgetNamed(ctx context.Context, source SourceName, item secret.Item) error {
	s.keep(s.of(item.Key), Secret{})
	place, err := s.sourceOf(source, item)
	if err != nil {
		return err
	}
	return place.Delete(ctx, item)
}
