//go:build unix

package watch

import "golang.org/x/sys/unix"

// isGiven reports whether a descriptor is a file, a pipe or the like that whoever started
// this process has opened. Go's own, to wait for the network, are of no type.
func isGiven(fd int) bool {
	var stat unix.Stat_t
	if unix.Fstat(fd, &stat) != nil {
		return false
	}
	switch stat.Mode & unix.S_IFMT {
	case unix.S_IFREG, unix.S_IFIFO, unix.S_IFSOCK, unix.S_IFCHR:
		return true
	}
	return false
}
