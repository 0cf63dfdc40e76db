//go:build unix

package ownfile

import (
	"fmt"
	"os"
	"path/filepath"

	"github.com/google/renameio/v2"
)

// Replace writes a file so that after a crash at any moment the old or the new
// one is there, whole; then it is on disk, 0600, and whose the old one was.
func Replace(path string, data []byte) error { return Space{}.Replace(path, data) }

func replace(path string, data []byte, r rule) error {
	dir, err := openFolder(filepath.Dir(path), r.team != "", r)
	if err != nil {
		return err
	}
	defer dir.Close()
	if err := replaceIn(dir, path, data, r); err != nil {
		return fmt.Errorf("write %s: %w", path, err)
	}
	// The new name is on disk only once its directory is.
	if err := dir.Sync(); err != nil {
		return fmt.Errorf("sync %s: %w", dir.Name(), err)
	}
	return nil
}

func replaceIn(dir *folder, path string, data []byte, r rule) error {
	root, err := os.OpenRoot(dir.Name())
	if err != nil {
		return err
	}
	defer root.Close()
	if info, err := root.Stat("."); err != nil || !os.SameFile(info, dir.info) {
		return refuse(dir.Name(), Exchanged, "exchanged while it was opened", "a folder of yours")
	}
	f, err := renameio.NewPendingFile(filepath.Base(path), renameio.WithRoot(root), renameio.WithStaticPermissions(r.mode()))
	if err != nil {
		return err
	}
	defer f.Cleanup()
	if _, err := f.Write(data); err != nil {
		return err
	}
	if r.team == "" {
		if err := keepOwner(f.File, root, dir, filepath.Base(path)); err != nil {
			return err
		}
	}
	return f.CloseAtomicallyReplace()
}

// keepOwner gives the new file to the owner of the old one, or of the folder:
// under sudo, it would become root's, and the user could not read it again.
func keepOwner(f *os.File, root *os.Root, dir *folder, name string) error {
	info, err := f.Stat()
	if err != nil {
		return err
	}
	old, err := root.Lstat(name)
	if err != nil {
		handOver(f, info, dir.info)
		return nil
	}
	if owner(old) == os.Geteuid() {
		return nil
	}
	return f.Chown(owner(old), int(stat(old).Gid))
}
