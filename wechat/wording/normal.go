package wording

import (
	"strings"
	"unicode/utf8"
)

// normal is a text in small letters, with one space between words and none
// beside signs and Chinese characters.
func normal(s string) string {
	form, _ := normalAt([]byte(s), 0, len(s))
	return string(form)
}

// normalAt writes the normal form of what stands at i, up to most bytes of it;
// ends has where each byte of it ends in the text.
func normalAt(text []byte, i, most int) (form []byte, ends []int) {
	space := false
	for stop := min(len(text), i+most); i < stop; i++ {
		c := text[i]
		if isSpace(c) {
			space = true
			continue
		}
		if space && len(form) > 0 && joins(form[len(form)-1]) && joins(c) {
			form, ends = append(form, ' '), append(ends, i)
		}
		space = false
		if c >= 'A' && c <= 'Z' {
			c |= 0x20
		}
		form, ends = append(form, c), append(ends, i+1)
	}
	return form, ends
}

// joins reports whether a space beside c parts two words.
func joins(c byte) bool { return c < utf8.RuneSelf && strings.IndexByte(",;:()[]{}\"'", c) < 0 }

func isSpace(c byte) bool { return c == ' ' || c == '\t' || c == '\n' || c == '\r' }
