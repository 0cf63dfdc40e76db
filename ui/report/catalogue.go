package report

import (
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
}

// APIs makes the document of a part of the catalogue.
func (f Form) APIs(apis []catalog.API) APIs {
	doc := APIs{make([]API, 0, len(apis))}
	for _, api := range apis {
		doc.APIs = append(doc.APIs, API{
			Path: api.Path, Name: Null(words.APIName(api, f.Lang)), APIName: Null(api.Name), Method: Null(api.Method),
			Family: Null(api.Family), Kinds: List(api.Kinds),
			LimitNew: Null(api.LimitNew), LimitTest: Null(api.LimitTest), LimitSource: Null(api.LimitSource),
			HasQuota: api.HasQuota, Source: Null(api.Source),
		})
	}
	return doc
}

// Codes is the document of code.
type Codes struct {
	Codes []Code `json:"codes"`
}

// Code is an errcode; of one that no list explains all else is null.
type Code struct {
	Code      int64   `json:"errcode"`
	Meaning   *string `json:"meaning"`
	Hint      *string `json:"hint"`
	Kind      *string `json:"kind"`
	Retryable *string `json:"retryable"` // yes, after-wait or no
}

// Codes makes the document of errcodes, those without an explanation last.
func (f Form) Codes(known []catalog.Code, unknown []int64) Codes {
	doc := Codes{make([]Code, 0, len(known)+len(unknown))}
	for _, c := range known {
		meaning, hint := words.Meaning(c, f.Lang), words.Hint(c, f.Lang)
		doc.Codes = append(doc.Codes, Code{c.Code, Null(meaning), Null(hint), Null(c.Kind), Null(c.Retry)})
	}
	for _, n := range unknown {
		doc.Codes = append(doc.Codes, Code{Code: n})
	}
	return doc
}
