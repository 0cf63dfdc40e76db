package clean

import "testing"

func TestClean(t *testing.T) {
	for _, c := range []struct{ name, in, line, lines string }{
		{"plain", "errcode 45009", "errcode 45009", "errcode 45009"},
		{"chinese", "微信：接口", "微信：接口", "微信：接口"},
		{"escape sequence", "a\x1b[31mb", "a[31mb", "a[31mb"},
		{"clipboard", "a\x1b]52;c;aGk=\x07b\x1b\\", "a]52;c;aGk=b\\", "a]52;c;aGk=b\\"},
		{"C1", "a\u009b31mb\u0085", "a31mb", "a31mb"},
		{"bidi", "a\u202eb\u2066c\u200f", "abc", "abc"},
		{"zero width", "a\u200b\u200d\ufeff\u2060b\u00ad", "ab", "ab"},
		{"tags and selectors", "a\U000e0041\ufe0fb", "ab", "ab"},
		{"blank letters", "a\u3164\u115fb", "ab", "ab"},
		{"invalid UTF-8", "a\xff\xfeb", "a��b", "a��b"},
		{"lines", "a\tb\r\nc\u2028d", "a b cd", "a    b\ncd"},
		{"accents stay", "e\u0301", "e\u0301", "e\u0301"},
		{"pile of marks", "e\u0301\u0302\u0303\u0304\u0305\u0306x", "e\u0301\u0302\u0303\u0304x", "e\u0301\u0302\u0303\u0304x"},
		{"pile through a joiner", "e\u0301\u0302\u0303\u0304\u200d\u0305", "e\u0301\u0302\u0303\u0304", "e\u0301\u0302\u0303\u0304"},
		{"marks without a letter", "\u0301a\n\u0301b", "a \u0301b", "a\nb"},
	} {
		if got := Line(c.in); got != c.line {
			t.Errorf("%s: %q, want %q", c.name, got, c.line)
		}
		if got := Lines(c.in); got != c.lines {
			t.Errorf("%s: lines %q, want %q", c.name, got, c.lines)
		}
	}
}
