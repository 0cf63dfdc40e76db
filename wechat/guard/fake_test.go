package guard

import (
	"context"
	"path/filepath"
	"slices"
	"sync"
	"testing"
	"time"

	"wxops/wechat"
	"wxops/wechat/catalog"
)

const (
	appID   = "wx0123456789abcdef"
	apiPath = "/cgi-bin/message/custom/send"
)

var noon = time.Date(2026, 7, 15, 12, 0, 0, 0, wechat.Beijing())

// fakeClient answers as told and counts what was sent.
type fakeClient struct {
	mu       sync.Mutex
	tokenErr error
	quotaErr map[string]error
	clearErr error
	used     int64 // of every path; its limit is 1000
	lagging  bool  // a clear does not show in its counters yet
	onClear  func(ctx context.Context)
	clears   []string
	reads    int
}

func (c *fakeClient) Authorize(context.Context) error { return c.tokenErr }

func (c *fakeClient) Quota(ctx context.Context, path string) (wechat.Quota, error) {
	if err := catalog.CheckPath(path); err != nil {
		return wechat.Quota{}, err
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	c.reads++
	if err := ctx.Err(); err != nil {
		return wechat.Quota{}, err
	}
	if err := c.quotaErr[path]; err != nil {
		return wechat.Quota{}, err
	}
	return wechat.Quota{Path: path, Daily: &wechat.Daily{Limit: 1000, Used: c.used, Remain: 1000 - c.used}, At: noon}, nil
}

func (c *fakeClient) Sweep(ctx context.Context, paths []string) <-chan wechat.Reading {
	rows := make(chan wechat.Reading, len(paths))
	defer close(rows)
	for _, p := range slices.Backward(paths) { // rows come in any order
		q, err := c.Quota(ctx, p)
		rows <- wechat.Reading{Path: p, Quota: q, Err: err}
	}
	return rows
}

func (c *fakeClient) clear(ctx context.Context, what string) error {
	if c.onClear != nil {
		c.onClear(ctx)
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	c.clears = append(c.clears, what)
	if c.clearErr == nil && !c.lagging {
		c.used = 0
	}
	return c.clearErr
}

func (c *fakeClient) ClearAll(ctx context.Context) error { return c.clear(ctx, "all") }
func (c *fakeClient) ClearAllBySecret(ctx context.Context) error {
	return c.clear(ctx, "all by secret")
}
func (c *fakeClient) ClearPath(ctx context.Context, p string) error {
	return c.clear(ctx, p)
}

func newGuard(j Journal, now func() time.Time) *Guard {
	return &Guard{Journal: j, Locks: &MemoryLocks{}, Who: Who{User: "li", Host: "jump1"}, Now: now}
}

func at(t time.Time) func() time.Time { return func() time.Time { return t } }

func target(scope Scope) Target {
	t := Target{Alias: "mall", AppID: appID, Scope: scope, Via: ViaToken}
	if scope == ScopeAPI {
		t.Path = apiPath
	}
	return t
}

// mustReset plans and resets, as a person who has read the plan would.
func mustReset(t *testing.T, g *Guard, c Client, scope Scope) Result {
	t.Helper()
	p, err := g.Plan(t.Context(), c, target(scope), []string{apiPath})
	if err != nil {
		t.Fatalf("plan: %v", err)
	}
	return g.Reset(t.Context(), c, p)
}

func refused(code int64) error {
	return &wechat.Error{Op: "clear quota", Code: code, Msg: "no", Sent: true, RID: "617682e0-5a2b1c3d-0f1e2d3c"}
}

func lost() error    { return &wechat.Error{Op: "clear quota", Sent: true} }
func notSent() error { return &wechat.Error{Op: "clear quota"} }

func fileJournal(t *testing.T) *FileJournal {
	return OpenJournal(filepath.Join(t.TempDir(), "state", "resets.jsonl"))
}
