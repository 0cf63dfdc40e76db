package ui

import (
	"fmt"
	"strings"

	"wxops/ui/words"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"

	"wxops/ui/draw"
)

// export writes what is on the screen to a file of its own and says its name.
// What comes here is masked already.
func export(cfg Config, t Text, name, content string) tea.Cmd {
	switch {
	case cfg.Export == nil:
		return send(noticed{t.NoFiles})
	case content == "":
		return send(noticed{t.NothingToWrite})
	}
	return func() tea.Msg {
		file, err := cfg.Export(name, []byte(content))
		if err != nil {
			fact, _ := words.Explain(err, t.Lang)
			return noticed{fact}
		}
		return noticed{fmt.Sprintf(t.Wrote, file)}
	}
}

// writtenScreen puts what a view shows into a file, for the views that have no
// form of their own for it.
func (d deps) writtenScreen(name string, body draw.Body) tea.Cmd {
	var b strings.Builder
	for _, l := range body.Lines {
		b.WriteString(strings.TrimRight(ansi.Strip(l), " ") + "\n")
	}
	return export(d.cfg, d.text, name, b.String())
}
