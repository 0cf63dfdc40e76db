package change

import (
	"strings"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"wxops/keystore"
	"wxops/ui/draw"
	"wxops/ui/view"
	"wxops/wechat/clean"
)

// hiddenMost is more than any AppSecret (32 characters) needs.
const hiddenMost = 256

// maskMost is how many characters the mask shows; beyond it, it does not tell
// how long the secret is.
const maskMost = 16

// hidden takes an AppSecret. What is typed stands behind a pointer, so that no
// print of a model shows it, and is wiped when the field closes.
type hidden struct {
	typed    *[]rune // nil: closed
	erase    key.Binding
	eraseAll key.Binding
}

func newHidden(d view.Deps) hidden { return hidden{erase: d.Key.Erase, eraseAll: d.Key.EraseAll} }

func (h hidden) opened() hidden {
	h = h.closed()
	room := make([]rune, 0, hiddenMost) // never grows, so that no copy stays behind
	h.typed = &room
	return h
}

func (h hidden) closed() hidden {
	if h.typed != nil {
		clear((*h.typed)[:cap(*h.typed)])
	}
	h.typed = nil
	return h
}

func (h hidden) empty() bool { return h.typed == nil || len(*h.typed) == 0 }

// secret gives what was typed; the field keeps it until it is closed.
func (h hidden) secret() keystore.Secret {
	if h.typed == nil {
		return keystore.Secret{}
	}
	return keystore.NewSecret(string(*h.typed))
}

// take gives a key or a paste to the field. No AppSecret holds a space, but
// what was copied out of a terminal or a chat does.
func (h hidden) take(msg tea.Msg) {
	if h.typed == nil {
		return
	}
	switch msg := msg.(type) {
	case tea.PasteMsg:
		h.add(msg.Content)
	case tea.KeyPressMsg:
		switch {
		case key.Matches(msg, h.eraseAll):
			clear(*h.typed)
			*h.typed = (*h.typed)[:0]
		case key.Matches(msg, h.erase):
			if n := len(*h.typed); n > 0 {
				(*h.typed)[n-1] = 0
				*h.typed = (*h.typed)[:n-1]
			}
		default:
			h.add(msg.Text)
		}
	}
}

func (h hidden) add(text string) {
	for _, r := range unspaced(text) {
		if len(*h.typed) < hiddenMost {
			*h.typed = append(*h.typed, r)
		}
	}
}

// view draws the mask and says where the cursor stands behind it.
func (h hidden) view(cells int, th draw.Theme) (text string, at int) {
	if h.typed != nil {
		at = min(len(*h.typed), maskMost, cells-1)
	}
	return draw.Fit(strings.Repeat(string(th.Mask), at), cells, ""), at
}

// unspaced cleans a text in which a space is never meant: an alias, an AppID,
// an AppSecret.
func unspaced(s string) string { return strings.Join(strings.Fields(clean.Line(s)), "") }
