package ownfile

import (
	"context"
	"os"
	"path/filepath"
)

// Space says whose the files are that are opened in it. The zero Space is one
// person's: what is made there is 0600, and what is another user's is refused.
type Space struct{ team string }

// Team is the space of a folder in which the members of a group work together,
// and of the folders in it: whichever of them made a file, it is 0660 and the
// group's. The folder itself is never made.
func Team(dir string) Space { return Space{filepath.Clean(dir)} }

// Dir is the team's folder, "" where the space is one person's.
func (s Space) Dir() string { return s.team }

func (s Space) rule() rule {
	if s.team == "" {
		return common
	}
	return rule{team: s.team}
}

// Check says why a folder cannot be worked in, nil when it can. Nothing is made.
func (s Space) Check(dir string) error {
	f, err := openFolder(dir, false, s.rule())
	if err != nil {
		return err
	}
	return f.Close()
}

// Open opens a file of ours. With os.O_CREATE its folder and the file are made
// if need be: one person's 0700 and 0600, and that user's where root makes them
// in a user's folder. os.O_TRUNC is not obeyed: cut the file once it is open.
func (s Space) Open(path string, flag int) (*os.File, error) { return open(path, flag, s.rule()) }

// Read gives all of a file of ours.
func (s Space) Read(path string) ([]byte, error) {
	f, err := s.Open(path, os.O_RDONLY)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	return readAll(f)
}

// Replace writes a file so that after a crash at any moment the old or the new
// one is there, whole; then it is on disk. One person's is 0600, and whose the
// old one was.
func (s Space) Replace(path string, data []byte) error {
	if s.team == "" {
		return replace(path, data, linked)
	}
	return replace(path, data, s.rule())
}

// Folder makes a folder of ours if it is not there, and looks at it.
func (s Space) Folder(dir string) error {
	f, err := openFolder(dir, true, s.rule())
	if err != nil {
		return err
	}
	return f.Close()
}

// TryLock takes the lock of a file of ours, which is made if need be, or
// gives ErrHeld.
func (s Space) TryLock(path string) (*Lock, error) { return take(path, s.rule(), tryOnce) }

// WaitLock is TryLock that asks again until it has the lock or ctx ends.
func (s Space) WaitLock(ctx context.Context, path string) (*Lock, error) {
	return take(path, s.rule(), tryUntil(ctx))
}
