package view

import (
	"strings"

	"wxops/ui/words"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"

	"wxops/ui/draw"
)

// Export writes what is on the screen to a file of its own and says its name.
// What comes here is masked already.
func Export(cfg Config, lang words.Lang, name, content string) tea.Cmd {
	switch {
	case cfg.Export == nil:
		return Notice(WordNoFiles.In(lang))
	case content == "":
		return Notice(wordNothingToWrite.In(lang))
	}
	return func() tea.Msg {
		file, err := cfg.Export(name, []byte(content))
		if err != nil {
			fact, _ := words.Explain(err, lang)
			return Noticed{fact}
		}
		return Noticed{wordWrote.Fill(lang, file)}
	}
}

// WriteScreen puts what a view shows into a file, for the views that have no
// form of their own for it.
func (d Deps) WriteScreen(name string, body draw.Body) tea.Cmd {
	var b strings.Builder
	for _, l := range body.Lines {
		b.WriteString(strings.TrimRight(ansi.Strip(l), " ") + "\n")
	}
	return Export(d.Cfg, d.Lang, name, b.String())
}
