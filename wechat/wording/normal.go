package wording

import (
	"bytes"
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
		if isSpace(c) || c == '+' && isPlus(text, i) {
			space = true
			if c == '\n' {
				i += samePrefix(text, i)
			}
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

// isPlus reports whether the plus at i stands for a blank, as in a form's values.
func isPlus(text []byte, i int) bool {
	return i > 0 && i+1 < len(text) && class[text[i-1]] == letter && class[text[i+1]] == letter
}

// samePrefix is the length of what a tool puts before every line of a service's
// log, "api-1 | ", where both lines at the line's end i have it.
func samePrefix(text []byte, i int) int {
	const most = 64
	next := text[i+1 : min(len(text), i+1+most)]
	bar := bytes.Index(next, []byte(" | "))
	if bar < 1 || bytes.IndexByte(next[:bar], '\n') >= 0 {
		return 0
	}
	prefix := next[:bar+len(" | ")]
	line := text[max(0, i-longest):i]
	line = line[bytes.LastIndexByte(line, '\n')+1:]
	if !bytes.HasPrefix(line, prefix) {
		return 0
	}
	return len(prefix)
}
