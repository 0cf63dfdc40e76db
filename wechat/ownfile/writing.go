package ownfile

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"time"
)

// writeWait bounds the wait for another wxops that is writing the same file;
// a write takes milliseconds.
const writeWait = 5 * time.Second

// LockForWriting holds a file beside path against other processes. The file
// itself is replaced by every write, so a lock on it would be lost. The lock of
// a process that dies is freed by the system.
func LockForWriting(path string) (unlock func(), err error) { return Space{}.LockForWriting(path) }

// LockForWriting holds a file beside path against other processes.
func (s Space) LockForWriting(path string) (unlock func(), err error) {
	ctx, cancel := context.WithTimeout(context.Background(), writeWait)
	defer cancel()
	lock, err := s.WaitLock(ctx, path+".lock")
	switch {
	case errors.Is(err, context.DeadlineExceeded):
		return nil, fmt.Errorf("lock %s: another process is writing it", path)
	case err != nil:
		return nil, err
	}
	return func() { _ = lock.Unlock() }, nil
}

// RemoveLeftovers clears away the temporary files of writers that were killed:
// a dot, the name, digits. Call it under the lock, when nobody else writes.
func RemoveLeftovers(path string) {
	dir, base := filepath.Dir(path), filepath.Base(path)
	entries, err := os.ReadDir(dir)
	if err != nil {
		return // nothing is lost by it
	}
	for _, e := range entries {
		if digits, ours := strings.CutPrefix(e.Name(), "."+base); ours && digits != "" && strings.Trim(digits, "0123456789") == "" {
			os.Remove(filepath.Join(dir, e.Name()))
		}
	}
}
