package guard

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"strings"
	"time"

	"wxops/wechat"
	"wxops/wechat/catalog"
)

// Client is what the guard needs of one account's wechat.Client.
type Client interface {
	Authorize(ctx context.Context) error
	Sweep(ctx context.Context, paths []string) <-chan wechat.Reading
	ClearAll(ctx context.Context) error
	ClearAllBySecret(ctx context.Context) error
	ClearPath(ctx context.Context, path string) error
}

// Guard makes resets. It keeps nothing in memory: what it knows is in the
// journal, so any number of guards may work on the same one.
type Guard struct {
	Journal  Journal
	Locks    Locker
	Who      Who
	Now      func() time.Time
	ReadOnly bool
	Timeout  time.Duration // the longest that a clear may take on the wire, beside the client's own bound; 0: 30 s
	NewID    func() string // nil: at random
}

func (g *Guard) now() time.Time {
	if g.Now == nil {
		return time.Now()
	}
	return g.Now()
}

func (g *Guard) timeout() time.Duration {
	if g.Timeout <= 0 {
		return 30 * time.Second
	}
	return g.Timeout
}

func (g *Guard) id() string {
	if g.NewID != nil {
		return g.NewID()
	}
	return strings.ToLower(rand.Text()[:12])
}

// Team names what all share whose resets are counted; "" where they are one user's.
func (g *Guard) Team() string {
	if shared, ok := g.Journal.(interface{ Team() string }); ok {
		return shared.Team()
	}
	return ""
}

// noJournal refuses for what the journal says, unless it only stopped waiting
// because the caller did.
func noJournal(ctx context.Context, err error) error {
	if cause := ctx.Err(); cause != nil {
		return cause
	}
	return refuse(RefusedJournal, err)
}

// admit gives the target in its plain form, or why it can never be reset.
func (g *Guard) admit(t Target) (Target, error) {
	if t.Via == "" {
		t.Via = ViaToken
	}
	t.Reason = oneLine(t.Reason)
	if g.ReadOnly || t.ReadOnly {
		return t, &RefusedError{Why: RefusedReadOnly}
	}
	switch t.Scope {
	case ScopeAll:
		t.Path = ""
	case ScopeAPI:
		if err := catalog.CheckPath(t.Path); err != nil {
			return t, refuse(RefusedPath, err)
		}
		if t.Via != ViaToken {
			return t, &RefusedError{Why: RefusedVia}
		}
	default:
		return t, fmt.Errorf("plan a reset: scope %q is neither %q nor %q", t.Scope, ScopeAPI, ScopeAll)
	}
	if t.AppID == "" {
		return t, errors.New("plan a reset: no AppID")
	}
	return t, nil
}
