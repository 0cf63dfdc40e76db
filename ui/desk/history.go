package desk

import (
	"context"

	"wxops/keystore"
	"wxops/wechat/history"
	"wxops/wechat/meter"
)

// History gives the readings that are kept in files.
func (d *Desk) History() *history.Store {
	if s, ok := d.memory().(*history.Store); ok {
		return s
	}
	return d.store()
}

// store opens the files. Where it is not known which team's they are, they are
// this person's: readings cost nothing.
func (d *Desk) store() *history.Store {
	f, _ := d.shared()
	return history.OpenIn(f.Space(), f.History(), d.cfg.Now)
}

func (d *Desk) openMemory() meter.Memory {
	if d.cfg.Memory != nil {
		return d.cfg.Memory
	}
	return d.store()
}

// Key is what an account's readings are kept by.
func (d *Desk) Key(acc keystore.Account) meter.Key {
	return meter.Key{Host: d.host(acc), AppID: acc.AppID}
}

// Days gives what is remembered of the days of one API: today as far as it is
// known, where anything of it is, and those before it, the newest first.
func (d *Desk) Days(_ context.Context, acc keystore.Account, path string) ([]meter.Day, error) {
	key, now := d.Key(acc), d.cfg.Now()
	memory := d.memory()
	if s, ok := memory.(*history.Store); ok {
		return s.DaysOf(key, path, now)
	}
	past, err := memory.Recall(key, now)
	if err != nil {
		return nil, err
	}
	before, err := memory.Days(key, now)
	if err != nil {
		return nil, err
	}
	if p := past[path]; len(p.Today) > 0 {
		return append([]meter.Day{meter.DayOf(p, now)}, before[path]...), nil
	}
	return before[path], nil
}
