package report

import (
	"strings"

	"wxops/ui/words"
	"wxops/wechat/catalog"
)

// APIs is the document of api.
type APIs struct {
	APIs []API `json:"apis"`
}

// API is one path of the catalogue. A limit that nobody published is null.
type API struct {
	Path        string          `json:"cgi_path"`
	Name        *string         `json:"name"`
	APIName     *string         `json:"api_name"`
	Method      *string         `json:"method"`
	Family      *string         `json:"family"`
	Kinds       []string        `json:"kinds"`
	LimitNew    *int64          `json:"limit_new"`
	LimitTest   *int64          `json:"limit_test"`
	LimitSource *string         `json:"limit_source"`
	HasQuota    catalog.Support `json:"has_quota"`
	Source      *string         `json:"source"`
	Page        *string         `json:"page"` // of WeChat's, that a person can open
}

// APIs makes the document of a part of the catalogue.
func (f Form) APIs(apis []catalog.API) APIs {
	doc := APIs{make([]API, 0, len(apis))}
	for _, api := range apis {
		doc.APIs = append(doc.APIs, API{
			Path: api.Path, Name: Null(words.APIName(api, f.Lang)), APIName: Null(api.Name), Method: Null(api.Method),
			Family: Null(api.Family), Kinds: List(api.Kinds),
			LimitNew: Null(api.LimitNew), LimitTest: Null(api.LimitTest), LimitSource: Null(api.LimitSource),
			HasQuota: api.HasQuota, Source: Null(api.Source), Page: Null(api.Page),
		})
	}
	return doc
}

// Codes is the document of code.
type Codes struct {
	Codes []Explained `json:"codes"`
}

// Code is an errcode; of one that no list explains all else is null.
type Code struct {
	Code      int64   `json:"errcode"`
	Meaning   *string `json:"meaning"`
	Hint      *string `json:"hint"`
	Kind      *string `json:"kind"`
	Retryable *string `json:"retryable"` // yes, after-wait or no
}

// Explained is an errcode with all that the catalogue has of it.
type Explained struct {
	Code
	Msg    *string `json:"errmsg"` // WeChat's own text
	Family *string `json:"family"`
	Places []Place `json:"places"` // where the advice leads
}

// Place is a screen of WeChat's for some kinds of account.
type Place struct {
	Kinds []string `json:"kinds"`
	Way   string   `json:"way"`
	URL   *string  `json:"url"`
	AsOf  string   `json:"as_of"`
}

// Codes makes the document of errcodes, those without an explanation last.
func (f Form) Codes(known []catalog.Code, unknown []int64) Codes {
	doc := Codes{make([]Explained, 0, len(known)+len(unknown))}
	for _, c := range known {
		doc.Codes = append(doc.Codes, Explained{f.code(c), Null(c.Msg), Null(c.Family), f.places(c)})
	}
	for _, n := range unknown {
		doc.Codes = append(doc.Codes, Explained{Code: Code{Code: n}, Places: []Place{}})
	}
	return doc
}

func (f Form) code(c catalog.Code) Code {
	return Code{c.Code, Null(words.Meaning(c, f.Lang)), Null(words.Hint(c, f.Lang)), Null(c.Kind), Null(c.Retry)}
}

func (f Form) places(c catalog.Code) []Place {
	places := []Place{}
	for _, w := range words.CodeWays(c, f.Lang) {
		places = append(places, Place{w.Kinds, w.Text, Null(w.URL), w.AsOf})
	}
	return places
}

// Rows are the APIs for a spreadsheet, under the names of the document.
func (d APIs) Rows() [][]string {
	rows := [][]string{{"cgi_path", "name", "api_name", "method", "family", "kinds", "limit_new", "limit_test", "limit_source", "has_quota", "source", "page"}}
	for _, a := range d.APIs {
		rows = append(rows, []string{
			a.Path, inert(text(a.Name)), inert(text(a.APIName)), text(a.Method), text(a.Family), strings.Join(a.Kinds, " "),
			number(a.LimitNew), number(a.LimitTest), inert(text(a.LimitSource)), string(a.HasQuota), inert(text(a.Source)), text(a.Page),
		})
	}
	return rows
}
