//go:build unix && !linux

package ownfile

import (
	"os"

	"golang.org/x/sys/unix"
)

func makeAt(dir *folder, name, path string, flag int) (*os.File, error) {
	return makeBare(dir, name, path, flag)
}

// nameFolder gives a new folder its name.
func nameFolder(dir *folder, from, to string) error {
	fd := int(dir.Fd())
	return unix.Renameat(fd, from, fd, to)
}
