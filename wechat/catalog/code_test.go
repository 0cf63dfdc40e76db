package catalog

import (
	"slices"
	"strings"
	"testing"
	"unicode"
)

func TestEveryCodeIsWellFormed(t *testing.T) {
	var kinds []string
	for _, k := range CodeKinds() {
		kinds = append(kinds, k.ID)
	}
	all := codes()
	if len(all) < 600 {
		t.Fatalf("only %d codes", len(all))
	}
	for i, c := range all {
		if i > 0 && all[i-1].Code >= c.Code {
			t.Errorf("%d comes after %d", c.Code, all[i-1].Code)
		}
		if !slices.Contains(kinds, c.Kind) {
			t.Errorf("%d: kind %q is not in codekinds.tsv", c.Code, c.Kind)
		}
		if !slices.Contains([]string{RetryYes, RetryAfterWait, RetryNo}, c.Retry) {
			t.Errorf("%d: retry %q", c.Code, c.Retry)
		}
		for _, s := range []string{c.Zh, c.En, c.DoZh, c.DoEn} {
			if s == "" || s != strings.TrimSpace(s) {
				t.Errorf("%d: %q is empty or has a space at its end", c.Code, s)
			}
		}
		if c.Msg != strings.TrimSpace(c.Msg) || strings.Contains(c.Msg, "rid:") {
			t.Errorf("%d: errmsg %q", c.Code, c.Msg)
		}
		if !han(c.Zh) || !han(c.DoZh) || han(c.En) || han(c.DoEn) {
			t.Errorf("%d: a text is in the wrong language: %q, %q, %q, %q", c.Code, c.Zh, c.DoZh, c.En, c.DoEn)
		}
		if width(c.Zh) > 76 || width(c.En) > 100 || width(c.DoZh) > 100 || width(c.DoEn) > 100 {
			t.Errorf("%d: a text does not fit a line", c.Code)
		}
	}
}

func TestEveryCodeIsOfAFamily(t *testing.T) {
	in := map[string]int{}
	for _, c := range codes() {
		if _, ok := CodeFamily(c.Family); !ok {
			t.Errorf("%d: family %q is not in codefamilies.tsv", c.Code, c.Family)
		}
		in[c.Family]++
	}
	for _, f := range CodeFamilies() {
		if n := len(SearchCodes("", "", f.ID)); n != in[f.ID] {
			t.Errorf("a search in %s finds %d codes of %d", f.ID, n, in[f.ID])
		}
	}
}

func TestExplain(t *testing.T) {
	c, ok := Explain(45009)
	if !ok || c.Msg != "reach max api daily quota limit" || c.Kind != "quota" || c.Retry != RetryAfterWait {
		t.Errorf("45009 is %+v, %v", c, ok)
	}
	if _, ok := Explain(-1); !ok {
		t.Error("-1 is not known")
	}
	if c, ok := Explain(99999999); ok {
		t.Errorf("99999999 is %+v", c)
	}
}

func TestCodeKind(t *testing.T) {
	for name, want := range map[string]string{
		"quota": "quota", "Quota": "quota", "额度": "quota", "ip": "ip-whitelist", "IP 白名单": "ip-whitelist",
		"ip allow list": "ip-whitelist", "权": "permission", "sys": "system", "": "", "p": "", "zzz": "",
	} {
		if k, ok := CodeKind(name); k.ID != want || ok != (want != "") {
			t.Errorf("%q is %q, %v, want %q", name, k.ID, ok, want)
		}
	}
}

func TestCodeFamily(t *testing.T) {
	for name, want := range map[string]string{
		"mass": "mass", "群发": "mass", "CUSTOMER": "customer-service", "授权返回码": "authorisation", "mini": "mini-program", "m": "", "": "",
	} {
		if f, ok := CodeFamily(name); f.ID != want || ok != (want != "") {
			t.Errorf("%q is %q, %v, want %q", name, f.ID, ok, want)
		}
	}
}

func han(s string) bool {
	return strings.ContainsFunc(s, func(r rune) bool { return unicode.Is(unicode.Han, r) })
}

func BenchmarkFirstExplain(b *testing.B) {
	for b.Loop() {
		parseCodes()
	}
}
