package rid

import (
	"cmp"
	"slices"
	"sort"
)

// failure is a finding and the mark that it is of.
type failure struct {
	of mark
	Finding
	near [kinds]int // how far off what was taken of each kind stands
}

// findings gives one finding for each rid of a record, for each errcode that
// is no rid's, and for a hint or a refused address that is nobody's.
func (rec record) findings() []Finding {
	if !slices.ContainsFunc(rec.marks, mark.fails) {
		return nil
	}
	failures := rec.ofWeChat(rec.failures())
	if len(failures) == 0 {
		return nil
	}
	for _, m := range rec.marks {
		switch m.kind {
		case messageKind, hintKind, addressKind:
			failures[rec.nearest(failures, m)].take(m, 0)
		}
	}
	for _, k := range [...]kind{appIDKind, pathKind} {
		rec.share(failures, k)
	}
	out := make([]Finding, len(failures))
	for i, f := range failures {
		out[i] = f.Finding
	}
	if one := &out[0]; len(out) == 1 && one.Code == 0 && len(rec.of(productKind)) == 0 && !slices.ContainsFunc(rec.marks, func(m mark) bool { return m.kind == codeKind }) {
		rec.said(one)
	}
	return out
}

// of gives the marks of one kind.
func (rec record) of(k kind) []mark {
	var out []mark
	for _, m := range rec.marks {
		if m.kind == k {
			out = append(out, m)
		}
	}
	return out
}

// failures finds what failed, in the order of the text.
func (rec record) failures() []failure {
	rids, broken, codes := rec.of(ridKind), rec.of(brokenKind), rec.of(codeKind)
	var out []failure
	taken := map[int64]bool{0: true} // 0 is no failure
	at := map[string]int{}
	for n, r := range rids {
		code := rec.codeFor(rids, codes, n)
		taken[code] = true
		if i, again := at[r.text]; again {
			f := &out[i]
			f.Weak, f.Code = f.Weak && r.weak, cmp.Or(f.Code, code)
			continue
		}
		at[r.text] = len(out)
		out = append(out, failure{of: r, Finding: Finding{RID: RID(r.text), Weak: r.weak, Code: code}})
	}
	for n, b := range broken {
		if slices.ContainsFunc(rids, func(r mark) bool { return fits(b.missing, RID(r.text)) }) {
			continue
		}
		code := rec.codeFor(broken, codes, n)
		if taken[code] {
			code = 0
		}
		taken[code] = true
		out = append(out, failure{of: b, Finding: Finding{Broken: BrokenRID{Text: b.text, Missing: b.missing}, Code: code}})
	}
	for _, c := range codes {
		if !taken[c.code] {
			taken[c.code] = true
			out = append(out, failure{of: c, Finding: Finding{Code: c.code}})
		}
	}
	if len(out) == 0 {
		out = rec.traces()
	}
	slices.SortStableFunc(out, func(a, b failure) int { return cmp.Compare(a.of.pos, b.of.pos) })
	return out
}

// traces are failures of which only a hint or a refused address is known.
func (rec record) traces() []failure {
	var out []failure
	for _, m := range rec.marks {
		if m.kind != hintKind && m.kind != addressKind {
			continue
		}
		if n := len(out); n > 0 && (out[n-1].of.kind != m.kind || out[n-1].of.text == m.text) {
			continue // the one's own before it
		}
		out = append(out, failure{of: m})
	}
	return out
}

// nearest is the index of the failure that a mark belongs to.
func (rec record) nearest(failures []failure, m mark) int {
	next := sort.Search(len(failures), func(i int) bool { return failures[i].of.pos >= m.pos })
	switch {
	case next == 0:
		return 0
	case next == len(failures):
		return next - 1
	case failures[next].of.pos < m.end:
		return next // its own mark
	}
	behind := rec.distance(failures[next-1].of.end, m.pos) + lateness
	if rec.distance(m.end, failures[next].of.pos) <= behind {
		return next
	}
	return next - 1
}

// share gives the failures what a record says of one kind: to all of them
// where it says one thing only, else to each what stands nearest to it.
func (rec record) share(failures []failure, k kind) {
	marks := rec.of(k)
	if len(marks) == 0 {
		return
	}
	if !slices.ContainsFunc(marks, func(m mark) bool { return m.text != marks[0].text }) {
		for i := range failures {
			failures[i].take(marks[0], 0)
		}
		return
	}
	for _, m := range marks {
		f := &failures[rec.nearest(failures, m)]
		f.take(m, max(f.of.pos-m.end, m.pos-f.of.end+lateness, 0)+1)
	}
}

// take keeps the first mark of its kind, or the nearest where far is given.
func (f *failure) take(m mark, far int) {
	var field *string
	switch m.kind {
	case messageKind:
		field = &f.Message
	case hintKind:
		field = &f.Hint
	case addressKind:
		field = &f.Address
	case appIDKind:
		field = &f.AppID
	case pathKind:
		field = &f.Path
	}
	if *field == "" || far < f.near[m.kind] {
		*field, f.near[m.kind] = m.text, far
	}
}
