package rid

import (
	"bytes"
	"slices"
	"strconv"
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
	if next := f.byteAt(i+1) | 0x20; next != 'r' && next != 'x' {
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
		if f.text[i+1] != 'R' {
			f.codeBefore(i) // 48213 ERROR is a process and a level
		}
		return f.codeWord(i, len(w), loose)
	}
	return i + 1
}

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
	code, end, ok := f.number(k)
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
	f.addCode(k, end, code)
	return f.moreCodes(end)
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
		return wechatCode(code) && !f.counts(end)
	case likely:
		return !isHTTPStatus(code)
	}
	return true
}

// busy knows the -1 right after a word: WeChat's "system busy".
func (f codeFinder) busy(code int64, after, k int, how sureness) bool {
	return code == -1 && (how != loose || bytes.HasSuffix(f.text[:after], []byte("码"))) && k <= after+1
}

// counts reports whether the number before i is an amount.
func (t text) counts(i int) bool {
	const longest = 8
	i = t.spaces(i, 1)
	rest := t[i:min(len(t), i+longest)]
	return !bytes.HasPrefix(rest, []byte("次数")) && slices.ContainsFunc(units, func(u string) bool { return bytes.HasPrefix(rest, []byte(u)) })
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

func (f codeFinder) addCode(pos, end int, code int64) {
	if k := f.errmsgAfter(end); k > 0 {
		f.messageFrom(k, f.byteAt(k-1))
	}
	f.codes = append(f.codes, mark{kind: codeKind, pos: pos, end: end, code: code})
}

// number reads a whole number that ends at a border. JSON libraries that keep
// every number as a float write 45009.0.
func (t text) number(i int) (n int64, end int, ok bool) {
	const digits = 10
	j := i
	if t.byteAt(j) == '-' {
		j++
	}
	first := j
	for j < first+digits && escape.IsDigit(t.byteAt(j)) {
		j++
	}
	if j == first || j-first > 1 && t[first] == '0' {
		return 0, i, false
	}
	end = j
	if t.byteAt(j) == '.' && t.byteAt(j+1) == '0' && !escape.IsDigit(t.byteAt(j+2)) {
		j += 2
		end = j
	}
	switch c := t.byteAt(j); {
	case escape.IsAlnum(c) || c == '_' || c == '%':
		return 0, i, false
	case c == '.' && escape.IsDigit(t.byteAt(j+1)), c == '#' && escape.IsDigit(t.byteAt(j+1)), c == '-' && escape.IsAlnum(t.byteAt(j+1)) && t.hexRun(j+1):
		return 0, i, false
	}
	n, err := strconv.ParseInt(string(bytes.TrimSuffix(t[i:end], []byte(".0"))), 10, 64)
	return n, end, err == nil
}

// standsAlone reports whether the number at i is not a part of a longer one,
// a name, an address with a port, or a time.
func (t text) standsAlone(i int) bool {
	c := t.byteAt(i - 1)
	return !escape.IsAlnum(c) && c != '.' && c != '-' && c != '_' && (c != ':' || !escape.IsDigit(t.byteAt(i-2)))
}

// usual reports whether a number has the form of nearly all errcodes.
func usual(n int64) bool { return n >= 40000 && n <= 99999 }

// ranges are WeChat's errcodes outside of 40000 to 99999, first and last.
// HTTP's, a shell's and a system's codes are in none of them.
var ranges = [][2]int64{
	{-1, -1},               // system busy
	{-9999999, -10000},     // the cloud: -501000
	{101000, 101999},       // images that are read: 101002
	{200001, 200099},       // templates of messages: 200014
	{886000, 886999},       // rules of QR codes
	{9000000, 9499999},     // shake-around, live: 9001007, 9410000
	{268480000, 268489999}, // followers: 268487001
}

// jsonRPC are the codes that JSON-RPC keeps for itself.
var jsonRPC = [2]int64{-32768, -32000}

// wechatCode reports whether a number that only a general word announces is
// an errcode.
func wechatCode(n int64) bool {
	within := func(r [2]int64) bool { return n >= r[0] && n <= r[1] }
	return usual(n) || !within(jsonRPC) && slices.ContainsFunc(ranges, within)
}

func isHTTPStatus(n int64) bool { return n >= 100 && n <= 599 }

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
