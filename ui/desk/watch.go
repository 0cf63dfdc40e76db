package desk

import (
	"context"
	"errors"

	"time"

	"wxops/keystore"
	"wxops/wechat/guard"
	"wxops/wechat/meter/fleet"
	"wxops/wechat/watch"
)

// stableToken is where all tokens come from yet.
const stableToken = "stable_token"

// Watched are accounts as a watch needs them.
func (d *Desk) Watched(accounts []keystore.Account) []watch.Account {
	all := make([]watch.Account, 0, len(accounts))
	for _, acc := range accounts {
		a := watch.Account{
			Alias: acc.Alias, AppID: acc.AppID, Policy: policyOf(acc), ReadOnly: acc.ReadOnly,
			Token: stableToken, Secret: string(acc.Source()),
			Client: func() (guard.Client, error) { return d.Connect(acc) },
		}
		if Can(acc, Read) {
			a.Target = d.target(acc)
		} else {
			a.Cannot = &CannotError{acc.Alias, acc.Kind}
		}
		all = append(all, a)
	}
	return all
}

// policyOf is [account.watch] as the watch goes by it.
func policyOf(acc keystore.Account) watch.Policy {
	w := acc.Watch
	if w == nil {
		return watch.Policy{}
	}
	return watch.Policy{
		ResetAt: w.ResetAt, Scope: guard.Scope(w.Scope), APIs: w.APIs, PerMonth: int(w.PerMonth), KeepBack: int(w.KeepBack),
		OnlyIfOutFor: w.OnlyIfOutFor, DayEndsWithin: w.DayEndsWithin,
	}
}

// Watcher is the guard of what a policy does: its own name stands in the journal.
func (d *Desk) Watcher() *guard.Guard {
	g := d.Guard()
	g.Who = guard.Who{User: watch.User, Host: g.Who.Host}
	return g
}

// Asking is a Fleet that asks WeChat for what others have read just now, too.
func (d *Desk) Asking(refresh time.Duration) *fleet.Fleet {
	return fleet.New(fleet.Config{Refresh: refresh, Now: d.cfg.Now, Memory: d.memory(), Always: true})
}

// Decisions is the file of what policies decided.
func (d *Desk) Decisions() (*watch.Decisions, error) {
	folders, err := d.Shared()
	if err != nil {
		return nil, err
	}
	return watch.OpenDecisions(folders.Space(), folders.Decisions()), nil
}

// lockOfWatch is the name of the lock that one watch has in a folder of state.
const lockOfWatch = "watch"

// LockWatch lets one watch run in a folder of state, of a person or of a team. Where
// another does, the error is a *guard.HeldError, which says who and since when.
func (d *Desk) LockWatch(ctx context.Context) (guard.Lease, error) {
	if _, err := d.Shared(); err != nil {
		return nil, err
	}
	lease, err := d.locks().Lock(ctx, lockOfWatch, d.Guard().Who, d.cfg.Now())
	var held *guard.HeldError
	if errors.As(err, &held) {
		return nil, held
	}
	return lease, err
}
