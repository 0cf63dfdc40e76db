package escape

import "unicode/utf8"

// HexRune reads the character that s begins with, in that many hex digits.
func HexRune[T string | []byte](s T, digits int) (rune, bool) {
	if len(s) < digits {
		return 0, false
	}
	var r rune
	for i := range digits {
		v := HexValue[s[i]]
		if v < 0 {
			return 0, false
		}
		r = r<<4 | rune(v)
	}
	return r, r >= 0 && r <= utf8.MaxRune
}

// HexValue is what each byte is worth as a hex digit, -1 where it is none.
var HexValue = func() (t [256]int8) {
	for c := range t {
		t[c] = -1
	}
	for i, c := range "0123456789abcdef" {
		t[c] = int8(i)
	}
	for i, c := range "ABCDEF" {
		t[c] = int8(10 + i)
	}
	return t
}()

// IsHex takes 0-9, a-f, A-F.
func IsHex(c byte) bool { return HexValue[c] >= 0 }

// IsDigit takes 0-9.
func IsDigit(c byte) bool { return c >= '0' && c <= '9' }

// IsAlnum takes 0-9, a-z, A-Z.
func IsAlnum(c byte) bool { return IsDigit(c) || c|0x20 >= 'a' && c|0x20 <= 'z' }

// IsSpace takes what JSON takes for space.
func IsSpace(c byte) bool { return c == ' ' || c == '\t' || c == '\n' || c == '\r' }

// SkipSpace is the first place from i on that is not space.
func SkipSpace(s string, i int) int {
	for i < len(s) && IsSpace(s[i]) {
		i++
	}
	return i
}
