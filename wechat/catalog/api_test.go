package catalog

import (
	"net/url"
	"os"
	"os/exec"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
)

var kinds = []string{"offiaccount", "miniprogram", "minigame", "store", "component"}

// families reads the table that names the families; no program does so yet.
func families(t *testing.T) []Term {
	t.Helper()
	text, err := os.ReadFile("families.tsv")
	if err != nil {
		t.Fatal(err)
	}
	return parseTerms("families.tsv", string(text))
}

func TestEveryAPIIsWellFormed(t *testing.T) {
	path := regexp.MustCompile(`^(/[A-Za-z0-9_.-]+)+$`)
	var known []string
	for _, f := range families(t) {
		known = append(known, f.ID)
	}
	all := APIs()
	if len(all) < 1100 {
		t.Fatalf("only %d APIs", len(all))
	}
	for _, a := range all {
		switch {
		case !path.MatchString(a.Path):
			t.Errorf("%q is not a cgi_path", a.Path)
		case !slices.Contains([]string{"GET", "POST", ""}, a.Method):
			t.Errorf("%s: method %q", a.Path, a.Method)
		case a.Zh == "" || a.En == "" || a.Title == "":
			t.Errorf("%s has no name: %q, %q, %q", a.Path, a.Zh, a.En, a.Title)
		case !slices.Contains(known, a.Family):
			t.Errorf("%s: family %q is not in families.tsv", a.Path, a.Family)
		case slices.ContainsFunc(a.Kinds, func(k string) bool { return !slices.Contains(kinds, k) }):
			t.Errorf("%s: kinds %q", a.Path, a.Kinds)
		case !slices.Contains([]Support{Yes, No, Unknown}, a.HasQuota):
			t.Errorf("%s: quota %q", a.Path, a.HasQuota)
		case (a.HasQuota == No) != strings.HasPrefix(a.Path, "/sns/"):
			t.Errorf("%s: quota %q", a.Path, a.HasQuota)
		case !publicSource(a.Source):
			t.Errorf("%s: source %q", a.Path, a.Source)
		}
		if w := width(a.En); w > 64 {
			t.Errorf("%s: %q is %d cells wide", a.Path, a.En, w)
		}
		if w := width(a.Zh); w > 64 {
			t.Errorf("%s: %q is %d cells wide", a.Path, a.Zh, w)
		}
	}
}

func TestEveryLimitSaysWhereItComesFrom(t *testing.T) {
	limits := 0
	for _, a := range APIs() {
		if a.LimitBasis == "" {
			if a.LimitNew != 0 || a.LimitTest != 0 || a.LimitZh != "" || a.LimitEn != "" {
				t.Errorf("%s has a limit from nowhere", a.Path)
			}
			continue
		}
		limits++
		zh, en := a.LimitBasis.Words()
		switch {
		case zh == "" || en == "":
			t.Errorf("%s: basis %q", a.Path, a.LimitBasis)
		case !publicSource(a.LimitSource):
			t.Errorf("%s: source %q", a.Path, a.LimitSource)
		case a.LimitNew == 0 && a.LimitEn == "":
			t.Errorf("%s has neither a limit nor a note", a.Path)
		case (a.LimitEn == "") != (a.LimitZh == ""):
			t.Errorf("%s has a note in one language only", a.Path)
		case a.LimitTest > a.LimitNew:
			t.Errorf("%s: a test account has more (%d) than a new one (%d)", a.Path, a.LimitTest, a.LimitNew)
		}
	}
	if limits != count(limitsTSV) {
		t.Errorf("%d limits, want %d", limits, count(limitsTSV))
	}
}

func TestLookup(t *testing.T) {
	a, ok := Lookup("/cgi-bin/token")
	if !ok || a.Name != "getAccessToken" || a.LimitNew != 2000 || a.LimitTest != 200 || a.LimitBasis != OfficialTable {
		t.Errorf("/cgi-bin/token is %+v, %v", a, ok)
	}
	if a, ok := Lookup("/wxa/getwxacodeunlimit"); !ok || a.LimitNew != 0 || a.LimitEn != "5000 a minute" {
		t.Errorf("a limit a minute was taken for one a day: %+v", a)
	}
	for _, path := range []string{"", "/cgi-bin/token/", "cgi-bin/token", "/CGI-BIN/TOKEN"} {
		if a, ok := Lookup(path); ok {
			t.Errorf("Lookup(%q) found %s", path, a.Path)
		}
	}
}

