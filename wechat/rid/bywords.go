package rid

import (
	"bytes"
	"strconv"
	"strings"
	"unicode/utf8"

	"wxops/wechat/clean"
	"wxops/wechat/wording"
)

// longestSaid is as much of a text as is looked through for WeChat's words.
const longestSaid = 4 << 10

// longestWrapped is as much of the line before as may begin words that go on in the next.
const longestWrapped = 240

// byWords takes errcodes out of WeChat's texts where the number of none is told.
// Words that others use, too, need a rid, a hint or a name of WeChat's beside them.
func (f *gathering) byWords(t text) {
	sign := f.signs(t)
	for _, m := range wording.In(t, 0, len(t)) {
		switch {
		case m.Rank == wording.Common && !sign, m.Rank == wording.Short && !sign && !saysOnly(t, m):
			continue
		case f.hasCode(m.Codes[0]):
			continue
		}
		code, told := t.numberBeside(m)
		f.addCode(code)
		said := &f.out.Codes[len(f.out.Codes)-1]
		said.ByWords, said.Message = !told, clean.Line(string(t[m.Start:m.End]))
	}
}

// addSaid keeps an errcode of a rid that WeChat's words tell, or a number that only they
// tell from others.
func (f *gathering) addSaid(of Finding) {
	if of.Code != 0 && !of.WeCom && !f.hasCode(of.Code) && len(f.out.Codes) < maxKept {
		f.addCode(of.Code)
		f.out.Codes[len(f.out.Codes)-1].ByWords = of.ByWords
	}
}

// said gives a failure that no number explains the errcode of WeChat's words
// on its own lines.
func (rec record) said(of *Finding) {
	first, last := rec.marks[0].pos, rec.marks[len(rec.marks)-1].end
	start := bytes.LastIndexByte(rec.text[:first], '\n') + 1
	if start > 1 && rec.text[start-2] == ':' { // the label is at the end of the line before
		start = bytes.LastIndexByte(rec.text[:start-1], '\n') + 1
	}
	end := len(rec.text)
	if n := bytes.IndexByte(rec.text[min(last, end):], '\n'); n >= 0 {
		end = last + n
	}
	start, end = max(start, first-longestSaid/2), min(end, last+longestSaid/2)
	before := start
	if start > 0 {
		before = max(0, start-longestWrapped, bytes.LastIndexByte(rec.text[:start-1], '\n')+1)
	}
	for _, m := range wording.In(rec.text, before, end) {
		if m.End <= start {
			continue // the line before has words of its own
		}
		code, told := rec.numberBeside(m)
		of.Code, of.ByWords = code, !told
		if of.Message == "" {
			of.Message = clean.Line(string(rec.text[m.Start:m.End]))
		}
		return
	}
}

// numberBeside gives the errcode of WeChat's words, and whether its number stands beside
// them: "40001invalid credential", "code been used, hints: [ … ](40163)".
func (t text) numberBeside(m wording.Match) (code int64, told bool) {
	const signs, behind = 3, 90
	end := m.Start
	for end > 0 && end > m.Start-signs && strings.IndexByte(" :,", t[end-1]) >= 0 {
		end--
	}
	for _, code := range m.Codes {
		digits := strconv.FormatInt(code, 10)
		if start := end - len(digits); start >= 0 && string(t[start:end]) == digits && t.standsAlone(start) {
			return code, true
		}
	}
	line, _, _ := bytes.Cut(t[m.End:min(len(t), m.End+behind)], []byte("\n"))
	for i := range line {
		if line[i] != '(' && line[i] != '[' && !bytes.HasPrefix(line[i:], []byte("（")) {
			continue
		}
		at := m.End + i + 1
		if line[i] >= utf8.RuneSelf {
			at += len("（") - 1
		}
		if code, end, ok := t.number(at); ok && usual(code) && end < len(t) && strings.IndexByte(")]\xef", t[end]) >= 0 {
			return code, true
		}
	}
	return m.Codes[0], false
}

// signs reports whether a text speaks of WeChat, other than by its words.
func (f *gathering) signs(t text) bool {
	if len(f.out.RIDs)+len(f.out.Broken)+len(f.out.Hints)+len(f.out.Paths)+len(f.out.AppIDs) > 0 {
		return true
	}
	lower := bytes.ToLower(t)
	for _, sign := range [...]string{"errcode", "errmsg", "wxerror", "weixin.qq.com", "easywechat", "wechatpy", "wechatclient", "wechatapi", "wechat-api", "silenceper", "senparc"} {
		if bytes.Contains(lower, []byte(sign)) {
			return true
		}
	}
	return false
}

// saysOnly reports whether a text is nothing but the words.
func saysOnly(t text, m wording.Match) bool {
	const signs = " \t\r\n\"'.!:,"
	return len(bytes.Trim(t[:m.Start], signs)) == 0 && len(bytes.Trim(t[m.End:], signs)) == 0
}
