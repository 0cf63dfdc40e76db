package guard

import (
	"context"
	"errors"
	"slices"
	"sync"
	"testing"
	"time"

	"wxops/wechat"
)

func TestOutcomes(t *testing.T) {
	for _, tt := range []struct {
		name     string
		clearErr error
		want     Outcome
		left     int
	}{
		{"ok", nil, OK, 9},
		{"errcode", refused(40013), Refused, 10},
		{"month used up", refused(codeClearLimit), Refused, 0},
		{"sent, no answer", lost(), Unknown, 9},
		{"not sent", notSent(), NotSent, 10},
		{"an error that says nothing", errors.New("odd"), Unknown, 9},
	} {
		t.Run(tt.name, func(t *testing.T) {
			c := &fakeClient{used: 990, clearErr: tt.clearErr}
			g := newGuard(fileJournal(t), at(noon))
			r := mustReset(t, g, c, ScopeAll)
			if r.Outcome != tt.want || r.Left.All != tt.left || !errors.Is(r.Err, tt.clearErr) {
				t.Errorf("got %s, left %d, err %v; want %s, left %d", r.Outcome, r.Left.All, r.Err, tt.want, tt.left)
			}
			if len(c.clears) != 1 {
				t.Errorf("sent %v; want one clear", c.clears)
			}
			resets, _, err := g.Resets(t.Context())
			if err != nil || len(resets) != 1 || resets[0].Outcome != tt.want || resets[0].Code != wechat.Code(tt.clearErr) {
				t.Errorf("journal holds %+v (%v)", resets, err)
			}
			if left, _ := g.Left(t.Context(), appID); left != r.Left {
				t.Errorf("journal leaves %+v, result says %+v", left, r.Left)
			}
		})
	}
}

func TestEachScopeAndWaySendsItsOwnCall(t *testing.T) {
	for _, tt := range []struct {
		target Target
		want   string
		sends  string
	}{
		{target(ScopeAll), "all", `POST /cgi-bin/clear_quota?access_token=*** {"appid":"wx0123456789abcdef"}`},
		{target(ScopeAPI), apiPath, `POST /cgi-bin/openapi/quota/clear?access_token=*** {"cgi_path":"/cgi-bin/message/custom/send"}`},
		{Target{AppID: appID, Scope: ScopeAll, Via: ViaSecret}, "all by secret", `POST /cgi-bin/clear_quota/v2 {"appid":"wx0123456789abcdef","appsecret":"***"}`},
	} {
		c := &fakeClient{}
		g := newGuard(&MemoryJournal{}, at(noon))
		p, err := g.Plan(t.Context(), c, tt.target, nil)
		if err != nil {
			t.Fatal(err)
		}
		if p.Sends != tt.sends {
			t.Errorf("says it sends %s\nwant %s", p.Sends, tt.sends)
		}
		if g.Reset(t.Context(), c, p); !slices.Equal(c.clears, []string{tt.want}) {
			t.Errorf("sent %v; want %s", c.clears, tt.want)
		}
	}
}

func TestTheIntentIsOnDiskBeforeTheCallAndTheLockHeld(t *testing.T) {
	j := fileJournal(t)
	g := newGuard(j, at(noon))
	c := &fakeClient{used: 990}
	c.onClear = func(context.Context) {
		entries, _, err := OpenJournal(j.Path()).Entries(t.Context(), Query{})
		if err != nil || len(entries) != 1 || entries[0].Event != EventIntent {
			t.Errorf("during the call the journal holds %+v (%v); want the intent", entries, err)
		}
		if _, err := g.Locks.Lock(t.Context(), appID, Who{}, noon); !isRefused(err, RefusedHeld) {
			t.Errorf("during the call the lock gives %v; want held", err)
		}
	}
	mustReset(t, g, c, ScopeAll)
	if len(c.clears) != 1 {
		t.Fatal("nothing was sent")
	}
	if _, err := g.Locks.Lock(t.Context(), appID, Who{}, noon); err != nil {
		t.Errorf("afterwards the lock gives %v; want it free", err)
	}
}

func TestACancelledCallerStopsTheResetOnlyBeforeTheIntent(t *testing.T) {
	g := newGuard(&MemoryJournal{}, at(noon))
	c := &fakeClient{used: 990}
	p, err := g.Plan(t.Context(), c, target(ScopeAll), []string{apiPath})
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if r := g.Reset(ctx, c, p); r.Outcome != NotSent || len(c.clears) != 0 || !errors.Is(r.Err, context.Canceled) {
		t.Fatalf("cancelled before: %s, sent %v, err %v", r.Outcome, c.clears, r.Err)
	}

	ctx, cancel = context.WithCancel(t.Context())
	c.onClear = func(wire context.Context) {
		cancel()
		if wire.Err() != nil {
			t.Error("the caller's cancel reached the wire")
		}
		if _, bounded := wire.Deadline(); !bounded {
			t.Error("the call on the wire has no deadline")
		}
	}
	if r := g.Reset(ctx, c, p); r.Outcome != OK || r.AfterErr == nil {
		t.Errorf("cancelled during: %s, after %v; want ok, and the quota not read again", r.Outcome, r.AfterErr)
	}
}

func TestAHangingCallEndsAtItsOwnDeadline(t *testing.T) {
	g := newGuard(&MemoryJournal{}, at(noon))
	g.Timeout = 20 * time.Millisecond
	c := &fakeClient{used: 990, clearErr: lost(), onClear: func(ctx context.Context) { <-ctx.Done() }}
	if r := mustReset(t, g, c, ScopeAll); r.Outcome != Unknown || len(c.clears) != 1 {
		t.Errorf("got %s after %d calls; want unknown after one", r.Outcome, len(c.clears))
	}
}

