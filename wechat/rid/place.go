package rid

import (
	"bytes"
	"net/netip"
	"strings"

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
	if f.has(end, "], from ip") || isWeCom(hint) {
		f.note(productKind, k, end, string(weCom))
		return after
	}
	if len(hint) < shortest || word || shut != ']' && shut != '"' && shut != 0 {
		return after
	}
	f.note(hintKind, k, end, hint)
	return end
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
