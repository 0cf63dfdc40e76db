package rid

import (
	"net/netip"
	"slices"
	"strings"
	"testing"
	"testing/iotest"
	"unicode/utf8"

	"wxops/wechat/catalog"
	"wxops/wechat/clean"
	"wxops/wechat/escape"
)

func FuzzFind(f *testing.F) {
	for _, s := range samples(f, "find.txt") {
		f.Add(s.text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		found := Find(text)
		byByte, err := FindIn(iotest.OneByteReader(strings.NewReader(text)))
		if err != nil || byByte.lines() != found.lines() {
			t.Errorf("read byte by byte: %q, %v; at once: %q", byByte.lines(), err, found.lines())
		}
		breaks := strings.NewReplacer("<wbr>", "", "<br>", "", "<br/>", "", "<br />", "", "<wbr/>", "")
		digits := strings.Map(func(r rune) rune {
			if r < utf8.RuneSelf && escape.IsHex(byte(r)) {
				return r
			}
			return -1
		}, breaks.Replace(strings.ToLower(string(escape.Unescape([]byte(text))))))
		after := 0
		for _, r := range found.RIDs {
			if _, err := Parse(string(r.RID)); err != nil {
				t.Error(err)
			}
			next := strings.Index(digits[after:], strings.ReplaceAll(string(r.RID), "-", ""))
			if next < 0 {
				t.Errorf("%s is not in the text, or before one that is told before it", r.RID)
			}
			after += max(next, 0)
			if r.Code != 0 && !slices.Contains(found.Numbers(), r.Code) {
				t.Errorf("%d is not among the codes", r.Code)
			}
		}
		if len(found.Codes) > 1 && slices.Contains(found.Numbers(), 0) {
			t.Error("0 beside other codes")
		}
		for _, b := range found.Broken {
			if clean.Line(b.Text) != b.Text || b.Missing != "" && len(b.Missing) != ridLength {
				t.Errorf("broken %q misses %q", b.Text, b.Missing)
			}
		}
		for _, a := range found.Addresses {
			if _, err := netip.ParseAddr(a); err != nil {
				t.Error(err)
			}
		}
		for _, p := range found.Paths {
			if p[0] != '/' || strings.ContainsFunc(p, catalog.NotPathLetter) {
				t.Errorf("path %q", p)
			}
		}
		for _, text := range slices.Concat(found.Hints, found.AppIDs) {
			if clean.Line(text) != text || text == "" {
				t.Errorf("%q is not clean", text)
			}
		}
	})
}
