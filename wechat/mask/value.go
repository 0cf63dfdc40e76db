package mask

import (
	"strings"
	"unicode/utf8"

	"wxops/wechat/escape"
)

// value is where a field's value begins, and what surrounds it.
type value struct {
	at      int
	ends    extent
	mark    string // the quote that closed the name: \", &quot;; "" without one
	encoded bool   // the sign between was escaped, and so is what ends the value
	open    string // in XML: < and >, as this text escapes them
	shut    string
}

// extent is how far a value reaches that has no quotes.
type extent int

const (
	toSign    extent = iota // to a space, comma or bracket
	toAnd                   // in a query, to the next &
	toLineEnd               // of a header, or to the quote round it
	toPartEnd               // of a form's part, to the line's end
	toTag                   // in XML
)

// valueAfter finds the value of the field whose name stands from start to end,
// if there is one.
func (m *masker) valueAfter(start, end int, name string) (value, bool) {
	s := m.s
	if at, open, shut := xmlContent(s, start, end); at > 0 {
		return value{at: at, ends: toTag, open: open, shut: shut}, true
	}
	v := value{mark: escape.QuoteAt(s, end)}
	j := end + len(v.mark)
	if v.mark != "" {
		if strings.HasSuffix(s[:start], " name="+v.mark) {
			if at := partContent(s, j); at > 0 {
				return value{at: at, ends: toPartEnd, encoded: s[at-1] != '\n' && s[at-1] != '\r'}, true
			}
		}
		if at := pairedValue(s, j); at > 0 {
			v.at = at
			return v, true
		}
	}
	at, ok := m.pastSign(j, name, &v)
	if !ok {
		return v, false
	}
	v.at = pastPrefix(s, pastLength(s, at))
	switch flat := strings.ToLower(name); {
	case strings.HasSuffix(flat, "authorization"), strings.HasSuffix(flat, "cookie"):
		v.ends = toLineEnd
	case name != "" && (start == 0 || s[start-1] == '?' || s[start-1] == '&'):
		v.ends = toAnd
	}
	return v, true
}

// pastSign skips the sign between a name, which ends at j, and its value. A
// flag and "Bearer" need none.
func (m *masker) pastSign(j int, name string, v *value) (at int, ok bool) {
	s := m.s
	for j < len(s) && (s[j] == ']' || s[j] == '*') {
		j++
	}
	sign := escape.SkipSpace(s, j)
	n, encoded := escape.SignAt(s, sign)
	v.encoded = encoded
	switch at = sign + n; {
	case n == 0:
		return at, sign > j && (strings.HasPrefix(name, "--") || strings.EqualFold(name, "bearer"))
	case isVerb(s[sign:]) && name != "" && (at >= len(s) || s[at] >= utf8.RuneSelf):
		return at, false // access_token 是否正确
	case v.mark != "":
		return escape.SkipSpace(s, at), true
	}
	for at < len(s) && (s[at] == ' ' || s[at] == '\t') {
		at++ // but not to another line
	}
	return at, true
}

// isVerb takes the signs that are words, too: 是 and 为.
func isVerb(s string) bool { return strings.HasPrefix(s, "是") || strings.HasPrefix(s, "为") }

// xmlContent gives where the content of the element begins whose name stands
// from start to end, and the signs round its tag; 0 where there is none.
func xmlContent(s string, start, end int) (at int, open, shut string) {
	const longest = 200
	if end == len(s) || strings.IndexByte("> \t\n\\%&", s[end]) < 0 {
		return 0, "", ""
	}
	for start > 0 && end-start < longest && (wordByte[s[start-1]] || s[start-1] == ':') && escape.TagBefore(s, start) == "" {
		start-- // a namespace
	}
	if open = escape.TagBefore(s, start); open == "" {
		return 0, "", ""
	}
	attributes := escape.IsSpace(s[end])
	for i := end; i < min(len(s), end+longest); i++ {
		switch c := s[i]; {
		case c == '>' && s[i-1] == '/':
			return 0, "", ""
		case c == '>':
			return i + 1, open, ">"
		case c == '\\' || c == '%' || c == '&':
			if c, n := escape.CharAt(s, i); c == '>' {
				return i + n, open, s[i : i+n]
			}
		}
		if !attributes {
			break
		}
	}
	return 0, "", ""
}

// partContent gives where a form's part begins whose name ends at i, or 0.
func partContent(s string, i int) int {
	const headers, longest = 8, 200 // Content-Type and its like may stand between
	for range headers {
		n := escape.LineEnd(s, i)
		for stop := min(len(s), i+longest); n == 0 && i < stop; n = escape.LineEnd(s, i) {
			i++
		}
		if n == 0 {
			return 0
		}
		i += n
		if n = escape.LineEnd(s, i); n > 0 {
			return i + n
		}
	}
	return 0
}

