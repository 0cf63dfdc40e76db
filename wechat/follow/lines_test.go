package follow

import (
	"bytes"
	"strings"
	"testing"
)

func TestTheRestOfAnEndlessLineIsSkipped(t *testing.T) {
	head := strings.Repeat("x", longestLine)
	for _, c := range []struct{ in, want string }{
		{"a\nb\r\nc", "a\nb\r\nc"},
		{head + "\nnext\n", head + "\nnext\n"},
		{"a\n" + head + strings.Repeat("y", 10<<20) + "\nnext\n", "a\n" + head + "\nnext\n"},
		{head + "y\n" + head + "y\n\n", head + "\n" + head + "\n\n"},
		{"\x00\x00\x00a\x00b\n\x00", "ab\n"},
		{"\xff\xfee\x00r\x00r\x00\n\x00", "\xff\xfeerr\n"},
	} {
		for _, step := range []int{1, 7, 4096, longestLine, len(c.in)} {
			if step < 4096 && len(c.in) > 3*longestLine {
				continue
			}
			var l lines
			var got []byte
			for in := []byte(c.in); len(in) > 0; {
				n := min(step, len(in))
				got = append(got, l.keep(bytes.Clone(in[:n]))...)
				in = in[n:]
			}
			if string(got) != c.want {
				t.Errorf("%d bytes by %d: %d bytes are left, want %d", len(c.in), step, len(got), len(c.want))
			}
		}
	}
}

func FuzzLines(f *testing.F) {
	f.Add("a\nb", uint8(1), uint8(3))
	f.Fuzz(func(t *testing.T, text string, repeat, step uint8) {
		text = strings.Repeat(text, 1+int(repeat))
		var want strings.Builder
		for line := range strings.SplitAfterSeq(strings.ReplaceAll(text, "\x00", ""), "\n") {
			body, end := strings.CutSuffix(line, "\n")
			want.WriteString(body[:min(len(body), longestLine)])
			if end {
				want.WriteString("\n")
			}
		}
		var l lines
		var got bytes.Buffer
		for in := []byte(text); len(in) > 0; {
			n := min(1+int(step)*256, len(in))
			got.Write(l.keep(bytes.Clone(in[:n])))
			in = in[n:]
		}
		if got.String() != want.String() {
			t.Errorf("%d bytes are left, want %d", got.Len(), want.Len())
		}
	})
}
