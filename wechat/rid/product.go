package rid

import (
	"bytes"
	"slices"
	"strings"
)

// product is whose errcode a number is where it is not WeChat's.
type product string

const (
	weCom   product = "wecom"
	another product = "another" // its errcodes are none of ours to explain
)

// productOf tells other products by their API hosts; "" for any other host.
//
// https://developer.work.weixin.qq.com/document/path/90313
func productOf(host string) product {
	switch {
	case host == "qyapi.weixin.qq.com", strings.HasSuffix(host, "work.weixin.qq.com"):
		return weCom
	case host == "api.mch.weixin.qq.com", strings.HasSuffix(host, ".dingtalk.com"), strings.HasSuffix(host, ".alipay.com"),
		strings.HasSuffix(host, ".feishu.cn"), strings.HasSuffix(host, ".larksuite.com"):
		return another
	}
	return ""
}

// product notes the host before a path whose slashes begin at start, and end at i, if it
// is another product's. WeCom's pages of errcodes have the number in their address.
func (f placeFinder) product(host string, start, i int) {
	is := productOf(host)
	if is == "" {
		return
	}
	f.note(productKind, start, i, string(is))
	const page = "devtool/query?e="
	if code, end, ok := f.number(i + len(page)); is == weCom && f.has(i, page) && ok {
		f.codes = append(f.codes, mark{kind: codeKind, pos: i, end: end, code: code})
	}
}

// foreign reports whether a mark is another product's.
func (m mark) foreign() bool { return m.kind == productKind }

// ofWeChat marks the failures that are WeCom's, and leaves out those of products that
// are not explained. Only WeChat gives rids.
func (rec record) ofWeChat(failures []failure) []failure {
	if len(rec.of(productKind)) == 0 {
		return failures
	}
	for i := range failures {
		f := &failures[i]
		f.WeCom = f.RID == "" && f.Broken.Text == "" && rec.productAt(f.of) == weCom
	}
	return slices.DeleteFunc(failures, func(f failure) bool { return f.RID == "" && f.Broken.Text == "" && rec.productAt(f.of) == another })
}

// productAt is the product that an errcode is of: the one that stands nearest to it, "" where
// that is WeChat. What is not WeCom's must say so on the line of the errcode itself.
func (rec record) productAt(code mark) product {
	is, best := product(""), tooFar
	for _, m := range rec.marks {
		if m.kind != productKind && m.kind != pathKind {
			continue
		}
		away := rec.distance(min(m.end, code.pos), max(m.pos, code.pos))
		if m.pos > code.end {
			away = rec.distance(code.end, m.pos)
		}
		if away >= best {
			continue
		}
		is, best = "", away
		if m.kind == productKind && (product(m.text) == weCom || !rec.linesApart(m, code)) {
			is = product(m.text)
		}
	}
	return is
}

func (rec record) linesApart(a, b mark) bool {
	from, to := min(a.end, b.end), max(a.pos, b.pos)
	return from < to && bytes.IndexByte(rec.text[from:to], '\n') >= 0
}
