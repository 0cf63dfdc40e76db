//go:build unix

package guard

import (
	"io/fs"
	"os"
	"path/filepath"
	"syscall"
	"testing"
)

// sudo that keeps HOME lets root write into the user's home. What it makes
// there must be the user's, or the user's next reset finds a journal and a lock
// that it may not open.
func TestWhatRootMakesInAUsersHomeIsTheUsers(t *testing.T) {
	if os.Geteuid() != 0 {
		t.Skip("only root can hand files over")
	}
	home := t.TempDir()
	const user, group = 12345, 23456
	if err := os.Chown(home, user, group); err != nil {
		t.Fatal(err)
	}
	state := filepath.Join(home, ".local", "state", "wxops")
	g := newGuard(OpenJournal(filepath.Join(state, "resets.jsonl")), at(noon))
	g.Locks = FileLocks(filepath.Join(state, "locks"))
	if r := mustReset(t, g, &fakeClient{used: 990}, ScopeAll); r.Outcome != OK || r.JournalErr != nil {
		t.Fatalf("%s, %v, %v", r.Outcome, r.Err, r.JournalErr)
	}
	found := 0
	err := filepath.WalkDir(home, func(path string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		found++
		info, err := d.Info()
		if st := info.Sys().(*syscall.Stat_t); err == nil && (st.Uid != user || st.Gid != group) {
			t.Errorf("%s belongs to %d:%d; want %d:%d", path, st.Uid, st.Gid, user, group)
		}
		return err
	})
	if err != nil || found < 7 {
		t.Errorf("found %d files and folders, %v; want the journal and two locks in their folders", found, err)
	}
}
