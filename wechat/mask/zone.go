package mask

import (
	"strings"

	"wxops/wechat/escape"
)

// zone masks every value within the brackets at v: an array of openids, an
// object under a personal name. A secret name inside makes its value secret.
func (m *masker) zone(c class, v value) int {
	s, next := m.s, c
	var outer []class // of each open bracket
	for i := v.at; i < len(s); {
		switch b := s[i]; {
		case b == '[' || b == '{':
			outer = append(outer, next)
			i++
		case b == ']' || b == '}':
			outer = outer[:len(outer)-1]
			i++
			if len(outer) == 0 {
				return i
			}
			next = outer[len(outer)-1]
		case b == ',' || b == ':' || b == '=' || escape.IsSpace(b):
			i++
		default:
			i, next = m.zoneItem(i, outer[len(outer)-1], next, v)
		}
	}
	return len(s)
}

// zoneItem masks one value, or takes a name. It gives the class of the next value.
func (m *masker) zoneItem(i int, around, c class, v value) (int, class) {
	s := m.s
	q := escape.QuoteAt(s, i)
	start, end := i+len(q), 0
	if q != "" {
		end = escape.Closing(s, start, q)
		i = min(len(s), end+len(q))
	} else {
		for end = start; end < len(s) && !v.endsAt(s, end) && s[end] != ':' && s[end] != '='; end++ {
		}
		if i = end; end == start {
			return i + 1, c
		}
	}
	if n, _ := escape.SignAt(s, escape.SkipSpace(s, i)); n > 0 {
		return i, inner(around, classOf(s[start:end]))
	}
	mark := ""
	if q == "" {
		mark = v.mark
	}
	m.field(c, start, end, mark)
	return i, around
}

// inner is the class of a field within a masked one.
func inner(around, own class) class {
	if own == secret || around == free {
		return own
	}
	return around
}

// element masks the content of an XML element, also that of elements within.
func (m *masker) element(s string, c class, v value) int {
	cdata, cdataEnd := v.open+"![CDATA[", "]]"+v.shut
	for at, depth := v.at, 0; ; {
		start := escape.SkipSpace(s, at)
		stop := v.open
		if strings.HasPrefix(s[start:], cdata) {
			start += len(cdata)
			stop = cdataEnd
		}
		end := len(s)
		if n := strings.Index(s[start:], stop); n >= 0 {
			end = start + n
		}
		if !m.field(c, start, end, "") {
			return start
		}
		if stop == cdataEnd {
			end = min(len(s), end+len(cdataEnd))
		}
		if c == personName || !strings.HasPrefix(s[end:], v.open) {
			return end
		}
		tag := strings.Index(s[end:], v.shut)
		if tag < 0 {
			return end
		}
		switch {
		case strings.HasPrefix(s[end+len(v.open):], "/"):
			depth--
		case !strings.HasSuffix(s[:end+tag], "/"):
			depth++
		}
		if depth < 0 {
			return end
		}
		at = end + tag + len(v.shut)
	}
}
