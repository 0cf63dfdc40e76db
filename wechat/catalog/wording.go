package catalog

import (
	_ "embed"
	"strconv"
	"strings"
	"sync"
)

// Wording is one of WeChat's texts, and the errcode that it stands for.
type Wording struct {
	Text   string  // lower case, one space between words, no closing stop, no rid and no hint
	Code   int64   // the likeliest
	Codes  []int64 // all codes with exactly this text, the likeliest first; nil where Code is the only one
	Longer []int64 // codes whose text begins with this one: where it was cut off it may be theirs
	Sure   bool    // no other code has the text
	Weak   bool    // the words are common elsewhere, too: they count only beside another sign of WeChat
}

// Wordings gives WeChat's texts, which are also those that pages, libraries and real answers have.
// The slice is shared, do not change it.
func Wordings() []Wording { return wordings() }

//go:embed wordings.tsv
var wordingsTSV string

var wordings = sync.OnceValue(func() []Wording {
	out := make([]Wording, 0, count(wordingsTSV))
	for line, f := range rows[[6]string]("wordings.tsv", wordingsTSV) {
		out = append(out, Wording{
			Text: f[0], Code: number("wordings.tsv", line, f[1]), Sure: f[2] == "yes",
			Codes: numbers(f[3]), Longer: numbers(f[4]), Weak: f[5] == "weak",
		})
	}
	return out
})

// numbers reads errcodes with commas or spaces between; nil where there is none.
func numbers(s string) []int64 {
	var out []int64
	for _, f := range strings.FieldsFunc(s, func(r rune) bool { return r == ',' || r == ' ' }) {
		if n, err := strconv.ParseInt(f, 10, 64); err == nil {
			out = append(out, n)
		}
	}
	return out
}
