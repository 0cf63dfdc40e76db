package guard

import (
	"encoding/json"
	"errors"
	"net/url"
	"path/filepath"
	"sync"
	"time"

	"wxops/wechat/ownfile"
)

// Locker gives one account's lock to one reset at a time.
type Locker interface {
	// Lock does not wait: a *RefusedError with RefusedHeld wraps a *HeldError
	// when another reset has the lock.
	Lock(appid string, who Who, now time.Time) (unlock func(), err error)
}

// HeldError says who holds an account's lock; its fields are empty when the
// holder left no note.
type HeldError struct {
	Who   Who       `json:"who"`
	Since time.Time `json:"since"`
}

// Error gives the holder in one line.
func (e *HeldError) Error() string {
	if e.Since.IsZero() {
		return "held by another process"
	}
	return "held by " + e.Who.String() + " since " + e.Since.Format(time.RFC3339)
}

// FileLocks locks through files in dir, for all processes that use the same
// dir: those of one user. The system frees the lock of a process that dies.
func FileLocks(dir string) Locker { return fileLocks{dir} }

type fileLocks struct{ dir string }

func (l fileLocks) Lock(appid string, who Who, now time.Time) (func(), error) {
	path := filepath.Join(l.dir, "reset-"+url.PathEscape(appid)+".lock")
	lock, err := ownfile.TryLock(path)
	switch {
	case errors.Is(err, ownfile.ErrHeld):
		return nil, refuse(RefusedHeld, readHolder(path))
	case err != nil:
		return nil, refuse(RefusedLock, err)
	}
	// The note is for people only: without it the lock holds all the same.
	if note, err := json.Marshal(HeldError{Who: who, Since: now}); err == nil {
		_ = lock.Note(append(note, '\n'))
	}
	return sync.OnceFunc(func() { _ = lock.Unlock() }), nil
}

func readHolder(path string) *HeldError {
	var held HeldError
	note, err := ownfile.Read(path)
	if err != nil || json.Unmarshal(note, &held) != nil {
		return &HeldError{}
	}
	return &held
}

func refuse(why Refusal, cause error) *RefusedError {
	return &RefusedError{Why: why, Detail: cause.Error(), cause: cause}
}
