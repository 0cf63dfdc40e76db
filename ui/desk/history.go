package desk

import (
	"context"

	"wxops/keystore"
	"wxops/wechat/history"
	"wxops/wechat/meter"
)

// History gives the readings that are kept in this person's folder.
func (d *Desk) History() *history.Store {
	if s, ok := d.memory.(*history.Store); ok {
		return s
	}
	return history.Open(d.cfg.Folders.History(), d.cfg.Now)
}

// Key is what an account's readings are kept by.
func (d *Desk) Key(acc keystore.Account) meter.Key {
	return meter.Key{Host: d.host(acc), AppID: acc.AppID}
}

// Days gives what is remembered of the days of one API: today as far as it is
// known, where anything of it is, and those before it, the newest first.
func (d *Desk) Days(_ context.Context, acc keystore.Account, path string) ([]meter.Day, error) {
	key, now := d.Key(acc), d.cfg.Now()
	if s, ok := d.memory.(*history.Store); ok {
		return s.DaysOf(key, path, now)
	}
	past, err := d.memory.Recall(key, now)
	if err != nil {
		return nil, err
	}
	before, err := d.memory.Days(key, now)
	if err != nil {
		return nil, err
	}
	if p := past[path]; len(p.Today) > 0 {
		return append([]meter.Day{meter.DayOf(p, now)}, before[path]...), nil
	}
	return before[path], nil
}
