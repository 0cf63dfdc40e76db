package ui

import (
	"charm.land/bubbles/v2/key"
	"charm.land/bubbles/v2/textinput"
	tea "charm.land/bubbletea/v2"

	"wxops/wechat"
)

// field is one line of text to type. It draws no cursor of its own: the
// terminal's stands there, so nothing blinks and an input method finds its place.
type field struct {
	open  bool
	input textinput.Model
	enter key.Binding
}

// newField takes up to limit characters.
func newField(d deps, limit int) field {
	in := textinput.New()
	in.Prompt = ""
	in.CharLimit = limit
	in.SetVirtualCursor(false)
	in.SetStyles(textinput.Styles{})
	return field{input: in, enter: d.keys.Enter}
}

// opened gives the field the keys; what was typed before stays.
func (f field) opened() field {
	f.open = true
	f.input.Focus()
	return f
}

// closed takes the keys away and empties the field.
func (f field) closed() field {
	f.open = false
	f.input.Reset()
	f.input.Blur()
	return f
}

func (f field) value() string { return f.input.Value() }

func (f field) with(value string) field {
	f.input.SetValue(value)
	f.input.CursorEnd()
	return f
}

// typed takes a key or a paste; done says that enter was pressed.
func (f field) typed(msg tea.Msg) (field, bool) {
	switch msg := msg.(type) {
	case tea.KeyPressMsg:
		if key.Matches(msg, f.enter) {
			return f, true
		}
	case tea.PasteMsg:
		msg.Content = wechat.Clean(msg.Content)
		f.input, _ = f.input.Update(msg)
		return f, false
	}
	f.input, _ = f.input.Update(msg)
	return f, false
}

// view draws the value on cells cells and says where the cursor stands in it.
func (f field) view(cells int) (text string, at int) {
	f.input.SetWidth(max(cells-1, 1))
	text = f.input.View()
	if c := f.input.Cursor(); c != nil {
		at = c.Position.X
	}
	return fit(text, cells, ""), min(at, cells-1)
}
