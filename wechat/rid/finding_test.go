package rid

import (
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"testing"
	"testing/iotest"

	"go.uber.org/goleak"

	"wxops/wechat/entries"
)

// line writes a finding as the samples do.
func (f Finding) line() string {
	var b strings.Builder
	add := func(word, text string) {
		if text != "" {
			fmt.Fprintf(&b, " %s %s", word, text)
		}
	}
	if f.Weak {
		add("weak", string(f.RID))
	} else {
		add("rid", string(f.RID))
	}
	add("broken", f.Broken.Text)
	if f.Code != 0 {
		add("code", fmt.Sprint(f.Code))
	}
	if f.WeCom {
		add("of", "wecom")
	}
	add("hint", f.Hint)
	add("address", f.Address)
	add("appid", f.AppID)
	add("path", f.Path)
	add("message", f.Message)
	return strings.TrimSpace(b.String())
}

func scanned(t testing.TB, r io.Reader) string {
	t.Helper()
	var lines []string
	for f, err := range Scan(r) {
		if err != nil {
			t.Fatal(err)
		}
		lines = append(lines, f.line())
	}
	return strings.Join(lines, "\n")
}

func TestScanTellsOfEachFailureWhatItsOwnLineSays(t *testing.T) {
	for _, s := range samples(t, "scan.txt") {
		t.Run(s.name, func(t *testing.T) {
			if got := scanned(t, strings.NewReader(s.text)); got != s.want {
				t.Errorf("in:\n%s\nfound:\n%s\nwant:\n%s", s.text, got, s.want)
			}
		})
	}
}

func TestScanIsTheSameHoweverTheTextArrives(t *testing.T) {
	for n, s := range append(samples(t, "scan.txt"), samples(t, "find.txt")...) {
		whole := scanned(t, strings.NewReader(s.text))
		const step = 37 // and another first place in each sample
		for at := n % step; at < len(s.text); at += step {
			torn := io.MultiReader(strings.NewReader(s.text[:at]), strings.NewReader(s.text[at:]))
			if got := scanned(t, torn); got != whole {
				t.Fatalf("%s, torn at %d: %s\nwhole: %s", s.name, at, got, whole)
			}
		}
		if got := scanned(t, iotest.OneByteReader(strings.NewReader(s.text))); got != whole {
			t.Errorf("%s, byte by byte: %s\nwhole: %s", s.name, got, whole)
		}
	}
}

func TestScanAndFindAgree(t *testing.T) {
	for _, s := range append(samples(t, "scan.txt"), samples(t, "find.txt")...) {
		found := Find(s.text)
		passed := map[RID]Finding{}
		for f, err := range Scan(strings.NewReader(s.text)) {
			if err != nil {
				t.Fatal(err)
			}
			if f.RID == "" {
				continue
			}
			if old, again := passed[f.RID]; again {
				old.fill(f)
				f = old
			}
			passed[f.RID] = f
		}
		if len(passed) != len(found.RIDs) {
			t.Errorf("%s: %d rids passed, %d found", s.name, len(passed), len(found.RIDs))
		}
		for _, f := range found.RIDs {
			if passed[f.RID] != f {
				t.Errorf("%s: passed %s, found %s", s.name, passed[f.RID].line(), f.line())
			}
		}
	}
}

// endless repeats a text and counts what was read of it.
type endless struct {
	text string
	read int
}

func (e *endless) Read(p []byte) (int, error) {
	n := copy(p, e.text[e.read%len(e.text):])
	e.read += n
	return n, nil
}

func TestScanReadsNoFurtherThanItIsAskedTo(t *testing.T) {
	log := &endless{text: "2025-11-03 14:32:05 errcode=45009 rid: 617682e0-5a2b1c3d-0f1e2d3c\n"}
	for f, err := range Scan(log) {
		if err != nil || f.Code != 45009 {
			t.Fatal(f.line(), err)
		}
		break
	}
	if log.read > entries.FirstRead {
		t.Errorf("%d bytes were read for the first line", log.read)
	}
}

