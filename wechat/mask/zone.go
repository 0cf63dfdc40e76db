package mask

import (
	"strings"

	"wxops/wechat/escape"
)

// scope says of which class the next value within brackets is: by its own
// name, or by one farther out. A secret name inside makes its value secret.
type scope struct {
	outer  []bracket // that are open
	next   class
	inData bool // the next value is that of a field called data
}

// bracket is small: a text may be nothing but brackets.
type bracket struct {
	class  class
	told   class // of a name that stood as a value: {"name":"access_token",…
	object bool
	data   bool // within the data of a message
}

func (s *scope) open(b byte) {
	if s.next == personName {
		s.next = free // what has brackets is no name
	}
	data := s.inData || len(s.outer) > 0 && s.outer[len(s.outer)-1].data
	s.outer = append(s.outer, bracket{class: s.next, object: b == '{', data: data})
	s.inData = false
}

func (s *scope) shut() {
	s.outer = s.outer[:len(s.outer)-1]
	s.over()
}

func (s *scope) around() class {
	if len(s.outer) == 0 {
		return free
	}
	return s.outer[len(s.outer)-1].class
}

// inObject reports whether the innermost bracket is a brace.
func (s *scope) inObject() bool { return len(s.outer) > 0 && s.outer[len(s.outer)-1].object }

func (s *scope) name(name string) {
	s.next = s.around()
	own := classOf(name)
	s.inData = name == "data"
	if n := len(s.outer); own == free && n > 0 && isMessageValue(name) {
		switch in := s.outer[n-1]; {
		case in.told != free:
			own = in.told
		case in.data:
			own = message
		}
	}
	if own == secret || s.next == free {
		s.next = own
	}
}

// tell keeps what a text tells of the value that may follow it.
func (s *scope) tell(text string) {
	if n := len(s.outer); n > 0 && (s.next == free || s.next == personName) && s.outer[n-1].object && s.outer[n-1].told == free {
		s.outer[n-1].told = classOf(text)
	}
}

// over ends a value: the next one has no name yet.
func (s *scope) over() { s.next, s.inData = s.around(), false }

// zone masks every value within the brackets at v: an array of openids, an
// object under a personal name.
func (m *masker) zone(c class, v value) int {
	s, in := m.s, scope{next: c}
	for i := v.at; i < len(s); {
		switch b := s[i]; {
		case b == '[' || b == '{':
			in.open(b)
			i++
		case b == ']' || b == '}':
			in.shut()
			i++
			if len(in.outer) == 0 {
				return i
			}
		case b == ',' || b == ':' || b == '=' || escape.IsSpace(b):
			i++
		default:
			i = m.zoneItem(i, &in, v)
		}
	}
	return len(s)
}

// zoneItem masks one value, or takes a name.
func (m *masker) zoneItem(i int, in *scope, v value) int {
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
			return i + 1
		}
	}
	if n, _ := escape.SignAt(s, escape.SkipSpace(s, i)); n > 0 {
		in.name(s[start:end])
		return i
	}
	mark := ""
	if q == "" {
		mark = v.mark
	}
	m.named(in.next, start, end, mark)
	in.over()
	return i
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
		if !m.named(c, start, end, "") {
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
