package history

import (
	"bytes"
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"time"

	"wxops/wechat/meter"
	"wxops/wechat/ownfile"
)

// Store is a folder of readings. It may be used by several goroutines, and by
// several processes at once; nothing is kept open between two calls.
type Store struct {
	dir   string
	files ownfile.Space
	now   func() time.Time

	swept  sync.Once
	mu     sync.Mutex
	places map[meter.Key]*place
}

// Open names the folder; it is made when something is first kept.
func Open(dir string, now func() time.Time) *Store { return OpenIn(ownfile.Space{}, dir, now) }

// OpenIn is Open where a team keeps its readings together.
func OpenIn(files ownfile.Space, dir string, now func() time.Time) *Store {
	return &Store{dir: dir, files: files, now: now, places: map[meter.Key]*place{}}
}

// place is where an account's files are, and what this process knows of them.
type place struct {
	key   meter.Key
	base  string // the path without its end
	files ownfile.Space

	mu     sync.Mutex
	seen   map[string]int64 // the newest of each API that this process has or has given
	file   fs.FileInfo      // today's, as it was read last
	offset int64            // up to where
	retry  int64            // not before this the files are written anew
}

func (s *Store) place(k meter.Key) *place {
	s.mu.Lock()
	defer s.mu.Unlock()
	p := s.places[k]
	if p == nil {
		p = &place{key: k, base: filepath.Join(s.dir, nameOf(k)), files: s.files, seen: map[string]int64{}}
		s.places[k] = p
	}
	return p
}

func (p *place) path(k kind) string { return p.base + "." + string(k) }

func (p *place) header(k kind) header { return header{kind: k, key: p.key} }

// sizeMost is larger than any file of ours: one that is larger is not read. 10,000
// APIs that are read at every refresh need a fifth of it.
const sizeMost = 256 << 20

// sizeOf refuses what is larger.
func sizeOf(f *os.File) (fs.FileInfo, error) {
	info, err := f.Stat()
	if err == nil && info.Size() > sizeMost {
		err = &Error{f.Name(), Huge}
	}
	return info, err
}

// load reads a file into a book; no file is nothing.
func (p *place) load(k kind, b *book) (text []byte, info fs.FileInfo, err error) {
	if _, err := os.Lstat(p.path(k)); errors.Is(err, fs.ErrNotExist) {
		return nil, nil, nil // of most of a thousand accounts, at a tenth of what it costs to look at the folders
	}
	f, err := p.files.Open(p.path(k), os.O_RDONLY)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil, nil
	}
	if err != nil {
		return nil, nil, err
	}
	defer f.Close()
	return p.loadFrom(f, k, b)
}

func (p *place) loadFrom(f *os.File, k kind, b *book) (text []byte, info fs.FileInfo, err error) {
	info, err = sizeOf(f)
	if err != nil {
		return nil, nil, err
	}
	text = make([]byte, info.Size())
	n, err := io.ReadFull(io.NewSectionReader(f, 0, info.Size()), text)
	if err != nil && !errors.Is(err, io.ErrUnexpectedEOF) { // it is shorter now
		return nil, nil, err
	}
	text = text[:n]
	lines := b.lines
	b.read(text)
	return text, info, p.header(k).check(p.path(k), text, func() bool { return b.lines > lines || b.only != nil })
}

// whole is how much of a text is whole lines: the last may be under way.
func whole(text []byte) int64 { return int64(bytes.LastIndexByte(text, '\n') + 1) }

// sweep clears away what writers left that were killed before they could exchange
// a file: a dot, a file of ours, digits. One that is fresh may have a writer.
func (s *Store) sweep() {
	if s.files.Check(s.dir) != nil {
		return // who writes next is told
	}
	entries, err := os.ReadDir(s.dir)
	if err != nil {
		return // nothing is lost by it
	}
	for _, e := range entries {
		end := strings.TrimRight(filepath.Ext(e.Name()), "0123456789")
		if !strings.HasPrefix(e.Name(), ".") || end != ".today" && end != ".week" && end != ".days" {
			continue
		}
		if info, err := e.Info(); err == nil && time.Since(info.ModTime()) > time.Hour {
			_ = os.Remove(filepath.Join(s.dir, e.Name()))
		}
	}
}
