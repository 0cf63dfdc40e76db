package draw

import (
	"fmt"
	"math"
	"strings"
	"testing"

	"github.com/charmbracelet/x/ansi"
)

func ids(n int) []string {
	out := make([]string, n)
	for i := range out {
		out[i] = fmt.Sprintf("row %d", i)
	}
	return out
}

var twoColumns = []Column{{Title: "Name", Width: 10, Flex: true}, {Title: "N", Width: 6, Right: true}}

func drawn(t Table, width, height int) []string {
	lines := t.View(twoColumns, width, height, NewTheme(false, true), func(id string) []Span { return []Span{{Text: id}, {Text: "1"}} })
	for i := range lines {
		lines[i] = ansi.Strip(lines[i])
	}
	return lines
}

func TestTableTheCursorIsAlwaysOnTheScreen(t *testing.T) {
	tb := Table{}.With(ids(40))
	for _, n := range []int{0, 39, -39, 17, 100, -3, -100} {
		tb = tb.move(n)
		if text := strings.Join(drawn(tb, 30, 11), "\n"); !strings.Contains(text, "> "+tb.Cur) {
			t.Errorf("after move(%d) the cursor %q is off the screen:\n%s", n, tb.Cur, text)
		}
	}
}

func TestTableTheCursorKeepsItsRow(t *testing.T) {
	tb := Table{}.With([]string{"a", "b", "c"}).move(1)
	if tb = tb.With([]string{"c", "b", "a", "d"}); tb.Cur != "b" {
		t.Errorf("after a reorder: %q", tb.Cur)
	}
	if tb = tb.With([]string{"c", "d"}); tb.Cur != "d" {
		t.Errorf("after its row has gone: %q", tb.Cur)
	}
	if tb = tb.With(nil); tb.Cur != "" {
		t.Errorf("in an empty table: %q", tb.Cur)
	}
	if tb = tb.With([]string{"x"}); tb.Cur != "x" {
		t.Errorf("after rows came back: %q", tb.Cur)
	}
}

func TestTableEveryLineIsAsWideAsTheScreen(t *testing.T) {
	tb := Table{}.With([]string{"发客服消息很长的名字需要截断", "b\u0301", "plain"})
	for _, w := range []int{20, 33, 61} {
		for _, l := range drawn(tb, w, 5) {
			if got := ansi.StringWidth(l); got != w {
				t.Errorf("%d cells instead of %d: %q", got, w, l)
			}
		}
	}
}

func TestTableALongTextRunsOverEmptyFields(t *testing.T) {
	cols := []Column{{Title: "A", Width: 6, Flex: true}, {Title: "B", Width: 4}, {Title: "C", Width: 4}}
	tb := Table{}.With([]string{"x"})
	lines := tb.View(cols, 20, 2, NewTheme(false, true), func(string) []Span {
		return []Span{{Text: "a"}, {Text: "no quota"}, {Text: ""}}
	})
	if got := ansi.Strip(lines[1]); !strings.HasSuffix(got, "no quota  ") {
		t.Errorf("row: %q", got)
	}
}

func TestFitMeasuresCells(t *testing.T) {
	for _, c := range []struct {
		in   string
		n    int
		want string
	}{
		{"abc", 5, "abc  "}, {"abcdef", 4, "abc…"}, {"商城小程序", 6, "商城… "}, {"商城", 4, "商城"}, {"商城", 3, "商…"}, {"", 2, "  "}, {"x", 0, ""},
	} {
		if got := Fit(c.in, c.n, "…"); got != c.want {
			t.Errorf("fit(%q, %d) = %q, want %q", c.in, c.n, got, c.want)
		}
	}
}

func TestWrapBreaksAtSpacesAndBetweenChineseCells(t *testing.T) {
	for _, c := range []struct {
		in   string
		n    int
		want string
	}{
		{"one two three", 8, "one two|three"}, {"清零不可撤销", 4, "清零|不可|撤销"}, {"unbreakable", 4, "unbr|eaka|ble"}, {"a\n\nb", 9, "a||b"}, {"宽", 1, "宽"},
		{"清零不可撤销，按 esc 放弃。", 12, "清零不可撤|销，按 esc|放弃。"}, {"宽，宽", 2, "宽|，|宽"},
	} {
		if got := strings.Join(Wrap(c.in, c.n), "|"); got != c.want {
			t.Errorf("wrap(%q, %d) = %q, want %q", c.in, c.n, got, c.want)
		}
	}
}

// TestTableNoColumnGoesWhereItHasRoom: a wide column that does not fit takes no
// narrower one behind it along, and the first flex column takes no more than it may.
func TestTableNoColumnGoesWhereItHasRoom(t *testing.T) {
	cols := []Column{
		{Title: "Name", Width: 6, Flex: true, Most: 10}, {Title: "Wide", Width: 20, Flex: true, Drop: 1}, {Title: "Slim", Width: 4, Drop: 2}, {Title: "Use", Width: 4},
	}
	for _, c := range []struct {
		width int
		want  string
	}{
		{14, "  Name    Use"}, {22, "  Name      Slim  Use"}, {36, "  Name    Wide                  Use"}, {42, "  Name    Wide                  Slim  Use"},
		{50, "  Name        Wide                      Slim  Use"},
	} {
		head := ansi.Strip(Table{}.With([]string{"x"}).View(cols, c.width, 2, NewTheme(false, true), func(string) []Span { return nil })[0])
		if got := strings.TrimRight(head, " "); got != c.want {
			t.Errorf("on %d cells: %q, want %q", c.width, got, c.want)
		}
	}
}

func TestTableSaysWhichRowsAreShown(t *testing.T) {
	for _, c := range []struct{ rows, to, height, first, last int }{{0, 0, 5, 0, 0}, {3, 0, 5, 1, 3}, {40, 0, 5, 1, 5}, {40, 39, 5, 36, 40}, {40, 7, 5, 4, 8}, {2, 1, 0, 2, 2}} {
		tb := Table{}.With(ids(c.rows)).move(c.to)
		if first, last := tb.Shown(c.height); first != c.first || last != c.last {
			t.Errorf("%+v: %d to %d", c, first, last)
		}
	}
}

func TestStripDrawsACellForEachPart(t *testing.T) {
	parts := []float64{-1, 0, 0.01, 0.5, 0.99, 1, 7, math.NaN()}
	for unicode, want := range map[bool]string{true: " ▁▁▅███ ", false: " __=### "} {
		if got := NewTheme(false, unicode).Strip(parts); got != want {
			t.Errorf("%q, want %q", got, want)
		}
	}
}
