package ui

import (
	"fmt"
	"maps"
	"strings"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"wxops/keystore"
	"wxops/ui/draw"
	"wxops/wechat/clean"
)

// accountsView is the first tab: the accounts.
type accountsView struct {
	deps
	accounts []keystore.Account
	byAlias  map[string]keystore.Account
	haystack []string // what the filter searches, one text for each account
	tests    map[string]accountTest
	waiting  string // the alias to test as soon as its secret is known
	table    draw.Table
	filter   draw.Field
}

func newAccountsView(d deps) accountsView {
	return accountsView{deps: d, filter: draw.NewField(d.keys.Enter, 60)}.with(d.cfg.Accounts)
}

// with takes over a changed list of accounts. A test of what was changed
// proves nothing any more.
func (v accountsView) with(accounts []keystore.Account) accountsView {
	was := v.byAlias
	v.accounts, v.haystack = accounts, make([]string, len(accounts))
	v.byAlias = make(map[string]keystore.Account, len(accounts))
	for i, a := range accounts {
		v.byAlias[a.Alias] = a
		words := v.text.Accounts
		v.haystack[i] = strings.ToLower(strings.Join([]string{a.Alias, a.Name, a.AppID, a.Env, string(a.Kind), words.Kinds[a.Kind], words.Sources[a.Source()]}, "\n"))
	}
	tests := map[string]accountTest{}
	for alias, t := range v.tests {
		if now, still := v.byAlias[alias]; still && sameCredentials(was[alias], now) {
			tests[alias] = t
		} else if t.running {
			t.cancel()
		}
	}
	v.tests = tests
	return v.arranged()
}

// arranged lists the accounts that the filter leaves.
func (v accountsView) arranged() accountsView {
	wanted := strings.ToLower(strings.TrimSpace(v.filter.Value()))
	ids := make([]string, 0, len(v.accounts))
	for i, a := range v.accounts {
		if strings.Contains(v.haystack[i], wanted) {
			ids = append(ids, a.Alias)
		}
	}
	v.table = v.table.With(ids)
	return v
}

func (v accountsView) selected() (keystore.Account, bool) {
	a, ok := v.byAlias[v.table.Cur]
	return a, ok
}

func (v accountsView) typing() bool { return v.filter.Open }

// stopped takes the filter away or ends the tests under way, for ctrl+c.
func (v accountsView) stopped() (accountsView, bool) {
	if v.filter.Open {
		v.filter = v.filter.Closed()
		return v.arranged(), true
	}
	v.tests, v.waiting = maps.Clone(v.tests), ""
	stopped := false
	for alias, t := range v.tests {
		if t.running {
			t.cancel()
			delete(v.tests, alias)
			stopped = true
		}
	}
	return v, stopped
}

func (v accountsView) Update(msg tea.Msg) (accountsView, tea.Cmd) {
	switch msg := msg.(type) {
	case accountTested:
		return v.tested(msg)
	case secretKnown:
		if msg.alias == v.waiting {
			return v.tried(v.byAlias[msg.alias])
		}
	case unlocked:
		switch {
		case msg.alias != v.waiting:
		case msg.err != nil:
			v.waiting = ""
			return v.noted(msg.alias, accountTest{at: v.cfg.Now(), err: msg.err}), nil
		default:
			return v.tried(v.byAlias[msg.alias])
		}
	case accountSaved:
		return v.saved(msg), nil
	case tea.KeyPressMsg:
		v.waiting = ""
		return v.pressed(msg)
	case tea.PasteMsg:
		v.filter, _ = v.filter.Typed(msg)
		return v.arranged(), nil
	}
	return v, nil
}

// saved puts the cursor on an account that was added or edited.
func (v accountsView) saved(msg accountSaved) accountsView {
	if msg.err != nil || msg.now.err != nil {
		return v
	}
	v.filter = v.filter.Closed()
	v = v.with(msg.now.accounts)
	if _, there := v.byAlias[msg.account.Alias]; there {
		v.table.Cur = msg.account.Alias
	}
	return v
}

func (v accountsView) pressed(msg tea.KeyPressMsg) (accountsView, tea.Cmd) {
	k := v.keys
	if v.typing() {
		return v.typed(msg)
	}
	switch {
	case key.Matches(msg, k.New):
		return v, v.changing(formWanted{others: v.accounts})
	case key.Matches(msg, k.Filter):
		v.filter = v.filter.Opened()
		return v, nil
	case key.Matches(msg, k.Escape):
		v.filter = v.filter.Closed()
		return v.arranged(), nil
	}
	if moved, ok := v.table.Pressed(msg, k); ok {
		v.table = moved
		return v, nil
	}
	a, ok := v.selected()
	if !ok {
		return v, nil
	}
	switch {
	case key.Matches(msg, k.Enter):
		return v, send(accountOpened{account: a})
	case key.Matches(msg, k.Edit):
		return v, v.changing(formWanted{account: a, edit: true, others: v.accounts})
	case key.Matches(msg, k.Remove):
		return v, v.changing(removeWanted{account: a, shared: v.sharing(a)})
	case key.Matches(msg, k.Test):
		return v.test(a.Alias)
	case key.Matches(msg, k.Copy):
		appID := clean.Line(a.AppID)
		return v, tea.Batch(tea.SetClipboard(appID), send(noticed{fmt.Sprintf(v.text.Sent, appID)}))
	}
	return v, nil
}

// changing asks for a dialog that writes accounts.toml, where there is one.
func (v accountsView) changing(msg tea.Msg) tea.Cmd {
	if v.cfg.Book == nil {
		return send(noticed{v.text.Accounts.NoBook})
	}
	return send(msg)
}

// sharing are the other accounts whose secret is the same stored copy.
func (v accountsView) sharing(a keystore.Account) []string {
	var aliases []string
	for _, other := range v.accounts {
		if other.Alias != a.Alias && other.SharesSecret(a) {
			aliases = append(aliases, other.Alias)
		}
	}
	return aliases
}

// typed gives a key to the filter.
func (v accountsView) typed(msg tea.KeyPressMsg) (accountsView, tea.Cmd) {
	if key.Matches(msg, v.keys.Escape) {
		v.filter = v.filter.Closed()
		return v.arranged(), nil
	}
	if moved, ok := v.table.Arrowed(msg, v.keys); ok {
		v.table = moved
		return v, nil
	}
	var done bool
	if v.filter, done = v.filter.Typed(msg); done {
		v.filter.Open = false // the filter stays on; esc takes it away
	}
	return v.arranged(), nil
}

func (v accountsView) bindings() []key.Binding {
	k, lang := v.keys, v.text.Lang
	if v.typing() {
		return []key.Binding{draw.Reword(k.Enter, draw.KeyFilter.In(lang)), k.Escape}
	}
	create, edit, remove := k.New, k.Edit, draw.Reword(k.Remove, draw.KeyRemoveAccount.In(lang))
	for _, b := range []*key.Binding{&create, &edit, &remove} {
		b.SetEnabled(v.cfg.Book != nil)
	}
	if len(v.accounts) == 0 {
		return []key.Binding{create}
	}
	return []key.Binding{draw.Reword(k.Enter, draw.KeyOpen.In(lang)), create, edit, remove, k.Test, k.Filter, k.Copy, k.Write}
}
