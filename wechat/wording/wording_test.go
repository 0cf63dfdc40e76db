package wording

import (
	"strings"
	"testing"

	"wxops/wechat/catalog"
)

func TestEachOfWeChatsTextsIsFoundInAnyCase(t *testing.T) {
	for _, w := range catalog.Wordings() {
		if w.Text[0] < 'a' {
			continue // a number begins no word
		}
		text := []byte("提示：" + strings.ToUpper(w.Text) + "。")
		found := In(text, 0, len(text))
		if len(found) == 0 || !found[0].Has(w.Code) {
			t.Errorf("%q is not found: %v", w.Text, found)
		}
	}
}

func TestAPartOfAWordIsNoneOfWeChatsTexts(t *testing.T) {
	for _, text := range []string{"invalid credentials", "auth/api unauthorized", "xapi unauthorized", "invalid appid_2", ""} {
		if found := In([]byte(text), 0, len(text)); len(found) > 0 {
			t.Errorf("in %q: %v", text, found)
		}
	}
}
