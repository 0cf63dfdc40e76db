package catalog

import (
	"cmp"
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
// and meanings, and advice last; among equals the codes of every API before
// those of narrow products. Where no code has all words, those that have the
// most of their parts are given. An empty text finds all.
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
	rows := codeRows()
	text = withoutTrace(text)
	whole := folded(text)
	sums := make([]int, len(rows))
	for _, word := range strings.Fields(text) {
		if _, err := strconv.ParseInt(word, 10, 64); err == nil {
			rankNumbers(sums, rows, word)
			continue
		}
		for _, w := range strings.Fields(folded(word)) {
			rankWords(sums, rows, w)
		}
	}
	for at, i := range saying(rows, whole) {
		sums[i] = min(sums[i], at-noMatch)
	}
	order := func(row int) int { return narrow(number("errcodes.tsv", row, keyOf(codeLines()[row]))) }
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

// A row is found by its number, by its errmsg or meaning, by another text of WeChat's, or by its advice.
const (
	rankWording = 3
	rankInside  = 4 // "rid" in "orderid"
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
	for i, row := range rows {
		rank := noMatch
		switch at := strings.Index(row, word); {
		case at >= 0 && strings.Count(row[:at], "\t") < codeTexts:
			if rank = rankInside; begins(row, at, word) {
				rank = rankPart
			}
		case also[i]:
			rank = rankWording
		case at >= 0:
			rank = rankAdvice
		}
		add(sums, i, rank)
	}
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
	for i, text := range wordingRows() {
		if text == whole+"\t" {
			out = append(out, codesSaying(i)...)
		}
	}
	for i, row := range rows {
		_, texts, _ := strings.Cut(row, "\t")
		if whole != "" && strings.HasPrefix(texts, whole+"\t") && !slices.Contains(out, i) {
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
		i, ok := slices.BinarySearchFunc(codeLines(), code, func(line string, want int64) int {
			return cmp.Compare(number("errcodes.tsv", 0, keyOf(line)), want)
		})
		if ok && !slices.Contains(out, i) {
			out = append(out, i)
		}
	}
	return out
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
	codeLines   = sync.OnceValue(func() []string { return strings.Split(strings.TrimSuffix(codesTSV, "\n"), "\n")[1:] })
	codeRows    = sync.OnceValue(func() []string { return foldRows(codesTSV, codeSearched) })
	wordingRows = sync.OnceValue(func() []string { return foldRows(wordingsTSV, 1) })
)
