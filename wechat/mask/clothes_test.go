package mask

import (
	"encoding/json"
	"net/url"
	"os"
	"strings"
	"testing"
	"unicode/utf8"

	"wxops/wechat/rid"
)

// clothed is a text, and the values in it that nobody may see.
type clothed struct {
	text   string
	hidden []string
}

var lineEscapes = strings.NewReplacer(`\\`, `\`, `\n`, "\n", `\r`, "\r", `\t`, "\t")

// readClothes reads a file with a text on each line, and behind a tab what is
// hidden in it.
func readClothes(t *testing.T, name string) []clothed {
	t.Helper()
	file, err := os.ReadFile("testdata/" + name)
	if err != nil {
		t.Fatal(err)
	}
	var all []clothed
	for line := range strings.Lines(string(file)) {
		text, hidden, _ := strings.Cut(strings.TrimSuffix(line, "\n"), "\t")
		c := clothed{text: lineEscapes.Replace(text)}
		if hidden != "" {
			c.hidden = strings.Split(hidden, " | ")
		}
		all = append(all, c)
	}
	return all
}

// ways are all ways by which a request's text reaches a screen, a file or the
// clipboard.
var ways = []struct {
	name string
	show func(text string) string
}{
	{"Text", Text},
	{"Body", func(s string) string { return Body(s, false) }},
	{"Body of a text in JSON", func(s string) string { return Body(inJSON(s), false) }},
	{"Text of a text in JSON", func(s string) string { return Text(inJSON(s)) }},
	{"Text of a text in a text in JSON", func(s string) string { return Text(inJSON(inJSON(s))) }},
	{"Params", func(s string) string { return paramsText("x=" + url.QueryEscape(s)) }},
	{"Record's bodies", func(s string) string {
		r := Record(rid.Record{RequestBody: s, ResponseBody: inJSON(s)})
		return r.RequestBody + "\n" + r.ResponseBody
	}},
	{"Record's URL", func(s string) string { return Record(rid.Record{URL: "a=1&x=" + url.QueryEscape(s)}).URL }},
	{"Curl's body", func(s string) string { return Curl(rid.Record{RequestBody: s}, "/x") }},
	{"Curl's URL", func(s string) string { return Curl(rid.Record{URL: "x=" + url.QueryEscape(s)}, "/x") }},
}

func inJSON(s string) string {
	b, err := json.Marshal(map[string]any{"n": 1, "log": s})
	if err != nil {
		panic(err)
	}
	return string(b)
}

func paramsText(query string) string {
	var b strings.Builder
	for _, p := range Params(query, false) {
		b.WriteString(p.Key + "=" + p.Value + "\n")
	}
	return b.String()
}

// seen gives the part of a hidden value that a text shows: the whole, or more
// than half of it; what stars stand before may keep its last four characters.
func seen(shown, hidden string) string {
	for _, form := range []string{hidden, url.QueryEscape(hidden)} {
		if strings.Contains(shown, form) {
			return form
		}
	}
	runes := []rune(hidden)
	half := max(len(runes)/2+1, 2)
	for i := 0; i+half <= len(runes); i++ {
		part := string(runes[i : i+half])
		if strings.Contains(shown, part) && !strings.Contains(shown, stars+part) && utf8.RuneCountInString(part) > 3 {
			return part
		}
	}
	return ""
}

var least = map[string]int{"secrets.txt": 100, "personal.txt": 60}

func TestNoWayShowsASecretOrAPersonInAnyClothes(t *testing.T) {
	for _, file := range []string{"secrets.txt", "personal.txt"} {
		all := readClothes(t, file)
		if len(all) < least[file] {
			t.Errorf("%s has %d texts only", file, len(all))
		}
		for _, c := range all {
			for _, way := range ways {
				shown := way.show(c.text)
				for _, hidden := range c.hidden {
					if part := seen(shown, hidden); part != "" {
						t.Errorf("%s shows %q of\n  %s\n  %s", way.name, part, c.text, shown)
					}
				}
			}
		}
	}
}

func TestAMaskedTextStaysAsItIs(t *testing.T) {
	for _, file := range []string{"secrets.txt", "personal.txt"} {
		for _, c := range readClothes(t, file) {
			for _, text := range []string{c.text, inJSON(c.text)} {
				if shown := Text(text); Text(shown) != shown {
					t.Errorf("%s\n     once %s\nand again %s", text, shown, Text(shown))
				}
			}
		}
	}
}

func TestHarmlessTextsStayAsTheyAre(t *testing.T) {
	for _, c := range readClothes(t, "harmless.txt") {
		for _, text := range []string{c.text, inJSON(c.text)} {
			if shown := Text(text); shown != text {
				t.Errorf("%s\nis shown as\n%s", text, shown)
			}
		}
		if shown, plain := Body(c.text, false), Body(c.text, true); shown != plain {
			t.Errorf("%s\nis laid out as\n%s", c.text, shown)
		}
	}
}
