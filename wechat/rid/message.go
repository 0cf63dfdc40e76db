package rid

import (
	"bytes"
	"slices"
	"strings"

	"wxops/wechat/clean"
	"wxops/wechat/escape"
)

const longestMessage = 400 // bytes that are kept of an errmsg

// messageWords name an errmsg.
var messageWords = []string{"errmsg", "err_msg", "errormsg", "error_msg"}

// message takes the errmsg that follows a word for it.
func (f codeFinder) message(after int) {
	k, firm := f.gap(after)
	if !firm || bytes.Contains(f.text[after:k], []byte(`"",`)) || bytes.Contains(f.text[after:k], []byte(`'',`)) {
		return // an empty one
	}
	f.messageFrom(k, f.byteAt(k-1))
}

// messageFrom takes the errmsg at i, up to the quote that opened it, or else
// as far as a line or a bracket goes. Its trace is left to the rid.
func (f codeFinder) messageFrom(i int, quote byte) {
	rest := f.text[i:min(len(f.text), i+longestMessage)]
	end := len(rest)
	for n, c := range rest {
		if endsMessage(rest, n, c, quote) {
			end = n
			break
		}
	}
	end = min(end, traceIn(rest[:end]))
	text := clean.Line(strings.TrimRight(string(rest[:end]), " ,;"))
	if text != "" {
		f.note(messageKind, i, i+end, text)
	}
}

func endsMessage(rest []byte, n int, c, quote byte) bool {
	switch c {
	case '\n', '}', '<':
		return true
	case '"', '\'':
		return c == quote && (n+1 == len(rest) || !escape.IsAlnum(rest[n+1])) // not in: can't
	case ']':
		return quote == '[' || n+1 < len(rest) && rest[n+1] == ']'
	case ',':
		return quote != '"' && quote != '\'' && namedValue(rest[n+1:])
	}
	return false
}

// namedValue knows the next field of a printed struct: " errorMsgEn=".
func namedValue(s []byte) bool {
	s = bytes.TrimLeft(s, " ")
	n := 0
	for n < len(s) && (escape.IsAlnum(s[n]) || s[n] == '_') {
		n++
	}
	return n > 0 && n < len(s) && (s[n] == '=' || s[n] == '>')
}

// traceIn is where an errmsg's own text ends and its rid or hint begins.
func traceIn(t text) int {
	end := len(t)
	for _, label := range [...]string{"rid:", "hint:", "hints:"} {
		for i := 0; i+len(label) <= end; i++ {
			if t[i]|0x20 == label[0] && t.has(i, label) && !escape.IsAlnum(t.byteAt(i-1)) {
				end = i
				break
			}
		}
	}
	return end
}

// errmsgAt reports whether one of WeChat's errmsgs follows the number that ends at i.
func (t text) errmsgAt(i int) bool { return t.errmsgAfter(i) > 0 }

// errmsgAfter is where that errmsg begins, or 0.
func (t text) errmsgAfter(i int) int {
	const signs = 6
	k := i
	for k < i+signs && k < len(t) && strings.IndexByte(" :,-|\"')]/;\t\r\n", t[k]) >= 0 {
		k++
	}
	if k > i && k < len(t) && startsMessage[t[k]] && slices.ContainsFunc(messageStarts, func(start string) bool { return t.has(k, start) }) {
		return k
	}
	return 0
}
