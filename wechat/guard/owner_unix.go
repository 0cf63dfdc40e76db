//go:build unix

package guard

import (
	"io/fs"
	"os"
	"path/filepath"
	"syscall"
)

const noFollow = syscall.O_NOFOLLOW

// ours says whether the file belongs to this user. Root, in a user's home by
// sudo, writes that user's journal.
func ours(info fs.FileInfo) bool {
	st, ok := info.Sys().(*syscall.Stat_t)
	return !ok || int(st.Uid) == os.Geteuid() || os.Geteuid() == 0
}

// handOver gives what root has just made in another user's folder to that
// user, who could not reset a quota again without it. It is done for the
// person's convenience: where it cannot be, root's own reset goes on. Opened
// without following links, and with one name only, the file is no other's.
func handOver(path string) {
	if os.Geteuid() != 0 {
		return
	}
	f, err := os.OpenFile(path, os.O_RDONLY|noFollow|syscall.O_NONBLOCK, 0)
	if err != nil {
		return
	}
	defer f.Close()
	info, err := f.Stat()
	if err != nil {
		return
	}
	folder, err := os.Stat(filepath.Dir(path))
	if err != nil {
		return
	}
	made, ok := info.Sys().(*syscall.Stat_t)
	home, known := folder.Sys().(*syscall.Stat_t)
	if ok && known && made.Uid == 0 && home.Uid != 0 && (info.IsDir() || made.Nlink == 1) {
		_ = f.Chown(int(home.Uid), int(home.Gid))
	}
}
