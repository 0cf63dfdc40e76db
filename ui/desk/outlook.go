package desk

import (
	"wxops/wechat"
	"wxops/wechat/meter"
)

// Outlook says what a clear would buy, by quotas of an account that were just read: of one path, or
// of all of them for "". It is false where no pace is known.
func (d *Desk) Outlook(alias string, read []wechat.Quota, path string) (meter.Outlook, bool) {
	target := meter.Target{ID: alias}
	for _, q := range read {
		target.Paths = append(target.Paths, q.Path)
	}
	fleet := d.Fleet(0)
	fleet.Set([]meter.Target{target})
	for _, q := range read {
		fleet.Take(alias, wechat.Reading{Path: q.Path, Quota: q}, q.At)
	}
	known, _ := fleet.Account(alias)
	return known.Outlook(path, d.cfg.Now())
}
