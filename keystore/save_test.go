package keystore

import (
	"context"
	"errors"
	"strings"
	"testing"

	"wxops/keystore/secret"
)

var errDisk = errors.New("disk full")

// failingBook is a real book whose steps fail when told to.
type failingBook struct {
	*Book
	add, change, remove error
}

func (b *failingBook) Add(accounts ...Account) error {
	if b.add != nil {
		return b.add
	}
	return b.Book.Add(accounts...)
}

func (b *failingBook) Change(was, now Account) error {
	if b.change != nil {
		return b.change
	}
	return b.Book.Change(was, now)
}

func (b *failingBook) Remove(alias string) error {
	if b.remove != nil {
		return b.remove
	}
	return b.Book.Remove(alias)
}

// shop is a book with mall in it, and a keyring, a file and a prompt.
type shop struct {
	*failingBook
	*Secrets
	ring, file *fakeSource
}

func openShop(t *testing.T) *shop {
	t.Helper()
	ring, file := newFakeSource(), newFakeSource()
	s := &shop{
		&failingBook{Book: bookWith(t, "# ours\n[[account]]\nalias = \"mall\"\nappid = \"wx0123456789abcdef\" # 2024\nkind = \"miniprogram\"\n")},
		NewSecrets(map[SourceName]Source{FromKeyring: ring, FromFile: file, FromPrompt: secret.Prompt(nil)}), ring, file,
	}
	return s
}

func (s *shop) save(sv Saving) (Saved, error) {
	return Save(context.Background(), s.failingBook, s.Secrets, sv)
}

func mallFrom(source SourceName) Account {
	a := mall()
	a.Secret = source
	return a
}

func newcomer(source SourceName) Account {
	return Account{Alias: "new", AppID: "wx00112233445566aa", Kind: MiniProgram, Secret: source}
}

func TestWhatBecomesOfASecretThatIsSaved(t *testing.T) {
	otherID := mallFrom(FromFile)
	otherID.AppID = "wx00112233445566aa"
	renamed := mall()
	renamed.Alias = "shop"
	typed := NewSecret(canary)
	for name, c := range map[string]struct {
		saving Saving
		fate   SecretFate
	}{
		"new, typed":                         {Saving{Now: newcomer(FromKeyring), Secret: typed}, SecretStored},
		"new, typed, for this session":       {Saving{Now: newcomer(FromPrompt), Secret: typed}, SecretRemembered},
		"new, nothing typed":                 {Saving{Now: newcomer(FromFile)}, SecretAwaited},
		"new, kept elsewhere":                {Saving{Now: newcomer(FromEnv)}, SecretUntouched},
		"edit, nothing typed":                {Saving{Was: mall(), Now: renamed}, SecretUntouched},
		"edit, typed":                        {Saving{Was: mall(), Now: mall(), Secret: typed}, SecretStored},
		"edit, typed, for this session":      {Saving{Was: mall(), Now: mallFrom(FromPrompt), Secret: typed}, SecretRemembered},
		"another source":                     {Saving{Was: mall(), Now: mallFrom(FromFile)}, SecretMoved},
		"another source, typed":              {Saving{Was: mall(), Now: mallFrom(FromFile), Secret: typed}, SecretStored},
		"another source that keeps nothing":  {Saving{Was: mall(), Now: mallFrom(FromPrompt)}, SecretUntouched},
		"another AppID and another source":   {Saving{Was: mall(), Now: otherID}, SecretAwaited},
		"from a source that does not keep":   {Saving{Was: mallFrom(FromEnv), Now: mallFrom(FromFile)}, SecretAwaited},
		"the keyring, written and unwritten": {Saving{Was: mall(), Now: mallFrom(FromKeyring)}, SecretUntouched},
	} {
		t.Run(name, func(t *testing.T) {
			s := openShop(t)
			s.ring.secrets[mall().AppID] = NewSecret("the stored one")
			if c.saving.Was.Secret == FromEnv {
				s.change(t, mallFrom(FromEnv))
			}
			saved, err := s.save(c.saving)
			if err != nil || saved.Fate != c.fate || saved.Why != nil {
				t.Fatalf("got %+v, %v", saved, err)
			}
			accounts, _, _ := s.Load()
			if got := accounts[len(accounts)-1]; got.Alias != c.saving.Now.Alias || got.Source() != c.saving.Now.Source() {
				t.Errorf("the file says %+v", got)
			}
			if saved.Fate == SecretMoved && (len(s.ring.secrets) != 0 || s.file.secrets[mall().AppID].Reveal() != "the stored one") {
				t.Errorf("the keyring holds %d, the file %d", len(s.ring.secrets), len(s.file.secrets))
			}
			if secret, err := s.Secret(t.Context(), c.saving.Now); saved.Fate == SecretStored && (err != nil || secret != typed) {
				t.Errorf("the typed secret is not the account's: %v", err)
			}
		})
	}
}