func TestScanLosesAndDoublesNothingInALongLine(t *testing.T) {
	var b strings.Builder
	const n = 5000
	for i := range n {
		fmt.Fprintf(&b, `{"errcode":%d,"errmsg":"reach max rid: 617682e0-5a2b1c3d-%08x","n":"%s"},`, 40000+i, i, strings.Repeat("x", i%97))
	}
	i := 0
	for f, err := range Scan(strings.NewReader(b.String())) {
		want := RID(fmt.Sprintf("617682e0-5a2b1c3d-%08x", i))
		if err != nil || f.RID != want || f.Code != int64(40000+i) {
			t.Fatalf("the %dth is %s, %v", i, f.line(), err)
		}
		i++
	}
	if i != n {
		t.Errorf("%d of %d", i, n)
	}
}

func TestScanTellsOfEntriesInTheirOrder(t *testing.T) {
	var b strings.Builder
	const n = 20000
	for i := range n {
		fmt.Fprintf(&b, "2025-11-03 14:32:05 errcode=45009 rid: 617682e0-5a2b1c3d-%08x%s\n", i, strings.Repeat(" x", i%61))
	}
	i := 0
	for f, err := range Scan(strings.NewReader(b.String())) {
		if want := RID(fmt.Sprintf("617682e0-5a2b1c3d-%08x", i)); err != nil || f.RID != want {
			t.Fatalf("the %dth is %s, %v", i, f.line(), err)
		}
		i++
	}
	if i != n {
		t.Errorf("%d of %d", i, n)
	}
}

func TestScanLeavesNothingRunning(t *testing.T) {
	defer goleak.VerifyNone(t, goleak.IgnoreCurrent())
	log := &endless{text: "2025-11-03 14:32:05 errcode=45009 rid: 617682e0-5a2b1c3d-0f1e2d3c\n"}
	n := 0
	for range Scan(log) {
		if n++; log.read > 2<<20 {
			break
		}
	}
	if n == 0 {
		t.Error("nothing was found")
	}
}

func TestScanEndsWithTheError(t *testing.T) {
	r := io.MultiReader(strings.NewReader("rid: 617682e0-5a2b1c3d-0f1e2d3c"), iotest.ErrReader(io.ErrClosedPipe))
	var got []string
	var last error
	for f, err := range Scan(r) {
		if last = err; err == nil {
			got = append(got, f.line())
		}
	}
	if len(got) != 1 || !errors.Is(last, io.ErrClosedPipe) {
		t.Errorf("found %q, then %v", got, last)
	}
	for _, err := range Scan(iotest.ErrReader(nil)) { // gives nothing and no error, for ever
		last = err
	}
	if !errors.Is(last, io.ErrNoProgress) {
		t.Errorf("of a reader that gives nothing: %v", last)
	}
}

func FuzzScan(f *testing.F) {
	for _, s := range append(samples(f, "scan.txt"), samples(f, "find.txt")...) {
		f.Add(s.text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		whole := scanned(t, strings.NewReader(text))
		if got := scanned(t, iotest.OneByteReader(strings.NewReader(text))); got != whole {
			t.Errorf("byte by byte %q, at once %q", got, whole)
		}
	})
}

func TestScanEntriesGivesTheTextOfEachFailure(t *testing.T) {
	const quiet = "2025-11-03 14:32:05 INFO all is well\n"
	failed := []string{
		"2025-11-03 14:32:06 errcode=45009 rid: 617682e0-5a2b1c3d-0f1e2d3c\n\tat me.chanjar.weixin.mp.api\n",
		"2025-11-03 14:32:07 errcode=40001\n",
	}
	var got []string
	for e, err := range ScanEntries(strings.NewReader(quiet + failed[0] + quiet + failed[1])) {
		if err != nil || len(e.Findings) != 1 {
			t.Fatal(e.Findings, err)
		}
		got = append(got, string(e.Text))
	}
	if !slices.Equal(got, failed) {
		t.Errorf("%q", got)
	}
}
