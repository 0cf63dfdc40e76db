package ownfile

import (
	"crypto/rand"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
)

// Room proves that a file of ours could be written and grow by n bytes: where
// it is, or where it and its folder would be made. It leaves nothing behind.
func Room(path string, n int) error { return Space{}.Room(path, n) }

// Room proves that a file of ours could be written and grow by n bytes.
func (s Space) Room(path string, n int) error {
	f, err := s.Open(path, os.O_RDWR)
	switch {
	case err == nil:
		f.Close()
	case !errors.Is(err, fs.ErrNotExist):
		return err
	}
	dir, err := s.rule().nearest(filepath.Dir(path))
	if err != nil {
		return err
	}
	defer dir.Close()
	trial, err := unnamed(dir, path)
	if err != nil {
		return err
	}
	_, err = trial.Write(make([]byte, n))
	return errors.Join(err, trial.Close())
}

// nearest opens the folder, or the one that it would be made in. The team's own
// is never made.
func (r rule) nearest(dir string) (*folder, error) {
	if r.team == "" {
		return nearest(dir)
	}
	f, err := openFolder(dir, false, r)
	if errors.Is(err, fs.ErrNotExist) {
		return r.nearest(filepath.Dir(dir))
	}
	return f, err
}

func nearest(dir string) (*folder, error) {
	if todo := missing(dir); len(todo) > 0 {
		above := filepath.Dir(todo[0])
		f, err := openDir(above)
		if err != nil {
			return nil, noFolder(err, above)
		}
		return &folder{File: f}, nil
	}
	return openFolder(dir, false, common)
}

// nameless makes a file under a name that nobody can guess, and takes the name
// away again before anything is written.
func nameless(dir *folder) (*os.File, error) {
	name := ".wxops-" + rand.Text()
	path := filepath.Join(dir.Name(), name)
	f, err := openAt(dir, name, path, os.O_RDWR|os.O_CREATE|os.O_EXCL)
	if err != nil {
		return nil, err
	}
	return f, removeOpen(f)
}
