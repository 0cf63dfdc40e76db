package wechat

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// value is where a field's value begins, and how it was announced.
type value struct {
	at       int
	nameMark string // the quote that closed the name: \", &quot;; "" without one
	encoded  bool   // the sign between was escaped, so that an escaped & ends the value
	inQuery  bool   // only & ends the value
	line     bool   // a header: the line's end ends the value
	xml      bool
}

// valueAfter finds the value of the field whose name ends at end, if there
// is one.
func (m *masker) valueAfter(start, end int, name string) (value, bool) {
	s, j := m.s, end
	var v value
	if end < len(s) && s[end] == '>' && start > 0 && s[start-1] == '<' {
		v.at, v.xml = end+1, true
		return v, true
	}
	v.nameMark = quoteAt(s, j)
	j += len(v.nameMark)
	for j < len(s) && (s[j] == ']' || s[j] == '*') {
		j++
	}
	if v.nameMark != "" {
		if after := multipart(s, j); after > 0 {
			v.at, v.line = after, true
			return v, true
		}
		if after := serialized(s, j); after > 0 {
			v.at = after
			return v, true
		}
	}
	gap := j
	j = skipSpace(s, j)
	n, encoded := signAt(s, j)
	switch {
	case n > 0 && s[j] >= utf8.RuneSelf && name != "" && (j+n >= len(s) || s[j+n] >= utf8.RuneSelf):
		return v, false // access_token 是否正确
	case n > 0:
		j = skipSpace(s, j+n)
	case gap < j && strings.HasPrefix(name, "--"), gap < j && strings.EqualFold(name, "bearer"):
	default:
		return v, false
	}
	if dump := strings.HasPrefix(s[j:], "string("); dump {
		if at := strings.IndexByte(s[j:min(len(s), j+20)], ')'); at > 0 {
			j = skipSpace(s, j+at+1)
		}
	}
	v.at, v.encoded = j, encoded
	v.inQuery = start == 0 || strings.IndexByte("?&", s[start-1]) >= 0
	flat := strings.ToLower(name)
	v.line = strings.HasSuffix(flat, "authorization") || strings.HasSuffix(flat, "cookie")
	return v, true
}

// value masks what begins at v and gives where to go on.
func (m *masker) value(c class, v value) int {
	s := m.s
	if v.xml {
		return m.xmlValue(c, v.at)
	}
	if q := quoteAt(s, v.at); q != "" {
		start := v.at + len(q)
		end := closing(s, start, q)
		m.put(start, end, maskRaw(c, s[start:end]))
		return min(len(s), end+len(q))
	}
	if v.at < len(s) && (s[v.at] == '[' || s[v.at] == '{') {
		return m.zone(c, v)
	}
	end := v.at
	for end < len(s) && !v.endsAt(s, end) {
		end++
	}
	m.bare(c, v.at, end, v.nameMark)
	return end
}

// bare masks a value without quotes; it gets those of its name, so that
// JSON stays JSON.
func (m *masker) bare(c class, start, end int, mark string) {
	raw := m.s[start:end]
	if raw == "null" || raw == "true" || raw == "false" || raw == "nil" || raw == "None" {
		return
	}
	if shown := maskRaw(c, raw); shown != raw {
		m.put(start, end, mark+shown+mark)
	}
}

func (v value) endsAt(s string, i int) bool {
	switch c := s[i]; c {
	case '\n', '\r', '"':
		return true
	case '\'', '<', '>', '`':
		return true
	case '&', '\\', ' ', '\t', '|':
		return !v.line
	case ',', ';', ')', ']', '}', '{', '[', '(':
		return !v.line && !v.inQuery
	case '%':
		b, n := escapedByte(s, i)
		return v.encoded && n > 0 && strings.IndexByte("&\"},]", b) >= 0
	default:
		return c >= utf8.RuneSelf && !v.line && fullStop(s[i:])
	}
}

func fullStop(s string) bool {
	r, _ := utf8.DecodeRuneInString(s)
	return strings.ContainsRune("，。；、：）】」”’！？", r)
}

func (m *masker) xmlValue(c class, start int) int {
	const cdata, cdataEnd = "<![CDATA[", "]]>"
	s, stop := m.s, "<"
	start = skipSpace(s, start)
	if strings.HasPrefix(s[start:], cdata) {
		start += len(cdata)
		stop = cdataEnd
	}
	end := len(s)
	if at := strings.Index(s[start:], stop); at >= 0 {
		end = start + at
	}
	m.put(start, end, maskRaw(c, s[start:end]))
	return end
}

// zone masks every value within the brackets at v: of an array of openids,
// or of an object under a personal name.
func (m *masker) zone(c class, v value) int {
	s, depth, next := m.s, 0, c
	for i := v.at; i < len(s); {
		switch b := s[i]; {
		case b == '[' || b == '{':
			depth++
			i++
		case b == ']' || b == '}':
			depth--
			i++
			if depth == 0 {
				return i
			}
		case b == ',' || b == ':' || b == '=' || isSpace(b):
			i++
		default:
			i, next = m.zoneItem(i, c, next, v)
		}
	}
	return len(s)
}

