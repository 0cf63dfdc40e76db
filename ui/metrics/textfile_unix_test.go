//go:build unix

package metrics

import (
	"os"
	"path/filepath"
	"syscall"
	"testing"
)

// TestTextfileIsReadByNodeExporter, which is another user, whatever a service's umask is.
func TestTextfileIsReadByNodeExporter(t *testing.T) {
	old := syscall.Umask(0o077)
	defer syscall.Umask(old)
	_, m := everything()
	path := filepath.Join(t.TempDir(), "wxops.prom")
	if err := m.WriteTextfile(path); err != nil {
		t.Fatal(err)
	}
	if info, err := os.Stat(path); err != nil || info.Mode() != 0o644 {
		t.Errorf("%v %v", info, err)
	}
}

// TestTextfileFollowsNoLink, neither its own name nor that of the file beside it.
func TestTextfileFollowsNoLink(t *testing.T) {
	_, m := everything()
	dir := t.TempDir()
	kept := filepath.Join(dir, "kept")
	link, path := filepath.Join(dir, "link.prom"), filepath.Join(dir, "wxops.prom")
	for _, name := range []string{link, path + ".tmp"} {
		if err := os.Symlink(kept, name); err != nil {
			t.Fatal(err)
		}
	}
	if err := os.WriteFile(kept, []byte("kept"), 0o600); err != nil {
		t.Fatal(err)
	}
	why(t, m.WriteTextfile(link), NotAPlainFile)
	if err := m.WriteTextfile(path); err != nil {
		t.Error(err)
	}
	if text, err := os.ReadFile(kept); err != nil || string(text) != "kept" {
		t.Errorf("%q %v", text, err)
	}
	if names := left(t, dir); len(names) != 3 {
		t.Errorf("left are %v", names)
	}
}
