package ui

import (
	"context"
	"strings"

	tea "charm.land/bubbletea/v2"

	"wxops/keystore"
	"wxops/wechat/clean"
)

// labelled is a line of a dialog: a label and what it says.
func labelled(f frame, label string, spans ...span) string {
	return line(f.width, f.theme.Ellipsis, append([]span{{"  " + fit(label, labelCells, ""), f.theme.Dim}}, spans...)...)
}

const labelCells = 12

// labelledLines is labelled for a text that may need more lines than one.
func labelledLines(f frame, label, text string) []string {
	lines := wrap(text, max(f.width-labelCells-4, 10))
	for i, l := range lines {
		if i > 0 {
			label = ""
		}
		lines[i] = labelled(f, label, span{l, f.theme.Plain})
	}
	return lines
}

// accountLine names the account that a dialog is about.
func accountLine(f frame, label string, a keystore.Account) string {
	env := f.theme.Accent
	if production(a.Env) {
		env = f.theme.Bad
	}
	return labelled(f, label, span{clean.Line(a.Alias), f.theme.Bold}, span{apart(" ", clean.Line(a.Name)) + "  ", f.theme.Plain},
		span{clean.Line(a.AppID) + "  ", f.theme.Dim}, span{strings.ToUpper(clean.Line(a.Env)), env})
}

// choiceSpan is a value that space changes; the marks stand only where the keys go.
func choiceSpan(f frame, text string, focused bool) span {
	if focused {
		return span{"< " + text + " >", f.theme.Bold}
	}
	return span{"  " + text, f.theme.Plain}
}

// warned marks a text as a warning, with a sign that needs no colour.
func warned(f frame, text string) []string {
	lines := wrap(text, f.width-6)
	for i, l := range lines {
		mark := "  ! "
		if i > 0 {
			mark = "    "
		}
		lines[i] = f.theme.Warn.Render(mark + l)
	}
	return lines
}

// explained gives an error its fact and its remedy, as wide as the screen.
func explained(f frame, err error) []string {
	fact, remedy := Explain(err, f.text.Explain)
	return twoLines(f, fact, remedy)
}

func twoLines(f frame, fact, remedy string) []string {
	var lines []string
	for _, l := range wrap(clean.Lines(fact), f.width-4) {
		lines = append(lines, "  "+f.theme.Bad.Render(l))
	}
	if remedy == "" {
		return lines
	}
	for _, l := range wrap(clean.Lines(remedy), f.width-4) {
		lines = append(lines, "  "+l)
	}
	return lines
}

// over puts the lines that must be seen under those that give way: in a small
// window first the blank ones, then the last ones.
func over(top, bottom []string, height int) []string {
	if len(top)+len(bottom) > height {
		top, bottom = withoutBlanks(top), withoutBlanks(bottom)
	}
	top = top[:min(len(top), max(height-len(bottom), 0))]
	return append(top[:len(top):len(top)], bottom...)
}

// squeezed leaves the blank lines out where the window is too small for them.
func squeezed(lines []string, height int) []string {
	if len(lines) > height {
		return withoutBlanks(lines)
	}
	return lines
}

// onTerminal runs do in a command; where a source may ask for a passphrase, it
// does so on the bare terminal.
func onTerminal(cfg Config, asks bool, do func(context.Context) tea.Msg, failed func(error) tea.Msg) tea.Cmd {
	if !asks || cfg.Terminal == nil {
		return func() tea.Msg { return do(cfg.Ctx) }
	}
	var msg tea.Msg
	return tea.Exec(cfg.Terminal(func(ctx context.Context) { msg = do(ctx) }), func(err error) tea.Msg {
		if msg == nil {
			return failed(err)
		}
		return msg
	})
}

// reread are the accounts as they stand in the file after a change.
type reread struct {
	accounts []keystore.Account
	err      error
}

func readBook(b Book) reread {
	accounts, _, err := b.Load()
	return reread{accounts, err}
}

// changed tells every view, or says why the file could not be read.
func (r reread) changed(t Text) tea.Cmd {
	if r.err != nil {
		fact, _ := Explain(r.err, t.Explain)
		return send(noticed{clean.Line(fact)})
	}
	return send(accountsChanged{accounts: r.accounts})
}
