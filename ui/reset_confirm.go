package ui

import (
	"fmt"
	"strings"

	tea "charm.land/bubbletea/v2"
)

// confirmLines are the fields, and what enter would do.
func (d resetDialog) confirmLines(f frame) []string {
	w, th := d.text.Reset, f.theme
	if d.phase == resetSending {
		return []string{"", "  " + th.Bold.Render(w.Sending)}
	}
	reason, _ := d.reason.view(max(f.width-reasonAt-4, 10))
	if d.reason.value() == "" && d.focus != focusReason {
		reason = th.Dim.Render(w.Optional)
	}
	prompt, x := d.prompt(f)
	alias, _ := d.alias.view(max(f.width-x-4, 10))
	lines := []string{"  " + th.Dim.Render(fit(w.Reason, reasonAt-2, "")) + reason}
	for _, l := range prompt[:len(prompt)-1] {
		lines = append(lines, "  "+th.Bold.Render(l))
	}
	lines = append(lines, "  "+th.Bold.Render(prompt[len(prompt)-1])+alias)
	return append(lines, "  "+d.verdict(f))
}

// verdict says what enter would do with what is typed.
func (d resetDialog) verdict(f frame) string {
	w, th, typed := d.text.Reset, f.theme, d.alias.value()
	switch {
	case !strings.HasPrefix(d.account.Alias, typed):
		return th.Warn.Render(w.Differs)
	case typed == d.account.Alias && d.phase == resetArmed:
		return th.Bold.Render(w.Matches)
	}
	return th.Dim.Render(w.NoUndo)
}

// reasonAt is the column where the reason is typed.
const reasonAt = 14

// prompt asks for the alias; x is the column after its last line, where the
// alias is typed. A long alias has the line to itself.
func (d resetDialog) prompt(f frame) (lines []string, x int) {
	text := fmt.Sprintf(d.text.Reset.Confirm, d.account.Alias)
	if room := f.width - 2 - width(text) - 4; room > len(d.account.Alias) {
		return []string{text}, 2 + width(text)
	}
	return append(wrap(strings.TrimSpace(text), f.width-4), "> "), 4
}

// cursor is where the next letter goes, counted from the first field's line.
func (d resetDialog) cursor(f frame) *tea.Position {
	if d.phase != resetPlanning && d.phase != resetArmed {
		return nil
	}
	switch d.focus {
	case focusAlias:
		prompt, at := d.prompt(f)
		_, x := d.alias.view(max(f.width-at-4, 10))
		return &tea.Position{X: at + x, Y: len(prompt)}
	case focusReason:
		_, x := d.reason.view(max(f.width-reasonAt-4, 10))
		return &tea.Position{X: reasonAt + x}
	}
	return nil
}
