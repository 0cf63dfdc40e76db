package reset

import (
	"strings"

	tea "charm.land/bubbletea/v2"

	"wxops/ui/draw"
	"wxops/ui/view"
)

// focus is the part of the dialog that has the keys.
type focus int

const (
	focusAlias focus = iota
	focusChoice
	focusReason
	focusCount
)

// confirm is what a person types before a reset goes out: a reason, and the alias.
type confirm struct {
	view.Deps
	alias  view.Typed
	reason draw.Field
	focus  focus
	name   string // the alias that is asked for
}

func newConfirm(d view.Deps, alias string) confirm {
	return confirm{Deps: d, alias: view.NewTyped(d, alias), reason: draw.NewField(d.Key.Enter, 80), name: alias}
}

// moved goes to another part, past the choice where there is none.
func (c *confirm) moved(by focus, choice bool) {
	next := (c.focus + by) % focusCount
	if next == focusChoice && !choice {
		next = (next + by) % focusCount
	}
	c.focused(next)
}

func (c *confirm) focused(f focus) {
	c.focus = f
	c.alias.Field, c.reason = c.alias.Blurred(), c.reason.Blurred()
	switch f {
	case focusAlias:
		c.alias.Field = c.alias.Opened()
	case focusReason:
		c.reason = c.reason.Opened()
	}
}

// typed gives a key to the field that has them.
func (c *confirm) typed(msg tea.KeyPressMsg) {
	if c.focus == focusReason {
		c.reason, _ = c.reason.Typed(msg)
		return
	}
	c.alias.Field, _ = c.alias.Typed(msg)
}

// closed forgets what was typed.
func (c *confirm) closed() { c.alias.Field, c.reason = c.alias.Closed(), c.reason.Closed() }

// lines are the fields, and what enter would do.
func (c *confirm) lines(f draw.Frame, armed bool) []string {
	th := f.Theme
	reason, _ := c.reason.View(max(f.Width-reasonAt-4, 10))
	if c.reason.Value() == "" && c.focus != focusReason {
		reason = th.Dim.Render(wordOptional.In(c.Lang))
	}
	prompt, x := c.prompt(f)
	alias, _ := c.alias.View(max(f.Width-x-4, 10))
	lines := []string{"  " + th.Dim.Render(draw.Fit(wordReason.In(c.Lang), reasonAt-2, "")) + reason}
	for _, l := range prompt[:len(prompt)-1] {
		lines = append(lines, "  "+th.Bold.Render(l))
	}
	lines = append(lines, "  "+th.Bold.Render(prompt[len(prompt)-1])+alias)
	return append(lines, "  "+c.verdict(f, armed))
}

// verdict says what enter would do with what is typed.
func (c *confirm) verdict(f draw.Frame, armed bool) string {
	switch {
	case c.alias.Wrong():
		return f.Theme.Warn.Render(wordDiffers.In(c.Lang))
	case c.alias.Full() && armed:
		return f.Theme.Bold.Render(wordMatches.In(c.Lang))
	}
	return f.Theme.Dim.Render(wordNoUndo.In(c.Lang))
}

// reasonAt is the column where the reason is typed.
const reasonAt = 14

// prompt asks for the alias; x is the column after its last line, where the
// alias is typed. A long alias has the line to itself.
func (c *confirm) prompt(f draw.Frame) (lines []string, x int) {
	text := wordConfirm.Fill(c.Lang, c.name)
	if room := f.Width - 2 - draw.Width(text) - 4; room > len(c.name) {
		return []string{text}, 2 + draw.Width(text)
	}
	return append(draw.Wrap(strings.TrimSpace(text), f.Width-4), "> "), 4
}

// cursor is where the next letter goes, counted from the first field's line.
func (c *confirm) cursor(f draw.Frame) *tea.Position {
	switch c.focus {
	case focusAlias:
		prompt, at := c.prompt(f)
		_, x := c.alias.View(max(f.Width-at-4, 10))
		return &tea.Position{X: at + x, Y: len(prompt)}
	case focusReason:
		_, x := c.reason.View(max(f.Width-reasonAt-4, 10))
		return &tea.Position{X: reasonAt + x}
	}
	return nil
}

// confirmLines are the fields while the reset may still be left.
func (d *Dialog) confirmLines(f draw.Frame) []string {
	if d.phase == sending {
		return []string{"", "  " + f.Theme.Bold.Render(wordSending.In(d.Lang))}
	}
	return d.confirm.lines(f, d.phase == armed)
}
