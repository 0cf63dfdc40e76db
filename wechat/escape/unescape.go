// Package escape reads the escapes that a pasted or recorded text is wrapped
// in, several layers deep: of JSON, of URLs, of HTML, and a terminal's colours.
package escape

import (
	"bytes"
	"strconv"
	"unicode/utf8"
)

// Unescape undoes what a text went through on its way here, as far as finding
// needs it: JSON, HTML, URL and backslash escapes in any nesting, colours of
// a terminal, full-width and look-alike punctuation, zero-width characters.
// It never makes a text longer, and gives one without escapes as it is.
func Unescape(text []byte) []byte {
	if plain(text) == len(text) {
		return text
	}
	const nesting = 5
	for range nesting {
		out, again := unescapeOnce(text)
		text = out
		if !again {
			break
		}
	}
	return text
}

// unescapeOnce says whether what it decoded may be the start of another escape.
func unescapeOnce(src []byte) (out []byte, again bool) {
	out = make([]byte, 0, len(src))
	for i := 0; i < len(src); {
		if n := plain(src[i:]); n > 0 {
			out = append(out, src[i:i+n]...)
			i += n
			continue
		}
		before := len(out)
		var n int
		switch c := src[i]; {
		case c == '\\':
			out, n = backslash(out, src[i:])
		case c == '&':
			out, n = entity(out, src[i:])
		case c == '%':
			out, n = percent(out, src[i:])
		case c == 0x1b:
			n = colour(src[i:])
		default:
			out, n = fold(out, src[i:])
		}
		if n > 1 && len(out) == before+1 && !plainByte[out[before]] {
			again = true
		}
		i += n
	}
	return out, again
}

// plain is the length of what a text begins with that is no escape and is never folded:
// ASCII, and Chinese characters.
func plain(s []byte) int {
	const character = 3 // bytes of U+4E00 to U+9FFF: e4 b8 80 to e9 bf bf
	i := 0
	for i < len(s) {
		switch c := s[i]; {
		case plainByte[c]:
			i++
		case c >= 0xe4 && c <= 0xe9 && i+2 < len(s) && s[i+1]&^0x3f == 0x80 && s[i+2]&^0x3f == 0x80 && (c != 0xe4 || s[i+1] >= 0xb8):
			i += character
		default:
			return i
		}
	}
	return i
}

var plainByte = func() (t [256]bool) {
	for c := range t {
		t[c] = c < utf8.RuneSelf && c != '\\' && c != '&' && c != '%' && c != 0x1b
	}
	return t
}()

// backslash takes a run of backslashes and what they escape: each nesting of
// JSON doubles them, so their number says nothing.
func backslash(out, s []byte) ([]byte, int) {
	j := 1
	for j < len(s) && s[j] == '\\' {
		j++
	}
	if j == len(s) {
		return append(out, '\\'), j
	}
	switch c := s[j]; {
	case c == 'u' || c == 'U':
		digits := 4
		if c == 'U' {
			digits = 8
		}
		if r, ok := HexRune(s[j+1:], digits); ok {
			return appendFolded(out, r), j + 1 + digits
		}
	case c == 'x':
		if r, ok := HexRune(s[j+1:], 2); ok {
			return append(out, byte(r)), j + 3
		}
	case c == 'n':
		return append(out, '\n'), j + 1
	case c == 'r' && bytes.HasPrefix(s[j:], []byte("rid")):
		return append(out, ' '), j
	case c == 't' || c == 'r':
		return append(out, ' '), j + 1
	case c < utf8.RuneSelf && !IsAlnum(c):
		return out, j
	}
	// Not an escape: one backslash stays, as a border between words.
	return append(out, '\\'), j
}

var entities = map[string]byte{
	"quot": '"', "amp": '&', "lt": '<', "gt": '>', "apos": '\'', "nbsp": ' ', "ensp": ' ', "emsp": ' ',
	"colon": ':', "hyphen": '-', "dash": '-', "ndash": '-', "mdash": '-', "minus": '-', "comma": ',',
	"equals": '=', "lbrack": '[', "rbrack": ']', "lsqb": '[', "rsqb": ']', "lbrace": '{', "rbrace": '}',
	"lcub": '{', "rcub": '}', "sol": '/', "quest": '?', "lowbar": '_', "period": '.', "percnt": '%',
	"bsol": '\\', "num": '#', "ldquo": '"', "rdquo": '"', "lsquo": '\'', "rsquo": '\'', "ast": '*',
	"Tab": ' ', "NewLine": '\n', "grave": '`', "excl": '!', "semi": ';', "lpar": '(', "rpar": ')',
}

