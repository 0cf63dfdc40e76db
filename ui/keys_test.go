package ui

import (
	"os"
	"path/filepath"
	"reflect"
	"regexp"
	"strings"
	"testing"

	"charm.land/bubbles/v2/key"

	"wxops/ui/draw"
	"wxops/ui/words"
)

// No key may mean two things in one view.
func TestNoKeyTwiceInAView(t *testing.T) {
	o := newOutside(t)
	o.Open = "mall"
	m := o.console(80, 24)
	global := []key.Binding{m.Key.NextTab, m.Key.PrevTab, m.Key.Up, m.Key.Down, m.Key.PageUp, m.Key.PageDown, m.Key.Top, m.Key.Bottom,
		m.Key.Calls, m.Key.Help, m.Key.Repaint, m.Key.Suspend, m.Key.Quit, m.Key.Cancel}
	global = append(global, m.Key.Tabs[:]...)
	for _, tab := range m.tabs {
		name, own := tab.Title(), tab.Keys()
		seen := map[string]string{}
		for _, b := range append(own, global...) {
			for _, k := range b.Keys() {
				if other, twice := seen[k]; twice && other != b.Help().Desc {
					t.Errorf("%s: %q means %q and %q", name, k, other, b.Help().Desc)
				}
				seen[k] = b.Help().Desc
			}
		}
	}
}

// Torn escape sequences spell [, O and A to D: a key there would press itself.
func TestNoKeyThatATornEscapeSpells(t *testing.T) {
	for _, b := range everyBinding() {
		for _, k := range b.Keys() {
			if strings.Contains("[OABCD", k) {
				t.Errorf("%s is bound to %q", b.Help().Desc, k)
			}
		}
	}
}

func everyBinding() []key.Binding {
	var all []key.Binding
	v := reflect.ValueOf(draw.NewKeys(words.English))
	for i := range v.NumField() {
		switch b := v.Field(i).Interface().(type) {
		case key.Binding:
			all = append(all, b)
		case [draw.TabCount]key.Binding:
			all = append(all, b[:]...)
		}
	}
	return all
}

// The README's table of keys leaves none out.
func TestReadmeNamesEveryKey(t *testing.T) {
	readme, err := os.ReadFile("../README.md")
	if err != nil {
		t.Fatal(err)
	}
	for _, b := range everyBinding() {
		for _, k := range b.Keys() {
			k = strings.Replace(k, "pgdown", "pgdn", 1)
			if !strings.Contains(string(readme), "`"+k+"`") {
				t.Errorf("the README does not name the key %s (%s)", k, b.Help().Desc)
			}
		}
	}
}

// Keys are matched through their bindings only, so that help and deed agree.
func TestNoKeyIsComparedByItsText(t *testing.T) {
	compared := regexp.MustCompile(`(msg|press)\.(String|Keystroke)\(\)`)
	var files []string
	for _, folder := range []string{"*.go", "*/*.go"} {
		some, err := filepath.Glob(folder)
		if err != nil || len(some) == 0 {
			t.Fatal(err, some)
		}
		files = append(files, some...)
	}
	for _, f := range files {
		if strings.HasSuffix(f, "_test.go") {
			continue
		}
		text, err := os.ReadFile(f)
		if err != nil {
			t.Fatal(err)
		}
		if found := compared.Find(text); found != nil {
			t.Errorf("%s: %s", f, found)
		}
	}
}
