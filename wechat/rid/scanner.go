package rid

import (
	"bytes"
	"slices"

	"wxops/wechat/escape"
)

// text is what the finders read, from a position on: its methods judge what
// stands there, and mark nothing.
type text []byte

// page is one unescaped block and what was marked in it. What is marked begins
// within [from, to); what is read to judge it may lie outside.
type page struct {
	text
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

func (p *page) note(k kind, pos, end int, text string) {
	p.others = append(p.others, mark{kind: k, pos: pos, end: end, text: text})
}

// turn lays the next part of a text on the page, with nothing marked in it.
func (p *page) turn(b block) {
	before, part, after := escape.Unescape(b.raw[:b.from]), escape.Unescape(b.raw[b.from:b.to]), escape.Unescape(b.raw[b.to:])
	p.text, p.from, p.to, p.msgAt = part, len(before), len(before)+len(part), -1
	if len(before)+len(after) > 0 {
		p.text = slices.Concat(before, part, after)
	}
	p.rids, p.codes, p.others = p.rids[:0], p.codes[:0], p.others[:0]
}

// empty reports whether nothing was marked.
func (p *page) empty() bool { return len(p.rids)+len(p.codes)+len(p.others) == 0 }

// scanner looks through one page after another and marks what it finds.
type scanner struct{ page }

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
	t := s.text
	for i := s.from; i < s.to; {
		if !trigger[t[i]] {
			i++
			continue
		}
		i = max(i+1, s.at(i))
	}
	return !s.empty()
}

// at looks at what begins at i and gives where to go on.
func (s *scanner) at(i int) int {
	rids, codes, places := ridFinder{&s.page}, codeFinder{&s.page}, placeFinder{&s.page}
	switch s.text[i] {
	case '-':
		return rids.triple(i)
	case '/':
		return places.path(i)
	case '[':
		return codes.bracket(i)
	case 'r', 'R':
		if s.has(i, "rid") {
			return rids.label(i)
		}
		if s.has(i, "requestip") {
			return places.address(i, i+len("requestip"))
		}
	case 'i', 'I':
		if s.has(i, "invalid ip") {
			return places.address(i, i+len("invalid ip"))
		}
	case '4', '5', '6', '7', '8', '9':
		return codes.codeAndMessage(i)
	case 'h', 'H':
		if s.has(i, "hint") {
			return places.hint(i)
		}
	case 'w', 'W':
		return places.appID(i)
	case 'c', 'C':
		if s.has(i, "code") {
			return codes.codeWord(i, len("code"), loose)
		}
		if s.has(i, "cgi-bin/") {
			return places.path(i)
		}
	case 'e', 'E':
		return codes.errWord(i)
	default:
		if bytes.HasPrefix(s.text[i:], []byte(notIn)) {
			return places.addressBefore(i)
		}
		return codes.chinese(i)
	}
	return i + 1
}

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
