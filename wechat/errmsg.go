package wechat

import (
	"net/url"
	"regexp"
	"strings"
	"sync"

	"wxops/wechat/clean"
	"wxops/wechat/rid"
)

// maxMsg bounds an errmsg, in characters; WeChat's longest is under 200.
const maxMsg = 300

// maxRawMsg is how much of an absurd errmsg is searched for its trace.
const maxRawMsg = 8192

const masked = "•••"

// WeChat appends the trace of the call to an errmsg, in a dozen ways that grew
// over the years: " rid: R", ", rid: R", "hint: [x]", "hints: [ req_id: x ]",
// both, in the middle, or cut off at the end.
var traces = sync.OnceValue(func() *regexp.Regexp {
	const group = `[0-9a-f]{8}`
	return regexp.MustCompile(`(?i)[\s,]*\b(?:` +
		`rid\s*[:=]\s*(` + group + `-` + group + `-` + group + `)\b` +
		`|rid\s*[:=]\s*[0-9a-f-]{0,25}$` +
		`|hints?\s*:\s*\[[^\]]*(?:\]|$))`)
})

// readMsg splits an errmsg from outside into a text that is safe to show and
// the rid at its end. None of the values in hide is left in it.
func readMsg(raw string, hide []string) (string, rid.RID) {
	msg := cut(scrub(clean.Line(raw), hide), maxRawMsg)
	var id rid.RID
	for _, m := range traces().FindAllStringSubmatch(msg, -1) {
		if m[1] != "" {
			id = rid.RID(strings.ToLower(m[1]))
		}
	}
	msg = traces().ReplaceAllString(msg, "")
	return cut(strings.Trim(msg, " ,"), maxMsg), id
}

// cut bounds a text from outside, in characters.
func cut(s string, max int) string {
	if len(s) <= max {
		return s
	}
	n := 0
	for i := range s {
		if n == max {
			return s[:i] + "…"
		}
		n++
	}
	return s
}

// scrub is the last line against a leak: it masks known values, as they are
// and as they look in a query, a path or a JSON text.
func scrub(s string, hide []string) string {
	for _, v := range hide {
		if v == "" {
			continue
		}
		query, path := url.QueryEscape(v), url.PathEscape(v)
		for _, form := range []string{v, query, path, strings.ToLower(query), strings.ToLower(path), strings.Trim(quote(v), `"`)} {
			s = strings.ReplaceAll(s, form, masked)
		}
	}
	return s
}

func quote(s string) string {
	b, err := encode(s)
	if err != nil {
		return s
	}
	return string(b)
}
