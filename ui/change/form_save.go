package change

import (
	"context"
	"errors"

	"wxops/keystore"
	"wxops/ui/view"
)

// accountSaved ends the saving of an account.
type accountSaved struct {
	seq     int
	account keystore.Account
	saved   keystore.Saved
	err     error // nothing was written, unless it could not be taken back
	now     reread
}

func saveAccount(ctx context.Context, b view.Book, s view.Secrets, sv keystore.Saving, seq int) accountSaved {
	done := accountSaved{seq: seq, account: sv.Now}
	done.saved, done.err = keystore.Save(ctx, b, s, sv)
	if done.written() {
		done.now = readBook(b)
	}
	return done
}

// written reports whether accounts.toml has changed.
func (s accountSaved) written() bool {
	return s.err == nil || errors.Is(s.err, keystore.ErrNotTakenBack)
}
