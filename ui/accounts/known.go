package accounts

import (
	"slices"
	"time"

	"wxops/wechat/meter"
)

// known is what the meter knows of the accounts, as the tab was last told.
type known struct {
	all    []meter.Account // in the meter's order
	stands []stand         // of each of them
	at     map[string]int  // by alias
	tally  meter.Tally
	first  int       // of the accounts that are read, those of which every API has its answer
	read   int       // the accounts that are read without being asked
	oldest time.Time // the oldest number of all
	until  time.Time // when the day ends of which these numbers are
}

// stand is what follows from the numbers of an account.
type stand struct {
	trouble meter.Trouble
	oldest  time.Time
	waits   bool // an API of it has no answer yet
}

// look takes over what the meter knows now. What has not changed is not judged again:
// of a thousand accounts a few have news at a time.
func (v *View) look() {
	if v.Cfg.Meter == nil {
		return
	}
	now := v.Cfg.Now()
	was, all := v.known, v.Cfg.Meter.Accounts()
	v.known = known{all: all, at: was.at, until: meter.BackAt(now), tally: meter.Tally{}, stands: make([]stand, len(all))}
	k := &v.known
	if !slices.EqualFunc(was.all, all, func(a, b meter.Account) bool { return a.ID == b.ID }) {
		was.all, k.at = nil, make(map[string]int, len(all))
		for i, a := range all {
			k.at[a.ID] = i
		}
	}
	for i, a := range all {
		if was.all != nil && was.until.Equal(k.until) && unchanged(was.all[i], a) {
			k.stands[i] = was.stands[i]
		} else {
			k.stands[i] = stand{a.Trouble(now), a.Oldest(), slices.ContainsFunc(a.Rows, unanswered)}
		}
		v.counted(a, k.stands[i], now)
	}
}

// unchanged reports whether the same follows from two snapshots of an account.
func unchanged(a, b meter.Account) bool {
	return (a.Err == nil) == (b.Err == nil) && a.Locked == b.Locked && a.Levels == b.Levels && slices.Equal(a.Rows, b.Rows)
}

// unanswered reports whether nothing is known of a row, not even why.
func unanswered(r *meter.Row) bool { return !r.Read() && r.Err == nil }

// counted adds an account to what is said of all.
func (v *View) counted(a meter.Account, s stand, now time.Time) {
	k := &v.known
	k.tally[s.trouble.State]++
	if v.byItself(a) {
		k.read++
		if a.Err != nil || !(s.waits && a.Of > 0) && (a.Opened || fresh(a, s, now)) {
			k.first++
		}
	}
	if !s.oldest.IsZero() && (k.oldest.IsZero() || s.oldest.Before(k.oldest)) {
		k.oldest = s.oldest
	}
}

// fresh reports whether nothing of an account is to be read yet: its numbers are known
// from another console, or an earlier one, and are new enough.
func fresh(a meter.Account, s stand, now time.Time) bool {
	return !s.waits && len(a.Rows) > 0 && a.Of == 0 && a.Next.After(now)
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

// trouble is how an account stands among the others.
func (k *known) trouble(alias string) meter.Trouble {
	i, there := k.at[alias]
	if !there {
		return meter.Account{}.Trouble(time.Time{})
	}
	return k.stands[i].trouble
}
