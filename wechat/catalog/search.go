package catalog

import (
	"cmp"
	"slices"
	"strings"
	"sync"
)

// Search finds the APIs of which each word of text is a part of the path, of
// WeChat's own name, of the English or Chinese names, or a name that people
// type for them; case, blanks and the signs _ - . do not matter. The best come
// first: what people mean by the whole text, the very path or name, then paths
// that begin with the word, then names; among equals those of the starter
// lists. Where no API has all words, the text is taken without its verb or its
// kind of account; then those that have the most of the words' parts. An empty
// text finds all.
func Search(text string) []API {
	all := apis().rows
	if strings.TrimSpace(text) == "" {
		return slices.Clone(all)
	}
	found := apiQuery(text)
	out := make([]API, 0, len(found))
	for _, i := range found {
		out = append(out, all[i])
	}
	return out
}

// apiQuery gives the rows that a text finds, the best first.
func apiQuery(text string) []int {
	rows, whole, wanted := apiRows(), folded(text), starterRows()
	order := func(i int) int {
		if wanted[i] {
			return 0
		}
		return 1
	}
	found := apisOf(rows, whole, order)
	if len(found) == 0 {
		found = holding(rows, tight(whole))
	}
	if len(found) == 0 {
		found = simpler(tight(whole))
	}
	if len(found) == 0 && !strings.Contains(text, "/") { // a path is right or wrong
		found = nearest(pieces(text), rows, order)
	}
	return found
}

// apisOf gives the rows that people mean by a folded text, then those that have each of its words.
func apisOf(rows []string, whole string, order func(row int) int) []int {
	sums := make([]int, len(rows))
	for _, w := range strings.Fields(whole) {
		means := meant(w)
		for i, row := range rows {
			rank := apiRank(row, w)
			if said, ok := means[i]; ok {
				rank = min(rank, said)
			}
			add(sums, i, rank)
		}
	}
	first := synonymOf(tight(whole))
	if rest, asks := withoutVerb(tight(whole)); asks && first == nil && !slices.Contains(sums, rankSame) {
		first = synonymOf(rest)
	}
	for i := range sums {
		switch at := slices.Index(first, i); {
		case at >= 0:
			sums[i] = at - len(first)
		case sums[i] < noMatch:
			sums[i] = 2*sums[i] + order(i)
		}
	}
	return ranked(sums, order)
}

// noMatch is the rank of a row that lacks a word. The ranks of one that has it are below.
const (
	rankSame    = 0
	rankBegins  = 1
	rankPart    = 2
	rankPath    = 3
	rankSynonym = 4
	noMatch     = 1 << 20
)

// apiRank says how well a folded word fits a folded row: path, name, and the names in two languages.
func apiRank(row, word string) int {
	if !strings.Contains(row, word) {
		return noMatch
	}
	path, names, _ := strings.Cut(row, "\t")
	switch {
	case path == word || strings.Contains(row, "\t"+word+"\t"):
		return rankSame
	case strings.HasPrefix(path, word):
		return rankBegins
	case strings.Contains(names, word) || strings.HasSuffix(path, "/"+word):
		return rankPart
	}
	return rankPath
}

// add counts the rank of one word; a row that lacks one is out.
func add(sums []int, row, rank int) {
	switch {
	case sums[row] >= noMatch:
	case rank >= noMatch:
		sums[row] = noMatch
	default:
		sums[row] += rank
	}
}

// ranked gives the rows that have all words, the lowest sum first, among equals by order.
func ranked(sums []int, order func(row int) int) []int {
	var out []int
	for i, sum := range sums {
		if sum < noMatch {
			out = append(out, i)
		}
	}
	slices.SortStableFunc(out, func(a, b int) int {
		return cmp.Or(cmp.Compare(sums[a], sums[b]), cmp.Compare(order(a), order(b)))
	})
	return out
}

// holding gives the rows that hold a text once the blanks of both are gone.
func holding(rows []string, text string) []int {
	var out []int
	for i, row := range rows {
		if text != "" && strings.Contains(tight(row), text) {
			out = append(out, i)
		}
	}
	return out
}

// nearest gives the rows that hold the most of the pieces, where that is two at least, and half of them.
func nearest(parts, rows []string, order func(row int) int) []int {
	best := 0
	hits := make([]int, len(rows))
	for i, row := range rows {
		for _, p := range parts {
			if strings.Contains(row, p) {
				hits[i]++
			}
		}
		best = max(best, hits[i])
	}
	if best < 2 || best*2 < len(parts) {
		return nil
	}
	for i, n := range hits {
		if hits[i] = noMatch; n == best {
			hits[i] = 0
		}
	}
	return ranked(hits, order)
}

// apiSearched are the columns of apis.tsv that a search looks into: the path and the names.
const apiSearched = 5

var (
	apiRows     = sync.OnceValue(func() []string { return foldRows(apisTSV, apiSearched) })
	starterRows = sync.OnceValue(func() map[int]bool {
		set := map[int]bool{}
		for path := range starterPaths() {
			set[apis().byPath[path]] = true
		}
		return set
	})
)
