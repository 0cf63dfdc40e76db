package change

import (
	"path/filepath"
	"testing"

	"wxops/keystore"
	"wxops/keystore/secret"
)

// The real book and the real secrets fit, and a secret really moves.
func TestSavingWithTheRealKeystore(t *testing.T) {
	const typed = "c0ffee00c0ffee00c0ffee00c0ffee00"
	shop := keystore.Account{Alias: "shop", AppID: "wx0123456789abcdef", Kind: keystore.MiniProgram, Secret: keystore.FromKeyring}
	book := keystore.Open(filepath.Join(t.TempDir(), "accounts.toml"))
	from, to := secret.Prompt(nil), secret.Prompt(nil) // sources that keep what they are given
	secrets := keystore.NewSecrets(map[keystore.SourceName]keystore.Source{keystore.FromKeyring: from, keystore.FromFile: to})
	done := saveAccount(t.Context(), book, secrets, keystore.Saving{Now: shop, Secret: keystore.NewSecret(typed)}, 1)
	if done.err != nil || len(done.now.accounts) != 1 {
		t.Fatalf("add: %+v", done)
	}
	moved := shop
	moved.Secret = keystore.FromFile
	done = saveAccount(t.Context(), book, secrets, keystore.Saving{Was: shop, Now: moved}, 2)
	if done.err != nil || done.saved.Fate != keystore.SecretMoved || done.now.accounts[0].Secret != keystore.FromFile {
		t.Fatalf("move: %+v", done)
	}
	if s, err := to.Get(t.Context(), moved.Item()); err != nil || s != keystore.NewSecret(typed) {
		t.Errorf("the new place holds %v, %v", s, err)
	}
	if _, err := from.Get(t.Context(), shop.Item()); err == nil {
		t.Error("the old place still holds it")
	}
	gone := removeAccount(t.Context(), book, secrets, moved, true, 1)
	if gone.err != nil || gone.secretErr != nil || len(gone.now.accounts) != 0 {
		t.Errorf("remove: %+v", gone)
	}
}
