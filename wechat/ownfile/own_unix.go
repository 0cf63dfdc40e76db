//go:build unix

package ownfile

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"syscall"

	"golang.org/x/sys/unix"
)

// safely: no link is followed, a pipe is not waited for, a terminal does not
// become ours.
const safely = unix.O_NOFOLLOW | unix.O_NONBLOCK | unix.O_NOCTTY

// openAt opens a name in an open folder.
func openAt(dir *folder, name, path string, flag int) (*os.File, error) {
	for {
		fd, err := unix.Openat(int(dir.Fd()), name, flag|safely|unix.O_CLOEXEC, 0o600)
		switch {
		case errors.Is(err, unix.EINTR):
		case err != nil:
			return nil, &fs.PathError{Op: "open", Path: path, Err: err}
		default:
			return os.NewFile(uintptr(fd), path), nil
		}
	}
}

func openDir(dir string) (*os.File, error) {
	return os.OpenFile(dir, os.O_RDONLY|unix.O_DIRECTORY|unix.O_NONBLOCK, 0)
}

// openDirItself is openDir that follows no link.
func openDirItself(dir string) (*os.File, error) {
	return os.OpenFile(dir, os.O_RDONLY|unix.O_DIRECTORY|safely, 0)
}

func syncDir(dir *os.File) error { return dir.Sync() }

func removeOpen(f *os.File) error { return os.Remove(f.Name()) }

func stat(info fs.FileInfo) *syscall.Stat_t {
	st, ok := info.Sys().(*syscall.Stat_t)
	if !ok {
		panic("ownfile: a system without owners")
	}
	return st
}

func owner(info fs.FileInfo) int { return int(stat(info).Uid) }

func names(info fs.FileInfo) uint64 { return uint64(stat(info).Nlink) }

// owned refuses another user's file. Root, in a user's home by sudo, works on
// that user's files, and on root's only under their one name: a user can give
// them a second one at home, and cannot take the first away.
func (r rule) owned(path string, info, folder fs.FileInfo) error {
	me, its, home := os.Geteuid(), owner(info), owner(folder)
	switch {
	case its == me && (me != 0 || home == 0 || stat(info).Nlink == 1):
		return nil
	case its == me:
		return refuse(path, SecondName, "a second name of root's file", "a file of its own")
	case r.roots && its == 0, me == 0 && its == home && !r.strict:
		return nil
	case me == 0 && home != 0 && !r.strict:
		me = home
	}
	return refuse(path, Foreign, fmt.Sprintf("owner %d", its), fmt.Sprint(me))
}

// ownedFolder refuses another user's folder: who owns it can put any file
// there. Root may work in it, but not keep a secret.
func (r rule) ownedFolder(dir string, info fs.FileInfo) error {
	me, its := os.Geteuid(), owner(info)
	if its == me || !r.strict && (me == 0 || its == 0) {
		return nil
	}
	return refuse(dir, Foreign, fmt.Sprintf("owner %d", its), fmt.Sprint(me))
}

// mayFollow: a link counts for what it leads to when it is ours or root's. A
// user's link leads root to that user's things only.
func mayFollow(link, to fs.FileInfo) bool {
	me, by := os.Geteuid(), owner(link)
	return by == 0 || me == 0 && by == owner(to) || me != 0 && by == me
}

// misled finds a link on the way that leads root out of what belongs to the
// link's owner. Others can be led no further than they may go themselves.
func misled(dir string) error {
	if os.Geteuid() != 0 {
		return nil
	}
	for at := filepath.Clean(dir); at != filepath.Dir(at); at = filepath.Dir(at) {
		name, err := os.Lstat(at)
		if err != nil || name.Mode()&fs.ModeSymlink == 0 {
			continue
		}
		if to, err := os.Stat(at); err == nil && !mayFollow(name, to) {
			return linkAway(at)
		}
	}
	return nil
}

func closed(path string, info fs.FileInfo, forbidden fs.FileMode, want string) error {
	if mode := info.Mode().Perm(); mode&forbidden != 0 {
		return refuse(path, TooOpen, fmt.Sprintf("mode %04o", mode), want)
	}
	return nil
}

// handOver gives what root has made in a user's folder to that user, who could
// not go on without it. It is for the person's convenience: where it cannot
// be, root's own work goes on.
func handOver(f *os.File, info, home fs.FileInfo) {
	if os.Geteuid() != 0 || owner(info) != 0 || owner(home) == 0 {
		return
	}
	if info.IsDir() || stat(info).Nlink == 1 {
		_ = f.Chown(owner(home), int(stat(home).Gid))
	}
}
