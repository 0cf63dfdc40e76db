package cli

import (
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// mayImport is who may import whom: each package, and the packages of this
// module that its files, tests aside, may name.
var mayImport = map[string][]string{
	".":                  {"ui/cli"},
	"keystore":           {"keystore/secret", "keystore/toml", "wechat/catalog", "wechat/ownfile"},
	"keystore/secret":    {"wechat/clean", "wechat/ownfile"},
	"keystore/toml":      {},
	"wechat":             {"wechat/catalog", "wechat/clean", "wechat/rid"},
	"wechat/catalog":     {},
	"wechat/clean":       {},
	"wechat/entries":     {"wechat/escape"},
	"wechat/escape":      {"wechat/clean"},
	"wechat/follow":      {"wechat/inquiry", "wechat/rid", "wechat/watch"},
	"wechat/guard":       {"wechat", "wechat/catalog", "wechat/clean", "wechat/meter", "wechat/ownfile", "wechat/rid"},
	"wechat/history":     {"wechat", "wechat/meter", "wechat/ownfile"},
	"wechat/inquiry":     {"wechat", "wechat/catalog", "wechat/rid"},
	"wechat/mask":        {"wechat/catalog", "wechat/clean", "wechat/escape", "wechat/rid"},
	"wechat/meter":       {"wechat", "wechat/catalog"},
	"wechat/meter/fleet": {"wechat", "wechat/meter"},

	"wechat/meter/replay":  {"wechat", "wechat/meter"},
	"wechat/simulate/demo": {"wechat/catalog", "wechat/simulate", "wechat/simulate/errcode"},

	"wechat/simulate/business": {"wechat/simulate/errcode"},
	"wechat/simulate/errcode":  {"wechat/catalog"},

	"wechat/ownfile":  {},
	"wechat/rid":      {"wechat/catalog", "wechat/clean", "wechat/entries", "wechat/escape", "wechat/wording"},
	"wechat/watch":    {"wechat", "wechat/catalog", "wechat/guard", "wechat/meter", "wechat/meter/fleet", "wechat/ownfile", "wechat/rid"},
	"wechat/wording":  {"wechat/catalog"},
	"wechat/simulate": {"wechat/catalog", "wechat/simulate/business", "wechat/simulate/errcode"},
	"ui/draw":         {"ui/words", "wechat/clean"},
	"ui/words":        {"keystore", "keystore/secret", "wechat", "wechat/catalog", "wechat/clean", "wechat/guard", "wechat/history", "wechat/inquiry", "wechat/meter", "wechat/ownfile", "wechat/rid", "wechat/watch"},
	"ui/doctor":       {"keystore", "keystore/secret", "ui/words", "wechat", "wechat/clean", "wechat/guard", "wechat/history", "wechat/ownfile", "wechat/rid"},
	"ui/desk":         {"keystore", "keystore/secret", "wechat", "wechat/catalog", "wechat/clean", "wechat/guard", "wechat/history", "wechat/meter", "wechat/meter/fleet", "wechat/ownfile", "wechat/watch"},
	"ui/metrics":      {"ui/words", "wechat", "wechat/clean", "wechat/guard", "wechat/meter", "wechat/watch"},
	"ui/report":       {"ui/words", "wechat", "wechat/catalog", "wechat/clean", "wechat/guard", "wechat/history", "wechat/meter", "wechat/rid", "wechat/watch"},
	"ui/view":         {"keystore", "ui/draw", "ui/words", "wechat", "wechat/catalog", "wechat/clean", "wechat/guard", "wechat/meter", "wechat/meter/fleet", "wechat/rid"},
	"ui/codes":        {"ui/draw", "ui/view", "ui/words", "wechat/catalog", "wechat/rid"},
	"ui/accounts":     {"keystore", "ui/desk", "ui/draw", "ui/view", "ui/words", "wechat", "wechat/clean", "wechat/guard", "wechat/meter"},
	"ui/calls":        {"ui/draw", "ui/view", "ui/words", "wechat"},
	"ui/change":       {"keystore", "ui/desk", "ui/draw", "ui/view", "ui/words", "wechat/clean"},
	"ui/notify":       {"keystore", "keystore/secret", "ui/words", "wechat", "wechat/catalog", "wechat/clean", "wechat/guard", "wechat/meter", "wechat/ownfile", "wechat/watch"},
	"ui/help":         {"ui/draw", "ui/view"},
	"ui/inspect":      {"keystore", "ui/desk", "ui/draw", "ui/view", "ui/words", "wechat", "wechat/catalog", "wechat/clean", "wechat/inquiry", "wechat/mask", "wechat/rid"},
	"ui/quota":        {"keystore", "ui/desk", "ui/draw", "ui/view", "ui/words", "wechat", "wechat/catalog", "wechat/guard", "wechat/meter"},
	"ui/reset":        {"keystore", "ui/desk", "ui/draw", "ui/view", "ui/words", "wechat", "wechat/clean", "wechat/guard", "wechat/meter"},
	"ui":              {"ui/accounts", "ui/calls", "ui/change", "ui/codes", "ui/draw", "ui/help", "ui/inspect", "ui/quota", "ui/reset", "ui/view", "ui/words", "wechat/clean"},
	"ui/cli/shell":    {"keystore", "keystore/secret", "ui/desk", "ui/draw", "ui/report", "ui/words", "wechat", "wechat/clean", "wechat/meter"},
	"ui/cli/account":  {"keystore", "keystore/secret", "ui/cli/shell", "ui/desk", "ui/report", "ui/words", "wechat/clean"},
	"ui/cli/watch":    {"keystore", "keystore/secret", "ui/cli/shell", "ui/desk", "ui/metrics", "ui/notify", "ui/report", "ui/words", "wechat/clean", "wechat/guard", "wechat/inquiry", "wechat/meter", "wechat/follow", "wechat/mask", "wechat/rid", "wechat/watch"},
	"ui/cli": {"ui/cli/account", "ui/cli/shell", "ui/cli/watch", "keystore", "keystore/secret", "keystore/toml", "ui", "ui/desk", "ui/doctor", "ui/report", "ui/view", "ui/words", "wechat", "wechat/catalog", "wechat/clean", "wechat/guard", "wechat/history", "wechat/inquiry", "wechat/mask", "wechat/meter", "wechat/meter/fleet", "wechat/rid",
		"wechat/ownfile", "wechat/simulate", "wechat/simulate/demo"},

	"wechat/guard/guardtest":     {"wechat/guard"}, // for the tests of whoever writes a journal or a lock
	"wechat/ownfile/ownfiletest": {},               // for the tests of what a team shares
}

// onlyHere are packages from outside, and who alone may import them: a view
// makes no call, opens no keyring and starts no program.
var onlyHere = map[string][]string{
	"net/http":                      {"ui/cli", "ui/metrics", "ui/notify", "wechat", "wechat/simulate"}, // the command line has the simulator's server
	"github.com/zalando/go-keyring": {"keystore/secret"},
	"filippo.io/age":                {"keystore/secret"},
	"os/exec":                       {"keystore/secret", "ui/doctor", "ui/notify", "wechat/ownfile/ownfiletest"},
}

func TestWhoImportsWhom(t *testing.T) {
	for file, source := range sources(t) {
		parsed, err := parser.ParseFile(token.NewFileSet(), file, source, parser.ImportsOnly)
		if err != nil {
			t.Fatal(err)
		}
		pkg := filepath.ToSlash(filepath.Dir(file))
		allowed, known := mayImport[pkg]
		if !known {
			t.Errorf("%s: the package %s has no rule here", file, pkg)
		}
		for _, spec := range parsed.Imports {
			path := strings.Trim(spec.Path.Value, `"`)
			ours, isOurs := strings.CutPrefix(path, "wxops/")
			only, kept := onlyHere[path]
			if isOurs && !slices.Contains(allowed, ours) || kept && !slices.Contains(only, pkg) {
				t.Errorf("%s imports %s", file, path)
			}
		}
	}
}

// TestNoViewImportsAnother, whatever the table above allows.
func TestNoViewImportsAnother(t *testing.T) {
	views := []string{"ui/accounts", "ui/calls", "ui/change", "ui/codes", "ui/help", "ui/inspect", "ui/quota", "ui/reset"}
	for _, v := range views {
		for _, ours := range mayImport[v] {
			if slices.Contains(views, ours) || ours == "ui" {
				t.Errorf("%s may import %s", v, ours)
			}
		}
	}
	for pkg, may := range mayImport {
		below := strings.HasPrefix(pkg, "wechat") || strings.HasPrefix(pkg, "keystore")
		if below && slices.ContainsFunc(may, func(ours string) bool {
			return strings.HasPrefix(ours, "ui") || strings.HasPrefix(pkg, "wechat") && strings.HasPrefix(ours, "keystore")
		}) {
			t.Errorf("%s may look up: %v", pkg, may)
		}
	}
}

// TestOneDeskMakesTheClients: an account of keystore becomes a client of wechat
// in one place.
func TestOneDeskMakesTheClients(t *testing.T) {
	made := 0
	for file, source := range sources(t) {
		if !regexp.MustCompile(`\bwechat\.New\(`).Match(source) {
			continue
		}
		made++
		if pkg := filepath.ToSlash(filepath.Dir(file)); pkg != "ui/desk" {
			t.Errorf("%s makes a client", file)
		}
	}
	if made == 0 {
		t.Error("nobody makes a client; the rule looks for the wrong name")
	}
}

// TestSecretsAreRevealedOnTheWireOnly: Reveal is called by the package that
// sends the secret, and by the sources that store it; nowhere else.
func TestSecretsAreRevealedOnTheWireOnly(t *testing.T) {
	reveal := regexp.MustCompile(`\.Reveal\(\)`)
	found := false
	for file, source := range sources(t) {
		if !reveal.Match(source) {
			continue
		}
		switch pkg := filepath.ToSlash(filepath.Dir(file)); pkg {
		case "wechat":
			found = true
		case "keystore/secret", "ui/notify": // a robot's whole URL is its secret
		default:
			t.Errorf("%s reveals a secret", file)
		}
	}
	if !found {
		t.Error("nothing reveals a secret; the rule looks for the wrong name")
	}
}

// sources gives the Go files of the module that are no tests.
func sources(t *testing.T) map[string][]byte {
	t.Helper()
	files := map[string][]byte{}
	root := moduleRoot(t)
	err := filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		name := d.Name()
		if d.IsDir() && path != root && (strings.HasPrefix(name, ".") || name == "testdata") {
			return filepath.SkipDir
		}
		if d.IsDir() || filepath.Ext(name) != ".go" || strings.HasSuffix(name, "_test.go") {
			return nil
		}
		file, err := filepath.Rel(root, path)
		if err != nil {
			return err
		}
		files[file], err = os.ReadFile(path)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	if len(files) < 10 {
		t.Fatalf("only %d files were found", len(files))
	}
	return files
}

// moduleRoot gives the folder of go.mod, from whichever package a test runs.
func moduleRoot(t *testing.T) string {
	t.Helper()
	dir, err := os.Getwd()
	if err != nil {
		t.Fatal(err)
	}
	for {
		if _, err := os.Stat(filepath.Join(dir, "go.mod")); err == nil {
			return dir
		}
		up := filepath.Dir(dir)
		if up == dir {
			t.Fatal("no go.mod in any folder above")
		}
		dir = up
	}
}
