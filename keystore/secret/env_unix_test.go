//go:build unix

package secret

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
)

// credentials is a folder like systemd's, and the source env that looks into it.
func credentials(t *testing.T, files map[string]string) (dir string, env Source) {
	t.Helper()
	dir = filepath.Join(t.TempDir(), "credentials")
	if err := os.Mkdir(dir, 0o700); err != nil {
		t.Fatal(err)
	}
	for name, text := range files {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o400); err != nil {
			t.Fatal(err)
		}
	}
	return dir, Env(func(name string) (string, bool) {
		value, set := map[string]string{"CREDENTIALS_DIRECTORY": dir, "WXOPS_SECRET_SET": "from the variable", "WXOPS_SECRET_EMPTY": ""}[name]
		return value, set
	})
}

func credentialItem(alias string) Item {
	return Item{Of: alias, Key: "wx1", Variable: "WXOPS_SECRET_" + strings.ToUpper(strings.ReplaceAll(alias, "-", "_"))}
}

func TestACredentialIsReadWhereNoVariableIsSet(t *testing.T) {
	most := strings.Repeat("x", 4096)
	_, env := credentials(t, map[string]string{
		"wxops.secret.mall": "c0ffee\n", "wxops.secret.mall.2": "c0ffee", "wxops.secret.set": "from the file", "wxops.secret.empty": "from the file",
		"wxops.secret.key": "-----BEGIN\nx\n-----END\n\n", "wxops.secret.dos": "c0ffee\r\n", "wxops.secret.long": most + "\n",
	})
	for alias, want := range map[string]string{
		"mall": "c0ffee", "mall-2": "c0ffee", "set": "from the variable", "empty": "from the file",
		"key": "-----BEGIN\nx\n-----END\n", "dos": "c0ffee", "long": most,
	} {
		if got, err := env.Get(t.Context(), credentialItem(alias)); err != nil || got != NewSecret(want) {
			t.Errorf("%s: %q, %v", alias, got.Reveal(), err)
		}
	}
}

func TestACredentialThatCannotBeTrustedIsRefusedByItsName(t *testing.T) {
	for name, c := range map[string]struct {
		make func(path string) error
		why  Reason
		said string
	}{
		"nothing there":              {func(string) error { return nil }, CredentialMissing, "WXOPS_SECRET_MALL, "},
		"empty":                      {func(path string) error { return os.WriteFile(path, []byte("\n"), 0o400) }, CredentialWrong, "empty"},
		"too long":                   {func(path string) error { return os.WriteFile(path, []byte(strings.Repeat("x", 4097)), 0o400) }, CredentialWrong, "larger than 4 KiB"},
		"endless":                    {func(path string) error { return os.Truncate(write(path), 1<<40) }, CredentialWrong, "larger than 4 KiB"},
		"a pipe":                     {func(path string) error { return syscall.Mkfifo(path, 0o600) }, CredentialWrong, "not a file"},
		"a folder":                   {func(path string) error { return os.Mkdir(path, 0o700) }, CredentialWrong, "not a file"},
		"a link away":                {func(path string) error { return os.Symlink("/etc/hostname", path) }, CredentialWrong, "escapes"},
		"a link up":                  {func(path string) error { write(filepath.Dir(path) + "x"); return os.Symlink("../credentialsx", path) }, CredentialWrong, "escapes"},
		"a device":                   {func(path string) error { return os.Symlink("/dev/zero", path) }, CredentialWrong, "escapes"},
		"others write":               {func(path string) error { return os.Chmod(write(path), 0o602) }, CredentialWrong, "others may write"},
		"a folder that others write": {func(path string) error { write(path); return os.Chmod(filepath.Dir(path), 0o777) }, CredentialWrong, "others may write"},
		"another's":                  {func(path string) error { return chown(write(path)) }, CredentialWrong, "another user's"},
		"another's folder":           {func(path string) error { write(path); return chown(filepath.Dir(path)) }, CredentialWrong, "another user's"},
	} {
		t.Run(name, func(t *testing.T) {
			dir, env := credentials(t, nil)
			path := filepath.Join(dir, "wxops.secret.mall")
			if err := c.make(path); errors.Is(err, errNotRoot) {
				t.Skip(err)
			} else if err != nil {
				t.Fatal(err)
			}
			_, err := env.Get(t.Context(), credentialItem("mall"))
			var p *Problem
			if !errors.As(err, &p) || p.Reason != c.why || !strings.Contains(p.Detail, path) || !strings.Contains(p.Detail, c.said) || strings.Contains(err.Error(), "hunter2") {
				t.Errorf("got %v", err)
			}
		})
	}
}

var errNotRoot = errors.New("only root can give a file away")

func write(path string) string {
	if err := os.WriteFile(path, []byte("hunter2"), 0o600); err != nil {
		panic(err)
	}
	return path
}

func chown(path string) error {
	if os.Geteuid() != 0 {
		return errNotRoot
	}
	return os.Chown(path, 12345, 0)
}

// TestAPodsSecretsAreLinksWithinTheirFolder: a pod exchanges them all at once by one link.
func TestAPodsSecretsAreLinksWithinTheirFolder(t *testing.T) {
	dir, env := credentials(t, nil)
	if err := errors.Join(os.Mkdir(filepath.Join(dir, "..2026_11_26"), 0o755), os.Symlink("..2026_11_26", filepath.Join(dir, "..data")),
		os.Symlink("..data/wxops.secret.mall", filepath.Join(dir, "wxops.secret.mall")), os.Chmod(dir, 0o777|os.ModeSticky)); err != nil {
		t.Fatal(err)
	}
	write(filepath.Join(dir, "..2026_11_26", "wxops.secret.mall"))
	if got, err := env.Get(t.Context(), credentialItem("mall")); err != nil || got != NewSecret("hunter2") {
		t.Errorf("got %v", err)
	}
}

func TestACredentialIsNotOursToRemove(t *testing.T) {
	_, env := credentials(t, map[string]string{"wxops.secret.mall": "c0ffee"})
	var p *Problem
	if err := env.Delete(t.Context(), credentialItem("mall")); !errors.As(err, &p) || p.Reason != SourceReadOnly {
		t.Errorf("got %v", err)
	}
	if err := env.Delete(t.Context(), credentialItem("none")); err != nil {
		t.Errorf("got %v", err)
	}
}
