package accounts

import (
	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"wxops/keystore"
	"wxops/ui/draw"
	"wxops/ui/view"
)

func (v *View) pressed(msg tea.KeyPressMsg) tea.Cmd {
	k := v.Key
	if v.Typing() {
		v.typed(msg)
		return nil
	}
	v.list.chosen = true
	switch {
	case key.Matches(msg, k.New):
		return v.changing(view.FormWanted{})
	case key.Matches(msg, k.Write):
		return v.WriteScreen("accounts.txt", v.View(v.Frame()))
	case key.Matches(msg, k.Copy):
		return v.copied()
	case key.Matches(msg, k.Filter):
		v.filtering()
		return nil
	case key.Matches(msg, k.Sort):
		return v.ordered()
	case key.Matches(msg, k.TestAll):
		return v.testAll()
	case key.Matches(msg, k.Unlock):
		return v.unlockAll()
	case key.Matches(msg, k.Escape):
		v.tests.shown = false
		v.unfiltered()
		return nil
	}
	if moved, ok := v.list.table.Pressed(msg, k); ok {
		v.moved(moved.Seen(v.seen(v.tableFrame(v.Frame()))))
		return nil
	}
	if a, ok := v.selected(); ok {
		return v.pressedOn(a, msg)
	}
	return nil
}

// pressedOn is a key that is about the account under the cursor.
func (v *View) pressedOn(a keystore.Account, msg tea.KeyPressMsg) tea.Cmd {
	k := v.Key
	if refused, is := view.NotOwn(a, v.Lang); is && key.Matches(msg, k.Edit, k.Remove) {
		return refused
	}
	switch {
	case key.Matches(msg, k.Enter):
		return v.opened(a)
	case key.Matches(msg, k.Edit):
		return v.changing(view.FormWanted{Account: a, Edit: true})
	case key.Matches(msg, k.Remove):
		return v.changing(view.RemoveWanted{Account: a})
	case key.Matches(msg, k.Test):
		return v.test(a.Alias)
	case key.Matches(msg, k.Refresh):
		return v.readAgain(a)
	}
	return nil
}

// opened shows an account's quotas; one that is read on demand is read now.
func (v *View) opened(a keystore.Account) tea.Cmd {
	if m, there := v.known.of(a.Alias); there && a.OnDemand && !m.Opened && !m.Locked {
		v.Cfg.Meter.Read(a.Alias)
	}
	return view.Send(view.AccountOpened{Account: a})
}

// readAgain reads the account under the cursor, and counts what is left of the month.
func (v *View) readAgain(a keystore.Account) tea.Cmd {
	m, there := v.known.of(a.Alias)
	switch {
	case !there:
		return view.Notice(view.WordPlatform.In(v.Lang))
	case m.Locked && view.NeedsPerson(v.Cfg, a):
		return view.OpenSecret(v.Cfg, a)
	}
	v.again = a.Alias
	v.Cfg.Meter.Read(a.Alias)
	return v.count()
}

// changing asks for a dialog that writes accounts.toml, where there is one.
func (v *View) changing(msg tea.Msg) tea.Cmd {
	if v.Cfg.Book == nil {
		return view.Notice(wordNoBook.In(v.Lang))
	}
	return view.Send(msg)
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
	unlock := k.Unlock
	unlock.SetEnabled(v.waiting() > 1)
	return []key.Binding{
		draw.Reword(k.Enter, draw.KeyOpen.In(lang)), unlock, create, k.Test, k.Sort, k.Filter, k.Copy, edit, remove, k.TestAll, k.Refresh, k.Write, k.Bell,
	}
}
