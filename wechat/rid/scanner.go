package rid

import (
	"bytes"
	"strings"
	"sync"
)

// scanner looks through one page after another and marks what it finds.
type scanner struct{ page }

// trigger marks the pairs of bytes with which anything worth a look begins, the first
// byte above the second. A log has few of them; where there is none, at does nothing.
var trigger = sync.OnceValue(func() *[1 << 16]bool {
	var t [1 << 16]bool
	mark := func(first, second string) {
		for _, a := range []byte(first) {
			for _, b := range []byte(second) {
				t[int(a)<<8|int(b)] = true
			}
		}
	}
	const digits = "0123456789"
	mark("-", digits+"abcdefABCDEF")
	mark("[", digits)
	mark("456789", digits+".")
	for _, two := range [...]string{"rR iI", "rR eE", "iI nN", "hH iI", "wW xX", "cC oO", "cC gG", "eE rR", "eE xX"} {
		first, second, _ := strings.Cut(two, " ")
		mark(first, second)
	}
	for _, word := range append([]string{notIn}, chineseCodeWords...) {
		mark(word[:1], word[1:2])
	}
	for second := range 1 << 8 {
		t['/'<<8|second] = true
	}
	return &t
})

// scan goes through the page once and says whether it marked anything, which
// in most lines of a log it does not. Each look reads a bounded number of
// bytes, so that the whole is linear.
func (s *scanner) scan() bool {
	t, starts := s.text, trigger()
	for i := s.from; i < s.to; {
		pair := int(t[i]) << 8
		if i+1 < len(t) {
			pair |= int(t[i+1])
		}
		if !starts[pair] {
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
