package ownfile

import (
	"errors"
	"io/fs"
	"os"
	"strconv"

	"golang.org/x/sys/unix"
)

// makeAt makes a team's file under no name, and then gives it one. Not every
// file system has such files.
func makeAt(dir *folder, name, path string, flag int) (*os.File, error) {
	fd, err := unix.Openat(int(dir.Fd()), ".", unix.O_TMPFILE|unix.O_CLOEXEC|flag, 0o600)
	if err != nil {
		return makeBare(dir, name, path, flag)
	}
	f := os.NewFile(uintptr(fd), path)
	if err = f.Chmod(0o660); err == nil {
		err = unix.Linkat(unix.AT_FDCWD, "/proc/self/fd/"+strconv.Itoa(fd), int(dir.Fd()), name, unix.AT_SYMLINK_FOLLOW)
	}
	switch {
	case err == nil:
		return f, nil
	case errors.Is(err, fs.ErrExist):
		f.Close()
		return nil, &fs.PathError{Op: "open", Path: path, Err: err}
	}
	f.Close()
	return makeBare(dir, name, path, flag)
}

// nameFolder gives a new folder its name; one that has it already stays.
func nameFolder(dir *folder, from, to string) error {
	fd := int(dir.Fd())
	err := unix.Renameat2(fd, from, fd, to, unix.RENAME_NOREPLACE)
	if errors.Is(err, unix.EINVAL) { // a file system that cannot
		return unix.Renameat(fd, from, fd, to)
	}
	return err
}
