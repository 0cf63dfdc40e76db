package cli

import (
	"testing"

	"wxops/ui/words"
)

func TestChooseLang(t *testing.T) {
	for _, c := range []struct {
		flag string
		env  map[string]string
		want words.Lang
	}{
		{"zh", map[string]string{"LANG": "en_US.UTF-8"}, words.Chinese},
		{"en", map[string]string{"LC_ALL": "zh_CN.UTF-8"}, words.English},
		{"", map[string]string{"LANG": "zh_CN.UTF-8"}, words.Chinese},
		{"", map[string]string{"LANG": "zh_CN.UTF-8", "LC_ALL": "C"}, words.English},
		{"", map[string]string{"LANG": "C", "LC_MESSAGES": "zh_TW"}, words.Chinese},
		{"", nil, words.English},
		{"fr", nil, words.English}, // refused later
	} {
		if got := chooseLang(c.flag, func(name string) string { return c.env[name] }); got != c.want {
			t.Errorf("chooseLang(%q, %v) = %s, want %s", c.flag, c.env, got, c.want)
		}
	}
}