func (s *shop) change(t *testing.T, now Account) {
	t.Helper()
	if err := s.Book.Change(mall(), now); err != nil {
		t.Fatal(err)
	}
}

// TestAnAccountAndItsSecretAreSavedBothOrNeither spoils each step in turn: the
// accounts read as before, and the secret that was there is still to be had.
func TestAnAccountAndItsSecretAreSavedBothOrNeither(t *testing.T) {
	typed := NewSecret(canary)
	refused := problem(mall(), FromFile, secret.FileUnsafe)
	readOnly := mall()
	readOnly.ReadOnly, readOnly.Env = true, "prod"
	for name, c := range map[string]struct {
		saving Saving
		spoil  func(*shop)
		want   error
	}{
		"a new account, the store refuses": {Saving{Now: newcomer(FromFile), Secret: typed},
			func(s *shop) { s.file.setErr = refused }, refused},
		"a new account, the file of accounts refuses": {Saving{Now: newcomer(FromFile), Secret: typed},
			func(s *shop) { s.add = errDisk }, errDisk},
		"an edit with a secret, the store refuses": {Saving{Was: mall(), Now: mallFrom(FromFile), Secret: typed},
			func(s *shop) { s.file.setErr = refused }, refused},
		"an edit of more, the store refuses": {Saving{Was: mall(), Now: readOnly, Secret: typed},
			func(s *shop) { s.ring.setErr = refused }, refused},
		"an edit with a secret, the file of accounts refuses": {Saving{Was: mall(), Now: mallFrom(FromFile), Secret: typed},
			func(s *shop) { s.failingBook.change = errDisk }, errDisk},
		"a move, the new place refuses": {Saving{Was: mall(), Now: mallFrom(FromFile)},
			func(s *shop) { s.file.setErr = refused }, refused},
		"a move, the new place cannot be read": {Saving{Was: mall(), Now: mallFrom(FromFile)},
			func(s *shop) { s.file.getErr = refused }, refused},
		"a move, what is read back differs": {Saving{Was: mall(), Now: mallFrom(FromFile)},
			func(s *shop) { s.file.storesOther = true }, &Problem{Reason: secret.SecretNotReadBack}},
		"a move, the file of accounts refuses": {Saving{Was: mall(), Now: mallFrom(FromFile)},
			func(s *shop) { s.failingBook.change = errDisk }, errDisk},
		"a move, the passphrase of the old place is mistyped": {Saving{Was: mall(), Now: mallFrom(FromFile)},
			func(s *shop) { s.ring.getErr = problem(mall(), FromKeyring, secret.PassphraseWrong) }, &Problem{Reason: secret.PassphraseWrong}},
	} {
		t.Run(name, func(t *testing.T) {
			s := openShop(t)
			s.ring.secrets[mall().AppID] = NewSecret("the stored one")
			before, _, _ := s.Load()
			c.spoil(s)
			saved, err := s.save(c.saving)
			var want *Problem
			if errors.As(c.want, &want) && !hasReason(err, want.Reason) || want == nil && !errors.Is(err, c.want) || saved != (Saved{}) {
				t.Fatalf("got %+v, %v", saved, err)
			}
			noCanary(t, err)
			after, _, err := s.Load()
			if err != nil || len(after) != len(before) || after[0].Source() != FromKeyring || after[0].ReadOnly || after[0].Env != "" {
				t.Errorf("the file says %+v, %v", after, err)
			}
			if !strings.Contains(contents(t, s.Book), "# ours\n[[account]]") || !strings.Contains(contents(t, s.Book), "# 2024") {
				t.Errorf("a comment is gone:\n%s", contents(t, s.Book))
			}
			s.ring.getErr = nil
			if secret, err := s.Secret(t.Context(), mall()); err != nil || secret.Reveal() != "the stored one" {
				t.Errorf("the secret that was there: %v", err)
			}
		})
	}
}

