package follow

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
)

// Why something cannot be followed as a file.
var (
	ErrFolder   = errors.New("is a folder")
	ErrNoFile   = errors.New("is a pipe or a device, which can be followed as standard input only")
	ErrDangling = errors.New("is a link to nothing")
	ErrTwice    = errors.New("is named twice")
)

// Check says why the logs cannot be followed: an *Error of one of the Err values. A file that is not there is waited for, and one that cannot be read is
// tried again and again.
func Check(paths []string) error {
	var infos []os.FileInfo
	names := map[string]bool{}
	for _, path := range paths {
		name := filepath.Clean(path)
		info, err := checkOne(path)
		if err == nil && names[name] {
			err = ErrTwice
		}
		for _, other := range infos {
			if info != nil && os.SameFile(other, info) {
				err = ErrTwice
			}
		}
		if err != nil {
			return &Error{path, err}
		}
		names[name] = true
		if info != nil {
			infos = append(infos, info)
		}
	}
	return nil
}

// Error says which log cannot be followed.
type Error struct {
	Path string // as it was given
	Err  error
}

// Error gives path and reason in one line.
func (e *Error) Error() string { return "follow " + e.Path + ": " + e.Err.Error() }

// Unwrap gives the reason.
func (e *Error) Unwrap() error { return e.Err }

// checkOne gives a file's info where there is one.
func checkOne(path string) (os.FileInfo, error) {
	info, err := os.Stat(path)
	if err == nil {
		return info, regular(info)
	}
	if link, lerr := os.Lstat(path); lerr == nil && link.Mode()&fs.ModeSymlink != 0 && errors.Is(err, fs.ErrNotExist) {
		return nil, ErrDangling
	}
	return nil, nil
}

func regular(info os.FileInfo) error {
	switch {
	case info.IsDir():
		return ErrFolder
	case !info.Mode().IsRegular():
		return ErrNoFile
	}
	return nil
}

// openLog opens a file, and nothing else.
func openLog(path string) (*os.File, os.FileInfo, error) {
	opened, err := openShared(path)
	if err != nil {
		return nil, nil, err
	}
	info, err := opened.Stat()
	if err == nil {
		err = regular(info)
	}
	if err != nil {
		_ = opened.Close()
		return nil, nil, &fs.PathError{Op: "open", Path: path, Err: err}
	}
	return opened, info, nil
}
