package inquiry

import (
	"encoding/json"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"wxops/wechat/catalog"
	"wxops/wechat/rid"
)

// Guess is the API that a recorded call was most likely of, by what its
// parameters and its body hold, and what it was answered: WeChat's record
// seldom names the path. kind is that of the account that made the call, ""
// where it is not known. It is "" where no API, or more than one, comes to mind.
func Guess(record rid.Record, kind string) string {
	r := requestOf(record)
	for _, s := range shapes {
		if r.fits(s) && serves(s.path, kind) {
			return s.path
		}
	}
	return ""
}

// serves reports whether a kind of account may call an API. What only a
// platform calls it calls for others: the rid is then the other account's.
func serves(path, kind string) bool {
	api, known := catalog.Lookup(path)
	return !known || kind == "" || slices.Contains(api.Kinds, kind) || slices.Contains(api.Kinds, "component")
}

// tokens are the parameters that any call has.
var tokens = []string{"access_token", "component_access_token", "authorizer_access_token"}

// request is a call, taken apart.
type request struct {
	params url.Values // without the token
	body   map[string]json.RawMessage
	opaque bool // it had a body, and that is no JSON object
	answer map[string]json.RawMessage
}

func requestOf(record rid.Record) request {
	_, query := rid.SplitURL(record.URL)
	params, _ := url.ParseQuery(query) // gives what it could read
	for _, t := range tokens {
		params.Del(t)
	}
	r := request{params: params, body: object(record.RequestBody), answer: object(record.ResponseBody)}
	r.opaque = r.body == nil && strings.TrimSpace(record.RequestBody) != ""
	return r
}

// object gives the fields of a JSON object; nil if the text is none.
func object(text string) (fields map[string]json.RawMessage) {
	if json.Unmarshal([]byte(text), &fields) != nil {
		return nil
	}
	return fields
}

// fits reports whether a request has all that a shape holds, and nothing that
// it may not.
func (r request) fits(s shape) bool {
	for word := range strings.FieldsSeq(s.holds) {
		if unwanted, not := strings.CutPrefix(word, "!"); r.has(strings.TrimPrefix(word, "!")) == not || unwanted == "" {
			return false
		}
	}
	return s.may == anyMore || !r.opaque && r.nothingBut(s.holds+" "+s.may)
}

// has reports whether one of some alternatives holds of the request.
func (r request) has(word string) bool {
	for one := range strings.SplitSeq(word, "|") {
		if r.hasOne(one) {
			return true
		}
	}
	return false
}

func (r request) hasOne(word string) bool {
	name, value, valued := strings.Cut(word[1:], "=")
	switch word[0] {
	case '?':
		return r.params.Has(name) && (!valued || r.params.Get(name) == value)
	case '>':
		return holds(r.answer, word[1:])
	case '#':
		return text(r.answer["errcode"]) == word[1:]
	}
	return holds(r.body, word)
}

// nothingBut reports whether the body has no other fields than these. A
// request without a body has no other parameters.
func (r request) nothingBut(words string) bool {
	allowed := func(name string) bool {
		for word := range strings.FieldsSeq(words) {
			for one := range strings.SplitSeq(word, "|") {
				if end := strings.IndexAny(one, ".=["); end > 0 {
					one = one[:end]
				}
				if one == name {
					return true
				}
			}
		}
		return false
	}
	for name := range r.body {
		if !allowed(name) {
			return false
		}
	}
	for name := range r.params {
		if len(r.body) == 0 && !allowed("?"+name) {
			return false
		}
	}
	return true
}

// holds reports whether fields have a field: "a", "a=value", "a[]" for one that
// is a list, "a.b" for one with a field b, or whose first entry has one.
func holds(fields map[string]json.RawMessage, word string) bool {
	name, value, valued := strings.Cut(word, "=")
	name, inner, nested := strings.Cut(name, ".")
	name, list := strings.CutSuffix(name, "[]")
	raw, there := fields[name]
	switch {
	case !there:
		return false
	case valued:
		return text(raw) == value
	case list:
		return isList(raw)
	case nested && isList(raw):
		var entries []json.RawMessage
		return json.Unmarshal(raw, &entries) == nil && len(entries) > 0 && holds(object(string(entries[0])), inner)
	case nested:
		return holds(object(string(raw)), inner)
	}
	return true
}

func isList(raw json.RawMessage) bool { return len(raw) > 0 && raw[0] == '[' }

// text is a string or a number as it is read.
func text(raw json.RawMessage) string {
	if s, err := strconv.Unquote(string(raw)); err == nil {
		return s
	}
	return string(raw)
}
