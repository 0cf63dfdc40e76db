package draw

import (
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/charmbracelet/x/ansi"
)

// Width measures a text in terminal cells.
func Width(s string) int { return ansi.StringWidth(s) }

// Fit cuts or pads a plain text to exactly n cells.
func Fit(s string, n int, ellipsis string) string {
	if n <= 0 {
		return ""
	}
	w := Width(s)
	if w > n {
		s = ansi.Truncate(s, n, ellipsis)
		w = Width(s)
	}
	return s + strings.Repeat(" ", n-w)
}

// FitRight is Fit for numbers: the padding stands before the text.
func FitRight(s string, n int, ellipsis string) string {
	s = strings.TrimRight(Fit(s, n, ellipsis), " ")
	return strings.Repeat(" ", max(0, n-Width(s))) + s
}

// Wrap breaks a plain text into lines of at most n cells: at spaces where
// there are any, else between cells, as Chinese is broken.
func Wrap(s string, n int) []string {
	n = max(n, 1)
	var lines []string
	for line := range strings.SplitSeq(s, "\n") {
		lines = append(lines, wrapLine(line, n)...)
	}
	return lines
}

// wrapLine measures no more of s than one line may hold, so that a long text
// takes time in proportion to its length.
func wrapLine(s string, n int) []string {
	var lines []string
	for len(s) > n { // no character is wider than it has bytes
		head := s[:n]
		if !ascii(s[:n+1]) {
			head = ansi.Truncate(StartOf(s, n), n, "")
		}
		if head == s {
			break
		}
		if head == "" {
			_, size := utf8.DecodeRuneInString(s) // wider than the line
			head = s[:size]
		}
		if i := strings.LastIndexByte(head, ' '); i > len(head)/2 && s[len(head)] != ' ' {
			head = head[:i]
		} else {
			head = withoutOrphan(head, s[len(head):])
		}
		lines = append(lines, strings.TrimRight(head, " "))
		s = strings.TrimLeft(s[len(head):], " ")
	}
	if s == "" && lines != nil {
		return lines
	}
	return append(lines, s)
}

// withoutOrphan leaves the last letter to the next line where that would begin
// with a Chinese stop or closing bracket, which no line may begin with.
func withoutOrphan(head, rest string) string {
	next, _ := utf8.DecodeRuneInString(rest)
	_, size := utf8.DecodeLastRuneInString(head)
	if !strings.ContainsRune("，。、；：！？）】」』》”’…", next) || size >= len(head) {
		return head
	}
	return head[:len(head)-size]
}

// ascii reports whether each byte of a clean text is one cell.
func ascii(s string) bool {
	for i := range len(s) {
		if s[i] < ' ' || s[i] > '~' {
			return false
		}
	}
	return true
}

// StartOf cuts s to what may fit on n cells. Only a letter under a heap of
// accents takes more bytes than that; it is broken.
func StartOf(s string, n int) string {
	at := n * 8
	if len(s) <= at {
		return s
	}
	for at > 0 && !utf8.RuneStart(s[at]) {
		at--
	}
	return s[:at]
}

// Apart puts a space before a text, or nothing where there is no text.
func Apart(space, text string) string {
	if text == "" {
		return ""
	}
	return space + text
}

// Span is a piece of a line: plain text and the style it is drawn in.
type Span struct {
	Text  string // plain and clean: it is measured and cut
	Style Style  // the zero value leaves the text as it is
}

// Span is a piece of a line in this style.
func (s Style) Span(text string) Span { return Span{text, s} }

// Line draws spans on exactly n cells: measured and cut while plain, styled last.
func Line(n int, ellipsis string, spans ...Span) string {
	var b strings.Builder
	for i, s := range spans {
		w := Width(s.Text)
		last := i == len(spans)-1
		switch {
		case n <= 0:
			return b.String()
		case w > n:
			s.Text, w = Fit(s.Text, n, ellipsis), n
		case last:
			b.WriteString(paint(s))
			b.WriteString(strings.Repeat(" ", n-w))
			return b.String()
		}
		b.WriteString(paint(s))
		n -= w
	}
	b.WriteString(strings.Repeat(" ", max(n, 0)))
	return b.String()
}

// paint leaves unstyled text alone, which spares most of the rendering work.
func paint(s Span) string {
	if s.Text == "" {
		return ""
	}
	return s.Style.Render(s.Text)
}

// FirstFitting is the first line that has room, of lines that say less and less;
// the last where none has. Empty parts are left out.
func FirstFitting(room int, lines ...[]string) string {
	var text string
	for _, parts := range lines {
		parts = slices.DeleteFunc(parts, func(p string) bool { return p == "" })
		if text = strings.Join(parts, "  "); Width(text) <= room {
			break
		}
	}
	return text
}

// SpansWidth measures spans in cells.
func SpansWidth(spans []Span) int {
	n := 0
	for _, s := range spans {
		n += Width(s.Text)
	}
	return n
}
