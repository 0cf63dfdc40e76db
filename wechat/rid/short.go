package rid

import (
	"bytes"
	"slices"
	"strings"
	"unicode/utf8"

	"wxops/wechat/escape"
)

// topicWords show that a short text is about WeChat.
var topicWords = []string{"微信", "小程序", "公众号", "wechat", "weixin", "接口", " api ", "returned "}

const longestShort = 300 // bytes

// shortText takes errcodes out of a few words in which nothing else was found:
// "45009", "微信 40164 怎么办".
func (f *gathering) shortText(t text) {
	if len(t) > longestShort {
		return
	}
	lower := slices.Concat([]byte(" "), bytes.ToLower(t), []byte(" "))
	topic := opensWithCode(t) || slices.ContainsFunc(topicWords, func(w string) bool { return bytes.Contains(lower, []byte(w)) })
	only := strings.Trim(string(t), "-0123456789 ,;/\r\n\t") == ""
	for i := 0; i < len(t); i++ {
		if !escape.IsDigit(t[i]) && t[i] != '-' || !t.standsAlone(i) {
			continue
		}
		code, end, ok := t.number(i)
		if !ok {
			continue
		}
		if only || topic && usual(code) && !t.counts(end) && !t.named(i) {
			f.addCode(code)
		}
		i = end
	}
}

// named knows the number of something else: of a line (Foo.java:40013), a field (id=40013), an
// address (orders/40013).
func (t text) named(i int) bool {
	c, before := t.byteAt(i-1), t.byteAt(i-2)
	return (c == ':' || c == '=' || c == '/') && escape.IsAlnum(before)
}

// opensWithCode knows a question like "45009怎么解决".
func opensWithCode(t text) bool {
	code, end, ok := t.number(0)
	return ok && usual(code) && !t.counts(end) && t.byteAt(t.spaces(end, 1)) >= utf8.RuneSelf
}
