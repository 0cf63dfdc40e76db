package accounts

import (
	tea "charm.land/bubbletea/v2"

	"wxops/ui/view"
	"wxops/wechat/meter"
)

// waiting is how many accounts wait for a person who has their secret.
func (v *View) waiting() int { return v.known.tally[meter.Locked] }

// unlockAll asks once for what opens several accounts: the passphrase of the file.
func (v *View) unlockAll() tea.Cmd {
	opens, ask := view.OpenTogether(v.Cfg, v.Accounts.All)
	switch {
	case len(opens) > 0:
		return ask
	case v.waiting() > 0:
		return view.Notice(wordOneByOne.In(v.Lang))
	}
	return view.Notice(wordAllOpen.In(v.Lang))
}

// secretOpened goes on with the test that waits for the secret.
func (v *View) secretOpened(alias string, err error) tea.Cmd {
	a, there := v.Accounts.Named(alias)
	switch {
	case alias != v.tests.waiting || !there:
		return nil
	case err != nil:
		v.tests.waiting = ""
		v.tests.of[alias] = accountTest{account: a, at: v.Cfg.Now(), err: err}
		return nil
	}
	return v.tried(a)
}
