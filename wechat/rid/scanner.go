package rid

import (
	"slices"

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
	before, part, after := escape.Unescape(b.raw[:b.from]), escape.Unescape(b.raw[b.from:b.to]), escape.Unescape(b.raw[b.to:])
	s.t, s.from, s.to, s.msgAt = part, len(before), len(before)+len(part), -1
	if len(before)+len(after) > 0 {
		s.t = slices.Concat(before, part, after)
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

// scan goes through the block once and says whether it marked anything, which
// in most lines of a log it does not. Each look reads a bounded number of
// bytes, so that the whole is linear.
func (s *scanner) scan() bool {
	t := s.t
	for i := s.from; i < s.to; {
		if !trigger[t[i]] {
			i++
			continue
		}
		i = max(i+1, s.at(i))
	}
	return len(s.rids)+len(s.codes)+len(s.others) > 0
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
