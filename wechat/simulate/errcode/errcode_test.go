package errcode

import (
	"go/ast"
	"go/parser"
	"go/token"
	"strconv"
	"testing"
)

// TestEveryErrcodeHasItsText: WeChat refuses with words, not with a number alone.
func TestEveryErrcodeHasItsText(t *testing.T) {
	numbers := 0
	for _, name := range []string{"errcode.go", "business.go"} {
		file, err := parser.ParseFile(token.NewFileSet(), name, nil, parser.SkipObjectResolution)
		if err != nil {
			t.Fatal(err)
		}
		ast.Inspect(file, func(n ast.Node) bool {
			spec, is := n.(*ast.ValueSpec)
			if !is || len(spec.Values) != 1 {
				return true
			}
			if lit, is := spec.Values[0].(*ast.BasicLit); is {
				numbers++
				code, err := strconv.ParseInt(lit.Value, 10, 64)
				if err != nil || Text(code) == "" {
					t.Errorf("%s = %s has no text", spec.Names[0], lit.Value)
				}
			}
			return true
		})
	}
	if numbers < 60 {
		t.Errorf("only %d errcodes were found", numbers)
	}
}

func TestTheTextOf40001IsTheOneThatIsSeen(t *testing.T) {
	if got, want := Text(40001), "invalid credential, access_token is invalid or not latest, could get access_token by getStableAccessToken, more details at https://mmbizurl.cn/s/JtxxFh33r"; got != want {
		t.Errorf("%q, want %q", got, want)
	}
}
