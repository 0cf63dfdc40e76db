package mask

import (
	"strconv"
	"strings"
	"unicode/utf8"

	"wxops/wechat/clean"
)

const (
	maxFormatted  = 256 << 10 // bytes of a formatted body
	maxDepth      = 64        // levels that are drawn
	shownOfString = 240       // characters of a long string
	shownOfName   = 80
	shownOfLine   = 2000
	indent        = "  "
)

// Body makes a request's or an answer's body readable: JSON indented
// with its order and its numbers as they were, anything else as it is. Long
// strings end in "… +1,234" and deep levels are "…". The result is masked
// unless unmask is set, safe to draw, and at most 256 KiB.
func Body(body string, unmask bool) string {
	body = strings.TrimSpace(body)
	if body == "" {
		return ""
	}
	if body[0] == '{' || body[0] == '[' {
		p := printer{jsonReader: jsonReader{lexer: lexer{s: body}, unmask: unmask}}
		if p.run() {
			return p.out.String()
		}
	}
	return formatText(body, unmask)
}

// formatText is Body for what is not JSON.
func formatText(body string, unmask bool) string {
	rest := 0
	if len(body) > maxFormatted/2 {
		at := runeStart(body, maxFormatted/2)
		rest = len(body) - at
		body = body[:at]
	}
	body = clean.Lines(body)
	if !unmask {
		body = Text(body)
	}
	lines := strings.Split(body, "\n")
	for i := range lines {
		lines[i] = shorten(lines[i], shownOfLine)
	}
	out := strings.Join(lines, "\n")
	const note = 32
	if len(out) > maxFormatted-note {
		at := runeStart(out, maxFormatted-note)
		rest += len(out) - at
		out = out[:at]
	}
	if rest > 0 {
		out += more(rest)
	}
	return out
}

// shorten cuts a text that is longer than most characters and says how many
// it left out.
func shorten(s string, most int) string {
	if len(s) <= most {
		return s
	}
	n := 0
	for i := range s {
		if n == most {
			return s[:i] + more(utf8.RuneCountInString(s[i:]))
		}
		n++
	}
	return s
}

func more(n int) string { return "… +" + grouped(n) }

func grouped(n int) string {
	s := strconv.Itoa(n)
	for i := len(s) - 3; i > 0; i -= 3 {
		s = s[:i] + "," + s[i:]
	}
	return s
}

// runeStart is the start of the character at or before i.
func runeStart(s string, i int) int {
	for back := 0; i > 0 && back < utf8.UTFMax && !utf8.RuneStart(s[i]); back++ {
		i--
	}
	return i
}
