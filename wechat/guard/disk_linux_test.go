package guard

import (
	"errors"
	"os"
	"path/filepath"
	"syscall"
	"testing"
)

// A true full disk: a file system of 512 KiB, which only root may mount.
func TestAFullDiskRefusesBeforeAnythingIsSent(t *testing.T) {
	if os.Geteuid() != 0 {
		t.Skip("mounting a small tmpfs needs root")
	}
	dir := t.TempDir()
	if err := syscall.Mount("tmpfs", dir, "tmpfs", 0, "size=512k,mode=0700"); err != nil {
		t.Fatal(err)
	}
	defer syscall.Unmount(dir, syscall.MNT_DETACH)
	j := OpenJournal(filepath.Join(dir, "resets.jsonl"))
	g := newGuard(j, at(noon))
	g.Locks = FileLocks(dir)
	c := &fakeClient{used: 990}
	p, err := g.Plan(t.Context(), c, target(ScopeAll), []string{apiPath})
	if err != nil {
		t.Fatal(err)
	}

	fill := filepath.Join(dir, "fill")
	if err := os.WriteFile(fill, make([]byte, 1<<20), 0o600); !errors.Is(err, syscall.ENOSPC) {
		t.Fatalf("filling the disk: %v", err)
	}
	r := g.Reset(t.Context(), c, p)
	if !isRefused(r.Err, RefusedJournal) || !errors.Is(r.Err, syscall.ENOSPC) || r.Outcome != NotSent || len(c.clears) != 0 {
		t.Errorf("full after the plan: %s, %v, sent %v", r.Outcome, r.Err, c.clears)
	}
	if _, err := g.Plan(t.Context(), c, target(ScopeAll), nil); !isRefused(err, RefusedJournal) {
		t.Errorf("full before the plan: %v", err)
	}
	if entries, _, err := j.Entries(t.Context(), Query{}); err != nil || len(entries) != 0 {
		t.Errorf("the journal holds %+v, %v; want nothing", entries, err)
	}

	if err := os.Remove(fill); err != nil {
		t.Fatal(err)
	}
	if r := mustReset(t, g, c, ScopeAll); r.Outcome != OK || r.JournalErr != nil {
		t.Errorf("with room again: %s, %v, %v", r.Outcome, r.Err, r.JournalErr)
	}
}
