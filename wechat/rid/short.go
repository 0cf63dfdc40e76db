package rid

import (
	"bytes"
	"slices"
	"strings"
	"unicode/utf8"

	"wxops/wechat/escape"
)

// topicWords show that a short text is about WeChat.
var topicWords = []string{"微信", "小程序", "公众号", "wechat", "weixin", "接口", " api "}

const longestShort = 300 // bytes

// shortText takes errcodes out of a few words in which nothing else was found:
// "45009", "微信 40164 怎么办".
func (f *finder) shortText(text []byte) {
	if len(text) > longestShort {
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
