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

// FileJournal is a file of JSON lines that only grows. Nothing is kept open
// between two calls.
type FileJournal struct {
	path  string
	files ownfile.Space
	own   string // a file that is read before it, and not written; "": none
}

// OpenJournal names the file; it and its folder are made when first needed.
func OpenJournal(path string) *FileJournal { return &FileJournal{path: path} }

// OpenTeamJournal names the file of a team. What one person's journal holds
// from before there was a team's, at own, counts for that person as well, so that
// no more seems to be left than before.
func OpenTeamJournal(team ownfile.Space, path, own string) *FileJournal {
	return &FileJournal{path: path, files: team, own: own}
}

// Path gives the file's name.
func (j *FileJournal) Path() string { return j.path }

// Team is the folder that it is shared in, "" where it is one user's.
func (j *FileJournal) Team() string { return j.files.Dir() }

const (
	room    = 64 << 10        // a reset writes some 10 KiB at most
	waiting = 5 * time.Second // another process holds the file for one write
)

// Ready proves that the file can be written and that the disk has room for an
// intent and its outcome. It makes nothing: a plan and a dry run ask it, too.
func (j *FileJournal) Ready(context.Context) error {
	if err := j.files.Room(j.lockPath(), 0); err != nil {
		return err
	}
	return j.files.Room(j.path, room)
}

func (j *FileJournal) lockPath() string { return j.path + ".lock" }

// Append writes one line at the end of the file. After an error the line may
// or may not be there, whole or torn.
func (j *FileJournal) Append(ctx context.Context, e Entry) error { return j.append(ctx, e, nil) }

// AppendIf looks and writes under the journal's lock.
func (j *FileJournal) AppendIf(ctx context.Context, e Entry, seen Mark) error {
	return j.append(ctx, e, &seen)
}

func (j *FileJournal) append(ctx context.Context, e Entry, seen *Mark) error {
	line, err := e.line()
	if err != nil {
		return fmt.Errorf("write journal entry: %w", err)
	}
	f, err := j.files.Open(j.path, os.O_RDWR|os.O_CREATE|os.O_APPEND)
	if err != nil {
		return err
	}
	defer f.Close()
	lock, err := j.lock(ctx)
	if err != nil {
		return err
	}
	fresh, err := j.write(ctx, f, line, e.AppID, seen)
	if err == nil && seen != nil {
		err = lock.Stands() // if not, another may have looked and written at the same time
	}
	_ = lock.Unlock()
	if err != nil {
		return err
	}
	return j.last(f, fresh)
}

// lock keeps another process from tearing a line in between, and from writing
// between a look and what follows it.
func (j *FileJournal) lock(ctx context.Context) (*ownfile.Lock, error) {
	ctx, cancel := context.WithTimeout(ctx, waiting)
	defer cancel()
	return j.files.WaitLock(ctx, j.lockPath())
}

// write puts the line at the end, on a line of its own even when the last one
// is torn, unless seen is no longer the account's mark.
func (j *FileJournal) write(ctx context.Context, f *os.File, line []byte, appid string, seen *Mark) (fresh bool, err error) {
	if seen != nil {
		entries, _, err := j.Entries(ctx, Query{AppID: appid})
		if err != nil {
			return false, err
		}
		if MarkOf(entries, appid) != *seen {
			return false, ErrOvertaken
		}
	}
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

// last makes what was written last. What was written to a file that has been
// deleted or exchanged in the meantime is gone.
func (j *FileJournal) last(f *os.File, fresh bool) error {
	if err := f.Sync(); err != nil {
		return err
	}
	if fresh {
		if err := j.files.SyncFolders(j.path); err != nil {
			return err
		}
	}
	return ownfile.Stands(j.path, f)
}

// Entries reads the file line by line; no file is no entries. A process that
// was killed in the middle of a write leaves a damaged line; it hides no other.
func (j *FileJournal) Entries(ctx context.Context, q Query) ([]Entry, int, error) {
	if j.own == "" {
		return entriesOf(ctx, j.files, j.path, q)
	}
	before, damaged, err := entriesOf(ctx, ownfile.Space{}, j.own, q)
	if err != nil {
		return nil, 0, err
	}
	entries, more, err := entriesOf(ctx, j.files, j.path, q)
	if err != nil {
		return nil, 0, err
	}
	return append(before, entries...), damaged + more, nil
}

func entriesOf(ctx context.Context, files ownfile.Space, path string, q Query) ([]Entry, int, error) {
	f, err := files.Open(path, os.O_RDONLY)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, 0, nil
	}
	if err != nil {
		return nil, 0, err
	}
	defer f.Close()
	return readLines(ctx, f, q)
}
