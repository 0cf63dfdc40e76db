package rid

import (
	"bytes"
	"strings"

	"wxops/wechat/escape"
)

const (
	ridGroups = 3
	ridDigits = 8
	ridLength = ridGroups*ridDigits + ridGroups - 1
)

// label takes what follows the word rid.
func (s *scanner) label(i int) int {
	after := i + len("rid")
	if c := s.byteAt(after); c|0x20 == 's' && !escape.IsHex(s.byteAt(after+1)) {
		after++
	}
	k, firm := s.gap(after)
	if c := s.byteAt(k); k == after && escape.IsAlnum(c) && !escape.IsHex(c) {
		return after // ridge
	}
	k = s.listNumber(k)
	for _, start := range [...]int{k, s.pastOther(after)} {
		if id, end, ok := s.labelled(start); ok {
			s.rids = append(s.rids, mark{kind: ridKind, pos: start, end: end, text: string(id)})
			return end
		}
	}
	if firm && s.startsWord(i) && s.byteAt(i-1) != '_' {
		return s.broken(i, after, k)
	}
	return after
}

// pastOther skips what else may stand between a label and its rid on one line:
// words in Chinese, signs, emoji.
func (s *scanner) pastOther(i int) int {
	const longest = 36
	stop := min(len(s.t), i+longest)
	for i < stop && !escape.IsAlnum(s.t[i]) && s.t[i] != '\n' {
		i++
	}
	return i
}

// listNumber skips the number of an entry: "1. ".
func (s *scanner) listNumber(i int) int {
	j := i
	for escape.IsDigit(s.byteAt(j)) && j < i+3 {
		j++
	}
	if c := s.byteAt(j); j == i || c != '.' && c != ')' && c != ',' || s.byteAt(j+1) != ' ' {
		return i
	}
	return j + 2
}

// labelled reads a rid that a label announces. There spaces round the
// dashes, a line that was wrapped, and another sign for the dash are taken.
func (s *scanner) labelled(i int) (id RID, end int, ok bool) {
	var b [ridLength]byte
	out := b[:0]
	for g := range ridGroups {
		if g > 0 {
			if i, ok = s.dash(i); !ok {
				return "", 0, false
			}
			out = append(out, '-')
		}
		out, i, ok = s.group(out, i, g == ridGroups-1)
		if !ok {
			return "", 0, false
		}
	}
	return RID(bytes.ToLower(out)), i, true
}

func (s *scanner) dash(i int) (int, bool) {
	j := s.spaces(i, 6)
	switch s.byteAt(j) {
	case '-', '_', '~':
		j++
	default:
		if j == i {
			return i, false
		}
	}
	return s.spaces(j, 6), true
}

// spaces skips up to most white bytes, and what stands for one where a line
// was wrapped: =⏎ in mail, "> " before a quoted line, <br> and <wbr>.
func (s *scanner) spaces(i, most int) int {
	for n := 0; n < most; n++ {
		switch c := s.byteAt(i); {
		case escape.IsSpace(c), c == '=' && s.byteAt(i+1) == '\n', c == '>' && s.byteAt(i-1) == '\n':
			i++
		case c == '<' && s.breakTag(i) > 0:
			i += s.breakTag(i)
		default:
			return i
		}
	}
	return i
}

func (s *scanner) breakTag(i int) int {
	for _, tag := range [...]string{"<wbr>", "<br>", "<br/>", "<br />", "<wbr/>"} {
		if s.has(i, tag) {
			return len(tag)
		}
	}
	return 0
}

// group reads eight hex digits, of which a line's end or a translator's space
// may have torn some off.
func (s *scanner) group(out []byte, i int, last bool) ([]byte, int, bool) {
	const gap = 12
	from := i
	for i < from+ridDigits && escape.IsHex(s.byteAt(i)) {
		i++
	}
	out = append(out, s.t[from:i]...)
	lack := ridDigits - (i - from)
	if lack > 0 && lack < ridDigits {
		rest := s.spaces(i, gap)
		end := rest
		for end < rest+lack && escape.IsHex(s.byteAt(end)) {
			end++
		}
		if end < rest+lack || rest == i || last && !s.isTail(rest, end) {
			return out, i, false
		}
		out = append(out, s.t[rest:end]...)
		i, lack = end, 0
	}
	return out, i, lack == 0 && (!last || s.ends(i))
}

