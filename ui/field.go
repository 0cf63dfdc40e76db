package ui

import (
	"charm.land/bubbles/v2/key"
	"charm.land/bubbles/v2/textinput"
	tea "charm.land/bubbletea/v2"

	"wxops/wechat/clean"
)

// field is one line of text to type. It draws no cursor of its own: the
// terminal's stands there, so nothing blinks and an input method finds its place.
type field struct {
	open  bool
	input *textinput.Model // 8 kB, mostly styles; never changed in place, see change
	enter key.Binding
}

// newField takes up to limit characters, and ends at the key enter.
func newField(enter key.Binding, limit int) field {
	in := textinput.New()
	in.Prompt = ""
	in.CharLimit = limit
	in.SetVirtualCursor(false)
	in.SetStyles(textinput.Styles{})
	return field{input: &in, enter: enter}
}

// change does something to a copy of the input, so that the fields of an older
// model stay as they are.
func (f field) change(do func(*textinput.Model)) field {
	in := *f.input
	do(&in)
	f.input = &in
	return f
}

// opened gives the field the keys; what was typed before stays.
func (f field) opened() field {
	f.open = true
	return f.change(func(in *textinput.Model) { in.Focus() })
}

// left takes the keys away; what was typed stays.
func (f field) left() field {
	f.open = false
	return f.change(func(in *textinput.Model) { in.Blur() })
}

// closed takes the keys away and empties the field.
func (f field) closed() field {
	return f.left().change(func(in *textinput.Model) { in.Reset() })
}

func (f field) value() string { return f.input.Value() }

func (f field) with(value string) field {
	return f.change(func(in *textinput.Model) {
		in.SetValue(value)
		in.CursorEnd()
	})
}

// typed takes a key or a paste; done says that enter was pressed.
func (f field) typed(msg tea.Msg) (field, bool) {
	switch press := msg.(type) {
	case tea.KeyPressMsg:
		if key.Matches(press, f.enter) {
			return f, true
		}
	case tea.PasteMsg:
		press.Content = clean.Line(press.Content)
		msg = press
	}
	return f.change(func(in *textinput.Model) { *in, _ = in.Update(msg) }), false
}

// view draws the value on cells cells, scrolled so that the cursor is among
// them, and says in which. The input's own cursor counts letters: behind
// Chinese it would stand in the middle of one, and the renderer lose it.
func (f field) view(cells int) (text string, at int) {
	letters, from := []rune(f.value()), 0
	if !f.input.Focused() {
		return fit(string(letters), cells, ""), 0
	}
	pos := f.input.Position()
	for at = width(string(letters[:pos])); at >= cells && from < pos; from++ {
		at -= width(string(letters[from]))
	}
	return fit(string(letters[from:]), cells, ""), at
}
