//go:build unix

package ownfile

import (
	"crypto/rand"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"golang.org/x/sys/unix"
)

// openTeam opens the team's folder, or one in it, which is made if need be.
func openTeam(dir string, making bool, team string) (*folder, error) {
	rel, err := filepath.Rel(team, dir)
	if err != nil || !filepath.IsLocal(rel) {
		return nil, refuse(dir, NotAFolder, "outside "+team, "a folder in it")
	}
	at, err := openTeamItself(team)
	if err != nil || rel == "." {
		return at, err
	}
	for _, name := range strings.Split(rel, string(filepath.Separator)) {
		next, err := openWithin(at, name, making)
		at.Close()
		if err != nil {
			return nil, err
		}
		at = next
	}
	return at, nil
}

// openTeamItself looks before it opens: who is not of the group could not.
func openTeamItself(team string) (*folder, error) {
	named, err := os.Lstat(team)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil, refuse(team, NoTeam, "missing", "the team's folder")
	case err != nil:
		return nil, err
	}
	if err := lookTeam(team, named); err != nil {
		return nil, err
	}
	f, err := openDirItself(team)
	if err != nil {
		return nil, err
	}
	info, err := f.Stat()
	if err == nil && !os.SameFile(named, info) {
		err = refuse(team, Exchanged, "exchanged while it was opened", "the team's folder")
	}
	if err == nil {
		err = lookTeam(team, info)
	}
	if err != nil {
		f.Close()
		return nil, err
	}
	return &folder{f, info}, nil
}

// openWithin opens a folder in an open one.
func openWithin(parent *folder, name string, making bool) (*folder, error) {
	path := filepath.Join(parent.Name(), name)
	fd, err := unix.Openat(int(parent.Fd()), name, unix.O_RDONLY|unix.O_DIRECTORY|unix.O_CLOEXEC|safely, 0)
	switch {
	case errors.Is(err, unix.EINTR):
		return openWithin(parent, name, making)
	case errors.Is(err, fs.ErrNotExist) && making:
		if err := makeWithin(parent, name); err != nil {
			return nil, &fs.PathError{Op: "mkdir", Path: path, Err: err}
		}
		return openWithin(parent, name, false)
	case err != nil:
		if info, lerr := os.Lstat(path); lerr == nil {
			if lerr := lookTeamFolder(path, info, groupOf(parent.info)); lerr != nil {
				return nil, lerr
			}
		}
		return nil, &fs.PathError{Op: "open", Path: path, Err: err}
	}
	f := os.NewFile(uintptr(fd), path)
	info, err := f.Stat()
	if err == nil {
		err = lookTeamFolder(path, info, groupOf(parent.info))
	}
	if err != nil {
		f.Close()
		return nil, err
	}
	return &folder{f, info}, nil
}

// makeWithin makes a folder in the team's. It has its mode before its name, so
// that no other member finds it closed.
func makeWithin(parent *folder, name string) error {
	dir := int(parent.Fd())
	temporary := ".wxops-" + rand.Text()
	if err := unix.Mkdirat(dir, temporary, 0o770); err != nil {
		return err
	}
	err := shareFolder(filepath.Join(parent.Name(), temporary))
	if err == nil {
		err = nameFolder(parent, temporary, name)
	}
	if err == nil {
		return nil
	}
	_ = unix.Unlinkat(dir, temporary, unix.AT_REMOVEDIR)
	if errors.Is(err, fs.ErrExist) {
		return nil // another was first
	}
	return err
}

// shareFolder gives a new folder the mode that the umask took from it. It may
// need none, and then asks for none: systemd's RestrictSUIDSGID forbids to.
func shareFolder(dir string) error {
	f, err := openDirItself(dir)
	if err != nil {
		return err
	}
	defer f.Close()
	info, err := f.Stat()
	if err != nil || info.Mode()&(fs.ModeSetgid|fs.ModePerm) == teamBits {
		return err
	}
	return f.Chmod(teamBits)
}

// settle gives to others what they need of a file that we may have made: the
// group its rights, where a process was killed before it could, and one person's
// file to that person.
func (r rule) settle(f *os.File, info, dir fs.FileInfo) {
	switch {
	case r.team == "":
		handOver(f, info, dir)
	case info.Mode()&0o660 != 0o660 && owner(info) == os.Geteuid():
		_ = f.Chmod(0o660) // who cannot open it will say so
	}
}

// openAt opens a name in a folder. A new file of a team has its mode from the
// moment that it has its name, whatever the umask and whoever is killed.
func (r rule) openAt(dir *folder, name, path string, flag int) (*os.File, error) {
	if r.team == "" || flag&os.O_CREATE == 0 {
		return openAt(dir, name, path, flag)
	}
	for {
		if flag&os.O_EXCL == 0 {
			f, err := openAt(dir, name, path, flag&^os.O_CREATE)
			if !errors.Is(err, fs.ErrNotExist) {
				return f, err
			}
		}
		f, err := makeAt(dir, name, path, flag&^(os.O_CREATE|os.O_EXCL))
		if !errors.Is(err, fs.ErrExist) || flag&os.O_EXCL != 0 {
			return f, err
		}
	}
}

// makeBare makes a file and then gives it its mode.
func makeBare(dir *folder, name, path string, flag int) (*os.File, error) {
	f, err := openAt(dir, name, path, flag|os.O_CREATE|os.O_EXCL)
	if err != nil {
		return nil, err
	}
	if err := f.Chmod(0o660); err != nil {
		f.Close()
		return nil, err
	}
	return f, nil
}
