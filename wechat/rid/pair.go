package rid

import (
	"bytes"
	"slices"
	"sort"
	"strings"
	"unicode/utf8"

	"wxops/wechat/escape"
)

// pair gives every rid the errcode that stands nearest to it, and hands both
// to the finder.
func (s *scanner) pair() {
	s.sortCodes()
	labelled := s.codes
	for _, r := range s.rids {
		if !r.weak {
			s.unlabelledCode(r, labelled)
		}
	}
	s.sortCodes()
	for _, c := range s.codes {
		s.f.addCode(c.code)
	}
	for n, r := range s.rids {
		s.f.addRID(r.rid, r.weak, s.codeFor(n))
	}
}

func (s *scanner) sortCodes() {
	slices.SortStableFunc(s.codes, func(a, b codeAt) int { return a.pos - b.pos })
}

// codeFrom is the index of the first code at pos or after it.
func codeFrom(codes []codeAt, pos int) int {
	return sort.Search(len(codes), func(i int) bool { return codes[i].pos >= pos })
}

// codeFor weighs the last errcode before a rid and the first after it: the
// nearer wins, and a border between two records counts as far. An errcode
// that stands nearer to the next rid is that one's.
func (s *scanner) codeFor(n int) int64 {
	const tooFar = 1000
	r := s.rids[n]
	next := codeFrom(s.codes, r.pos)
	best, code := tooFar, int64(0)
	if next > 0 && (n == 0 || s.rids[n-1].pos < s.codes[next-1].pos) {
		c := s.codes[next-1]
		if cost := s.distance(c.end, r.pos); cost < best {
			best, code = cost, c.code
		}
	}
	if next < len(s.codes) {
		c := s.codes[next]
		const lateness = 40 // WeChat puts the errcode first
		cost := s.distance(r.end, c.pos) + lateness
		if n+1 < len(s.rids) && s.distance(c.end, s.rids[n+1].pos) < cost {
			return code
		}
		if cost < best && (n+1 == len(s.rids) || s.rids[n+1].pos > c.pos) {
			code = c.code
		}
	}
	return code
}

func (s *scanner) distance(from, to int) int {
	const border, most = 300, 1000
	if to-from > most || to < from {
		return most
	}
	between, cost := s.t[from:to], to-from
	if bytes.IndexByte(between, '\n') >= 0 {
		cost += border
	}
	if bytes.IndexByte(between, '}') >= 0 || bytes.IndexByte(between, '{') >= 0 {
		cost += border
	}
	return cost
}

// unlabelledCode takes "40001:invalid credential … rid: …", where no word says
// what the number is but a rid follows on the same line.
func (s *scanner) unlabelledCode(r ridAt, labelled []codeAt) {
	const near = 240
	if n := codeFrom(labelled, r.pos-2*near); n < len(labelled) && labelled[n].pos < r.pos+near {
		return
	}
	for i := r.pos - 1; i > r.pos-near && i >= s.from && s.byteAt(i) != '\n'; i-- {
		if !escape.IsDigit(s.t[i]) || !s.standsAlone(i) {
			continue
		}
		if code, end, ok := s.number(i); ok && usual(code) && !s.counts(end) {
			s.addCode(i, end, code)
			return
		}
	}
}

// topicWords show that a short text is about WeChat.
var topicWords = []string{"微信", "小程序", "公众号", "wechat", "weixin", "接口", " api "}

// shortText takes errcodes out of a few words in which nothing else was found:
// "45009", "微信 40164 怎么办".
func (f *finder) shortText(text []byte) {
	const longest = 300
	if len(text) > longest {
		return
	}
	lower := slices.Concat([]byte(" "), bytes.ToLower(text), []byte(" "))
	s := scanner{t: text}
	topic := s.opensWithCode() || slices.ContainsFunc(topicWords, func(w string) bool { return bytes.Contains(lower, []byte(w)) })
	only := strings.Trim(string(text), "-0123456789 ,;/\r\n\t") == ""
	for i := 0; i < len(text); i++ {
		if !escape.IsDigit(text[i]) && text[i] != '-' || !s.standsAlone(i) {
			continue
		}
		code, end, ok := s.number(i)
		if !ok {
			continue
		}
		if only || topic && usual(code) && !s.counts(end) {
			f.addCode(code)
		}
		i = end
	}
}

// opensWithCode knows a question like "45009怎么解决".
func (s *scanner) opensWithCode() bool {
	code, end, ok := s.number(0)
	return ok && usual(code) && !s.counts(end) && s.byteAt(s.spaces(end, 1)) >= utf8.RuneSelf
}
