package fleet

import (
	"context"

	"wxops/wechat"
	"wxops/wechat/meter"
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
	Key      meter.Key
	Paths    []string     // watched, the most wanted first
	Levels   meter.Levels // where a row begins to matter; zero: the usual
	OnDemand bool         // read only when asked for
	Gate     Gate         // where its secret waits for its turn
	Locked   func() bool  // reports whether its secret must come from a person first; nil: never
	Connect  func() (Client, error)
}

// Gate lets the secrets that come from one place be opened so many at a time, so
// that a slow keyring delays nobody who does not need it. The zero Gate is open.
type Gate struct {
	Name  string
	Width int
}
