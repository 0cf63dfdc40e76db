package cli

import (
	"bufio"
	"context"
	"errors"
	"io"
	"os"
	"strings"
)

// interruptible is standard input that gives up when the run is interrupted:
// ctrl+c must end a run that waits for a person or for a pipe.
type interruptible struct {
	ctx context.Context
	in  io.Reader
}

func (r interruptible) Read(p []byte) (int, error) {
	type result struct {
		n   int
		err error
	}
	// The reader keeps its own buffer: after an interruption it may still fill it.
	buf, done := make([]byte, len(p)), make(chan result, 1)
	go func() {
		n, err := r.in.Read(buf)
		done <- result{n, err}
	}()
	select {
	case got := <-done:
		return copy(p, buf[:got.n]), got.err
	case <-r.ctx.Done():
		return 0, r.ctx.Err()
	}
}

// readLine reads one line of standard input, without its end. The last line
// may lack one.
func (a *app) readLine() (string, error) {
	if a.lines == nil {
		a.lines = bufio.NewReaderSize(a.stdin, secretMax)
	}
	line, err := a.lines.ReadSlice('\n')
	if errors.Is(err, io.EOF) && len(line) > 0 {
		err = nil
	}
	return strings.TrimRight(string(line), "\r\n"), err
}

// readHiddenFromTTY asks at the terminal that the process was started from,
// whatever standard input is.
func readHiddenFromTTY(ctx context.Context, ask func()) (string, error) {
	tty, err := os.OpenFile("/dev/tty", os.O_RDWR, 0)
	if err != nil {
		return "", errNobodyToAsk
	}
	defer tty.Close()
	return readHidden(ctx, tty, ask)
}
