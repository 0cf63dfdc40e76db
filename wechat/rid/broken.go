package rid

import (
	"bytes"
	"slices"
	"strings"

	"wxops/wechat/clean"
	"wxops/wechat/escape"
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
	const near = 600
	inErrmsg := s.byteAt(after) == ':' && s.msgAt >= 0 && i-s.msgAt < near
	inText := s.byteAt(after) == ':' && !bytes.ContainsAny(s.t[after:k], "\"'<\n")
	p := s.pieces(k)
	if p.end == k {
		if !inErrmsg || !s.stopsAfter(after, k, inText) {
			return after
		}
		s.addBroken(i, k, "rid:", blankRID)
		return k
	}
	stopped := inText && inErrmsg && (p.end == len(s.t) || s.t[p.end] == '"')
	if !p.isBroken(inText, stopped) {
		return after
	}
	text := strings.Join(strings.Fields(string(s.t[k:p.end])), " ")
	s.addBroken(k, p.end, clean.Line(text), p.form())
	return p.end
}

func (s *scanner) addBroken(pos, end int, text, missing string) {
	s.others = append(s.others, mark{kind: brokenKind, pos: pos, end: end, text: text, missing: missing})
}

// stopsAfter knows an errmsg that was cut off right after its label: "… rid:".
func (s *scanner) stopsAfter(after, k int, inText bool) bool {
	if inText {
		return k == len(s.t) || s.t[k] == '.'
	}
	return s.byteAt(s.spaces(after+1, 1)) == '"'
}

const blankRID = "????????-????????-????????"

// misreads are what OCR makes of the digits 1, 0, 5, 2 and 9.
const misreads = "lIioOsSzZgqQ|!"

func (s *scanner) pieces(i int) pieces {
	const longest = 64
	p := pieces{end: i}
	var group []byte
	stop := min(len(s.t), i+longest)
	for i < stop {
		switch c := s.t[i]; {
		case escape.IsHex(c):
			group, p.hex = append(group, c|0x20), p.hex+1
		case c == '*' || c == '?' || c == '#' || c|0x20 == 'x':
			group, p.masked = append(group, '?'), p.masked+1
		case strings.IndexByte(misreads, c) >= 0:
			group, p.misread = append(group, '?'), p.misread+1
		case c == ' ' && s.byteAt(s.spaces(i, 3)) == '-':
		case c == ' ' && s.byteAt(i-1) == '-' && escape.IsHex(s.byteAt(i+1)):
		case c == '-':
			p.groups, group = append(p.groups, string(group)), nil
		case c == '.' && s.byteAt(i+1) == '.':
			for s.byteAt(i) == '.' {
				i++
			}
			p.cut, p.end = true, i
			if len(group)+len(p.groups) == 0 && escape.IsHex(s.byteAt(i)) {
				continue // "...82e0-5a2b1c3d-0f1e2d3c" lacks its head
			}
			p.groups = append(p.groups, string(group))
			return p
		default:
			stop = i
			continue
		}
		i++
		p.end = i
	}
	if c := s.byteAt(p.end); escape.IsAlnum(c) || c == '_' {
		p.hex, p.masked = 0, 0 // the beginning of a word
	}
	p.groups = append(p.groups, string(group))
	return p
}

// isBroken reports whether the pieces were a rid once. In a running text, not
// in a field, a piece of one group may be; stopped says that an errmsg ends in it.
func (p pieces) isBroken(inText, stopped bool) bool {
	g := p.groups
	if len(g) > ridGroups || p.misread > 0 && p.hex < 16 || p.tooLong() {
		return false
	}
	marred := p.masked > 0 || p.cut
	switch {
	case p.hex == 0:
		return p.masked >= 3
	case len(g) == 1 && len(g[0]) > ridDigits:
		return p.masked >= 3 && p.hex >= 4 && len(g[0]) <= ridLength
	case len(g) == 1 && marred:
		return p.hex >= 2
	case len(g) == 1 && len(g[0]) == ridDigits:
		return inText && plausibleTime(g[0])
	case len(g) == 1:
		return stopped && len(g[0]) > 1 && plausibleTime(g[0]+"ffffff")
	case p.masked > 0:
		return true
	case len(g[0]) == ridDigits && p.misread == 0:
		uuid := len(g[1]) == 4 && (len(g) == ridGroups || !plausibleTime(g[0]))
		return !uuid
	case len(g) == ridGroups:
		return p.hex+p.misread >= 16
	}
	return p.cut
}

// tooLong: a group has more digits than a rid's, save a last one that
// something was glued to.
func (p pieces) tooLong() bool {
	g := p.groups
	if len(g) == 1 {
		return false // a rid masked in the middle may have lost its dashes
	}
	glued := len(g) == ridGroups && len(g[0]) == ridDigits && len(g[1]) == ridDigits
	return slices.ContainsFunc(g, func(group string) bool {
		return len(group) > ridDigits && strings.Trim(group, "?") != "" && !glued
	})
}

// form is the rid with a question mark for each digit that is missing; "" when
// there are too many.
func (p pieces) form() string {
	if len(p.groups) == 1 && len(p.groups[0]) > ridDigits && p.masked > 0 {
		return endsKnown(p.groups[0])
	}
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
	return strings.Join(out[:], "-")
}

// endsKnown is the form of a rid of which the middle is masked, dashes and all.
func endsKnown(piece string) string {
	first, last := strings.IndexByte(piece, '?'), strings.LastIndexByte(piece, '?')
	form := []byte(blankRID)
	put := func(at, step int, digits string) {
		for n := range len(digits) {
			if form[at] == '-' {
				at += step
			}
			i := n
			if step < 0 {
				i = len(digits) - 1 - n
			}
			form[at] = digits[i]
			at += step
		}
	}
	put(0, 1, piece[:first])
	put(len(form)-1, -1, piece[last+1:])
	return string(form)
}
