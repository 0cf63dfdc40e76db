package rid

import (
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/iotest"

	"wxops/wechat/entries"
)

// sample is one text of testdata and what is in it.
type sample struct{ name, text, want string }

// samples reads blocks of "---- name", the text, and lines of "=> finding".
func samples(t testing.TB, name string) []sample {
	t.Helper()
	file, err := os.ReadFile(filepath.Join("testdata", name))
	if err != nil {
		t.Fatal(err)
	}
	var all []sample
	for _, block := range strings.Split("\n"+string(file), "\n---- ")[1:] {
		name, rest, _ := strings.Cut(block, "\n")
		var text, want []string
		for line := range strings.SplitSeq(strings.TrimRight(rest, "\n"), "\n") {
			if finding, ok := strings.CutPrefix(line, "=> "); ok {
				want = append(want, finding)
			} else {
				text = append(text, line)
			}
		}
		all = append(all, sample{name, strings.Join(text, "\n"), strings.Join(want, "\n")})
	}
	return all
}

// lines writes what was found as the samples do.
func (f Found) lines() string {
	var b strings.Builder
	for _, r := range f.RIDs {
		word := "rid"
		if r.Weak {
			word = "weak"
		}
		fmt.Fprintf(&b, "%s %s", word, r.RID)
		if r.Code != 0 {
			fmt.Fprintf(&b, " %d", r.Code)
		}
		b.WriteByte('\n')
	}
	for _, c := range f.Codes {
		word := "code"
		if c.ByWords {
			word = "words"
		}
		if c.WeCom {
			word = "wecom"
		}
		fmt.Fprintf(&b, "%s %d\n", word, c.Code)
	}
	for _, x := range f.Broken {
		fmt.Fprintln(&b, strings.TrimSuffix("broken "+x.Text+" => "+x.Missing, " => "))
	}
	for _, x := range f.Hints {
		fmt.Fprintf(&b, "hint %s\n", x)
	}
	for _, x := range f.Addresses {
		fmt.Fprintf(&b, "address %s\n", x)
	}
	for _, x := range f.AppIDs {
		fmt.Fprintf(&b, "appid %s\n", x)
	}
	for _, x := range f.Paths {
		fmt.Fprintf(&b, "path %s\n", x)
	}
	return strings.TrimSpace(b.String())
}

func TestFindSamples(t *testing.T) {
	for _, s := range samples(t, "find.txt") {
		t.Run(s.name, func(t *testing.T) {
			if got := Find(s.text).lines(); got != s.want {
				t.Errorf("in:\n%s\nfound:\n%s\nwant:\n%s", s.text, got, s.want)
			}
		})
	}
}

func TestFindInAgreesWithFind(t *testing.T) {
	for _, s := range samples(t, "find.txt") {
		got, err := FindIn(strings.NewReader(s.text))
		if err != nil || got.lines() != s.want {
			t.Errorf("%s: found %q, %v", s.name, got.lines(), err)
		}
	}
}

func TestNothingIsLostOrInventedBetweenWindows(t *testing.T) {
	const plain = `{"errcode":45009,"errmsg":"reach max api daily quota limit rid: 617682e0-5a2b1c3d-0f1e2d3c"} hint: [aB3cDe0123sz] wx0123456789abcdef https://api.weixin.qq.com/cgi-bin/menu/get?a invalid ip 203.0.113.77 `
	var escaped strings.Builder
	for _, c := range plain {
		fmt.Fprintf(&escaped, `\\\\u%04x`, c)
	}
	want := Find(plain).lines()
	for name, record := range map[string]string{"plain": plain, "escaped": escaped.String()} {
		const border = entries.Longest - entries.Around
		for at := border - len(record) - 40; at < entries.Longest+entries.Around+40; at += 499 {
			text := strings.Repeat("a line of a log\n", at/16+1)[:at] + record + strings.Repeat("another line\n", 4000)
			got, err := FindIn(strings.NewReader(text))
			if err != nil || got.lines() != want {
				t.Fatalf("%s at %d: found %q, %v", name, at, got.lines(), err)
			}
		}
	}
}

func TestFindKeepsABoundedNumber(t *testing.T) {
	var b strings.Builder
	for i := range 3 * maxKept {
		fmt.Fprintf(&b, "errcode: %d, rid: 617682e0-00000000-%08x, cut rid: 617682e0-%04x hint: [abc%d] wx%016x /cgi-bin/p%d\n", 40000+i, i, i, i, i, i)
	}
	f, err := FindIn(strings.NewReader(b.String()))
	if err != nil || !f.Cut {
		t.Fatalf("cut %v, %v", f.Cut, err)
	}
	for name, n := range map[string]int{"rids": len(f.RIDs), "codes": len(f.Codes), "hints": len(f.Hints), "appids": len(f.AppIDs), "paths": len(f.Paths)} {
		if n != maxKept {
			t.Errorf("kept %d %s", n, name)
		}
	}
}

func TestFindInTellsWhatItFoundBeforeAnError(t *testing.T) {
	broken := iotest.TimeoutReader(iotest.OneByteReader(strings.NewReader("45009")))
	f, err := FindIn(broken)
	if err == nil {
		t.Errorf("no error, found %q", f.lines())
	}
	f, err = FindIn(io.MultiReader(strings.NewReader("rid: 617682e0-5a2b1c3d-0f1e2d3c"), iotest.ErrReader(io.ErrClosedPipe)))
	if !errors.Is(err, io.ErrClosedPipe) || len(f.RIDs) != 1 {
		t.Errorf("found %q, %v", f.lines(), err)
	}
}

func TestEmpty(t *testing.T) {
	if !Find("nothing to see").Empty() || Find("errcode: 0").Empty() {
		t.Error("a text without findings is empty, and one with any is not")
	}
}
