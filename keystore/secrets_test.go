package keystore

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"wxops/keystore/secret"
)

// canary stands for an AppSecret; no output may ever hold it.
const canary = "c0ffee00c0ffee00c0ffee00c0ffee00"

// noCanary looks for the secret in every way an error is ever shown.
func noCanary(t *testing.T, err error) {
	t.Helper()
	asJSON, _ := json.Marshal(err)
	shown := fmt.Sprintf("%v %+v %#v %s", err, err, err, asJSON)
	for e := err; e != nil; e = errors.Unwrap(e) {
		shown += fmt.Sprintf("%v %+v %#v", e, e, e)
	}
	if strings.Contains(shown, canary) {
		t.Errorf("the secret is in the error: %s", shown)
	}
}

// reasonOf gives the reason of a *Problem, and checks that it names the account.
func reasonOf(t *testing.T, err error) secret.Reason {
	t.Helper()
	noCanary(t, err)
	var p *Problem
	if !errors.As(err, &p) {
		t.Fatalf("got %v, want a *Problem", err)
	}
	if p.Account != mall().Alias || p.Source == "" {
		t.Errorf("the problem does not say whose it is: %+v", p)
	}
	return p.Reason
}

// fakeSource is a store in memory that counts, and fails when told to.
type fakeSource struct {
	secrets        map[string]Secret
	gets           int
	getErr, setErr error
	deleteErr      error
	storesOther    bool // lies: stores something else
	onGet          func()
}

func newFakeSource() *fakeSource { return &fakeSource{secrets: map[string]Secret{}} }

func (f *fakeSource) Get(_ context.Context, of secret.Item) (Secret, error) {
	f.gets++
	if f.onGet != nil {
		f.onGet()
	}
	if f.getErr != nil {
		return Secret{}, f.getErr
	}
	if s, have := f.secrets[of.Key]; have {
		return s, nil
	}
	return Secret{}, &Problem{Account: of.Of, Source: FromKeyring, Reason: secret.SecretMissing}
}

func (f *fakeSource) Set(_ context.Context, of secret.Item, s Secret) error {
	if f.storesOther {
		s = NewSecret("something else")
	}
	if f.setErr == nil {
		f.secrets[of.Key] = s
	}
	return f.setErr
}

func (f *fakeSource) Delete(_ context.Context, of secret.Item) error {
	if f.deleteErr == nil {
		delete(f.secrets, of.Key)
	}
	return f.deleteErr
}

func TestASecretIsReadOnceAndKept(t *testing.T) {
	ctx, source := context.Background(), newFakeSource()
	source.secrets[mall().AppID] = NewSecret(canary)
	secrets := NewSecrets(map[SourceName]Source{FromKeyring: source})
	if secrets.Has(mall()) || source.gets > 0 {
		t.Error("a secret was opened before it was needed")
	}
	var all sync.WaitGroup
	for range 8 {
		all.Go(func() {
			if s, err := secrets.Secret(ctx, mall()); err != nil || s.Reveal() != canary {
				t.Error(err)
			}
		})
	}
	all.Wait()
	if source.gets != 1 || !secrets.Has(mall()) {
		t.Errorf("read %d times", source.gets)
	}
	renamed := mall()
	renamed.Alias = "mall2"
	if _, err := secrets.Secret(ctx, renamed); err != nil || source.gets != 1 {
		t.Errorf("a new alias lost the secret: %v", err)
	}
}

func TestAStoreLostInMidSessionLeavesTheKeptSecret(t *testing.T) {
	ctx, source := context.Background(), newFakeSource()
	source.secrets[mall().AppID] = NewSecret(canary)
	secrets := NewSecrets(map[SourceName]Source{FromKeyring: source})
	if _, err := secrets.Secret(ctx, mall()); err != nil {
		t.Fatal(err)
	}
	source.getErr = problem(mall(), FromKeyring, secret.KeyringLocked)
	if s, err := secrets.Secret(ctx, mall()); err != nil || s.Reveal() != canary {
		t.Errorf("the kept secret is gone: %v", err)
	}
	if s, err := secrets.Reread(ctx, mall()); reasonOf(t, err) != secret.KeyringLocked || s.Reveal() != canary {
		t.Errorf("reread: got %v", err)
	}
	source.getErr = nil
	source.secrets[mall().AppID] = NewSecret("new")
	if s, err := secrets.Reread(ctx, mall()); err != nil || s.Reveal() != "new" {
		t.Errorf("reread: got %v", err)
	}
}

