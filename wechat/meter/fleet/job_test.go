package fleet

import (
	"context"
	"fmt"
	"strings"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"wxops/wechat/meter"
)

// TestSecretsWaitAtTheirGateAndDelayNobodyElse: a keyring that takes its time, and
// commands four at a time, beside accounts that need neither.
func TestSecretsWaitAtTheirGateAndDelayNobodyElse(t *testing.T) {
	running(t, Config{Refresh: time.Hour}, func(t *testing.T, w *world, f *Fleet) {
		gates := map[string]Gate{"key": {"keyring", 1}, "cmd": {"command", 4}, "env": {}}
		var inside, most [3]atomic.Int64
		w.unlock = func(ctx context.Context, id string) error {
			n := strings.Index("keycmdenv", id[:3]) / 3
			if n == 2 {
				return nil
			}
			if now := inside[n].Add(1); now > most[n].Load() {
				most[n].Store(now)
			}
			defer inside[n].Add(-1)
			return wait(ctx, 2*time.Second)
		}
		var targets []Target
		for n := range 12 {
			for name, gate := range gates {
				target := w.target(fmt.Sprintf("%s%02d", name, n), 2)
				target.Gate = gate
				targets = append(targets, target)
			}
		}
		f.Set(targets)
		read := func() map[string]int {
			n := map[string]int{}
			for _, a := range f.Accounts() {
				if figuresOf(a) == 2 {
					n[a.ID[:3]]++
				}
			}
			return n
		}
		time.Sleep(300 * time.Millisecond)
		if got := read(); got["env"] != 12 {
			t.Errorf("read beside the slow ones: %v", got)
		}
		time.Sleep(6*time.Second + 300*time.Millisecond)
		if got := read(); got["cmd"] != 12 || got["key"] != 3 {
			t.Errorf("after three turns of each: %v", got)
		}
		time.Sleep(20 * time.Second)
		if got := read(); got["key"] != 12 || most[0].Load() != 1 || most[1].Load() != 4 {
			t.Errorf("in the end %v; at once %d and %d", got, most[0].Load(), most[1].Load())
		}
	})
}

// TestAnUnboundedSecretThatHangsHoldsNobodyUp: those that need nothing are opened meanwhile.
func TestAnUnboundedSecretThatHangsHoldsNobodyUp(t *testing.T) {
	running(t, Config{Refresh: time.Hour}, func(t *testing.T, w *world, f *Fleet) {
		w.unlock = func(ctx context.Context, id string) error {
			if id < "a0050" {
				return wait(ctx, time.Minute)
			}
			return nil
		}
		f.Set(w.targets(60, 1))
		time.Sleep(3 * time.Second)
		for _, a := range f.Accounts()[50:] {
			if figuresOf(a) != 1 {
				t.Errorf("%s waits", a.ID)
			}
		}
	})
}

func TestALockedAccountWaitsForItsPerson(t *testing.T) {
	running(t, Config{Refresh: time.Minute}, func(t *testing.T, w *world, f *Fleet) {
		var locked atomic.Bool
		locked.Store(true)
		target := w.target("shop", 2)
		target.Locked = locked.Load
		f.Set([]Target{target})
		time.Sleep(time.Hour)
		if a := account(t, f, "shop"); w.count() != 0 || a.State(time.Now()) != meter.Locked || !a.Next.IsZero() {
			t.Errorf("asked %q: %+v", w.seen(), a)
		}
		f.Read("shop")
		synctest.Wait()
		if a := account(t, f, "shop"); w.count() != 0 || !a.Locked || a.Of != 0 {
			t.Errorf("asked %q: %+v", w.seen(), a)
		}
		locked.Store(false)
		f.Unlocked("shop")
		time.Sleep(time.Second)
		if a := account(t, f, "shop"); figuresOf(a) != 2 || a.Locked {
			t.Errorf("unlocked: %+v", a)
		}
	})
}

// A command that turns out to need a terminal makes its account a locked one.
func TestASecretThatNeedsAPersonAfterAllLocks(t *testing.T) {
	running(t, Config{Refresh: time.Minute}, func(t *testing.T, w *world, f *Fleet) {
		var wants atomic.Bool
		w.unlock = func(_ context.Context, id string) error {
			wants.Store(id == "shop")
			return errPlain
		}
		shop, other := w.target("shop", 2), w.target("other", 2)
		shop.Locked = wants.Load
		other.Gate, shop.Gate = Gate{"command", 1}, Gate{"command", 1}
		f.Set([]Target{other, shop})
		time.Sleep(3 * time.Second)
		if a := account(t, f, "shop"); !a.Locked || a.State(time.Now()) != meter.Locked {
			t.Errorf("the one that needs a person: %+v", a)
		}
		if a := account(t, f, "other"); a.Locked || a.State(time.Now()) != meter.Failed || a.Err == nil {
			t.Errorf("the one that fails: %+v", a)
		}
	})
}
