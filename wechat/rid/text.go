package rid

import (
	"strings"

	"wxops/wechat/escape"
)

// text is what the finders read, from a position on: its methods judge what
// stands there, and mark nothing.
type text []byte

// has compares with an ASCII word in lower case.
func (t text) has(i int, word string) bool {
	if i < 0 || i+len(word) > len(t) {
		return false
	}
	for j := range len(word) {
		c := t[i+j]
		if c >= 'A' && c <= 'Z' {
			c |= 0x20
		}
		if c != word[j] {
			return false
		}
	}
	return true
}

// byteAt gives 0 outside of the text.
func (t text) byteAt(i int) byte {
	if i < 0 || i >= len(t) {
		return 0
	}
	return t[i]
}

// startsWord reports whether no word runs into i. A capital after a small
// letter starts one, as in errCode.
func (t text) startsWord(i int) bool {
	before, c := t.byteAt(i-1), t.byteAt(i)
	if !escape.IsAlnum(before) {
		return true
	}
	return c >= 'A' && c <= 'Z' && before >= 'a' && before <= 'z'
}

// spaces skips up to most white bytes, and what stands for one where a line
// was wrapped: =⏎ in mail, "> " before a quoted line, <br> and <wbr>.
func (t text) spaces(i, most int) int {
	for n := 0; n < most; n++ {
		switch c := t.byteAt(i); {
		case escape.IsSpace(c), c == '=' && t.byteAt(i+1) == '\n', c == '>' && t.byteAt(i-1) == '\n':
			i++
		case c == '<' && t.breakTag(i) > 0:
			i += t.breakTag(i)
		default:
			return i
		}
	}
	return i
}

func (t text) breakTag(i int) int {
	for _, tag := range [...]string{"<wbr>", "<br>", "<br/>", "<br />", "<wbr/>"} {
		if t.has(i, tag) {
			return len(tag)
		}
	}
	return 0
}

// hexRun reports whether the word at i is of hex digits only.
func (t text) hexRun(i int) bool {
	j := i
	for j < i+40 && escape.IsHex(t.byteAt(j)) {
		j++
	}
	return j > i && !escape.IsAlnum(t.byteAt(j))
}

// hexRunBefore reports whether the word before the dash at i is of hex digits only.
func (t text) hexRunBefore(i int) bool {
	j := i
	for j > i-40 && escape.IsHex(t.byteAt(j-1)) {
		j--
	}
	return j < i && !escape.IsAlnum(t.byteAt(j-1))
}

// skip passes over up to a dozen of the given signs.
func (t text) skip(i int, signs string) int {
	const most = 12
	for n := 0; n < most && i < len(t) && strings.IndexByte(signs, t[i]) >= 0; n++ {
		i++
	}
	return i
}
