package ui

import (
	"fmt"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"

	"wxops/ui/view"
	"wxops/wechat"
	"wxops/wechat/meter"
	"wxops/wechat/meter/fleet"
)

// fleetOf is a meter of many accounts of 20 APIs each, all read.
func fleetOf(accounts int, at time.Time) *fleet.Fleet {
	f := fleet.New(fleet.Config{Refresh: time.Minute, Now: func() time.Time { return at }})
	targets := make([]fleet.Target, accounts)
	for i := range targets {
		targets[i] = fleet.Target{ID: fmt.Sprintf("shop-%04d", i), Key: meter.Key{Host: "test", AppID: fmt.Sprintf("wx%016x", i)}}
		for p := range 20 {
			targets[i].Paths = append(targets[i].Paths, fmt.Sprintf("/wxa/api%02d", p))
		}
	}
	f.Set(targets)
	for i, t := range targets {
		for p, path := range t.Paths {
			used := int64((i*37 + p*11) % 1000)
			f.Take(t.ID, wechat.Reading{Path: path, Quota: wechat.Quota{Path: path, Daily: &wechat.Daily{Limit: 1000, Used: used, Remain: 1000 - used}}}, at)
		}
	}
	return f
}

// benchConsole is a console of 1,000 accounts on 120x40 cells.
func benchConsole(b *testing.B, f *fleet.Fleet) *Model {
	cfg := view.Config{
		Ctx: b.Context(), Now: func() time.Time { return noon }, Accounts: manyAccounts(), Book: &fakeBook{}, Secrets: &fakeSecrets{},
		Guard: &fakeGuard{}, Meter: f, Colour: true, Unicode: true,
	}
	m := New(cfg)
	m.Update(tea.WindowSizeMsg{Width: 120, Height: 40})
	return m
}

// BenchmarkOverviewMetered is what the console does, at most ten times a second, when
// the meter of 1,000 accounts knows something new.
func BenchmarkOverviewMetered(b *testing.B) {
	m := benchConsole(b, fleetOf(1000, noon))
	for b.Loop() {
		m.tabs[tabAccounts].Update(view.Metered{})
		if m.View().Content == "" {
			b.Fatal("an empty frame")
		}
	}
}

// BenchmarkOverviewFirstFrame is what comes before the first frame of 1,000 accounts of
// which nothing is known yet.
func BenchmarkOverviewFirstFrame(b *testing.B) {
	f := fleet.New(fleet.Config{Now: func() time.Time { return noon }})
	for b.Loop() {
		if benchConsole(b, f).View().Content == "" {
			b.Fatal("an empty frame")
		}
	}
}

// BenchmarkOverviewKey is a key among 1,000 accounts that are all read; design.md
// allows 1 ms.
func BenchmarkOverviewKey(b *testing.B) {
	for name, keys := range map[string][]string{"move": {"j", "k"}, "sort": {"s"}, "filter": {"/", "7", "backspace", "esc"}} {
		b.Run(name, func(b *testing.B) {
			var m tea.Model = benchConsole(b, fleetOf(1000, noon))
			m, _ = m.Update(view.Metered{})
			for i := 0; b.Loop(); i++ {
				m, _ = m.Update(keyNamed(keys[i%len(keys)]))
				if m.View().Content == "" {
					b.Fatal("an empty frame")
				}
			}
		})
	}
}
