package wechat

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// Clean makes a text from outside safe to draw on one line: no escape
// sequences, control bytes, bidi overrides or zero-width characters, and no
// invalid UTF-8. Line ends and tabs become spaces.
func Clean(s string) string { return clean(s, false) }

// CleanLines is Clean for a text of several lines: it keeps the line ends, and
// a tab becomes four spaces.
func CleanLines(s string) string { return clean(s, true) }

func clean(s string, lines bool) string {
	if plain(s) {
		return s
	}
	var b strings.Builder
	b.Grow(len(s))
	for _, r := range s {
		switch {
		case r == '\n' && lines:
			b.WriteByte('\n')
		case r == '\t' && lines:
			b.WriteString("    ")
		case r == '\n' || r == '\t':
			b.WriteByte(' ')
		case r == utf8.RuneError || unicode.Is(unicode.Cs, r):
			b.WriteRune('�')
		case unicode.IsControl(r) || unicode.Is(unicode.Cf, r) || r == '\u2028' || r == '\u2029':
			// Dropped: ESC, C0, C1, bidi overrides, joiners, line separators.
		default:
			b.WriteRune(r)
		}
	}
	return b.String()
}

// plain spares the copy for the usual text.
func plain(s string) bool {
	for i := 0; i < len(s); i++ {
		if s[i] < 0x20 || s[i] > 0x7e {
			return false
		}
	}
	return true
}
