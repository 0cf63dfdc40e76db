package cli

import (
	"context"
	"fmt"
	"math/rand/v2"
	"sync/atomic"
	"testing"
	"time"

	"wxops/ui/desk"
	"wxops/wechat"
	"wxops/wechat/meter"
	"wxops/wechat/meter/fleet"
	"wxops/wechat/simulate"
	"wxops/wechat/simulate/demo"
)

// demoAt is the demo as its console knows it after a first reading.
type demoAt struct {
	clock  atomic.Pointer[time.Time]
	server *simulate.Server
	data   demo.Data
	fleet  *fleet.Fleet
}

func startDemoAt(t *testing.T, at time.Time) *demoAt {
	t.Helper()
	d := &demoAt{}
	d.clock.Store(&at)
	d.server, d.data = demo.New(d.now, rand.New(rand.NewPCG(1, 2)))
	getenv := func(string) string { return "" }
	cfg, accounts := demoDesk(t.Context(), desk.Config{
		Folders: desk.FoldersOf(getenv), Getenv: getenv, Now: d.now,
		Wait: func(context.Context, time.Duration) error { return nil },
	}, d.server, d.data)
	opened := desk.Open(cfg)
	d.fleet = opened.Fleet(demoRefresh)
	d.fleet.Set(opened.Targets(accounts))
	ctx, cancel := context.WithCancel(t.Context())
	ended := make(chan struct{})
	go func() {
		d.fleet.Run(ctx)
		close(ended)
	}()
	t.Cleanup(func() {
		cancel()
		<-ended
	})
	return d
}

func (d *demoAt) now() time.Time { return *d.clock.Load() }

// later lets time pass, and reads what is not refused.
func (d *demoAt) later(by time.Duration) {
	at := d.now().Add(by)
	d.clock.Store(&at)
	for _, alias := range []string{"mall", "news", "game"} {
		d.fleet.Read(alias)
	}
}

func (d *demoAt) account(t *testing.T, alias string) meter.Account {
	t.Helper()
	a, known := d.fleet.Account(alias)
	if !known {
		t.Fatalf("%s is not read", alias)
	}
	return a
}

// hoursOfADay in Beijing, the first minutes and the last among them.
var hoursOfADay = []string{"00:01", "00:05", "00:40", "03:30", "09:00", "14:30", "19:30", "23:50"}

func eachHour(t *testing.T, hold func(t *testing.T, d *demoAt)) {
	for _, clock := range hoursOfADay {
		t.Run(clock, func(t *testing.T) {
			t.Parallel()
			at, err := time.ParseInLocation("2006-01-02 15:04", "2026-03-10 "+clock, wechat.Beijing())
			if err != nil {
				t.Fatal(err)
			}
			hold(t, startDemoAt(t, at))
		})
	}
}

// TestTheDemoStandsAsItIsTold, at every hour: who is out, who rises, who waits and who is refused.
func TestTheDemoStandsAsItIsTold(t *testing.T) {
	t.Parallel()
	eachHour(t, func(t *testing.T, d *demoAt) {
		d.wants(t, map[string]meter.State{
			"mall": meter.Out, "news": meter.Out, "game": meter.OK, "shop": meter.Locked, "mall-test": meter.Failed,
		})
		if code := wechat.Code(d.account(t, "mall-test").Err); code != 40164 {
			t.Errorf("mall-test: errcode %d", code)
		}
		d.later(30 * time.Second)
		d.wants(t, map[string]meter.State{"game": meter.Near})
	})
}

// wants waits until accounts stand as they are to.
func (d *demoAt) wants(t *testing.T, states map[string]meter.State) {
	t.Helper()
	for alias, want := range states {
		soon(t, func() string {
			if got := d.account(t, alias).State(d.now()); got != want {
				return alias + " is " + string(got) + ", want " + string(want)
			}
			return ""
		})
	}
}

// soon waits until nothing is wrong any more.
func soon(t *testing.T, wrong func() string) {
	t.Helper()
	for end := time.Now().Add(10 * time.Second); ; time.Sleep(5 * time.Millisecond) {
		what := wrong()
		if what == "" {
			return
		}
		if time.Now().After(end) {
			t.Error(what)
			return
		}
	}
}

// TestTheDemosForecastsComeTrue, and say since when something is out.
func TestTheDemosForecastsComeTrue(t *testing.T) {
	t.Parallel()
	const custom, subscribe = "/cgi-bin/message/custom/send", "/cgi-bin/message/subscribe/send"
	eachHour(t, func(t *testing.T, d *demoAt) {
		midnight := meter.BackAt(d.now()).AddDate(0, 0, -1)
		soon(t, func() string {
			mall := d.account(t, "mall")
			if f := mall.Forecast(mall.Row(custom), d.now()); f.Saying != meter.IsOut || f.At.Before(midnight) || f.At.After(d.now()) {
				return fmt.Sprintf("what is out: %+v", f)
			}
			return ""
		})
		d.foresees(t, "mall", subscribe)
		d.foresees(t, "game", subscribe)
	})
}

// TestTheDemoSaysOfNothingThatItLasts which ends on that day.
func TestTheDemoSaysOfNothingThatItLasts(t *testing.T) {
	t.Parallel()
	const link = "/wxa/generate_urllink"
	eachHour(t, func(t *testing.T, d *demoAt) {
		if d.outAt(d.account(t, "mall").Key.AppID, link).IsZero() {
			t.Fatal("it does not end; name another that does")
		}
		soon(t, func() string {
			mall := d.account(t, "mall")
			row := mall.Row(link)
			if f := mall.Forecast(row, d.now()); !row.Read() || f.Saying == meter.NotToday || f.Saying == meter.Flat {
				return fmt.Sprintf("%+v", f)
			}
			return ""
		})
	})
}

// foresees waits until the meter says what will come.
func (d *demoAt) foresees(t *testing.T, alias, path string) {
	t.Helper()
	out := d.outAt(d.account(t, alias).Key.AppID, path)
	if out.IsZero() {
		return
	}
	soon(t, func() string {
		a := d.account(t, alias)
		f := a.Forecast(a.Row(path), d.now())
		if f.Saying != meter.IsOut && (f.Saying != meter.OutLater || f.At.Sub(out).Abs() > max(20*time.Second, out.Sub(d.now())/8)) {
			return fmt.Sprintf("%s of %s: %+v, and it is out at %s", path, alias, f, out)
		}
		return ""
	})
}

// outAt is when an API of the demo will truly be out today; zero: it will not. A
// demo of its own, whose clock runs ahead, tells.
func (d *demoAt) outAt(appID, path string) time.Time {
	start := d.now()
	at := start
	server, _ := demo.New(func() time.Time { return at }, rand.New(rand.NewPCG(1, 2)))
	for ; at.Before(meter.BackAt(start)); at = at.Add(time.Second) {
		if server.Quota(appID, path).Remain == 0 {
			return at
		}
	}
	return time.Time{}
}
