package catalog

import (
	"slices"
	"strconv"
	"strings"
	"sync"
	"unicode/utf8"
)

// SearchCodes finds the errcodes of a kind and a family ("" is every one) of
// which each word of text is a part of the number, the errmsg, another of
// WeChat's texts for it, the meaning or the advice, in either language; case,
// blanks and signs do not matter. The number itself comes first, then the code
// whose errmsg the text is, then numbers that begin with the word, then texts
// and meanings, then those that say the same in other words of Chinese, and
// advice last; among equals the codes that are met most, then those of every
// API before those of narrow products. Where no code has all words, those that
// have the most of their parts are given. An empty text finds all.
func SearchCodes(text, kind, family string) []Code {
	rows := codeQuery(text)
	out := make([]Code, 0, len(rows))
	for _, i := range rows {
		if c := codeOf(codeLines()[i]); (kind == "" || c.Kind == kind) && (family == "" || c.Family == family) {
			out = append(out, c)
		}
	}
	return out
}

// codeQuery gives the rows that a text finds, the best first.
func codeQuery(text string) []int {
	rows, order := codeRows(), codeOrder
	text = withoutTrace(text)
	whole := folded(text)
	sums := make([]int, len(rows))
	for _, word := range strings.Fields(text) {
		if _, err := strconv.ParseInt(word, 10, 64); err == nil {
			rankNumbers(sums, rows, word)
			continue
		}
		order = codeOrderMet // numbers are looked up in their own order
		for _, w := range strings.Fields(folded(word)) {
			rankWords(sums, rows, w)
		}
	}
	for at, i := range saying(rows, whole) {
		sums[i] = min(sums[i], at-noMatch)
	}
	found := ranked(sums, order)
	if len(found) == 0 {
		found = within(whole)
	}
	if len(found) == 0 {
		found = nearest(pieces(text), rows, order)
	}
	return found
}

// withoutTrace leaves out what WeChat appends to an errmsg: a rid, a hint.
func withoutTrace(text string) string {
	low := strings.ToLower(text)
	for _, mark := range []string{"rid:", "hint:", "hints:"} {
		if at := strings.Index(low, mark); at > 0 && len(low) == len(text) {
			text, low = text[:at], low[:at]
		}
	}
	return text
}

// A row is found by its number, by its errmsg or meaning, by another text of WeChat's, by other words for
// the same, or by its advice.
const (
	rankWording = 3
	rankInside  = 4 // "rid" in "orderid"
	rankAlike   = 4 // rankPart for the codes that are met most
	rankAdvice  = 5
)

// rankNumbers ranks the codes that are a number or begin with it, and those of which a text has it.
func rankNumbers(sums []int, rows []string, word string) {
	for i, row := range rows {
		rank, code := noMatch, keyOf(codeLines()[i])
		switch _, texts, _ := strings.Cut(row, "\t"); {
		case code == word:
			rank = -2 * noMatch
		case strings.HasPrefix(code, word):
			rank = rankBegins
		case strings.Contains(texts, word):
			rank = rankPart
		}
		add(sums, i, rank)
	}
}

func rankWords(sums []int, rows []string, word string) {
	also := map[int]bool{}
	for i, text := range wordingRows() {
		if strings.Contains(text, word) {
			for _, row := range codesSaying(i) {
				also[row] = true
			}
		}
	}
	parts := alike(word)
	for i, row := range rows {
		if sums[i] >= noMatch {
			continue
		}
		rank := rankOfWord(row, word, also[i])
		if len(parts) > 0 && rank > rankPart && saysAlike(row, parts) {
			if rank = min(rank, rankAlike); metAt(i) >= 0 {
				rank = rankPart
			}
		}
		add(sums, i, rank)
	}
}

// rankOfWord says how well a word, as it is written, fits a row; said is that another text of WeChat's has it.
func rankOfWord(row, word string, said bool) int {
	switch at := strings.Index(row, word); {
	case at >= 0 && strings.Count(row[:at], "\t") < codeTexts:
		if begins(row, at, word) {
			return rankPart
		}
		return rankInside
	case said:
		return rankWording
	case at >= 0:
		return rankAdvice
	}
	return noMatch
}

