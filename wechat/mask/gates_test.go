package mask

import (
	"math/rand/v2"
	"os"
	"path/filepath"
	"regexp/syntax"
	"strings"
	"testing"
)

// byPatterns is byRules without numbers and gates.
func byPatterns(s string) string {
	for i, r := range rules {
		if r.hinted(s) {
			s = r.hide(s, compiled[i]())
		}
	}
	return s
}

func TestGatesLetThroughWhatTheRulesFind(t *testing.T) {
	var texts []string
	for _, glob := range []string{"testdata/*.txt", "../rid/testdata/*.txt"} {
		files, err := filepath.Glob(glob)
		if err != nil || len(files) == 0 {
			t.Fatal(glob, err)
		}
		for _, file := range files {
			b, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			texts = append(texts, string(b))
			texts = append(texts, strings.Split(string(b), "\n")...)
		}
	}
	pieces := strings.Split(`a|name|token|key|value|张|三|"|'|"|'|,| |-|.|:|=|(|)|[|]|）|+|***|86|1|0|13|138|0013|8000|13800138000|6222|0212|3456|7890|020|88888888|440306|19900101|123|440306199001011|23.129112|113.264385|_|phone`, "|")
	pieces = append(pieces, "\n", "\t", "\f", "|")
	random := rand.New(rand.NewPCG(1, 2))
	for range 20_000 {
		var b strings.Builder
		for range 1 + random.IntN(14) {
			b.WriteString(pieces[random.IntN(len(pieces))])
		}
		texts = append(texts, b.String())
	}
	for _, text := range texts {
		if got, want := byRules(text), byPatterns(text); got != want {
			t.Errorf("%q\n got %q\nwant %q", text, got, want)
		}
	}
}

func TestNoRuleForNumbersGoesOverALine(t *testing.T) {
	var takesNewline func(re *syntax.Regexp) bool
	takesNewline = func(re *syntax.Regexp) bool {
		switch re.Op {
		case syntax.OpAnyChar:
			return true
		case syntax.OpLiteral:
			return strings.ContainsRune(string(re.Rune), '\n')
		case syntax.OpCharClass:
			for i := 0; i < len(re.Rune); i += 2 {
				if re.Rune[i] <= '\n' && '\n' <= re.Rune[i+1] {
					return true
				}
			}
		}
		for _, sub := range re.Sub {
			if takesNewline(sub) {
				return true
			}
		}
		return false
	}
	for _, r := range rules {
		if r.numbers == 0 {
			continue
		}
		re, err := syntax.Parse(r.pattern, syntax.Perl)
		if err != nil {
			t.Fatal(err)
		}
		if takesNewline(re) {
			t.Errorf("%s takes a line's end", r.pattern)
		}
	}
}
