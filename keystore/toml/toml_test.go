package toml

import (
	"fmt"
	"reflect"
	"strings"
	"testing"
	"time"
)

// settings has every type of key, in a [table] and in [[tables]].
var settings = NewGrammar(
	Top{Name: "team", Rules: []Rule{
		{"dir", AText, true}, {"port", ANumber, true}, {"sentinel", ATable, true}, {"sentinel.master", AText, true},
		{"sentinel.addresses", TextList, true}, {"later", AText, false},
	}},
	Top{Name: "notify", Many: true, Rules: []Rule{
		{"name", AText, true}, {"at", NumberList, true}, {"after", ADuration, true}, {"on", AFlag, true},
		{"certificates", TableList, true}, {"certificates.sn", AText, true},
	}},
)

func read(t *testing.T, text string) []Entry {
	t.Helper()
	doc := Parse([]byte(text))
	entries, mistakes := settings.Read(doc)
	for _, m := range mistakes {
		t.Errorf("line %d: %+v", doc.Line(m.At), m)
	}
	return entries
}

// TestATableReadsTheSameHoweverItIsSpelled: TOML has three spellings.
func TestATableReadsTheSameHoweverItIsSpelled(t *testing.T) {
	for _, text := range []string{
		"[team]\ndir = 'x'\n[team.sentinel]\nmaster = \"m\"\naddresses = ['a', 'b']\n",
		"[team]\ndir = 'x'\nsentinel = { master = 'm', addresses = [\"a\", \"b\"] }\n",
		"[team]\ndir = 'x'\nsentinel.master = 'm'\nsentinel.addresses = ['a', 'b', ]\n",
	} {
		entries := read(t, text)
		got := map[string]string{}
		for _, k := range entries[0].Keys {
			got[k.Name] = k.Value.Render()
		}
		want := map[string]string{"dir": `"x"`, "sentinel.master": `"m"`, "sentinel.addresses": `["a", "b"]`}
		if !reflect.DeepEqual(got, want) {
			t.Errorf("%s\nread as %v", text, got)
		}
	}
	for _, text := range []string{
		"[[notify]]\nname = 'x'\ncertificates = [{ sn = 'a' }, { sn = 'b' }]\n",
		"[[notify]]\nname = 'x'\n[[notify.certificates]]\nsn = 'a'\n[[notify.certificates]]\nsn = 'b'\n",
	} {
		list, _ := read(t, text)[0].Key("certificates")
		if len(list.Value.Inner) != 2 || list.Value.Inner[1].Value.Inner[0].Value.Raw != "b" {
			t.Errorf("%s\nread as %+v", text, list)
		}
	}
}

func TestValuesAreReadByTheirType(t *testing.T) {
	entries := read(t, "[team]\nport = 0x10\n[[notify]]\nat = [80, 1_000]\nafter = \"1h30m\"\non = true\n")
	value := func(i int, path string) Value { k, _ := entries[i].Key(path); return k.Value }
	if n, ok := value(0, "port").Number(); n != 16 || !ok {
		t.Errorf("the number is %d, %v", n, ok)
	}
	if n, _ := value(1, "at").Inner[1].Value.Number(); n != 1000 {
		t.Errorf("the second number is %d", n)
	}
	if d, ok := value(1, "after").Duration(); d != 90*time.Minute || !ok {
		t.Errorf("the duration is %s, %v", d, ok)
	}
	if !value(1, "on").True() || value(1, "after").True() {
		t.Error("true is not true, or a text is")
	}
}

func TestAMistakeHasItsLine(t *testing.T) {
	for text, want := range map[string]string{
		"x = 1":                               "1 unknown key x, [team], [[notify]] first",
		"[team]\n[team]":                      "2 key given twice team, ",
		"[[team]]":                            "1 unknown table , [team], [[notify]]",
		"[notify]":                            "1 unknown table , [team], [[notify]]",
		"[team]\n[notify.x]":                  "2 unknown table , [team], [[notify]]",
		"[team]\n[team.x]":                    "2 unknown table , [team], [team.sentinel]",
		"[team]\nport = 99999999999999999999": "2 not a number port, a whole number, like 100",
		"[[notify]]\nafter = \"-1s\"":         "2 not a duration after, a duration, like \"10m\"",
		"[team]\n\n\nlater = 'x'":             "4 not yet later, ",
		"[team]\r\nport = 1\r\nport=2":        "3 key given twice port, ",
		"[team]\ndir = ":                      "2 not TOML , ",
	} {
		doc := Parse([]byte(text))
		_, mistakes := settings.Read(doc)
		if len(mistakes) == 0 {
			t.Errorf("%q: no mistake", text)
			continue
		}
		if got := fmt.Sprintf("%d %s %s, %s", doc.Line(mistakes[0].At), mistakes[0].What, mistakes[0].Key, mistakes[0].Expected); got != want {
			t.Errorf("%q: got %q", text, got)
		}
	}
}

// TestAChangeOfOneTableLeavesTheOthers: the sub-table of the table above too.
func TestAChangeOfOneTableLeavesTheOthers(t *testing.T) {
	const text = "[team] # ours\n  port = 1 # low\n\n[team.sentinel]\nmaster = 'm'\n\n# the robot\n[[notify]]\nname = 'x'"
	doc := Parse([]byte(text))
	entries, _ := settings.Read(doc)
	edit := doc.Edit()
	edit.Change(entries[0], []Assignment{{"port", Value{Kind: Integer, Raw: "2"}}, {"dir", Text(`a"b`)}})
	edit.Change(entries[1], []Assignment{{"on", Flag(true)}, {"name", Text("y")}})
	edit.Add("notify", []Assignment{{"name", Text("z")}, {"on", Flag(false)}})
	want := strings.NewReplacer("= 1 # low\n", "= 2 # low\n  dir    = \"a\\\"b\"\n", "'x'", "\"y\"\non     = true\n\n[[notify]]\nname   = \"z\"\n").Replace(text)
	if got := string(edit.Text()); got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
	edit = doc.Edit()
	edit.Remove(entries[0])
	if got := string(edit.Text()); got != "# the robot\n[[notify]]\nname = 'x'" {
		t.Errorf("without the first:\n%s", got)
	}
}
