package watch

import (
	"fmt"
	"testing"
	"testing/synctest"
	"time"

	"wxops/wechat"
	"wxops/wechat/guard"
	"wxops/wechat/meter"
	"wxops/wechat/meter/fleet"
)

// beginMany makes a watch of several accounts, each with a world of its own; the last of
// them has no secret.
func beginMany(d *desk, worlds []*world) (*Watch, *heard) {
	var accounts []Account
	for i, w := range worlds {
		alias, id := fmt.Sprintf("a%d", i), fmt.Sprintf("wx00000000000000b%d", i)
		accounts = append(accounts, Account{
			Alias: alias, AppID: id, Token: "env", Client: func() (guard.Client, error) { return w, nil },
			Target: fleet.Target{
				ID: alias, Key: meter.Key{Host: "test", AppID: id}, Paths: []string{send, menu},
				Connect: func() (fleet.Client, error) { return w, nil },
			},
		})
	}
	h := &heard{}
	return New(Config{
		Fleet: fleet.New(fleet.Config{Refresh: 5 * time.Minute}), Guard: d.guard(User), Decisions: d.decisions,
		Listeners: []Listener{h}, Every: 5 * time.Minute,
	}, accounts), h
}

// failures counts those of accounts, and those of the whole machine.
func (h *heard) failures(kind Kind) (own, machine int) {
	h.mu.Lock()
	defer h.mu.Unlock()
	for _, e := range h.events {
		switch {
		case e.Kind != kind || e.Path != "":
		case e.Account == "":
			machine++
		default:
			own++
		}
	}
	return own, machine
}

func busyAndQuiet() []*world {
	return []*world{
		{used: map[string]int64{send: 850}}, {used: map[string]int64{send: 870}}, {used: map[string]int64{send: 10}},
		{down: &wechat.Error{Reason: wechat.NoSecret}},
	}
}

// TestANetworkThatSeveralAccountsLoseIsToldOnce: they are not read at the same time, the
// quiet ones for long not at all, and one without a secret asks nothing.
func TestANetworkThatSeveralAccountsLoseIsToldOnce(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		worlds := busyAndQuiet()
		watch, h := beginMany(newDesk(t), worlds)
		running(t, watch, func() {
			time.Sleep(17 * time.Minute)
			for _, w := range worlds[:3] {
				w.fail(&wechat.Error{Op: "quota", Reason: wechat.NotConnected})
			}
			time.Sleep(6 * time.Hour)
			if own, machine := h.failures(Failed); own != 0 || machine != 1 {
				t.Errorf("%d accounts and %d machines failed: %q", own, machine, h.kinds())
			}
			for _, w := range worlds[:3] {
				w.fail(nil)
			}
			time.Sleep(2 * time.Hour)
		})
		own, machine := h.failures(Failed)
		ownAgain, again := h.failures(Recovered)
		if own != 0 || machine != 1 || ownAgain != 0 || again != 1 {
			t.Errorf("failed %d and %d, recovered %d and %d: %q", own, machine, ownAgain, again, h.kinds())
		}
	})
}

// TestAnAccountThatAloneHasNoAnswerIsTold: its proxy may be gone, and the machine's network
// is not.
func TestAnAccountThatAloneHasNoAnswerIsTold(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		worlds := busyAndQuiet()
		watch, h := beginMany(newDesk(t), worlds)
		running(t, watch, func() {
			time.Sleep(17 * time.Minute)
			worlds[0].fail(&wechat.Error{Op: "quota", Reason: wechat.ProxyRefused})
			time.Sleep(6 * time.Hour)
			worlds[0].fail(nil)
			time.Sleep(2 * time.Hour)
		})
		own, machine := h.failures(Failed)
		ownAgain, again := h.failures(Recovered)
		if own != 1 || machine != 0 || ownAgain != 1 || again != 0 {
			t.Errorf("failed %d and %d, recovered %d and %d: %q", own, machine, ownAgain, again, h.kinds())
		}
	})
}