func entity(out, s []byte) ([]byte, int) {
	r, n := entityName(s[1:min(len(s), 1+longestEntity)])
	if n == 0 {
		return append(out, '&'), 1
	}
	return appendFolded(out, r), 1 + n
}

const longestEntity = 10 // bytes, with its semicolon

// entityName reads what stands behind the & of an entity, up to its
// semicolon; n is 0 where it is none.
func entityName[T string | []byte](s T) (r rune, n int) {
	for n < len(s) && s[n] != ';' {
		n++
	}
	if n == 0 || n == len(s) {
		return 0, 0
	}
	name := string(s[:n])
	if name[0] != '#' {
		if c, ok := entities[name]; ok {
			return rune(c), n + 1
		}
		return 0, 0
	}
	digits, base := name[1:], 10
	if len(digits) > 0 && digits[0]|0x20 == 'x' {
		digits, base = digits[1:], 16
	}
	v, err := strconv.ParseUint(digits, base, 21)
	if err != nil {
		return 0, 0
	}
	return rune(v), n + 1
}

// percent decodes what URLs must escape. Letters and digits need no escape,
// so "50%45009" keeps its number.
func percent(out, s []byte) ([]byte, int) {
	if len(s) > 1 && s[1]|0x20 == 'u' {
		if r, ok := HexRune(s[2:], 4); ok {
			return appendFolded(out, r), 6
		}
	}
	r, ok := HexRune(s[1:], 2)
	if !ok || IsAlnum(byte(r)) {
		return append(out, '%'), 1
	}
	if r < 0x20 && r != '\n' {
		r = ' '
	}
	return append(out, byte(r)), 3
}

// colour is the length of a terminal's control sequence.
func colour(s []byte) int {
	if len(s) < 2 || s[1] != '[' {
		return 1
	}
	const longest = 32
	for i := 2; i < min(len(s), longest); i++ {
		if s[i] >= 0x40 && s[i] <= 0x7e {
			return i + 1
		}
	}
	return 2
}

// fold takes one character that is not ASCII.
func fold(out, s []byte) ([]byte, int) {
	r, n := utf8.DecodeRune(s)
	if r == utf8.RuneError && n <= 1 {
		return append(out, ' '), 1
	}
	if r >= 0x4e00 && r <= 0x9fff {
		return append(out, s[:n]...), n
	}
	return appendFolded(out, r), n
}

// appendFolded writes r, or the ASCII character that it stands for.
func appendFolded(out []byte, r rune) []byte {
	switch {
	case r < utf8.RuneSelf:
		return append(out, byte(r))
	case r >= 0xff01 && r <= 0xff5e: // full width
		return append(out, byte(r-0xfee0))
	}
	switch r {
	case '\u00a0', '\u1680', '\u202f', '\u205f', '\u3000', '\u2000', '\u2001', '\u2002', '\u2003', '\u2004',
		'\u2005', '\u2006', '\u2007', '\u2008', '\u2009', '\u200a':
		return append(out, ' ')
	case '\u2028', '\u2029', '\u0085':
		return append(out, '\n')
	case '\u200b', '\u200c', '\u200d', '\u200e', '\u200f', '\u2060', '\ufeff', '\u00ad', '\u202a', '\u202b',
		'\u202c', '\u202d', '\u202e', '\u2066', '\u2067', '\u2068', '\u2069':
		return out
	case '‐', '‑', '‒', '–', '—', '―', '−', '﹘', '﹣', '⁃':
		return append(out, '-')
	case '∶', '︰', '﹕', '꞉', 'ː':
		return append(out, ':')
	case '“', '”', '„', '‟', '«', '»', '「', '」', '『', '』', '〝', '〞', '″':
		return append(out, '"')
	case '‘', '’', '‚', '‛', '′':
		return append(out, '\'')
	case '【', '〔', '〖':
		return append(out, '[')
	case '】', '〕', '〗':
		return append(out, ']')
	case '•', '●', '■', '█', '∗', '×', '·', '⁎', '▇', '◆', '※':
		return append(out, '*')
	case '…':
		return append(out, "..."...)
	case '、':
		return append(out, ',')
	}
	return utf8.AppendRune(out, r)
}
