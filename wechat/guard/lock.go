package guard

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/url"
	"path/filepath"
	"sync"
	"time"

	"wxops/wechat/ownfile"
)

// Locker gives one account's lock to one reset at a time.
type Locker interface {
	// Lock does not wait for another reset: a *RefusedError with RefusedHeld
	// wraps a *HeldError when one has the lock.
	Lock(ctx context.Context, appid string, who Who, now time.Time) (Lease, error)
}

// Lease is a lock that was taken, and that can be lost: its file is deleted,
// or its time is up.
type Lease interface {
	// Alive says why the lock may no longer be held, nil when it is. What it
	// says of a lock that is lost wraps ErrLeaseLost.
	Alive(ctx context.Context) error
	// Release gives the lock back; twice, or when it is lost, does no harm.
	Release(ctx context.Context)
}

// ErrLeaseLost is a Lease's answer when another may have the lock by now.
var ErrLeaseLost = errors.New("the account's lock was taken away")

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
func FileLocks(dir string) Locker { return fileLocks{dir: dir} }

// TeamLocks are the locks of all members of a team.
func TeamLocks(team ownfile.Space, dir string) Locker { return fileLocks{dir, team} }

type fileLocks struct {
	dir   string
	files ownfile.Space
}

func (l fileLocks) Lock(_ context.Context, appid string, who Who, now time.Time) (Lease, error) {
	path := filepath.Join(l.dir, "reset-"+url.PathEscape(appid)+".lock")
	lock, err := l.files.TryLock(path)
	switch {
	case errors.Is(err, ownfile.ErrHeld):
		return nil, refuse(RefusedHeld, l.holder(path))
	case err != nil:
		return nil, refuse(RefusedLock, err)
	}
	// The note is for people only: without it the lock holds all the same.
	if note, err := json.Marshal(HeldError{Who: who, Since: now}); err == nil {
		_ = lock.Note(append(note, '\n'))
	}
	return &fileLease{lock: lock}, nil
}

type fileLease struct {
	lock *ownfile.Lock
	once sync.Once
}

// Alive looks whether the file still stands at its place: another process
// locks what stands there.
func (l *fileLease) Alive(context.Context) error {
	if err := l.lock.Stands(); err != nil {
		return fmt.Errorf("%w: %w", ErrLeaseLost, err)
	}
	return nil
}

func (l *fileLease) Release(context.Context) { l.once.Do(func() { _ = l.lock.Unlock() }) }

func (l fileLocks) holder(path string) *HeldError {
	var held HeldError
	note, err := l.files.Read(path)
	if err != nil || json.Unmarshal(note, &held) != nil {
		return &HeldError{}
	}
	return &held
}

func refuse(why Refusal, cause error) *RefusedError {
	return &RefusedError{Why: why, Detail: cause.Error(), cause: cause}
}
