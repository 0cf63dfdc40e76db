package ownfile

import (
	"os"

	"golang.org/x/sys/unix"
)

// unnamed makes a file without a name in the folder; path stands in errors.
// Not every file system has such files.
func unnamed(dir *folder, path string) (*os.File, error) {
	fd, err := unix.Openat(int(dir.Fd()), ".", unix.O_TMPFILE|unix.O_RDWR|unix.O_CLOEXEC, 0o600)
	if err != nil {
		return nameless(dir)
	}
	return os.NewFile(uintptr(fd), path), nil
}
