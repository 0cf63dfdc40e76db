package rid

import (
	"bytes"

	"wxops/wechat/clean"
	"wxops/wechat/wording"
)

// longestSaid is as much of a text as is looked through for WeChat's words.
const longestSaid = 4 << 10

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
		f.addCode(m.Codes[0])
		said := &f.out.Codes[len(f.out.Codes)-1]
		said.ByWords, said.Message = true, clean.Line(string(t[m.Start:m.End]))
	}
}

// addSaid keeps an errcode of a rid that only WeChat's words tell.
func (f *gathering) addSaid(of Finding) {
	if of.ByWords && !f.hasCode(of.Code) && len(f.out.Codes) < maxKept {
		f.addCode(of.Code)
		f.out.Codes[len(f.out.Codes)-1].ByWords = true
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
	for _, m := range wording.In(rec.text, start, end) {
		of.Code, of.ByWords = m.Codes[0], true
		if of.Message == "" {
			of.Message = clean.Line(string(rec.text[m.Start:m.End]))
		}
		return
	}
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
