package history

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"strconv"
	"strings"

	"wxops/wechat/meter"
)

// kind is one of an account's three files.
type kind string

const (
	today kind = "today"
	week  kind = "week"
	days  kind = "days"
)

const (
	mark    = "wxops-history"
	version = 1
)

// header is the first line of a file.
type header struct {
	version int64
	kind    kind
	key     meter.Key
	day     int64 // when the file was last written whole
	size    int64 // what it was then
}

func (h header) append(line []byte) []byte {
	line = append(line, mark+" "...)
	line = strconv.AppendInt(line, version, 10)
	for _, text := range []string{string(h.kind), h.key.Host, h.key.AppID} {
		line = append(line, ' ')
		line = appendText(line, text)
	}
	line = append(line, ' ')
	line = strconv.AppendInt(line, h.day, 10)
	line = append(line, ' ')
	line = strconv.AppendInt(line, h.size, 10)
	return append(line, '\n')
}

// parseHeader reads a first line. Of a later version only the version is known.
func parseHeader(line []byte) (h header, ok bool) {
	f := fields{rest: line}
	if string(f.next()) != mark {
		return h, false
	}
	if h.version = f.number(); h.version != version {
		return h, !f.bad && h.version > version
	}
	h.kind = kind(f.text())
	h.key = meter.Key{Host: string(f.text()), AppID: string(f.text())}
	h.day, h.size = f.number(), f.number()
	return h, !f.bad && !f.more()
}

// first gives the first line that is not blank; a power cut can leave zeros.
func first(text []byte) []byte {
	text = bytes.TrimLeft(text, "\x00\n")
	line, _, _ := bytes.Cut(text, []byte{'\n'})
	return line
}

// check says why the text is not of this file, nil when it is. Where the first
// line is damaged, what is left of it or the other lines say whether it is a history.
func (h header) check(path string, text []byte, readable func() bool) error {
	line := first(text)
	found, ok := parseHeader(line)
	switch {
	case ok && found.version > version:
		return &Error{path, Later}
	case ok && found.kind == h.kind && found.key == h.key:
		return nil
	case ok, !strings.HasPrefix(string(line), mark[:min(len(mark), len(line))]) && !readable():
		return &Error{path, Foreign}
	}
	return nil
}

// nameOf is what the files of an account are called, whatever is in its key, on
// systems, too, that know no case and forbid colons. The text is read back
// from the header, not from the name.
func nameOf(k meter.Key) string {
	const long = 64
	name := k.Host + "_" + k.AppID
	safe := strings.Map(func(r rune) rune {
		switch {
		case r >= 'a' && r <= 'z', r >= '0' && r <= '9', r == '.', r == '-', r == '_':
			return r
		}
		return '~'
	}, name)
	if len(safe) <= long && safe == name && safe[0] != '.' && strings.Count(name, "_") == 1 {
		return name
	}
	sum := sha256.Sum256([]byte(k.Host + "\x00" + k.AppID))
	return "~" + strings.Trim(safe[:min(len(safe), long)], ".") + "~" + hex.EncodeToString(sum[:8])
}
