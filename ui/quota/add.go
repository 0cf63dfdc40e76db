package quota

import (
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"

	"wxops/ui/draw"
	"wxops/ui/view"
	"wxops/ui/words"
	"wxops/wechat/catalog"
)

// apiField is the field for a new API: a path, or words that name exactly one.
type apiField struct {
	*view.Deps
	field draw.Field
}

// typed gives a key or a paste to the field; path is what was chosen in the end.
func (a *apiField) typed(msg tea.Msg) (path string, cmd tea.Cmd) {
	var done bool
	if a.field, done = a.field.Typed(msg); !done {
		return "", nil
	}
	path = strings.TrimSpace(a.field.Value())
	if hits := a.suggestions(); len(hits) > 0 && !strings.HasPrefix(path, "/") {
		path = hits[0].Path
	}
	if path != "" {
		if err := catalog.CheckPath(path); err != nil {
			fact, _ := words.Explain(err, a.Lang)
			return "", view.Notice(fact)
		}
	}
	a.field = a.field.Closed()
	return path, nil
}

// suggestions are the APIs of the catalogue that the typed words name, those
// of the account's kind first.
func (a *apiField) suggestions() []catalog.API {
	text := strings.TrimSpace(a.field.Value())
	if text == "" {
		return nil
	}
	hits := catalog.Search(text)
	foreign := func(api catalog.API) int {
		if slices.Contains(api.Kinds, string(a.Accounts.Opened().Kind)) {
			return 0
		}
		return 1
	}
	slices.SortStableFunc(hits, func(one, other catalog.API) int { return foreign(one) - foreign(other) })
	return hits
}

// mostSuggested is how many suggestions stand below the field.
const mostSuggested = 4

// View draws the field, and what it suggests.
func (a *apiField) View(f draw.Frame) (lines []string, at *tea.Position) {
	th, label := f.Theme, wordAddPrompt.In(a.Lang)
	text, x := a.field.View(f.Width - draw.Width(label) - 4)
	lines = []string{"  " + th.Accent.Render(label) + text}
	hits := a.suggestions()
	for _, hit := range hits[:min(len(hits), mostSuggested)] {
		name := draw.Fit(words.APIAt(hit.Path, a.Lang), 30, th.Ellipsis)
		lines = append(lines, draw.Line(f.Width, th.Ellipsis, th.Plain.Span("    "+name), th.Dim.Span("  "+hit.Path)))
	}
	return lines, &tea.Position{X: 2 + draw.Width(label) + x}
}
