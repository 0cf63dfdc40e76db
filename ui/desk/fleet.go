package desk

import (
	"cmp"
	"net/url"
	"strings"
	"time"

	"wxops/keystore"
	"wxops/wechat"
	"wxops/wechat/catalog"
	"wxops/wechat/meter"
	"wxops/wechat/meter/fleet"
)

// Fleet makes the meter of all accounts; Set on it says which they are.
func (d *Desk) Fleet(refresh time.Duration) *fleet.Fleet {
	return fleet.New(fleet.Config{Refresh: refresh, Now: d.cfg.Now, Memory: d.memory()})
}

// Targets are accounts as the meter reads them, those apart that cannot be read.
func (d *Desk) Targets(accounts []keystore.Account) []fleet.Target {
	targets := make([]fleet.Target, 0, len(accounts))
	for _, acc := range accounts {
		if Can(acc, Read) {
			targets = append(targets, d.target(acc))
		}
	}
	return targets
}

func (d *Desk) target(acc keystore.Account) fleet.Target {
	return fleet.Target{
		ID: acc.Alias, Key: d.Key(acc), Paths: acc.Watched(),
		Levels: meter.LevelsAt(acc.WarnAt), OnDemand: acc.OnDemand,
		Gate: gates[acc.Source()], Locked: func() bool { return d.secrets.NeedsPerson(acc) },
		Connect: func() (fleet.Client, error) {
			client, err := d.Connect(acc)
			if err != nil {
				return nil, err
			}
			return client, nil
		},
	}
}

// gates are where secrets wait for their turn. The keyring is asked one at a time, and
// commands run four at a time; what comes from elsewhere waits for neither.
var gates = map[keystore.SourceName]fleet.Gate{
	keystore.FromKeyring: {Name: "keyring", Width: 1},
	keystore.FromCommand: {Name: "command", Width: 4},
}

// host is the host that an account is asked at, as it stands in addresses.
func (d *Desk) host(acc keystore.Account) string {
	base := cmp.Or(d.base(acc), catalog.DefaultBaseURL)
	if u, err := url.Parse(base); err == nil && u.Host != "" {
		return strings.ToLower(u.Host)
	}
	return base
}

var _ fleet.Client = (*wechat.Client)(nil)
