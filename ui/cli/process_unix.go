//go:build unix

package cli

import (
	"context"
	"errors"
	"os"
	"time"

	"golang.org/x/sys/unix"
	"golang.org/x/term"

	"wxops/ui/cli/shell"
)

// harden keeps the secrets in memory from core files and, where the system
// can, from the other processes of this user. Children inherit the limit. A
// system that refuses loses us nothing else.
func harden() {
	_ = unix.Setrlimit(unix.RLIMIT_CORE, &unix.Rlimit{})
	closeMemory()
}

// comeBack wakes this process after a stop that the system did not carry
// out: it discards SIGTSTP where no shell waits (ssh -t HOST wxops), and Bubble
// Tea would wait for a SIGCONT that never comes. A process that did stop sends
// nothing until somebody has continued it, and then it does no harm.
func comeBack() {
	for range 4 { // Bubble Tea takes up to half a second before it stops
		time.Sleep(500 * time.Millisecond)
		_ = unix.Kill(os.Getpid(), unix.SIGCONT)
	}
}

// readHidden asks, and reads a line from a terminal without echo. When ctx ends it gives
// the terminal back as it was, and leaves no reader behind that would take the
// keys of whoever reads next.
func readHidden(ctx context.Context, terminal *os.File, ask func()) (string, error) {
	fd := int(terminal.Fd())
	before, err := unix.IoctlGetTermios(fd, getTermios)
	if err != nil {
		return "", shell.ErrNobodyToAsk
	}
	hidden := *before
	hidden.Lflag = hidden.Lflag&^unix.ECHO | unix.ICANON | unix.ISIG
	if err := unix.IoctlSetTermios(fd, setTermios, &hidden); err != nil {
		return "", err
	}
	defer func() { _ = unix.IoctlSetTermios(fd, setTermios, before) }()
	ask()
	if err := awaitLine(ctx, fd); err != nil {
		return "", err
	}
	line, err := term.ReadPassword(fd)
	return string(line), err
}

// awaitLine waits for a whole line, which is when a terminal counts as
// readable. A terminal that cannot be asked (macOS's /dev/tty) is not waited for.
func awaitLine(ctx context.Context, fd int) error {
	for ctx.Err() == nil {
		n, err := unix.Poll([]unix.PollFd{{Fd: int32(fd), Events: unix.POLLIN}}, 100)
		if errors.Is(err, unix.EINTR) {
			continue
		}
		if n != 0 || err != nil {
			return nil
		}
	}
	return ctx.Err()
}
