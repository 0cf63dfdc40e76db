package metrics

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
)

// CheckTextfile says what is wrong with the name of a text file; its error is an *Error.
func CheckTextfile(path string) error {
	if filepath.Ext(path) != ".prom" {
		return &Error{Why: NoPromFile, Subject: path} // node_exporter reads no other
	}
	info, err := os.Lstat(path)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil
	case err != nil:
		return &Error{Why: CannotWrite, Subject: path, Err: bare(err)}
	case !info.Mode().IsRegular():
		return &Error{Why: NotAPlainFile, Subject: path}
	}
	return nil
}

// WriteTextfile writes what a scrape would be answered, for the textfile collector of
// node_exporter: to a file beside path first, so that nobody reads a half. Its error is an
// *Error, and leaves the old file as it was and no other.
//
// https://github.com/prometheus/node_exporter#textfile-collector
func (m *Metrics) WriteTextfile(path string) error {
	if err := CheckTextfile(path); err != nil {
		return err
	}
	if err := replace(path, m.text()); err != nil {
		return &Error{Why: CannotWrite, Subject: path, Err: bare(err)}
	}
	return nil
}

// replace puts a file in the place of another.
func replace(path string, text []byte) (err error) {
	beside := path + ".tmp"
	_ = os.Remove(beside) // of a writer that was killed; a link goes, not what it leads to
	f, err := os.OpenFile(beside, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o644)
	if err != nil {
		return err
	}
	defer func() {
		if err != nil {
			_ = os.Remove(beside)
		}
	}()
	_, err = f.Write(text)
	// node_exporter is another user, and a service's umask may keep it out.
	if err = errors.Join(err, f.Chmod(0o644), f.Close()); err != nil {
		return err
	}
	return os.Rename(beside, path)
}

// KeepTextfile writes the file at the end of each sweep until the context ends. A watch that
// is stuck writes none, so that the file's age tells. told hears the first of errors that
// are alike, and nil when it can be written again.
func (m *Metrics) KeepTextfile(ctx context.Context, path string, told func(error)) {
	last := ""
	for {
		select {
		case <-ctx.Done():
			return
		case <-m.sweeps:
		}
		err, now := m.WriteTextfile(path), ""
		if err != nil {
			now = err.Error()
		}
		if now != last {
			last = now
			told(err)
		}
	}
}
