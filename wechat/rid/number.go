package rid

import (
	"bytes"
	"slices"
	"strconv"

	"wxops/wechat/escape"
)

// number reads a whole number that ends at a border. JSON libraries that keep
// every number as a float write 45009.0.
func (t text) number(i int) (n int64, end int, ok bool) {
	const digits = 10
	j := i
	if t.byteAt(j) == '-' {
		j++
	}
	first := j
	for j < first+digits && escape.IsDigit(t.byteAt(j)) {
		j++
	}
	if j == first || j-first > 1 && t[first] == '0' {
		return 0, i, false
	}
	if n, end, ok := t.scientific(first, j); ok {
		return n, end, true
	}
	end = j
	if t.byteAt(j) == '.' && t.byteAt(j+1) == '0' && !escape.IsDigit(t.byteAt(j+2)) {
		j += 2
		end = j
	}
	switch c := t.byteAt(j); {
	case escape.IsAlnum(c) || c == '_' || c == '%':
		return 0, i, false
	case c == '.' && escape.IsDigit(t.byteAt(j+1)), c == '#' && escape.IsDigit(t.byteAt(j+1)), c == '-' && escape.IsAlnum(t.byteAt(j+1)) && t.hexRun(j+1):
		return 0, i, false
	}
	n, err := strconv.ParseInt(string(bytes.TrimSuffix(t[i:end], []byte(".0"))), 10, 64)
	return n, end, err == nil
}

// scientific reads 4.5009e+04, as some libraries print a float: one digit up to the
// point, and a whole number in all.
func (t text) scientific(i, point int) (n int64, end int, ok bool) {
	const longest = 16
	if point != i+1 || t.byteAt(point) != '.' {
		return 0, i, false
	}
	end = point + 1
	for end < i+longest && (escape.IsDigit(t.byteAt(end)) || t.byteAt(end)|0x20 == 'e' || t.byteAt(end) == '+') {
		end++
	}
	if c := t.byteAt(end); escape.IsAlnum(c) || c == '_' || !bytes.ContainsAny(t[point:end], "eE") {
		return 0, i, false
	}
	value, err := strconv.ParseFloat(string(t[i:end]), 64)
	return int64(value), end, err == nil && value < 1e10 && value == float64(int64(value))
}

// standsAlone reports whether the number at i is not a part of a longer one,
// a name, an address with a port, or a time.
func (t text) standsAlone(i int) bool {
	c := t.byteAt(i - 1)
	return !escape.IsAlnum(c) && c != '.' && c != '-' && c != '_' && (c != ':' || !escape.IsDigit(t.byteAt(i-2)))
}

// units follow an amount.
var units = []string{
	"次", "个", "条", "人", "元", "行", "份", "张", "笔", "台", "秒", "毫秒", "万", "多条", "多个", "多人",
	"ms", "times", "calls", "api call", "rows", "bytes", "users", "requests", "records",
}

// counts reports whether the number before i is an amount.
func (t text) counts(i int) bool {
	const longest = 8
	i = t.spaces(i, 1)
	rest := t[i:min(len(t), i+longest)]
	return !bytes.HasPrefix(rest, []byte("次数")) && slices.ContainsFunc(units, func(u string) bool { return bytes.HasPrefix(rest, []byte(u)) })
}

// usual reports whether a number has the form of nearly all errcodes.
func usual(n int64) bool { return n >= 40000 && n <= 99999 }

// ranges are WeChat's errcodes outside of 40000 to 99999, first and last.
// HTTP's, a shell's and a system's codes are in none of them.
var ranges = [][2]int64{
	{-1, -1},               // system busy
	{-9999999, -10000},     // the cloud: -501000
	{101000, 101999},       // images that are read: 101002
	{200001, 200099},       // templates of messages: 200014
	{886000, 886999},       // rules of QR codes
	{9000000, 9499999},     // shake-around, live: 9001007, 9410000
	{268480000, 268489999}, // followers: 268487001
}

// jsonRPC are the codes that JSON-RPC keeps for itself.
var jsonRPC = [2]int64{-32768, -32000}

// wechatCode reports whether a number that only a general word announces is
// an errcode.
func wechatCode(n int64) bool {
	within := func(r [2]int64) bool { return n >= r[0] && n <= r[1] }
	return usual(n) || !within(jsonRPC) && slices.ContainsFunc(ranges, within)
}

func isHTTPStatus(n int64) bool { return n >= 100 && n <= 599 }
