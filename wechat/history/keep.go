package history

import (
	"errors"
	"io"
	"os"

	"wxops/wechat"
	"wxops/wechat/meter"
)

// startMost is longer than any first line that we write.
const startMost = 1024

// pathMost bounds the text of an API's path.
const pathMost = 1024

// Keep adds readings of an account to today's file, in one write. It is not
// synced: a power cut may cost what was read last. After an error the file is
// as it was.
func (s *Store) Keep(k meter.Key, readings []wechat.Quota) error {
	p := s.place(k)
	lines := p.lines(readings)
	if len(lines) == 0 {
		return nil
	}
	s.swept.Do(s.sweep)
	unlock, err := p.lock()
	if err != nil {
		return err
	}
	defer unlock()
	return p.keep(lines, s.now().Unix())
}

// lines are the readings as the file has them, noted as known here.
func (p *place) lines(readings []wechat.Quota) []byte {
	p.mu.Lock()
	defer p.mu.Unlock()
	lines := make([]byte, 0, 96*len(readings))
	for _, q := range readings {
		r := readingOf(q)
		if r.at < 1e9 || r.at >= 1e10 || q.Path == "" || len(q.Path) > pathMost {
			continue // it could not be read back
		}
		lines = r.append(lines, q.Path)
		p.seen[q.Path] = max(p.seen[q.Path], r.at)
	}
	return lines
}

// lock keeps another process from writing the account's files at the same time.
func (p *place) lock() (unlock func(), err error) { return p.files.LockForWriting(p.base) }

// keep writes under the lock, and makes the files small again when that is due.
func (p *place) keep(lines []byte, now int64) error {
	f, err := p.files.Open(p.path(today), os.O_RDWR|os.O_CREATE|os.O_APPEND)
	if err != nil {
		return err
	}
	defer f.Close()
	h, size, err := p.opened(f, today, dayOf(now))
	if err != nil {
		return err
	}
	if err := p.append(f, h, size, lines); err != nil || !p.due(h, size, now) {
		return err
	}
	return p.rewrite(f, now)
}

// opened looks at an open file that is to be written: its first line, and its size.
func (p *place) opened(f *os.File, k kind, day int64) (h header, size int64, err error) {
	info, err := sizeOf(f)
	if err != nil {
		return h, 0, err
	}
	size = info.Size()
	start := make([]byte, startMost)
	n, err := f.ReadAt(start, 0)
	if err != nil && !errors.Is(err, io.EOF) {
		return h, size, err
	}
	if found, ok := parseHeader(first(start[:n])); ok {
		return found, size, p.header(k).check(f.Name(), start[:n], nil)
	}
	h = p.header(k)
	if size == 0 {
		h.version, h.day = version, day
		return h, size, nil
	}
	// Its first line is damaged: the others say whether it is ours, and it is due
	// to be written anew.
	_, _, err = p.loadFrom(f, k, newBook(0))
	return h, size, err
}

// append puts lines at the end, on a line of their own even when the last one is
// torn, and takes them away again when they do not fit.
func (p *place) append(f *os.File, h header, size int64, lines []byte) error {
	switch {
	case size == 0:
		lines = append(h.append(nil), lines...)
	case !endsLine(f, size):
		lines = append([]byte{'\n'}, lines...)
	}
	if _, err := f.Write(lines); err != nil {
		return errors.Join(err, f.Truncate(size))
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.file != nil && p.offset == size && h.kind == today {
		if info, err := f.Stat(); err == nil && os.SameFile(info, p.file) {
			p.offset += int64(len(lines)) // none of it is news
		}
	}
	return nil
}

func endsLine(f *os.File, size int64) bool {
	var last [1]byte
	_, err := f.ReadAt(last[:], size-1)
	return err != nil || last[0] == '\n'
}
