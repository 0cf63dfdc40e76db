//go:build unix

package follow

import (
	"os"
	"syscall"
)

// openShared opens what may turn out to be a pipe, and does not wait for its writer.
func openShared(path string) (*os.File, error) {
	return os.OpenFile(path, os.O_RDONLY|syscall.O_NONBLOCK, 0)
}

// unlinked reports whether a file that is open has no name any more.
func unlinked(info os.FileInfo) bool {
	stat, ok := info.Sys().(*syscall.Stat_t)
	return ok && stat.Nlink == 0
}
