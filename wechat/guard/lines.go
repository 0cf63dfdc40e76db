package guard

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"io"
	"time"
)

var (
	errDamaged = errors.New("not a journal line")
	errLater   = errors.New("a line of a later version")
)

func parseLine(line []byte) (Entry, error) {
	var e Entry
	err := json.Unmarshal(line, &e) // fills in what it can, unless the line is not JSON at all
	known := e.Event == EventIntent || e.Event == EventOutcome || e.Event == EventAfter
	switch {
	case e.V > version && (err != nil || !known):
		return Entry{}, errLater
	case err != nil || !known || e.ID == "" || e.AppID == "" || e.At.IsZero():
		return Entry{}, errDamaged
	}
	return e, nil
}

// readLines gives the entries in the order of the file, and the number of
// lines that cannot be read: torn by a crash, or damaged later.
func readLines(ctx context.Context, r io.Reader, q Query) (entries []Entry, damaged int, err error) {
	lines, quick := bufio.NewReaderSize(r, 64<<10), newSieve(q)
	var line []byte
	for {
		part, end := lines.ReadSlice('\n')
		if line = append(line, part...); errors.Is(end, bufio.ErrBufferFull) {
			continue
		}
		if len(bytes.TrimSpace(line)) > 0 && !quick.passes(line) {
			switch e, err := parseLine(line); {
			case err == nil && q.wants(e):
				entries = append(entries, e)
			case errors.Is(err, errDamaged):
				damaged++
			}
		}
		line = line[:0]
		switch {
		case errors.Is(end, io.EOF):
			return entries, damaged, nil
		case end != nil:
			return nil, 0, end
		case ctx.Err() != nil:
			return nil, 0, ctx.Err()
		}
	}
}

// sieve passes over the lines of which one can see without parsing that a
// query does not want them: a journal may hold 100,000 lines.
type sieve struct {
	appid []byte
	day   []byte // an older line is not wanted, wherever its clock stood
}

func newSieve(q Query) sieve {
	s := sieve{appid: []byte(q.AppID)}
	if !q.Since.IsZero() {
		s.day = q.Since.UTC().AddDate(0, 0, -1).AppendFormat(nil, time.DateOnly)
	}
	return s
}

// What a line of this version begins with, and the names of its fields. A
// quote within a text is escaped, so that they stand nowhere else.
var (
	opening = []byte(`{"v":1,"event":"`)
	nameAt  = []byte(`,"at":"`)
	nameApp = []byte(`,"appid":"`)
)

// passes reports whether the line is whole, for all one can see, and not wanted.
// A crash can leave zeros in its middle.
func (s sieve) passes(line []byte) bool {
	line = bytes.TrimSpace(line)
	if !bytes.HasPrefix(line, opening) || !bytes.HasSuffix(line, []byte("}")) || bytes.IndexByte(line, 0) >= 0 {
		return false
	}
	if len(s.appid) > 0 && !bytes.Contains(line, s.appid) && !bytes.Contains(line, []byte(`\`)) {
		return bytes.Contains(line, nameApp)
	}
	if len(s.day) == 0 {
		return false
	}
	_, at, found := bytes.Cut(line, nameAt)
	return found && len(at) > len(s.day) && bytes.Compare(at[:len(s.day)], s.day) < 0
}
