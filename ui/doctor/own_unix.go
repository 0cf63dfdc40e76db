//go:build unix

package doctor

import (
	"io/fs"
	"os"
	"syscall"
)

// ours tells whether a file belongs to the person who runs wxops.
func ours(info fs.FileInfo) bool {
	st, ok := info.Sys().(*syscall.Stat_t)
	return !ok || int(st.Uid) == os.Geteuid()
}
