package wechat

import (
	"bytes"
	"strings"
)

// pieces is what follows a label where no whole rid does. Digits that are
// not known are question marks.
type pieces struct {
	groups  []string
	hex     int
	masked  int
	misread int // letters that OCR takes for digits
	cut     bool
	end     int
}

// broken judges what follows the label at i, which no rid did.
func (s *scanner) broken(i, after, k int) int {
	p := s.pieces(k)
	if p.end == k {
		return s.cutLabel(i, after, k)
	}
	if !s.isBroken(p) {
		return after
	}
	text := strings.Join(strings.Fields(string(s.t[k:p.end])), " ")
	s.f.addBroken(BrokenRID{Text: Clean(text), Missing: p.form()})
	return p.end
}

// cutLabel takes an errmsg that was cut off right after its label.
func (s *scanner) cutLabel(i, after, k int) int {
	const near = 600
	if s.msgAt < 0 || i-s.msgAt > near || s.byteAt(i-1) != ' ' || s.byteAt(after) != ':' {
		return after
	}
	if k < len(s.t) && bytes.IndexByte(s.t[after:k], '"') < 0 && bytes.IndexByte(s.t[after:k], '\n') < 0 && s.t[k] != '<' && s.t[k] != '.' {
		return after
	}
	s.f.addBroken(BrokenRID{Text: "rid:", Missing: blankRID})
	return k
}

const blankRID = "????????-????????-????????"

const misreads = "lIioOsSzZgqQ|!"

func (s *scanner) pieces(i int) pieces {
	const longest = 64
	p := pieces{end: i}
	var group []byte
	stop := min(len(s.t), i+longest)
	for i < stop {
		c := s.t[i]
		switch {
		case isHex(c):
			group, p.hex = append(group, c), p.hex+1
		case c == '*' || c == '?' || c == '#' || c|0x20 == 'x':
			group, p.masked = append(group, '?'), p.masked+1
		case strings.IndexByte(misreads, c) >= 0:
			group, p.misread = append(group, '?'), p.misread+1
		case c == '-' || c == ' ' && s.byteAt(i+1) == '-' || c == ' ' && s.byteAt(i-1) == '-' && i > p.end-1 && p.end > 0 && len(group) == 0 && len(p.groups) > 0:
			if c == '-' {
				p.groups, group = append(p.groups, string(group)), nil
			}
		case c == '.' && s.byteAt(i+1) == '.':
			p.cut = true
			for i+1 < stop && s.t[i+1] == '.' {
				i++
			}
			if len(group) == 0 && len(p.groups) == 0 && isHex(s.byteAt(i+1)) {
				break // "...82e0-5a2b1c3d-0f1e2d3c" lacks its head
			}
			p.end = i + 1
			p.groups = append(p.groups, string(group))
			return p
		default:
			stop = i
			continue
		}
		i++
		p.end = i
	}
	if p.end > 0 && (isAlnum(s.byteAt(p.end)) || s.byteAt(p.end) == '_') {
		p.hex, p.masked = 0, 0 // the beginning of a word
	}
	p.groups = append(p.groups, strings.ToLower(string(group)))
	return p
}

func (s *scanner) isBroken(p pieces) bool {
	g := p.groups
	if len(g) > ridGroups || p.misread > 0 && p.hex < 16 {
		return false
	}
	for n, group := range g {
		tooLong := n == 2 && len(g[0]) == ridDigits && len(g[1]) == ridDigits && p.masked == 0
		if len(group) > ridDigits && !tooLong && strings.Trim(group, "?") != "" {
			return false
		}
	}
	switch {
	case p.hex == 0:
		return p.masked >= 3
	case len(g) == 1:
		return len(g[0]) <= ridDigits && (p.masked > 0 || p.cut || len(g[0]) == ridDigits && plausibleTime(g[0]) || s.endsHere(p))
	case len(g[0]) == ridDigits || p.masked > 0:
		return len(g[1]) != 4 || len(g) < 3 || len(g[2]) != 4 // the start of a UUID
	case len(g) == ridGroups:
		return p.hex+p.misread >= 16
	}
	return p.cut
}

// endsHere: a few digits are a cut-off rid only where an errmsg stops in them.
func (s *scanner) endsHere(p pieces) bool {
	return s.msgAt >= 0 && len(p.groups[0]) >= 2 && p.groups[0][0] >= '5' && p.groups[0][0] <= '7' &&
		(p.end >= len(s.t) || s.t[p.end] == '"')
}

// form is the rid with a question mark for each digit that is missing; "" when
// there are too many.
func (p pieces) form() string {
	var out [ridGroups]string
	for n := range out {
		group := ""
		if n < len(p.groups) {
			group = p.groups[n]
		}
		if strings.Trim(group, "?") == "" {
			group = ""
		}
		lack := ridDigits - len(group)
		switch {
		case lack < 0:
			return ""
		case n == 0 && len(p.groups) == ridGroups:
			out[n] = strings.Repeat("?", lack) + group
		default:
			out[n] = group + strings.Repeat("?", lack)
		}
	}
	return strings.ToLower(strings.Join(out[:], "-"))
}
