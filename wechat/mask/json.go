package mask

import (
	"strings"
	"unicode/utf16"
	"unicode/utf8"

	"wxops/wechat/clean"
	"wxops/wechat/escape"
)

// lexer takes JSON apart without building it, so that order, numbers and
// doubled names stay, and neither depth nor size costs anything.
type lexer struct {
	s string
	i int
}

// next gives the next token: a bracket, comma or colon, a string with its
// quotes, a number or a word. It is "" at the end, and ok is false where the
// text is no JSON. A string may lack its end where the text was cut off.
func (l *lexer) next() (token string, ok bool) {
	l.i = escape.SkipSpace(l.s, l.i)
	start := l.i
	if start == len(l.s) {
		return "", true
	}
	switch c := l.s[start]; {
	case strings.IndexByte("{}[],:", c) >= 0:
		l.i++
	case c == '"':
		l.i = min(len(l.s), escape.Closing(l.s, start+1, `"`)+1)
	case c == '-' || escape.IsAlnum(c):
		for l.i < len(l.s) && (escape.IsAlnum(l.s[l.i]) || strings.IndexByte("+-.", l.s[l.i]) >= 0) {
			l.i++
		}
		if w := l.s[start:l.i]; !escape.IsDigit(c) && c != '-' && w != "true" && w != "false" && w != "null" && l.i < len(l.s) {
			return "", false
		}
	default:
		return "", false
	}
	return l.s[start:l.i], true
}

// printer writes JSON with one value on a line.
type printer struct {
	lexer
	out    strings.Builder
	unmask bool
	scope  scope
	levels []level
	hidden int // levels below the deepest one that is drawn
	last   byte
}

// level is an open bracket.
type level struct {
	object bool
	empty  bool
	inName bool // a name may come next
}

// run reports whether the text was JSON, perhaps without its end.
func (p *printer) run() bool {
	for {
		token, ok := p.next()
		if !ok {
			return false
		}
		if token == "" {
			return true
		}
		if p.out.Len() > maxFormatted-4*shownOfString*utf8.UTFMax {
			p.out.WriteString("\n" + more(len(p.s)-p.i+len(token)))
			return true
		}
		if !p.token(token) {
			return false
		}
	}
}

func (p *printer) token(token string) bool {
	before := p.last
	p.last = token[0]
	switch token[0] {
	case '{', '[':
		return p.open(token[0], before)
	case '}', ']':
		return p.close(token[0])
	}
	if p.hidden > 0 {
		return true
	}
	if len(p.levels) == 0 {
		return false
	}
	top := &p.levels[len(p.levels)-1]
	switch token[0] {
	case ',':
		p.out.WriteByte(',')
		top.inName = top.object
		p.scope.over()
	case ':':
		if before != '"' {
			return false
		}
		p.out.WriteString(": ")
	case '"':
		p.str(top, token)
	default:
		p.begin(top, before)
		p.number(token)
	}
	return true
}

// begin starts a line for a value of an array or a name.
func (p *printer) begin(top *level, before byte) {
	if before == ':' {
		return
	}
	top.empty = false
	p.line(len(p.levels))
}

func (p *printer) line(depth int) {
	p.out.WriteByte('\n')
	for range depth {
		p.out.WriteString(indent)
	}
}

func (p *printer) open(bracket, before byte) bool {
	if p.hidden > 0 {
		p.hidden++
		return true
	}
	if n := len(p.levels); n > 0 {
		p.begin(&p.levels[n-1], before)
	} else if p.out.Len() > 0 {
		return false // two documents
	}
	if len(p.levels) == maxDepth {
		p.out.WriteString("…")
		p.hidden = 1
		return true
	}
	p.out.WriteByte(bracket)
	object := bracket == '{'
	p.levels = append(p.levels, level{object: object, empty: true, inName: object})
	p.scope.open()
	return true
}

func (p *printer) close(bracket byte) bool {
	if p.hidden > 0 {
		p.hidden--
		return true
	}
	n := len(p.levels)
	if n == 0 || p.levels[n-1].object != (bracket == '}') {
		return false
	}
	if !p.levels[n-1].empty {
		p.line(n - 1)
	}
	p.levels = p.levels[:n-1]
	p.scope.shut()
	p.out.WriteByte(bracket)
	return true
}

// str writes a name or a string value.
func (p *printer) str(top *level, token string) {
	before := byte(0)
	if !top.inName && top.object {
		before = ':'
	}
	p.begin(top, before)
	s := clean.Lines(unquote(token))
	if top.inName {
		top.inName = false
		p.scope.name(s)
		p.quote(s, shownOfName)
		return
	}
	if !p.unmask {
		s = maskField(p.scope.next, s)
	}
	p.quote(s, shownOfString)
}

// number writes a number or a word as it stands.
func (p *printer) number(token string) {
	if p.unmask || isWord(token) {
		p.out.WriteString(shorten(token, shownOfName))
		return
	}
	if shown := maskField(p.scope.next, token); shown != token {
		p.quote(shown, shownOfName)
		return
	}
	p.out.WriteString(shorten(token, shownOfName))
}

var quoteEscaper = strings.NewReplacer(`\`, `\\`, `"`, `\"`, "\n", `\n`)

func (p *printer) quote(s string, most int) {
	p.out.WriteByte('"')
	p.out.WriteString(quoteEscaper.Replace(shorten(s, most)))
	p.out.WriteByte('"')
}

// unquote reads a JSON string and is lenient: what is no escape stays.
func unquote(token string) string {
	s := strings.TrimPrefix(token, `"`)
	if len(s) > 0 && s[len(s)-1] == '"' && escape.Closing(s, 0, `"`) == len(s)-1 {
		s = s[:len(s)-1]
	}
	if strings.IndexByte(s, '\\') < 0 {
		return s
	}
	var b strings.Builder
	b.Grow(len(s))
	for i := 0; i < len(s); {
		if s[i] != '\\' || i+1 == len(s) {
			b.WriteByte(s[i])
			i++
			continue
		}
		c := s[i+1]
		i += 2
		switch c {
		case 'n':
			b.WriteByte('\n')
		case 't':
			b.WriteByte('\t')
		case 'r', 'b', 'f': // nothing to draw
		case 'u':
			r, n := unicodeEscape(s[i:])
			b.WriteRune(r)
			i += n
		default:
			b.WriteByte(c)
		}
	}
	return b.String()
}

// unicodeEscape reads the digits of \u4e2d, and the second half of a pair.
func unicodeEscape(s string) (r rune, n int) {
	const digits, pair = 4, 4 + len(`\u`) + 4
	r, ok := escape.HexRune([]byte(s[:min(len(s), digits)]), digits)
	if !ok {
		return utf8.RuneError, 0
	}
	if utf16.IsSurrogate(r) && len(s) >= pair && s[digits:digits+2] == `\u` {
		if low, ok := escape.HexRune([]byte(s[digits+2:pair]), digits); ok {
			if whole := utf16.DecodeRune(r, low); whole != utf8.RuneError {
				return whole, pair
			}
		}
	}
	return r, digits
}