func TestKindsAndFamiliesCoverTheTable(t *testing.T) {
	for _, k := range kinds {
		if n := len(OfKind(k)); n < 50 {
			t.Errorf("only %d APIs of kind %s", n, k)
		}
	}
	n := 0
	for _, f := range families(t) {
		in := 0
		for _, a := range APIs() {
			if a.Family == f.ID {
				in++
			}
		}
		if in == 0 || f.Zh == "" || f.En == "" {
			t.Errorf("family %+v has %d APIs", f, in)
		}
		n += in
	}
	if n != len(APIs()) {
		t.Errorf("the families hold %d of %d APIs", n, len(APIs()))
	}
	if len(OfKind("fridge")) != 0 {
		t.Error("an unknown kind has APIs")
	}
}

func TestStarterListsCanBeRead(t *testing.T) {
	for _, k := range kinds {
		list := Starter(k)
		if len(list) < 12 || len(list) > 40 {
			t.Errorf("%s: %d paths", k, len(list))
		}
		seen := map[string]bool{}
		for _, p := range list {
			a, ok := Lookup(p)
			switch {
			case !ok:
				t.Errorf("%s: %s is not in the catalogue", k, p)
			case a.HasQuota != Yes:
				t.Errorf("%s: %s has no readable quota", k, p)
			case !slices.Contains(a.Kinds, k):
				t.Errorf("%s: %s is for %v", k, p, a.Kinds)
			case seen[p]:
				t.Errorf("%s: %s is there twice", k, p)
			case width(a.En) > 26 || width(a.Zh) > 26:
				t.Errorf("%s: %q or %q does not fit 26 cells", p, a.En, a.Zh)
			}
			seen[p] = true
		}
	}
	if Starter("fridge") != nil {
		t.Error("an unknown kind has a starter list")
	}
}

func TestNamesTellTheStartersOfAKindApart(t *testing.T) {
	for _, k := range kinds {
		en, zh := map[string]string{}, map[string]string{}
		for _, p := range Starter(k) {
			a, _ := Lookup(p)
			if en[a.En] != "" || zh[a.Zh] != "" {
				t.Errorf("%s: %s is called %q and %q like %s%s", k, p, a.En, a.Zh, en[a.En], zh[a.Zh])
			}
			en[a.En], zh[a.Zh] = p, p
		}
	}
}

// TestImportDoesNoWork asks the runtime what the package's init costs: the
// tables alone would take hundreds of kilobytes.
func TestImportDoesNoWork(t *testing.T) {
	exe, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command(exe, "-test.run=^$")
	cmd.Env = append(os.Environ(), "GODEBUG=inittrace=1")
	out, err := cmd.CombinedOutput()
	if err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	if !strings.Contains(string(out), "init runtime ") {
		t.Fatalf("no trace of the inits:\n%s", out)
	}
	own := regexp.MustCompile(`init wxops/wechat/catalog .* clock, (\d+) bytes`).FindSubmatch(out)
	if own == nil {
		return // no init at all
	}
	if n, _ := strconv.Atoi(string(own[1])); n > 4096 {
		t.Errorf("importing allocates %d bytes: %s", n, own[0])
	}
}

// TestParsingCopiesNoText holds what keeps the first look-up near half a
// millisecond: fields are cut out of the embedded text, not copied.
func TestParsingCopiesNoText(t *testing.T) {
	if n := testing.AllocsPerRun(3, func() { parseAPIs() }); n > 200 {
		t.Errorf("parsing %d APIs takes %v allocations", len(APIs()), n)
	}
	if n := testing.AllocsPerRun(3, func() { Explain(45009); codes() }); n > 50 {
		t.Errorf("parsing %d codes takes %v allocations", len(codes()), n)
	}
}

func publicSource(s string) bool {
	if u, err := url.Parse(s); err == nil && u.Scheme == "https" && u.Host != "" && !strings.Contains(s, " ") {
		return true
	}
	return regexp.MustCompile(`^[A-Za-z0-9-]+/[A-Za-z0-9._-]+:\S.*\S$`).MatchString(s)
}

// width counts cells: two for Han characters and full-width signs.
func width(s string) int {
	n := 0
	for _, r := range s {
		n++
		if r >= 0x2e80 {
			n++
		}
	}
	return n
}

func BenchmarkFirstLookup(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		t := parseAPIs()
		if _, ok := t.byPath["/cgi-bin/token"]; !ok {
			b.Fatal("not found")
		}
	}
}