// isTail reports whether a torn-off end belongs to the rid before it and is
// not a word that happens to be of hex digits: only a closing sign shows it.
func (s *scanner) isTail(start, end int) bool {
	return end-start > 1 && bytes.ContainsAny(s.t[start:end], "0123456789") &&
		strings.IndexByte("\"'`\\}])<,;.\n\r\x00", s.byteAt(end)) >= 0
}

// ends reports whether a rid may end before i: at a border, or where a word
// is glued to it, but not where only more digits follow.
func (s *scanner) ends(i int) bool {
	j := i
	for j < i+ridLength && escape.IsHex(s.byteAt(j)) {
		j++
	}
	c := s.byteAt(j)
	if j > i {
		return c|0x20 > 'f' && c|0x20 <= 'z'
	}
	return c != '-' || !s.hexRun(j+1)
}

// hexRun reports whether the word at i is of hex digits only.
func (s *scanner) hexRun(i int) bool {
	j := i
	for j < i+40 && escape.IsHex(s.byteAt(j)) {
		j++
	}
	return j > i && !escape.IsAlnum(s.byteAt(j))
}

// triple looks round a dash for three groups of exactly eight hex digits
// that nothing announces.
func (s *scanner) triple(i int) int {
	start, end := i-ridDigits, i-ridDigits+ridLength
	if start < 0 || end > len(s.t) || !escape.IsHex(s.t[i-1]) || s.t[i+1+ridDigits] != '-' {
		return i + 1
	}
	for j := start; j < end; j++ {
		if j != i && j != i+1+ridDigits && !escape.IsHex(s.t[j]) {
			return i + 1
		}
	}
	if escape.IsAlnum(s.byteAt(start-1)) || escape.IsAlnum(s.byteAt(end)) || s.byteAt(end) == '-' && s.hexRun(end+1) {
		return i + 1
	}
	if s.byteAt(start-1) == '-' && s.hexRunBefore(start-1) {
		return i + 1
	}
	id := RID(bytes.ToLower(s.t[start:end]))
	if looksLikeDates(id) {
		return end
	}
	s.rids = append(s.rids, mark{kind: ridKind, pos: start, end: end, text: string(id), weak: !s.listed(start)})
	return end
}

// listed reports whether a rid is the next in a list that a label began.
func (s *scanner) listed(start int) bool {
	const separators = 12
	n := len(s.rids)
	if n == 0 || s.rids[n-1].weak || start-s.rids[n-1].end > separators {
		return false
	}
	between := strings.Trim(string(s.t[s.rids[n-1].end:start]), " ,;|/\"'`\n\r\t-*")
	switch between {
	case "", "和", "与", "及", "跟", "and", "&", "or", "或":
		return true
	}
	return strings.Trim(between, "0123456789") == "." || strings.Trim(between, "0123456789") == ")"
}

// hexRunBefore reports whether the word before the dash at i is of hex digits only.
func (s *scanner) hexRunBefore(i int) bool {
	j := i
	for j > i-40 && escape.IsHex(s.byteAt(j-1)) {
		j--
	}
	return j < i && !escape.IsAlnum(s.byteAt(j-1))
}

// looksLikeDates tells 20250101-20250102-20250103 and other numbers from rids:
// without a letter, the first group must be a time since WeChat has rids.
func looksLikeDates(id RID) bool {
	return !strings.ContainsAny(string(id), "abcdef") && !plausibleTime(string(id[:ridDigits]))
}

// plausibleTime: rids came with August 2020 (0x5f24...), and 0x7fffffff is in 2038.
func plausibleTime(group string) bool { return group >= "5f000000" && group <= "7fffffff" }
