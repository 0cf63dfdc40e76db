package ui

import (
	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"wxops/keystore"
	"wxops/wechat"
)

// accountsWords are the words of the Accounts tab.
type accountsWords struct{ Alias, Name, AppID, Kind, Env string }

func accountsText(s say) accountsWords {
	return accountsWords{Alias: s("Alias", "别名"), Name: s("Name", "名称"), AppID: s("AppID", "AppID"), Kind: s("Kind", "类型"), Env: s("Env", "环境")}
}

// accountsView is the first tab: the accounts.
type accountsView struct {
	deps
	accounts []keystore.Account
	table    table
}

func newAccountsView(d deps) accountsView { return accountsView{deps: d}.with(d.cfg.Accounts) }

func (v accountsView) with(accounts []keystore.Account) accountsView {
	v.accounts = accounts
	ids := make([]string, len(accounts))
	for i, a := range accounts {
		ids[i] = a.Alias
	}
	v.table = v.table.with(ids)
	return v
}

func (v accountsView) typing() bool                  { return false }
func (v accountsView) stopped() (accountsView, bool) { return v, false }
func (v accountsView) status(frame) []span           { return nil }
func (v accountsView) bindings() []key.Binding       { return []key.Binding{v.keys.Enter} }

func (v accountsView) Update(msg tea.Msg) (accountsView, tea.Cmd) {
	press, ok := msg.(tea.KeyPressMsg)
	if !ok {
		return v, nil
	}
	if key.Matches(press, v.keys.Enter) && v.table.cur != "" {
		return v, send(accountOpened{account: v.accounts[v.table.index()]})
	}
	v.table, _ = v.table.pressed(press, v.keys)
	return v, nil
}

func (v accountsView) View(f frame) body {
	if len(v.accounts) == 0 {
		return body{lines: v.text.FirstRun}
	}
	w := v.text.Accounts
	cols := []column{{title: w.Alias, width: 12}, {title: w.Name, width: 16, flex: true}, {title: w.AppID, width: 18, drop: 1}, {title: w.Kind, width: 12}, {title: w.Env, width: 6}}
	at := map[string]keystore.Account{}
	for _, a := range v.accounts {
		at[a.Alias] = a
	}
	return body{lines: v.table.view(cols, f.width, f.height, f.theme, func(id string) []cell {
		a := at[id]
		return []cell{{a.Alias, f.theme.Bold}, {wechat.Clean(a.Name), f.theme.Plain}, {a.AppID, f.theme.Dim}, {string(a.Kind), f.theme.Plain}, {a.Env, f.theme.Plain}}
	})}
}
