package guard

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestANoteThatCannotBeReadIsNoHolder(t *testing.T) {
	dir := t.TempDir()
	l := FileLocks(dir)
	lease, err := l.Lock(t.Context(), appID, Who{User: "li"}, noon)
	if err != nil {
		t.Fatal(err)
	}
	defer lease.Release(t.Context())
	write(t, filepath.Join(dir, "reset-"+appID+".lock"), "torn {")
	if _, err := l.Lock(t.Context(), appID, Who{}, noon); !isRefused(err, RefusedHeld) || !strings.Contains(err.Error(), "another process") {
		t.Errorf("got %v; want held by another process", err)
	}
}

func TestAnOddAppIDStaysInTheFolder(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "state")
	lease, err := FileLocks(dir).Lock(t.Context(), "../../wx/..", Who{}, noon)
	if err != nil {
		t.Fatal(err)
	}
	defer lease.Release(t.Context())
	if files, err := os.ReadDir(dir); err != nil || len(files) != 1 {
		t.Errorf("found %v, %v; want one lock file", files, err)
	}
}

func TestALockFileThatIsALinkIsRefused(t *testing.T) {
	dir := t.TempDir()
	if err := os.Symlink(filepath.Join(dir, "victim"), filepath.Join(dir, "reset-"+appID+".lock")); err != nil {
		t.Fatal(err)
	}
	if _, err := FileLocks(dir).Lock(t.Context(), appID, Who{}, noon); !isRefused(err, RefusedLock) {
		t.Errorf("got %v; want the lock refused", err)
	}
}

func TestALockWhoseFileIsGoneOrExchangedIsLost(t *testing.T) {
	for name, lose := range map[string]func(path string) error{
		"deleted":        os.Remove,
		"renamed":        func(path string) error { return os.Rename(path, path+".old") },
		"its folder":     func(path string) error { return os.RemoveAll(filepath.Dir(path)) },
		"another's file": func(path string) error { return errors.Join(os.Remove(path), os.WriteFile(path, nil, 0o600)) },
		"a link elsewhere": func(path string) error {
			return errors.Join(os.Rename(path, path+".old"), os.Symlink(path+".old", path))
		},
	} {
		dir := filepath.Join(t.TempDir(), "locks")
		lease, err := FileLocks(dir).Lock(t.Context(), appID, Who{User: "li"}, noon)
		if err != nil {
			t.Fatal(err)
		}
		if err := lose(filepath.Join(dir, "reset-"+appID+".lock")); err != nil {
			t.Fatal(err)
		}
		if err := lease.Alive(t.Context()); !errors.Is(err, ErrLeaseLost) {
			t.Errorf("%s: %v; want the lease lost", name, err)
		}
		lease.Release(t.Context())
	}
}
