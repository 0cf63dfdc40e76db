package metrics

import (
	"context"
	"errors"
	"io/fs"
	"net"
	"os"
	"path/filepath"
	"time"
)

// longestSocket is how long the path of a socket may be on every system: macOS has room for 104
// bytes with the last 0, Linux for 108.
const longestSocket = 103

// listenSocket opens a socket for this user alone. A name that begins with @ is a file,
// too: a socket without one has no owner.
func listenSocket(name string) (net.Listener, error) {
	path, err := filepath.Abs(name)
	if name == "" || err != nil {
		return nil, &Error{Why: WrongAddress, Subject: "unix:" + name}
	}
	if len(path) > longestSocket {
		return nil, &Error{Why: LongPath, Subject: path}
	}
	if err := makeRoom(path); err != nil {
		return nil, err
	}
	cfg := net.ListenConfig{Control: forOwner}
	l, err := cfg.Listen(context.Background(), "unix", path)
	if err != nil {
		return nil, &Error{Why: CannotListen, Subject: path, Err: bare(err)}
	}
	if err := os.Chmod(path, 0o600); err != nil {
		_ = l.Close()
		return nil, &Error{Why: CannotListen, Subject: path, Err: bare(err)}
	}
	return l, nil
}

// makeRoom removes the socket that a watch of this user left behind when it was killed.
// Anything else stays, and is refused.
func makeRoom(path string) error {
	info, err := os.Lstat(path)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil
	case err != nil:
		return &Error{Why: CannotListen, Subject: path, Err: bare(err)}
	case info.Mode().Type() != fs.ModeSocket || !ours(info):
		return &Error{Why: NotOurSocket, Subject: path}
	}
	c, err := net.DialTimeout("unix", path, time.Second)
	if err == nil {
		_ = c.Close()
		return &Error{Why: SocketTaken, Subject: path}
	}
	if !errors.Is(err, errRefused) {
		return &Error{Why: SocketTaken, Subject: path, Err: bare(err)}
	}
	if err := os.Remove(path); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return &Error{Why: CannotListen, Subject: path, Err: bare(err)}
	}
	return nil
}
