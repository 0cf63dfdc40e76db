package draw

import (
	"charm.land/bubbles/v2/key"
	"charm.land/bubbles/v2/textinput"
	tea "charm.land/bubbletea/v2"

	"wxops/wechat/clean"
)

// Field is one line of text to type. It draws no cursor of its own: the
// terminal's stands there, so nothing blinks and an input method finds its place.
type Field struct {
	Open  bool             // it has the keys
	input *textinput.Model // 8 kB, mostly styles; never changed in place, see change
	enter key.Binding
}

// NewField takes up to limit characters, and ends at the key enter.
func NewField(enter key.Binding, limit int) Field {
	in := textinput.New()
	in.Prompt = ""
	in.CharLimit = limit
	in.SetVirtualCursor(false)
	in.SetStyles(textinput.Styles{})
	return Field{input: &in, enter: enter}
}

// change does something to a copy of the input, so that the fields of an older
// model stay as they are.
func (f Field) change(do func(*textinput.Model)) Field {
	in := *f.input
	do(&in)
	f.input = &in
	return f
}

// Opened gives the field the keys; what was typed before stays.
func (f Field) Opened() Field {
	f.Open = true
	return f.change(func(in *textinput.Model) { in.Focus() })
}

// Blurred takes the keys away; what was typed stays.
func (f Field) Blurred() Field {
	f.Open = false
	return f.change(func(in *textinput.Model) { in.Blur() })
}

// Closed takes the keys away and empties the field.
func (f Field) Closed() Field {
	return f.Blurred().change(func(in *textinput.Model) { in.Reset() })
}

// Value is the text that was typed.
func (f Field) Value() string { return f.input.Value() }

// With replaces what was typed and puts the cursor behind it.
func (f Field) With(value string) Field {
	return f.change(func(in *textinput.Model) {
		in.SetValue(value)
		in.CursorEnd()
	})
}

// Typed takes a key or a paste; done says that enter was pressed.
func (f Field) Typed(msg tea.Msg) (Field, bool) {
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

// View draws the value on cells cells, scrolled so that the cursor is among
// them, and says in which. The input's own cursor counts letters: behind
// Chinese it would stand in the middle of one, and the renderer lose it.
func (f Field) View(cells int) (text string, at int) {
	letters, from := []rune(f.Value()), 0
	if !f.input.Focused() {
		return Fit(string(letters), cells, ""), 0
	}
	pos := f.input.Position()
	for at = Width(string(letters[:pos])); at >= cells && from < pos; from++ {
		at -= Width(string(letters[from]))
	}
	return Fit(string(letters[from:]), cells, ""), at
}
