package follow

import (
	"context"
	"errors"
	"io"
	"io/fs"
	"os"
	"time"
)

const (
	// graceReads is how many times nothing may come from a file that another took
	// the place of, before that one is read: its writer has it open for a moment
	// longer.
	graceReads = 2
	patience   = 30 * time.Second // with a writer that goes on with the old file
	mostNext   = 8                // files that took each other's place meanwhile
)

// file is a log file as it grows, and the files that take its place. It is
// looked at again and again, which works on every file system.
//
// A file that is smaller than what was read of it was truncated, and is read
// from its start; what was written and not read before is lost, as it is for
// every reader. One that was truncated and has grown beyond that place between
// two looks cannot be told from one that has only grown, so that its beginning
// is lost, too. Of files that take each other's place between two looks only
// the last is read. Whoever rotates by renaming, and not oftener than it is
// looked, loses nothing.
type file struct {
	path string
	poll time.Duration
	now  func() time.Time
	note func(Notice)

	opened  *os.File
	last    os.FileInfo // its
	at      int64       // so far it was read
	next    []opening   // took its place, one after the other
	fromEnd bool        // the first file was there before, and only what is added to it counts
	looked  time.Time   // at the path, last
	quiet   int         // reads without bytes since the file lost its place
	told    NoticeKind  // that it cannot be read, or is not there; "": it can be
}

func (f *file) more(ctx context.Context, p []byte, wait time.Duration) (int, error) {
	n, err := f.read(p)
	if n > 0 || err != nil {
		return n, err
	}
	timer := time.NewTimer(min(f.poll, wait))
	defer timer.Stop()
	select {
	case <-timer.C:
		return 0, nil
	case <-ctx.Done():
		return 0, ctx.Err()
	}
}

// read gives what is there.
func (f *file) read(p []byte) (int, error) {
	if f.opened == nil && !f.open() {
		return 0, nil
	}
	if f.now().Sub(f.looked) >= f.poll {
		f.queue() // a file that is long in the reading may lose its place twice
	}
	n, err := f.opened.ReadAt(p, f.at)
	f.at += int64(n)
	switch {
	case n > 0:
		f.quiet = 0
		return n, nil
	case err != nil && !errors.Is(err, io.EOF):
		f.fails(err)
		f.letGo() // a handle may be stale where its file is not
		return 0, nil
	}
	return 0, f.turn()
}

// open opens the file, or says once why not.
func (f *file) open() bool {
	opened, info, err := openLog(f.path)
	if err != nil {
		f.fromEnd = f.fromEnd && !errors.Is(err, fs.ErrNotExist)
		f.fails(err)
		return false
	}
	if f.last == nil || !os.SameFile(f.last, info) {
		f.at = 0
	}
	if f.fromEnd {
		f.at, f.fromEnd = info.Size(), false
	}
	f.opened, f.last, f.quiet = opened, info, 0
	return true
}

// opening is a file that was opened.
type opening struct {
	file *os.File
	info os.FileInfo
	at   time.Time
}

// turn looks, at the end of a file, whether it was truncated, replaced or deleted.
func (f *file) turn() error {
	info, err := f.opened.Stat()
	if err != nil {
		f.fails(err)
		f.letGo()
		return nil
	}
	if info.Size() < f.at {
		f.at = 0
		return errBorder
	}
	if f.queue() {
		f.well()
	}
	if len(f.next) == 0 && !unlinked(info) {
		f.quiet = 0
		return nil
	}
	f.quiet++
	late := len(f.next) > 0 && f.now().Sub(f.next[0].at) >= patience
	if f.quiet <= graceReads && !late {
		return nil
	}
	f.letGo()
	f.last, f.at, f.quiet = nil, 0, 0
	if len(f.next) > 0 {
		f.opened, f.last = f.next[0].file, f.next[0].info
		f.next = f.next[1:]
	}
	return errBorder
}

// queue opens the file that has taken the place of the last one, if one has. It
// is false where that is not to be known.
func (f *file) queue() bool {
	f.looked = f.now()
	last := f.last
	if n := len(f.next); n == mostNext {
		return true
	} else if n > 0 {
		last = f.next[n-1].info
	}
	info, err := os.Stat(f.path)
	if err == nil && os.SameFile(info, last) {
		return true
	}
	if err == nil {
		var opened *os.File
		if opened, info, err = openLog(f.path); err == nil {
			f.next = append(f.next, opening{opened, info, f.looked})
			return true
		}
	}
	if !errors.Is(err, fs.ErrNotExist) { // not there: between two files
		f.fails(err)
	}
	return false
}

func (f *file) letGo() {
	if f.opened != nil {
		_ = f.opened.Close()
		f.opened = nil
	}
}

// close lets go of all that is open.
func (f *file) close() {
	f.letGo()
	for _, next := range f.next {
		_ = next.file.Close()
	}
	f.next = nil
}

// fails says once that the file cannot be read, or is not there.
func (f *file) fails(err error) {
	n := Notice{Kind: Unreadable, Log: f.path, Err: err}
	if errors.Is(err, fs.ErrNotExist) {
		n.Kind, n.Err = NotThere, nil
	}
	if f.told != n.Kind {
		f.told = n.Kind
		f.note(n)
	}
}

// well says that a file can be read, where it was said that it cannot.
func (f *file) well() {
	if f.told != "" {
		f.told = ""
		f.note(Notice{Kind: Readable, Log: f.path})
	}
}
