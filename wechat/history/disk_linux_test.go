package history

import (
	"bytes"
	"errors"
	"os"
	"path/filepath"
	"syscall"
	"testing"

	"wxops/wechat"
)

// TestAFullDiskLeavesTheFilesAsTheyWere: a true one, a file system of 128 KiB,
// which only root may mount.
func TestAFullDiskLeavesTheFilesAsTheyWere(t *testing.T) {
	if os.Geteuid() != 0 {
		t.Skip("mounting a small tmpfs needs root")
	}
	dir := t.TempDir()
	if err := syscall.Mount("tmpfs", dir, "tmpfs", 0, "size=128k,mode=0700"); err != nil {
		t.Fatal(err)
	}
	defer syscall.Unmount(dir, syscall.MNT_DETACH)
	clock := &hand{noon}
	s := Open(filepath.Join(dir, "history"), clock.now)
	keep(t, s, mall, quota(send, noon, 100, 1))
	path := s.place(mall).path(today)
	fill := filepath.Join(dir, "fill")
	if err := os.WriteFile(fill, make([]byte, 1<<20), 0o600); !errors.Is(err, syscall.ENOSPC) {
		t.Fatalf("filling the disk: %v", err)
	}
	for range 80 { // what is left of the last block is used first
		before, _ := os.ReadFile(path)
		err := s.Keep(mall, []wechat.Quota{quota(send, noon, 100, 1), quota(code, noon, 100, 1)})
		after, _ := os.ReadFile(path)
		if err != nil && !bytes.Equal(before, after) || err == nil && len(after) <= len(before) {
			t.Fatalf("%v; it went from %d to %d bytes", err, len(before), len(after))
		}
		if err != nil && !errors.Is(err, syscall.ENOSPC) {
			t.Fatal(err)
		}
	}
	before, _ := os.ReadFile(path)
	clock.at = noon.AddDate(0, 0, 1) // the day cannot be moved
	if err := s.Keep(mall, []wechat.Quota{quota(send, clock.at, 100, 1)}); !errors.Is(err, syscall.ENOSPC) {
		t.Errorf("on a full disk: %v", err)
	}
	if past := recall(t, s, mall, noon); past[send].Last.Daily == nil {
		t.Errorf("%+v", past)
	}
	if after, _ := os.ReadFile(path); !bytes.Equal(before, after) {
		t.Error("the file has changed")
	}
	if err := os.Remove(fill); err != nil {
		t.Fatal(err)
	}
	keep(t, s, mall, quota(send, clock.at, 100, 2))
	if days, err := s.Days(mall, clock.at); err != nil || len(days[send]) != 1 {
		t.Errorf("with room again: %v, %v", days, err)
	}
}
