// Package help is the dialog that lists the keys of the open tab.
package help

import (
	"slices"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"wxops/ui/draw"
	"wxops/ui/view"
)

// View lists the keys of the open tab and of the console, out of the same
// bindings that the keys are matched with.
type View struct {
	view.Deps
	tab    []key.Binding
	scroll draw.Scroller
}

// New makes the dialog.
func New(d view.Deps) *View { return &View{Deps: d} }

// Open shows the keys, from the top.
func (v *View) Open(msg tea.Msg) (tea.Cmd, bool) {
	wanted, ok := msg.(Wanted)
	if ok {
		v.tab, v.scroll = wanted.Keys, draw.Scroller{}
	}
	return nil, ok
}

// Close leaves nothing to end.
func (v *View) Close() {}

// Update scrolls.
func (v *View) Update(msg tea.Msg) tea.Cmd {
	press, ok := msg.(tea.KeyPressMsg)
	if !ok {
		return nil
	}
	if key.Matches(press, v.Key.Escape, v.Key.Help, v.Key.Quit, v.Key.Enter) {
		return view.Send(view.DialogClosed{})
	}
	f := v.Frame()
	v.scroll = v.scroll.Pressed(press, v.Key, len(v.lines(f)), f.Height)
	return nil
}

// Status has nothing to say.
func (v *View) Status(draw.Frame) []draw.Span { return nil }

// Keys are those that leave and scroll.
func (v *View) Keys() []key.Binding { return []key.Binding{v.Key.Escape, v.Key.Down} }

// rows are the keys of the tab, then those that hold everywhere; a key that
// is not available here is left out.
func (v *View) rows() []key.Binding {
	k := v.Key
	all := slices.Concat(v.tab, []key.Binding{
		k.Tabs[0], k.NextTab, k.Down, k.PageDown, k.Bottom, k.Escape, k.Calls, k.Help, k.Repaint, k.Suspend, k.Quit, k.Cancel,
	})
	var rows []key.Binding
	seen := map[string]bool{}
	for _, b := range all {
		if !b.Enabled() || seen[b.Help().Key] {
			continue
		}
		seen[b.Help().Key] = true
		rows = append(rows, b)
	}
	return rows
}

// View draws the keys.
func (v *View) View(f draw.Frame) draw.Body {
	shown, _ := v.scroll.Window(v.lines(f), f.Height)
	return draw.Body{Lines: shown}
}

// lines are the keys in as many columns as fit, at most three.
func (v *View) lines(f draw.Frame) []string {
	rows := v.rows()
	const cells = 36
	columns := min(max(f.Width/cells, 1), 3)
	per := (len(rows) + columns - 1) / columns
	lines := make([]string, 0, per)
	for i := range per {
		var spans []draw.Span
		for c := range columns {
			n := c*per + i
			if n >= len(rows) {
				break
			}
			h := rows[n].Help()
			spans = append(spans,
				f.Theme.Accent.Span("  "+draw.Fit(h.Key, 11, f.Theme.Ellipsis)),
				f.Theme.Plain.Span(draw.Fit(h.Desc, cells-13, f.Theme.Ellipsis)))
		}
		lines = append(lines, draw.Line(f.Width, f.Theme.Ellipsis, spans...))
	}
	return lines
}

// Wanted opens the help on the keys of the open tab.
type Wanted struct{ Keys []key.Binding }
