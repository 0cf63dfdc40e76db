package guard_test

import (
	"os"
	"path/filepath"
	"testing"

	"wxops/wechat/guard"
	"wxops/wechat/guard/guardtest"
)

func TestEveryJournalKeepsTheContract(t *testing.T) {
	for name, store := range map[string]func(*testing.T) func() guard.Journal{
		"file": func(t *testing.T) func() guard.Journal {
			path := filepath.Join(t.TempDir(), "state", "resets.jsonl")
			return func() guard.Journal { return guard.OpenJournal(path) }
		},
		"memory": func(*testing.T) func() guard.Journal {
			var j guard.MemoryJournal
			return func() guard.Journal { return &j }
		},
	} {
		t.Run(name, func(t *testing.T) { guardtest.Journal(t, store) })
	}
}

func TestEveryLockKeepsTheContract(t *testing.T) {
	for name, store := range map[string]func(*testing.T) (func() guard.Locker, func(string)){
		"file": func(t *testing.T) (func() guard.Locker, func(string)) {
			dir := filepath.Join(t.TempDir(), "state")
			return func() guard.Locker { return guard.FileLocks(dir) },
				func(appid string) {
					if err := os.Remove(filepath.Join(dir, "reset-"+appid+".lock")); err != nil {
						t.Error(err)
					}
				}
		},
		"memory": func(*testing.T) (func() guard.Locker, func(string)) {
			var l guard.MemoryLocks
			return func() guard.Locker { return &l }, l.Break
		},
	} {
		t.Run(name, func(t *testing.T) { guardtest.Locks(t, store) })
	}
}