// TestAnAccountLeavesASourceThatIsAway: people change the source because the
// old one does not answer; it must not hold them.
func TestAnAccountLeavesASourceThatIsAway(t *testing.T) {
	for _, why := range []secret.Reason{secret.KeyringAbsent, secret.KeyringStopped, secret.KeyringLocked, secret.KeyringTimedOut, secret.KeyringOther, secret.KeyringFailed} {
		s := openShop(t)
		s.ring.getErr = problem(mall(), FromKeyring, why)
		saved, err := s.save(Saving{Was: mall(), Now: mallFrom(FromFile)})
		if err != nil || saved.Fate != SecretAwaited || !hasReason(saved.Why, why) {
			t.Errorf("%s: got %+v, %v", why, saved, err)
		}
		if accounts, _, _ := s.Load(); accounts[0].Secret != FromFile {
			t.Errorf("%s: the file says %+v", why, accounts)
		}
	}
	s := openShop(t) // nothing was stored yet: nothing to tell
	if saved, err := s.save(Saving{Was: mall(), Now: mallFrom(FromFile)}); err != nil || saved != (Saved{Fate: SecretAwaited}) {
		t.Errorf("got %+v, %v", saved, err)
	}
}

func TestAnOldCopyThatStaysIsTold(t *testing.T) {
	s := openShop(t)
	s.ring.secrets[mall().AppID] = NewSecret(canary)
	s.ring.deleteErr = problem(mall(), FromKeyring, secret.KeyringDenied)
	saved, err := s.save(Saving{Was: mall(), Now: mallFrom(FromFile)})
	if err != nil || saved.Fate != SecretCopied || !saved.Fate.Stored() || !hasReason(saved.Why, secret.KeyringDenied) {
		t.Errorf("got %+v, %v", saved, err)
	}
}

func TestAnAccountThatCannotBeTakenBackIsTold(t *testing.T) {
	s := openShop(t)
	s.file.setErr, s.remove = problem(mall(), FromFile, secret.FileUnsafe), errDisk
	_, err := s.save(Saving{Now: newcomer(FromFile), Secret: NewSecret(canary)})
	if !errors.Is(err, ErrNotTakenBack) || !errors.Is(err, errDisk) || !hasReason(err, secret.FileUnsafe) {
		t.Errorf("got %v", err)
	}
	noCanary(t, err)
}

func TestWhatMayAskAtTheTerminal(t *testing.T) {
	typed := NewSecret(canary)
	for name, c := range map[string]struct {
		saving Saving
		held   bool
		want   bool
	}{
		"to the file, typed":         {Saving{Now: newcomer(FromFile), Secret: typed}, false, true},
		"to the file, nothing typed": {Saving{Now: newcomer(FromFile)}, false, false},
		"to the keyring":             {Saving{Now: newcomer(FromKeyring), Secret: typed}, false, false},
		"from the file":              {Saving{Was: mallFrom(FromFile), Now: mall()}, false, true},
		"from the file, typed":       {Saving{Was: mallFrom(FromFile), Now: mall(), Secret: typed}, false, false},
		"from a command":             {Saving{Was: mallFrom(FromCommand), Now: mallFrom(FromFile)}, false, false},
		"from a command, in memory":  {Saving{Was: mallFrom(FromCommand), Now: mallFrom(FromFile)}, true, true},
	} {
		s := openShop(t)
		if c.held {
			s.Remember(mall(), typed)
		}
		if got := c.saving.AsksAtTerminal(s.Secrets); got != c.want {
			t.Errorf("%s: %v", name, got)
		}
	}
}
