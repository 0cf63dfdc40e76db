package guard_test

import (
	"os"
	"path/filepath"
	"testing"

	"wxops/wechat/guard"
	"wxops/wechat/guard/guardtest"
	"wxops/wechat/ownfile"
	"wxops/wechat/ownfile/ownfiletest"
)

func TestEveryJournalKeepsTheContract(t *testing.T) {
	for name, store := range map[string]func(*testing.T) func() guard.Journal{
		"file": func(t *testing.T) func() guard.Journal {
			path := filepath.Join(t.TempDir(), "state", "resets.jsonl")
			return func() guard.Journal { return guard.OpenJournal(path) }
		},
		"team": func(t *testing.T) func() guard.Journal {
			dir := ownfiletest.Team(t)
			return func() guard.Journal {
				return guard.OpenTeamJournal(ownfile.Team(dir), filepath.Join(dir, "resets.jsonl"), filepath.Join(dir, "none"))
			}
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
			return func() guard.Locker { return guard.FileLocks(dir) }, remove(t, dir)
		},
		"team": func(t *testing.T) (func() guard.Locker, func(string)) {
			dir := filepath.Join(ownfiletest.Team(t), "locks")
			return func() guard.Locker { return guard.TeamLocks(ownfile.Team(filepath.Dir(dir)), dir) }, remove(t, dir)
		},
		"memory": func(*testing.T) (func() guard.Locker, func(string)) {
			var l guard.MemoryLocks
			return func() guard.Locker { return &l }, l.Break
		},
	} {
		t.Run(name, func(t *testing.T) { guardtest.Locks(t, store) })
	}
}

// remove takes away the file of an account's lock.
func remove(t *testing.T, dir string) func(appid string) {
	return func(appid string) {
		if err := os.Remove(filepath.Join(dir, "reset-"+appid+".lock")); err != nil {
			t.Error(err)
		}
	}
}
