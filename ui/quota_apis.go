package ui

import (
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"

	"wxops/keystore"
	"wxops/ui/view"
	"wxops/ui/words"
	"wxops/wechat/catalog"
)

// withPath adds an API to the account's list and keeps the list in the file.
func (v *quotaView) withPath(path string) tea.Cmd {
	return v.keptAPIs(v.account().Watching(path))
}

// withoutPath takes the API under the cursor away.
func (v *quotaView) withoutPath() tea.Cmd {
	path := v.table.Cur
	if path == "" {
		return nil
	}
	if len(v.meter.Paths()) == 1 {
		return view.Notice(quotaWordLastRow.In(v.Lang)) // an empty list would mean the starter list
	}
	save := v.keptAPIs(v.account().NotWatching(path))
	v.arranged()
	return tea.Batch(save, view.Notice(quotaWordTaken.Fill(v.Lang, path)))
}

func (v *quotaView) keptAPIs(now keystore.Account) tea.Cmd {
	was := v.account()
	v.Accounts.Change(now)
	v.meter.Watch(now.Watched())
	if v.Cfg.Book == nil {
		return nil
	}
	return saveAPIs(v.Cfg.Book, was, now)
}

// addTyped is the field for a new API: a path, or words that name exactly one.
func (v *quotaView) addTyped(msg tea.Msg) tea.Cmd {
	var done bool
	v.add, done = v.add.Typed(msg)
	if !done {
		return nil
	}
	path := strings.TrimSpace(v.add.Value())
	if hits := v.suggestions(); len(hits) > 0 && !strings.HasPrefix(path, "/") {
		path = hits[0].Path
	}
	if path == "" {
		v.add = v.add.Closed()
		return nil
	}
	if err := catalog.CheckPath(path); err != nil {
		fact, _ := words.Explain(err, v.Lang)
		return view.Notice(fact)
	}
	v.add = v.add.Closed()
	var save, read tea.Cmd
	if !slices.Contains(v.meter.Paths(), path) {
		save = v.withPath(path)
		read = v.read([]string{path})
	}
	v.arranged()
	v.table.Cur, v.moved = path, true
	return tea.Batch(save, read)
}

// suggestions are the APIs of the catalogue that the typed words name, those
// of the account's kind first.
func (v *quotaView) suggestions() []catalog.API {
	text := strings.TrimSpace(v.add.Value())
	if text == "" {
		return nil
	}
	hits := catalog.Search(text)
	foreign := func(a catalog.API) int {
		if slices.Contains(a.Kinds, string(v.account().Kind)) {
			return 0
		}
		return 1
	}
	slices.SortStableFunc(hits, func(a, b catalog.API) int { return foreign(a) - foreign(b) })
	return hits
}
