package escape

import (
	"strings"
	"unicode/utf8"

	"wxops/wechat/clean"
)

// The masker leaves a text as it is, and so asks what stands in its place:
// JSON's \u0022 in any nesting of backslashes, %22 in any nesting of %25, and
// HTML's &quot;, of which the & may itself be escaped.

// CharAt gives the ASCII character that an escape at i stands for, and the
// escape's length; n is 0 where there is no escape of one.
func CharAt(s string, i int) (c byte, n int) {
	switch s[i] {
	case '&':
		return entityAt(s, i, 1)
	case '\\', '%':
		c, n := EscapedByte(s, i)
		if c == '&' && n > 0 {
			if c, n := entityAt(s, i, n); n > 0 {
				return c, n
			}
		}
		return c, n
	}
	return 0, 0
}

// entityAt reads an entity whose & is of the length amp, and may be escaped
// as &amp; itself.
func entityAt(s string, i, amp int) (byte, int) {
	const again = "amp;"
	j := i + amp
	for strings.HasPrefix(s[j:], again) {
		j += len(again)
	}
	r, n := entityName(s[j:min(len(s), j+longestEntity)])
	if n == 0 || r >= utf8.RuneSelf || r == '&' {
		return 0, 0
	}
	return byte(r), j + n - i
}

// EscapedByte reads \u0061, in any nesting of backslashes, and %61, in any
// nesting of %25. It gives n = 0 where there is no ASCII character.
func EscapedByte(s string, i int) (b byte, n int) {
	j, digits := i+1, 2
	if s[i] == '\\' {
		for j < len(s) && s[j] == '\\' {
			j++
		}
		if j >= len(s) || s[j] != 'u' && s[j] != 'x' {
			return 0, 0
		}
		if s[j] == 'u' {
			digits = 4
		}
		j++
	} else {
		for strings.HasPrefix(s[j:], "25") {
			j += 2
		}
	}
	r, ok := HexRune(s[j:], digits)
	if !ok || r >= utf8.RuneSelf {
		return 0, 0
	}
	return byte(r), j + digits - i
}

// QuoteAt gives the quote that stands at i, with what escapes it.
func QuoteAt(s string, i int) string {
	j := i
	for j < len(s) && s[j] == '\\' {
		j++
	}
	if j == len(s) {
		return ""
	}
	if c := s[j]; c == '"' || c == '\'' || c == '`' {
		return s[i : j+1]
	}
	if c, n := CharAt(s, i); n > 0 && (c == '"' || c == '\'') {
		return s[i : i+n]
	}
	return ""
}

// Closing finds the end of a value that the quote q opened. In a text that is
// escaped n times, a quote with more than n backslashes belongs to the value.
func Closing(s string, start int, q string) int {
	level, char := len(q)-1, q[len(q)-1]
	if char != '"' && char != '\'' && char != '`' {
		if at := strings.Index(s[start:], q); at >= 0 {
			return start + at
		}
		return len(s)
	}
	for i := start; i < len(s); i++ {
		at := strings.IndexByte(s[i:], char)
		if at < 0 {
			return len(s)
		}
		i += at
		slashes := 0
		for i-slashes > start && s[i-slashes-1] == '\\' {
			slashes++
		}
		if level == 0 && slashes%2 == 0 || level > 0 && slashes <= level {
			return i - min(slashes, level)
		}
	}
	return len(s)
}

// SignAt is the length of the sign between a name and its value, and whether
// it was escaped as in a URL.
func SignAt(s string, i int) (n int, encoded bool) {
	if i >= len(s) {
		return 0, false
	}
	switch c := s[i]; {
	case c == ':':
		return 1, false
	case c == '=':
		n = 1
	case c >= utf8.RuneSelf:
		for _, sign := range [...]string{"是", "为", "：", "＝"} {
			if strings.HasPrefix(s[i:], sign) {
				return len(sign), false
			}
		}
		return 0, false
	default:
		c, n = CharAt(s, i)
		switch c {
		case ':':
			return n, s[i] == '%'
		case '=':
		default:
			return 0, false
		}
	}
	encoded = s[i] == '%'
	for range 2 { // ==, =>
		if i+n >= len(s) {
			break
		}
		c, more := s[i+n], 1
		if c == '\\' || c == '%' || c == '&' {
			c, more = CharAt(s, i+n)
		}
		if c != '=' && c != '>' {
			break
		}
		n += more
	}
	return n, encoded
}

// TagBefore gives the < that ends at i, with what escapes it, or "".
func TagBefore(s string, i int) string {
	if i > 0 && s[i-1] == '<' {
		return s[i-1 : i]
	}
	if i < 3 || strings.IndexByte("cC;", s[i-1]) < 0 {
		return "" // \u003c, %3C, &lt;
	}
	const longest = 48
	for start := i - 3; start >= 0 && start > i-longest; start-- {
		switch s[start] {
		case '\\', '%', '&':
			if c, n := CharAt(s, start); c == '<' && start+n == i {
				for start > 0 && s[start] == '\\' && s[start-1] == '\\' {
					start--
				}
				return s[start:i]
			}
		}
	}
	return ""
}

// LineEnd is the length of the line's end at i, raw or escaped.
func LineEnd(s string, i int) int {
	j := i
	for _, c := range [...]byte{'r', 'n'} {
		k := j
		for k < len(s) && s[k] == '\\' {
			k++
		}
		if k > j && k < len(s) && s[k] == c {
			j = k + 1
		} else if j < len(s) && (c == 'r' && s[j] == '\r' || c == 'n' && s[j] == '\n') {
			j++
		}
	}
	return j - i
}

// Invisible is the length of a character that Clean drops.
func Invisible(s string) int {
	r, n := utf8.DecodeRuneInString(s)
	if r != utf8.RuneError && clean.Unseen(r) {
		return n
	}
	return 0
}
