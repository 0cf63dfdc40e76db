package watch

import (
	"bufio"
	"context"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"wxops/wechat/guard"
	"wxops/wechat/meter"
	"wxops/wechat/ownfile"
)

const killedIn = "WXOPS_WATCH_KILLED_IN"

// onWire is a WeChat that has a clear in hand for ever.
type onWire struct{ *world }

func (onWire) ClearPath(context.Context, string) error {
	_, _ = os.Stdout.WriteString("on the wire\n")
	select {}
}

// onDisk is a desk whose journal is a file.
func onDisk(dir string) *desk {
	return &desk{
		guard.OpenJournal(filepath.Join(dir, "journal.jsonl")),
		OpenDecisions(ownfile.Space{}, filepath.Join(dir, "decisions.jsonl")), dir,
	}
}

// TestAWatchThatIsKilledClearsNoMore: what its clear came to is unknown, and whoever
// watches next waits for a person.
func TestAWatchThatIsKilledClearsNoMore(t *testing.T) {
	p := clearing
	p.OnlyIfOutFor = 0
	full := func() *world { return &world{used: map[string]int64{send: 1000, menu: 1}} }
	if dir := os.Getenv(killedIn); dir != "" {
		watch, _ := onDisk(dir).begin(full(), p)
		a := watch.accounts["mall"].Account
		a.Client = func() (guard.Client, error) { return onWire{full()}, nil }
		watch.set([]Account{a})
		watch.Run(t.Context())
		return
	}
	dir := t.TempDir()
	child := exec.Command(os.Args[0], "-test.run=^"+t.Name()+"$", "-test.timeout=60s")
	child.Env = append(os.Environ(), killedIn+"="+dir)
	out, err := child.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := child.Start(); err != nil {
		t.Fatal(err)
	}
	told := bufio.NewScanner(out).Scan()
	_ = child.Process.Kill()
	_ = child.Wait()
	d := onDisk(dir)
	resets, err := d.guard("li").Since(t.Context(), time.Time{})
	if !told || err != nil || len(resets) != 1 || resets[0].Outcome != guard.Unknown || resets[0].Who.User != User {
		t.Fatalf("killed: %v, %+v, %v", told, resets, err)
	}
	for later, want := range map[time.Duration]Why{0: Recent, 2 * time.Hour: Waits} {
		now := func() time.Time { return time.Now().Add(later) }
		if !meter.BackAt(now()).Equal(meter.BackAt(time.Now())) {
			continue // its numbers are of yesterday then, and there is nothing to decide
		}
		w := full()
		watch, h := d.begin(w, p, func(c *Config) { c.Now, c.Guard.Now = now, now })
		watch.Once(t.Context())
		if w.cleared() != 0 || !slices.Contains(h.kinds(), "decided "+send+" "+string(want)) {
			t.Errorf("%v later %d clears: %q", later, w.cleared(), h.kinds())
		}
	}
}
