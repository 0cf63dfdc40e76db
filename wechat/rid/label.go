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

// ridFinder marks rids, whole and broken.
type ridFinder struct{ *page }

// label takes what follows the word rid.
func (f ridFinder) label(i int) int {
	after := i + len("rid")
	if c := f.byteAt(after); c|0x20 == 's' && !escape.IsHex(f.byteAt(after+1)) {
		after++
	}
	k, firm := f.gap(after)
	if c := f.byteAt(k); k == after && escape.IsAlnum(c) && !escape.IsHex(c) {
		return after // ridge
	}
	k = f.listNumber(k)
	for _, start := range [...]int{k, f.pastOther(after)} {
		if id, end, ok := f.labelled(start); ok {
			f.rids = append(f.rids, mark{kind: ridKind, pos: start, end: end, text: string(id)})
			return end
		}
	}
	if firm && f.startsWord(i) && f.byteAt(i-1) != '_' {
		return f.broken(i, after, k)
	}
	return after
}

// pastOther skips what else may stand between a label and its rid on one line:
// words in Chinese, signs, emoji.
func (f ridFinder) pastOther(i int) int {
	const longest = 36
	stop := min(len(f.text), i+longest)
	for i < stop && !escape.IsAlnum(f.text[i]) && f.text[i] != '\n' {
		i++
	}
	return i
}

// listNumber skips the number of an entry: "1. ".
func (f ridFinder) listNumber(i int) int {
	j := i
	for escape.IsDigit(f.byteAt(j)) && j < i+3 {
		j++
	}
	if c := f.byteAt(j); j == i || c != '.' && c != ')' && c != ',' || f.byteAt(j+1) != ' ' {
		return i
	}
	return j + 2
}

// labelled reads a rid that a label announces. There spaces round the
// dashes, a line that was wrapped, and another sign for the dash are taken.
func (f ridFinder) labelled(i int) (id RID, end int, ok bool) {
	var b [ridLength]byte
	out, torn := b[:0], false
	for g := range ridGroups {
		if g > 0 {
			if i, ok = f.dash(i); !ok {
				return "", 0, false
			}
			out = append(out, '-')
		}
		from := i
		out, i, ok = f.group(out, i, g == ridGroups-1, torn)
		if !ok {
			return "", 0, false
		}
		torn = torn || i-from > ridDigits
	}
	return RID(bytes.ToLower(out)), i, true
}

func (f ridFinder) dash(i int) (int, bool) {
	j := f.spaces(i, 6)
	switch f.byteAt(j) {
	case '-', '_', '~':
		j++
	default:
		if j == i {
			return i, false
		}
	}
	return f.spaces(j, 6), true
}

// group reads eight hex digits, which a line's end or a translator's spaces may have
// torn apart; torn says that a group before it was.
func (f ridFinder) group(out []byte, i int, last, torn bool) ([]byte, int, bool) {
	const gap = 12
	from := i
	for i < from+ridDigits && escape.IsHex(f.byteAt(i)) {
		i++
	}
	out = append(out, f.text[from:i]...)
	lack := ridDigits - (i - from)
	if lack == ridDigits {
		return out, i, false
	}
	for tears := 1; lack > 0; tears++ {
		rest := f.spaces(i, gap)
		end := rest
		for end < rest+lack && escape.IsHex(f.byteAt(end)) {
			end++
		}
		lack -= end - rest
		if end == rest || rest == i || tears == ridDigits/2 || lack == 0 && last && tears == 1 && !torn && !f.isTail(rest, end) {
			return out, i, false
		}
		out, i = append(out, f.text[rest:end]...), end
	}
	return out, i, !last || f.ends(i)
}

// isTail reports whether a torn-off end belongs to the rid before it and is
// not a word that happens to be of hex digits: only a closing sign shows it.
func (f ridFinder) isTail(start, end int) bool {
	return end-start > 1 && bytes.ContainsAny(f.text[start:end], "0123456789") &&
		strings.IndexByte("\"'`\\}])<,;.\n\r\x00", f.byteAt(end)) >= 0
}

// ends reports whether a rid may end before i: at a border, or where a word
// is glued to it, but not where only more digits follow.
func (f ridFinder) ends(i int) bool {
	j := i
	for j < i+ridLength && escape.IsHex(f.byteAt(j)) {
		j++
	}
	c := f.byteAt(j)
	if j > i {
		return c|0x20 > 'f' && c|0x20 <= 'z'
	}
	return c != '-' || !f.hexRun(j+1)
}

// triple looks round a dash for three groups of exactly eight hex digits
// that nothing announces.
func (f ridFinder) triple(i int) int {
	start, end := i-ridDigits, i-ridDigits+ridLength
	if start < 0 || end > len(f.text) || !escape.IsHex(f.text[i-1]) || f.text[i+1+ridDigits] != '-' {
		return i + 1
	}
	for j := start; j < end; j++ {
		if j != i && j != i+1+ridDigits && !escape.IsHex(f.text[j]) {
			return i + 1
		}
	}
	if escape.IsAlnum(f.byteAt(start-1)) || escape.IsAlnum(f.byteAt(end)) || f.byteAt(end) == '-' && f.hexRun(end+1) {
		return i + 1
	}
	if f.byteAt(start-1) == '-' && f.hexRunBefore(start-1) {
		return i + 1
	}
	id := RID(bytes.ToLower(f.text[start:end]))
	if looksLikeDates(id) {
		return end
	}
	f.rids = append(f.rids, mark{kind: ridKind, pos: start, end: end, text: string(id), weak: !f.listed(start)})
	return end
}

// listed reports whether a rid is the next in a list that a label began.
func (f ridFinder) listed(start int) bool {
	const separators = 12
	n := len(f.rids)
	if n == 0 || f.rids[n-1].weak || start-f.rids[n-1].end > separators {
		return false
	}
	between := strings.Trim(string(f.text[f.rids[n-1].end:start]), " ,;|/\"'`\n\r\t-*")
	switch between {
	case "", "和", "与", "及", "跟", "and", "&", "or", "或":
		return true
	}
	return strings.Trim(between, "0123456789") == "." || strings.Trim(between, "0123456789") == ")"
}

// looksLikeDates tells 20250101-20250102-20250103 and other numbers from rids:
// without a letter, the first group must be a time since WeChat has rids.
func looksLikeDates(id RID) bool {
	return !strings.ContainsAny(string(id), "abcdef") && !plausibleTime(string(id[:ridDigits]))
}

// plausibleTime: rids came with August 2020 (0x5f24...), and 0x7fffffff is in 2038.
func plausibleTime(group string) bool { return group >= "5f000000" && group <= "7fffffff" }
