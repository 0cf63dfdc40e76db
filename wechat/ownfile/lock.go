package ownfile

import (
	"context"
	"errors"
	"fmt"
	"os"
	"time"

	"github.com/gofrs/flock"
)

// ErrHeld is TryLock's answer when another process has the lock.
var ErrHeld = errors.New("held by another process")

// Lock is a lock that the system frees when its process dies. The file stays.
type Lock struct {
	path string
	file *os.File
	lock *flock.Flock
}

// TryLock takes the lock of a file of ours, which is made if need be, or
// gives ErrHeld.
func TryLock(path string) (*Lock, error) { return Space{}.TryLock(path) }

// WaitLock is TryLock that asks again until it has the lock or ctx ends.
func WaitLock(ctx context.Context, path string) (*Lock, error) { return Space{}.WaitLock(ctx, path) }

type try func(*flock.Flock) (bool, error)

var tryOnce try = (*flock.Flock).TryLock

func tryUntil(ctx context.Context) try {
	return func(lock *flock.Flock) (bool, error) { return lock.TryLockContext(ctx, 2*time.Millisecond) }
}

// take locks through the library's own descriptor, which must be of the file
// that was looked at.
func take(path string, r rule, try try) (*Lock, error) {
	f, err := open(path, os.O_RDWR|os.O_CREATE, r)
	if err != nil {
		return nil, err
	}
	lock := flock.New(path, flock.SetFlag(os.O_RDWR|safely), flock.SetPermissions(0o600))
	got, err := try(lock)
	switch {
	case err != nil:
		err = fmt.Errorf("lock %s: %w", path, err)
	case !got:
		err = ErrHeld
	default:
		err = same(path, f, lock)
	}
	if err != nil {
		lock.Close()
		f.Close()
		return nil, err
	}
	return &Lock{path, f, lock}, nil
}

func same(path string, f *os.File, lock *flock.Flock) error {
	looked, err := f.Stat()
	if err != nil {
		return err
	}
	locked, err := lock.Stat()
	if err != nil {
		return err
	}
	if !os.SameFile(looked, locked) {
		return refuse(path, Exchanged, "exchanged while it was opened", "a file of yours")
	}
	return nil
}

// Stands says why the lock keeps nobody out any more, nil when it does: its
// file was deleted or exchanged, or the lock was given back.
func (l *Lock) Stands() error { return Stands(l.path, l.file) }

// Note writes a text into the file for whoever does not get the lock.
func (l *Lock) Note(text []byte) error {
	if err := l.wipe(); err != nil {
		return err
	}
	_, err := l.file.WriteAt(text, 0)
	return err
}

// Unlock wipes the note and frees the lock.
func (l *Lock) Unlock() error {
	_ = l.wipe()
	return errors.Join(l.lock.Unlock(), l.file.Close())
}

// wipe empties the file, unless it has a second name: then what is in it may
// be another file's text. The lock needs no note.
func (l *Lock) wipe() error {
	info, err := l.file.Stat()
	switch {
	case err != nil:
		return err
	case info.Size() == 0:
		return nil
	case names(info) > 1:
		return refuse(l.path, SecondName, "a second name of a file", "a file of its own")
	}
	return l.file.Truncate(0)
}
