package change

import (
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"

	"wxops/keystore"
	"wxops/ui/draw"
	"wxops/ui/view"
	"wxops/ui/words"
)

func TestHiddenField(t *testing.T) {
	h := newHidden(view.Deps{Shared: &view.Shared{Key: draw.NewKeys(words.English)}}).opened()
	steps := []struct {
		msg  tea.Msg
		want string
	}{
		{letter("a"), "a"}, {letter("中"), "a中"}, {letter(" "), "a中"}, {tea.KeyPressMsg{Code: tea.KeyLeft}, "a中"},
		{tea.PasteMsg{Content: " 01 23\r\n45\x1b[31m\u202e "}, "a中012345[31m"}, {tea.KeyPressMsg{Code: tea.KeyBackspace}, "a中012345[31"},
		{tea.KeyPressMsg{Code: 'u', Mod: tea.ModCtrl}, ""}, {tea.KeyPressMsg{Code: tea.KeyBackspace}, ""}, {tea.PasteMsg{Content: strings.Repeat("x", 1000)}, strings.Repeat("x", hiddenMost)},
	}
	for i, s := range steps {
		h.take(s.msg)
		if got := string(*h.typed); got != s.want {
			t.Errorf("step %d: %q, want %q", i, got, s.want)
		}
	}
	if h.closed().closed().secret() != (keystore.Secret{}) {
		t.Error("a closed field gives a secret")
	}
}

func letter(s string) tea.KeyPressMsg { return tea.KeyPressMsg{Code: []rune(s)[0], Text: s} }
