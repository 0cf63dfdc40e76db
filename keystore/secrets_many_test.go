//go:build !windows

package keystore

import (
	"context"
	"path/filepath"
	"testing"
	"time"

	"wxops/keystore/secret"
)

// stuck is a source that never answers.
type stuck struct{ Source }

func (stuck) Get(ctx context.Context, _ secret.Item) (Secret, error) {
	<-ctx.Done()
	return Secret{}, ctx.Err()
}

// TestAKeyringThatHangsDelaysNobodyElse.
func TestAKeyringThatHangsDelaysNobodyElse(t *testing.T) {
	s := NewSecrets(map[SourceName]Source{
		FromKeyring: stuck{},
		FromEnv:     secret.Env(func(string) (string, bool) { return "s", true }),
		FromCommand: secret.Command(nil),
	})
	ctx, cancel := context.WithCancel(t.Context())
	ended := make(chan struct{})
	go func() {
		defer close(ended)
		_, _ = s.Secret(ctx, Account{Alias: "a", AppID: "wx1", Secret: FromKeyring})
	}()
	started := time.Now()
	for _, a := range []Account{
		{Alias: "b", AppID: "wx2", Secret: FromEnv},
		{Alias: "c", AppID: "wx3", Secret: FromCommand, SecretCommand: []string{"echo", "s"}},
	} {
		if _, err := s.Secret(t.Context(), a); err != nil {
			t.Errorf("%s: %v", a.Alias, err)
		}
	}
	if took := time.Since(started); took > 5*time.Second {
		t.Errorf("they took %s", took)
	}
	cancel()
	<-ended
}

// TestOnePassphraseOpensAllOfTheFile: it is asked for once, and until then the accounts of
// the file, and no others, need a person.
func TestOnePassphraseOpensAllOfTheFile(t *testing.T) {
	path := filepath.Join(t.TempDir(), "secrets.age")
	a, b := Account{Alias: "a", AppID: "wx1", Secret: FromFile}, Account{Alias: "b", AppID: "wx2", Secret: FromFile}
	gone, typed := Account{Alias: "gone", AppID: "wx3", Secret: FromFile}, Account{Alias: "typed", AppID: "wx4", Secret: FromPrompt}
	kept := Account{Alias: "kept", AppID: "wx5", Secret: FromKeyring}
	fill := NewSecrets(map[SourceName]Source{FromFile: secret.FileCosting(path, func(context.Context, string, bool) (Secret, error) { return NewSecret("pass"), nil }, 4)})
	for _, acc := range []Account{a, b} {
		if err := fill.Store(t.Context(), acc, NewSecret("s-"+acc.Alias)); err != nil {
			t.Fatal(err)
		}
	}
	asked, answer := 0, "wrong"
	s := NewSecrets(map[SourceName]Source{FromFile: secret.FileCosting(path, func(context.Context, string, bool) (Secret, error) {
		asked++
		return NewSecret(answer), nil
	}, 4)})
	all := []Account{gone, a, b, typed, kept}
	needs := func() (list []string) {
		for _, acc := range all {
			if s.NeedsPerson(acc) {
				list = append(list, acc.Alias)
			}
		}
		return list
	}
	if got := needs(); len(got) != 4 {
		t.Errorf("at first %v need a person", got)
	}
	if err := s.OpenTogether(t.Context(), all); err == nil || asked != 1 || len(needs()) != 4 {
		t.Errorf("a wrong passphrase: %v, asked %d times, %v", err, asked, needs())
	}
	answer = "pass"
	if err := s.OpenTogether(t.Context(), all); err != nil || asked != 2 {
		t.Errorf("the right passphrase: %v, asked %d times", err, asked)
	}
	if got := needs(); len(got) != 1 || got[0] != "typed" {
		t.Errorf("then %v need a person", got)
	}
	if _, err := s.Secret(t.Context(), gone); err == nil || asked != 2 {
		t.Errorf("a secret that is not there: %v, asked %d times", err, asked)
	}
	if !s.Has(a) || !s.Has(b) || s.Has(kept) {
		t.Error("they are not in memory")
	}
}