func TestASecretForThisSessionTouchesNoSource(t *testing.T) {
	ctx, source := context.Background(), newFakeSource()
	source.getErr = problem(mall(), FromKeyring, secret.KeyringLocked)
	secrets := NewSecrets(map[SourceName]Source{FromKeyring: source})
	if _, err := secrets.Secret(ctx, mall()); reasonOf(t, err) != secret.KeyringLocked {
		t.Errorf("got %v", err)
	}
	secrets.Remember(mall(), NewSecret(canary))
	if s, err := secrets.Secret(ctx, mall()); err != nil || s.Reveal() != canary || len(source.secrets) > 0 {
		t.Errorf("got %v", err)
	}
}

func TestASecondReaderCanGiveUp(t *testing.T) {
	source, asked, answer := newFakeSource(), make(chan struct{}), make(chan struct{})
	source.onGet = func() { close(asked); <-answer }
	secrets := NewSecrets(map[SourceName]Source{FromKeyring: source})
	done := make(chan struct{})
	go func() { defer close(done); secrets.Secret(context.Background(), mall()) }()
	<-asked
	ctx, cancel := context.WithTimeout(context.Background(), 10*time.Millisecond)
	defer cancel()
	if _, err := secrets.Secret(ctx, mall()); !errors.Is(err, context.DeadlineExceeded) {
		t.Errorf("got %v", err)
	}
	close(answer)
	<-done
}

func TestStoreAndForget(t *testing.T) {
	ctx, source := context.Background(), newFakeSource()
	secrets := NewSecrets(map[SourceName]Source{FromKeyring: source, FromEnv: secret.Env(func(string) (string, bool) { return "", false })})
	if err := secrets.Store(ctx, mall(), Secret{}); reasonOf(t, err) != secret.SecretMissing {
		t.Errorf("an empty secret: got %v", err)
	}
	if err := secrets.Store(ctx, mall(), NewSecret(canary)); err != nil || source.secrets[mall().AppID].Reveal() != canary {
		t.Error(err)
	}
	inEnv := mall()
	inEnv.Secret = FromEnv
	if err := secrets.Store(ctx, inEnv, NewSecret(canary)); reasonOf(t, err) != secret.SourceReadOnly {
		t.Errorf("env: got %v", err)
	}
	inFile := mall()
	inFile.Secret = FromFile
	if err := secrets.Store(ctx, inFile, NewSecret(canary)); reasonOf(t, err) != secret.SourceNotSupported {
		t.Errorf("a source that is not there: got %v", err)
	}
	source.deleteErr = problem(mall(), FromKeyring, secret.KeyringLocked)
	if err := secrets.Forget(ctx, mall()); reasonOf(t, err) != secret.KeyringLocked || secrets.Has(mall()) {
		t.Errorf("forget: got %v, in memory: %t", err, secrets.Has(mall()))
	}
}

