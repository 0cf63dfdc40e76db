package simulate

import (
	"go/ast"
	"go/parser"
	gotoken "go/token"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// TestOnlyTheCatalogueIsShared: two readings of the same facts catch each other's
// mistakes only while neither is made from the other. The demo is made for the
// stand-in, and the stand-in knows nothing of it.
func TestOnlyTheCatalogueIsShared(t *testing.T) {
	for glob, allowed := range map[string][]string{
		"*.go":          {"wxops/wechat/catalog", "wxops/wechat/simulate/business", "wxops/wechat/simulate/errcode"},
		"business/*.go": {"wxops/wechat/simulate/errcode"},
		"demo/*.go":     {"wxops/wechat/catalog", "wxops/wechat/simulate", "wxops/wechat/simulate/errcode"},
		"errcode/*.go":  {"wxops/wechat/catalog"},
	} {
		files, err := filepath.Glob(glob)
		if err != nil || len(files) == 0 {
			t.Fatal(files, err)
		}
		for _, name := range files {
			file, err := parser.ParseFile(gotoken.NewFileSet(), name, nil, parser.ImportsOnly)
			if err != nil {
				t.Fatal(err)
			}
			for _, i := range file.Imports {
				path := strings.Trim(i.Path.Value, `"`)
				first, _, _ := strings.Cut(path, "/")
				if first == "wxops" && !slices.Contains(allowed, path) || strings.Contains(first, ".") {
					t.Errorf("%s imports %s", name, path)
				}
			}
		}
	}
}

// TestNoTypePlaysEverything: what WeChat does is told by parts, and Server
// joins them.
func TestNoTypePlaysEverything(t *testing.T) {
	files, err := filepath.Glob("*.go")
	if err != nil {
		t.Fatal(err)
	}
	methods := map[string]int{}
	for _, name := range files {
		file, err := parser.ParseFile(gotoken.NewFileSet(), name, nil, parser.SkipObjectResolution)
		if err != nil {
			t.Fatal(err)
		}
		for _, d := range file.Decls {
			f, isFunc := d.(*ast.FuncDecl)
			if !isFunc || f.Recv == nil {
				continue
			}
			receiver := f.Recv.List[0].Type
			if star, is := receiver.(*ast.StarExpr); is {
				receiver = star.X
			}
			if name, is := receiver.(*ast.Ident); is {
				methods[name.Name]++
			}
		}
	}
	if methods["Server"] == 0 {
		t.Fatal("no method of Server was found")
	}
	for name, n := range methods {
		if n > 40 {
			t.Errorf("%s has %d methods", name, n)
		}
	}
}