// zoneItem masks one value, or takes a name: a secret name makes its value secret.
func (m *masker) zoneItem(i int, c, next class, v value) (int, class) {
	s := m.s
	q := quoteAt(s, i)
	start, end := i+len(q), 0
	if q != "" {
		end = closing(s, start, q)
		i = min(len(s), end+len(q))
	} else {
		for end = start; end < len(s) && !v.endsAt(s, end) && s[end] != ':' && s[end] != '='; end++ {
		}
		if i = end; end == start {
			return i + 1, next
		}
	}
	if n, _ := signAt(s, skipSpace(s, i)); n > 0 {
		if classOf(s[start:end]) == secret {
			return i, secret
		}
		return i, c
	}
	if q == "" {
		m.bare(next, start, end, v.nameMark)
	} else {
		m.put(start, end, maskRaw(next, s[start:end]))
	}
	return i, c
}

// maskRaw masks a value as it stands in a text. Its last four characters are
// only shown where they are not a part of an escape.
func maskRaw(c class, raw string) string {
	if c == personal || c == personName {
		if strings.ContainsAny(raw, "\\%&<") && raw != "" {
			return mask
		}
	}
	return maskValue(c, raw)
}

// closing finds the end of a value that the quote q opened. In a text that is
// escaped n times, a quote with more than n backslashes belongs to the value.
func closing(s string, start int, q string) int {
	if q[0] != '\\' && len(q) > 1 || strings.IndexByte(q, 'u') > 0 {
		if at := strings.Index(s[start:], q); at >= 0 {
			return start + at
		}
		return len(s)
	}
	level, char := len(q)-1, q[len(q)-1]
	for i := start; i < len(s); i++ {
		at := strings.IndexByte(s[i:], char)
		if at < 0 {
			return len(s)
		}
		i += at
		slashes := 0
		for i-slashes > start && s[i-slashes-1] == '\\' {
			slashes++
		}
		if level == 0 && slashes%2 == 0 || level > 0 && slashes <= level {
			return i - min(slashes, level)
		}
	}
	return len(s)
}

// quoteAt gives the quote that stands at i, with what escapes it.
func quoteAt(s string, i int) string {
	j := i
	for j < len(s) && s[j] == '\\' {
		j++
	}
	if j == len(s) {
		return ""
	}
	if c := s[j]; c == '"' || c == '\'' || c == '`' {
		return s[i : j+1]
	}
	switch s[i] {
	case '\\', '%':
		if b, n := escapedByte(s, i); n > 0 && (b == '"' || b == '\'') {
			return s[i : i+n]
		}
	case '&':
		for _, e := range [...]string{"&quot;", "&#34;", "&#x22;", "&#39;", "&apos;", "&amp;quot;", "&amp;#34;"} {
			if strings.HasPrefix(s[i:], e) {
				return e
			}
		}
	}
	return ""
}

// signAt is the length of the sign between a name and its value, and whether
// it was escaped.
func signAt(s string, i int) (n int, encoded bool) {
	if i >= len(s) {
		return 0, false
	}
	switch s[i] {
	case ':':
		return 1, false
	case '=':
		n = 1
		for i+n < len(s) && n < 3 && (s[i+n] == '=' || s[i+n] == '>') {
			n++
		}
		return n, false
	case '\\', '%':
		if b, n := escapedByte(s, i); n > 0 && (b == ':' || b == '=') {
			return n, s[i] == '%'
		}
	case '&':
		for _, e := range [...]string{"&#58;", "&#61;", "&colon;", "&equals;"} {
			if strings.HasPrefix(s[i:], e) {
				return len(e), false
			}
		}
	default:
		for _, sign := range [...]string{"是", "为", "：", "＝"} {
			if strings.HasPrefix(s[i:], sign) {
				return len(sign), false
			}
		}
	}
	return 0, false
}

// escapedByte reads \u0061, in any nesting of backslashes, and %61, in any
// nesting of %25. It gives n = 0 where there is no ASCII character.
func escapedByte(s string, i int) (b byte, n int) {
	j := i + 1
	digits := 2
	if s[i] == '\\' {
		for j < len(s) && s[j] == '\\' {
			j++
		}
		if j >= len(s) || s[j] != 'u' && s[j] != 'x' {
			return 0, 0
		}
		if s[j] == 'u' {
			digits = 4
		}
		j++
	} else {
		for strings.HasPrefix(s[j:], "25") {
			j += 2
		}
	}
	if len(s)-j < digits {
		return 0, 0
	}
	v := 0
	for _, c := range []byte(s[j : j+digits]) {
		if !isHex(c) {
			return 0, 0
		}
		v = v<<4 | int(hexValue[c])
	}
	if v >= utf8.RuneSelf {
		return 0, 0
	}
	return byte(v), j + digits - i
}

// invisible is the length of a character that Clean drops.
func invisible(s string) int {
	r, n := utf8.DecodeRuneInString(s)
	if r != utf8.RuneError && (unicode.Is(unicode.Cf, r) || unicode.IsControl(r)) {
		return n
	}
	return 0
}

// multipart gives where a form's part begins whose name ends at i.
func multipart(s string, i int) int {
	for _, gap := range [...]string{"\r\n\r\n", "\n\n"} {
		if strings.HasPrefix(s[i:], gap) {
			return i + len(gap)
		}
	}
	return 0
}

// serialized gives where PHP's serialized value begins: ;s:3:"…".
func serialized(s string, i int) int {
	const kind = ";s:"
	if !strings.HasPrefix(s[i:], kind) {
		return 0
	}
	for i += len(kind); i < len(s) && isDigit(s[i]); i++ {
	}
	if i < len(s) && s[i] == ':' {
		return i + 1
	}
	return 0
}

func skipSpace(s string, i int) int {
	for i < len(s) && isSpace(s[i]) {
		i++
	}
	return i
}
