package catalog

import (
	_ "embed"
	"slices"
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

// askingVerbs are the words that people put before the name of what they want, folded, the longer first.
var askingVerbs = []string{"获取", "得到", "取得", "换取", "查询", "拿到", "拿", "取", "查", "get", "fetch", "query"}

// withoutVerb leaves out a verb that a text without blanks begins with.
func withoutVerb(text string) (rest string, asks bool) {
	for _, verb := range askingVerbs {
		if rest, asks = strings.CutPrefix(text, verb); asks && rest != "" {
			return rest, true
		}
	}
	return text, false
}

// accountWords are the words of Chinese for a kind of account that people put before the name of an API.
var accountWords = []struct{ word, kind string }{
	{"公众号", "offiaccount"}, {"服务号", "offiaccount"}, {"订阅号", "offiaccount"}, {"小程序", "miniprogram"},
	{"小游戏", "minigame"}, {"微信小店", "store"}, {"小店", "store"}, {"第三方平台", "component"},
}

// simpler gives the rows that a text without blanks finds once its verb is gone, or the kind of account
// before it: the APIs of that kind.
func simpler(text string) []int {
	if rest, asks := withoutVerb(text); asks {
		return apiQuery(rest)
	}
	for _, a := range accountWords {
		rest, of := strings.CutPrefix(text, a.word)
		if !of || rest == "" {
			continue
		}
		return slices.DeleteFunc(apiQuery(rest), func(i int) bool { return !slices.Contains(apis().rows[i].Kinds, a.kind) })
	}
	return nil
}