func TestAFailingTokenIsNotSent(t *testing.T) {
	j := &MemoryJournal{}
	g := newGuard(j, at(noon))
	c := &fakeClient{used: 990}
	p, err := g.Plan(t.Context(), c, target(ScopeAll), []string{apiPath})
	if err != nil {
		t.Fatal(err)
	}
	for _, tt := range []struct {
		err      error
		deadlock bool
	}{{refused(codeDailyLimit), true}, {refused(40125), false}, {notSent(), false}} {
		c.tokenErr = tt.err
		r := g.Reset(t.Context(), c, p)
		if r.Outcome != NotSent || r.Deadlock() != tt.deadlock || len(c.clears) != 0 {
			t.Errorf("token fails with %v: %s, deadlock %v, sent %v", tt.err, r.Outcome, r.Deadlock(), c.clears)
		}
	}
	if entries, _, _ := j.Entries(t.Context(), Query{}); len(entries) != 0 {
		t.Errorf("the journal holds %+v; want nothing, for nothing was sent", entries)
	}
}

func TestADailyLimitOfTheClearItselfIsNoDeadlock(t *testing.T) {
	g := newGuard(&MemoryJournal{}, at(noon))
	r := mustReset(t, g, &fakeClient{used: 990, clearErr: refused(codeDailyLimit)}, ScopeAll)
	if r.Outcome != Refused || r.Deadlock() {
		t.Errorf("got %s, deadlock %v; want refused, no deadlock", r.Outcome, r.Deadlock())
	}
}

// brokenJournal fails from the nth Append on.
type brokenJournal struct {
	MemoryJournal
	ready   error
	appends int
}

var errDisk = errors.New("no space left on device")

func (j *brokenJournal) Ready(context.Context) error { return j.ready }

func (j *brokenJournal) Append(ctx context.Context, e Entry) error {
	if j.appends--; j.appends < 0 {
		return errDisk
	}
	return j.MemoryJournal.Append(ctx, e)
}

func (j *brokenJournal) AppendIf(ctx context.Context, e Entry, seen Mark) error {
	if j.appends--; j.appends < 0 {
		return errDisk
	}
	return j.MemoryJournal.AppendIf(ctx, e, seen)
}

func TestNothingIsSentWithoutAJournal(t *testing.T) {
	j := &brokenJournal{}
	g := newGuard(j, at(noon))
	c := &fakeClient{used: 990}
	r := mustReset(t, g, c, ScopeAll)
	if !isRefused(r.Err, RefusedJournal) || r.Outcome != NotSent || len(c.clears) != 0 {
		t.Errorf("intent not written: %s, %v, sent %v", r.Outcome, r.Err, c.clears)
	}
	p, err := g.Plan(t.Context(), c, target(ScopeAll), nil)
	if err != nil {
		t.Fatal(err)
	}
	j.ready = errDisk
	if r := g.Reset(t.Context(), c, p); !isRefused(r.Err, RefusedJournal) || len(c.clears) != 0 {
		t.Errorf("not ready at the reset: %s, %v, sent %v", r.Outcome, r.Err, c.clears)
	}
	if _, err := g.Plan(t.Context(), c, target(ScopeAll), nil); !isRefused(err, RefusedJournal) {
		t.Errorf("not ready at the plan: %v", err)
	}
}

func TestAnOutcomeThatCannotBeWrittenStaysUnknown(t *testing.T) {
	g := newGuard(&brokenJournal{appends: 1}, at(noon))
	r := mustReset(t, g, &fakeClient{used: 990}, ScopeAll)
	if r.Outcome != OK || !errors.Is(r.JournalErr, errDisk) || r.Left.All != 9 {
		t.Errorf("got %s, journal error %v, left %d", r.Outcome, r.JournalErr, r.Left.All)
	}
	resets, _, err := g.Resets(t.Context())
	if err != nil || len(resets) != 1 || resets[0].Outcome != Unknown {
		t.Errorf("journal holds %+v (%v); want one unknown", resets, err)
	}
}

func TestManyGoroutinesWithTheSamePlanClearOnce(t *testing.T) {
	for name, locks := range map[string]Locker{"memory": &MemoryLocks{}, "file": FileLocks(t.TempDir())} {
		c := &fakeClient{used: 990, onClear: func(context.Context) { time.Sleep(5 * time.Millisecond) }}
		g := newGuard(fileJournal(t), at(noon))
		g.Locks = locks
		p, err := g.Plan(t.Context(), c, target(ScopeAll), []string{apiPath})
		if err != nil {
			t.Fatal(err)
		}
		var wg sync.WaitGroup
		for range 16 {
			wg.Go(func() {
				r := g.Reset(t.Context(), c, p)
				if r.Outcome != OK && !isRefused(r.Err, RefusedHeld) && !isRefused(r.Err, RefusedStale) {
					t.Errorf("%s locks: %s, %v", name, r.Outcome, r.Err)
				}
			})
		}
		wg.Wait()
		if len(c.clears) != 1 {
			t.Errorf("%s locks: %d clears; want exactly one", name, len(c.clears))
		}
	}
}

func isRefused(err error, why Refusal) bool {
	var e *RefusedError
	return errors.As(err, &e) && e.Why == why
}