// pairedValue gives where the value of a name that is itself a value begins,
// or 0: PHP's ;s:3:"…", and the "value":"…" of recorded requests.
func pairedValue(s string, i int) int {
	const serialized, word = ";s:", "value"
	if strings.HasPrefix(s[i:], serialized) {
		for i += len(serialized); i < len(s) && escape.IsDigit(s[i]); i++ {
		}
		if i < len(s) && s[i] == ':' {
			return i + 1
		}
		return 0
	}
	if i < len(s) && s[i] == ',' {
		i++
	}
	i = escape.SkipSpace(s, i)
	i += len(escape.QuoteAt(s, i))
	if !strings.HasPrefix(s[i:], word) {
		return 0
	}
	i += len(word)
	i = escape.SkipSpace(s, i+len(escape.QuoteAt(s, i)))
	n, _ := escape.SignAt(s, i)
	if n == 0 {
		return 0
	}
	return escape.SkipSpace(s, i+n)
}

// pastLength skips what PHP's var_dump puts before a value: string(26).
func pastLength(s string, i int) int {
	const kind, longest = "string(", 20
	if !strings.HasPrefix(s[i:], kind) {
		return i
	}
	at := strings.IndexByte(s[i:min(len(s), i+longest)], ')')
	if at < 0 {
		return i
	}
	return escape.SkipSpace(s, i+at+1)
}

// pastPrefix skips what Python puts before a quote: u'…', b'…'.
func pastPrefix(s string, i int) int {
	if i+1 < len(s) && strings.IndexByte("uUbBrR", s[i]) >= 0 && escape.QuoteAt(s, i+1) != "" {
		return i + 1
	}
	return i
}

// values masks what begins at v and gives where to go on. A value that a sign
// follows was itself a name, as in "token: access_token: …".
func (m *masker) values(c class, v value) int {
	for {
		end := m.value(c, v)
		if end <= v.at+len(v.mark) {
			return end
		}
		next := escape.SkipSpace(m.s, end)
		n, _ := escape.SignAt(m.s, next)
		if last := m.s[end-1]; n == 0 && last != ':' && last != '=' || next == len(m.s) {
			return end
		}
		v.at = escape.SkipSpace(m.s, next+n)
	}
}

// value masks one value and gives its end, or its begin when it is no such value.
func (m *masker) value(c class, v value) int {
	s := m.s
	if c == personName {
		// A longer value is none, and is looked through for other fields.
		const longest = 200
		s = s[:min(len(s), v.at+longest)]
	}
	if v.ends == toTag {
		return m.element(s, c, v)
	}
	if q := escape.QuoteAt(s, v.at); q != "" && v.ends != toPartEnd {
		start := v.at + len(q)
		end := escape.Closing(s, start, q)
		if !m.named(c, start, end, "") {
			return start
		}
		return min(len(s), end+len(q))
	}
	if v.at < len(s) && (s[v.at] == '[' || s[v.at] == '{') && v.ends != toPartEnd {
		if c == personName {
			return v.at
		}
		return m.zone(c, v)
	}
	end := v.at
	for end < len(s) && !v.endsAt(s, end) {
		end++
	}
	if !m.named(c, v.at, end, v.mark) {
		return v.at
	}
	return end
}

// named masks one value by its name. It reports false when the name says
// nothing about a value like this, so that its form must. A value without
// quotes gets those of its name, so that JSON stays JSON.
func (m *masker) named(c class, start, end int, mark string) bool {
	raw := m.s[start:end]
	if raw == "" || mark != "" && isWord(raw) {
		return true
	}
	shown, known := maskNamed(c, raw)
	if shown == raw {
		return known
	}
	if shown != stars && strings.ContainsAny(raw, "\\%&<") {
		shown = stars // its last four characters may be a part of an escape
	}
	m.put(start, end, mark+shown+mark)
	return true
}

func (v value) endsAt(s string, i int) bool {
	if v.ends == toPartEnd {
		return s[i] == '\n' || s[i] == '\r' || v.encoded && (s[i] == '"' || escape.LineEnd(s, i) > 0)
	}
	switch c := s[i]; c {
	case '\n', '\r', '"', '\'', '<', '>', '`':
		return true
	case '&', '\\', ' ', '\t', '|':
		return v.ends != toLineEnd
	case ',', ';', ')', ']', '}', '{', '[', '(':
		return v.ends == toSign
	case '%':
		b, n := escape.EscapedByte(s, i)
		return v.encoded && n > 0 && strings.IndexByte("&\"},]", b) >= 0
	default:
		return c >= utf8.RuneSelf && v.ends != toLineEnd && fullStop(s[i:])
	}
}

func fullStop(s string) bool {
	r, _ := utf8.DecodeRuneInString(s)
	return strings.ContainsRune("，。；、：）】」”’！？", r)
}
