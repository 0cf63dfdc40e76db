// Package catalog is what WeChat publishes of its server APIs: paths with
// their names and default limits, and error codes with what to do about them.
// It is a set of embedded tables, parsed when they are first asked for. It is
// not the truth about one account: only WeChat's answer to quota/get is that.
package catalog

import (
	_ "embed"
	"slices"
	"sync"
)

// API is one path that WeChat documents.
type API struct {
	Path        string   // the cgi_path that quota/get takes: /cgi-bin/menu/get
	Method      string   // GET or POST; "" where no source prints it
	Name        string   // WeChat's own name: getMenu; "" where unknown
	Zh, En      string   // names that fit a column, for the APIs of the starter lists
	Title       string   // the official title, in Chinese
	Family      string   // the ID of a row of families.tsv
	Kinds       []string // the kinds of account that may call it; shared, do not change
	LimitNew    int64    // default calls a day of a new account; 0 where none is published
	LimitTest   int64    // the same of a test account
	LimitBasis  Basis    // what kind of source LimitSource is; "" without a limit or note
	LimitSource string   // where the limit or its note comes from
	LimitZh     string   // what the number alone does not say: another window, what is shared
	LimitEn     string   // the same in English
	HasQuota    Support  // whether quota/get takes the path
	Source      string   // the page it comes from, or owner/repo:path of a public copy of it; see OriginOf
	Page        string   // a page of WeChat's that a person can open; "" where none is known
	pageOA      string   // the same API's page of Official Accounts, where Page is of Mini Programs
}

// Support says whether WeChat tells the quota of a path. It follows from rules
// and reports; a single account may still be refused with 76021 or 76022.
type Support string

// No is certain: the official page excludes every path under /sns/. Unknown
// stands for paths that take no access_token, and for retired and pay-like ones.
const (
	Yes     Support = "yes"
	No      Support = "no"
	Unknown Support = "unknown"
)

// Term is an identifier of the tables, stable and in ASCII, with its name in
// Chinese and in English.
type Term struct{ ID, Zh, En string }

// Lookup finds the API with exactly this path.
func Lookup(path string) (API, bool) {
	t := apis()
	i, ok := t.byPath[path]
	if !ok {
		return API{}, false
	}
	return t.rows[i], true
}

// APIs gives every API, family by family, the everyday families first.
func APIs() []API { return slices.Clone(apis().rows) }

// OfKind gives the APIs that a kind of account may call.
func OfKind(kind string) []API {
	var out []API
	for _, a := range apis().rows {
		if slices.Contains(a.Kinds, kind) {
			out = append(out, a)
		}
	}
	return out
}

//go:embed apis.tsv
var apisTSV string

type apiTable struct {
	rows   []API
	byPath map[string]int
}

var apis = sync.OnceValue(parseAPIs)

func parseAPIs() apiTable {
	n := count(apisTSV)
	t := apiTable{rows: make([]API, 0, n), byPath: make(map[string]int, n)}
	kinds := map[string][]string{} // 14 combinations for a thousand rows
	for line, f := range rows[[12]string]("apis.tsv", apisTSV) {
		a := API{
			Path: f[0], Name: f[1], Zh: f[2], En: f[3], Title: f[4], Method: f[5], Family: f[6],
			Kinds: split(kinds, f[7]), HasQuota: Support(f[8]), Source: f[9], Page: f[10], pageOA: f[11],
		}
		if a.Title == "" {
			a.Title = a.Zh
		}
		if a.Page == "" && OriginOf(a.Source) == OfficialSite {
			a.Page = a.Source
		}
		if _, twice := t.byPath[a.Path]; twice {
			panic(bad("apis.tsv", line, "path is there twice"))
		}
		t.byPath[a.Path] = len(t.rows)
		t.rows = append(t.rows, a)
	}
	addLimits(t)
	return t
}
