package keystore

import (
	"context"
	"errors"

	"wxops/keystore/secret"
)

// Saving is one account to be written to accounts.toml, with its AppSecret if
// one was typed.
type Saving struct {
	Was    Account // as it was seen; the zero Account for a new one
	Now    Account // as it is wanted
	Secret Secret  // empty: none was typed
}

// Saved is what became of the AppSecret of an account that was saved.
type Saved struct {
	Fate SecretFate
	Why  error // SecretAwaited: why it did not move along, nil where there was none; SecretCopied: why the old copy stayed
}

// SecretFate is one word for that.
type SecretFate string

// The fates of a secret.
const (
	SecretUntouched  SecretFate = ""           // it is where it was, or wxops does not keep it
	SecretStored     SecretFate = "stored"     // the typed one, at the account's source
	SecretRemembered SecretFate = "remembered" // the typed one, for this session
	SecretMoved      SecretFate = "moved"      // from the old source to the new one
	SecretCopied     SecretFate = "copied"     // moved, but the old source still has its copy
	SecretAwaited    SecretFate = "awaited"    // the account's source keeps secrets, and this one was not given yet
)

// Stored reports whether the account's source holds the secret since this save.
func (f SecretFate) Stored() bool {
	return f == SecretStored || f == SecretMoved || f == SecretCopied
}

// accountsFile is what Save asks of a Book.
type accountsFile interface {
	Add(accounts ...Account) error
	Change(was, now Account) error
	Remove(alias string) error
}

// secretKeeper is what Save asks of Secrets.
type secretKeeper interface {
	Has(a Account) bool
	Remember(a Account, s Secret)
	Store(ctx context.Context, a Account, s Secret) error
	Move(ctx context.Context, from, to Account, commit func() error) error
}

// Save writes an account and its AppSecret, both or neither; every face saves
// through it. With an error, accounts.toml says what it said before.
//
// A typed secret goes to the account's source; where that refuses it, a new
// account is taken out of the file again and an old one is written back as it
// was. A source that keeps nothing has it remembered for this session.
//
// Without a typed secret, the stored one moves along to a new source. Where
// the new place refuses it, nothing is written: the account still works where
// it was. Where the old place has none or cannot be reached, which is why
// people change the source, the account is written and its secret is awaited.
// A passphrase that was mistyped is no such place: the save can be repeated.
func Save(ctx context.Context, book accountsFile, secrets secretKeeper, s Saving) (Saved, error) {
	if err := Own(s.Was); err != nil { // before its secret moves
		return Saved{}, err
	}
	if s.MovesSecret(secrets) {
		saved, err := s.move(ctx, book, secrets)
		if !goneOrAway(err, s.Was.Source()) {
			return saved, err
		}
		saved = Saved{Fate: SecretAwaited}
		if !hasReason(err, secret.SecretMissing) {
			saved.Why = err
		}
		return saved, s.write(book)
	}
	if err := s.write(book); err != nil {
		return Saved{}, err
	}
	switch {
	case s.Secret.Empty() && s.awaits():
		return Saved{Fate: SecretAwaited}, nil
	case s.Secret.Empty():
		return Saved{}, nil
	case !s.Now.Source().Keeps():
		secrets.Remember(s.Now, s.Secret)
		return Saved{Fate: SecretRemembered}, nil
	}
	if err := secrets.Store(ctx, s.Now, s.Secret); err != nil {
		return Saved{}, s.takeBack(book, err)
	}
	return Saved{Fate: SecretStored}, nil
}

// AsksAtTerminal reports whether saving may ask for a passphrase at the terminal.
func (s Saving) AsksAtTerminal(secrets interface{ Has(Account) bool }) bool {
	moves := s.MovesSecret(secrets)
	return s.Now.Source().AsksToStore() && (moves || !s.Secret.Empty()) || moves && s.Was.Source().AsksToStore()
}

// MovesSecret reports whether a secret that is there already belongs to the
// new source: one that wxops stored, or has in memory. A new AppID has a
// secret of its own.
func (s Saving) MovesSecret(secrets interface{ Has(Account) bool }) bool {
	from, to := s.Was.Source(), s.Now.Source()
	return !s.isNew() && s.Secret.Empty() && s.Was.AppID == s.Now.AppID && from != to && to.Keeps() &&
		(from.Keeps() || secrets.Has(s.Was))
}

func (s Saving) isNew() bool { return s.Was.Alias == "" }

// awaits reports whether nothing can be stored yet for the account as it is now.
func (s Saving) awaits() bool {
	return s.Now.Source().Keeps() && (s.isNew() || s.Was.AppID != s.Now.AppID || s.Was.Source() != s.Now.Source())
}

func (s Saving) write(book accountsFile) error {
	if s.isNew() {
		return book.Add(s.Now)
	}
	return book.Change(s.Was, s.Now)
}

func (s Saving) move(ctx context.Context, book accountsFile, secrets secretKeeper) (Saved, error) {
	err := secrets.Move(ctx, s.Was, s.Now, func() error { return s.write(book) })
	switch {
	case errors.Is(err, ErrOldCopyKept):
		return Saved{SecretCopied, err}, nil
	case err != nil:
		return Saved{}, err
	}
	return Saved{Fate: SecretMoved}, nil
}

// ErrNotTakenBack says that an account was written, its secret was not, and
// the account could not be taken back. It comes with both reasons.
var ErrNotTakenBack = errors.New("the account was written without its secret")

// takeBack undoes write.
func (s Saving) takeBack(book accountsFile, why error) error {
	var err error
	if s.isNew() {
		err = book.Remove(s.Now.Alias)
	} else {
		err = book.Change(s.Now, s.Was)
	}
	if err != nil {
		return errors.Join(why, ErrNotTakenBack, err)
	}
	return why
}

// goneOrAway reports whether the old place has no secret to give, or none that
// could be had here, whatever a person does.
func goneOrAway(err error, old SourceName) bool {
	var p *Problem
	return errors.As(err, &p) && p.Source == old &&
		p.Reason != secret.PassphraseWrong && p.Reason != secret.NothingTyped && p.Reason != secret.PromptNeeded
}

func hasReason(err error, why secret.Reason) bool {
	var p *Problem
	return errors.As(err, &p) && p.Reason == why
}
