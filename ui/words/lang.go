// Package words is the two languages of wxops: how a wording is given in both,
// and how numbers and times are written. A view's own wordings stand beside the
// view; here are those that both faces show.
package words

import "fmt"

// Lang is the language of the screen.
type Lang string

// The two languages. Neither is a translation made later: every word is
// written in both at its birth.
const (
	English Lang = "en"
	Chinese Lang = "zh"
)

// Pair is a wording in English and in Chinese. It is declared beside what shows it.
type Pair [2]string

// In gives the wording in one language.
func (p Pair) In(lang Lang) string {
	if lang == Chinese {
		return p[1]
	}
	return p[0]
}

// Fill gives the wording with its blanks filled, as fmt.Sprintf does. A test
// over all pairs holds that both languages have the same blanks.
func (p Pair) Fill(lang Lang, args ...any) string { return fmt.Sprintf(p.In(lang), args...) }
