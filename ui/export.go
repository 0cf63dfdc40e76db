package ui

import (
	tea "charm.land/bubbletea/v2"
)

// export writes what is on the screen to a file of its own and says its name.
// What comes here is masked already.
func export(cfg Config, t Text, name, content string) tea.Cmd {
	if cfg.Export == nil || content == "" {
		return send(noticed{t.Nothing})
	}
	return func() tea.Msg {
		file, err := cfg.Export(name, []byte(content))
		if err != nil {
			fact, _ := Explain(err, t.Explain)
			return noticed{fact}
		}
		return noticed{sprintf(t.Wrote, file)}
	}
}

// centred puts a text into the middle of the screen.
func centred(f frame, text string) []string {
	lines := wrap(text, max(f.width-8, 10))
	out := make([]string, max((f.height-len(lines))/3, 0))
	for _, l := range lines {
		out = append(out, "    "+l)
	}
	return out
}
