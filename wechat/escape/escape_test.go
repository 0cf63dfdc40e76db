package escape

import (
	"fmt"
	"testing"
	"unicode/utf8"
)

// forms write one ASCII character in every way that a text may arrive in.
var forms = map[string]func(c byte) string{
	"json":             func(c byte) string { return fmt.Sprintf(`\u%04x`, c) },
	"json twice":       func(c byte) string { return fmt.Sprintf(`\\u%04X`, c) },
	"json three times": func(c byte) string { return fmt.Sprintf(`\\\\u%04x`, c) },
	"nginx":            func(c byte) string { return fmt.Sprintf(`\x%02X`, c) },
	"url":              func(c byte) string { return fmt.Sprintf("%%%02X", c) },
	"url twice":        func(c byte) string { return fmt.Sprintf("%%25%02x", c) },
	"url three times":  func(c byte) string { return fmt.Sprintf("%%2525%02X", c) },
	"html":             func(c byte) string { return fmt.Sprintf("&#%d;", c) },
	"html with zeros":  func(c byte) string { return fmt.Sprintf("&#%03d;", c) },
	"html in hex":      func(c byte) string { return fmt.Sprintf("&#x%X;", c) },
	"html twice":       func(c byte) string { return fmt.Sprintf("&amp;#x%x;", c) },
	"html in json":     func(c byte) string { return fmt.Sprintf(`\u0026#%d;`, c) },
}

func TestAnEscapeMeansInItsPlaceWhatItIsReadAs(t *testing.T) {
	for name, form := range forms {
		for _, c := range []byte(`"':=<>,;{}[]@ `) {
			text := form(c)
			if got := string(Unescape([]byte(text))); got != string(c) {
				t.Errorf("%s: %s is read as %q", name, text, got)
			}
			if got, n := CharAt(text, 0); got != c || n != len(text) {
				t.Errorf("%s: %s is in its place %q of %d bytes", name, text, got, n)
			}
		}
	}
}

func TestATextWithoutEscapesIsNotCopied(t *testing.T) {
	text := []byte("a line of a log")
	if got := Unescape(text); &got[0] != &text[0] {
		t.Error("it is another one")
	}
}

func TestChineseCharactersStayAndAllOthersAreFolded(t *testing.T) {
	for r := rune(0x80); r <= 0xffff; r++ {
		in := []byte("a" + string(r) + "b")
		want := append(appendFolded([]byte("a"), r), 'b')
		if !utf8.ValidRune(r) {
			continue
		}
		if got := Unescape(in); string(got) != string(want) {
			t.Fatalf("%U: %q, want %q", r, got, want)
		}
	}
	for torn, want := range map[string]string{
		"\xe5": " ", "\xe5\xb8": "  ", "\xe5a\x80": " a ", "\xe5\xb8a": "  a", "\xe4\xb7\xbf": "\u4dff", "\xea\x80\x80": "\ua000",
	} {
		if got := Unescape([]byte(torn)); string(got) != want {
			t.Errorf("%q: %q, want %q", torn, got, want)
		}
	}
}
