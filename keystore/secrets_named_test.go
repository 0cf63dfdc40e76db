package keystore

import (
	"context"
	"errors"
	"path/filepath"
	"testing"

	"wxops/keystore/secret"
)

// TestASecretOfNoAccountHasAPlaceOfItsOwn: under its own name in every source, and beside
// the AppSecrets, not in the place of one.
func TestASecretOfNoAccountHasAPlaceOfItsOwn(t *testing.T) {
	passphrase := NewSecret("horse battery")
	file := secret.FileCosting(filepath.Join(t.TempDir(), "secrets.age"), func(context.Context, string, bool) (Secret, error) { return passphrase, nil }, 10)
	env := secret.Env(func(name string) (string, bool) {
		return map[string]string{"WXOPS_ROBOT_OPS": "from env", "WXOPS_SIGN_OPS": "signs"}[name], true
	})
	secrets := NewSecrets(map[SourceName]Source{FromFile: file, FromEnv: env})
	ops := Robot{Name: "ops"}
	a := mall()
	a.Secret = FromFile
	if err := errors.Join(secrets.Store(t.Context(), a, NewSecret("app")), secrets.StoreNamed(t.Context(), FromFile, ops.URLItem(), NewSecret("url"))); err != nil {
		t.Fatal(err)
	}
	again := NewSecrets(map[SourceName]Source{FromFile: file, FromEnv: env})
	if got, err := again.Named(t.Context(), FromFile, ops.URLItem()); err != nil || got != NewSecret("url") {
		t.Errorf("got %v, %v", got, err)
	}
	if got, err := again.Secret(t.Context(), a); err != nil || got != NewSecret("app") {
		t.Errorf("got %v, %v", got, err)
	}
	var p *Problem
	if _, err := again.Named(t.Context(), FromFile, ops.SignItem()); !errors.As(err, &p) || p.Reason != secret.SecretMissing || p.Account != "robot-sign/ops" {
		t.Errorf("got %v", err)
	}
	if got, err := again.Named(t.Context(), FromEnv, ops.SignItem()); err != nil || got != NewSecret("signs") {
		t.Errorf("got %v, %v", got, err)
	}
	if err := again.ForgetNamed(t.Context(), FromFile, ops.URLItem()); err != nil {
		t.Fatal(err)
	}
	if _, err := again.Named(t.Context(), FromFile, ops.URLItem()); !errors.As(err, &p) || p.Reason != secret.SecretMissing {
		t.Errorf("got %v", err)
	}
	if _, err := again.Named(t.Context(), FromKeyring, ops.URLItem()); !errors.As(err, &p) || p.Reason != secret.SourceNotSupported {
		t.Errorf("got %v", err)
	}
	if got, err := again.Secret(t.Context(), a); err != nil || got.Empty() {
		t.Errorf("the account's went too: %v", err)
	}
}
