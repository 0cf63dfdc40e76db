package mask

import (
	"strings"
	"unicode/utf8"
)

// printer writes JSON with one value on a line.
type printer struct {
	jsonReader
	out   strings.Builder
	empty []bool // of the open brackets, whether nothing stands in them yet
}

// run reports whether the text was JSON, perhaps without its end.
func (p *printer) run() bool {
	for {
		next, ok := p.read()
		if !ok {
			return false
		}
		if next.token == "" {
			return true
		}
		if p.out.Len() > maxFormatted-4*shownOfString*utf8.UTFMax {
			p.out.WriteString("\n" + more(len(p.s)-p.i+len(next.token)))
			return true
		}
		if !p.print(next) {
			return false
		}
	}
}

func (p *printer) print(next part) bool {
	switch c := next.token[0]; {
	case c == '{' || c == '[':
		return p.open(next)
	case c == '}' || c == ']':
		p.close(c)
	case c == ',':
		p.out.WriteByte(',')
	case c == ':':
		p.out.WriteString(": ")
	case next.name:
		p.begin(next)
		p.quote(next.text, shownOfName)
	case c == '"':
		p.begin(next)
		p.quote(next.text, shownOfString)
	case next.masked:
		p.begin(next)
		p.quote(next.text, shownOfName)
	default:
		p.begin(next)
		p.out.WriteString(shorten(next.text, shownOfName))
	}
	return true
}

// begin starts a line for a value of an array or a name.
func (p *printer) begin(next part) {
	if n := len(p.empty); n > 0 && !next.inline {
		p.empty[n-1] = false
		p.line(n)
	}
}

func (p *printer) line(depth int) {
	p.out.WriteByte('\n')
	for range depth {
		p.out.WriteString(indent)
	}
}

// open draws a bracket, or one sign for all that is too deep.
func (p *printer) open(next part) bool {
	p.begin(next)
	if len(p.empty) == maxDepth {
		p.out.WriteString("…")
		return p.skip()
	}
	p.out.WriteString(next.token)
	p.empty = append(p.empty, true)
	return true
}

func (p *printer) close(bracket byte) {
	n := len(p.empty) - 1
	if !p.empty[n] {
		p.line(n)
	}
	p.empty = p.empty[:n]
	p.out.WriteByte(bracket)
}

func (p *printer) quote(s string, most int) {
	p.out.WriteByte('"')
	p.out.WriteString(quoteEscaper.Replace(shorten(s, most)))
	p.out.WriteByte('"')
}
