//go:build unix

package follow

import (
	"context"
	"errors"
	"io"
	"os"
	"path/filepath"
	"syscall"
	"testing"
	"time"

	"go.uber.org/goleak"
)

func TestTheContextEndsAReadThatIsBlocked(t *testing.T) {
	here := goleak.IgnoreCurrent()
	t.Cleanup(func() { goleak.VerifyNone(t, here) })
	path := filepath.Join(t.TempDir(), "pipe")
	if err := syscall.Mkfifo(path, 0o600); err != nil {
		t.Fatal(err)
	}
	pipe, err := os.OpenFile(path, os.O_RDWR, 0) // its own writer: it never ends
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(context.Background())
	log := newSpells(ctx, newStream(ctx, pipe), time.Now, briefly)
	time.AfterFunc(2*briefly, cancel)
	if text, err := io.ReadAll(log); len(text) > 0 || err != nil || log.next() || !errors.Is(log.err, context.Canceled) {
		t.Error(text, err, log.err)
	}
	_ = pipe.Close() // what os.Stdin cannot always do; then the read ends with the process
}
