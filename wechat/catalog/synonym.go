package catalog

import (
	_ "embed"
	"strings"
	"sync"
)

//go:embed synonyms.tsv
var synonymsTSV string

// synonym is a name that people type, folded and without blanks, with the paths that they mean by it.
type synonym struct{ word, paths string }

var synonyms = sync.OnceValue(func() []synonym {
	words := foldRows(synonymsTSV, 1)
	out := make([]synonym, 0, len(words))
	_, rest, _ := strings.Cut(synonymsTSV, "\n")
	for _, word := range words {
		var row string
		row, rest, _ = strings.Cut(rest, "\n")
		_, paths, _ := strings.Cut(row, "\t")
		out = append(out, synonym{tight(strings.TrimSuffix(word, "\t")), paths})
	}
	return out
})

// synonymOf gives the rows that people mean by a folded text, the likeliest first.
func synonymOf(text string) []int {
	for _, s := range synonyms() {
		if s.word == text {
			return s.rows()
		}
	}
	return nil
}

// meant ranks the rows that people mean by a folded word, or by a longer one that holds it.
func meant(word string) map[int]int {
	out := map[int]int{}
	for _, s := range synonyms() {
		if !strings.Contains(s.word, word) {
			continue
		}
		rank := rankSynonym
		if s.word == word {
			rank = rankBegins
		}
		for _, i := range s.rows() {
			if was, ok := out[i]; !ok || rank < was {
				out[i] = rank
			}
		}
	}
	return out
}

func (s synonym) rows() []int {
	var out []int
	for _, path := range strings.Fields(s.paths) {
		if i, ok := apis().byPath[path]; ok {
			out = append(out, i)
		}
	}
	return out
}