func TestMoveRemovesTheOldCopyLast(t *testing.T) {
	inFile := mall()
	inFile.Secret = FromFile
	for name, tc := range map[string]struct {
		spoil   func(old, place *fakeSource)
		commit  error
		reason  secret.Reason // "" = done
		inOld   bool
		inPlace bool
	}{
		"well":                 {func(_, _ *fakeSource) {}, nil, "", false, true},
		"old unreadable":       {func(old, _ *fakeSource) { old.getErr = problem(mall(), FromKeyring, secret.KeyringLocked) }, nil, secret.KeyringLocked, true, false},
		"new unwritable":       {func(_, place *fakeSource) { place.setErr = problem(mall(), FromFile, secret.FileUnsafe) }, nil, secret.FileUnsafe, true, false},
		"new unreadable":       {func(_, place *fakeSource) { place.getErr = problem(mall(), FromFile, secret.FileWrong) }, nil, secret.FileWrong, true, true},
		"new stores rubbish":   {func(_, place *fakeSource) { place.storesOther = true }, nil, secret.SecretNotReadBack, true, true},
		"accounts not written": {func(_, _ *fakeSource) {}, problem(mall(), "", "disk full"), "disk full", true, true},
		"old not removed":      {func(old, _ *fakeSource) { old.deleteErr = problem(mall(), FromKeyring, secret.KeyringDenied) }, nil, secret.KeyringDenied, true, true},
	} {
		t.Run(name, func(t *testing.T) {
			ctx, old, place := context.Background(), newFakeSource(), newFakeSource()
			old.secrets[mall().AppID] = NewSecret(canary)
			tc.spoil(old, place)
			secrets := NewSecrets(map[SourceName]Source{FromKeyring: old, FromFile: place})
			committed := false
			err := secrets.Move(ctx, mall(), inFile, func() error {
				if _, have := old.secrets[mall().AppID]; !have {
					t.Error("the old copy was removed before the accounts were written")
				}
				committed = true
				return tc.commit
			})
			var p *Problem
			if errors.As(err, &p); tc.reason == "" && err != nil || tc.reason != "" && (p == nil || p.Reason != tc.reason) {
				t.Errorf("got %v", err)
			}
			if left := errors.Is(err, ErrOldCopyKept); left != (name == "old not removed") {
				t.Errorf("old copy kept: %t", left)
			}
			noCanary(t, err)
			_, inOld := old.secrets[mall().AppID]
			_, inPlace := place.secrets[mall().AppID]
			if inOld != tc.inOld || inPlace != tc.inPlace {
				t.Errorf("old place: %t, new place: %t, committed: %t", inOld, inPlace, committed)
			}
		})
	}
}

func TestMoveWithinOnePlaceKeepsTheOnlyCopy(t *testing.T) {
	source := newFakeSource()
	source.secrets[mall().AppID] = NewSecret(canary)
	secrets := NewSecrets(map[SourceName]Source{FromKeyring: source})
	renamed := mall()
	renamed.Alias, renamed.Secret = "mall2", FromKeyring
	if err := secrets.Move(context.Background(), mall(), renamed, nil); err != nil || len(source.secrets) != 1 {
		t.Errorf("got %v, %d copies", err, len(source.secrets))
	}
}

func TestASecretThatWasTypedMovesFromALockedKeyring(t *testing.T) {
	ctx, keyring, file := context.Background(), newFakeSource(), newFakeSource()
	locked := problem(mall(), FromKeyring, secret.KeyringLocked)
	keyring.getErr, keyring.deleteErr = locked, locked
	secrets := NewSecrets(map[SourceName]Source{FromKeyring: keyring, FromFile: file})
	secrets.Remember(mall(), NewSecret(canary))
	inFile := mall()
	inFile.Secret = FromFile
	if err := secrets.Move(ctx, mall(), inFile, nil); !errors.Is(err, ErrOldCopyKept) || file.secrets[mall().AppID].Reveal() != canary {
		t.Errorf("got %v", err)
	}
}

