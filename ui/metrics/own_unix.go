//go:build unix

package metrics

import (
	"io/fs"
	"os"
	"syscall"
)

// What the system says of a place that is taken, and of a socket that nobody listens at.
const (
	errInUse   = syscall.EADDRINUSE
	errRefused = syscall.ECONNREFUSED
)

// ours reports whether a file is this user's.
func ours(info fs.FileInfo) bool {
	st, ok := info.Sys().(*syscall.Stat_t)
	return ok && int(st.Uid) == os.Geteuid()
}

// forOwner lets a socket be made with its final mode where the system takes the mode of
// the descriptor for it, as Linux does; elsewhere the one after it must do.
func forOwner(_, _ string, c syscall.RawConn) error {
	return c.Control(func(fd uintptr) { _ = syscall.Fchmod(int(fd), 0o600) })
}
