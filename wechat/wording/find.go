package wording

import (
	"bytes"
	"slices"
	"strings"
	"unicode/utf8"
)

const (
	shortest = 4   // bytes of a normal form
	longest  = 240 // bytes of a text that are looked at for one of them
)

// In gives the texts of WeChat's that begin in text[from:to], each as long as
// can be and none in another. What stands around is looked at, too.
func In(text []byte, from, to int) []Match {
	x := theIndex()
	var out []Match
	to = min(to, len(text)-shortest+1)
	for i := from; i < to; i++ {
		if class[text[i]] == other || class[text[i]] == letter && i > 0 && class[text[i-1]] == letter {
			continue
		}
		if !x.mayBegin(text[i:]) || !startsAt(text, i) {
			continue
		}
		if m, ok := x.at(text, i); ok {
			out = append(out, m)
			i = m.End - 1
		}
	}
	return out
}

// What a byte is to the border of a word.
const (
	other uint8 = iota
	letter
	wide // begins a character beyond ASCII
)

var class = func() (t [256]uint8) {
	for c := range t {
		switch {
		case c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z':
			t[c] = letter
		case c >= 0xc0:
			t[c] = wide
		}
	}
	return t
}()

// startsAt reports whether a word begins at i, and not the end of a name.
func startsAt(text []byte, i int) bool {
	if i == 0 || text[i] >= utf8.RuneSelf {
		return true
	}
	switch c := text[i-1]; c {
	case '_', '-', '.', '/', '@', '$', '#':
		return false
	case '\\':
		return true // what is left of \n or \t
	}
	return true
}

// at finds the longest of the texts at i.
func (x *index) at(text []byte, i int) (Match, bool) {
	form, ends := normalAt(text, i, longest)
	t, n := x.whole(form)
	if cut, end := x.cutOff(form); end > n {
		t, n = cut, end
	}
	if t == nil {
		return Match{}, false
	}
	return Match{Start: i, End: ends[n-1], Text: t}, true
}

// cutOff finds the text of which form has the beginning and then dots, if all
// that begin so are of one errcode.
func (x *index) cutOff(form []byte) (t *Text, n int) {
	const enough = 16 // bytes: an errmsg's first words are many errcodes'
	n = bytes.Index(form, []byte("…"))
	if dots := bytes.Index(form, []byte("...")); n < 0 || dots >= 0 && dots < n {
		n = dots
	}
	if n < enough {
		return nil, 0
	}
	head := string(form[:n])
	first, _ := slices.BinarySearchFunc(x.texts, head, func(t Text, want string) int { return strings.Compare(t.form, want) })
	for at := first; at < len(x.texts) && strings.HasPrefix(x.texts[at].form, head); at++ {
		if t == nil {
			t = &x.texts[at]
		}
		if x.texts[at].Codes[0] != t.Codes[0] {
			return nil, 0
		}
	}
	if t == nil {
		return nil, 0
	}
	return t, n
}

// whole finds the longest of the texts that form begins with, and its length.
func (x *index) whole(form []byte) (*Text, int) {
	for rest := string(form); len(rest) >= shortest; {
		at, exact := slices.BinarySearchFunc(x.texts, rest, func(t Text, want string) int { return strings.Compare(t.form, want) })
		if !exact {
			at--
		}
		if at < 0 {
			break
		}
		t := &x.texts[at]
		common := shared(t.form, rest)
		if common == len(t.form) && endsWord(form, common) {
			return t, common
		}
		rest = rest[:min(common, len(rest)-1)]
	}
	return nil, 0
}

// shared is the length of the beginning that both have.
func shared(a, b string) int {
	n := 0
	for n < len(a) && n < len(b) && a[n] == b[n] {
		n++
	}
	return n
}

// endsWord reports whether a word ends at n.
func endsWord(form []byte, n int) bool {
	if n == len(form) || form[n-1] >= utf8.RuneSelf {
		return true
	}
	c := form[n]
	if c == '-' {
		return n+1 == len(form) || !isWord(form[n+1])
	}
	return !isWord(c) || !isWord(form[n-1])
}

func isWord(c byte) bool { return c >= 'a' && c <= 'z' || c >= '0' && c <= '9' || c == '_' }
