// Package clean makes a text from outside safe to draw. It masks nothing: what
// may be shown at all is for package mask to say.
package clean

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// Line makes a text from outside safe to draw on one line: no escape
// sequences, control bytes, bidi overrides or invisible characters, no piles
// of combining marks, and no invalid UTF-8. Line ends and tabs become spaces.
func Line(s string) string { return clean(s, false) }

// Lines is Clean for a text of several lines: it keeps the line ends, and
// a tab becomes four spaces.
func Lines(s string) string { return clean(s, true) }

// maxMarks is how many combining marks one letter may carry: more than any
// language needs, and too few to draw over the lines above and below.
const maxMarks = 4

func clean(s string, lines bool) string {
	if plain(s) {
		return s
	}
	var b strings.Builder
	b.Grow(len(s))
	marks := maxMarks // at a line's start there is no letter to carry one
	for _, r := range s {
		switch {
		case r >= ' ' && r <= '~' || r >= 0x4e00 && r <= 0x9fff:
			b.WriteRune(r)
			marks = 0
		case r == '\n' && lines:
			b.WriteByte('\n')
			marks = maxMarks
		case r == '\t' && lines:
			b.WriteString("    ")
			marks = 0
		case r == '\n' || r == '\t':
			b.WriteByte(' ')
			marks = 0
		case r == utf8.RuneError || r&0xfffe == 0xfffe: // invalid, or no character by definition
			b.WriteRune(utf8.RuneError)
			marks = 0
		case Unseen(r):
		case unicode.In(r, unicode.Mn, unicode.Me):
			if marks++; marks <= maxMarks {
				b.WriteRune(r)
			}
		default:
			b.WriteRune(r)
			marks = 0
		}
	}
	return b.String()
}

// Unseen is what a terminal obeys or hides instead of drawing it: ESC, C0, C1,
// bidi overrides, joiners, tags, variation selectors, blank letters.
func Unseen(r rune) bool {
	switch {
	case unicode.IsControl(r), r == '\u2028', r == '\u2029':
		return true
	case r < 0xad:
		return false
	case r == '\u034f', r == '\u115f', r == '\u1160', r == '\u3164', r == '\uffa0', r == '\u17b4', r == '\u17b5':
		return true
	}
	return unicode.In(r, unicode.Cf, unicode.Variation_Selector, unicode.Other_Default_Ignorable_Code_Point)
}

// plain spares the copy for the usual text.
func plain(s string) bool {
	for i := 0; i < len(s); i++ {
		if s[i] < ' ' || s[i] > '~' {
			return false
		}
	}
	return true
}
