// Package accounts is the Accounts tab and the dialogs that change an account:
// the form, the removal, and the one that takes an AppSecret.
package accounts

import (
	"strings"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"wxops/keystore"
	"wxops/ui/draw"
	"wxops/ui/view"
	"wxops/wechat/clean"
)

// View is the first tab: the accounts.
type View struct {
	view.Deps
	haystack []string // what the filter searches, one text for each account
	tests    map[string]accountTest
	waiting  string // the alias to test as soon as its secret is known
	table    draw.Table
	filter   draw.Field
}

// New makes the tab with all accounts listed.
func New(d view.Deps) *View {
	v := &View{Deps: d, tests: map[string]accountTest{}, filter: draw.NewField(d.Key.Enter, 60)}
	v.changed()
	return v
}

// changed takes over a changed list of accounts. A test of what was changed
// proves nothing any more.
func (v *View) changed() {
	v.haystack = make([]string, len(v.Accounts.All))
	for i, a := range v.Accounts.All {
		lang := v.Lang
		v.haystack[i] = strings.ToLower(strings.Join([]string{a.Alias, a.Name, a.AppID, a.Env, string(a.Kind), wordKinds[a.Kind].In(lang), wordSources[a.Source()].In(lang)}, "\n"))
	}
	for alias, t := range v.tests {
		if now, still := v.Accounts.Named(alias); still && sameCredentials(t.account, now) {
			continue
		}
		t.end()
		delete(v.tests, alias)
	}
	v.arranged()
}

// arranged lists the accounts that the filter leaves.
func (v *View) arranged() {
	wanted := strings.ToLower(strings.TrimSpace(v.filter.Value()))
	ids := make([]string, 0, len(v.Accounts.All))
	for i, a := range v.Accounts.All {
		if strings.Contains(v.haystack[i], wanted) {
			ids = append(ids, a.Alias)
		}
	}
	v.moved(v.table.With(ids))
}

// moved takes over a table with other rows or another cursor, and tells the other
// views of both.
func (v *View) moved(t draw.Table) {
	v.table = t
	v.Accounts.Order, v.Accounts.Cursor = t.IDs, t.Cur
}

func (v *View) selected() (keystore.Account, bool) {
	return v.Accounts.Named(v.table.Cur)
}

// Title names the tab.
func (v *View) Title() string { return wordTitle.In(v.Lang) }

// Typing reports whether a text field has the keys.
func (v *View) Typing() bool { return v.filter.Open }

// Stop takes the filter away or ends the tests under way, for ctrl+c.
func (v *View) Stop() bool {
	if v.filter.Open {
		v.filter = v.filter.Closed()
		v.arranged()
		return true
	}
	v.waiting = ""
	stopped := false
	for alias, t := range v.tests {
		if t.running {
			t.end()
			delete(v.tests, alias)
			stopped = true
		}
	}
	return stopped
}

// Update takes keys, pastes and the messages of the root.
func (v *View) Update(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case view.AccountsChanged:
		v.changed()
	case TestWanted:
		return v.test(msg.alias)
	case accountTested:
		return v.tested(msg)
	case view.SecretKnown:
		return v.secretOpened(msg.Alias, nil)
	case view.Unlocked:
		return v.secretOpened(msg.Alias, msg.Err)
	case accountSaved:
		v.saved(msg)
	case tea.KeyPressMsg:
		v.waiting = ""
		return v.pressed(msg)
	case tea.PasteMsg:
		v.filter, _ = v.filter.Typed(msg)
		v.arranged()
	}
	return nil
}

// secretOpened goes on with the test that waits for the secret.
func (v *View) secretOpened(alias string, err error) tea.Cmd {
	a, there := v.Accounts.Named(alias)
	switch {
	case alias != v.waiting || !there:
		return nil
	case err != nil:
		v.waiting = ""
		v.tests[alias] = accountTest{account: a, at: v.Cfg.Now(), err: err}
		return nil
	}
	return v.tried(a)
}

// saved puts the cursor on an account that was added or edited; the list
// itself follows.
func (v *View) saved(msg accountSaved) {
	if msg.err == nil && msg.now.err == nil {
		v.filter = v.filter.Closed()
		v.table.Cur = msg.account.Alias
		v.Accounts.Cursor = v.table.Cur
	}
}

func (v *View) pressed(msg tea.KeyPressMsg) tea.Cmd {
	k := v.Key
	if v.Typing() {
		return v.typed(msg)
	}
	switch {
	case key.Matches(msg, k.New):
		return v.changing(formWanted{})
	case key.Matches(msg, k.Write):
		return v.WriteScreen("accounts.txt", v.View(v.Frame()))
	case key.Matches(msg, k.Filter):
		v.filter = v.filter.Opened()
		return nil
	case key.Matches(msg, k.Escape):
		v.filter = v.filter.Closed()
		v.arranged()
		return nil
	}
	if moved, ok := v.table.Pressed(msg, k); ok {
		v.moved(moved)
		return nil
	}
	a, ok := v.selected()
	if !ok {
		return nil
	}
	switch {
	case key.Matches(msg, k.Enter):
		return view.Send(view.AccountOpened{Account: a})
	case key.Matches(msg, k.Edit):
		return v.changing(formWanted{account: a, edit: true})
	case key.Matches(msg, k.Remove):
		return v.changing(removeWanted{account: a})
	case key.Matches(msg, k.Test):
		return v.test(a.Alias)
	case key.Matches(msg, k.Copy):
		appID := clean.Line(a.AppID)
		return tea.Batch(tea.SetClipboard(appID), view.Notice(view.WordSent.Fill(v.Lang, appID)))
	}
	return nil
}

// changing asks for a dialog that writes accounts.toml, where there is one.
func (v *View) changing(msg tea.Msg) tea.Cmd {
	if v.Cfg.Book == nil {
		return view.Notice(wordNoBook.In(v.Lang))
	}
	return view.Send(msg)
}

// typed gives a key to the filter.
func (v *View) typed(msg tea.KeyPressMsg) tea.Cmd {
	if key.Matches(msg, v.Key.Escape) {
		v.filter = v.filter.Closed()
		v.arranged()
		return nil
	}
	if moved, ok := v.table.Arrowed(msg, v.Key); ok {
		v.moved(moved)
		return nil
	}
	var done bool
	if v.filter, done = v.filter.Typed(msg); done {
		v.filter.Open = false // the filter stays on; esc takes it away
	}
	v.arranged()
	return nil
}

// Keys are the keys of the view, the most wanted first.
func (v *View) Keys() []key.Binding {
	k, lang := v.Key, v.Lang
	if v.Typing() {
		return []key.Binding{draw.Reword(k.Enter, draw.KeyFilter.In(lang)), k.Escape}
	}
	create, edit, remove := k.New, k.Edit, draw.Reword(k.Remove, draw.KeyRemoveAccount.In(lang))
	for _, b := range []*key.Binding{&create, &edit, &remove} {
		b.SetEnabled(v.Cfg.Book != nil)
	}
	if len(v.Accounts.All) == 0 {
		return []key.Binding{create}
	}
	return []key.Binding{draw.Reword(k.Enter, draw.KeyOpen.In(lang)), create, edit, remove, k.Test, k.Filter, k.Copy, k.Write}
}
