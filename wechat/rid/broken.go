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
	group   []byte // the one that is being read
	hex     int
	masked  int
	misread int // letters that OCR takes for digits
	cut     bool
	end     int
}

// broken judges what follows the label at i, which no rid did.
func (f ridFinder) broken(i, after, k int) int {
	const near = 600
	inErrmsg := f.byteAt(after) == ':' && f.msgAt >= 0 && i-f.msgAt < near
	inText := f.byteAt(after) == ':' && !bytes.ContainsAny(f.text[after:k], "\"'<\n")
	p := f.pieces(k)
	if p.end == k {
		if !inErrmsg || !f.stopsAfter(after, k, inText) {
			return after
		}
		f.addBroken(i, k, "rid:", blankRID)
		return k
	}
	stopped := inText && inErrmsg && (p.end == len(f.text) || f.text[p.end] == '"')
	if !p.isBroken(inText, stopped) {
		return after
	}
	text := strings.Join(strings.Fields(string(f.text[k:p.end])), " ")
	f.addBroken(k, p.end, clean.Line(text), p.form())
	return p.end
}

func (f ridFinder) addBroken(pos, end int, text, missing string) {
	f.others = append(f.others, mark{kind: brokenKind, pos: pos, end: end, text: text, missing: missing})
}

// stopsAfter knows an errmsg that was cut off right after its label: "… rid:".
func (f ridFinder) stopsAfter(after, k int, inText bool) bool {
	if inText {
		return k == len(f.text) || f.text[k] == '.'
	}
	return f.byteAt(f.spaces(after+1, 1)) == '"'
}

const blankRID = "????????-????????-????????"

// misreads are what OCR makes of the digits 1, 0, 5, 2 and 9.
const misreads = "lIioOsSzZgqQ|!"

func (f ridFinder) pieces(i int) pieces {
	const longest = 64
	p := pieces{end: i}
	for stop := min(len(f.text), i+longest); i < stop; {
		c := f.text[i]
		switch {
		case p.digit(c), f.spaceAtDash(i):
			i++
		case c == '-':
			p.nextGroup()
			i++
		case c == '.' && f.byteAt(i+1) == '.':
			for f.byteAt(i) == '.' {
				i++
			}
			p.cut, p.end = true, i
			if len(p.group)+len(p.groups) > 0 || !escape.IsHex(f.byteAt(i)) {
				p.nextGroup()
				return p
			} // else "...82e0-5a2b1c3d-0f1e2d3c" lacks its head
		default:
			stop = i
			continue
		}
		p.end = i
	}
	if c := f.byteAt(p.end); escape.IsAlnum(c) || c == '_' {
		p.hex, p.masked = 0, 0 // the beginning of a word
	}
	p.nextGroup()
	return p
}

// digit takes a digit, or what stands for one that is not known.
func (p *pieces) digit(c byte) bool {
	switch {
	case escape.IsHex(c):
		p.group, p.hex = append(p.group, c|0x20), p.hex+1
	case c == '*' || c == '?' || c == '#' || c|0x20 == 'x':
		p.group, p.masked = append(p.group, '?'), p.masked+1
	case strings.IndexByte(misreads, c) >= 0:
		p.group, p.misread = append(p.group, '?'), p.misread+1
	default:
		return false
	}
	return true
}

func (p *pieces) nextGroup() { p.groups, p.group = append(p.groups, string(p.group)), nil }

// spaceAtDash knows the spaces that a translator puts round a dash.
func (f ridFinder) spaceAtDash(i int) bool {
	return f.text[i] == ' ' && (f.byteAt(f.spaces(i, 3)) == '-' || f.byteAt(i-1) == '-' && escape.IsHex(f.byteAt(i+1)))
}

// How many digits tell a rid's remains from any other word.
const (
	mostKnown   = 16 // two groups: OCR leaves most digits of a rid as they were
	fewKnown    = 4  // at both ends of a rid that is masked in the middle
	leastKnown  = 2  // before or after a mask
	leastMasked = 3  // where no digit is known: ***
	uuidGroup   = 4  // digits of a UUID's second group
)

// isBroken reports whether the pieces were a rid once. In a running text, not
// in a field, a piece of one group may be; stopped says that an errmsg ends in it.
func (p pieces) isBroken(inText, stopped bool) bool {
	switch {
	case len(p.groups) > ridGroups, p.misread > 0 && p.hex < mostKnown, p.tooLong():
		return false
	case p.hex == 0:
		return p.masked >= leastMasked
	case len(p.groups) == 1:
		return p.isBrokenGroup(inText, stopped)
	case p.masked > 0:
		return true
	case len(p.groups[0]) == ridDigits && p.misread == 0:
		return !p.isUUID()
	case len(p.groups) == ridGroups:
		return p.hex+p.misread >= mostKnown
	}
	return p.cut
}

// isBrokenGroup judges a piece without a dash.
func (p pieces) isBrokenGroup(inText, stopped bool) bool {
	g := p.groups[0]
	switch {
	case len(g) > ridDigits:
		return p.masked >= leastMasked && p.hex >= fewKnown && len(g) <= ridLength
	case p.masked > 0 || p.cut:
		return p.hex >= leastKnown
	case len(g) == ridDigits:
		return inText && plausibleTime(g)
	}
	return stopped && len(g) >= leastKnown && plausibleTime(g+"ffffff")
}

// isUUID knows the head of 550e8400-e29b-41d4-a716-446655440000.
func (p pieces) isUUID() bool {
	return len(p.groups[1]) == uuidGroup && (len(p.groups) == ridGroups || !plausibleTime(p.groups[0]))
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