func TestMoveToTheEnvironmentNeedsTheVariable(t *testing.T) {
	ctx, keyring, value := context.Background(), newFakeSource(), ""
	keyring.secrets[mall().AppID] = NewSecret(canary)
	secrets := NewSecrets(map[SourceName]Source{
		FromKeyring: keyring,
		FromEnv:     secret.Env(func(string) (string, bool) { return value, value != "" }),
	})
	inEnv := mall()
	inEnv.Secret = FromEnv
	if err := secrets.Move(ctx, mall(), inEnv, nil); reasonOf(t, err) != secret.EnvMissing || len(keyring.secrets) != 1 {
		t.Errorf("variable not set: got %v", err)
	}
	value = "another"
	if err := secrets.Move(ctx, mall(), inEnv, nil); reasonOf(t, err) != secret.SecretDiffers || len(keyring.secrets) != 1 {
		t.Errorf("variable of another secret: got %v", err)
	}
	value = canary
	if err := secrets.Move(ctx, mall(), inEnv, nil); err != nil || len(keyring.secrets) != 0 {
		t.Errorf("got %v", err)
	}
}

func TestASecretPrintsAsAMask(t *testing.T) {
	secret := NewSecret(canary)
	holder := struct {
		S  Secret
		P  *Secret
		In []Secret
		in map[string]Secret // fmt calls no methods here
		p  *keptSecret
	}{NewSecret(canary), &secret, []Secret{secret}, map[string]Secret{"a": secret}, &keptSecret{secret: secret}}
	asJSON, err := json.Marshal(holder)
	if err != nil {
		t.Fatal(err)
	}
	shown := fmt.Sprintf("%v %+v %#v %+v %#v %s %q %x %d %s", holder, holder, holder, *holder.p, *holder.p, holder.S, holder.S, holder.S, holder.S, asJSON)
	if strings.Contains(shown, canary) || strings.Contains(shown, fmt.Sprintf("%x", canary)) || !strings.Contains(shown, "•••") {
		t.Errorf("got %s", shown)
	}
}

func TestASourceThatIsPrintedShowsNoSecret(t *testing.T) {
	ctx := context.Background()
	ask := func(context.Context, string, bool) (Secret, error) { return NewSecret(canary), nil }
	file := secret.FileCosting(filepath.Join(t.TempDir(), "secrets.age"), ask, 4)
	secrets := NewSecrets(map[SourceName]Source{FromPrompt: secret.Prompt(nil), FromFile: file})
	for name := range secrets.sources {
		a := mall()
		a.Secret = name
		if err := secrets.Store(ctx, a, NewSecret(canary)); err != nil {
			t.Fatal(err)
		}
		if s, err := secrets.Reread(ctx, a); err != nil || s.Reveal() != canary {
			t.Fatal(err)
		}
		shown := fmt.Sprintf("%v %+v %#v %+v %+v", secrets.sources[name], secrets.sources[name], secrets.sources[name], secrets, *secrets.of(a.AppID))
		if strings.Contains(shown, canary) {
			t.Errorf("%s: got %s", name, shown)
		}
	}
}

func TestEnvReadsTheVariableOfTheAlias(t *testing.T) {
	ctx, a := context.Background(), Account{Alias: "my-mall-2", AppID: "wx1"}
	source := secret.Env(func(name string) (string, bool) {
		if name == "WXOPS_SECRET_MY_MALL_2" {
			return canary, true
		}
		return "", name == "WXOPS_SECRET_EMPTY"
	})
	if s, err := source.Get(ctx, a.Item()); err != nil || s.Reveal() != canary {
		t.Error(err)
	}
	for _, alias := range []string{"none", "empty"} {
		var p *Problem
		if _, err := source.Get(ctx, Account{Alias: alias}.Item()); !errors.As(err, &p) || p.Reason != secret.EnvMissing || p.Detail != EnvName(alias) {
			t.Errorf("%s: got %v", alias, err)
		}
	}
	var p *Problem
	if err := source.Set(ctx, a.Item(), NewSecret(canary)); !errors.As(err, &p) || p.Reason != secret.SourceReadOnly {
		t.Errorf("set: got %v", err)
	}
	if err := source.Delete(ctx, a.Item()); !errors.As(err, &p) || p.Reason != secret.SourceReadOnly {
		t.Errorf("delete: got %v", err)
	}
	if err := source.Delete(ctx, mall().Item()); err != nil {
		t.Errorf("delete what is not set: got %v", err)
	}
}
