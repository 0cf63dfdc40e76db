package watch

import (
	"context"
	"slices"
	"testing"
	"testing/synctest"
	"time"

	"wxops/wechat"
	"wxops/wechat/guard"
	"wxops/wechat/meter/fleet"
)

// deaf is a client whose answers never come, whatever its caller says, until the end.
type deaf struct {
	*world
	end chan struct{}
}

func (d deaf) Quota(context.Context, string) (wechat.Quota, error) {
	<-d.end
	return wechat.Quota{}, context.Canceled
}

func (d deaf) ClearPath(ctx context.Context, path string) error {
	err := d.world.ClearPath(ctx, path)
	<-d.end
	return err
}

// TestAWatchEndsWhateverHangs: running holds it to five seconds.
func TestAWatchEndsWhateverHangs(t *testing.T) {
	for _, what := range []string{"a reading", "a clear"} {
		synctest.Test(t, func(t *testing.T) {
			w := &world{used: map[string]int64{send: 1000, menu: 1}}
			client := deaf{w, make(chan struct{})}
			d := newDesk(t)
			now := clearing
			now.OnlyIfOutFor = 0
			watch, h := d.begin(w, now)
			a := watch.accounts["mall"].Account
			if what == "a clear" {
				a.Client = func() (guard.Client, error) { return client, nil }
			} else {
				a.Target.Connect = func() (fleet.Client, error) { return client, nil }
			}
			watch.set([]Account{a})
			running(t, watch, func() { time.Sleep(20 * time.Second) })
			if kinds := h.kinds(); !slices.Contains(kinds, "stopped ") || what == "a reading" && h.count(Read) > 0 {
				t.Errorf("%s hangs: %q", what, kinds)
			}
			resets, err := d.guard("li").Since(t.Context(), time.Time{})
			if err != nil || what == "a clear" && (len(resets) != 1 || resets[0].Outcome != guard.Unknown) {
				t.Errorf("%s hangs, and the journal says %+v, %v", what, resets, err)
			}
			close(client.end)
			synctest.Wait()
		})
	}
}
