package reset

import (
	"strings"

	tea "charm.land/bubbletea/v2"

	"wxops/ui/draw"
)

// confirmLines are the fields, and what enter would do.
func (d *Dialog) confirmLines(f draw.Frame) []string {
	lang, th := d.Lang, f.Theme
	if d.phase == sending {
		return []string{"", "  " + th.Bold.Render(wordSending.In(lang))}
	}
	reason, _ := d.reason.View(max(f.Width-reasonAt-4, 10))
	if d.reason.Value() == "" && d.focus != focusReason {
		reason = th.Dim.Render(wordOptional.In(lang))
	}
	prompt, x := d.prompt(f)
	alias, _ := d.alias.View(max(f.Width-x-4, 10))
	lines := []string{"  " + th.Dim.Render(draw.Fit(wordReason.In(lang), reasonAt-2, "")) + reason}
	for _, l := range prompt[:len(prompt)-1] {
		lines = append(lines, "  "+th.Bold.Render(l))
	}
	lines = append(lines, "  "+th.Bold.Render(prompt[len(prompt)-1])+alias)
	return append(lines, "  "+d.verdict(f))
}

// verdict says what enter would do with what is typed.
func (d *Dialog) verdict(f draw.Frame) string {
	lang, th, typed := d.Lang, f.Theme, d.alias.Value()
	switch {
	case !strings.HasPrefix(d.account.Alias, typed):
		return th.Warn.Render(wordDiffers.In(lang))
	case typed == d.account.Alias && d.phase == armed:
		return th.Bold.Render(wordMatches.In(lang))
	}
	return th.Dim.Render(wordNoUndo.In(lang))
}

// reasonAt is the column where the reason is typed.
const reasonAt = 14

// prompt asks for the alias; x is the column after its last line, where the
// alias is typed. A long alias has the line to itself.
func (d *Dialog) prompt(f draw.Frame) (lines []string, x int) {
	text := wordConfirm.Fill(d.Lang, d.account.Alias)
	if room := f.Width - 2 - draw.Width(text) - 4; room > len(d.account.Alias) {
		return []string{text}, 2 + draw.Width(text)
	}
	return append(draw.Wrap(strings.TrimSpace(text), f.Width-4), "> "), 4
}

// cursor is where the next letter goes, counted from the first field's line.
func (d *Dialog) cursor(f draw.Frame) *tea.Position {
	if d.phase != planning && d.phase != armed {
		return nil
	}
	switch d.focus {
	case focusAlias:
		prompt, at := d.prompt(f)
		_, x := d.alias.View(max(f.Width-at-4, 10))
		return &tea.Position{X: at + x, Y: len(prompt)}
	case focusReason:
		_, x := d.reason.View(max(f.Width-reasonAt-4, 10))
		return &tea.Position{X: reasonAt + x}
	}
	return nil
}
