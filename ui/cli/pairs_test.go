package cli

import (
	"go/ast"
	"go/parser"
	"go/token"
	"regexp"
	"slices"
	"strconv"
	"testing"
	"unicode"
)

// blank is what a wording leaves open: a verb of fmt, of the argument in
// brackets where it names one, or a {name}.
var blank = regexp.MustCompile(`%%|%[-+#0-9.]*(?:\[(\d+)\])?([a-zA-Z])|\{[a-z]+\}`)

// TestBothLanguagesHaveTheSameBlanks reads every pair of wordings out of the
// source, whatever holds it: a wrong verb in the Chinese one would be read as
// %!d(string=…) by a person, and by nobody before.
func TestBothLanguagesHaveTheSameBlanks(t *testing.T) {
	pairs := 0
	for file, source := range sources(t) {
		files := token.NewFileSet()
		parsed, err := parser.ParseFile(files, file, source, parser.SkipObjectResolution)
		if err != nil {
			t.Fatal(err)
		}
		ast.Inspect(parsed, func(n ast.Node) bool {
			if half, ok := n.(*ast.CompositeLit); ok && lacksOne(half) {
				t.Errorf("%s: a wording is there in one language only", files.Position(n.Pos()))
			}
			en, zh, ok := wordings(n)
			if !ok {
				return true
			}
			pairs++
			if a, b := blanks(en), blanks(zh); !slices.Equal(a, b) {
				t.Errorf("%s: %v in %q, and %v in %q", files.Position(n.Pos()), a, en, b, zh)
			}
			return true
		})
	}
	if pairs < 600 {
		t.Errorf("only %d pairs were found; the test looks for the wrong form", pairs)
	}
}

// onlyEnglish is left out in Chinese: what a file was expected to hold is
// English itself.
const onlyEnglish = "; expected "

// TestNoWordingIsMissing looks at every words.Pair of the source, alone or in a
// table: a language that is left out would be an empty place on the screen.
func TestNoWordingIsMissing(t *testing.T) {
	seen := 0
	for file, source := range sources(t) {
		files := token.NewFileSet()
		parsed, err := parser.ParseFile(files, file, source, parser.SkipObjectResolution)
		if err != nil {
			t.Fatal(err)
		}
		ast.Inspect(parsed, func(n ast.Node) bool {
			for _, pair := range pairsOf(n) {
				seen++
				en, first := textOf(pair.Elts[0])
				zh, second := textOf(pair.Elts[1])
				if first && second && (en == "") != (zh == "") && en != onlyEnglish {
					t.Errorf("%s: one language says nothing: %q, %q", files.Position(pair.Pos()), en, zh)
				}
			}
			return true
		})
	}
	if seen < 400 {
		t.Errorf("only %d pairs were found; the test looks for the wrong form", seen)
	}
}

// pairsOf are the pairs that a literal is, or holds without naming their type.
func pairsOf(n ast.Node) []*ast.CompositeLit {
	lit, ok := n.(*ast.CompositeLit)
	if !ok {
		return nil
	}
	var of ast.Expr
	switch typ := lit.Type.(type) {
	case *ast.MapType:
		of = typ.Value
	case *ast.ArrayType:
		of = typ.Elt
	default:
		if isPair(lit.Type) && len(lit.Elts) == 2 {
			return []*ast.CompositeLit{lit}
		}
	}
	if !isPair(of) {
		return nil
	}
	var pairs []*ast.CompositeLit
	for _, e := range lit.Elts {
		if kv, ok := e.(*ast.KeyValueExpr); ok {
			e = kv.Value
		}
		if pair, ok := e.(*ast.CompositeLit); ok && pair.Type == nil && len(pair.Elts) == 2 {
			pairs = append(pairs, pair)
		}
	}
	return pairs
}

func isPair(typ ast.Expr) bool {
	switch typ := typ.(type) {
	case *ast.SelectorExpr:
		return typ.Sel.Name == "Pair"
	case *ast.Ident:
		return typ.Name == "Pair"
	}
	return false
}

// blanks gives what a wording leaves open, sorted and without doubles: each
// argument with its verb, as "2s", and each name.
func blanks(s string) []string {
	var found []string
	next := 1
	for _, m := range blank.FindAllStringSubmatch(s, -1) {
		switch {
		case m[0] == "%%":
			continue
		case m[2] == "":
			found = append(found, m[0])
			continue
		case m[1] != "":
			next, _ = strconv.Atoi(m[1])
		}
		found = append(found, strconv.Itoa(next)+m[2])
		next++
	}
	slices.Sort(found)
	return slices.Compact(found)
}

// wordings takes a node that holds an English and a Chinese text and nothing
// else: words.Pair{…}, an element of a table of them, or a call of both.
func wordings(n ast.Node) (en, zh string, ok bool) {
	var both []ast.Expr
	switch n := n.(type) {
	case *ast.CompositeLit:
		both = n.Elts
	case *ast.CallExpr:
		both = n.Args
	}
	if len(both) != 2 {
		return "", "", false
	}
	en, first := textOf(both[0])
	zh, second := textOf(both[1])
	return en, zh, first && second && !chinese(en) && chinese(zh)
}

// lacksOne reports whether words.Pair{…}, or an element of a table, has an
// English text and no Chinese one, or the other way round.
func lacksOne(lit *ast.CompositeLit) bool {
	if typ, ok := lit.Type.(*ast.SelectorExpr); lit.Type != nil && (!ok || typ.Sel.Name != "Pair") {
		return false
	}
	texts := make([]string, 0, 2)
	for _, e := range lit.Elts {
		if s, ok := textOf(e); ok {
			texts = append(texts, s)
		}
	}
	whole := len(texts) == 2 && (texts[0] == "") == (texts[1] == "")
	if lit.Type == nil { // of a table: of pairs, or of something else
		return len(lit.Elts) == 2 && len(texts) == 2 && !whole && (chinese(texts[0]) || chinese(texts[1]))
	}
	return !whole
}

// textOf is the value of a string literal, or of several that are joined; what
// is joined with them is left out.
func textOf(e ast.Expr) (string, bool) {
	switch e := e.(type) {
	case *ast.BasicLit:
		s, err := strconv.Unquote(e.Value)
		return s, err == nil && e.Kind == token.STRING
	case *ast.BinaryExpr:
		a, first := textOf(e.X)
		b, second := textOf(e.Y)
		return a + b, first || second
	}
	return "", false
}

func chinese(s string) bool {
	return slices.ContainsFunc([]rune(s), func(r rune) bool { return unicode.Is(unicode.Han, r) || r >= 0xff00 && r < 0xffef })
}
