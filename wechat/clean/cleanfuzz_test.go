package clean

import (
	"strings"
	"testing"
	"unicode/utf8"
)

func FuzzClean(f *testing.F) {
	for _, s := range []string{"a\x1b]52;c;aGk=\x07b", "\u202eabc\u2066", "a\u0301\u0301\u0301\u0301\u0301\u0301", "\x9b31m", "\xff\xfe", "家\u200d族", "a\tb\r\nc\u2028", "\U000e0041"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, text string) {
		for _, shown := range []string{Line(text), Lines(text)} {
			if !utf8.ValidString(shown) || Line(shown) != strings.ReplaceAll(shown, "\n", " ") {
				t.Errorf("%q is not clean", shown)
			}
			for _, r := range shown {
				if r != '\n' && Unseen(r) {
					t.Errorf("%q holds %U", shown, r)
				}
			}
		}
		if strings.Contains(Line(text), "\n") {
			t.Error("more than one line")
		}
	})
}
