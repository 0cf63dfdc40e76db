package wechat

import (
	"fmt"
	"os"
	"strings"
	"testing"
)

// sample is one pasted text of testdata/find.txt and what is in it.
type sample struct{ name, text, want string }

// samples reads blocks of "---- name", the text, and lines of "=> finding".
func samples(t testing.TB) []sample {
	t.Helper()
	file, err := os.ReadFile("testdata/find.txt")
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
		fmt.Fprintf(&b, "code %d\n", c)
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
	for _, s := range samples(t) {
		t.Run(s.name, func(t *testing.T) {
			if got := Find(s.text).lines(); got != s.want {
				t.Errorf("in:\n%s\nfound:\n%s\nwant:\n%s", s.text, got, s.want)
			}
		})
	}
}

func TestFindInAgreesWithFind(t *testing.T) {
	for _, s := range samples(t) {
		got, err := FindIn(strings.NewReader(s.text))
		if err != nil || got.lines() != s.want {
			t.Errorf("%s: found %q, %v", s.name, got.lines(), err)
		}
	}
}
