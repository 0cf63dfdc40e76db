package report

import (
	"bytes"
	"encoding/json"
	"strings"
	"testing"

	"wxops/wechat/clean"
)

// TestAJSONDocumentActsOnNoTerminal: C1 controls, bidi overrides and invisible
// characters come out escaped, and are read back as they were.
func TestAJSONDocumentActsOnNoTerminal(t *testing.T) {
	for _, text := range []string{
		"plain <&> 商城 é 😀", "\x1b]52;c;eA==\a", "\u009b31m \u009d0;x \u0090q \u0085", "a\u202eb\u2066c\u200bd\u2028e\ufefff",
		"\U000e0041 tag", "\U0001f468\u200d\U0001f469", "\x7f", "tab\tline\nend", `back\slash "quote"`, "\\\u009b",
	} {
		var b bytes.Buffer
		if err := Write(&b, Request{URL: &text}); err != nil {
			t.Fatal(err)
		}
		if i := strings.IndexFunc(b.String(), func(r rune) bool { return r != '\n' && clean.Unseen(r) }); i >= 0 {
			t.Errorf("%q leaves %q", text, b.String()[i:i+3])
		}
		var back Request
		if err := json.Unmarshal(b.Bytes(), &back); err != nil || *back.URL != text {
			t.Errorf("%q came back as %q, %v", text, *back.URL, err)
		}
	}
}
