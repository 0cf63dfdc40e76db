// Package entries takes a log apart where an entry of it begins, and any other
// text into parts of a bounded size. What the parts say is not looked at.
package entries

import (
	"bytes"
	"errors"
	"io"

	"wxops/wechat/escape"
)

// Bounds of a text's parts, and of reading it, in bytes.
const (
	Longest   = 64 << 10 // of a part; a longer one is cut
	Around    = 4 << 10  // on the other side of a cut, shown with a part
	FirstRead = 4 << 10  // the most that is asked for at first

	mostRead = 4 * Longest // at a time, of a text that comes faster than it is looked through
	lineHead = 64          // of a line, which show whether it begins an entry
)

// Reader takes a text apart where an entry of a log begins, so that nothing
// that belongs together is torn and nothing else stands beside it. It holds a
// bounded part of the text, and where it cuts does not depend on the reads.
type Reader struct {
	from       io.Reader
	err        error // why there is no more to read
	buf        []byte
	start, end int // what was read and not given yet
	look       int // up to here no entry begins
	before     int // bytes before start that a cut left
}

// NewReader takes apart what r gives. It reads on only when the next part is
// asked for.
func NewReader(r io.Reader) *Reader { return &Reader{from: r} }

// Of takes apart a text that is at hand.
func Of(text string) *Reader {
	return &Reader{buf: []byte(text), end: len(text), err: io.EOF}
}

// Part is a part of a text: it is Raw[From:To], and what stands around it is
// there to judge it by. Raw holds until the Reader reads on.
type Part struct {
	Raw      []byte
	From, To int
}

// Next gives the next part; ok is false at the end.
func (r *Reader) Next() (_ Part, ok bool) {
	for {
		if part, ok := r.complete(); ok || r.err != nil {
			return part, ok
		}
		r.read()
	}
}

// complete gives the next part of what was read; ok is false when it takes
// another read to know where that ends.
func (r *Reader) complete() (_ Part, ok bool) {
	if at := r.entry(); at > 0 {
		return r.give(at, at), true
	}
	if r.end-r.start >= Longest+Around {
		return r.give(r.cut(), r.end), true
	}
	if r.err != nil && r.start < r.end {
		return r.give(r.end, r.end), true
	}
	return Part{}, false
}

// Batch puts into parts the next part and those that were read with it, in
// place of what they held; at the end there is none.
func (r *Reader) Batch(parts []Part) []Part {
	parts = parts[:0]
	for part, ok := r.Next(); ok; part, ok = r.complete() {
		parts = append(parts, part)
	}
	return parts
}

// Err is the error that ended the text before its end.
func (r *Reader) Err() error {
	if errors.Is(r.err, io.EOF) {
		return nil
	}
	return r.err
}

// give hands out the text up to at, and shows what follows up to seen.
func (r *Reader) give(at, seen int) Part {
	low := r.start - r.before
	out := Part{Raw: r.buf[low:min(seen, at+Around)], From: r.before, To: at - low}
	r.before = 0
	if at < seen {
		r.before = min(Around, at-r.start)
	}
	r.start = at
	r.look = max(r.look, at)
	return out
}

// read reads once, and makes room before.
func (r *Reader) read() {
	const tries = 100 // of a reader that gives nothing
	low := r.start - r.before
	if r.end == len(r.buf) {
		if held := r.end - low; low == 0 || held > len(r.buf)/2 || len(r.buf) < mostRead {
			grown := make([]byte, max(FirstRead, 2*len(r.buf)))
			copy(grown, r.buf[low:r.end])
			r.buf = grown
		} else {
			copy(r.buf, r.buf[low:r.end])
		}
		r.start, r.end, r.look = r.start-low, r.end-low, r.look-low
	}
	for range tries {
		n, err := r.from.Read(r.buf[r.end:])
		r.end += n
		r.err = err
		if n > 0 || err != nil {
			return
		}
	}
	r.err = io.ErrNoProgress
}

// entry is where the next entry of a log begins, or 0 while none is known.
func (r *Reader) entry() int {
	for {
		far := min(r.end, r.start+Longest)
		n := bytes.IndexByte(r.buf[r.look:far], '\n')
		if n < 0 {
			r.look = far // and not again from the start
			return 0
		}
		at := r.look + n + 1
		head := r.buf[at:min(r.end, at+lineHead)]
		if r.err == nil && len(head) < lineHead && bytes.IndexByte(head, '\n') < 0 {
			return 0
		}
		r.look = at
		if len(head) > 0 && beginsEntry(head, r.buf[r.start]) {
			return at
		}
	}
}

// beginsEntry judges a line by its head: with a clock's time in it, and not
// indented, it begins an entry; so does an object after another one. opened
// is the first byte of the part so far.
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

// cut is where a part that grows too long ends: at the last line's end in its
// second half, else after a sign that is in the middle of nothing.
func (r *Reader) cut() int {
	half := r.start + Longest/2
	part := r.buf[half : r.start+Longest]
	for _, signs := range [...]string{"\n", "}", " ,;"} {
		if n := bytes.LastIndexAny(part, signs); n >= 0 {
			return half + n + 1
		}
	}
	return half + len(part)
}
