package report

import (
	"fmt"
	"io"
	"strings"

	"wxops/wechat/clean"
)

// Head is the head of a column of Markdown.
type Head struct {
	Text  string
	Right bool // figures stand at the right
}

// WriteMarkdown writes rows under their heads as a table of Markdown, for a ticket.
// Its cells are made by Prose and Verbatim.
func WriteMarkdown(w io.Writer, heads []Head, rows [][]string) {
	titles, rules := make([]string, len(heads)), make([]string, len(heads))
	for i, h := range heads {
		titles[i], rules[i] = Prose(h.Text), "---"
		if h.Right {
			rules[i] = "---:"
		}
	}
	for _, row := range append([][]string{titles, rules}, rows...) {
		fmt.Fprintf(w, "| %s |\n", strings.Join(row, " | "))
	}
}

// prosaic keeps Markdown and HTML out of a text.
var prosaic = strings.NewReplacer(`\`, `\\`, "|", `\|`, "`", "\\`", "*", `\*`, "_", `\_`, "<", `\<`, "[", `\[`, "&", `\&`)

// Prose is a text as a cell of Markdown.
func Prose(s string) string {
	s = prosaic.Replace(clean.Line(s))
	if strings.Count(s, "~") > 1 { // one alone strikes nothing out
		s = strings.ReplaceAll(s, "~", `\~`)
	}
	return s
}

// Verbatim is a path or the like as a cell of Markdown, to be read as it stands.
func Verbatim(s string) string {
	if s = strings.NewReplacer("`", "'", "|", `\|`).Replace(clean.Line(s)); s == "" {
		return ""
	}
	return "`" + s + "`"
}
