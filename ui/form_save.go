package ui

import (
	"context"
	"errors"

	"wxops/keystore"
)

// accountSaved ends the saving of an account.
type accountSaved struct {
	seq       int
	account   keystore.Account
	fate      secretFate
	err       error // nothing was written
	secretErr error // the account was written, its secret was not
	now       reread
}

// secretFate is what became of an account's secret when it was saved.
type secretFate int

const (
	secretUntouched  secretFate = iota
	secretStored                // at the account's source
	secretRemembered            // for this session
	secretMoved                 // from the old source to the new one
	secretCopied                // moved, but the old source would not let go of its copy
)

// saving is one account to be written, and its secret if one was typed.
type saving struct {
	seq    int
	was    keystore.Account // of an edit
	now    keystore.Account
	edit   bool
	secret keystore.Secret
}

// saveAccount writes the account, then its secret. Without a new secret the
// stored one goes along to a new source; if it cannot, nothing is written.
func saveAccount(ctx context.Context, b Book, s Secrets, sv saving) accountSaved {
	done := accountSaved{seq: sv.seq, account: sv.now}
	write := func() error {
		if sv.edit {
			return b.Change(sv.was, sv.now)
		}
		return b.Add(sv.now)
	}
	if sv.moves(s) {
		done.fate = secretMoved
		done.err = s.Move(ctx, sv.was, sv.now, write)
		if errors.Is(done.err, keystore.ErrOldCopyKept) {
			done.fate, done.err = secretCopied, nil
		}
	} else if done.err = write(); done.err == nil {
		done.fate, done.secretErr = sv.keep(ctx, s)
	}
	if done.err == nil {
		done.now = readBook(b)
	}
	return done
}

// moves reports whether a secret that is there already belongs to the new
// source. A new AppID has a secret of its own.
func (sv saving) moves(s Secrets) bool {
	from, to := sv.was.Source(), sv.now.Source()
	return sv.edit && sv.secret.Empty() && sv.was.AppID == sv.now.AppID && from != to && to.Keeps() &&
		(from.Keeps() || s.Has(sv.was))
}

// keep puts a typed secret where the account wants it.
func (sv saving) keep(ctx context.Context, s Secrets) (secretFate, error) {
	switch {
	case sv.secret.Empty():
		return secretUntouched, nil
	case sv.now.Source().Keeps():
		return secretStored, s.Store(ctx, sv.now, sv.secret)
	}
	s.Remember(sv.now, sv.secret)
	return secretRemembered, nil
}
