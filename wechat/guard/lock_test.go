package guard

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestOneHolderAtATime(t *testing.T) {
	for name, l := range map[string]Locker{"file": FileLocks(filepath.Join(t.TempDir(), "state")), "memory": &MemoryLocks{}} {
		t.Run(name, func(t *testing.T) {
			wang := Who{User: "wang", Client: "192.0.2.7", Host: "jump1"}
			unlock, err := l.Lock(appID, wang, noon)
			if err != nil {
				t.Fatal(err)
			}
			_, err = l.Lock(appID, Who{User: "li"}, noon)
			var held *HeldError
			if !isRefused(err, RefusedHeld) || !errors.As(err, &held) || held.Who != wang || !held.Since.Equal(noon) {
				t.Errorf("a second one gets %v; want to hear of wang since noon", err)
			}
			if !strings.Contains(err.Error(), "wang from 192.0.2.7 on jump1 since 2026-07-15T12:00:00+08:00") {
				t.Errorf("it reads %q", err)
			}
			other, err := l.Lock("wxffffffffffffffff", wang, noon)
			if err != nil {
				t.Errorf("another account: %v", err)
			}
			other()
			unlock()
			unlock() // twice does no harm
			again, err := l.Lock(appID, Who{User: "li"}, noon)
			if err != nil {
				t.Fatalf("after unlock: %v", err)
			}
			unlock() // nor does an old one
			if _, err := l.Lock(appID, wang, noon); !isRefused(err, RefusedHeld) {
				t.Errorf("an old unlock freed a new lock: %v", err)
			}
			again()
		})
	}
}

func TestANoteThatCannotBeReadIsNoHolder(t *testing.T) {
	dir := t.TempDir()
	l := FileLocks(dir)
	unlock, err := l.Lock(appID, Who{User: "li"}, noon)
	if err != nil {
		t.Fatal(err)
	}
	defer unlock()
	write(t, filepath.Join(dir, "reset-"+appID+".lock"), "torn {")
	if _, err := l.Lock(appID, Who{}, noon); !isRefused(err, RefusedHeld) || !strings.Contains(err.Error(), "another process") {
		t.Errorf("got %v; want held by another process", err)
	}
}

func TestAnOddAppIDStaysInTheFolder(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "state")
	unlock, err := FileLocks(dir).Lock("../../wx/..", Who{}, noon)
	if err != nil {
		t.Fatal(err)
	}
	defer unlock()
	if files, err := os.ReadDir(dir); err != nil || len(files) != 1 {
		t.Errorf("found %v, %v; want one lock file", files, err)
	}
}

func TestALockFileThatIsALinkIsRefused(t *testing.T) {
	dir := t.TempDir()
	if err := os.Symlink(filepath.Join(dir, "victim"), filepath.Join(dir, "reset-"+appID+".lock")); err != nil {
		t.Fatal(err)
	}
	if _, err := FileLocks(dir).Lock(appID, Who{}, noon); !isRefused(err, RefusedLock) {
		t.Errorf("got %v; want the lock refused", err)
	}
}
