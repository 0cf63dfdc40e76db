package guard

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"time"

	"wxops/wechat/ownfile"
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

// Ready proves that the file can be written and that the disk has room for an
// intent and its outcome. It makes nothing: a plan and a dry run ask it, too.
func (j *FileJournal) Ready() error { return ownfile.Room(j.path, room) }

// Append writes one line at the end of the file. After an error the line may
// or may not be there, whole or torn.
func (j *FileJournal) Append(e Entry) error {
	line, err := e.line()
	if err != nil {
		return fmt.Errorf("write journal entry: %w", err)
	}
	f, err := ownfile.Open(j.path, os.O_RDWR|os.O_CREATE|os.O_APPEND)
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
		return ownfile.SyncFolders(j.path)
	}
	return f.Close()
}

// write puts the line at the end, on a line of its own even when the last one
// is torn. The lock keeps another process from tearing it in between.
func (j *FileJournal) write(f *os.File, line []byte) (fresh bool, err error) {
	ctx, cancel := context.WithTimeout(context.Background(), waiting)
	defer cancel()
	lock, err := ownfile.WaitLock(ctx, j.path+".lock")
	if err != nil {
		return false, err
	}
	defer lock.Unlock()

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
	data, err := ownfile.Read(j.path)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, 0, nil
	}
	if err != nil {
		return nil, 0, err
	}
	entries, damaged := parseLines(data)
	return entries, damaged, nil
}
