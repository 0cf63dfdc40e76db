package rid

import (
	"bytes"
	"slices"
	"strings"
	"unicode/utf8"

	"wxops/wechat/escape"
)

// How sure a word is that a number after it is an errcode.
type sureness int

const (
	sure   sureness = iota // errcode: any number
	likely                 // error code, 错误码: any number but HTTP's
	loose                  // code, error, 报错: a number of WeChat's ranges
)

// codeFinder marks errcodes and the errmsgs beside them.
type codeFinder struct{ *page }

func (f codeFinder) errWord(i int) int {
	if !f.has(i, "err") && !f.has(i, "exception") {
		return i + 1 // most words with an e
	}
	for _, w := range messageWords {
		if f.has(i, w) {
			f.msgAt = i
			f.message(i + len(w))
			return i + len(w)
		}
	}
	for _, w := range sureWords {
		if f.has(i, w) {
			f.msgAt = i
			return f.codeWord(i, len(w), sure)
		}
	}
	for _, w := range likelyWords {
		if f.has(i, w) {
			return f.codeWord(i, len(w), likely)
		}
	}
	if !f.startsWord(i) {
		return i + 1
	}
	for _, w := range looseWords {
		if !f.has(i, w) {
			continue
		}
		if f.text[i+1] != 'R' && f.byteAt(i+len(w)) != 's' && !f.numbered(i) {
			f.codeBefore(i) // 48213 ERROR is a process and a level
		}
		return f.codeWord(i, len(w), loose)
	}
	return i + 1
}

// numbered knows the number of something before a word: "job 40013 error".
func (f codeFinder) numbered(i int) bool {
	const longest = 24
	words := bytes.Fields(f.text[max(0, i-longest):i])
	if n := len(words); n > 1 {
		return slices.Contains(numberedThings, string(bytes.ToLower(words[n-2])))
	}
	return false
}

// numberedThings have numbers that are no errcodes.
var numberedThings = []string{"job", "task", "order", "process", "pid", "worker", "thread", "row", "line", "port", "user", "request"}

// chineseByFirst finds the words by their first character.
var chineseByFirst = func() map[string][]string {
	m := map[string][]string{}
	for _, w := range chineseCodeWords {
		_, n := utf8.DecodeRuneInString(w)
		m[w[:n]] = append(m[w[:n]], w)
	}
	return m
}()

func (f codeFinder) chinese(i int) int {
	const character = 3 // bytes
	for _, w := range chineseByFirst[string(f.text[i:min(len(f.text), i+character)])] {
		if !bytes.HasPrefix(f.text[i:], []byte(w)) {
			continue
		}
		f.codeBefore(i)
		if strings.HasPrefix(w, "错误") && strings.HasSuffix(w, "码") || w == "錯誤碼" {
			return f.codeWord(i, len(w), likely)
		}
		return f.codeWord(i, len(w), loose)
	}
	return i + 1
}

// codeWord takes the number after a word for an errcode.
func (f codeFinder) codeWord(i, length int, how sureness) int {
	after, ok := f.wordEnd(i, length, how)
	if !ok {
		return after
	}
	k, firm := f.codeGap(after)
	k = f.pastPrefix(k)
	code, end, ok := f.number(k)
	if code < 0 && usual(-code) {
		code = -code // 错误代码-40013: WeChat's own negative ones are longer, or -1
	}
	if !ok || !f.believable(code, end, how) {
		return after
	}
	level := how == loose && f.text[i] < utf8.RuneSelf && f.text[i+1] == 'R'
	if !firm && level && !f.errmsgAt(end) {
		return after // ERROR 48213 --- [main]
	}
	if !firm && !f.busy(code, after, k, how) && (code < 1000 || bytes.IndexByte(f.text[after:k], '\n') >= 0 || f.counts(end)) {
		return after // without a sign between, a number may be anything
	}
	if f.ofAnother(i, length, end) {
		return after
	}
	f.addCode(k, end, code)
	return f.moreCodes(end)
}

// ofAnother knows a code that is no program's: "your code is 40029", "code 45009 of warehouse".
func (f codeFinder) ofAnother(i, length, end int) bool {
	if length != len("code") || f.text[i]|0x20 != 'c' {
		return false
	}
	const longest = 14
	before := bytes.ToLower(f.text[max(0, i-longest):i])
	return bytes.HasSuffix(before, []byte("your ")) || bytes.HasSuffix(before, []byte("verification ")) || bytes.HasSuffix(before, []byte("sms ")) || f.has(end, " of ")
}

// pastPrefix skips what gateways put before an errcode: WX_40001.
func (f codeFinder) pastPrefix(k int) int {
	for _, prefix := range [...]string{"wx_", "wx-", "wechat_", "weixin_"} {
		if f.has(k, prefix) {
			return k + len(prefix)
		}
	}
	return k
}

// wordEnd is the end of a word before an errcode; ok is false where it is a
// part of a longer word.
func (f codeFinder) wordEnd(i, length int, how sureness) (after int, ok bool) {
	after = i + length
	ascii := f.text[i] < utf8.RuneSelf
	if how == loose && ascii && !f.startsWord(i) {
		return after, false
	}
	if f.has(after-len("code"), "codes") {
		after++
	}
	next := f.byteAt(after)
	return after, !ascii || next != '_' && (!escape.IsAlnum(next) || escape.IsDigit(next))
}

// believable weighs a number by how sure the word before it is.
func (f codeFinder) believable(code int64, end int, how sureness) bool {
	switch how {
	case loose:
		return wechatCode(code) && !f.counts(end) && (code != -1 || f.saysBusy(end)) && !f.alipay(end)
	case likely:
		return !isHTTPStatus(code)
	}
	return true
}

// saysBusy reports whether WeChat's words for -1 follow; other programs have a -1, too.
func (f codeFinder) saysBusy(i int) bool {
	const near = 60
	rest := bytes.ToLower(f.text[i:min(len(f.text), i+near)])
	return bytes.Contains(rest, []byte("system error")) || bytes.Contains(rest, []byte("system busy")) || bytes.Contains(rest, []byte("系统繁忙"))
}

// alipay knows an answer of Alipay's, whose codes have WeChat's form, by the second code beside it.
func (f codeFinder) alipay(i int) bool {
	const near = 200
	return bytes.Contains(f.text[i:min(len(f.text), i+near)], []byte("sub_code"))
}

// busy knows the -1 right after a word: WeChat's "system busy".
func (f codeFinder) busy(code int64, after, k int, how sureness) bool {
	return code == -1 && (how != loose || f.saysBusy(k) || bytes.HasSuffix(f.text[:after], []byte("码"))) && k <= after+1
}

// codeGap is gap that leaves a minus to the number and skips a second sign,
// as in "== 45009".
func (f codeFinder) codeGap(i int) (int, bool) {
	k, firm := f.gap(i)
	for n := 0; n < 2 && (f.byteAt(k) == '!' || f.byteAt(k) == '#'); n++ {
		k++
		var more bool
		k, more = f.gap(k)
		firm = firm || more
	}
	return k, firm
}

func (f codeFinder) addCode(pos, end int, code int64) {
	if k := f.errmsgAfter(end); k > 0 {
		f.messageFrom(k, f.byteAt(k-1))
	}
	f.codes = append(f.codes, mark{kind: codeKind, pos: pos, end: end, code: code})
}
