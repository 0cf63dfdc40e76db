package wechat

import (
	"encoding/json"
	"net/netip"
	"slices"
	"strings"
	"testing"
	"testing/iotest"
	"unicode/utf8"
)

func seedTexts(f *testing.F) {
	for _, s := range samples(f) {
		f.Add(s.text)
	}
	for kind, contain := range containers {
		f.Add(contain("access_token", kind))
	}
}

func FuzzFind(f *testing.F) {
	seedTexts(f)
	f.Fuzz(func(t *testing.T, text string) {
		found := Find(text)
		byByte, err := FindIn(iotest.OneByteReader(strings.NewReader(text)))
		if err != nil || byByte.lines() != found.lines() {
			t.Errorf("read byte by byte: %q, %v; at once: %q", byByte.lines(), err, found.lines())
		}
		breaks := strings.NewReplacer("<wbr>", "", "<br>", "", "<br/>", "", "<br />", "", "<wbr/>", "")
		digits := strings.Map(func(r rune) rune {
			if r < utf8.RuneSelf && isHex(byte(r)) {
				return r
			}
			return -1
		}, breaks.Replace(strings.ToLower(string(unescape([]byte(text))))))
		weak := false
		for _, r := range found.RIDs {
			if _, err := ParseRID(string(r.RID)); err != nil {
				t.Error(err)
			}
			if !strings.Contains(digits, strings.ReplaceAll(string(r.RID), "-", "")) {
				t.Errorf("%s is not in the text", r.RID)
			}
			if weak && !r.Weak {
				t.Errorf("%s comes after a weak one", r.RID)
			}
			weak = r.Weak
			if r.Code != 0 && !slices.Contains(found.Codes, r.Code) {
				t.Errorf("%d is not among the codes", r.Code)
			}
		}
		if len(found.Codes) > 1 && slices.Contains(found.Codes, 0) {
			t.Error("0 beside other codes")
		}
		for _, b := range found.Broken {
			if Clean(b.Text) != b.Text || b.Missing != "" && len(b.Missing) != ridLength {
				t.Errorf("broken %q misses %q", b.Text, b.Missing)
			}
		}
		for _, a := range found.Addresses {
			if _, err := netip.ParseAddr(a); err != nil {
				t.Error(err)
			}
		}
		for _, p := range found.Paths {
			if p[0] != '/' || strings.ContainsFunc(p, notPathLetter) {
				t.Errorf("path %q", p)
			}
		}
		for _, text := range slices.Concat(found.Hints, found.AppIDs) {
			if Clean(text) != text || text == "" {
				t.Errorf("%q is not clean", text)
			}
		}
	})
}

func FuzzMaskText(f *testing.F) {
	seedTexts(f)
	f.Fuzz(func(t *testing.T, text string) {
		shown := MaskText(text)
		if again := MaskText(shown); again != shown {
			t.Errorf("%q\nmasked      %q\nmasked again %q", text, shown, again)
		}
		const seeded = "Sead3dCanary"
		if strings.Contains(text, seeded) {
			return
		}
		for kind, contain := range containers { // whatever stands before
			if kind == "form part" {
				continue // an open quote before it can take its name away
			}
			if with := MaskText(text + "\n" + contain("access_token", seeded)); strings.Contains(with, seeded) {
				t.Errorf("%s: %q", kind, with)
			}
		}
	})
}

func FuzzFormatBody(f *testing.F) {
	seedTexts(f)
	f.Fuzz(func(t *testing.T, text string) {
		const seeded = "Sead3dCanary"
		wrapped, err := json.Marshal(map[string]any{"a": text, "session_key": seeded})
		if err != nil {
			t.Fatal(err)
		}
		for _, body := range []string{text, string(wrapped)} {
			for _, unmask := range []bool{false, true} {
				shown := FormatBody(body, unmask)
				if CleanLines(shown) != shown || len(shown) > maxFormatted {
					t.Errorf("of %q: %d bytes, %q", body, len(shown), shown)
				}
				if !unmask && strings.Contains(shown, seeded) && !strings.Contains(text, seeded) {
					t.Errorf("shown: %q", shown)
				}
			}
		}
	})
}

func FuzzClean(f *testing.F) {
	for _, s := range []string{"a\x1b]52;c;aGk=\x07b", "\u202eabc\u2066", "a\u0301\u0301\u0301\u0301\u0301\u0301", "\x9b31m", "\xff\xfe", "家\u200d族", "a\tb\r\nc\u2028", "\U000e0041"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, text string) {
		for _, shown := range []string{Clean(text), CleanLines(text)} {
			if !utf8.ValidString(shown) || Clean(shown) != strings.ReplaceAll(shown, "\n", " ") {
				t.Errorf("%q is not clean", shown)
			}
			for _, r := range shown {
				if r != '\n' && unseen(r) {
					t.Errorf("%q holds %U", shown, r)
				}
			}
		}
		if strings.Contains(Clean(text), "\n") {
			t.Error("more than one line")
		}
	})
}
