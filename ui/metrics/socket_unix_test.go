//go:build unix

package metrics

import (
	"context"
	"errors"
	"io/fs"
	"net"
	"os"
	"path/filepath"
	"syscall"
	"testing"
)

func TestSocketIsForItsOwnerAlone(t *testing.T) {
	old := syscall.Umask(0)
	defer syscall.Umask(old)
	_, m := everything()
	path := filepath.Join(t.TempDir(), "m.sock")
	s, err := m.Listen("unix:" + path)
	if err != nil {
		t.Fatal(err)
	}
	info, err := os.Lstat(path)
	if err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("%v %v", info, err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if err := s.Serve(ctx); err != nil {
		t.Error(err)
	}
	if _, err := os.Lstat(path); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("the socket stays: %v", err)
	}
}

// TestSocketOfAKilledWatchIsTakenOver, and one that answers is not.
func TestSocketOfAKilledWatchIsTakenOver(t *testing.T) {
	_, m := everything()
	path := filepath.Join(t.TempDir(), "m.sock")
	killed, err := net.ListenUnix("unix", &net.UnixAddr{Name: path})
	if err != nil {
		t.Fatal(err)
	}
	_, err = m.Listen("unix:" + path)
	why(t, err, SocketTaken)
	killed.SetUnlinkOnClose(false)
	_ = killed.Close()
	s, err := m.Listen("unix:" + path)
	if err != nil {
		t.Fatal(err)
	}
	if err := s.Close(); err != nil {
		t.Error(err)
	}
}

func TestWhatIsNoSocketStays(t *testing.T) {
	_, m := everything()
	dir := t.TempDir()
	file, link, folder := filepath.Join(dir, "file"), filepath.Join(dir, "link"), filepath.Join(dir, "folder")
	if err := errors.Join(os.WriteFile(file, []byte("kept"), 0o600), os.Symlink(filepath.Join(dir, "nowhere"), link), os.Mkdir(folder, 0o700)); err != nil {
		t.Fatal(err)
	}
	for _, path := range []string{file, link, folder} {
		_, err := m.Listen("unix:" + path)
		why(t, err, NotOurSocket)
		if _, err := os.Lstat(path); err != nil {
			t.Error(err)
		}
	}
}

// TestSocketThatBeginsWithAtIsAFile: an abstract one would be open to all users.
func TestSocketThatBeginsWithAtIsAFile(t *testing.T) {
	t.Chdir(t.TempDir())
	_, m := everything()
	s, err := m.Listen("unix:@wxops")
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	if info, err := os.Lstat("@wxops"); err != nil || info.Mode().Type() != fs.ModeSocket {
		t.Errorf("%v %v", info, err)
	}
}

func TestSocketOfAnotherUserIsRefused(t *testing.T) {
	if os.Geteuid() != 0 {
		t.Skip("only root can give a socket away")
	}
	_, m := everything()
	path := filepath.Join(t.TempDir(), "m.sock")
	l, err := net.ListenUnix("unix", &net.UnixAddr{Name: path})
	if err != nil {
		t.Fatal(err)
	}
	l.SetUnlinkOnClose(false)
	_ = l.Close()
	if err := os.Lchown(path, 12345, 12345); err != nil {
		t.Fatal(err)
	}
	_, err = m.Listen("unix:" + path)
	why(t, err, NotOurSocket)
}
