package cli

import (
	"strings"
	"testing"
	"time"

	"wxops/ui/cli/shell"
	"wxops/ui/words"
)

// TestTableLinesUp counts cells, not bytes: a Chinese character takes two.
func TestTableLinesUp(t *testing.T) {
	var b strings.Builder
	shell.WriteTable(&b, words.English, []shell.Column{shell.Text(words.Pair{"Name", "名称"}), shell.Number(words.Pair{"Used", "已用"})}, [][]string{{"商城", "7"}, {"a\x1b[31mb", "1,000"}})
	want := "Name     Used\n" +
		"商城        7\n" +
		"a[31mb  1,000\n"
	if b.String() != want {
		t.Errorf("got\n%swant\n%s", b.String(), want)
	}
}

func TestLength(t *testing.T) {
	lang := words.English
	for d, want := range map[time.Duration]string{
		0: "0 s", 59 * time.Second: "59 s", 90 * time.Second: "1 min", 3 * time.Hour: "3 h", 47 * time.Hour: "47 h", 50 * time.Hour: "2 d",
	} {
		if got := length(d, lang); got != want {
			t.Errorf("length(%v) = %s, want %s", d, got, want)
		}
	}
}
