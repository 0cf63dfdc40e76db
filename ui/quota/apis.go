package quota

import (
	tea "charm.land/bubbletea/v2"

	"wxops/keystore"
	"wxops/ui/view"
)

// withPath adds an API to the account's list and keeps the list in the file.
func (v *View) withPath(path string) tea.Cmd {
	return v.keptAPIs(v.account().Watching(path))
}

// withoutPath takes the API under the cursor away.
func (v *View) withoutPath() tea.Cmd {
	path := v.rows.table.Cur
	if path == "" {
		return nil
	}
	if len(v.rows.known.Rows) == 1 {
		return view.Notice(wordLastRow.In(v.Lang)) // an empty list would mean the starter list
	}
	save := v.keptAPIs(v.account().NotWatching(path))
	return tea.Batch(save, view.Notice(wordTaken.Fill(v.Lang, path)))
}

// keptAPIs takes a list of APIs. That of an account of the whole machine is for this
// session only: a failing call brought its API here.
func (v *View) keptAPIs(now keystore.Account) tea.Cmd {
	was := v.account()
	v.Accounts.Change(now)
	v.Cfg.Meter.Set(v.Cfg.Targets(v.Accounts.All))
	v.looked()
	if v.Cfg.Book == nil || keystore.Own(was) != nil {
		return nil
	}
	return saveAPIs(v.Cfg.Book, was, now)
}

// added takes an API that was chosen into the list, and reads it.
func (v *View) added(path string) tea.Cmd {
	var save, read tea.Cmd
	if !v.rows.lists(path) {
		save = v.withPath(path)
		read = v.read(path)
	}
	v.rows.chosen(path)
	return tea.Batch(save, read)
}
