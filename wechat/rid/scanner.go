package rid

import (
	"bytes"
)

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

// scan goes through the page once and says whether it marked anything, which
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
