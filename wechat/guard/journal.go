package guard

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"time"

	"github.com/gofrs/flock"
)

// Journal is the record of resets. It may be used by several goroutines and
// processes at once.
type Journal interface {
	// Ready says why an Append could not be expected to last, nil when it could.
	Ready() error
	// Append returns once the entry would survive a power cut.
	Append(Entry) error
	// Entries gives all entries, oldest first.
	Entries() ([]Entry, error)
}

// FileJournal is a file of JSON lines that only grows. Nothing is kept open
// between two calls.
type FileJournal struct{ path string }

// OpenJournal names the file; it and its folder are made when first needed.
func OpenJournal(path string) *FileJournal { return &FileJournal{path: path} }

// Path gives the file's name.
func (j *FileJournal) Path() string { return j.path }

const (
	room    = 64 << 10        // a reset writes some 10 KiB at most
	waiting = 5 * time.Second // another process holds the file for one write
)

// Ready makes the file if there is none, and proves that the disk has room for
// an intent and its outcome.
func (j *FileJournal) Ready() error {
	f, err := j.open()
	if err != nil {
		return err
	}
	f.Close()
	trial := j.path + ".room"
	defer os.Remove(trial)
	return os.WriteFile(trial, make([]byte, room), 0o600)
}

// Append writes one line at the end of the file. After an error the line may
// or may not be there, whole or torn.
func (j *FileJournal) Append(e Entry) error {
	line, err := e.line()
	if err != nil {
		return fmt.Errorf("write journal entry: %w", err)
	}
	f, err := j.open()
	if err != nil {
		return err
	}
	defer f.Close()
	fresh, err := j.write(f, line)
	if err != nil {
		return err
	}
	if err := f.Sync(); err != nil {
		return err
	}
	if fresh {
		return syncFolders(filepath.Dir(j.path))
	}
	return f.Close()
}

// write puts the line at the end, on a line of its own even when the last one
// is torn. The lock keeps another process from tearing it in between.
func (j *FileJournal) write(f *os.File, line []byte) (fresh bool, err error) {
	ctx, cancel := context.WithTimeout(context.Background(), waiting)
	defer cancel()
	lock := flock.New(j.path + ".lock")
	if _, err := lock.TryLockContext(ctx, 2*time.Millisecond); err != nil {
		return false, fmt.Errorf("wait for %s.lock: %w", j.path, err)
	}
	defer lock.Unlock()
	handOver(j.path + ".lock")

	info, err := f.Stat()
	if err != nil {
		return false, err
	}
	if size := info.Size(); size > 0 {
		var last [1]byte
		if _, err := f.ReadAt(last[:], size-1); err != nil {
			return false, err
		}
		if last[0] != '\n' {
			line = append([]byte{'\n'}, line...)
		}
	}
	_, err = f.Write(line)
	return info.Size() == 0, err
}

// Entries reads the whole file; no file is no entries.
func (j *FileJournal) Entries() ([]Entry, error) {
	entries, _, err := j.read()
	return entries, err
}

// Damaged counts the lines that cannot be read. A process that was killed in
// the middle of a write leaves one; it hides no other line.
func (j *FileJournal) Damaged() (int, error) {
	_, damaged, err := j.read()
	return damaged, err
}

func (j *FileJournal) read() ([]Entry, int, error) {
	if err := checkFile(j.path); err != nil {
		return nil, 0, err
	}
	data, err := os.ReadFile(j.path)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, 0, nil
	}
	if err != nil {
		return nil, 0, err
	}
	entries, damaged := parseLines(data)
	return entries, damaged, nil
}

func (j *FileJournal) open() (*os.File, error) {
	if err := makeFolder(filepath.Dir(j.path)); err != nil {
		return nil, err
	}
	if err := checkFile(j.path); err != nil {
		return nil, err
	}
	f, err := os.OpenFile(j.path, os.O_RDWR|os.O_CREATE|os.O_APPEND|noFollow, 0o600)
	if err == nil {
		handOver(j.path)
	}
	return f, err
}

func makeFolder(dir string) error {
	made := missing(dir)
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return err
	}
	for _, d := range made {
		handOver(d)
	}
	info, err := os.Stat(dir)
	if err != nil {
		return err
	}
	if p := info.Mode(); p.Perm()&0o002 != 0 && p&fs.ModeSticky == 0 && runtime.GOOS != "windows" {
		return fmt.Errorf("%s can be written by every user (mode %04o): expected 0700", dir, p.Perm())
	}
	return nil
}

// missing gives the folders of a path that are not there yet, the outermost first.
func missing(dir string) []string {
	if _, err := os.Lstat(dir); err == nil || dir == filepath.Dir(dir) {
		return nil
	}
	return append(missing(filepath.Dir(dir)), dir)
}

// checkFile refuses a file that another user could have put there or changed.
func checkFile(path string) error {
	info, err := os.Lstat(path)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil
	case err != nil:
		return err
	case info.Mode()&fs.ModeSymlink != 0:
		return fmt.Errorf("%s is a symbolic link: expected a file of its own", path)
	case !info.Mode().IsRegular():
		return fmt.Errorf("%s is not a regular file", path)
	case info.Mode().Perm()&0o022 != 0 && runtime.GOOS != "windows":
		return fmt.Errorf("%s can be written by other users (mode %04o): expected 0600", path, info.Mode().Perm())
	case !ours(info):
		return fmt.Errorf("%s belongs to another user", path)
	}
	return nil
}

// syncFolders makes the name of a new file last, and that of a new folder.
func syncFolders(dir string) error {
	if runtime.GOOS == "windows" {
		return nil // a folder cannot be synced there
	}
	for _, d := range []string{dir, filepath.Dir(dir)} {
		f, err := os.Open(d)
		if err != nil {
			return err
		}
		err = f.Sync()
		f.Close()
		if err != nil {
			return err
		}
	}
	return nil
}
