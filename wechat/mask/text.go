// Package mask says what may be shown of a request and its answer: tokens,
// secrets and personal data are masked, the rest is laid out to be read.
package mask

import (
	"strings"
	"unicode/utf8"

	"wxops/wechat/escape"
)

// Text hides tokens, secrets and login codes, and leaves of personal data
// the last four characters. It takes any text: JSON, also inside of JSON
// strings, queries, forms, XML, logs, cut off or not; what no name announces
// is known by its form. Masking a masked text changes nothing.
func Text(s string) string {
	if shown, ok := textJSON(s); ok {
		return shown
	}
	m := masker{s: s}
	m.run()
	if m.kept == 0 {
		return byRules(s)
	}
	m.out.WriteString(s[m.kept:])
	return byRules(m.out.String())
}

// masker goes through a text once, from field name to field name.
type masker struct {
	s    string
	out  strings.Builder
	kept int  // what is before it has been written
	data bool // a field called data has begun
}

// put replaces the bytes from start to end.
func (m *masker) put(start, end int, shown string) {
	if m.s[start:end] == shown {
		return
	}
	m.out.WriteString(m.s[m.kept:start])
	m.out.WriteString(shown)
	m.kept = end
}

func (m *masker) run() {
	s := m.s
	for i := 0; i < len(s); {
		switch c := s[i]; {
		case wordByte[c]:
			i = m.word(i)
		case c == '\\' || c == '%':
			i = m.escaped(i)
		case c == '@':
			i = m.atSign(i)
		case c >= 0xe4 && c <= 0xe9:
			i = m.chineseName(i)
		default:
			i++
		}
	}
}

var wordByte = func() (t [256]bool) {
	for c := range t {
		t[c] = escape.IsAlnum(byte(c)) || c == '_' || c == '-'
	}
	return t
}()

// escaped looks at an escape outside of a word: a letter begins a word with
// it, anything else is passed over whole.
func (m *masker) escaped(i int) int {
	r, n := escape.EscapedByte(m.s, i)
	switch {
	case n > 0 && wordByte[r]:
		return m.word(i)
	case n > 0:
		return i + n
	case m.s[i] == '%':
		return i + 1
	}
	for i < len(m.s) && m.s[i] == '\\' {
		i++
	}
	if i+1 < len(m.s) && strings.IndexByte("nrtbf", m.s[i]) >= 0 && wordByte[m.s[i+1]] {
		i++ // the n of \n is not a part of the next word
	}
	return i
}

// word reads a word, takes it for a field's name if a value follows, and
// else judges it by its form.
func (m *masker) word(i int) int {
	s, start := m.s, i
	for i < len(s) && wordByte[s[i]] {
		i++
	}
	name, end := s[start:i], i
	if i < len(s) && (s[i] == '\\' || s[i] == '%' || s[i] >= 0x80) || start == i {
		name, end = m.escapedWord(start)
	}
	if v, ok := m.valueAfter(start, end, name); ok {
		c := classOf(name)
		switch {
		case name == "data":
			m.data = true
		case c == free && m.data && isMessageValue(name):
			c = message
		}
		if c != free {
			return m.values(c, v)
		}
	}
	return m.form(start, end)
}

// escapedWord reads a word of which some letters are written as \u0061 or
// %61, or that zero-width characters are strewn in.
func (m *masker) escapedWord(i int) (name string, end int) {
	var b []byte
	for i < len(m.s) {
		c, n := m.s[i], 1
		switch {
		case c == '\\' || c == '%':
			c, n = escape.EscapedByte(m.s, i)
		case c >= utf8.RuneSelf:
			if n = escape.Invisible(m.s[i:]); n > 0 {
				i += n
				continue
			}
		}
		if n == 0 || !wordByte[c] {
			break
		}
		b = append(b, c)
		i += n
	}
	return string(b), i
}
