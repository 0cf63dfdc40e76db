//go:build unix

package watch

import (
	"context"
	"io"
	"os"
	"time"

	"golang.org/x/sys/unix"
)

// looked is how often it is asked whether somebody still reads.
const looked = time.Second

// abandoned waits until nobody reads a pipe any more, or ctx ends; a watch may have
// nothing to say for hours. Of what is no pipe it is not known.
func abandoned(ctx context.Context, w io.Writer) bool {
	f, isFile := w.(*os.File)
	if !isFile {
		return false
	}
	info, err := f.Stat()
	if err != nil || info.Mode()&os.ModeNamedPipe == 0 {
		return false
	}
	pause := time.NewTicker(looked)
	defer pause.Stop()
	for {
		ends := []unix.PollFd{{Fd: int32(f.Fd())}}
		if n, err := unix.Poll(ends, 0); err == nil && n > 0 && ends[0].Revents&unix.POLLERR != 0 {
			return true
		}
		select {
		case <-pause.C:
		case <-ctx.Done():
			return false
		}
	}
}
