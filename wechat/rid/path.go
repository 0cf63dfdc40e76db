package rid

import (
	"bytes"
	"strings"

	"wxops/wechat/catalog"
	"wxops/wechat/escape"
)

// apiRoots begin WeChat's paths and hardly anything else's.
var apiRoots = []string{
	"cgi-bin/", "wxa/", "wxaapi/", "sns/", "datacube/", "channels/ec/", "customservice/", "componenttcb/", "tcb/",
	"xpay/", "wxadrama/", "redpacketcover/", "cityservice/", "retail/b2b/", "cv/ocr/", "cv/img/", "shop/ec/",
}

// path takes an API path: in a URL of one of the API hosts, or by itself
// when it begins as only WeChat's do.
func (f placeFinder) path(i int) int {
	const slashes = 2
	start := f.rootBefore(i)
	i = start
	for f.byteAt(i) == '/' {
		i++
	}
	if i-start > slashes {
		return i
	}
	if host := f.hostOf(start, i); !f.isAPI(host, start, i) {
		f.product(host, start, i)
		return i
	}
	end := f.pathEnd(i)
	path := "/" + strings.TrimRight(string(f.text[i:end]), ".-/_")
	if strings.Count(path, "/") < 2 || strings.Contains(path, "..") || strings.Contains(path, "//") || len(path) > catalog.MaxPath {
		return end
	}
	f.note(pathKind, start, end, path)
	return end
}

// rootBefore goes back to the first part of a path that has no slash before
// it: wxa/getwxacode. It gives i when there is none.
func (f placeFinder) rootBefore(i int) int {
	start := i
	for start > i-len("redpacketcover") && escape.IsAlnum(f.byteAt(start-1)) {
		start--
	}
	if c := f.byteAt(start - 1); start == i || escape.IsAlnum(c) || c != 0 && strings.IndexByte("/._-@$\\", c) >= 0 || !f.apiRoot(start) {
		return i
	}
	return start
}

// hostOf gives the host before a path whose slashes begin at start, and end at i.
func (f placeFinder) hostOf(start, i int) string {
	if start == i && f.byteAt(i-1) == '/' {
		return f.hostBefore(i - 1) // cgi-bin below a gateway's own path
	}
	return f.hostBefore(start)
}

// isAPI judges by the host before a path's slashes, and else by its first part.
func (f placeFinder) isAPI(host string, start, i int) bool {
	if strings.Trim(host, "0123456789.") != "" {
		return isAPIHost(host)
	}
	before := f.byteAt(start - 1)
	inName := host == "" && (escape.IsAlnum(before) || before == '.' || before == '_' || before == '-' || before == '/' && start != i)
	return !inName && f.apiRoot(i)
}

func (f placeFinder) pathEnd(i int) int {
	const longest = 256
	end := i
	for end < len(f.text) && end < i+longest && (f.text[end] == '/' || f.text[end] < 0x80 && !catalog.NotPathLetter(rune(f.text[end]))) {
		end++
	}
	return end
}

func (f placeFinder) apiRoot(i int) bool {
	for _, root := range apiRoots {
		if f.has(i, root) {
			return true
		}
	}
	return false
}

// hostBefore gives the host name that ends at i, if what stands there is one.
func (f placeFinder) hostBefore(i int) string {
	const longest = 80
	start := i
	for start > 0 && start > i-longest {
		c := f.text[start-1]
		if !escape.IsAlnum(c) && c != '.' && c != '-' && c != ':' {
			break
		}
		start--
	}
	if bytes.IndexByte(f.text[start:i], '.') < 0 {
		return ""
	}
	host := string(f.text[start:i])
	if at := strings.LastIndexByte(host, ':'); at >= 0 {
		if port := host[at+1:]; port != "" && strings.Trim(port, "0123456789") == "" {
			host = host[:at]
		} else {
			host = port
		}
	}
	if !strings.Contains(host, ".") {
		return ""
	}
	return strings.ToLower(host)
}

func isAPIHost(host string) bool {
	return host == "api.weixin.qq.com" || host == "api2.weixin.qq.com" || strings.HasSuffix(host, ".api.weixin.qq.com")
}
