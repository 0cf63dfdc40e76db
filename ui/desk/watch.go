package desk

import (
	"encoding/json"
	"errors"
	"time"

	"wxops/keystore"
	"wxops/wechat"
	"wxops/wechat/guard"
	"wxops/wechat/meter"
	"wxops/wechat/meter/fleet"
	"wxops/wechat/ownfile"
	"wxops/wechat/watch"
)

// Watched are accounts as a watch takes them. One that is read on demand only is left
// out, unless it was named.
func (d *Desk) Watched(accounts []keystore.Account, named bool) []watch.Account {
	all := make([]watch.Account, 0, len(accounts))
	for _, acc := range accounts {
		if acc.OnDemand && !named {
			continue
		}
		w := watch.Account{
			Alias: acc.Alias, AppID: acc.AppID, Policy: Policy(acc), ReadOnly: acc.ReadOnly, Token: string(acc.Source()),
			Client: func() (guard.Client, error) { return d.guarded(acc) },
		}
		if Can(acc, Read) {
			w.Target = d.target(acc)
			w.Target.OnDemand = false
		} else {
			w.Cannot, w.Token = &CannotError{acc.Alias, acc.Kind}, ""
		}
		all = append(all, w)
	}
	return all
}

func (d *Desk) guarded(acc keystore.Account) (guard.Client, error) {
	client, err := d.Connect(acc)
	if err != nil {
		return nil, err // not a nil *wechat.Client, which would be no nil guard.Client
	}
	return client, nil
}

// Policy is the policy of an account; one without [account.watch] has none.
func Policy(acc keystore.Account) watch.Policy {
	w := acc.Watch
	if w == nil {
		return watch.Policy{}
	}
	p := watch.Policy{
		ResetAt: w.ResetAt, Scope: guard.ScopeAPI, APIs: w.APIs, PerMonth: int(w.PerMonth), KeepBack: int(w.KeepBack),
		OnlyIfOutFor: w.OnlyIfOutFor, DayEndsWithin: w.DayEndsWithin,
	}
	if w.Scope == keystore.WatchAll {
		p.Scope = guard.ScopeAll
	}
	return p
}

// WatchGuard is the guard of a watch, whose resets stand in the journal under its name.
func (d *Desk) WatchGuard() *guard.Guard {
	g := d.Guard()
	_, host := d.cfg.Who()
	g.Who = guard.Who{User: watch.User, Host: guard.CurrentWho(d.cfg.Getenv, "", host).Host}
	return g
}

// WatchFleet is the meter of a watch. Where it reads once it asks WeChat for what others
// have read just now, too, and where it is a dry run nothing is kept of what it reads.
func (d *Desk) WatchFleet(every time.Duration, once, dry bool) *fleet.Fleet {
	cfg := fleet.Config{Refresh: every, Now: d.cfg.Now, Memory: d.memory(), Always: once}
	if dry {
		cfg.Memory = recalling{cfg.Memory}
	}
	return fleet.New(cfg)
}

// recalling is a memory to which nothing is added.
type recalling struct{ meter.Memory }

func (recalling) Keep(meter.Key, []wechat.Quota) error { return nil }

// Decisions is what the policies of those who share a journal have decided.
func (d *Desk) Decisions() (*watch.Decisions, error) {
	f, err := d.shared()
	if err != nil {
		return nil, err
	}
	return watch.OpenDecisions(f.Space(), f.Decisions()), nil
}

// LockWatch keeps other watches of those who share a journal away until release. Its
// error is a *guard.HeldError where there is one already.
func (d *Desk) LockWatch() (release func(), err error) {
	f, err := d.shared()
	if err != nil {
		return nil, err
	}
	path := f.WatchLock()
	lock, err := f.Space().TryLock(path)
	if errors.Is(err, ownfile.ErrHeld) {
		held := &guard.HeldError{}
		if note, err := f.Space().Read(path); err != nil || json.Unmarshal(note, held) != nil {
			held = &guard.HeldError{}
		}
		return nil, held
	}
	if err != nil {
		return nil, err
	}
	user, host := d.cfg.Who()
	held := guard.HeldError{Who: guard.CurrentWho(d.cfg.Getenv, user, host), Since: d.cfg.Now()}
	if note, err := json.Marshal(held); err == nil {
		_ = lock.Note(append(note, '\n')) // for people only: without it the lock holds all the same
	}
	return func() { _ = lock.Unlock() }, nil
}
