package ui

import (
	"fmt"
	"strings"

	"wxops/ui/words"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"
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

// screenWritten puts what is on the screen into a file, for the views that
// have no form of their own for it.
func (m Model) screenWritten(name string) tea.Cmd {
	f := m.frame()
	f.Now = m.now
	var b strings.Builder
	for _, l := range m.body(f).Lines {
		b.WriteString(strings.TrimRight(ansi.Strip(l), " ") + "\n")
	}
	return export(m.cfg, m.text, name, b.String())
}
