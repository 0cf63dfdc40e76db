package guardtest

import (
	"context"
	"errors"
	"strings"
	"sync"
	"testing"

	"wxops/wechat/guard"
)

// Locks tests a kind of lock. A call of store gives what opens the locks, as
// each of several processes would, and what takes an account's lock away from
// whoever holds it.
func Locks(t *testing.T, store func(t *testing.T) (open func() guard.Locker, lose func(appid string))) {
	for name, holds := range map[string]func(*testing.T, func() guard.Locker, func(string)){
		"one holder at a time":           oneHolderAtATime,
		"one of many gets it":            oneOfManyGetsIt,
		"a lease knows that it was lost": aLeaseKnowsThatItWasLost,
	} {
		t.Run(name, func(t *testing.T) {
			open, lose := store(t)
			holds(t, open, lose)
		})
	}
}

var wang = guard.Who{User: "wang", Client: "192.0.2.7", Host: "jump1"}

func lock(t *testing.T, l guard.Locker, appid string) guard.Lease {
	t.Helper()
	lease, err := l.Lock(t.Context(), appid, wang, noon)
	if err != nil {
		t.Fatal(err)
	}
	return lease
}

// held is nil unless another has the lock.
func held(err error) *guard.HeldError {
	var refused *guard.RefusedError
	var held *guard.HeldError
	if errors.As(err, &refused) && refused.Why == guard.RefusedHeld && errors.As(err, &held) {
		return held
	}
	return nil
}

func oneHolderAtATime(t *testing.T, open func() guard.Locker, _ func(string)) {
	mine, theirs := open(), open()
	ctx := t.Context()
	lease := lock(t, mine, mall)
	if err := lease.Alive(ctx); err != nil {
		t.Errorf("a lease just taken: %v", err)
	}
	_, err := theirs.Lock(ctx, mall, guard.Who{User: "li"}, noon)
	if h := held(err); h == nil || h.Who != wang || !h.Since.Equal(noon) {
		t.Fatalf("a second one gets %v; want to hear of wang since noon", err)
	}
	if !strings.Contains(err.Error(), "wang from 192.0.2.7 on jump1 since 2026-07-15T12:00:00+08:00") {
		t.Errorf("it reads %q", err)
	}
	lock(t, theirs, shop).Release(ctx) // another account
	lease.Release(ctx)
	lease.Release(ctx)
	if err := lease.Alive(ctx); !errors.Is(err, guard.ErrLeaseLost) {
		t.Errorf("a lease given back: %v", err)
	}
	again := lock(t, theirs, mall)
	lease.Release(ctx) // an old one does no harm
	if _, err := mine.Lock(ctx, mall, wang, noon); held(err) == nil {
		t.Errorf("an old lease freed a new lock: %v", err)
	}
	if err := again.Alive(ctx); err != nil {
		t.Errorf("after an old lease was given back: %v", err)
	}
	again.Release(ctx)
	lock(t, mine, mall).Release(ctx)
}

func oneOfManyGetsIt(t *testing.T, open func() guard.Locker, _ func(string)) {
	var mu sync.Mutex
	var leases []guard.Lease
	var wg sync.WaitGroup
	for range 8 {
		wg.Go(func() {
			lease, err := open().Lock(t.Context(), mall, wang, noon)
			if err != nil && held(err) == nil {
				t.Error(err)
			}
			if err == nil {
				mu.Lock()
				defer mu.Unlock()
				leases = append(leases, lease)
			}
		})
	}
	wg.Wait()
	if len(leases) != 1 {
		t.Errorf("%d got it; want one", len(leases))
	}
	for _, lease := range leases {
		lease.Release(context.WithoutCancel(t.Context()))
	}
}

func aLeaseKnowsThatItWasLost(t *testing.T, open func() guard.Locker, lose func(string)) {
	ctx := t.Context()
	lost := lock(t, open(), mall)
	lose(mall)
	if err := lost.Alive(ctx); !errors.Is(err, guard.ErrLeaseLost) {
		t.Errorf("a lost lease says %v", err)
	}
	next := lock(t, open(), mall)
	if err := lost.Alive(ctx); !errors.Is(err, guard.ErrLeaseLost) {
		t.Errorf("with another holder a lost lease says %v", err)
	}
	lost.Release(ctx)
	if err := next.Alive(ctx); err != nil {
		t.Errorf("what was lost freed the next one's: %v", err)
	}
	if _, err := open().Lock(ctx, mall, wang, noon); held(err) == nil {
		t.Errorf("what was lost freed the next one's: %v", err)
	}
	next.Release(ctx)
}
