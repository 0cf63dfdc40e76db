// Package quota is the tab of one account's quotas: how much of each API's day
// is used, when it will be out, and which APIs are watched. It reads nothing
// itself and clears nothing: the meter and the reset dialog do.
package quota

import (
	"context"

	tea "charm.land/bubbletea/v2"

	"wxops/keystore"
	"wxops/ui/desk"
	"wxops/ui/draw"
	"wxops/ui/view"
	"wxops/ui/words"
	"wxops/wechat"
	"wxops/wechat/guard"
)

// leftRead brings what is left of the month's budgets.
type leftRead struct {
	appID string
	left  guard.Left
	err   error
}

// apisSaved answers a change of the account's list of APIs.
type apisSaved struct {
	account keystore.Account
	err     error
}

func readLeft(ctx context.Context, g view.Guard, appID string) tea.Cmd {
	return func() tea.Msg {
		left, err := g.Left(ctx, appID)
		return leftRead{appID, left, err}
	}
}

func saveAPIs(b view.Book, was, now keystore.Account) tea.Cmd {
	return func() tea.Msg { return apisSaved{now, b.Change(was, now)} }
}

// View is the second tab: the quotas of one account.
type View struct {
	view.Deps
	of     keystore.Account // whose rows these are, as it was when they were first shown
	rows   rows
	add    apiField
	detail apiDetail
	left   leftRead
	slow   bool // a reading was under way at the last tick
}

// New makes the tab, with no account on it yet.
func New(d view.Deps) *View {
	v := &View{Deps: d}
	v.renewed()
	return v
}

// account is the one on the screen, as it is now.
func (v *View) account() keystore.Account { return v.Accounts.Opened() }

// open shows what the meter knows of an account, and reads where that is nothing.
// path, when given, joins the list and is selected; without one the cursor goes to
// what is out, if anything is.
func (v *View) open(msg view.AccountOpened) tea.Cmd {
	a, path := msg.Account, msg.Path
	if v.of.Alias != a.Alias || v.of.AppID != a.AppID {
		v.renewed()
	}
	v.of = a
	v.looked()
	var save tea.Cmd
	if path != "" && !v.rows.lists(path) {
		save = v.withPath(path)
	}
	if path != "" {
		v.rows.chosen(path)
		v.detail.open = false
	} else {
		v.rows.toOut()
	}
	return tea.Batch(save, v.unlocked(msg.Passing), v.detail.read())
}

// renewed forgets the account of before; the order of the rows stays.
func (v *View) renewed() {
	d := &v.Deps
	*v = View{
		Deps:   v.Deps,
		rows:   rows{Deps: d, order: v.rows.order, filter: draw.NewField(d.Key.Enter, 60)},
		add:    apiField{Deps: d, field: draw.NewField(d.Key.Enter, 120)},
		detail: apiDetail{Deps: d, rows: &v.rows, left: &v.left},
	}
}

// looked takes over what the meter knows now.
func (v *View) looked() {
	known, _ := v.Cfg.Meter.Account(v.account().Alias)
	v.rows.took(known)
}

// unlocked opens the secret first where that needs the terminal or the person, but
// for nobody who only passes by. It reads what was never read, what could not be
// read, and all where nothing is read by itself.
func (v *View) unlocked(passing bool) tea.Cmd {
	a, known := v.account(), v.rows.known
	switch {
	case !desk.Can(a, desk.Read):
		return nil
	case view.NeedsPerson(v.Cfg, a) && passing:
		return v.budgets()
	case view.NeedsPerson(v.Cfg, a):
		return view.OpenSecret(v.Cfg, a)
	case !known.Opened || known.Err != nil || v.Cfg.Refresh <= 0:
		return v.read()
	}
	return v.budgets()
}

// read asks for the quotas of paths, all of the account where none is named; the old
// numbers stay until the new ones come.
func (v *View) read(paths ...string) tea.Cmd {
	a := v.account()
	if a.Alias == "" || !desk.Can(a, desk.Read) {
		return nil
	}
	v.Cfg.Meter.Read(a.Alias, paths...)
	v.looked()
	return v.budgets()
}

func (v *View) budgets() tea.Cmd { return readLeft(v.Cfg.Ctx, v.Cfg.Guard, v.account().AppID) }

// Stop takes back what is asked for, for ctrl+c.
func (v *View) Stop() bool {
	switch {
	case v.Typing():
		v.untyped()
		return true
	case v.detail.open:
		v.detail.open = false
		return true
	}
	stopped := v.account().Alias != "" && v.Cfg.Meter.Stop(v.account().Alias)
	v.looked()
	return stopped
}

// Title names the tab.
func (v *View) Title() string { return wordTitle.In(v.Lang) }

// Typing reports whether a text field has the keys.
func (v *View) Typing() bool { return v.rows.filter.Open || v.add.field.Open }

// changed takes over a changed list of accounts.
func (v *View) changed() {
	if a := v.account(); a.Alias != "" {
		v.of = a
		v.looked()
	} else if v.of.Alias != "" {
		v.renewed()
	}
}

// Update shows what the meter knows, and tells it what the person and the other
// views have found out.
func (v *View) Update(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case view.Metered:
		v.looked()
		return v.detail.read()
	case view.Tick:
		v.looked()
		v.slow = v.rows.reading()
		return v.detail.read()
	case view.TabShown:
		return v.shown()
	case view.AccountOpened:
		return v.open(msg)
	case view.AccountsChanged:
		v.changed()
	case view.ResetDone:
		return v.reset(msg.Result.Target)
	case view.Followed:
		v.followed(msg)
	case tea.ResumeMsg:
		return v.read()
	case leftRead:
		if msg.appID == v.account().AppID {
			v.left = msg
		}
	case apisSaved:
		if msg.err != nil {
			fact, _ := words.Explain(msg.err, v.Lang)
			return view.Notice(fact)
		}
	case daysRead:
		return v.detail.tookDays(msg)
	case view.Unlocked, view.SecretKnown:
		v.looked()
	case tea.KeyPressMsg:
		return tea.Batch(v.pressed(msg), v.detail.read())
	case tea.PasteMsg:
		return v.typed(msg)
	}
	return nil
}

// shown opens the account under the cursor of the Accounts tab where none is open.
func (v *View) shown() tea.Cmd {
	if a, there := v.Accounts.Named(v.Accounts.Cursor); there && v.account().Alias == "" {
		return view.Send(view.AccountOpened{Account: a})
	}
	return nil
}

// reset reads again what a reset has touched.
func (v *View) reset(target guard.Target) tea.Cmd {
	for _, a := range v.Accounts.All {
		if a.AppID == target.AppID && desk.Can(a, desk.Read) {
			v.Cfg.Meter.Read(a.Alias)
		}
	}
	v.looked()
	if target.AppID == v.account().AppID {
		return v.budgets()
	}
	return nil
}

// followed takes over what was read some minutes after a reset.
func (v *View) followed(msg view.Followed) {
	for _, a := range v.Accounts.All {
		if a.AppID != msg.AppID {
			continue
		}
		for _, q := range msg.After {
			v.Cfg.Meter.Take(a.Alias, wechat.Reading{Path: q.Path, Quota: q}, q.At)
		}
	}
	v.looked()
}

// neighbour opens the account that stands so many lines below this one on the
// Accounts tab, from its last line on to its first.
func (v *View) neighbour(lines int) tea.Cmd {
	a, there := v.Accounts.Beside(v.account().Alias, lines)
	if !there {
		return view.Notice(wordOnlyOne.In(v.Lang))
	}
	return view.Send(view.AccountOpened{Account: a, Passing: true})
}
