// Package ownfile opens the files that are wxops's own: journal, locks, log,
// exports, accounts, sealed secrets. A name is not trusted: no link is
// followed unless that is asked for, nothing that is there is cut short, and
// what was opened is looked at on the open file, which cannot be exchanged
// any more. It knows nothing of what stands in a file.
package ownfile

import (
	"bytes"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
)

// Kind says in one word what is wrong with what stands at a name of ours.
type Kind string

// The kinds.
const (
	Link       Kind = "link"        // also one that leads to nothing
	NotAFile   Kind = "not a file"  // a folder, a pipe, a socket, a device
	NotAFolder Kind = "no folder"   // where the folder of a file should be
	Foreign    Kind = "owner"       // another user's
	TooOpen    Kind = "mode"        // others may change it or, of a secret, read it
	Exchanged  Kind = "exchanged"   // by somebody while it was opened
	SecondName Kind = "second name" // a file under a name in a folder that is not its own

	NoTeam     Kind = "no team"     // the team's folder is not there
	NoMember   Kind = "no member"   // we are not in the group of the team's folder
	TeamFolder Kind = "team folder" // others may do too much there, or the group too little
	TeamFile   Kind = "team file"   // likewise, of a file in it
	TeamAbove  Kind = "team above"  // others may exchange the team's folder
)

// Error refuses what stands at a name of ours. Nothing was written or made.
type Error struct {
	Path  string
	Kind  Kind
	Found string
	Want  string
	Group string // of the team, as far as it is known
}

func refuse(path string, kind Kind, found, want string) *Error {
	return &Error{Path: path, Kind: kind, Found: found, Want: want}
}

// Error gives path, finding and expectation in one line.
func (e *Error) Error() string { return e.Path + ": " + e.Detail() }

// Detail is Error without the path.
func (e *Error) Detail() string { return e.Found + ", expected " + e.Want }

// rule is how closed a file and its folder must be.
type rule struct {
	file   fs.FileMode // the permissions that it must not have
	folder fs.FileMode // likewise; a sticky bit excuses the folder, unless strict
	strict bool        // root may not take another user's for its own
	roots  bool        // root's file will do: who could change it can do anything
	team   string      // the folder that a group works in; "": all is one person's
}

// mode is that of a new file.
func (r rule) mode() fs.FileMode {
	if r.team != "" {
		return 0o660
	}
	return 0o600
}

var (
	common = rule{file: 0o022, folder: 0o002}
	secret = rule{file: 0o077, folder: 0o022, strict: true}
	linked = rule{roots: true}
)

// Open opens a file of ours. With os.O_CREATE its folder and the file are made
// if need be, 0700 and 0600; made by root in a user's folder, they are that
// user's. os.O_TRUNC is not obeyed: cut the file once it is open.
func Open(path string, flag int) (*os.File, error) { return Space{}.Open(path, flag) }

// OpenSecret opens a file for reading that nobody but us can have read or
// written.
func OpenSecret(path string) (*os.File, error) { return open(path, os.O_RDONLY, secret) }

// Read gives all of a file of ours.
func Read(path string) ([]byte, error) { return Space{}.Read(path) }

// Stands says why an open file is no longer what stands at its path, nil when
// it is.
func Stands(path string, f *os.File) error {
	opened, err := f.Stat()
	if err != nil {
		return err
	}
	named, err := os.Lstat(path)
	if err != nil {
		return err
	}
	if !os.SameFile(opened, named) {
		return refuse(path, Exchanged, "exchanged while it was open", "a file of yours")
	}
	return nil
}

func readAll(f *os.File) ([]byte, error) {
	info, err := f.Stat()
	if err != nil {
		return nil, err
	}
	var b bytes.Buffer
	b.Grow(int(info.Size()) + bytes.MinRead)
	_, err = b.ReadFrom(f)
	return b.Bytes(), err
}

func open(path string, flag int, r rule) (*os.File, error) {
	making := flag&os.O_CREATE != 0
	dir, err := openFolder(filepath.Dir(path), making, r)
	if err != nil {
		return nil, err
	}
	defer dir.Close()
	// A device may act when it is opened, so it is looked at before, too.
	if info, err := os.Lstat(path); err == nil {
		if err := r.look(path, info, dir.info); err != nil {
			return nil, err
		}
	}
	f, err := r.openAt(dir, filepath.Base(path), path, flag&^os.O_TRUNC)
	if err != nil {
		return nil, r.named(err, path, dir.info)
	}
	info, err := f.Stat()
	if err == nil {
		err = r.look(path, info, dir.info)
	}
	if err != nil {
		f.Close()
		return nil, err
	}
	if making {
		r.settle(f, info, dir.info)
	}
	return f, nil
}

// named says what stands there, when that is why the system refused.
func (r rule) named(err error, path string, folder fs.FileInfo) error {
	info, lerr := os.Lstat(path)
	switch {
	case errors.Is(err, fs.ErrExist) || lerr != nil:
		return err
	case !info.Mode().IsRegular():
		return notAFile(path, info)
	case r.team != "" && errors.Is(err, fs.ErrPermission):
		return teamFile(path, info, folder)
	}
	return err
}

func notAFile(path string, info fs.FileInfo) error {
	if info.Mode()&fs.ModeSymlink != 0 {
		return refuse(path, Link, "a link", "a file")
	}
	return refuse(path, NotAFile, "not a file but "+sortOf(info.Mode()), "a file")
}

func sortOf(mode fs.FileMode) string {
	switch {
	case mode.IsDir():
		return "a folder"
	case mode&fs.ModeNamedPipe != 0:
		return "a pipe"
	case mode&fs.ModeSocket != 0:
		return "a socket"
	}
	return "a device"
}

// look judges a file by what it is, whose, and how open.
func (r rule) look(path string, info, folder fs.FileInfo) error {
	if !info.Mode().IsRegular() {
		return notAFile(path, info)
	}
	if r.team != "" {
		return lookTeamFile(path, info, folder)
	}
	if err := r.owned(path, info, folder); err != nil {
		return err
	}
	return closed(path, info, r.file, "0600")
}
