package view

import (
	tea "charm.land/bubbletea/v2"

	"wxops/ui/words"
)

// Settings are what the console remembers from one start to the next.
type Settings struct {
	Sort string // the order of the accounts, by its name; "" and unknown ones are the usual order
	Bell bool   // the terminal's bell rings when an API crosses a level
}

// Keep remembers settings, and says so where that fails.
func (d Deps) Keep(s Settings) tea.Cmd {
	keep, lang := d.Cfg.Keep, d.Lang
	if keep == nil {
		return nil
	}
	return func() tea.Msg {
		if err := keep(s); err != nil {
			fact, _ := words.Explain(err, lang)
			return Noticed{fact}
		}
		return nil
	}
}

// BellSwitched follows the key that switches the bell on or off.
type BellSwitched struct{}
