package keystore

import (
	"context"
	"fmt"
	"time"

	"github.com/gofrs/flock"
)

// lockWait bounds the wait for another wxops that is writing the same file;
// a write takes milliseconds.
const lockWait = 5 * time.Second

// lockFile holds a file beside path against other processes. The file itself
// is replaced by every write, so a lock on it would be lost. The lock of a
// process that dies is freed by the system.
func lockFile(path string) (unlock func(), err error) {
	ctx, cancel := context.WithTimeout(context.Background(), lockWait)
	defer cancel()
	lock := flock.New(path+".lock", flock.SetPermissions(0o600))
	if _, err := lock.TryLockContext(ctx, 5*time.Millisecond); err != nil {
		return nil, fmt.Errorf("lock %s: %w", path, err)
	}
	return func() { lock.Unlock() }, nil
}