// begins says whether a word of letters stands somewhere from at on as the beginning of one.
func begins(row string, at int, word string) bool {
	for word[0] < utf8.RuneSelf && at > 0 && row[at-1] > ' ' && row[at-1] < utf8.RuneSelf {
		next := strings.Index(row[at+1:], word)
		if next < 0 {
			return false
		}
		at += 1 + next
	}
	return true
}

// saying gives the rows whose errmsg, or another text of WeChat's for them, is this one.
func saying(rows []string, whole string) []int {
	var out []int
	whole += "\t" // as a field ends
	for i, text := range wordingRows() {
		if text == whole {
			out = append(out, codesSaying(i)...)
		}
	}
	for i, row := range rows {
		_, texts, _ := strings.Cut(row, "\t")
		if len(whole) > 1 && strings.HasPrefix(texts, whole) && !slices.Contains(out, i) {
			out = append(out, i)
		}
	}
	return out
}

// shortText is how long a text is, in bytes, that says nothing within a longer one: "ok".
const shortText = 8

// within gives the rows of the longest of WeChat's texts that a text holds.
func within(whole string) []int {
	longest, at := 0, -1
	for i, text := range wordingRows() {
		text = " " + strings.TrimSuffix(text, "\t") + " "
		if len(text) > max(longest, shortText) && strings.Contains(" "+whole+" ", text) {
			longest, at = len(text), i
		}
	}
	if at < 0 {
		return nil
	}
	return codesSaying(at)
}

// codesSaying gives the rows of the codes that a wording stands for, the likeliest first.
func codesSaying(wording int) []int {
	w := Wordings()[wording]
	var out []int
	for _, code := range append([]int64{w.Code}, w.Codes...) {
		if i, ok := slices.BinarySearch(codeNumbers(), code); ok && !slices.Contains(out, i) {
			out = append(out, i)
		}
	}
	return out
}

// mostMet are the codes that on-call people meet most, the first first. WeChat publishes no such figures;
// the order is ours.
var mostMet = []int64{
	40001, 42001, 40164, 45009, 48001, 43101, 40003, 47003, 45011, 40013, 40125, 40014, 41001, 40037, 40029, 40163,
	43004, 45015, 41030, 45047, 61004, 87014, 48006, 40243, 45040, 48004, 50002, 50001, 61003, 89503, 200302, 200301, -504002, -1,
}

// metAt is where the code of a row stands among those that are met most, or -1.
func metAt(row int) int { return slices.Index(mostMet, codeNumbers()[row]) }

// codeOrder is the order among equals; codeOrderMet has the codes that are met most before it.
func codeOrder(row int) int { return narrow(codeNumbers()[row]) }

func codeOrderMet(row int) int {
	if at := metAt(row); at >= 0 {
		return at - len(mostMet)
	}
	return codeOrder(row)
}

// narrow is 0 for the numbers that every API shares, 1 for those below, which are to be read only
// beside the word errcode, and 2 for those of the cloud.
func narrow(code int64) int {
	switch {
	case code == -1, code == 0, code > 40000:
		return 0
	case code > 0:
		return 1
	}
	return 2
}

// A row has its number, the texts (errmsg, and what it means in two languages), then the advice.
const (
	codeSearched = 6
	codeTexts    = 4
)

// keyOf is the number of a line of the table, as it stands.
func keyOf(line string) string {
	key, _, _ := strings.Cut(line, "\t")
	return key
}

var (
	codeNumbers = sync.OnceValue(func() []int64 {
		out := make([]int64, 0, len(codeLines()))
		for i, line := range codeLines() {
			out = append(out, number("errcodes.tsv", i+2, keyOf(line)))
		}
		return out
	})
	codeLines   = sync.OnceValue(func() []string { return strings.Split(strings.TrimSuffix(codesTSV, "\n"), "\n")[1:] })
	codeRows    = sync.OnceValue(func() []string { return foldRows(codesTSV, codeSearched) })
	wordingRows = sync.OnceValue(func() []string { return foldRows(wordingsTSV, 1) })
)
