package rid

import (
	"bytes"
	"errors"
	"io"

	"wxops/wechat/escape"
)

const (
	blockSize = 64 << 10 // bytes; a longer block is cut
	aroundCut = 4 << 10  // bytes on the other side of a cut that are read with a block
	lineHead  = 64       // bytes of a line that show whether it begins an entry of a log
	firstRead = 4 << 10
	mostRead  = 4 * blockSize // at a time, of a text that comes faster than it is looked through
)

// blocks takes a text apart where an entry of a log begins, so that nothing
// that belongs together is torn and nothing else stands beside it. It holds a
// bounded part of the text, and where it cuts does not depend on the reads.
type blocks struct {
	r          io.Reader
	err        error // why there is no more to read
	buf        []byte
	start, end int // what was read and not given yet
	look       int // up to here no entry begins
	before     int // bytes before start that a cut left
}

// block is a part of a text: what is reported lies in raw[from:to], what
// stands around it is there to judge by.
type block struct {
	raw      []byte
	from, to int
}

// next gives the next block; ok is false at the end.
func (b *blocks) next() (_ block, ok bool) {
	for {
		if part, ok := b.complete(); ok || b.err != nil {
			return part, ok
		}
		b.read()
	}
}

// complete gives the next block of what was read; ok is false when it takes
// another read to know where that ends.
func (b *blocks) complete() (_ block, ok bool) {
	if at := b.entry(); at > 0 {
		return b.give(at, at), true
	}
	if b.end-b.start >= blockSize+aroundCut {
		return b.give(b.cut(), b.end), true
	}
	if b.err != nil && b.start < b.end {
		return b.give(b.end, b.end), true
	}
	return block{}, false
}

// batch puts into parts the next block and those that were read with it. They
// hold until the next batch; at the end there is none.
func (b *blocks) batch(parts []block) []block {
	parts = parts[:0]
	for part, ok := b.next(); ok; part, ok = b.complete() {
		parts = append(parts, part)
	}
	return parts
}

// failed is the error that ended the text before its end.
func (b *blocks) failed() error {
	if errors.Is(b.err, io.EOF) {
		return nil
	}
	return b.err
}

// give hands out the text up to at, and shows what follows up to seen.
func (b *blocks) give(at, seen int) block {
	low := b.start - b.before
	out := block{raw: b.buf[low:min(seen, at+aroundCut)], from: b.before, to: at - low}
	b.before = 0
	if at < seen {
		b.before = min(aroundCut, at-b.start)
	}
	b.start = at
	b.look = max(b.look, at)
	return out
}

// read reads once, and makes room before.
func (b *blocks) read() {
	const tries = 100 // of a reader that gives nothing
	low := b.start - b.before
	if b.end == len(b.buf) {
		if held := b.end - low; low == 0 || held > len(b.buf)/2 || len(b.buf) < mostRead {
			grown := make([]byte, max(firstRead, 2*len(b.buf)))
			copy(grown, b.buf[low:b.end])
			b.buf = grown
		} else {
			copy(b.buf, b.buf[low:b.end])
		}
		b.start, b.end, b.look = b.start-low, b.end-low, b.look-low
	}
	for range tries {
		n, err := b.r.Read(b.buf[b.end:])
		b.end += n
		b.err = err
		if n > 0 || err != nil {
			return
		}
	}
	b.err = io.ErrNoProgress
}

// entry is where the next entry of a log begins, or 0 while none is known.
func (b *blocks) entry() int {
	for {
		far := min(b.end, b.start+blockSize)
		n := bytes.IndexByte(b.buf[b.look:far], '\n')
		if n < 0 {
			b.look = far // and not again from the start
			return 0
		}
		at := b.look + n + 1
		head := b.buf[at:min(b.end, at+lineHead)]
		if b.err == nil && len(head) < lineHead && bytes.IndexByte(head, '\n') < 0 {
			return 0
		}
		b.look = at
		if len(head) > 0 && beginsEntry(head, b.buf[b.start]) {
			return at
		}
	}
}

// beginsEntry judges a line by its head: with a clock's time in it, and not
// indented, it begins an entry; so does an object after another one. opened
// is the first byte of the block so far.
func beginsEntry(head []byte, opened byte) bool {
	switch c := head[0]; c {
	case '{':
		return opened == '{'
	case ' ', '\t', '\r', '\n', '"', '\'', '}', ']', ')', '<', '>':
		return false
	}
	if end := bytes.IndexByte(head, '\n'); end >= 0 {
		head = head[:end]
	}
	return hasClock(head)
}

// hasClock looks for hh:mm:ss.
func hasClock(s []byte) bool {
	for i := 2; i+5 < len(s); i++ {
		if s[i] == ':' && s[i+3] == ':' && digits(s[i-2:i]) && digits(s[i+1:i+3]) && digits(s[i+4:i+6]) {
			return true
		}
	}
	return false
}

func digits(s []byte) bool {
	for _, c := range s {
		if !escape.IsDigit(c) {
			return false
		}
	}
	return true
}

// cut is where a block that grows too long ends: at the last line's end in its
// second half, else after a sign that is in the middle of nothing.
func (b *blocks) cut() int {
	half := b.start + blockSize/2
	part := b.buf[half : b.start+blockSize]
	for _, signs := range [...]string{"\n", "}", " ,;"} {
		if n := bytes.LastIndexAny(part, signs); n >= 0 {
			return half + n + 1
		}
	}
	return half + len(part)
}
