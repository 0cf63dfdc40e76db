package cli

import (
	"fmt"
	"reflect"
	"regexp"
	"slices"
	"testing"
)

// TestEveryWordInBothLanguages walks the two values of Text side by side.
func TestEveryWordInBothLanguages(t *testing.T) {
	comparePlaces(t, "Text", reflect.ValueOf(textIn(langEnglish)), reflect.ValueOf(textIn(langChinese)))
}

var verbs = regexp.MustCompile(`%(\[\d\])?[a-z]`)

func comparePlaces(t *testing.T, place string, en, zh reflect.Value) {
	switch en.Kind() {
	case reflect.Struct:
		for i := range en.NumField() {
			if en.Type().Field(i).Name == "Lang" {
				continue
			}
			comparePlaces(t, place+"."+en.Type().Field(i).Name, en.Field(i), zh.Field(i))
		}
	case reflect.Map:
		for _, key := range en.MapKeys() {
			comparePlaces(t, fmt.Sprintf("%s[%v]", place, key), en.MapIndex(key), zh.MapIndex(key))
		}
	case reflect.String:
		if en.String() == "" || zh.String() == "" {
			t.Errorf("%s is missing: %q, %q", place, en, zh)
		}
		if a, b := kindsOf(en.String()), kindsOf(zh.String()); !slices.Equal(a, b) {
			t.Errorf("%s takes %v in English and %v in Chinese", place, a, b)
		}
	}
}

// kindsOf gives the verbs of a format whatever their order is.
func kindsOf(format string) []string {
	var kinds []string
	for _, verb := range verbs.FindAllString(format, -1) {
		kinds = append(kinds, verb[len(verb)-1:])
	}
	slices.Sort(kinds)
	return kinds
}

func TestChooseLang(t *testing.T) {
	for _, c := range []struct {
		flag string
		env  map[string]string
		want string
	}{
		{"zh", map[string]string{"LANG": "en_US.UTF-8"}, langChinese},
		{"en", map[string]string{"LC_ALL": "zh_CN.UTF-8"}, langEnglish},
		{"", map[string]string{"LANG": "zh_CN.UTF-8"}, langChinese},
		{"", map[string]string{"LANG": "zh_CN.UTF-8", "LC_ALL": "C"}, langEnglish},
		{"", map[string]string{"LANG": "C", "LC_MESSAGES": "zh_TW"}, langChinese},
		{"", nil, langEnglish},
		{"fr", nil, langEnglish}, // refused later
	} {
		if got := chooseLang(c.flag, func(name string) string { return c.env[name] }); got != c.want {
			t.Errorf("chooseLang(%q, %v) = %s, want %s", c.flag, c.env, got, c.want)
		}
	}
}
