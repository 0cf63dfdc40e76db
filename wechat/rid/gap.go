package rid

import (
	"bytes"

	"wxops/wechat/escape"
)

// gapWords may stand between a label and its value.
var gapWords = []string{
	"为", "是", "号", "值", "码", "的", "了", "一个", "个", "一直", "都", "全", "又", "还", "如下", "信息", "分别",
	"string", "int", "is", "was", "value",
}

// gap skips what stands between a label and its value: quotes, brackets, an
// equals sign or colon in any language, tags, Markdown. firm says that there
// was a sign and not only a space.
func (s *scanner) gap(i int) (end int, firm bool) {
	const longest = 64
	stop := min(len(s.t), i+longest)
	for i < stop {
		n, sign := s.gapPart(i)
		if n == 0 {
			break
		}
		if s.t[i] == '<' {
			stop = min(len(s.t), max(stop, i+n+longest/2)) // tags may be long
		}
		i += n
		firm = firm || sign
	}
	return i, firm
}

// gapPart is the length of the next part of a gap, and whether it is a sign.
func (s *scanner) gapPart(i int) (n int, sign bool) {
	switch s.t[i] {
	case ' ', '\t', '\n', '\r', '"', '\'', '`', '(', '{', ')', ']', '\\', '+', ',':
		return 1, false
	case '=':
		if s.has(i+1, "3d") {
			return 3, true // as mail escapes it
		}
		return 1, true
	case ':', '>', '[', '|':
		return 1, true
	case ';':
		return s.serialized(i), true
	case '*':
		return s.bold(i), false
	case '-':
		return s.arrow(i), true
	case '<':
		return s.tag(i), true
	}
	return s.gapWord(i), true
}

// bold takes a star of Markdown, and leaves those of a masked value.
func (s *scanner) bold(i int) int {
	const most = 3
	next := s.byteAt(i + 1)
	if !isPunct(next) && !escape.IsHex(next) || s.maskRun(i) > most {
		return 0
	}
	return 1
}

// arrow takes a dash that is no minus.
func (s *scanner) arrow(i int) int {
	if next := s.byteAt(i + 1); next != '>' && next != ' ' && next != '-' {
		return 0
	}
	return 1
}

// tag is the length of the tag at i.
func (s *scanner) tag(i int) int {
	const longest = 64
	if s.has(i, cdata) {
		return len(cdata)
	}
	return bytes.IndexByte(s.t[i:min(len(s.t), i+longest)], '>') + 1
}

const cdata = "<![cdata["

// serialized is the length of what PHP's serialize puts before a value:
// ;i: and ;s:26:.
func (s *scanner) serialized(i int) int {
	switch {
	case s.has(i, ";i:"), s.has(i, ";d:"):
		return 3
	case !s.has(i, ";s:"):
		return 0
	}
	j := i + 3
	for escape.IsDigit(s.byteAt(j)) {
		j++
	}
	if s.byteAt(j) != ':' {
		return 0
	}
	return j + 1 - i
}

func (s *scanner) gapWord(i int) int {
	for _, w := range gapWords {
		if bytes.HasPrefix(s.t[i:], []byte(w)) && (w[0] >= 0x80 || s.startsWord(i) && !escape.IsAlnum(s.byteAt(i+len(w)))) {
			if next := s.byteAt(i + len(w)); next == '(' && (w == "string" || w == "int") {
				return len(w) + s.dumpLength(i+len(w))
			}
			return len(w)
		}
	}
	return 0
}

// dumpLength is the length of "(26) " in PHP's string(26) "…"; int(45009)
// holds the value itself.
func (s *scanner) dumpLength(i int) int {
	j := i + 1
	for escape.IsDigit(s.byteAt(j)) {
		j++
	}
	if s.byteAt(j) == ')' && s.byteAt(j+1) == ' ' && s.byteAt(j+2) == '"' {
		return j + 1 - i
	}
	return 0
}

func (s *scanner) maskRun(i int) int {
	n := 0
	for s.byteAt(i+n) == '*' {
		n++
	}
	return n
}

func isPunct(c byte) bool { return c > ' ' && c < 0x7f && !escape.IsAlnum(c) }
