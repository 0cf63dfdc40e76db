package catalog

import "strings"

// MaxPath bounds a path, in bytes; the longest known one has 60.
const MaxPath = 200

// PathError is why a text is not a cgi_path that has a quota; it is one of the ErrPath values.
type PathError string

// Error gives the fact with an example.
func (e PathError) Error() string { return string(e) }

// The ways in which a text is not a cgi_path that has a quota.
const (
	ErrPathEmpty PathError = "expected an API path such as /cgi-bin/menu/get"
	ErrPathSlash PathError = "an API path begins with a slash, as in /cgi-bin/menu/get"
	ErrPathHost  PathError = "an API path has no host, as in /cgi-bin/menu/get"
	ErrPathQuery PathError = "an API path has no query, as in /cgi-bin/menu/get"
	ErrPathForm  PathError = "an API path has letters, digits and _ - . between slashes only"
	ErrPathSNS   PathError = "WeChat has no quota for paths under /sns/"
)

// CheckPath says whether WeChat can be asked for the quota of path; it spares
// a call that could only fail with 76021 or 76022. Its errors are the ErrPath values.
func CheckPath(path string) error {
	switch {
	case strings.TrimSpace(path) == "":
		return ErrPathEmpty
	case strings.Contains(path, "://") || strings.HasPrefix(path, "//") || strings.HasPrefix(path, "api.weixin.qq.com"):
		return ErrPathHost
	case path[0] != '/':
		return ErrPathSlash
	case strings.ContainsAny(path, "?#"):
		return ErrPathQuery
	case strings.ContainsFunc(path, NotPathLetter) || len(path) > MaxPath:
		return ErrPathForm
	case strings.Contains(path, "/sns/"):
		return ErrPathSNS
	}
	return nil
}

// NotPathLetter reports whether no API path has r in it: they have ASCII
// letters, digits and _ - . between slashes, and no escapes.
func NotPathLetter(r rune) bool {
	return (r < 'a' || r > 'z') && (r < 'A' || r > 'Z') && (r < '0' || r > '9') && !strings.ContainsRune("/_-.", r)
}

// PathOf takes the path out of what somebody copied for one: an address of a log, with
// its query, or a path that lacks its slash. What holds no path is given back as it is.
func PathOf(text string) string {
	path := strings.TrimSpace(text)
	if _, rest, full := strings.Cut(path, "://"); full {
		path = rest
	}
	host, rest, _ := strings.Cut(strings.TrimPrefix(path, "//"), "/")
	if path != strings.TrimSpace(text) || strings.HasPrefix(path, "//") || strings.Contains(host, ".") {
		path = rest
	}
	if end := strings.IndexAny(path, "?#"); end >= 0 {
		path = path[:end]
	}
	if path = "/" + strings.Trim(path, "/"); path == "/" || strings.ContainsFunc(path, NotPathLetter) {
		return text
	}
	return path
}
