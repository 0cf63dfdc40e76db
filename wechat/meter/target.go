package meter

import (
	"context"

	"wxops/wechat"
)

// Client reads one account; a *wechat.Client.
type Client interface {
	// Unlock opens the AppSecret, without a call. It may take as long as a keyring or a command needs.
	Unlock(ctx context.Context) error
	// Authorize gets a token.
	Authorize(ctx context.Context) error
	Quota(ctx context.Context, path string) (wechat.Quota, error)
}

// Target is one account as the fleet reads it.
type Target struct {
	ID       string // its alias; no two targets have one
	Key      Key
	Paths    []string    // watched, the most wanted first
	Levels   Levels      // where a row begins to matter; zero: the usual
	OnDemand bool        // read only when asked for
	Gate     Gate        // where its secret waits for its turn
	Locked   func() bool // reports whether its secret must come from a person first; nil: never
	Connect  func() (Client, error)
}

// Gate lets the secrets that come from one place be opened so many at a time, so
// that a slow keyring delays nobody who does not need it. The zero Gate is open.
type Gate struct {
	Name  string
	Width int
}

// Levels are the uses, in per cent of the limit, from which a row is near its end
// and from which it is pressing.
type Levels struct{ Near, Pressing int64 }

// usualLevels hold where an account names none.
var usualLevels = Levels{Near: 80, Pressing: 95}

// LevelsAt takes the per cents that an account names: the first is near the limit,
// the second pressing. What it does not name is as usual, and never below the first.
func LevelsAt(percents []int64) Levels {
	switch len(percents) {
	case 0:
		return Levels{}
	case 1:
		return Levels{percents[0], max(percents[0], usualLevels.Pressing)}
	}
	return Levels{percents[0], percents[1]}
}
