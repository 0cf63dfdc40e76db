package mask

import (
	"regexp"
	"strings"
	"sync"
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

// jsonReader reads JSON, also without its end, and masks it as it goes: a
// value by its name, by one farther out, or by its form, once its escapes are read.
type jsonReader struct {
	lexer
	unmask bool
	scope  scope
	inName bool   // a name may come next
	before byte   // what the token before begins with
	said   string // the text that was the last value
}

// part is a token as it stands, and what is shown of a string or a number.
type part struct {
	token  string
	text   string // without quotes and escapes
	masked bool
	name   bool
	inline bool // the value of a name
}

// read gives the next part, without a token at the end; ok is false where the
// text is no JSON.
func (r *jsonReader) read() (p part, ok bool) {
	if p.token, ok = r.next(); p.token == "" {
		return p, ok
	}
	before := r.before
	r.before = p.token[0]
	p.inline = before == ':'
	depth := len(r.scope.outer)
	switch c := p.token[0]; c {
	case '{', '[':
		r.said = ""
		r.scope.open(c)
		r.inName = c == '{'
		return p, depth > 0 || before == 0 // and no second document
	case '}', ']':
		if depth == 0 || r.scope.inObject() != (c == '}') {
			return p, false
		}
		r.scope.shut()
		r.said, r.inName = "", false
	case ',':
		r.scope.over()
		r.inName = r.scope.inObject()
	case ':':
		ok = before == '"'
	case '"':
		r.str(&p)
	default:
		r.number(&p)
	}
	return p, ok && depth > 0
}

// skip goes to the end of the bracket that was opened last, and says false
// where the text is no JSON.
func (r *jsonReader) skip() bool {
	for open := 1; open > 0; {
		token, ok := r.next()
		if token == "" {
			return ok
		}
		switch token[0] {
		case '{', '[':
			open++
		case '}', ']':
			open--
		}
		r.before = token[0]
	}
	r.scope.shut()
	r.inName = false
	return true
}

// str takes a name, or masks a text.
func (r *jsonReader) str(p *part) {
	p.text = clean.Lines(unquote(p.token))
	if r.inName {
		p.name, r.inName = true, false
		r.scope.name(r.named(p.text))
		p.mask(r, free) // an openid, or what a lost quote made a name
		return
	}
	c := r.scope.next
	if c == free && !r.scope.inObject() && classOf(r.said) == secret && strings.ContainsAny(p.text, "0123456789") {
		c = secret // ["access_token","…"]
	}
	r.said = p.text
	if len(p.text) <= shownOfName {
		r.scope.tell(p.text)
	}
	p.mask(r, c)
	p.inline = p.inline || r.scope.inObject()
}

func (p *part) mask(r *jsonReader, c class) {
	if !r.unmask {
		shown := maskField(c, p.text)
		p.text, p.masked = shown, shown != p.text
	}
}

// named is the name that tells what a value is: in recorded requests, as in
// {"name":"access_token","value":"…"}, a text before it.
func (r *jsonReader) named(name string) string {
	said := r.said
	r.said = ""
	switch {
	case strings.HasPrefix(name, "value") && classOf(said) != free:
		return said
	case isMessageValue(name):
		const longest = 300
		if m := nameBehind().FindStringSubmatch(r.s[r.i:min(len(r.s), r.i+longest)]); m != nil && classOf(m[1]) != free {
			return m[1]
		}
	}
	return name
}

// nameBehind finds the name of a value that stands before it:
// {"value":"…","key":"access_token"}.
var nameBehind = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile(`^\s*:\s*"(?:[^"\\]|\\.)*"\s*,\s*"(?:key|name|Key|Name)"\s*:\s*"([\w.\-]{1,64})"`)
})

// number masks a number.
func (r *jsonReader) number(p *part) {
	p.text, r.said = p.token, ""
	if !isWord(p.token) {
		p.mask(r, r.scope.next)
	}
}

var quoteEscaper = strings.NewReplacer(`\`, `\\`, `"`, `\"`, "\n", `\n`)

// textJSON is Text for JSON, of which it leaves whatever is not masked as it
// stands; ok is false where the text is none.
func textJSON(s string) (shown string, ok bool) {
	if s == "" || s[0] != '{' && s[0] != '[' {
		return "", false
	}
	const deepest = 1000 // no request goes deeper; such brackets are a text as any other
	r := jsonReader{lexer: lexer{s: s}}
	var out strings.Builder
	kept := 0
	for {
		p, ok := r.read()
		switch {
		case !ok, len(r.scope.outer) > deepest:
			return "", false
		case p.token == "" && kept == 0:
			return s, true
		case p.token == "":
			out.WriteString(s[kept:])
			return out.String(), true
		case !p.masked:
			continue
		}
		out.WriteString(s[kept : r.i-len(p.token)])
		kept = r.i
		out.WriteByte('"')
		out.WriteString(quoteEscaper.Replace(p.text))
		if p.token[0] != '"' || closed(p.token) {
			out.WriteByte('"')
		}
	}
}

// closed reports whether a string has its end, which a text that was cut off lacks.
func closed(token string) bool {
	return len(token) > 1 && token[len(token)-1] == '"' && escape.Closing(token, 1, `"`) == len(token)-1
}

// unquote reads a JSON string and is lenient: what is no escape stays.
func unquote(token string) string {
	s := strings.TrimPrefix(token, `"`)
	if closed(token) {
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
	r, ok := escape.HexRune(s, digits)
	if !ok {
		return utf8.RuneError, 0
	}
	if utf16.IsSurrogate(r) && len(s) >= pair && s[digits:digits+2] == `\u` {
		if low, ok := escape.HexRune(s[digits+2:], digits); ok {
			if whole := utf16.DecodeRune(r, low); whole != utf8.RuneError {
				return whole, pair
			}
		}
	}
	return r, digits
}
