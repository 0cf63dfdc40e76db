package shell

import (
	"strings"
	"testing"

	"github.com/charmbracelet/x/ansi"

	"wxops/ui/words"
)

// fitted draws a table of paths on a screen.
func fitted(width int, terminal bool) []string {
	var b strings.Builder
	sh := &Output{Lang: words.English, Env: Env{Stdout: &b, StdoutTerminal: terminal, Columns: func() int { return width }}}
	sh.FitTable([]Column{
		Text(words.Pair{"Path", "路径"}).Least(12), Text(words.Pair{"Name", "名称"}).Drop(2).Least(6), Number(words.Pair{"Used", "已用"}), Text(words.Pair{"Note", "备注"}).Drop(3),
	}, [][]string{
		{"/cgi-bin/message/custom/send", "发客服消息", "1,000", "5,000 calls in 60 s"},
		{"/wxa/x", "x", "7", ""},
		{"/sns/a", "b", "there is no quota of this one at all, whatever one asks"},
	})
	return strings.Split(strings.TrimSuffix(b.String(), "\n"), "\n")
}

// TestATableFitsItsScreen: columns go and are cut in their order, and what runs on
// ends at the edge.
func TestATableFitsItsScreen(t *testing.T) {
	for width, head := range map[int]string{
		0:  "Path Name Used Note",
		80: "Path Name Used Note",
		60: "Path Name Used",
		44: "Path Name Used",
		36: "Path Used",
		20: "Path Used",
	} {
		lines := fitted(width, false)
		if strings.Join(strings.Fields(lines[0]), " ") != head {
			t.Errorf("%d: %q\nwant %q", width, lines[0], head)
		}
		for _, line := range lines {
			if w := ansi.StringWidth(line); w > max(width, 20) && width > 0 || w > 80 {
				t.Errorf("%d: %d cells: %q", width, w, line)
			}
		}
		if !strings.HasPrefix(lines[1], "/cgi-bin/me") || !strings.Contains(lines[1], "1,000") || !strings.Contains(lines[3], "the") {
			t.Errorf("%d:\n%s", width, strings.Join(lines, "\n"))
		}
	}
}

// TestTheWorstStandsLastOnATerminal, where the eye is, and first for a program.
func TestTheWorstStandsLastOnATerminal(t *testing.T) {
	for terminal, at := range map[bool]int{false: 1, true: 3} {
		if lines := fitted(80, terminal); !strings.HasPrefix(lines[at], "/cgi-bin/message/custom/send") {
			t.Errorf("on a terminal %t:\n%s", terminal, strings.Join(lines, "\n"))
		}
	}
}
