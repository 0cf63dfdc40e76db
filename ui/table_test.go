package ui

import (
	"fmt"
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

var twoColumns = []column{{title: "Name", width: 10, flex: true}, {title: "N", width: 6, right: true}}

func drawn(t table, width, height int) []string {
	lines := t.view(twoColumns, width, height, NewTheme(false, true), func(id string) []span { return []span{{text: id}, {text: "1"}} })
	for i := range lines {
		lines[i] = ansi.Strip(lines[i])
	}
	return lines
}

func TestTableTheCursorIsAlwaysOnTheScreen(t *testing.T) {
	tb := table{}.with(ids(40))
	for _, n := range []int{0, 39, -39, 17, 100, -3, -100} {
		tb = tb.move(n)
		if text := strings.Join(drawn(tb, 30, 11), "\n"); !strings.Contains(text, "> "+tb.cur) {
			t.Errorf("after move(%d) the cursor %q is off the screen:\n%s", n, tb.cur, text)
		}
	}
}

func TestTableTheCursorKeepsItsRow(t *testing.T) {
	tb := table{}.with([]string{"a", "b", "c"}).move(1)
	if tb = tb.with([]string{"c", "b", "a", "d"}); tb.cur != "b" {
		t.Errorf("after a reorder: %q", tb.cur)
	}
	if tb = tb.with([]string{"c", "d"}); tb.cur != "d" {
		t.Errorf("after its row has gone: %q", tb.cur)
	}
	if tb = tb.with(nil); tb.cur != "" {
		t.Errorf("in an empty table: %q", tb.cur)
	}
	if tb = tb.with([]string{"x"}); tb.cur != "x" {
		t.Errorf("after rows came back: %q", tb.cur)
	}
}

func TestTableEveryLineIsAsWideAsTheScreen(t *testing.T) {
	tb := table{}.with([]string{"发客服消息很长的名字需要截断", "b\u0301", "plain"})
	for _, w := range []int{20, 33, 61} {
		for _, l := range drawn(tb, w, 5) {
			if got := ansi.StringWidth(l); got != w {
				t.Errorf("%d cells instead of %d: %q", got, w, l)
			}
		}
	}
}

func TestTableALongTextRunsOverEmptyFields(t *testing.T) {
	cols := []column{{title: "A", width: 6, flex: true}, {title: "B", width: 4}, {title: "C", width: 4}}
	tb := table{}.with([]string{"x"})
	lines := tb.view(cols, 20, 2, NewTheme(false, true), func(string) []span {
		return []span{{text: "a"}, {text: "no quota"}, {text: ""}}
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
		if got := fit(c.in, c.n, "…"); got != c.want {
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
		if got := strings.Join(wrap(c.in, c.n), "|"); got != c.want {
			t.Errorf("wrap(%q, %d) = %q, want %q", c.in, c.n, got, c.want)
		}
	}
}
