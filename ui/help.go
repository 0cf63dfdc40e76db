package ui

import (
	"slices"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"wxops/ui/draw"
)

// helpView lists the keys of the open tab and of the console, out of the same
// bindings that the keys are matched with.
type helpView struct {
	deps
	scroll draw.Scroller
}

func newHelpView(d deps) helpView { return helpView{deps: d} }

func (v helpView) opened() helpView {
	v.scroll = draw.Scroller{}
	return v
}

// Update scrolls; done says that the help is to be closed.
func (v helpView) Update(msg tea.KeyPressMsg, rows []key.Binding) (_ helpView, done bool) {
	if key.Matches(msg, v.keys.Escape, v.keys.Help, v.keys.Quit, v.keys.Enter) {
		return v, true
	}
	f := v.frame()
	v.scroll = v.scroll.Pressed(msg, v.keys, len(v.lines(f, rows)), f.Height)
	return v, false
}

// rows are the keys of the tab, then those that hold everywhere; a key that
// is not available here is left out.
func (v helpView) rows(tab []key.Binding, k draw.Keys) []key.Binding {
	all := slices.Concat(tab, []key.Binding{
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
func (v helpView) View(f draw.Frame, rows []key.Binding) draw.Body {
	shown, _ := v.scroll.Window(v.lines(f, rows), f.Height)
	return draw.Body{Lines: shown}
}

// lines are the keys in as many columns as fit, at most three.
func (v helpView) lines(f draw.Frame, rows []key.Binding) []string {
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
