package accounts

import (
	"slices"
	"time"

	"wxops/keystore"
	"wxops/wechat/meter"
)

// known is what the meter knows of the accounts, as the tab was last told.
type known struct {
	all    []meter.Account // in the meter's order
	at     map[string]int  // by alias
	tally  meter.Tally
	first  int       // of the accounts that are read, those that have answered
	read   int       // the accounts that are read without being asked
	oldest time.Time // the oldest number of all
	until  time.Time // when the day ends of which these numbers are
}

// look takes over what the meter knows now.
func (v *View) look() {
	if v.Cfg.Meter == nil {
		return
	}
	k, now := &v.known, v.Cfg.Now()
	was := k.all
	k.all, k.until = v.Cfg.Meter.Accounts(), meter.BackAt(now)
	if !slices.EqualFunc(was, k.all, func(a, b meter.Account) bool { return a.ID == b.ID }) {
		k.at = make(map[string]int, len(k.all))
		for i, a := range k.all {
			k.at[a.ID] = i
		}
	}
	k.tally, k.first, k.read, k.oldest = meter.Count(k.all, now), 0, 0, time.Time{}
	for _, a := range k.all {
		if v.byItself(a) {
			k.read++
			if a.Opened || a.Err != nil {
				k.first++
			}
		}
		if at := a.Oldest(); !at.IsZero() && (k.oldest.IsZero() || at.Before(k.oldest)) {
			k.oldest = at
		}
	}
}

// byItself reports whether an account is read without being asked.
func (v *View) byItself(m meter.Account) bool {
	a, _ := v.Accounts.Named(m.ID)
	return !m.Locked && !a.OnDemand
}

// of is what is known of one account; false where the meter does not read it.
func (k *known) of(alias string) (meter.Account, bool) {
	i, there := k.at[alias]
	if !there {
		return meter.Account{}, false
	}
	return k.all[i], true
}

// state is how an account stands.
func (v *View) state(a keystore.Account) meter.State {
	m, _ := v.known.of(a.Alias)
	return m.State(v.Screen.Now)
}
