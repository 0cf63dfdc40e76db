package ownfile

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
)

// folder is an open folder: what is opened in it is opened there, whatever
// becomes of its name.
type folder struct {
	*os.File
	info fs.FileInfo
}

// Folder makes a folder of ours if it is not there, 0700, and looks at it.
func Folder(dir string) error { return Space{}.Folder(dir) }

func openFolder(dir string, making bool, r rule) (*folder, error) {
	if r.team != "" {
		return openTeam(dir, making, r.team)
	}
	if err := misled(dir); err != nil {
		return nil, err
	}
	if making {
		if err := makeFolders(dir); err != nil {
			return nil, noFolder(err, dir)
		}
	}
	f, err := openDir(dir)
	if err != nil {
		return nil, noFolder(err, dir)
	}
	info, err := f.Stat()
	if err == nil {
		err = r.lookFolder(dir, info)
	}
	if err != nil {
		f.Close()
		return nil, err
	}
	return &folder{f, info}, nil
}

// noFolder says what stands there, or on the way to it, when that is why the
// system refused.
func noFolder(err error, dir string) error {
	name, lerr := os.Lstat(dir)
	switch above := filepath.Dir(dir); {
	case lerr != nil && above != dir:
		return noFolder(err, above)
	case lerr != nil || name.IsDir():
		return err
	}
	to, serr := os.Stat(dir)
	switch {
	case serr != nil:
		return refuse(dir, Link, "a link to nothing", "a folder")
	case to.IsDir():
		return err
	}
	return refuse(dir, NotAFolder, "not a folder", "a folder")
}

func linkAway(dir string) error {
	return refuse(dir, Link, "a link to a folder of another user", "a folder of yours")
}

// lookFolder judges an open folder. Its name may be a link that leads to what
// belongs to the link's owner, as people keep their dotfiles in a repository;
// a link that somebody else has put there, or that leads root out of a user's
// home, is refused.
func (r rule) lookFolder(dir string, info fs.FileInfo) error {
	name, err := os.Lstat(dir)
	switch {
	case err != nil:
		return err
	case name.Mode()&fs.ModeSymlink != 0 && !mayFollow(name, info):
		return linkAway(dir)
	case name.Mode()&fs.ModeSymlink == 0 && !os.SameFile(name, info):
		return refuse(dir, Exchanged, "exchanged while it was opened", "a folder of yours")
	}
	if err := r.ownedFolder(dir, info); err != nil {
		return err
	}
	if info.Mode()&fs.ModeSticky != 0 && !r.strict {
		return nil // others may make files, and not exchange ours
	}
	return closed(dir, info, r.folder, "0700")
}

// makeFolders makes what is missing of a path, each folder ours, or its
// parent's owner's where root makes it.
func makeFolders(dir string) error {
	for _, d := range missing(dir) {
		if err := os.Mkdir(d, 0o700); err != nil && !errors.Is(err, fs.ErrExist) {
			return err
		}
		if err := handOverFolder(d); err != nil {
			return err
		}
	}
	return nil
}

// missing gives the folders of a path that are not there yet, the outermost
// first. A link to nothing is there: what it names is not ours to make.
func missing(dir string) []string {
	if _, err := os.Lstat(dir); err == nil || dir == filepath.Dir(dir) {
		return nil
	}
	return append(missing(filepath.Dir(dir)), dir)
}

// handOverFolder gives a folder that root has just made to its parent's owner.
func handOverFolder(dir string) error {
	parent, err := os.Stat(filepath.Dir(dir))
	if err != nil {
		return err
	}
	f, err := openDirItself(dir)
	if err != nil {
		return err
	}
	defer f.Close()
	info, err := f.Stat()
	if err != nil {
		return err
	}
	handOver(f, info, parent)
	return nil
}

// SyncFolders makes the name of a new file last, and that of its folder.
func SyncFolders(path string) error { return Space{}.SyncFolders(path) }

// SyncFolders makes the name of a new file last, and that of its folder.
func (s Space) SyncFolders(path string) error {
	dir := filepath.Dir(path)
	for _, d := range []string{dir, filepath.Dir(dir)} {
		f, err := openDir(d)
		if err != nil {
			return err
		}
		err = syncDir(f)
		f.Close()
		if err != nil || d == s.team { // which was there
			return err
		}
	}
	return nil
}
