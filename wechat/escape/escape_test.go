package escape

import (
	"fmt"
	"testing"
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
