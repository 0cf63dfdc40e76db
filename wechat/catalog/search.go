package catalog

import (
	"cmp"
	"slices"
	"strconv"
	"strings"
	"sync"
)

// Search finds the APIs of which each word of text is a part of the path, of
// WeChat's own name, or of the English or Chinese names; case does not matter.
// The best come first: the very path or name, then paths that begin with the
// word, then names; among equals those of the starter lists. An empty text
// finds all.
func Search(text string) []API {
	all := apis().rows
	return search(text, len(all), apiFields(), func(i int) API { return all[i] })
}

// SearchCodes finds the errcodes of a kind and a family ("" is every one) of
// which each word of text is a part of the number, the errmsg or the meaning;
// case does not matter. The number itself comes first, then numbers that begin
// with the word; among equals those of every API before those of narrow
// products. An empty text finds all.
func SearchCodes(text, kind, family string) []Code {
	all := codes()
	found := search(text, len(all), codeFields(), func(i int) Code { return all[i] })
	if strings.TrimSpace(text) == "" {
		found = slices.Clone(all)
		slices.SortStableFunc(found, func(a, b Code) int { return cmp.Compare(narrow(a.Code), narrow(b.Code)) })
	}
	return slices.DeleteFunc(found, func(c Code) bool { return kind != "" && c.Kind != kind || family != "" && c.Family != family })
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

// fields are the texts of one row in lower case: its key, then its names.
type fields struct {
	key    string
	names  []string
	wanted bool // comes first among equals
}

var (
	apiFields = sync.OnceValue(func() []fields {
		wanted := starterPaths()
		out := make([]fields, 0, len(apis().rows))
		for _, a := range apis().rows {
			f := lower(a.Path, a.Name, a.En, a.Zh, a.Title)
			f.wanted = wanted[a.Path]
			out = append(out, f)
		}
		return out
	})
	codeFields = sync.OnceValue(func() []fields {
		out := make([]fields, 0, len(codes()))
		for _, c := range codes() {
			out = append(out, lower(strconv.FormatInt(c.Code, 10), c.Msg, c.En, c.Zh))
		}
		return out
	})
)

func lower(key string, names ...string) fields {
	for i, n := range names {
		names[i] = strings.ToLower(n)
	}
	return fields{key: strings.ToLower(key), names: names}
}

func search[T any](text string, n int, in []fields, row func(int) T) []T {
	words := strings.Fields(strings.ToLower(text))
	type hit struct{ row, rank int }
	hits := make([]hit, 0, n)
	for i := range n {
		if rank, ok := in[i].match(words); ok {
			hits = append(hits, hit{i, rank})
		}
	}
	slices.SortStableFunc(hits, func(a, b hit) int { return cmp.Compare(a.rank, b.rank) })
	out := make([]T, len(hits))
	for i, h := range hits {
		out[i] = row(h.row)
	}
	return out
}

// match gives the sum of the ranks of the words, or false where one is not found.
func (f fields) match(words []string) (int, bool) {
	sum := 0
	for _, w := range words {
		rank, ok := f.rank(w)
		if !ok {
			return 0, false
		}
		sum += rank
	}
	if f.wanted {
		return 2 * sum, true
	}
	return 2*sum + 1, true
}

func (f fields) rank(word string) (int, bool) {
	holds := func(name string) bool { return strings.Contains(name, word) }
	switch {
	case f.key == word, slices.Contains(f.names, word):
		return 0, true
	case strings.HasPrefix(f.key, word):
		return 1, true
	case slices.ContainsFunc(f.names, holds), strings.HasSuffix(f.key, "/"+word):
		return 2, true
	case holds(f.key):
		return 3, true
	}
	return 0, false
}
