package rid

import (
	"bytes"

	"wxops/wechat/escape"
)

// scanner looks through one unescaped block. What it marks begins within
// [from, to); what is read to judge it may lie outside.
type scanner struct {
	t        []byte
	from, to int
	rids     []mark
	codes    []mark
	others   []mark
	msgAt    int // where the word errmsg or errcode was last seen
}

// kind is what a mark says.
type kind int

const (
	ridKind kind = iota
	brokenKind
	codeKind
	messageKind
	hintKind
	addressKind
	appIDKind
	pathKind
	kinds int = iota
)

// mark is one thing found and where it stands.
type mark struct {
	kind     kind
	pos, end int
	text     string
	missing  string // of a broken rid
	code     int64
	weak     bool // a rid that no label announces
}

func (s *scanner) note(k kind, pos, end int, text string) {
	s.others = append(s.others, mark{kind: k, pos: pos, end: end, text: text})
}

// window makes the scanner ready for one part of a text.
func (s *scanner) window(b block) {
	s.t = escape.Unescape(b.raw)
	s.from, s.to, s.msgAt = 0, len(s.t), -1
	if b.from > 0 {
		s.from = min(len(s.t), len(escape.Unescape(b.raw[:b.from])))
	}
	if b.to < len(b.raw) {
		s.to = min(len(s.t), max(s.from, len(escape.Unescape(b.raw[:b.to]))))
	}
	s.rids, s.codes, s.others = s.rids[:0], s.codes[:0], s.others[:0]
}

// trigger marks the bytes with which anything worth a look begins.
var trigger = func() (t [256]bool) {
	for _, c := range []byte("rRcCeEhHwWiI/[-456789") {
		t[c] = true
	}
	for _, word := range append([]string{notIn}, chineseCodeWords...) {
		t[word[0]] = true
	}
	return t
}()

// scan goes through the block once. Each look reads a bounded number of
// bytes, so that the whole is linear.
func (s *scanner) scan() {
	t := s.t
	for i := s.from; i < s.to; {
		if !trigger[t[i]] {
			i++
			continue
		}
		i = max(i+1, s.at(i))
	}
}

// at looks at what begins at i and gives where to go on.
func (s *scanner) at(i int) int {
	switch c := s.t[i]; c {
	case '-':
		return s.triple(i)
	case '/':
		return s.path(i)
	case '[':
		return s.bracket(i)
	case 'r', 'R':
		if s.has(i, "rid") {
			return s.label(i)
		}
		if s.has(i, "requestip") {
			return s.address(i, i+len("requestip"))
		}
	case 'i', 'I':
		if s.has(i, "invalid ip") {
			return s.address(i, i+len("invalid ip"))
		}
	case '4', '5', '6', '7', '8', '9':
		return s.codeAndMessage(i)
	case 'h', 'H':
		if s.has(i, "hint") {
			return s.hint(i)
		}
	case 'w', 'W':
		return s.appID(i)
	case 'c', 'C':
		if s.has(i, "code") {
			return s.codeWord(i, len("code"), loose)
		}
		if s.has(i, "cgi-bin/") {
			return s.path(i)
		}
	case 'e', 'E':
		return s.errWord(i)
	default:
		return s.chinese(i)
	}
	return i + 1
}

// has compares with an ASCII word in lower case.
func (s *scanner) has(i int, word string) bool {
	if i < 0 || i+len(word) > len(s.t) {
		return false
	}
	for j := range len(word) {
		c := s.t[i+j]
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
func (s *scanner) byteAt(i int) byte {
	if i < 0 || i >= len(s.t) {
		return 0
	}
	return s.t[i]
}

// startsWord reports whether no word runs into i. A capital after a small
// letter starts one, as in errCode.
func (s *scanner) startsWord(i int) bool {
	before, c := s.byteAt(i-1), s.byteAt(i)
	if !escape.IsAlnum(before) {
		return true
	}
	return c >= 'A' && c <= 'Z' && before >= 'a' && before <= 'z'
}

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
		switch c := s.t[i]; c {
		case ' ', '\t', '\n', '\r', '"', '\'', '`', '(', '{', ')', ']', '\\', '+', ',':
			i++
		case '=':
			firm = true
			i++
			if s.has(i, "3d") {
				i += 2 // as mail escapes it
			}
		case ':', '>', '[', '|':
			firm = true
			i++
		case ';':
			n := s.serialized(i)
			if n == 0 {
				return i, firm
			}
			firm = true
			i += n
		case '*':
			if !isPunct(s.byteAt(i+1)) && !escape.IsHex(s.byteAt(i+1)) || s.maskRun(i) > 3 {
				return i, firm
			}
			i++
		case '-':
			if next := s.byteAt(i + 1); next != '>' && next != ' ' && next != '-' {
				return i, firm
			}
			firm = true
			i++
		case '<':
			end := bytes.IndexByte(s.t[i:min(len(s.t), i+longest)], '>')
			if s.has(i, cdata) {
				end = len(cdata) - 1
			}
			if end < 0 {
				return i, firm
			}
			i += end + 1
			firm = true
			stop = min(len(s.t), max(stop, i+longest/2))
		default:
			n := s.gapWord(i)
			if n == 0 {
				return i, firm
			}
			i += n
			firm = true
		}
	}
	return i, firm
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
