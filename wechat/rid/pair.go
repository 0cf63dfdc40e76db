package rid

import (
	"bytes"
	"cmp"
	"iter"
	"slices"
	"sort"
)

// record is the marks that belong together, in the order of the text: those of
// one line, or of lines of which none says another thing than those before.
type record struct {
	text
	marks []mark
}

// records parts what was found.
func (p *page) records() iter.Seq[record] {
	codeFinder{p}.unlabelled()
	all := slices.Concat(p.rids, p.codes, p.others)
	slices.SortStableFunc(all, func(a, b mark) int { return cmp.Compare(a.pos, b.pos) })
	return func(yield func(record) bool) {
		for start := 0; start < len(all); {
			end := lineOf(p.text, all, start)
			for end < len(all) {
				next := lineOf(p.text, all, end)
				if parted(p.text, all[start:end], all[end:next]) {
					break
				}
				end = next
			}
			if !yield(record{p.text, all[start:end]}) {
				return
			}
			start = end
		}
	}
}

// lineOf is the index behind the marks that share a line with the one at start.
func lineOf(t text, all []mark, start int) int {
	reach := all[start].end
	for n := start + 1; n < len(all); n++ {
		if m := all[n]; m.pos > reach && bytes.IndexByte(t[reach:m.pos], '\n') >= 0 {
			return n
		}
		reach = max(reach, all[n].end)
	}
	return len(all)
}

// parted reports whether the marks of a line belong to another record than
// those of the lines before it.
func parted(t text, before, line []mark) bool {
	end := before[len(before)-1].end
	start := line[0].pos
	between := t[min(end, start):start]
	failed := slices.ContainsFunc(before, mark.fails)
	switch {
	case len(between) > tooFar:
		return true
	case failed && hasBlankLine(between):
		return true
	case failed && !t.indented(start) && !slices.ContainsFunc(line, mark.fails):
		return true // a failure's request stands before it
	case failed && !t.indented(start) && slices.ContainsFunc(line, mark.foreign) && !slices.ContainsFunc(before, mark.foreign):
		return true
	}
	return slices.ContainsFunc(line, func(m mark) bool { return m.contradicts(before) && (failed || m.fails() || !t.indented(start)) })
}

// fails reports whether a mark tells of a failure, and not only where.
func (m mark) fails() bool {
	switch m.kind {
	case codeKind:
		return m.code != 0
	case messageKind, appIDKind, pathKind, productKind:
		return false
	}
	return true
}

// contradicts reports whether others says something of the same kind, and none the same.
func (m mark) contradicts(others []mark) bool {
	if m.kind == codeKind && m.code == 0 || m.kind == messageKind {
		return false
	}
	other := false
	for _, o := range others {
		if o.kind != m.kind || o.kind == codeKind && o.code == 0 {
			continue
		}
		if o.text == m.text && o.code == m.code {
			return false
		}
		other = true
	}
	return other
}

func hasBlankLine(s []byte) bool {
	for {
		n := bytes.IndexByte(s, '\n')
		if n < 0 {
			return false
		}
		s = bytes.TrimLeft(s[n+1:], " \t\r")
		if len(s) > 0 && s[0] == '\n' {
			return true
		}
	}
}

// indented reports whether the line of i goes on with what stands before it.
func (t text) indented(i int) bool {
	start := bytes.LastIndexByte(t[:i], '\n') + 1
	return start < i && bytes.IndexByte([]byte(" \t\"'}])"), t[start]) >= 0
}

const (
	tooFar   = 1000 // bytes; nothing belongs to what is farther off
	lateness = 40   // bytes that what stands behind counts as farther: WeChat puts the errcode first
)

// codeFrom is the index of the first code at pos or after it.
func codeFrom(codes []mark, pos int) int {
	return sort.Search(len(codes), func(i int) bool { return codes[i].pos >= pos })
}

// codeFor weighs the last errcode before a rid and the first after it: the
// nearer wins, and a border between two objects counts as far. An errcode
// that stands nearer to the next rid is that one's.
func (rec record) codeFor(rids, codes []mark, n int) int64 {
	r := rids[n]
	next := codeFrom(codes, r.pos)
	best, code := tooFar, int64(0)
	if next > 0 && (n == 0 || rids[n-1].pos < codes[next-1].pos) {
		c := codes[next-1]
		if cost := rec.distance(c.end, r.pos); cost < best {
			best, code = cost, c.code
		}
	}
	if next < len(codes) {
		c := codes[next]
		cost := rec.distance(r.end, c.pos) + lateness
		if n+1 < len(rids) && rec.distance(c.end, rids[n+1].pos) < cost {
			return code
		}
		if cost < best && (n+1 == len(rids) || rids[n+1].pos > c.pos) {
			code = c.code
		}
	}
	return code
}

func (t text) distance(from, to int) int {
	const border = 300
	if to-from > tooFar || to < from {
		return tooFar
	}
	between, cost := t[from:to], to-from
	if bytes.IndexByte(between, '\n') >= 0 {
		cost += border
	}
	if bytes.IndexByte(between, '}') >= 0 || bytes.IndexByte(between, '{') >= 0 {
		cost += border
	}
	return cost
}
