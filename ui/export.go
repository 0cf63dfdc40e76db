package ui

import (
	"strings"

	"wxops/ui/words"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"

	"wxops/ui/draw"
)

// export writes what is on the screen to a file of its own and says its name.
// What comes here is masked already.
func export(cfg Config, lang words.Lang, name, content string) tea.Cmd {
	switch {
	case cfg.Export == nil:
		return send(noticed{wordNoFiles.In(lang)})
	case content == "":
		return send(noticed{wordNothingToWrite.In(lang)})
	}
	return func() tea.Msg {
		file, err := cfg.Export(name, []byte(content))
		if err != nil {
			fact, _ := words.Explain(err, lang)
			return noticed{fact}
		}
		return noticed{wordWrote.Fill(lang, file)}
	}
}

// writtenScreen puts what a view shows into a file, for the views that have no
// form of their own for it.
func (d deps) writtenScreen(name string, body draw.Body) tea.Cmd {
	var b strings.Builder
	for _, l := range body.Lines {
		b.WriteString(strings.TrimRight(ansi.Strip(l), " ") + "\n")
	}
	return export(d.cfg, d.lang, name, b.String())
}
