package accounts

import (
	"context"
	"errors"

	tea "charm.land/bubbletea/v2"

	"wxops/keystore"
	"wxops/ui/view"
	"wxops/wechat/meter"
)

// waiting is how many accounts wait for a person who has their secret.
func (v *View) waiting() int { return v.known.tally[meter.Locked] }

// unlockAll asks once for what opens several accounts: the passphrase of the file.
func (v *View) unlockAll() tea.Cmd {
	locked := false
	for _, a := range v.Accounts.All {
		m, there := v.known.of(a.Alias)
		if !there || !m.Locked || !view.NeedsPerson(v.Cfg, a) {
			continue
		}
		if a.Source() == keystore.FromFile {
			return view.OpenSecret(v.Cfg, a)
		}
		locked = true
	}
	if locked {
		return view.Notice(wordOneByOne.In(v.Lang))
	}
	return view.Notice(wordAllOpen.In(v.Lang))
}

// secretOpened lets the meter read what can be read now, and goes on with the test that
// waits for the secret.
func (v *View) secretOpened(alias string, err error) tea.Cmd {
	v.unlocked(alias, err)
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

// unlocked tells the meter of an account whose secret can be had now, and of those that
// the same passphrase has opened.
func (v *View) unlocked(alias string, err error) {
	switch {
	case v.Cfg.Meter == nil:
		return
	case errors.Is(err, context.Canceled):
		return
	case err != nil:
		v.Cfg.Meter.Fail(alias, err)
		return
	}
	v.Cfg.Meter.Unlocked(alias)
	for _, m := range v.known.all {
		if a, there := v.Accounts.Named(m.ID); there && m.Locked && m.ID != alias && !view.NeedsPerson(v.Cfg, a) {
			v.Cfg.Meter.Unlocked(m.ID)
		}
	}
}
