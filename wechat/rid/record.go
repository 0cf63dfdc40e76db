package rid

import (
	"strings"
	"time"

	"wxops/wechat/catalog"
)

// Record is what WeChat recorded of one call. All of it may hold personal
// data, and the URL and the bodies may hold tokens: Masked makes it fit to show.
// A part that is missing from the answer is its zero value.
//
// https://developers.weixin.qq.com/doc/subscription/api/apimanage/api_getridinfo.html
type Record struct {
	InvokedAt    time.Time     // to the second
	Cost         time.Duration // to the millisecond
	URL          string        // usually the parameters alone, "access_token=…", without the path
	RequestBody  string        // "" when there was none
	ResponseBody string        // most often JSON
	ClientIP     string        // of the caller, as WeChat saw it
}

// Path is the API path of the call where its URL holds one, else "".
func (i Record) Path() string {
	path, _ := SplitURL(i.URL)
	path = "/" + strings.Trim(path, "/")
	if strings.Count(path, "/") < 2 || strings.ContainsFunc(path, catalog.NotPathLetter) || len(path) > catalog.MaxPath {
		return ""
	}
	return path
}

// SplitURL gives the path, if the text holds one, and the query.
func SplitURL(raw string) (path, query string) {
	raw, _, _ = strings.Cut(strings.TrimSpace(raw), "#")
	before, after, found := strings.Cut(raw, "?")
	switch {
	case found:
		path, query = before, after
	case strings.Contains(before, "=") && !strings.Contains(before, "://"):
		return "", before
	default:
		path = before
	}
	if _, rest, ok := strings.Cut(path, "://"); ok {
		_, after, _ := strings.Cut(rest, "/")
		path = "/" + after
	}
	return path, query
}
