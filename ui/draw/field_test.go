package draw

import (
	"testing"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"
)

func TestFieldShowsItsCursor(t *testing.T) {
	cases := []struct {
		value string
		back  int // steps to the left of the end
		text  string
		at    int
	}{
		{"", 0, "        ", 0}, {"mall", 0, "mall    ", 4}, {"商城", 0, "商城    ", 4}, {"商城", 1, "商城    ", 2},
		{"a商城小", 0, "a商城小 ", 7}, {"商城小程", 0, "城小程  ", 6}, {"商城小程", 4, "商城小程", 0}, {"0123456789", 0, "3456789 ", 7},
	}
	for _, c := range cases {
		f := NewField(key.Binding{}, 40).Opened().With(c.value)
		for range c.back {
			f, _ = f.Typed(tea.KeyPressMsg{Code: tea.KeyLeft})
		}
		if text, at := f.View(8); text != c.text || at != c.at {
			t.Errorf("%q, %d back: %q with the cursor at %d", c.value, c.back, text, at)
		}
	}
	if text, _ := NewField(key.Binding{}, 40).With("0123456789").View(8); text != "01234567" {
		t.Errorf("without the keys the field shows %q", text)
	}
}
