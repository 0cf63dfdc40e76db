package rid

import (
	"bytes"

	"wxops/wechat/escape"
)

// gapWords may stand between a label and its value.
var gapWords = []string{
	"为", "是", "号", "值", "码", "的", "了", "一个", "个", "一直", "都", "全", "又", "还", "如下", "信息", "分别",
	"string", "int", "is", "was", "value",
}

// gap skips what stands between a label and its value: quotes, brackets, an
// equals sign or colon in any language, tags, Markdown. firm says that there
// was a sign and not only a space.
func (t text) gap(i int) (end int, firm bool) {
	const longest = 64
	stop := min(len(t), i+longest)
	for i < stop {
		n, sign := t.gapPart(i)
		if n == 0 {
			break
		}
		if t[i] == '<' {
			stop = min(len(t), max(stop, i+n+longest/2)) // tags may be long
		}
		i += n
		firm = firm || sign
	}
	return i, firm
}

// gapPart is the length of the next part of a gap, and whether it is a sign.
func (t text) gapPart(i int) (n int, sign bool) {
	switch t[i] {
	case ' ', '\t', '\n', '\r', '"', '\'', '`', '(', '{', ')', ']', '\\', '+', ',':
		return 1, false
	case '=':
		if t.has(i+1, "3d") {
			return 3, true // as mail escapes it
		}
		return 1, true
	case ':', '>', '[', '|':
		return 1, true
	case ';':
		return t.serialized(i), true
	case '*':
		return t.bold(i), false
	case '-':
		return t.arrow(i), true
	case '<':
		return t.tag(i), true
	}
	return t.gapWord(i), true
}

// bold takes a star of Markdown, and leaves those of a masked value.
func (t text) bold(i int) int {
	const most = 3
	next := t.byteAt(i + 1)
	if !isPunct(next) && !escape.IsHex(next) || t.maskRun(i) > most {
		return 0
	}
	return 1
}

// arrow takes a dash that is no minus.
func (t text) arrow(i int) int {
	if next := t.byteAt(i + 1); next != '>' && next != ' ' && next != '-' {
		return 0
	}
	return 1
}

// tag is the length of the tag at i.
func (t text) tag(i int) int {
	const longest = 64
	if t.has(i, cdata) {
		return len(cdata)
	}
	return bytes.IndexByte(t[i:min(len(t), i+longest)], '>') + 1
}

const cdata = "<![cdata["

// serialized is the length of what PHP's serialize puts before a value:
// ;i: and ;s:26:.
func (t text) serialized(i int) int {
	switch {
	case t.has(i, ";i:"), t.has(i, ";d:"):
		return 3
	case !t.has(i, ";s:"):
		return 0
	}
	j := i + 3
	for escape.IsDigit(t.byteAt(j)) {
		j++
	}
	if t.byteAt(j) != ':' {
		return 0
	}
	return j + 1 - i
}

func (t text) gapWord(i int) int {
	for _, w := range gapWords {
		if bytes.HasPrefix(t[i:], []byte(w)) && (w[0] >= 0x80 || t.startsWord(i) && !escape.IsAlnum(t.byteAt(i+len(w)))) {
			if next := t.byteAt(i + len(w)); next == '(' && (w == "string" || w == "int") {
				return len(w) + t.dumpLength(i+len(w))
			}
			return len(w)
		}
	}
	return 0
}

// dumpLength is the length of "(26) " in PHP's string(26) "…"; int(45009)
// holds the value itself.
func (t text) dumpLength(i int) int {
	j := i + 1
	for escape.IsDigit(t.byteAt(j)) {
		j++
	}
	if t.byteAt(j) == ')' && t.byteAt(j+1) == ' ' && t.byteAt(j+2) == '"' {
		return j + 1 - i
	}
	return 0
}

func (t text) maskRun(i int) int {
	n := 0
	for t.byteAt(i+n) == '*' {
		n++
	}
	return n
}

func isPunct(c byte) bool { return c > ' ' && c < 0x7f && !escape.IsAlnum(c) }
