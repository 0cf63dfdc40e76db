package rid

import (
	"bytes"
	"net/netip"
	"strings"

	"wxops/wechat/catalog"
	"wxops/wechat/escape"
)

// address takes the caller's address that WeChat refused, and its other form:
// "invalid ip 203.0.113.7 ipv6 ::ffff:203.0.113.7, not in whitelist".
func (s *scanner) address(i, after int) int {
	if escape.IsAlnum(s.byteAt(i - 1)) {
		return after
	}
	end := s.addressAt(after)
	if k := s.spaces(end, 2); end > after && s.has(k, "ipv6") {
		return max(end, s.addressAt(k+len("ipv6")))
	}
	return end
}

// addressAt gives the end of the address that follows, or i when there is none.
func (s *scanner) addressAt(i int) int {
	const signs, longest = 8, 46
	k := i
	for k < i+signs && k < len(s.t) && strings.IndexByte(" :=\"'[(", s.t[k]) >= 0 && !s.has(k, "::") {
		k++
	}
	end := k
	for end < len(s.t) && end < k+longest && (escape.IsHex(s.t[end]) || s.t[end] == '.' || s.t[end] == ':') {
		end++
	}
	addr, err := netip.ParseAddr(strings.TrimRight(string(s.t[k:end]), ".:"))
	if err != nil {
		return i
	}
	s.note(addressKind, k, end, addr.Unmap().String())
	return end
}

// notIn stands between an address and the list that it is not in.
const notIn = "不在"

// addressBefore takes the address in "203.0.113.7 不在白名单中".
func (s *scanner) addressBefore(i int) int {
	const longest, signs, reach = 46, 4, 24
	after := i + len(notIn)
	if !bytes.Contains(s.t[after:min(len(s.t), after+reach)], []byte("白名单")) {
		return after
	}
	end := i
	for end > i-signs && end > 0 && strings.IndexByte(" ,:;\"'])", s.t[end-1]) >= 0 {
		end--
	}
	start := end
	for start > 0 && start > end-longest && (escape.IsHex(s.t[start-1]) || s.t[start-1] == '.' || s.t[start-1] == ':') {
		start--
	}
	if addr, err := netip.ParseAddr(strings.TrimLeft(string(s.t[start:end]), ".:")); err == nil {
		s.note(addressKind, start, end, addr.Unmap().String())
	}
	return after
}

// hint takes the traces of the time before rids: "hint: [x]" and
// "hints: [ req_id: x ]". WeCom's hints are another product's.
func (s *scanner) hint(i int) int {
	const shortest, longest = 6, 64
	after := i + len("hint")
	if s.byteAt(after)|0x20 == 's' {
		after++
	}
	k := s.skip(after, " :=[\"'")
	if bytes.IndexByte(s.t[after:k], '[') < 0 {
		return after
	}
	if s.has(k, "req_id") {
		k = s.skip(k+len("req_id"), " :=\"'")
	}
	end := k
	for end < len(s.t) && end < k+longest && (escape.IsAlnum(s.t[end]) || strings.IndexByte("_.-!", s.t[end]) >= 0) {
		end++
	}
	hint := string(s.t[k:end])
	shut := s.byteAt(s.spaces(end, 2))
	word := strings.Trim(hint, "abcdefghijklmnopqrstuvwxyz") == ""
	if len(hint) < shortest || word || shut != ']' && shut != '"' && shut != 0 || isWeCom(hint) || s.has(end, "], from ip") {
		return after
	}
	s.note(hintKind, k, end, hint)
	return end
}

// skip passes over up to a dozen of the given signs.
func (s *scanner) skip(i int, signs string) int {
	const most = 12
	for n := 0; n < most && i < len(s.t) && strings.IndexByte(signs, s.t[i]) >= 0; n++ {
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
func (s *scanner) appID(i int) int {
	const length = 18
	if s.byteAt(i+1)|0x20 != 'x' || escape.IsAlnum(s.byteAt(i-1)) {
		return i + 1
	}
	for j := i + 2; j < i+length; j++ {
		if !escape.IsHex(s.byteAt(j)) {
			return i + 1
		}
	}
	if escape.IsAlnum(s.byteAt(i + length)) {
		return i + 1
	}
	s.note(appIDKind, i, i+length, strings.ToLower(string(s.t[i:i+length])))
	return i + length
}

// apiRoots begin WeChat's paths and hardly anything else's.
var apiRoots = []string{
	"cgi-bin/", "wxa/", "wxaapi/", "sns/", "datacube/", "channels/ec/", "customservice/", "componenttcb/", "tcb/",
	"xpay/", "wxadrama/", "redpacketcover/", "cityservice/", "retail/b2b/", "cv/ocr/", "cv/img/", "shop/ec/",
}

// path takes an API path: in a URL of one of the API hosts, or by itself
// when it begins as only WeChat's do.
func (s *scanner) path(i int) int {
	const slashes = 2
	start := s.rootBefore(i)
	i = start
	for s.byteAt(i) == '/' {
		i++
	}
	if i-start > slashes || !s.isAPI(start, i) {
		return i
	}
	end := s.pathEnd(i)
	path := "/" + strings.TrimRight(string(s.t[i:end]), ".-/_")
	if strings.Count(path, "/") < 2 || strings.Contains(path, "..") || strings.Contains(path, "//") || len(path) > catalog.MaxPath {
		return end
	}
	s.note(pathKind, start, end, path)
	return end
}

// rootBefore goes back to the first part of a path that has no slash before
// it: wxa/getwxacode. It gives i when there is none.
func (s *scanner) rootBefore(i int) int {
	start := i
	for start > i-len("redpacketcover") && escape.IsAlnum(s.byteAt(start-1)) {
		start--
	}
	if c := s.byteAt(start - 1); start == i || escape.IsAlnum(c) || c != 0 && strings.IndexByte("/._-@$\\", c) >= 0 || !s.apiRoot(start) {
		return i
	}
	return start
}

// isAPI judges by what stands before a path's slashes, and else by its first part.
func (s *scanner) isAPI(start, i int) bool {
	host := s.hostBefore(start)
	if start == i && s.byteAt(i-1) == '/' {
		host = s.hostBefore(i - 1) // cgi-bin below a gateway's own path
	}
	if strings.Trim(host, "0123456789.") != "" {
		return isAPIHost(host)
	}
	before := s.byteAt(start - 1)
	inName := host == "" && (escape.IsAlnum(before) || before == '.' || before == '_' || before == '-' || before == '/' && start != i)
	return !inName && s.apiRoot(i)
}

func (s *scanner) pathEnd(i int) int {
	const longest = 256
	end := i
	for end < len(s.t) && end < i+longest && (s.t[end] == '/' || s.t[end] < 0x80 && !catalog.NotPathLetter(rune(s.t[end]))) {
		end++
	}
	return end
}

func (s *scanner) apiRoot(i int) bool {
	for _, root := range apiRoots {
		if s.has(i, root) {
			return true
		}
	}
	return false
}

// hostBefore gives the host name that ends at i, if what stands there is one.
func (s *scanner) hostBefore(i int) string {
	const longest = 80
	start := i
	for start > 0 && start > i-longest {
		c := s.t[start-1]
		if !escape.IsAlnum(c) && c != '.' && c != '-' && c != ':' {
			break
		}
		start--
	}
	host := string(s.t[start:i])
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
