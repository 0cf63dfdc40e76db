package rid

import (
	"bytes"
	"cmp"
	"slices"
	"strings"
	"unicode/utf8"

	"wxops/wechat/escape"
)

// codeAndMessage takes an errcode that only its errmsg tells from other numbers.
func (f codeFinder) codeAndMessage(i int) int {
	if !f.standsAlone(i) {
		return i + 1
	}
	code, end, ok := f.number(i)
	if !ok || !usual(code) {
		return i + 1
	}
	if f.errmsgAt(end) {
		f.addCode(i, end, code)
	}
	return end
}

// moreCodes takes "45009/45011" and "40001、42001 或 40014".
func (f codeFinder) moreCodes(end int) int {
	for range 20 {
		k := f.spaces(end, 2)
		switch {
		case f.byteAt(k) == '/' || f.byteAt(k) == ',' || f.byteAt(k) == '|':
			k++
		case f.has(k, "or "), f.has(k, "and "):
			k += 3
		case bytes.HasPrefix(f.text[k:], []byte("或")), bytes.HasPrefix(f.text[k:], []byte("和")):
			k += len("或")
		default:
			return end
		}
		k = f.spaces(k, 2)
		code, next, ok := f.number(k)
		if !ok || !usual(code) || f.counts(next) {
			return end
		}
		f.addCode(k, next, code)
		end = next
	}
	return end
}

// bracket takes "[45009] reach max api daily quota limit" and "失败[45009]",
// but not the process id in "nginx[45009]" and "14:32:05 [45009] INFO".
func (f codeFinder) bracket(i int) int {
	code, end, ok := f.number(i + 1)
	if !ok || !usual(code) || f.byteAt(end) != ']' || escape.IsAlnum(f.byteAt(i-1)) {
		return i + 1
	}
	if !f.errmsgAt(end+1) && !f.bracketStandsOut(i, end+1) {
		return end + 1
	}
	f.addCode(i, end+1, code)
	return end + 1
}

// bracketStandsOut reports whether the bracket from start to end is not a
// field among those before a log's message.
func (f codeFinder) bracketStandsOut(start, end int) bool {
	before := start
	for before > 0 && f.text[before-1] == ' ' {
		before--
	}
	after := f.byteAt(f.spaces(end, 1))
	inHead := before > 0 && (escape.IsDigit(f.text[before-1]) || f.text[before-1] == ']')
	return !inHead && (after == 0 || after >= utf8.RuneSelf || f.byteAt(end) == '\n')
}

// codeBefore takes the number before a word, as in "45009错误" and "40001 error".
func (f codeFinder) codeBefore(i int) {
	end := i
	for end > 0 && end > i-2 && f.text[end-1] == ' ' {
		end--
	}
	start := end
	for start > 0 && start > end-7 && escape.IsDigit(f.text[start-1]) {
		start--
	}
	if start == end || start < f.from || !f.standsAlone(start) {
		return
	}
	if code, _, ok := f.number(start); ok && usual(code) {
		f.addCode(start, end, code)
	}
}

func (p *page) sortCodes() {
	slices.SortStableFunc(p.codes, func(a, b mark) int { return cmp.Compare(a.pos, b.pos) })
}

// unlabelled adds the errcodes that only a rid after them tells from
// other numbers.
func (f codeFinder) unlabelled() {
	f.sortCodes()
	labelled := f.codes
	for _, r := range f.rids {
		if r.weak {
			f.codeRightBefore(r)
		} else {
			f.unlabelledCode(r, labelled)
		}
	}
	f.sortCodes()
}

// codeRightBefore takes the errcode of a row "43101  6a1b2c3d-…", of a table or a list in
// which nothing else says what the number is.
func (f codeFinder) codeRightBefore(r mark) {
	const signs, digits = 4, 5
	end := r.pos
	for end > r.pos-signs && end > f.from && strings.IndexByte(" \t,|", f.text[end-1]) >= 0 {
		end--
	}
	start := end - digits
	if start < f.from || end == r.pos || !plausibleTime(r.text[:ridDigits]) || !f.standsAlone(start) {
		return
	}
	if code, _, ok := f.number(start); ok && usual(code) {
		f.addCode(start, end, code)
	}
}

// unlabelledCode takes "40001:invalid credential … rid: …", where no word says
// what the number is but a rid follows on the same line.
func (f codeFinder) unlabelledCode(r mark, labelled []mark) {
	const near = 240
	if n := codeFrom(labelled, r.pos-2*near); n < len(labelled) && labelled[n].pos < r.pos+near {
		return
	}
	for i := r.pos - 1; i > r.pos-near && i >= f.from && f.byteAt(i) != '\n'; i-- {
		if !escape.IsDigit(f.text[i]) || !f.standsAlone(i) {
			continue
		}
		if code, end, ok := f.number(i); ok && usual(code) && !f.counts(end) {
			f.addCode(i, end, code)
			return
		}
	}
}
