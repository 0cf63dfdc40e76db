//go:build !windows

package keystore

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"syscall"
)

// openPrivate opens a file that nobody but us can have written or read. What
// makes it unsafe is looked at on the open file, so that it cannot be
// exchanged in between.
func openPrivate(path string) (f *os.File, unsafe string, err error) {
	dir, err := os.Stat(filepath.Dir(path))
	if err != nil {
		return nil, "", err
	}
	// Who may write in the folder may put another file in its place.
	if unsafe := whyUnsafe(dir, 0o022, 0o700); unsafe != "" {
		return nil, "folder " + unsafe, nil
	}
	// Without O_NONBLOCK, opening a pipe would wait for a writer.
	f, err = os.OpenFile(path, os.O_RDONLY|syscall.O_NOFOLLOW|syscall.O_NONBLOCK, 0)
	if errors.Is(err, syscall.ELOOP) || errors.Is(err, syscall.EMLINK) { // FreeBSD says EMLINK
		return nil, "a link, expected a file", nil
	}
	if err != nil {
		return nil, "", err
	}
	info, err := f.Stat()
	if err == nil {
		if !info.Mode().IsRegular() {
			unsafe = "not a file"
		} else {
			unsafe = whyUnsafe(info, 0o077, 0o600)
		}
	}
	if unsafe != "" || err != nil {
		f.Close()
		return nil, unsafe, err
	}
	return f, "", nil
}

func whyUnsafe(info fs.FileInfo, forbidden, want fs.FileMode) string {
	if stat, ok := info.Sys().(*syscall.Stat_t); ok && int(stat.Uid) != os.Geteuid() {
		return fmt.Sprintf("owner %d, expected %d", stat.Uid, os.Geteuid())
	}
	if mode := info.Mode().Perm(); mode&forbidden != 0 {
		return fmt.Sprintf("mode %04o, expected %04o", mode, want)
	}
	return ""
}
