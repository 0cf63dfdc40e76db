package report

import (
	"bytes"
	"testing"
)

// TestNoCellBreaksATableOfMarkdown, nor is one read as markup.
func TestNoCellBreaksATableOfMarkdown(t *testing.T) {
	var b bytes.Buffer
	WriteMarkdown(&b, []Head{{"API", false}, {"Use", true}}, [][]string{
		{Verbatim("/wxa/get_x"), "93%"},
		{Verbatim("a`|b\n\x1b[31mc"), Prose("<b>|`x`\n*y* _z_ \\ ~~gone~~ &lt;")},
		{Verbatim(""), Prose("商城")},
	})
	want := "| API | Use |\n| --- | ---: |\n| `/wxa/get_x` | 93% |\n" +
		"| `a'\\|b [31mc` | \\<b>\\|\\`x\\` \\*y\\* \\_z\\_ \\\\ \\~\\~gone\\~\\~ \\&lt; |\n|  | 商城 |\n"
	if b.String() != want {
		t.Errorf("got\n%swant\n%s", b.String(), want)
	}
}
