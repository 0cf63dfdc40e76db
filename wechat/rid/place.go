package rid

import (
	"bytes"
	"net/netip"
	"strings"

	"wxops/wechat/catalog"
	"wxops/wechat/escape"
)

// placeFinder marks whose call it was and to where: refused addresses, traces
// of the time before rids, AppIDs and API paths.
type placeFinder struct{ *page }

// address takes the caller's address that WeChat refused, and its other form:
// "invalid ip 203.0.113.7 ipv6 ::ffff:203.0.113.7, not in whitelist".
func (f placeFinder) address(i, after int) int {
	if escape.IsAlnum(f.byteAt(i - 1)) {
		return after
	}
	end := f.addressAt(after)
	if k := f.spaces(end, 2); end > after && f.has(k, "ipv6") {
		return max(end, f.addressAt(k+len("ipv6")))
	}
	return end
}

// addressAt gives the end of the address that follows, or i when there is none.
func (f placeFinder) addressAt(i int) int {
	const signs, longest = 8, 46
	k := i
	for k < i+signs && k < len(f.text) && strings.IndexByte(" :=\"'[(", f.text[k]) >= 0 && !f.has(k, "::") {
		k++
	}
	end := k
	for end < len(f.text) && end < k+longest && (escape.IsHex(f.text[end]) || f.text[end] == '.' || f.text[end] == ':') {
		end++
	}
	addr, err := netip.ParseAddr(strings.TrimRight(string(f.text[k:end]), ".:"))
	if err != nil {
		return i
	}
	f.note(addressKind, k, end, addr.Unmap().String())
	return end
}

// notIn stands between an address and the list that it is not in.
const notIn = "不在"

// addressBefore takes the address in "203.0.113.7 不在白名单中".
func (f placeFinder) addressBefore(i int) int {
	const longest, signs, reach = 46, 4, 24
	after := i + len(notIn)
	if !bytes.Contains(f.text[after:min(len(f.text), after+reach)], []byte("白名单")) {
		return after
	}
	end := i
	for end > i-signs && end > 0 && strings.IndexByte(" ,:;\"'])", f.text[end-1]) >= 0 {
		end--
	}
	start := end
	for start > 0 && start > end-longest && (escape.IsHex(f.text[start-1]) || f.text[start-1] == '.' || f.text[start-1] == ':') {
		start--
	}
	if addr, err := netip.ParseAddr(strings.TrimLeft(string(f.text[start:end]), ".:")); err == nil {
		f.note(addressKind, start, end, addr.Unmap().String())
	}
	return after
}

// hint takes the traces of the time before rids: "hint: [x]" and
// "hints: [ req_id: x ]". WeCom's hints are another product's.
func (f placeFinder) hint(i int) int {
	const shortest, longest = 6, 64
	after := i + len("hint")
	if f.byteAt(after)|0x20 == 's' {
		after++
	}
	k := f.skip(after, " :=[\"'")
	if bytes.IndexByte(f.text[after:k], '[') < 0 {
		return after
	}
	if f.has(k, "req_id") {
		k = f.skip(k+len("req_id"), " :=\"'")
	}
	end := k
	for end < len(f.text) && end < k+longest && (escape.IsAlnum(f.text[end]) || strings.IndexByte("_.-!", f.text[end]) >= 0) {
		end++
	}
	hint := string(f.text[k:end])
	shut := f.byteAt(f.spaces(end, 2))
	word := strings.Trim(hint, "abcdefghijklmnopqrstuvwxyz") == ""
	if len(hint) < shortest || word || shut != ']' && shut != '"' && shut != 0 || isWeCom(hint) || f.has(end, "], from ip") {
		return after
	}
	f.note(hintKind, k, end, hint)
	return end
}

// skip passes over up to a dozen of the given signs.
func (t text) skip(i int, signs string) int {
	const most = 12
	for n := 0; n < most && i < len(t) && strings.IndexByte(signs, t[i]) >= 0; n++ {
		i++
	}
	return i
}

// isWeCom knows a hint of work.weixin: digits_n_hex.
func isWeCom(hint string) bool {
	parts := strings.Split(hint, "_")
	if len(parts) != 3 || len(parts[0]) < 10 || len(parts[2]) < 16 {
		return false
	}
	for _, c := range []byte(parts[0]) {
		if !escape.IsDigit(c) {
			return false
		}
	}
	return true
}

// appID takes wx and 16 hex digits.
func (f placeFinder) appID(i int) int {
	const length = 18
	if f.byteAt(i+1)|0x20 != 'x' || escape.IsAlnum(f.byteAt(i-1)) {
		return i + 1
	}
	for j := i + 2; j < i+length; j++ {
		if !escape.IsHex(f.byteAt(j)) {
			return i + 1
		}
	}
	if escape.IsAlnum(f.byteAt(i + length)) {
		return i + 1
	}
	f.note(appIDKind, i, i+length, strings.ToLower(string(f.text[i:i+length])))
	return i + length
}

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
	if i-start > slashes || !f.isAPI(start, i) {
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

// isAPI judges by what stands before a path's slashes, and else by its first part.
func (f placeFinder) isAPI(start, i int) bool {
	host := f.hostBefore(start)
	if start == i && f.byteAt(i-1) == '/' {
		host = f.hostBefore(i - 1) // cgi-bin below a gateway's own path
	}
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
