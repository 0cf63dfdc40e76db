package desk

import (
	"errors"

	"wxops/keystore"
	"wxops/wechat"
	"wxops/wechat/meter"
)

// Known is what is known of an account by quotas that were just read and by what is
// remembered of its APIs. Where nothing can be remembered, which the error tells, that is
// what the quotas say alone.
func (d *Desk) Known(acc keystore.Account, read []wechat.Quota) (meter.Account, error) {
	key, now := d.Key(acc), d.cfg.Now()
	past, err := d.memory().Recall(key, now)
	days, derr := d.memory().Days(key, now)
	known := meter.Account{ID: acc.Alias, Key: key, Levels: meter.LevelsAt(acc.WarnAt)}
	for _, q := range read {
		at := q.At
		if at.IsZero() {
			at = now
		}
		row := (&meter.Row{Path: q.Path}).Remembering(past[q.Path], now, 0).Knowing(days[q.Path], now, 0)
		known.Rows = append(known.Rows, row.With(wechat.Reading{Path: q.Path, Quota: q}, at, 0))
	}
	return known, errors.Join(err, derr)
}

// Keep lets quotas that were read be remembered, for whatever runs next.
func (d *Desk) Keep(acc keystore.Account, read []wechat.Quota) error {
	return d.memory().Keep(d.Key(acc), read)
}
