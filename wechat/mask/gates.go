package mask

import (
	"strings"

	"wxops/wechat/escape"
)

// numbers are the ways in which digits stand in a text: each is what a rule
// for a number of several groups needs, and far cheaper to tell.
type numbers uint8

const (
	coordinateLike numbers = 1 << iota // 23.1291
	phoneLike                          // 138 0013
	cardLike                           // 6222 0212
	identityLike                       // 440306 19900101
	landlineLike                       // -88888888
	abroadLike                         // +1 415
	elevenDigits
	fifteenDigits
)

// numbersIn looks at every run of digits once, and at the one before it.
func numbersIn(s string) numbers {
	var found numbers
	last, before := -1, 0 // the end of the run before, and its length
	for i := 0; i < len(s); i++ {
		if !escape.IsDigit(s[i]) {
			continue
		}
		start := i
		for i < len(s) && escape.IsDigit(s[i]) {
			i++
		}
		if start == 0 || last != start-1 {
			before = 0
		}
		found |= numbersAt(s, start, i-start, before)
		last, before = i, i-start
	}
	return found
}

// numbersAt judges the n digits from start by themselves, the sign before
// them, and the digits before that sign.
func numbersAt(s string, start, n, before int) numbers {
	var found numbers
	if n >= 11 {
		found |= elevenDigits
	}
	if n >= 15 {
		found |= fifteenDigits
	}
	if start == 0 || n < 3 {
		return found
	}
	sign := s[start-1]
	if n >= 7 && (sign == '-' || sign == ' ' || sign == ')' || sign == "）"[2]) {
		found |= landlineLike
	}
	if n >= 4 && sign == '.' && before > 0 {
		found |= coordinateLike
	}
	if n >= 4 && before >= 3 && (sign == ' ' || sign == '.' || sign == '-') {
		found |= phoneLike
	}
	if sign != ' ' && sign != '-' {
		return found
	}
	if n >= 4 && before >= 4 {
		found |= cardLike
	}
	if n >= 8 && before >= 6 {
		found |= identityLike
	}
	if at := start - 2 - before; before > 0 && at >= 0 && s[at] == '+' {
		found |= abroadLike
	}
	return found
}

// lineByLine hides what the rule finds in the lines that have its numbers; no
// match of such a rule goes over the end of a line.
func (r rule) lineByLine(s string, hide func(string) string) string {
	var out strings.Builder
	for line := range strings.Lines(s) {
		if numbersIn(line)&r.numbers != 0 {
			line = hide(line)
		}
		out.WriteString(line)
	}
	return out.String()
}

// hanName reports whether a Chinese character stands behind a "name" and its sign.
func hanName(s string) bool {
	const name = "name"
	for {
		at := strings.Index(s, name)
		if at < 0 {
			return false
		}
		s = strings.TrimLeft(s[at+len(name):], `"' :=`)
		if s != "" && s[0] >= 0xe4 {
			return true
		}
	}
}

// namedCall reports whether a bracket stands behind a word behind a colon or
// an equals sign, as in token=Some("abc").
func namedCall(s string) bool {
	for i := 0; ; i++ {
		at := strings.IndexAny(s[i:], "([")
		if at < 0 {
			return false
		}
		i += at
		from := i
		for from > 0 && (s[from-1] == '*' || s[from-1] == '_' || escape.IsAlnum(s[from-1])) {
			from--
		}
		if from == i {
			continue
		}
		for from > 0 && isBlank(s[from-1]) {
			from--
		}
		if from > 0 && (s[from-1] == ':' || s[from-1] == '=') {
			return true
		}
	}
}

// quotedPair reports whether a quoted text stands behind a quote and a comma
// and ends a list, as in ("token", "abc").
func quotedPair(s string) bool {
	for {
		at := strings.IndexByte(s, ',')
		if at < 0 {
			return false
		}
		quoted := at > 0 && isQuote(s[at-1])
		s = s[at+1:]
		if !quoted {
			continue
		}
		rest := strings.TrimLeft(s, blanks)
		if rest == "" || !isQuote(rest[0]) {
			continue
		}
		end := strings.IndexAny(rest[1:], "\"'\n")
		if end < 0 {
			return false
		}
		if end == 0 || rest[1+end] == '\n' {
			continue
		}
		tail := strings.TrimLeft(rest[end+2:], blanks)
		if tail != "" && (tail[0] == ')' || tail[0] == ']') {
			return true
		}
	}
}

// blanks are what \s takes.
const blanks = " \t\n\f\r"

func isBlank(c byte) bool { return strings.IndexByte(blanks, c) >= 0 }

func isQuote(c byte) bool { return c == '"' || c == '\'' }
